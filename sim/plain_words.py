"""From pydantic's errors to faults a planner can act on, and the search for what hides behind the first error."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from sim.faults import Faults, nearest
from sim.overrides import value_text
from sim.scenario import Scenario
from sim.schema import allowed_at, allowed_name_at, at, default_at, names_under

MOST_ROUNDS = 8

Sources = Mapping[tuple[str, ...], str]


def validate(plain: dict[str, Any], base: Mapping[str, Any], sources: Sources, faults: Faults) -> Scenario | None:
    """Validate ``plain``; on errors report them all and return None.

    A broken value hides the rules that need it, so each round puts the value of ``base`` (known to be good) in the
    place of what was broken and looks again. ``sources`` says which word or file brought a key.
    """
    trial: Any = plain
    replaced: set[tuple[Any, ...]] = set()
    coarse: set[str] = set()
    for _ in range(MOST_ROUNDS):
        try:
            scenario = Scenario.model_validate(trial)
        except ValidationError as error:
            if trial is plain:
                trial = copy.deepcopy(plain)
            rules = _report(error, trial, base, sources, faults, replaced, coarse)
            if not _mend(rules, trial, base, replaced, coarse):
                return None
        else:
            return scenario if not replaced else None
    return None


def _report(
    error: ValidationError,
    data: Any,
    base: Mapping[str, Any],
    sources: Sources,
    faults: Faults,
    replaced: set[tuple[Any, ...]],
    coarse: set[str],
) -> dict[tuple[Any, ...], bool]:
    """Add a fault for each error. Returns the places to mend before looking again; true where the name itself is
    wrong.
    """
    places: dict[tuple[Any, ...], bool] = {}
    for item in error.errors(include_url=False):
        key = _trim(item["loc"], data, item["type"] == "missing")
        if item["type"] == "muster_rules":
            for problem in item["ctx"]["problems"]:
                inner = (*key, *problem["key"].split("."))
                if not key and coarse & {inner[0], *problem.get("about", ())}:
                    continue  # the rule speaks about what was put in the place of something broken
                if not any(inner[: len(r)] == r for r in replaced):
                    faults.add(_where(inner, sources), problem["found"], problem["allowed"], problem["remedy"])
                places[key or inner[:1]] = False
        else:
            if key not in replaced:  # else it was put right in an earlier round, and what it was is reported already
                _one(item, key, base, sources, faults)
            places[key] = item["type"] == "extra_forbidden" or "[key]" in item["loc"]
    return places


def _trim(loc: Sequence[Any], data: Any, missing: bool) -> tuple[Any, ...]:
    """The part of pydantic's location that exists in the data (it adds names of unions and validators), plus a
    missing name.
    """
    key: list[Any] = []
    for name in loc:
        if name == "[key]":
            break
        try:
            data = at(data, [name])
        except (KeyError, TypeError):
            if missing and name == loc[-1]:
                key.append(name)
            break
        key.append(name)
    return tuple(key)


def _dotted(key: Sequence[Any]) -> str:
    return ".".join(str(name) for name in key)


def _where(key: Sequence[Any], sources: Sources) -> str:
    text = tuple(str(name) for name in key)
    for depth in range(len(text), 0, -1):
        if text[:depth] in sources:
            source = sources[text[:depth]]
            return source if _dotted(text) in source else f"{source} ({_dotted(text)})"
    inside = [word for place, word in sources.items() if place[: len(text)] == text]
    return f"{_dotted(text)} ({inside[-1]})" if inside else _dotted(text)


def _one(item: Any, key: tuple[Any, ...], base: Mapping[str, Any], sources: Sources, faults: Faults) -> None:
    where, kind, context = _where(key, sources), item["type"], item.get("ctx", {})
    dotted = _dotted(key)
    if kind == "missing":
        faults.add(where, "missing", allowed_at(key), f"give {dotted}{_example(key, base)}")
        return
    value = item["input"]
    if kind == "extra_forbidden":
        names = names_under(key[:-1])
        like = nearest(str(key[-1]), names)
        faults.add(
            where,
            f"no setting called {dotted}",
            f"under {_dotted(key[:-1]) or 'the top'}: {', '.join(names)}",
            f"did you mean {_dotted((*key[:-1], like))}" if like else "remove it",
        )
        return
    if kind == "muster_value":
        faults.add(where, context["found"], context["allowed"], context["remedy"] or _cure(key, value, base))
        return
    if "[key]" in item["loc"]:
        faults.add(where, f"the name {key[-1]!r}", allowed_name_at(key) or item["msg"], "rename or remove it")
        return
    allowed = allowed_at(key) or item["msg"]
    if kind in ("too_short", "too_long"):
        bound = f"at least {context['min_length']}" if kind == "too_short" else f"at most {context['max_length']}"
        faults.add(where, f"{context['actual_length']} entries", f"{bound} entries", _cure(key, value, base))
    elif kind == "string_pattern_mismatch":
        faults.add(where, repr(value), "one capital letter, A to Z", _cure(key, value, base))
    else:
        faults.add(where, _shown(value), allowed, _cure(key, value, base))


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f"the text {value!r}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "nothing (null)" if value is None else f"{value!r}"


def good_value(key: Sequence[Any], base: Mapping[str, Any]) -> Any:
    """A value known to be good at ``key``: that of ``base``, or of its first entry where a planner named an entry of
    their own, or what a setting is when nobody writes it.
    """
    value: Any = base
    for depth, name in enumerate(key):
        try:
            value = at(value, [name])
        except KeyError:
            if names_under(key[:depth]):
                value = default_at(key[: depth + 1])
            elif isinstance(value, Mapping) and value:
                value = next(iter(value.values()))
            else:
                raise
    return value


def _example(key: Sequence[Any], base: Mapping[str, Any]) -> str:
    try:
        value = good_value(key, base)
    except (KeyError, TypeError):
        return ""
    return "" if isinstance(value, Mapping | list | tuple) else f", for example {_dotted(key)}={value_text(value)}"


def _cure(key: Sequence[Any], value: Any, base: Mapping[str, Any]) -> str:
    """The word that mends it: what the value was probably meant to be, else the value of the options chosen."""
    allowed = allowed_at(key)
    if isinstance(value, str):
        text = value.strip()
        if allowed.startswith("one of"):
            like = nearest(text, allowed.removeprefix("one of ").split(", "))
            if like and isinstance(key[-1], int):  # lists are written whole
                return f"did you mean {like}, in {_dotted(key[:-1])}=[...]"
            if like:
                return f"did you mean {_dotted(key)}={like}"
        if "number" in allowed:
            number = _as_number(text)
            if number is not None:
                return f"write the number: {_dotted(key)}={number}"
    example = _example(key, base)
    if not example and allowed.startswith("one of"):
        return f"write for example {_dotted(key)}={allowed.removeprefix('one of ').split(', ')[0]}"
    return f"write {example.removeprefix(', ')}" if example else f"correct {_dotted(key)}"


def _as_number(text: str) -> str | None:
    share = text.endswith("%")
    try:
        number = float(text.rstrip("% ").replace(",", "."))
    except ValueError:
        return None
    return f"{number / 100 if share else number:.12g}"


def _mend(
    places: Mapping[tuple[Any, ...], bool], trial: Any, base: Mapping[str, Any], replaced: set[Any], coarse: set[str]
) -> bool:
    """Take out what has no place, and put good values where the value is broken, as near to it as ``base`` allows.

    False when nothing is left to try.
    """
    progress = False
    for place, misplaced in places.items():
        for depth in range(len(place), 0, -1):
            key = place[:depth]
            if key in replaced or not _put(trial, key, base, misplaced and depth == len(place)):
                continue
            replaced.add(key)
            if depth < len(place) or depth == 1:
                coarse.add(str(place[0]))
            progress = True
            break
    return progress


def _put(trial: Any, key: tuple[Any, ...], base: Mapping[str, Any], misplaced: bool) -> bool:
    try:
        parent = at(trial, key[:-1])
        if misplaced:
            del parent[key[-1]]
        else:
            parent[key[-1]] = copy.deepcopy(good_value(key, base))
    except (KeyError, TypeError, IndexError):
        return False
    return True
