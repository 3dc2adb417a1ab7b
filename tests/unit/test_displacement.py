"""Displacement: what is drawn, and a ledger in which everything left undone has one fate."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels.displacement import CALLS_AGAIN, may_come
from kernels.kinds import CALLED_AGAIN, CLOSED, LEFT, PARTNER_GAP, PLACE_GAP, UNSERVED
from kernels.places import LEAVE
from sim.calendar import build_calendar
from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.aid_plan import NEVER_MS
from sim.inputs.build import draw_inputs, make_plan
from sim.measures.displacement import displacement_measures
from sim.measures.partners import partner_measures
from sim.measures.window import Window
from sim.outcome import Outcome, conservation_faults
from sim.outcome_displacement import displacement_faults, jobs_undone, people_left, requests_undone

SHORT = ["run.days=8", "run.warmup_days=1", "force.officers=60", "demand.logged_per_year=40000"]
COUNTY = [*SHORT, "displacement=county", "partners.shortfall=0.4"]
LOOPS = ["displacement.calls_again.on=true", "displacement.expectation.on=true", "displacement.expectation.memory_days=3",
         "demand.comes_back_most=2"]  # fmt: skip
ALL = [*COUNTY, *LOOPS]
PLACES = [*SHORT, "partners=places", "displacement=places", "partners.shortfall=0.4", *LOOPS,
          "partners.services.emergency_department.week=2",
          "partners.needs.concern.emergency_department=0.5", "partners.needs.violence.emergency_department=0.5",
          "partners.services.emergency_department.background_per_hour=1", "partners.services.place_of_safety.week=1",
          "partners.services.emergency_department.give_up_min=45", "partners.services.place_of_safety.give_up_min=120",
          "partners.services.mental_health.taken_to.place_of_safety=0.5", "partners.services.ambulance.at_limit=leave",
          "displacement.services.emergency_department.patience_min=90"]  # fmt: skip


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


# People left at places


def test_only_whom_officers_may_leave_at_a_place_has_something_to_come_of_it() -> None:
    plain, on = (draw_inputs(make_plan(compose(words)), 0) for words in ([*PLACES, "displacement.on=false"], PLACES))
    n = plain.incidents.size
    assert np.array_equal(on.incidents[:n], plain.incidents), "nobody else's draws move"
    parents = on.returns.listed["parent"][on.returns.listed["cause"] == PLACE_GAP]
    assert 10 < np.unique(parents).size == parents.size
    convey_to = np.array([rules.convey_to for rules in on.partners])
    goes = np.where(on.incidents["taken_to"][parents] > 0, on.incidents["taken_to"][parents] - 1,
                    convey_to[on.incidents["partner"][parents]])  # fmt: skip
    assert (goes >= 0).all()
    assert {on.partners[p].at_limit for p in goes.tolist()} == {LEAVE}
    words = [*PLACES, "partners.services.place_of_safety.at_limit=stay"]
    stays = draw_inputs(make_plan(compose(words)), 0).returns.listed
    assert 0 < (stays["cause"] == PLACE_GAP).sum() < parents.size
    assert np.unique(on.incidents["key"]).size == on.incidents.size


@settings(max_examples=5, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.integers(10, 200), st.floats(0, 0.85), st.sampled_from(["leave", "stay"]), st.integers(1, 3))
def test_everybody_left_at_a_place_has_one_fate_whatever_is_configured(
    seed: int, limit: int, share: float, policy: str, most: int
) -> None:
    inputs, outcome = _ran([
        *PLACES, f"run.seed={seed}", f"partners.services.emergency_department.give_up_min={limit}",
        f"partners.services.place_of_safety.at_limit={policy}", f"demand.comes_back_most={most}",
        f"displacement.services.emergency_department.requests.becomes.missing={share}",
    ])  # fmt: skip
    assert conservation_faults(inputs, outcome) == []
    book = people_left(inputs, outcome.incidents, outcome.levels)
    assert book.parent.tolist() == np.flatnonzero(outcome.incidents["place_ended"] == LEFT).tolist()
    assert (book.displaced.astype(int) + book.resolved + book.lost == 1).all()
    came = book.displaced & (book.comes < inputs.horizon_ms)
    assert np.array_equal(outcome.incidents["logged"][book.row[came]], book.comes[came])
    logged = inputs.returns.is_of(PLACE_GAP, inputs.incidents.size) & (outcome.incidents["logged"] >= 0)
    assert sorted(book.row[came].tolist()) == np.flatnonzero(logged).tolist()


def test_the_books_of_places_object_to_every_slip() -> None:
    inputs, good = _ran(PLACES)

    def found(field: str, row: int, value: int) -> str:
        practice = good.incidents.copy()
        practice[field][row] = value
        return "; ".join(displacement_faults(inputs, practice, good.jobs, good.levels, good.services))

    book = people_left(inputs, good.incidents, good.levels)
    came = book.displaced & (book.comes < inputs.horizon_ms)
    assert came.any()
    assert "people brought to places are not taken on, left and waiting" in found("place_ended", int(book.parent[0]), 0)
    assert "another time than the limit" in found("place_over", int(book.parent[0]), int(book.at[0]) + 1)
    assert f"for cause {PLACE_GAP} came at another time" in found("logged", int(book.row[came][0]), -1)
    never = np.flatnonzero(inputs.returns.is_of(PLACE_GAP, inputs.incidents.size) & (good.incidents["logged"] < 0))
    assert f"for cause {PLACE_GAP} came at another time" in found("logged", int(never[0]), 5)


def test_measures_of_people_left_by_hand() -> None:
    scenario = compose(PLACES)
    inputs = draw_inputs(make_plan(scenario), 0)
    outcome, run, years = run_compiled(inputs), scenario.run, 8 / 365.25
    calendar = build_calendar(scenario.force.time_zone, run.start, run.warmup_days, run.days, scenario.force.subdivision)
    found = {(row.metric, row.group): row.value for row in displacement_measures(Window(scenario, calendar, inputs, outcome))}
    low, practice = inputs.measure_from_ms, outcome.incidents
    names = list(scenario.partners.services)
    ward = names.index("emergency_department")
    left = (practice["place_ended"] == LEFT) & (practice["place_over"] >= low) & (practice["place"] == 1 + ward)
    own = (outcome.jobs["left"] >= low) & (inputs.background["partner"] == ward)
    taken = int(((practice["place_taken"] >= low) & (practice["place"] == 1 + ward)).sum())
    taken += int(((outcome.jobs["taken"] >= low) & (inputs.background["partner"] == ward)).sum())
    unmet = int(left.sum() + own.sum())
    assert min(left.sum(), own.sum(), taken) > 10
    assert found["unmet", "partner=emergency_department"] == pytest.approx(unmet / years)
    assert found["unmet_own", "partner=emergency_department"] == pytest.approx(own.sum() / years)
    assert found["unmet_share", "partner=emergency_department"] == pytest.approx(unmet / (unmet + taken))
    ours = inputs.returns.is_of(PLACE_GAP, inputs.incidents.size)
    parents = np.zeros(ours.size, dtype=np.int64)
    parents[inputs.returns.first :] = inputs.returns.listed["parent"]
    came = ours & (practice["logged"] >= low) & (practice["place"][np.where(ours, parents, 0)] == 1 + ward)
    of_jobs = inputs.returns.is_of(UNSERVED, ours.size) & (practice["logged"] >= low)
    of_jobs &= inputs.background["partner"][np.where(of_jobs, parents, 0)] == ward
    assert came.any()
    assert found["displaced_incidents", "partner=emergency_department"] == pytest.approx((came.sum() + of_jobs.sum()) / years)


def test_who_leaves_unserved_waited_until_then() -> None:
    scenario = compose([*PLACES, "partners.services.emergency_department.week=0"])
    inputs = draw_inputs(make_plan(scenario), 0)
    outcome, run = run_compiled(inputs), scenario.run
    calendar = build_calendar(scenario.force.time_zone, run.start, run.warmup_days, run.days, scenario.force.subdivision)
    found = {(row.metric, row.group): row.value for row in partner_measures(Window(scenario, calendar, inputs, outcome))}
    assert found["partner_own_wait_p50_min", "partner=emergency_department"] == 90, "their patience"


def test_who_leaves_a_scene_fills_no_gap_before_what_comes_of_it_is_closed() -> None:
    scenario = compose([*COUNTY, "partners.services.ambulance.at_limit=leave", "partners.services.ambulance.give_up_min=20"])
    inputs = draw_inputs(make_plan(scenario), 0)
    outcome, run = run_compiled(inputs), scenario.run
    calendar = build_calendar(scenario.force.time_zone, run.start, run.warmup_days, run.days, scenario.force.subdivision)
    found = {(row.metric, row.group): row.value for row in displacement_measures(Window(scenario, calendar, inputs, outcome))}
    books = [requests_undone(inputs, outcome.incidents, outcome.levels), jobs_undone(inputs, outcome.jobs, outcome.levels)]
    mine = [(book.partner == 0) & (book.at >= inputs.measure_from_ms) for book in books]
    assert mine[0].sum() > 10
    closed = sum(int((outcome.incidents["stage"][book.row[of & book.displaced]] == CLOSED).sum())
                 for book, of in zip(books, mine, strict=True))  # fmt: skip
    assert found["gaps_filled_share", "partner=ambulance"] == pytest.approx(closed / sum(of.sum() for of in mine))


def test_off_there_is_nothing() -> None:
    inputs = draw_inputs(make_plan(compose(SHORT)), 0)
    outcome = run_compiled(inputs)
    assert not inputs.displacement.on
    assert (outcome.jobs["left"] == -1).all()
    assert outcome.levels.size == 0
