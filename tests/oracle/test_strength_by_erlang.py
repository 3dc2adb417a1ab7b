"""Where Erlang's formula is exact, the search for the minimum strength finds its answer."""

from __future__ import annotations

import numpy as np
import pytest

from sim.configuration import compose
from sim.planner.strength.search import find_strength
from tests.oracle.bench import BARE, HOURS_PER_YEAR
from tests.oracle.theory import erlang_c

PER_HOUR, MEAN_H, TARGET_H, AIM = 24.0, 0.5, 0.25, 0.9
REPLICATIONS = (0, 1)


@pytest.mark.parametrize("hours", [PER_HOUR, 6.0])
def test_the_search_finds_erlangs_answer_for_a_flat_queue(hours: float) -> None:
    offered = hours * MEAN_H
    officers = int(offered) + 1
    while 1 - erlang_c(offered, officers) * np.exp(-(officers - offered) * TARGET_H / MEAN_H) < AIM:
        officers += 1
    logged = f"demand.logged_per_year={hours * HOURS_PER_YEAR}"
    scenario = compose([*BARE, "demand=flat", logged, "run.days=364", "run.warmup_days=7"])
    found = find_strength(scenario, REPLICATIONS, lambda _: None)
    # An hour's strength rests on its own hours of a year and so wavers by chance; their mean does not.
    mean = float(found.officers.mean())
    assert mean == pytest.approx(officers, abs=0.6), f"{mean:.2f} officers, theory says {officers}"
    assert found.officers.std() < 0.8
    assert AIM <= found.reached[0, 0] < 0.96
