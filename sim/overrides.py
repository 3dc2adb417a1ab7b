"""The words after the verb: Hydra's grammar, checked by our own pass so that every wrong word is named at once.

Hydra parses each word; whether it names an option, a setting or nothing at all is decided here, against the option
files and the scenario's own parts.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sim.faults import Faults, listed, nearest
from sim.schema import Place, allowed_at, known_settings, place_of

PATH_WORDS = ("out", "study", "scenario", "cluster")
Action = Literal["change", "add", "delete"]


@dataclass(frozen=True)
class Word:
    """One override, read: ``text`` as typed (or as a study file would have it), ``key`` dotted, ``value`` plain.

    ``sweep`` is Hydra's sweep object where several values were given; ``value`` is then None.
    """

    text: str
    key: str
    value: Any
    action: Action = "change"
    sweep: Any = None


@dataclass(frozen=True)
class Setting:
    """One ``key=value``; ``remove`` for ``~key``. ``word`` is the text as typed, for reports."""

    key: tuple[str, ...]
    value: Any
    word: str
    remove: bool = False


@dataclass
class Overrides:
    """What a list of words asks for: an option for each group named, then settings in the order given."""

    choices: dict[str, str] = field(default_factory=dict)
    settings: list[Setting] = field(default_factory=list)
    # Groups whose option does not exist: their settings cannot be judged.
    unknown: set[str] = field(default_factory=set)


def split_paths(words: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """Take ``out=``, ``study=``, ``scenario=`` and ``cluster=`` out before Hydra sees them.

    Hydra's grammar would trip on the backslashes, brackets and spaces of a path.

    Returns the paths by name (the last of each wins; quotes around them are dropped) and the remaining words.
    Raises FaultReport where a path is empty.
    """
    faults, rest = Faults("the command line"), []
    paths: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or name not in PATH_WORDS:
            rest.append(word)
            continue
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
            value = value[1:-1]
        if value:
            paths[name] = value
        else:
            faults.add(word, "nothing after the equals sign", "a path or a name", f"{name}=some_name")
    faults.raise_any()
    return paths, rest


def value_text(value: Any) -> str:
    """A value as one would type it; numbers in their shortest form, so that 0.10 and 0.1 are one."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_inner(name)}: {_inner(entry)}" for name, entry in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_inner(entry) for entry in value) + "]"
    return str(value)


def _inner(value: Any) -> str:
    text = value_text(value)
    return f"'{text}'" if isinstance(value, str) and not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", text) else text


def parse(words: Iterable[str], faults: Faults) -> list[Word]:
    """Read words by Hydra's grammar; each that cannot be read goes to ``faults``."""
    found = (_parse(word, faults) for word in words)
    return [word for word in found if word is not None]


def _parse(text: str, faults: Faults) -> Word | None:
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException

    if "${" in text:
        faults.add(text, "an interpolation, ${...}", "plain values", "write the value itself")
        return None
    try:
        override = OverridesParser.create().parse_override(text)
        if not override.key_or_group:
            raise ValueError("no key")
        several = override.is_sweep_override()
        value = None if several else override.value()
    except (HydraException, ValueError, RecursionError):
        faults.add(
            text.strip() or "an empty word",
            "a word that cannot be read",
            "key=value, group=option or ~key",
            _rewrite(text),
        )
        return None
    key = override.key_or_group
    if override.package is not None:
        faults.add(text, f"a package, @{override.package}", "group=option", "leave out the @ and what follows it")
    elif key.replace("/", ".").split(".")[0] == "hydra":
        faults.add(text, "a setting of Hydra", "settings of the scenario", "remove it; out=PATH says where results go")
    else:
        added = override.is_add() or override.is_force_add()
        action: Action = "delete" if override.is_delete() else "add" if added else "change"
        return Word(text, key, value, action, override._value if several else None)
    return None


def _rewrite(word: str) -> str:
    key, equals, value = word.partition("=")
    if not key.strip("+~ "):
        return "write key=value"
    if not equals:
        return "write key=value" if " " in word else f"give it a value: {word}=..."
    return f"put the value in quotes: \"{key.strip()}='{value.strip()}'\""


def read_choices(
    words: Iterable[Word], options: Mapping[str, Sequence[str]], faults: Faults
) -> tuple[Overrides, list[Word]]:
    """Take the words that choose an option; return them and the words left for `read_settings`."""
    asked, left = Overrides(), []
    for word in words:
        if word.sweep is not None:
            faults.add(
                word.text,
                "several values",
                "one value where a single scenario is wanted",
                "use `muster sweep` for several, or quote a value that holds a comma",
            )
        elif word.key in options:
            option = option_of(word, options[word.key], faults)
            if option is not None:
                asked.choices[word.key] = option
            elif isinstance(word.value, str) and word.action != "delete":
                asked.unknown.add(word.key)
        else:
            left.append(word)
    return asked, left


