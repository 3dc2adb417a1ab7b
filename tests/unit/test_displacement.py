"""Displacement: what is drawn, and a ledger in which everything left undone has one fate."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels.displacement import CALLS_AGAIN, may_come
from kernels.kinds import CALLED_AGAIN, PARTNER_GAP, UNSERVED
from sim.calendar import build_calendar
from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.aid_plan import NEVER_MS
from sim.inputs.build import draw_inputs, make_plan
from sim.measures.displacement import displacement_measures
from sim.measures.window import Window
from sim.outcome import Outcome, conservation_faults
from sim.outcome_displacement import displacement_faults, jobs_undone, requests_undone

SHORT = ["run.days=8", "run.warmup_days=1", "force.officers=60", "demand.logged_per_year=40000"]
COUNTY = [*SHORT, "displacement=county", "partners.shortfall=0.4"]
ALL = [*COUNTY, "displacement.calls_again.on=true", "displacement.expectation.on=true", "displacement.expectation.memory_days=3",
       "demand.comes_back_most=2"]  # fmt: skip


# What is drawn


def test_it_sleeps_behind_the_others_and_moves_nobody_elses_draws() -> None:
    off, on = (draw_inputs(make_plan(compose(words)), 0) for words in ([*SHORT, "partners.shortfall=0.4"], ALL))
    n = off.incidents.size
    assert np.array_equal(on.incidents[:n], off.incidents)
    assert np.array_equal(on.background, off.background)
    assert (on.incidents["created"][n:] == NEVER_MS).all()
    assert np.unique(on.incidents["key"]).size == on.incidents.size
    listed = on.returns.listed
    assert {PARTNER_GAP, UNSERVED, CALLED_AGAIN} == set(listed["cause"].tolist())
    asked = on.incidents["partner"][listed["parent"][listed["cause"] == PARTNER_GAP]]
    assert (asked >= 0).all()
    assert (on.incidents["scene_ms"][n:] > 0).all()
    assert (on.incidents["officers"][n:] >= 1).all()


def test_what_comes_of_what_came_is_bounded() -> None:
    sizes = [draw_inputs(make_plan(compose([*ALL[:-1], f"demand.comes_back_most={most}"])), 0).returns.listed.size
             for most in (1, 3)]  # fmt: skip
    assert sizes[0] < sizes[1] < 1.3 * sizes[0]


def test_more_shares_add_and_leave_what_was_there() -> None:
    word = "displacement.services.ambulance.jobs.becomes.concern"
    few, many = (draw_inputs(make_plan(compose([*COUNTY, f"{word}={share}"])), 0).returns for share in (0.03, 0.13))
    jobs = [set(plan.listed["parent"][plan.of_jobs].tolist()) for plan in (few, many)]
    assert jobs[0] < jobs[1]


def test_callers_ring_again_by_their_type() -> None:
    scenario = compose(ALL)
    inputs = draw_inputs(make_plan(scenario), 0)
    by_type = scenario.displacement.calls_again.by_type
    chance = np.array([by_type.get(name, 0.0) for name in scenario.demand.types])[inputs.incidents["kind"]]
    listed = inputs.returns.listed
    again = listed["parent"][listed["cause"] == CALLED_AGAIN]
    lucky = may_come(np.ascontiguousarray(inputs.incidents["key"]), CALLS_AGAIN, chance)
    first = inputs.returns.first
    assert 0 < np.unique(again).size == again.size
    assert set(again[again < first].tolist()) == set(lucky[lucky < first].tolist())


# The ledger


def _ran(words: list[str], replication: int = 0) -> tuple[object, Outcome]:
    inputs = draw_inputs(make_plan(compose(words)), replication)
    return inputs, run_compiled(inputs)


@settings(max_examples=6, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.floats(0.2, 0.9), st.integers(10, 400), st.floats(0, 0.9), st.integers(1, 3))
def test_everything_left_undone_has_one_fate_whatever_is_configured(
    seed: int, shortfall: float, patience: int, share: float, most: int
) -> None:
    inputs, outcome = _ran([
        *ALL[:-1], f"demand.comes_back_most={most}", f"run.seed={seed}", f"partners.shortfall={shortfall}",
        f"displacement.services.ambulance.patience_min={patience}",
        f"displacement.services.ambulance.jobs.becomes={{concern: {share}, collapse: 0.01, other: 0}}",
    ])  # fmt: skip
    assert conservation_faults(inputs, outcome) == []
    for book in (requests_undone(inputs, outcome.incidents, outcome.levels), jobs_undone(inputs, outcome.jobs, outcome.levels)):
        assert (book.displaced.astype(int) + book.resolved + book.lost == 1).all()
        rows = book.row[book.displaced]
        assert np.unique(rows).size == rows.size
        came = book.displaced & (book.comes < inputs.horizon_ms)
        assert np.array_equal(outcome.incidents["logged"][book.row[came]], book.comes[came])
    asked = inputs.background["asked"] < inputs.horizon_ms
    ends = (outcome.jobs["taken"] >= 0).astype(int) + (outcome.jobs["left"] >= 0)
    waiting = asked & (ends == 0)
    assert int(asked.sum()) == int((outcome.jobs["taken"] >= 0).sum() + (outcome.jobs["left"] >= 0).sum() + waiting.sum())


def test_the_books_object_to_every_slip() -> None:
    inputs, good = _ran(ALL)

    def found(**changed: np.ndarray) -> str:
        books = {"incidents": good.incidents, "jobs": good.jobs, "levels": good.levels, "services": good.services} | changed
        return "; ".join(displacement_faults(inputs, books["incidents"], books["jobs"], books["levels"], books["services"]))

    assert found() == ""
    jobs = good.jobs.copy()
    jobs["left"][np.flatnonzero(jobs["left"] >= 0)[0]] += 1
    assert "left at another time" in found(jobs=jobs)
    jobs = good.jobs.copy()
    jobs["left"][np.flatnonzero(jobs["left"] >= 0)[0]] = -1
    assert "wait though they should have left" in found(jobs=jobs)
    jobs = good.jobs.copy()
    jobs["taken"][np.flatnonzero(jobs["left"] >= 0)[0]] = 5
    assert "both served and left" in found(jobs=jobs)
    services = good.services.copy()
    services["busy"][0] += 1
    assert "units busy" in found(services=services)
    book = jobs_undone(inputs, good.jobs, good.levels)
    came = book.row[book.displaced & (book.comes < inputs.horizon_ms)]
    late = good.incidents.copy()
    late["logged"][came[0]] += 1
    assert "came at another time" in found(incidents=late)
    asked = good.incidents.copy()
    asked["answered"][np.flatnonzero(asked["gave_up"] == 1)[0]] = -1
    assert "requests to partners are not met" in found(incidents=asked)


def test_a_larger_shortfall_displaces_no_fewer() -> None:
    """In expectation, paired: the same seeds and replications, and each step is clear of nothing."""
    came = []
    for shortfall in (0.0, 0.3, 0.6):
        total = []
        for replication in range(3):
            inputs, outcome = _ran([*COUNTY[:-1], f"partners.shortfall={shortfall}"], replication)
            n = inputs.incidents.size
            mine = inputs.returns.is_of(UNSERVED, n) | inputs.returns.is_of(PARTNER_GAP, n)
            total.append(int((outcome.incidents["logged"][mine] >= 0).sum()))
        came.append(np.array(total))
    assert came[0].mean() <= came[1].mean() < came[2].mean()
    assert (came[2] > came[0]).all()


def test_measures_by_hand() -> None:
    scenario = compose(ALL)
    inputs = draw_inputs(make_plan(scenario), 0)
    outcome = run_compiled(inputs)
    run, years = scenario.run, 8 / 365.25
    calendar = build_calendar(scenario.force.time_zone, run.start, run.warmup_days, run.days, scenario.force.subdivision)
    found = {(row.metric, row.group): row.value for row in displacement_measures(Window(scenario, calendar, inputs, outcome))}
    low = inputs.measure_from_ms
    gave_up = (outcome.incidents["gave_up"] == 1) & (outcome.incidents["answered"] >= low)
    left = outcome.jobs["left"] >= low
    assert min(gave_up.sum(), left.sum()) > 10
    assert found["unmet", ""] == pytest.approx((gave_up.sum() + left.sum()) / years)
    assert found["unmet_own", "partner=ambulance"] == pytest.approx((left & (inputs.background["partner"] == 0)).sum() / years)
    shares = [found[f"unmet_{fate}_share", ""] for fate in ("displaced", "resolved", "lost")]
    assert sum(shares) == pytest.approx(1)
    assert min(shares) > 0
    cause = np.zeros(inputs.incidents.size, dtype=np.int64)
    cause[inputs.returns.first :] = inputs.returns.listed["cause"]
    logged = outcome.incidents["logged"] >= low
    ours = logged & np.isin(cause, (PARTNER_GAP, UNSERVED))
    assert found["displaced_incidents", ""] == pytest.approx(ours.sum() / years)
    for kind in ("partner=", "type="):
        parts = [value for (name, group), value in found.items() if name == "displaced_incidents" and group.startswith(kind)]
        assert sum(parts) == pytest.approx(ours.sum() / years)
    sent = outcome.deployments[ours[outcome.deployments["incident"]]]
    left_at = np.where(sent["left"] >= 0, sent["left"], inputs.horizon_ms)
    hours = float(((left_at - sent["sent"]) * sent["officers"]).sum()) / 3_600_000
    assert found["displaced_hours", ""] == pytest.approx(hours / years)
    assert found["called_again_incidents", ""] == pytest.approx((logged & (cause == CALLED_AGAIN)).sum() / years)
    assert found["asked_level", ""] == pytest.approx(outcome.levels[inputs.nights[:, 0] >= low].mean())
    assert found["asked_level_end", ""] == outcome.levels[-1]
    assert outcome.levels[-1] > 1
    closed = (cause == UNSERVED) & (outcome.incidents["closed"] >= 0)
    parents = inputs.returns.listed["parent"][np.flatnonzero(closed) - inputs.returns.first]
    of_jobs = int((outcome.jobs["left"][parents] >= low).sum())
    assert of_jobs > 0
    assert found["gaps_filled_share", ""] == pytest.approx((gave_up.sum() + of_jobs) / (gave_up.sum() + left.sum()))


def test_off_there_is_nothing() -> None:
    inputs = draw_inputs(make_plan(compose(SHORT)), 0)
    outcome = run_compiled(inputs)
    assert not inputs.displacement.on
    assert (outcome.jobs["left"] == -1).all()
    assert outcome.levels.size == 0
