"""Where a dotted key leads in a scenario, and what is allowed there: read from the parts themselves, so it cannot
drift.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import annotated_types
from pydantic.fields import FieldInfo

from sim.scenario import Part, Scenario


@dataclass(frozen=True)
class Place:
    """``kind``: "setting" (a field), "entry" (a name in an open table), "new" (a name not yet in it), "nowhere".

    ``parent`` is the part of the key that leads somewhere, ``names`` what stands under it.
    """

    kind: Literal["setting", "entry", "new", "nowhere"]
    parent: tuple[str, ...]
    names: tuple[str, ...]


def bare(annotation: Any) -> tuple[Any, list[Any]]:
    """An annotation without Annotated and None, with the constraints met on the way."""
    limits: list[Any] = []
    while True:
        if typing.get_origin(annotation) is typing.Annotated:
            annotation, *extra = typing.get_args(annotation)
            limits += extra
        elif typing.get_origin(annotation) in (typing.Union, types.UnionType):
            inner = [a for a in typing.get_args(annotation) if a is not type(None)]
            if len(inner) != 1:
                return annotation, limits
            annotation = inner[0]
        else:
            return annotation, limits


def settings_of(part: type[Part]) -> dict[str, FieldInfo]:
    """The fields of a part by the name a planner writes (``from``, where Python has to say ``from_``)."""
    return {field.alias or name: field for name, field in part.model_fields.items()}


def child(annotation: Any, name: Any) -> tuple[Any, list[Any]] | None:
    """Type and constraints one step down, or None where there is no such step."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        field = settings_of(annotation).get(str(name))
        if field is None:
            return None
        inner, limits = bare(field.annotation)
        return inner, [*limits, *field.metadata]
    if typing.get_origin(annotation) in (dict, tuple):
        return bare(typing.get_args(annotation)[1 if typing.get_origin(annotation) is dict else 0])
    return None


def is_part(annotation: Any) -> bool:
    """Whether the annotation is a part of the scenario (fixed names)."""
    return isinstance(annotation, type) and issubclass(annotation, Part)


def is_table(annotation: Any) -> bool:
    """Whether the annotation is an open table (names chosen by the planner)."""
    return typing.get_origin(annotation) is dict


def at(data: Any, key: Sequence[Any]) -> Any:
    """The value at ``key`` in nested plain data; KeyError where there is none. Whole-number names match either
    spelling.
    """
    for name in key:
        if isinstance(data, Mapping):
            data = data[name] if name in data else data[_as_held(data, name)]
        elif isinstance(data, list | tuple) and isinstance(name, int) and name < len(data):
            data = data[name]
        else:
            raise KeyError(name)
    return data


def _as_held(data: Mapping[Any, Any], name: Any) -> Any:
    for held in data:
        if str(held) == str(name):
            return held
    raise KeyError(name)


def place_of(key: Sequence[str], base: Mapping[str, Any], added: Sequence[Any] = ()) -> Place:
    """Say where ``key`` leads. ``base`` gives the names in open tables; ``added`` are settings that add more of
    them.
    """
    annotation: Any = Scenario
    new = False
    for depth, name in enumerate(key):
        parent = tuple(key[:depth])
        if is_part(annotation):
            names = tuple(settings_of(annotation))
            if name not in names:
                return Place("nowhere", parent, names)
        elif is_table(annotation):
            names = tuple(dict.fromkeys([*_names(base, parent), *_added(added, parent)]))
            if name not in names and depth + 1 < len(key):
                return Place("nowhere", parent, names)
            new = name not in names
            if new:
                return Place("new", parent, names)
        else:
            return Place("nowhere", parent, ())
        if depth + 1 == len(key):
            return Place("entry" if is_table(annotation) else "setting", parent, names)
        step = child(annotation, name)
        assert step is not None  # the name was found just above
        annotation = step[0]
    return Place("nowhere", (), tuple(Scenario.model_fields))


def _names(base: Mapping[str, Any], parent: tuple[str, ...]) -> list[str]:
    try:
        return [str(name) for name in at(base, parent)]
    except (KeyError, TypeError):
        return []


