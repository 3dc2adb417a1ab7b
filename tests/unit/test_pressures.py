"""The eleven pressures: how they are counted from exposures, when they are frequent, and which can be shown."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from kernels import exposures as e
from kernels.clock import HOUR_MS, MINUTE_MS
from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.exposure_plan import ExposurePlan
from sim.inputs.inputs import Inputs
from sim.measures.pressures import PRESSURES, measured, pressure_measures
from sim.measures.window import Window
from sim.metrics import METRICS
from sim.outcome import Outcome
from sim.scenario.pressures import Frequent

ALL = ("casework=county", "abstraction=entitlement", "abstraction.entitlement.least_left=1")
SMALL = ("force.officers=60", "demand.logged_per_year=12000", "run.warmup_days=7")


@cache
def _lived(*words: str, days: int = 57) -> Window:
    scenario = compose([*SMALL, f"run.days={days}", *words])
    plan = make_plan(scenario)
    inputs = draw_inputs(plan, 0)
    return Window(scenario, plan.calendar, inputs, run_compiled(inputs))


def _with(rows: list[dict[str, int]], *words: str) -> dict[tuple[str, str], float]:
    """Return the pressures of officers whose 28 days brought these exposures, by metric and group."""
    lived = _lived(*words)
    exposures = np.zeros((len(rows), 1, e.N_EXPOSURES), dtype=np.int64)
    for row, values in zip(exposures[:, 0], rows, strict=True):
        for name, value in values.items():
            row[e.NAMES.index(name)] = value
    plan = ExposurePlan(np.zeros(28, dtype=np.int64))
    outcome = replace(lived.outcome, exposures=exposures, strains=np.zeros((len(rows), 1)))
    window = replace(lived, inputs=replace(lived.inputs, exposures=plan), outcome=outcome)
    return {(row.metric, row.group): row.value for row in pressure_measures(window)}


def test_every_pressure_has_a_threshold() -> None:
    assert set(PRESSURES) == set(Frequent.model_fields)
    assert len(PRESSURES) == 11


@pytest.mark.parametrize(("name", "row", "level"), [
    ("unpaid_overtime", {"unpaid": 90 * MINUTE_MS}, 90),
    ("too_few_officers", {"short": 20 * HOUR_MS}, 0.125),
    ("workload", {"busy": 120 * HOUR_MS}, 0.75),
    ("conflicting_demands", {"busy": 100 * HOUR_MS, "conflict": 30 * HOUR_MS}, 0.3),
    ("too_little_time", {"attended": 50, "rushed": 3}, 0.06),
    ("single_crewing", {"alone": 88 * HOUR_MS}, 0.55),
    ("time_pressure", {"attended": 50, "late": 20}, 0.4),
    ("long_hours", {"duty": 200 * HOUR_MS}, 50),
])  # fmt: skip
def test_a_pressure_is_its_exposure_over_28_days(name: str, row: dict[str, int], level: float) -> None:
    """One officer bears it beyond what is frequent, one not at all; a third worked too few tours to be asked."""
    usual = {"duty": 160 * HOUR_MS, "tours": 18, "attended": 40}
    found = _with([usual | row, usual, {"duty": 9 * HOUR_MS, "tours": 1, "late": 1, "attended": 1}])
    other = 40.0 if name == "long_hours" else 0.0
    assert found["pressure_level", f"pressure={name}"] == pytest.approx((level + other) / 2)
    assert found["pressure_frequent_share", f"pressure={name}"] == 0.5
    assert found["pressures_borne", ""] == pytest.approx(0.5)


def test_reaching_the_threshold_is_frequent_and_four_are_many() -> None:
    duty = {"duty": 160 * HOUR_MS, "tours": 18, "attended": 100}
    three = duty | {"late": 25, "alone": 80 * HOUR_MS, "rushed": 5}
    found = _with([three, three | {"unpaid": 60 * MINUTE_MS}, three | {"late": 24}])
    assert found["pressure_frequent_share", "pressure=time_pressure"] == pytest.approx(2 / 3)
    assert found["pressures_borne", ""] == pytest.approx((3 + 4 + 2) / 3)
    assert found["pressures_many_share", ""] == pytest.approx(1 / 3)


def test_what_no_mechanism_can_show_is_not_given() -> None:
    missing = {"neglected_tasks", "missed_deadlines", "refused_leave"}
    assert set(measured(_lived())) == set(PRESSURES) - missing
    assert set(measured(_lived(*ALL))) == set(PRESSURES)


def test_switched_off_nothing_is_said_and_nothing_else_changes() -> None:
    on, off = _lived(), _lived("pressures=none")
    assert list(pressure_measures(off)) == []
    assert off.outcome.trajectory == on.outcome.trajectory


def test_without_28_whole_days_nothing_is_said() -> None:
    assert list(pressure_measures(_lived(days=28))) == []  # the night that closes the last day lies behind the horizon
    assert list(pressure_measures(_lived(days=29)))


def test_windows_are_whole_and_follow_one_another() -> None:
    inputs = _lived().inputs
    windows = inputs.exposures.windows
    assert [int((windows == each).sum()) for each in range(inputs.exposures.n_windows)] == [28, 28]
    assert inputs.exposures.n_whole == 2
    part = _lived(days=50).inputs.exposures
    assert (part.n_windows, part.n_whole) == (2, 1)
    first = int(np.flatnonzero(windows == 0)[0])
    assert first == 8  # the night that closes the first measured day, after seven of warm-up
    assert (np.diff(windows[first:]) >= 0).all()


def _sums(inputs: Inputs, outcome: Outcome) -> None:
    found = outcome.exposures
    assert (found >= 0).all()
    assert (found[:, :, e.BUSY] <= found[:, :, e.DUTY]).all()
    assert (found[:, :, e.CONFLICT] <= found[:, :, e.BUSY]).all()
    assert (found[:, :, e.ALONE] <= found[:, :, e.DUTY]).all()
    assert (found[:, :, e.SHORT] <= found[:, :, e.DUTY]).all()
    assert (found[:, :, e.LATE] <= found[:, :, e.ATTENDED]).all()


def test_no_part_is_larger_than_the_whole() -> None:
    lived = _lived(*ALL)
    _sums(lived.inputs, lived.outcome)
    refused = lived.inputs.exposures.refused
    assert refused.sum() >= lived.outcome.exposures[:, :, e.REFUSED].sum()


def test_an_area_needs_its_share_of_the_tours_of_all_posts() -> None:
    """With vacancies and abstraction the tours planned for those who are there are fewer; the posts count all the same."""
    full, vacant = _lived().inputs, _lived("availability=county").inputs
    assert full.exposures.needed.sum() == pytest.approx(vacant.exposures.needed.sum(), rel=0.02)
    ends = full.tours["end"]
    inside = (ends <= full.nights[-1, 0]).sum()
    assert full.exposures.needed.sum() == pytest.approx(0.7 * inside)


def test_metrics_of_pressures_are_registered() -> None:
    assert {row.metric for row in pressure_measures(_lived())} <= set(METRICS)


def test_strain_is_of_officers_and_not_of_empty_posts() -> None:
    """Three posts, one of which nobody held: (2 + 4) / 2."""
    lived = _lived()
    exposures = np.zeros((3, 1, e.N_EXPOSURES), dtype=np.int64)
    exposures[:2, 0, e.DAYS] = 28
    outcome = replace(lived.outcome, exposures=exposures, strains=np.array([[2.0], [4.0], [0.0]]))
    inputs = replace(lived.inputs, exposures=ExposurePlan(np.zeros(28, dtype=np.int64)))
    rows = list(pressure_measures(replace(lived, inputs=inputs, outcome=outcome)))
    assert [(row.value, row.denominator) for row in rows if row.metric == "strain_mean"] == [(3.0, 2.0)]