def option_of(word: Word, known: Sequence[str], faults: Faults) -> str | None:
    """The option a word chooses for its group, or None and a fault. ``~group`` chooses ``none`` where there is such
    an option.
    """
    if word.action == "delete":
        if "none" in known:
            return "none"
        faults.add(word.text, f"{word.key} taken away", f"an option: {listed(known)}", f"{word.key}={known[0]}")
        return None
    if word.value in known:
        return str(word.value)
    if isinstance(word.value, Mapping) and word.value:
        cure = " ".join(f"{word.key}.{name}={value_text(value)}" for name, value in word.value.items())
        faults.add(
            word.text, "a table where an option's name is wanted", f"one of {listed(known)}", f"set its values: {cure}"
        )
        return None
    like = nearest(str(word.value), known)
    found = (
        f"the option {word.value!r}"
        if isinstance(word.value, str)
        else f"{word.value!r} where an option's name is wanted"
    )
    cure = f"did you mean {word.key}={like}" if like else f"for example {word.key}={known[0]}"
    faults.add(word.text, found, f"one of {listed(known)}", cure)
    return None


def read_settings(
    asked: Overrides,
    words: Iterable[Word],
    options: Mapping[str, Sequence[str]],
    base: Mapping[str, Any],
    faults: Faults,
) -> None:
    """Check words against ``base``, the plain configuration of the options chosen (it names what open tables hold)."""
    for word in words:
        key = tuple(word.key.split("."))
        if key[0] in asked.unknown:
            continue
        place = place_of(key, base, asked.settings)
        if word.action == "delete" and place.kind == "entry":
            asked.settings.append(Setting(key, None, word.text, remove=True))
        elif word.action == "delete" and place.kind == "setting":
            faults.add(
                word.text,
                f"{word.key} taken away",
                "settings change their value; only entries of a table can go",
                f"{word.key}=... with the value you want",
            )
        elif word.action != "delete" and (
            place.kind in ("setting", "entry") or (place.kind, word.action) == ("new", "add")
        ):
            cure = _share_cure(word)
            if cure:
                faults.add(word.text, value_text(word.value), allowed_at(key), cure)
            else:
                asked.settings.append(Setting(key, word.value, word.text))
        else:
            _unknown(word, place, options, base, faults)


# Settings that stand for less and more of the same thing: who writes minus one means the other.
_OPPOSITES = {"staffing.cut": "staffing.uplift", "staffing.uplift": "staffing.cut"}


def _share_cure(word: Word) -> str:
    """The word that mends a share given in per cent (10 for 0.1) or with the wrong sign; empty for any other value."""
    value = word.value
    limit = {"a number from 0 to 0.95": 0.95, "a number from 0 to 1": 1.0}.get(allowed_at(word.key.split(".")))
    if limit is None or isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if 2 <= value <= 100 * limit:
        return f"write the share: {word.key}={value / 100:.12g}"
    other = _OPPOSITES.get(word.key)
    if other and -100 <= value < 0:
        meant = -value if -value <= 1 else -value / 100
        return f"write {word.key}=0; for the opposite there is {other}={meant:.12g}"
    return ""


def _like(word: str, known: Iterable[str]) -> str | None:
    """As `nearest`, but every part of a dotted key must be like its counterpart: run.level is not run.seed."""
    by_lower = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.lower(), by_lower, n=8, cutoff=0.6)
    return next((by_lower[name] for name in close if _alike(word.lower(), name)), None)


def _alike(word: str, name: str) -> bool:
    parts, others = word.split("."), name.split(".")
    if len(parts) != len(others):
        return difflib.SequenceMatcher(None, word, name).ratio() >= 0.8
    return all(difflib.SequenceMatcher(None, a, b).ratio() >= 0.7 for a, b in zip(parts, others, strict=True))


def _unknown(word: Word, place: Place, options: Mapping[str, Any], base: Mapping[str, Any], faults: Faults) -> None:
    known = known_settings(base)
    dotted = _like(word.key, known) if "." in word.key else _like(word.key, options) or _like(word.key, known)
    like = dotted or _same_ending(word.key, known)
    value = value_text(word.value)
    if like is not None and like in options:
        value = nearest(value, options[like]) or options[like][0]
    tail = "" if word.action == "delete" else f"={value}"
    head = ".".join(place.parent)
    allowed = f"under {head}: {listed(place.names)}" if head else f"settings and groups: {listed(place.names)}"
    remedy = f"did you mean {like}{tail}" if like else "remove it; `muster list` shows what there is"
    if place.kind == "new" and word.action == "change":
        remedy += f"; to add a new entry write +{word.key}{tail}"
    faults.add(word.text, f"no setting called {word.key}", allowed, remedy)


def _same_ending(key: str, known: Sequence[str]) -> str | None:
    """``cut`` for staffing.cut: the shallowest setting whose last name is the one typed, or nearly so."""
    endings: dict[str, str] = {}
    for name in sorted(known, key=lambda dotted: dotted.count(".")):
        if name.count(".") <= 1:
            endings.setdefault(name.rsplit(".", 1)[-1], name)
    like = _like(key.rsplit(".", 1)[-1], endings)
    return endings[like] if like else None
