"""What officers of each area bear: it adds up to that of the force, and small areas are not shown."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.configuration import compose
from sim.metrics import WHOLE_PERIOD
from sim.replication import simulate

BY_AREA = ("quick_returns", "overtime_paid_hours", "overtime_unpaid_hours", "sick_days", "kss7_hours", "utilisation")
COUNTY = ("operations=responsive", "run.days=28", "run.warmup_days=7", "run.replications=1")


def rows_of(*words: str) -> dict[tuple[str, str], tuple[float, float]]:
    table = simulate(compose(words), 0)
    whole = table.hour_of_week == WHOLE_PERIOD
    names = zip(np.array(table.metric)[whole].tolist(), np.array(table.group)[whole].tolist(), strict=True)
    return dict(zip(names, zip(table.value[whole], table.denominator[whole], strict=True), strict=True))


@pytest.mark.parametrize("words", [COUNTY, (*COUNTY, "careers=county", "pools=county", "sickness=by_kind")])
def test_areas_add_up_to_the_force(words: tuple[str, ...]) -> None:
    found = rows_of(*words)
    areas = [group for metric, group in found if metric == "sick_days" and group.startswith("area=")]
    assert len(areas) == 6
    for metric in BY_AREA:
        value, of = found[metric, ""]
        parts = [found[metric, area] for area in areas]
        assert math.fsum(part for _, part in parts) == pytest.approx(of, rel=1e-9), metric
        assert math.fsum(own * part for own, part in parts) == pytest.approx(value * of, rel=1e-9), metric
        assert len({own for own, _ in parts}) > 1, f"{metric} is the same everywhere: areas are told apart by nothing"


def test_a_small_area_is_not_shown_nor_what_would_give_it_away() -> None:
    """The moors have fewer than ten officers; they and the next smallest area are hidden, the others shown."""
    found = rows_of(*COUNTY, "force.officers=100", "force.areas.moors.officer_share=1")
    hidden = [group for (metric, group), (value, _) in found.items() if metric == "kss7_hours" and group and math.isnan(value)]
    assert "area=moors" in hidden
    assert 2 <= len(hidden) < 6
    for metric in BY_AREA:
        assert all(math.isnan(found[metric, group][0]) for group in hidden), metric


def test_a_force_of_one_area_has_no_areas() -> None:
    assert not [group for metric, group in rows_of("force=bench", "demand=flat", "run=smoke") if metric == "sick_days" and group]
