"""Planted changes: a change to a life is caught by the twins, a change to a shared kernel by the tests of that kernel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sim.compiled import run_compiled
from sim.inputs.inputs import Inputs
from sim.outcome import Outcome
from sim.twins import compare_outcomes
from tests.twin.configurations import configuration, inputs_of
from tests.twin.hand_worked_cases import hand_worked
from tests.twin.planted_answers import ANSWERS
from tests.twin.planted_careers import CAREERS_KERNELS, CAREERS_LIVES
from tests.twin.planted_casework import CASEWORK_KERNELS, CASEWORK_LIVES
from tests.twin.planted_exposures import EXPOSURE_KERNELS, EXPOSURES
from tests.twin.planted_kernels import KERNELS as FIRST_KERNELS
from tests.twin.planted_kernels import KernelPlant, look_for, prove_nothing_planted_passes
from tests.twin.planted_levers import LEVER_KERNELS, LEVER_LIVES
from tests.twin.planted_lives import LIVES, REFERENCE, Plant, engine_with
from tests.twin.planted_overtime import OVERTIME
from tests.twin.planted_presence import PRESENCE_KERNELS, PRESENCE_LIVES
from tests.twin.planted_protected import PROTECTED_KERNELS, PROTECTED_LIVES
from tests.twin.planted_sickness import SICKNESS_KERNELS, SICKNESS_LIVES
from tests.twin.planted_sleepiness import SLEEPINESS, SLEEPINESS_KERNELS
from tests.twin.planted_strain import STRAIN_KERNELS, STRAIN_LIVES
from tests.twin.planted_told import TOLD, TOLD_KERNELS
from tests.twin.planted_working import WORKING

PLANTS = [
    *LIVES, *ANSWERS, *WORKING, *OVERTIME, *CASEWORK_LIVES, *PROTECTED_LIVES, *TOLD, *EXPOSURES, *SICKNESS_LIVES, *SLEEPINESS,
    *CAREERS_LIVES, *PRESENCE_LIVES, *LEVER_LIVES, *STRAIN_LIVES,
]  # fmt: skip
KERNELS = [
    *FIRST_KERNELS, *CASEWORK_KERNELS, *PROTECTED_KERNELS, *TOLD_KERNELS, *EXPOSURE_KERNELS, *SICKNESS_KERNELS,
    *SLEEPINESS_KERNELS, *CAREERS_KERNELS, *PRESENCE_KERNELS, *LEVER_KERNELS, *STRAIN_KERNELS,
]  # fmt: skip
MOST_TRIED = 80  # configurations, after the cases worked by hand, which show nearly every plant
SAMPLE = KERNELS[::16]  # the others in the deep run: each takes a process of its own, two to six seconds


@cache
def _configured(number: int) -> tuple[Inputs, Outcome]:
    inputs = inputs_of(configuration(number))
    return inputs, run_compiled(inputs, log=True)


SHOWN: dict[str, list[int]] = defaultdict(list)  # by file of the reference: cases in which its plants showed, tried first


def _cases(file: str) -> Iterator[tuple[int, Inputs, Outcome]]:
    """Yield what a plant in a file may show in: cases that showed others, then those worked by hand, then generated ones."""
    by_hand = hand_worked()
    order = [*SHOWN[file], *range(len(by_hand) + MOST_TRIED)]
    for case in dict.fromkeys(order):
        yield case, *(by_hand[case] if case < len(by_hand) else _configured(case - len(by_hand)))


def test_a_copy_without_a_plant_is_the_twin(tmp_path: Path) -> None:
    engine = engine_with(None, tmp_path, "reference_copied_unchanged")
    for inputs, compiled in [*hand_worked(), *map(_configured, range(12))]:
        assert compare_outcomes(inputs, compiled, engine(inputs, log=True)).word == "identical"


@pytest.mark.parametrize("plant", PLANTS, ids=str)
def test_twins_catch_a_change_to_a_life(plant: Plant, tmp_path: Path) -> None:
    engine = engine_with(plant, tmp_path, f"reference_planted_{PLANTS.index(plant)}")
    for case, inputs, compiled in _cases(plant.file):
        verdict = compare_outcomes(inputs, compiled, engine(inputs, log=True))
        if verdict.word == "identical" or (not plant.only_books and "event " not in verdict.first_difference):
            continue
        if plant.only_books:
            assert verdict.detail
        else:
            assert verdict.first_difference.startswith("event ")
            assert "compiled has" in verdict.first_difference
            assert "simpy has" in verdict.first_difference
        SHOWN[plant.file].append(case)
        return
    pytest.fail(f"{plant.name}: all cases worked by hand and {MOST_TRIED} configurations went by and the twins saw nothing")


def test_lives_planted_are_enough() -> None:
    assert len(PLANTS) >= 100
    assert len(KERNELS) >= 60
    assert len({plant.name for plant in PLANTS}) == len(PLANTS)
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
