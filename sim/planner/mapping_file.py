"""Reading a mapping file: strict YAML to a checked `Mapping`, all faults at once, each with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sim.faults import Faults
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
from sim.yaml_strict import Document, load_file


def load_mapping(path: Path) -> Mapping:
    """Read and check a mapping file. Raises `FaultReport` with every fault in it, each with its line."""
    collected = Faults(path.name)
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
            collected.add(where, repr(item["input"])[:40], item["msg"], "correct the value")


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
