"""Reading a mapping file: strict YAML to a checked `Mapping`, all faults at once, each with its line."""

from __future__ import annotations

import typing
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sim.faults import Faults, printable
from sim.planner.mapping import (
    AreaMap,
    Columns,
    Completeness,
    GradeMap,
    Mapping,
    Officers,
    Sizing,
    StudyPlan,
    Types,
    Use,
    nearest,
)
from sim.scenario.duration import Duration
from sim.schema import bare, child, describe, is_table
from sim.yaml_strict import Document, load_file


def load_mapping(path: Path) -> Mapping:
    """Read and check a mapping file. Raises `FaultReport` with every fault in it, each with its line."""
    collected = Faults(path.name or str(path))
    document = load_file(path, collected)
    if document is not None:
        try:
            mapping = Mapping.model_validate(document.data)
        except ValidationError as error:
            _collect(document, error, collected)
        else:
            collected.raise_any()
            return mapping
    collected.raise_any()
    raise AssertionError("a mapping that cannot be used must have a fault")


def _collect(document: Document, error: ValidationError, collected: Faults) -> None:
    for item in error.errors(include_url=False):
        context = item.get("ctx") or {}
        key = tuple(part for part in item["loc"] if part != "[key]")
        dotted = ".".join(str(part) for part in key)
        where = f"{document.where(*key)}: {dotted}" if dotted else document.where()
        if "problems" in context:
            for problem in context["problems"]:
                inner = ".".join(part for part in (dotted, problem["key"] if dotted != problem["key"] else "") if part)
                collected.add(
                    f"{document.where(*inner.split('.'))}: {inner}",
                    problem["found"],
                    problem["allowed"],
                    problem["remedy"],
                )
        elif item["type"] == "muster_value":
            collected.add(where, context["found"], context["allowed"], context["remedy"] or "correct it")
        elif item["type"] == "extra_forbidden":
            known = _known_keys(key[:-1])
            collected.add(
                where,
                "an unknown key",
                f"one of {', '.join(known)}" if known else "a known key",
                nearest(str(key[-1]), known) or "remove it",
            )
        elif item["type"] == "missing":
            collected.add(where, "missing", "this key is needed", f"add {key[-1]} (sim/planner/README.md shows how)")
        else:
            collected.add(where, *_in_words(item, key))


def _in_words(item: Any, key: tuple[Any, ...]) -> tuple[str, str, str]:
    """What was found, what is allowed and the cure, for an error that pydantic would put in its own words."""
    value, kind, context = item["input"], item["type"], item.get("ctx") or {}
    dotted = ".".join(str(part) for part in key)
    if kind in ("too_short", "too_long", "string_too_short", "string_too_long"):
        what = "characters" if kind.startswith("string") else "entries"
        least, most = context.get("min_length"), context.get("max_length")
        bound = f"at least {least:,} {what}" if kind.endswith("short") else f"at most {most:,} {what}"
        return f"{len(value):,} {what}", bound, f"{'lengthen' if kind.endswith('short') else 'shorten'} {dotted}"
    allowed = _allowed(key, "[key]" in item["loc"]) or "a value of another kind"
    if "[key]" in item["loc"]:
        return f"the name {key[-1]!r}", allowed, f"rename {dotted} or remove it"
    return _shown(value), allowed, _cure(value, allowed, dotted)


def _shown(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "nothing (null)"}[value]
    if isinstance(value, dict | list):
        return f"a {'table' if isinstance(value, dict) else 'list'} of {len(value)}"
    return printable(f"the text {value!r}" if isinstance(value, str) else repr(value), 60)


def _cure(value: Any, allowed: str, dotted: str) -> str:
    if isinstance(value, str) and allowed.startswith("one of "):
        return nearest(value, allowed.removeprefix("one of ").split(", ")) or f"write {allowed}"
    if "number" in allowed:
        number = _number(value)
        if number is not None and 2 <= number <= 100 and allowed.endswith((" to 1", " to 0.95", " to 0.9")):
            return f"write the share: {number / 100:.12g}"
        if number is not None and isinstance(value, str):
            return f"write the number: {number:.12g}"
    return f"write {allowed} for {dotted}" if dotted else f"write {allowed}"


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = float(value.strip().rstrip("% ").replace(",", ".")) if isinstance(value, str) else float(value)
    except (ValueError, OverflowError):
        return None
    return number / 100 if isinstance(value, str) and value.strip().endswith("%") else number


def _allowed(key: tuple[Any, ...], is_name: bool) -> str:
    """Kind and range of what may stand at ``key`` of a mapping (or of the name itself), read from its parts."""
    annotation: Any = Mapping
    limits: list[Any] = []
    for depth, name in enumerate(key):
        if is_name and depth == len(key) - 1 and is_table(annotation):
            return describe(*bare(typing.get_args(annotation)[0]))
        step = child(annotation, name)
        if step is None:  # a name that pydantic adds for the branch of a union
            break
        annotation, limits = step
    return describe(annotation, limits)


def _known_keys(place: tuple[Any, ...]) -> list[str]:
    """Keys allowed at a place of the mapping; empty where the planner chooses them."""
    model: Any = Mapping
    named = {"grades": GradeMap, "areas": AreaMap, "use": Use}
    single = {
        "columns": Columns,
        "types": Types,
        "officers": Officers,
        "completeness": Completeness,
        "force": Sizing,
        "study": StudyPlan,
        "clearing": Duration,
    }
    if place:
        model = single.get(place[0]) if len(place) == 1 else named.get(place[0]) if len(place) == 2 else None
    return list(model.model_fields) if model is not None else []