def _added(added: Sequence[Any], parent: tuple[str, ...]) -> list[str]:
    names = []
    for setting in added:
        if setting.remove:
            continue
        if len(setting.key) > len(parent) and setting.key[: len(parent)] == parent:
            names.append(setting.key[len(parent)])
        elif parent[: len(setting.key)] == setting.key:
            names += _names(setting.value if isinstance(setting.value, Mapping) else {}, parent[len(setting.key) :])
    return names


def known_settings(base: Mapping[str, Any]) -> list[str]:
    """Every dotted key that can be set, tables expanded with the names in ``base``."""
    found: list[str] = []

    def walk(annotation: Any, key: tuple[str, ...]) -> None:
        if key:
            found.append(".".join(key))
        if is_part(annotation):
            names: Sequence[str] = tuple(settings_of(annotation))
        elif is_table(annotation):
            names = _names(base, key)
        else:
            return
        for name in names:
            step = child(annotation, name)
            if step is not None:
                walk(step[0], (*key, name))

    walk(Scenario, ())
    return found


def default_at(key: Sequence[Any]) -> Any:
    """What the setting at ``key`` is when nobody writes it, as plain data; KeyError where it has to be written."""
    annotation: Any = Scenario
    for name in key[:-1]:
        step = child(annotation, name)
        if step is None:
            raise KeyError(name)
        annotation = step[0]
    field = settings_of(annotation).get(str(key[-1])) if is_part(annotation) else None
    if field is None or field.is_required():
        raise KeyError(key[-1])
    value = field.get_default(call_default_factory=True)
    return value.model_dump() if isinstance(value, Part) else value


def names_under(key: Sequence[Any]) -> tuple[str, ...]:
    """The settings of the part at ``key``; empty for an open table or a plain value."""
    annotation: Any = Scenario
    for name in key:
        step = child(annotation, name)
        if step is None:
            return ()
        annotation = step[0]
    return tuple(settings_of(annotation)) if is_part(annotation) else ()


def allowed_name_at(key: Sequence[Any]) -> str:
    """What the last name of ``key``, an entry of an open table, may be, in words."""
    annotation: Any = Scenario
    for name in key[:-1]:
        step = child(annotation, name)
        if step is None:
            return ""
        annotation = step[0]
    return describe(*bare(typing.get_args(annotation)[0])) if is_table(annotation) else ""


def allowed_at(key: Sequence[Any]) -> str:
    """What may stand at ``key``, in words: kind and range. Empty where nothing simple can be said."""
    annotation: Any = Scenario
    limits: list[Any] = []
    for name in key:
        step = child(annotation, name)
        if step is None:
            return ""
        annotation, limits = step
    return describe(annotation, limits)


def describe(annotation: Any, limits: Sequence[Any]) -> str:
    """Kind and range in words, for instance ``a number from 0 to 0.95``."""
    if typing.get_origin(annotation) is Literal:
        return "one of " + ", ".join(str(value) for value in typing.get_args(annotation))
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return " or ".join(words for words in (describe(*bare(a)) for a in typing.get_args(annotation)) if words)
    words = {int: "a whole number", float: "a number", bool: "true or false", str: "text"}.get(annotation, "")
    if is_part(annotation):
        return "a table with " + ", ".join(settings_of(annotation))
    if is_table(annotation):
        return "a table of name: value"
    if typing.get_origin(annotation) is tuple:
        return "a list"
    return f"{words} {_range(limits)}".strip()


def _flat(limits: Sequence[Any]) -> list[Any]:
    flat: list[Any] = []
    for limit in limits:
        flat += _flat(limit.metadata) if hasattr(limit, "metadata") else [limit]
    return flat


def _range(limits: Sequence[Any]) -> str:
    low = high = ""
    for limit in _flat(limits):
        if isinstance(limit, annotated_types.Ge):
            low = f"from {limit.ge}"
        elif isinstance(limit, annotated_types.Gt):
            low = f"above {limit.gt}"
        elif isinstance(limit, annotated_types.Le):
            high = f"{'to' if low.startswith('from') else 'up to'} {limit.le}"
        elif isinstance(limit, annotated_types.Lt):
            high = f"{'and ' if low else ''}below {limit.lt}"
    return f"{low} {high}".strip()
