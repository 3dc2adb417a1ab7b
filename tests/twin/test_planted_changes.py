"""Planted changes: a change to a life is caught by the twins, a change to a shared kernel by the tests of that kernel."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.twins import compare_outcomes
from tests.twin.hand_worked_cases import hand_worked
from tests.twin.planted import KERNELS, PLANTS
from tests.twin.planted_kernels import KernelPlant, look_for, prove_nothing_planted_passes
from tests.twin.planted_lives import REFERENCE, Plant, engine_with
from tests.twin.showing import MOST_TRIED, SHOWN, configured, first_shown

_DONE = itertools.count(1)
LIVES = PLANTS[::2]  # the others in the deep run: the suite has to end in twenty minutes on two slow cores
SAMPLE = KERNELS[16::32]  # the others in the deep run: each takes a process of its own, two to six seconds


@pytest.fixture(autouse=True)
def _copies_do_not_pile_up() -> Iterator[None]:
    """Let planted engines go, some at a time: each is circular and has been declared old by its own runs, which set the collector
    aside, so that hundreds of them would stay and take gigabytes.
    """
    yield
    if next(_DONE) % 20 == 0:
        gc.collect()


def test_a_copy_without_a_plant_is_the_twin(tmp_path: Path) -> None:
    engine = engine_with(None, tmp_path, "reference_copied_unchanged")
    for case in [*hand_worked(), *map(configured, range(12))]:
        assert compare_outcomes(case.inputs, case.compiled, engine(case.inputs, log=True)).word == "identical", case.name


@pytest.mark.parametrize("plant", LIVES, ids=str)
def test_twins_catch_a_change_to_a_life(plant: Plant, tmp_path: Path) -> None:
    _seen(plant, tmp_path)


@pytest.mark.deep
@pytest.mark.parametrize("plant", [plant for plant in PLANTS if plant not in LIVES], ids=str)
def test_twins_catch_every_change_to_a_life(plant: Plant, tmp_path: Path) -> None:
    _seen(plant, tmp_path)


def _seen(plant: Plant, tmp_path: Path) -> None:
    shown = first_shown(plant, engine_with(plant, tmp_path, f"reference_planted_{PLANTS.index(plant)}"))
    assert shown, f"{plant.name}: all cases worked by hand and {MOST_TRIED} configurations went by and the twins saw nothing"
    _, verdict = shown
    if plant.only_books:
        assert verdict.detail
    else:
        assert verdict.first_difference.startswith("event ")
        assert "compiled has" in verdict.first_difference
        assert "simpy has" in verdict.first_difference


def test_nearly_every_plant_is_remembered() -> None:
    """Those that are not are looked for all the same; too many take minutes (``python -m tests.twin.showing``)."""
    assert sum(plant.name in SHOWN for plant in PLANTS) > 0.9 * len(PLANTS)


def test_lives_planted_are_enough() -> None:
    assert len(PLANTS) >= 450
    assert len(KERNELS) >= 200
    assert len({plant.name for plant in [*PLANTS, *KERNELS]}) == len(PLANTS) + len(KERNELS)
    files = {path.name for path in REFERENCE.glob("*.py")} - {"__init__.py", "journal.py", "records.py", "turns.py"}
    assert {plant.file for plant in PLANTS} == files  # every file that holds a life or its clock


def test_kernels_without_a_plant_pass(tmp_path: Path) -> None:
    prove_nothing_planted_passes(tmp_path, SAMPLE)


@pytest.mark.deep
def test_kernels_without_any_plant_pass(tmp_path: Path) -> None:
    prove_nothing_planted_passes(tmp_path, KERNELS)


@pytest.mark.parametrize("plant", SAMPLE, ids=str)
def test_unit_tests_catch_a_change_to_a_kernel(plant: KernelPlant, tmp_path: Path) -> None:
    _caught(plant, tmp_path)


@pytest.mark.deep
@pytest.mark.parametrize("plant", [plant for plant in KERNELS if plant not in SAMPLE], ids=str)
def test_unit_tests_catch_every_change_to_a_kernel(plant: KernelPlant, tmp_path: Path) -> None:
    _caught(plant, tmp_path)


def _caught(plant: KernelPlant, folder: Path) -> None:
    found = look_for(plant, folder)
    assert found.tests_failed, f"{plant.name} ({plant.file}): its tests pass all the same\n{found.output}"
