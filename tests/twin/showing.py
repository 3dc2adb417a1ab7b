"""Where a change planted in a life shows: the case that showed it last, then its neighbours', then every other.

``shown_in.yaml`` remembers a case for each plant, so that one run tells the engines apart instead of hundreds. It saves time
and decides nothing: a plant that is missing there, or shows elsewhere by now, is looked for in all cases.
``python -m tests.twin.showing`` writes it anew.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import yaml

from sim.compiled import run_compiled
from sim.outcome import Outcome
from sim.twins import TwinVerdict, compare_outcomes
from tests.twin.configurations import configuration, inputs_of
from tests.twin.hand_worked_cases import Case, hand_worked
from tests.twin.planted import PLANTS
from tests.twin.planted_lives import Plant, engine_with

MOST_TRIED = 80  # configurations, after the cases worked by hand, which show nearly every plant
REMEMBERED = Path(__file__).with_name("shown_in.yaml")
SHOWN: dict[str, str] = yaml.safe_load(REMEMBERED.read_text(encoding="utf-8")) if REMEMBERED.exists() else {}
_GENERATED = "configuration "


@cache
def configured(number: int) -> Case:
    """Return a generated configuration as a case."""
    inputs = inputs_of(configuration(number))
    return Case(f"{_GENERATED}{number}", inputs, run_compiled(inputs, log=True))


def cases(plant: Plant) -> Iterator[Case]:
    """Yield each case a plant may show in: its own, those of plants in the same file, those worked by hand, generated ones."""
    by_hand = {case.name: case for case in hand_worked()}
    neighbours = (SHOWN.get(other.name, "") for other in PLANTS if other.file == plant.file)
    every = [SHOWN.get(plant.name, ""), *neighbours, *by_hand, *(f"{_GENERATED}{number}" for number in range(MOST_TRIED))]
    for name in dict.fromkeys(every):
        if name in by_hand:
            yield by_hand[name]
        elif name.startswith(_GENERATED):
            yield configured(int(name.removeprefix(_GENERATED)))


def first_shown(plant: Plant, engine: Callable[..., Outcome]) -> tuple[Case, TwinVerdict] | None:
    """Return the first case in which ``engine``, which holds ``plant``, differs as it should; None if no case shows it."""
    for case in cases(plant):
        verdict = compare_outcomes(case.inputs, case.compiled, engine(case.inputs, log=True))
        if verdict.word != "identical" and (plant.only_books or "event " in verdict.first_difference):
            return case, verdict
    return None


def _write() -> None:
    """Look for every plant and write where it showed; plants already remembered are tried in their place first."""
    with tempfile.TemporaryDirectory() as folder:
        for number, plant in enumerate(PLANTS):
            shown = first_shown(plant, engine_with(plant, Path(folder), f"reference_planted_{number}"))
            if shown:
                SHOWN[plant.name] = shown[0].name
    of_today = {plant.name: SHOWN[plant.name] for plant in PLANTS if plant.name in SHOWN}
    words = "# In which case each planted change showed last; python -m tests.twin.showing writes this.\n"
    REMEMBERED.write_text(words + yaml.safe_dump(of_today, sort_keys=False, allow_unicode=True, width=200), encoding="utf-8")


if __name__ == "__main__":
    _write()
