"""The floors of the house: imports go downward only, kernels stay pure, and each engine keeps to itself."""

from __future__ import annotations

import ast
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("sim", "kernels", "conf", "scenarios")

# The longest name that fits a module decides.  As in sim/README.md, where the words are.
FLOORS = {
    "sim.cli": 7, "sim.commands": 7,
    "sim.reports": 6,
    "sim.experiments": 5, "sim.planner": 5, "sim.survey": 5, "sim.screening": 5,
    "sim.studies": 5, "sim.study_form": 5, "sim.expansion": 5, "sim.protocol": 5, "sim.bundles": 5, "sim.sampling": 4,
    "sim.holding": 5, "sim.replication": 4, "sim.twins": 4, "sim.tracing": 4,
    "sim.attribution": 5,
    "sim.inputs": 3, "sim.measures": 3, "sim.metrics": 3,
    "sim.reference": 2, "sim.compiled": 2, "sim.outcome": 2,
    "sim.outcome_front_door": 2, "sim.outcome_overtime": 2, "sim.outcome_casework": 2, "sim.outcome_custody": 2,
    "sim.outcome_protected": 2, "sim.outcome_spells": 2, "sim.outcome_careers": 2, "sim.outcome_presence": 2,
    "sim.outcome_strain": 2, "sim.outcome_returns": 2,
    "sim.outcome_places": 2,
    "sim.outcome_displacement": 2,
    "sim.outcome_threshold": 2,
    "sim.outcome_failure": 2, "sim.outcome_complaints": 2,
    "sim.outcome_hours": 2, "sim.outcome_table": 2, "sim.calendar": 2, "sim.holidays_table": 2,
    # What a replication is given, as plain arrays, and how it begins: the form both engines read, so below them.  Making it
    # from a scenario is floor 3.
    "sim.inputs.front_plan": 1, "sim.inputs.inputs": 1, "sim.inputs.start": 1, "sim.inputs.aid_plan": 1,
    "sim.inputs.availability_plan": 1, "sim.inputs.overtime_plan": 1, "sim.inputs.case_plan": 1, "sim.inputs.tours_of_teams": 1,
    "sim.inputs.return_plan": 1, "sim.inputs.suites": 1, "sim.inputs.bid_books": 1, "sim.inputs.pools_plan": 1,
    "sim.inputs.exposure_plan": 1, "sim.inputs.spell_plan": 1, "sim.inputs.career_plan": 1, "sim.inputs.presence_plan": 1,
    "sim.inputs.room_plan": 1, "sim.inputs.displacement_plan": 1, "sim.inputs.lever_plan": 1,
    "sim.inputs.prevention_plan": 1,
    "sim.scenario": 1, "sim.configuration": 1, "sim.overrides": 1, "sim.schema": 1, "sim.plain_words": 1, "sim.yaml_strict": 1,
    "sim.faults": 1, "sim.ledger": 1, "sim.assumptions": 1, "kernels": 1, "conf": 1, "scenarios": 1,
    "sim": 0,
}  # fmt: skip

# The questions the reference may ask of the kernels, and the records and numbers it speaks in.  No heap, no state, no events.
QUESTIONS = {"breaks", "careers", "casework", "clock", "complaints", "control_room", "crewing", "cutting", "demand", "dispatch",
             "draw", "durations", "exposures", "fatigue", "front_door", "levers", "overtime", "places", "presence", "protected",
             "rest", "sickness", "sleep", "spells", "strain", "systems", "trajectory", "travel", "unified",
             "displacement", "threshold", "failure", "prevention"}  # fmt: skip
FORMS = {"kinds", "records", "front_door_records", "casework_records"}
NUMERIC = {"numpy", "numba", "math"}
PLUMBING = {"__init__.py", "_jit.py", "_linkage.py", "_cache.py"}  # how kernels are compiled and kept; they compute nothing
EVERYWHERE = {"__future__"}


