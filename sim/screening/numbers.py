"""Which numbers are screened: the assumed ones that the study's scenarios really use. The others are counted, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.ledger import Entry, ledger, numbers_in
from sim.scenario import Scenario
from sim.schema import child, is_table, place_of

Path = tuple[Any, ...]

RELATIVE = frozenset({"relative", "weight"})
"""Units of numbers of which only the proportions count."""

# Read after a number ("5 varied by the study itself") and by themselves.
OFF = "of a mechanism that is off"
VARIED = "varied by the study itself"
CHOSEN = "chosen by the force, not unknown"
NO_RANGE = "without a numeric range in the ledger"
NOT_SETTABLE = "not to be set by an override"
REFUSED = "held to one value by the rest"
OUTSIDE = "configured outside the ledger's range, which is about another force"
REASONS = (OFF, VARIED, CHOSEN, NO_RANGE, OUTSIDE, NOT_SETTABLE, REFUSED)

CHOICES = (
    "roster", "bids", "crewing", "staffing.cut", "staffing.uplift", "staffing.by_role", "partners.shortfall",
    "partners.services.*.shortfall", "survey",
    "operations.wind_down_min", "operations.wind_down_grades", "operations.tour_end_stays", "overtime.week_starts",
    "overtime.minimum", "force.grades.*.aim", "force.grades.*.vulnerable_target_min",
)
"""Settings with a range in the ledger that say what is decided, not what is the case; and those whose source says so:"""
SAID_TO_BE_CHOSEN = ("A choice", "A lever")


@dataclass(frozen=True)
class Number:
    """One assumed setting: where it stands, what it is (a list holds several numbers), and its entry in the ledger.

    ``pattern`` is its key with a star for every name that a planner chooses, the same for settings that are alike.
    """

    path: Path
    value: Any
    entry: Entry
    pattern: str

    @property
    def key(self) -> str:
        """The dotted key."""
        return dotted(self.path)


@dataclass(frozen=True)
class LeftOut:
    """An assumed setting that is not screened, and one of REASONS."""

    key: str
    reason: str


def dotted(path: Path) -> str:
    """The key of a path as a planner writes it."""
    return ".".join(str(name) for name in path)


def leaves(plain: Mapping[Any, Any], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every setting of a plain configuration: its path, names as they are held, and its value (a list is one setting)."""
    for name, value in plain.items():
        if isinstance(value, Mapping):
            yield from leaves(value, (*path, name))
        else:
            yield (*path, name), value


def assumed_numbers(
    scenarios: Sequence[Scenario], axes: Sequence[str], idle: Callable[[str], bool]
) -> tuple[list[Number], list[LeftOut]]:
    """Return the assumed numbers that every scenario has in common, in the order of the configuration, and those left out.

    ``axes``: the keys that the study sweeps; ``idle`` says whether a setting belongs to a mechanism that is off.
    """
    plains = [scenario.model_dump() for scenario in scenarios]
    everywhere = [dict(leaves(plain)) for plain in plains]
    book, kept, left = ledger(), [], []
    for path, value in everywhere[0].items():
        key = dotted(path)
        if key.split(".")[0] in book.exempt or not numbers_in({"value": _as_list(value)}):
            continue
        entry = book.entry_for(key)
        if entry is not None and entry.strength != "assumed":
            continue
        reason = _why_not(key, path, entry, axes, idle, plains[0], [settings.get(path) for settings in everywhere])
        if reason or entry is None:
            left.append(LeftOut(key, reason or NO_RANGE))
        else:
            kept.append(Number(path, value, entry, pattern_of(path)))
    return kept, left


def _as_list(value: Any) -> Any:
    return [_as_list(inner) for inner in value] if isinstance(value, list | tuple) else value


def _why_not(
    key: str, path: Path, entry: Entry | None, axes: Sequence[str], idle: Callable[[str], bool], plain: Mapping[str, Any],
    values: Sequence[Any],
) -> str:
    swept = any(key == axis or key.startswith(f"{axis}.") or axis.startswith(f"{key}.") for axis in axes)
    if idle(key) or _weighs_nothing(path, plain):
        return OFF
    if swept or any(value != values[0] for value in values):
        return VARIED
    if any(_begins(key, choice) for choice in CHOICES) or (entry is not None and entry.source.startswith(SAID_TO_BE_CHOSEN)):
        return CHOSEN
    if entry is None or entry.low >= entry.high:
        return NO_RANGE
    if entry.unit not in RELATIVE and not entry.holds(numbers_in({"value": _as_list(values[0])})["value"]):
        return OUTSIDE
    if place_of([str(name) for name in path], plain).kind not in ("setting", "entry"):
        return NOT_SETTABLE
    return ""


def _weighs_nothing(path: Path, plain: Mapping[str, Any]) -> bool:
    """Whether a number is about one load in strain that has the weight 0, so that this load is left out of it."""
    return path[:1] == ("strain",) and len(path) == 3 and plain["strain"]["weights"].get(path[2], 1) == 0


def _begins(key: str, choice: str) -> bool:
    names, wanted = key.split("."), choice.split(".")
    return len(names) >= len(wanted) and all(w in ("*", n) for n, w in zip(names, wanted, strict=False))


def pattern_of(path: Path) -> str:
    """The key with a star for each name of an open table: ``demand.types.*.scene.mean_min``."""
    annotation: Any = Scenario
    names = []
    for name in path:
        names.append("*" if is_table(annotation) else str(name))
        step = child(annotation, name)
        if step is None:
            return dotted(path)
        annotation = step[0]
    return ".".join(names)
