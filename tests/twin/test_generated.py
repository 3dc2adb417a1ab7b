"""The twin rule over generated configurations: both engines live the identical trajectory, whatever is switched on."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest

from kernels.kinds import names
from tests.twin.configurations import FACTORS, events_of, levels_of, play

EVERY_RUN = 200
DEEP = 1_000
AT_LEAST = 3  # configurations in which every kind of event must occur, or the comparison would prove nothing about it


def _agree(number: int) -> None:
    played = play(number)
    assert played.verdict.word == "identical", played.explain()
    assert played.conservation == {"compiled": [], "simpy": []}, played.explain()


@pytest.mark.parametrize("number", range(EVERY_RUN))
def test_engines_live_the_same(number: int) -> None:
    _agree(number)


@pytest.mark.deep
@pytest.mark.parametrize("number", range(EVERY_RUN, DEEP))
def test_engines_live_the_same_deep(number: int) -> None:
    _agree(number)


def test_every_kind_of_event_occurred() -> None:
    occurred: Counter[int] = Counter()
    for number in range(EVERY_RUN):
        occurred.update(events_of(number).keys())
    rare = {name: occurred[kind] for kind, name in names().items() if occurred[kind] < AT_LEAST}
    assert not rare, f"in too few of {EVERY_RUN} configurations: {rare}"


def test_configurations_hold_work_enough() -> None:
    events = [events_of(number).total() for number in range(EVERY_RUN)]
    assert sum(events) > 250_000
    assert sum(n > 100 for n in events) > 0.9 * EVERY_RUN


def test_every_pair_of_levels_meets() -> None:
    rows = [levels_of(number) for number in range(EVERY_RUN)]
    for one, other in itertools.combinations(FACTORS, 2):
        missing = set(itertools.product(FACTORS[one], FACTORS[other])) - {(row[one], row[other]) for row in rows}
        assert not missing, f"{one} and {other} never meet as {missing}"