@cache
def _imports(path: Path) -> frozenset[str]:
    """Return every module a file names in an import, at the top or inside a function; ``from a import b`` gives a and a.b."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
            found.update(f"{node.module}.{alias.name}" for alias in node.names if _is_module(f"{node.module}.{alias.name}"))
    return frozenset(found)


def _is_module(name: str) -> bool:
    place = ROOT.joinpath(*name.split("."))
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def _files(package: str) -> list[Path]:
    return sorted(path for path in ROOT.joinpath(*package.split(".")).rglob("*.py") if "__pycache__" not in path.parts)


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _room(module: str) -> str:
    fitting = [room for room in FLOORS if module == room or module.startswith(f"{room}.")]
    return max(fitting, key=len)


def _ours(path: Path) -> list[str]:
    return sorted(name for name in _imports(path) if name.split(".")[0] in OURS)


ALL = [path for package in OURS for path in _files(package)]


def test_there_is_something_to_look_at() -> None:
    assert len(ALL) > 60
    assert sum(len(_ours(path)) for path in ALL) > 150


@pytest.mark.parametrize("path", _files("sim"), ids=_name)
def test_every_module_has_a_floor_and_imports_nothing_from_above(path: Path) -> None:
    here = _name(path)
    room = _room(here)
    assert here == "sim" or room != "sim", f"{here} has no floor: give it one here and in sim/README.md"
    upward = [name for name in _ours(path) if FLOORS[_room(name)] > FLOORS[room]]
    assert not upward, f"{here} stands on floor {FLOORS[room]} and imports {upward} from above"


def test_rooms_do_not_need_each_other_in_a_circle() -> None:
    needs: dict[str, set[str]] = {}
    for path in ALL:
        room = _room(_name(path))
        needs.setdefault(room, set()).update({_room(name) for name in _ours(path)} - {room, "sim"})
    TopologicalSorter(needs).prepare()  # raises CycleError and names the circle


@pytest.mark.parametrize("path", _files("kernels"), ids=_name)
def test_kernels_import_only_numpy_numba_and_math(path: Path) -> None:
    outside = {name.split(".")[0] for name in _imports(path)} - EVERYWHERE - {"kernels"}
    allowed = NUMERIC | (set(sys.stdlib_module_names) if path.name in PLUMBING else set())
    assert outside <= allowed, f"{_name(path)} imports {sorted(outside - allowed)}"


@pytest.mark.parametrize("path", _files("kernels"), ids=_name)
def test_questions_do_not_know_the_compiled_engine(path: Path) -> None:
    if "compiled" not in path.parts:
        assert not [name for name in _imports(path) if name.startswith("kernels.compiled")]


@pytest.mark.parametrize("path", _files("sim.reference"), ids=_name)
def test_the_reference_asks_questions_only(path: Path) -> None:
    asked = {name.removeprefix("kernels.").split(".")[0] for name in _imports(path) if name.startswith("kernels")}
    assert asked <= QUESTIONS | FORMS, f"{_name(path)} takes {sorted(asked - QUESTIONS - FORMS)} from the kernels"
    assert not [name for name in _ours(path) if name == "sim.compiled"]


def test_only_one_module_reaches_into_the_compiled_engine() -> None:
    reaching = {_name(path) for path in _files("sim") if any(name.startswith("kernels.compiled") for name in _imports(path))}
    assert reaching == {"sim.compiled"}


def test_the_compiled_engine_imports_nothing_of_sim() -> None:
    for path in _files("kernels"):
        assert not [name for name in _imports(path) if name.split(".")[0] == "sim"], _name(path)


@pytest.mark.parametrize("path", _files("sim.reports"), ids=_name)
def test_reports_never_run_the_model(path: Path) -> None:
    model = {"sim.replication", "sim.twins", "sim.tracing", "sim.compiled", "sim.reference", "sim.inputs", "sim.inputs.inputs",
             "sim.inputs.start", "kernels"}  # fmt: skip
    assert not {_room(name) for name in _ours(path)} & model


def test_nothing_imports_the_command_line() -> None:
    for path in ALL:
        if _room(_name(path)) not in ("sim.cli", "sim.commands"):
            assert not [name for name in _ours(path) if name.startswith(("sim.cli", "sim.commands"))], _name(path)
