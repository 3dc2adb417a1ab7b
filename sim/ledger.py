"""Where every number about people or the world comes from, how strong that is, and how far it could be from the truth.

The one machine-readable place (``sim/ledger.yaml``) behind `muster explain`, the assumptions page, the ranges of
sensitivity studies and the input uncertainty of headline results.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sim.faults import Faults
from sim.yaml_strict import load_file

STRENGTHS = ("published", "derived", "assumed")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_FIELDS = ("key", "unit", "low", "high", "strength", "source")
_FIELDS_OF_OPTION = (*_FIELDS, "option")


@dataclass(frozen=True)
class Entry:
    """``key`` is a setting, ``*`` standing for one name; ``low`` to ``high`` is the plausible range in ``unit``.

    ``option``, as "group=option": the entry is about the numbers of that option alone.
    """

    key: str
    unit: str
    low: float
    high: float
    strength: Literal["published", "derived", "assumed"]
    source: str
    option: str = ""

    def fits(self, setting: str) -> bool:
        """Whether this entry is about ``setting``."""
        mine, asked = self.key.split("."), setting.split(".")
        return len(mine) == len(asked) and all(a in ("*", b) for a, b in zip(mine, asked, strict=True))

    def holds(self, values: Iterable[float]) -> bool:
        """Whether every value lies in the range."""
        return all(self.low <= value <= self.high for value in values)


@dataclass(frozen=True)
class Ledger:
    """``exempt``: top-level keys that describe no people or world. ``theory``: options whose numbers describe no
    force.
    """

    entries: tuple[Entry, ...]
    exempt: tuple[str, ...]
    theory: tuple[str, ...]

    def entry_for(self, setting: str, option: str = "") -> Entry | None:
        """The entry about a setting: of those that fit, the one with most names spelt out, the leftmost first.

        One about the numbers of ``option`` alone goes before all others; without it such entries do not count.
        """
        fitting = [entry for entry in self.entries if entry.option in ("", option) and entry.fits(setting)]
        return max(fitting, key=lambda entry: (entry.option != "", [part != "*" for part in entry.key.split(".")]), default=None)

    def entry_of(self, setting: str, numbers: tuple[float, ...], of_option: Callable[[str], Mapping[str, Any]]) -> Entry | None:
        """As `entry_for`, with the option told by its numbers: ``of_option`` returns the plain configuration of an option."""
        for entry in self.entries:
            if entry.option and entry.fits(setting) and numbers_in(of_option(entry.option)).get(setting) == numbers:
                return self.entry_for(setting, entry.option)
        return self.entry_for(setting)

    def numbers(self, plain: Mapping[str, Any]) -> dict[str, tuple[float, ...]]:
        """Every numeric setting of a plain configuration that should have an entry (see `numbers_in`)."""
        return {key: values for key, values in numbers_in(plain).items() if key.split(".")[0] not in self.exempt}


@functools.cache
def ledger() -> Ledger:
    """The ledger that ships with the package. Raises FaultReport where the file is broken."""
    return read_ledger(Path(__file__).with_name("ledger.yaml"))


def read_ledger(path: Path) -> Ledger:
    """Read a ledger file; FaultReport with every fault: missing fields, unknown strengths, ranges upside down, keys
    twice.
    """
    faults = Faults("the ledger")
    document = load_file(path, faults)
    data = document.data if document is not None and isinstance(document.data, dict) else {}
    entries: dict[tuple[str, str], Entry] = {}
    for number, row in enumerate(data.get("entries") or []):
        where = document.where("entries", number) if document else path.name
        entry = _entry(row, where, faults)
        if entry is not None and (entry.key, entry.option) in entries:
            faults.add(where, f"{entry.key} a second time", "each key once", "remove one of the two")
        elif entry is not None:
            entries[entry.key, entry.option] = entry
    if not entries:
        faults.add(path.name, "no entries", "a list of entries", "see the head of sim/ledger.yaml")
    faults.raise_any()
    return Ledger(tuple(entries.values()), tuple(data.get("exempt") or ()), tuple(data.get("theory") or ()))


def _entry(row: Any, where: str, faults: Faults) -> Entry | None:
    if not isinstance(row, dict) or set(row) not in (set(_FIELDS), set(_FIELDS_OF_OPTION)):
        faults.add(
            where,
            f"an entry with {', '.join(map(str, row)) if isinstance(row, dict) else row!r}",
            f"{', '.join(_FIELDS)}, and option where it is about one alone",
            "give each field once",
        )
        return None
    low, high = row["low"], row["high"]
    numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in (low, high))
    if not numbers or low > high:
        faults.add(where, f"a range from {low} to {high}", "two numbers, the lower first", "correct low and high")
    elif row["strength"] not in STRENGTHS:
        faults.add(
            where, f"the strength {row['strength']!r}", ", ".join(STRENGTHS), "use assumed where no source was read"
        )
    elif not str(row["source"] or "").strip():
        faults.add(where, "no source", "a source, or that none was found", "say where the number comes from")
    else:
        told = (str(row["key"]), str(row["unit"]), float(low), float(high), row["strength"], str(row["source"]))
        return Entry(*told, str(row.get("option", "")))
    return None


def numbers_in(plain: Mapping[str, Any]) -> dict[str, tuple[float, ...]]:
    """Dotted key -> numbers of a plain configuration; a list is one key, a clock time is its hours after midnight."""
    found: dict[str, tuple[float, ...]] = {}

    def walk(value: Any, key: tuple[str, ...]) -> None:
        if isinstance(value, Mapping):
            for name, inner in value.items():
                walk(inner, (*key, str(name)))
        else:
            values = tuple(_flat(value))
            if values:
                found[".".join(key)] = values

    walk(plain, ())
    return found


def _flat(value: Any) -> Iterable[float]:
    if isinstance(value, list | tuple):
        for inner in value:
            yield from _flat(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)
    elif isinstance(value, str) and (clock := _CLOCK.fullmatch(value)):
        yield int(clock[1]) + int(clock[2]) / 60
