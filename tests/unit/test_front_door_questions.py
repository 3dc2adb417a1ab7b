"""Who rings, what is decided about it, who is there to answer: the plan and the draws of the front door."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kernels.draw import combine
from kernels.durations import DETERMINISTIC, EXPONENTIAL
from kernels.front_door import (
    APPOINTMENT,
    AT_DESK,
    ATTEND,
    BY_PHONE,
    LINE_999,
    NO_ATTENDANCE,
    SIGNPOSTED,
    TAKERS,
    again_ms,
    fill_front,
    fill_unlogged,
    next_line,
    patience_ms,
    regrade,
    rings_again,
)
from kernels.front_door_records import CALL, FRONT
from kernels.records import INCIDENT
from sim.configuration import compose
from sim.faults import FaultReport
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.front_plan import FrontPlan, first_part
from sim.inputs.inputs import Inputs
from sim.measures.front_door import WAYS

TABLE = np.array([[EXPONENTIAL, 10.0, 0, 0], [DETERMINISTIC, 7.0, 0, 0]])
WORDS = ("front_door=county", "run.days=14", "run.warmup_days=0", "demand.logged_per_year=200000")


def _draw(*words: str, replication: int = 0) -> Inputs:
    return draw_inputs(make_plan(compose([*WORDS, *words])), replication)


@pytest.fixture(scope="module")
def county() -> Inputs:
    return _draw()


# Questions


def test_each_ring_has_a_patience_of_its_own() -> None:
    key = np.uint64(5)
    waits = [patience_ms(TABLE, 0, key, attempt) for attempt in range(2_000)]
    assert np.mean(waits) / 60_000 == pytest.approx(10, rel=0.1)
    assert len(set(waits)) > 1_900
    assert waits[3] == patience_ms(TABLE, 0, key, 3)
    assert patience_ms(TABLE, 1, key, 0) == 7 * 60_000
    assert again_ms(TABLE, 0, key, 3) != waits[3]


def test_more_who_ring_again_are_the_same_and_others() -> None:
    keys = [np.uint64(combine(np.uint64(9), k)) for k in range(3_000)]
    few = {k for k, key in enumerate(keys) if rings_again(0.3, key, 0)}
    many = {k for k, key in enumerate(keys) if rings_again(0.6, key, 0)}
    assert few < many
    assert len(few) / len(keys) == pytest.approx(0.3, abs=0.03)
    assert not any(rings_again(0.0, key, 1) for key in keys)


@pytest.mark.parametrize(("first_999", "first_101", "line"), [(4, 2, 0), (4, -1, 0), (-1, 0, 1), (-1, -1, -1)])
def test_999_comes_first(first_999: int, first_101: int, line: int) -> None:
    assert next_line(first_999, first_101) == line


# What is decided


def _incidents(n: int) -> np.ndarray:
    out = np.zeros(n, dtype=INCIDENT)
    out["key"] = [combine(np.uint64(1), k) for k in range(n)]
    out["by_phone"] = 1
    out["grade"] = np.arange(n) % 3
    return out


def _decide(attended: float = 1.0, strip: float = 0.0, offered: float = 0.0, back: float = 0.0, chasers: float = 0.0,
            incidents: np.ndarray | None = None) -> tuple[np.ndarray, int]:  # fmt: skip
    incidents = _incidents(6_000) if incidents is None else incidents
    out = np.zeros(incidents.size, dtype=FRONT)
    n = fill_front(
        incidents, np.array([attended]), np.full(3, strip), 0.5, np.full(3, offered), np.cumsum([40.0, 30.0, 20.0, 10.0]),
        np.full(4, back), 1, 1, np.full(3, chasers), TABLE, out,
    )
    return out, n


def test_everything_is_sent_to_unless_something_says_otherwise() -> None:
    decided, chasers = _decide()
    assert (decided["disposition"] == ATTEND).all()
    assert (decided["returns_ms"] == -1).all()
    assert chasers == 0


def test_what_nobody_is_sent_to_is_settled_by_the_weights() -> None:
    decided, _ = _decide(attended=0.0)
    share = np.bincount(decided["disposition"], minlength=6) / decided.size
    assert share[[BY_PHONE, SIGNPOSTED, AT_DESK, NO_ATTENDANCE]] == pytest.approx([0.4, 0.3, 0.2, 0.1], abs=0.02)
    assert (decided["desk_ms"] == np.where(decided["disposition"] == AT_DESK, 7 * 60_000, 0)).all()


def test_stripping_more_settles_the_same_and_others() -> None:
    few, many = _decide(strip=0.1)[0], _decide(strip=0.2)[0]
    stripped, more = few["disposition"] != ATTEND, many["disposition"] != ATTEND
    assert stripped.mean() == pytest.approx(0.1, abs=0.015)
    assert not (stripped & ~more).any()
    assert (few[stripped] == many[stripped]).all()
    assert (few["returns_ms"][stripped] >= 0).mean() == pytest.approx(0.5, abs=0.06)


def test_appointments_are_for_what_would_be_sent_to() -> None:
    decided, _ = _decide(attended=0.5, offered=1.0)
    assert set(decided["disposition"].tolist()) == {BY_PHONE, SIGNPOSTED, APPOINTMENT, AT_DESK, NO_ATTENDANCE}
    assert (decided["disposition"] == APPOINTMENT).mean() == pytest.approx(0.5, abs=0.02)


def test_only_those_who_may_wait_for_officers_chase() -> None:
    decided, chasers = _decide(attended=0.5, back=0.5, chasers=1.0)
    waits = (decided["disposition"] == ATTEND) | (decided["returns_ms"] >= 0)
    assert (waits == (decided["chaser"] >= 0)).all()
    assert chasers == waits.sum()


def test_what_is_not_reported_by_phone_has_no_part_in_it() -> None:
    incidents = _incidents(100)
    incidents["by_phone"] = 0
    decided, chasers = _decide(attended=0.0, strip=1.0, chasers=1.0, incidents=incidents)
    assert (decided["disposition"] == ATTEND).all()
    assert chasers == 0


def test_grades_by_vulnerability() -> None:
    incidents = _incidents(6_000)
    incidents["vulnerable"] = np.arange(6_000) % 2
    before = incidents["grade"].copy()
    half = incidents.copy()
    regrade(incidents, np.array([1.0, 1.0, 0.0]), np.array([1.0, 0.0, 1.0]))
    vulnerable = incidents["vulnerable"] == 1
    assert incidents["grade"][vulnerable].tolist() == [{0: 0, 1: 0, 2: 2}[g] for g in before[vulnerable].tolist()]
    assert incidents["grade"][~vulnerable].tolist() == [{0: 1, 1: 1, 2: 2}[g] for g in before[~vulnerable].tolist()]
    regrade(half, np.array([0.0, 0.5, 0.0]), np.zeros(3))
    moved = half["grade"] != before
    assert moved[vulnerable & (before == 1)].mean() == pytest.approx(0.5, abs=0.06)
    assert not moved[~vulnerable].any()


# Who rings


def test_calls_that_are_never_logged_come_in_order() -> None:
    counts = np.array([30, 0, 50], dtype=np.int64)
    calls = np.zeros(80, dtype=CALL)
    fill_unlogged(np.uint64(3), counts, np.array([0, 1, 2]) * 3_600_000, np.array([100, 101, 102]), 0.25, 0, TABLE, calls)
    assert (np.diff(calls["rings"]) >= 0).all()
    assert ((calls["rings"] // 3_600_000) == np.repeat([0, 2], [30, 50])).all()
    assert len(set(calls["key"].tolist())) == 80
    more = np.zeros(81, dtype=CALL)
    counts[0] += 1
    fill_unlogged(np.uint64(3), counts, np.array([0, 1, 2]) * 3_600_000, np.array([100, 101, 102]), 0.25, 0, TABLE, more)
    assert np.isin(calls["key"], more["key"]).all()  # one more call leaves the others as they are


def test_calls_come_in_order_where_a_change_of_the_clock_cuts_an_hour_to_a_half() -> None:
    # Lord Howe Island turns its clocks by half an hour: the second hour begins 30 minutes after the first.
    calls = np.zeros(80, dtype=CALL)
    starts = np.array([0, 1_800_000], dtype=np.int64)
    fill_unlogged(np.uint64(3), np.array([40, 40]), starts, np.array([100, 101]), 0.25, 0, TABLE, calls)
    assert (np.diff(calls["rings"]) >= 0).all()
    assert (calls["rings"][:41].max() > 1_800_000).all()  # the two hours overlap in these draws


def test_everybody_who_reports_by_phone_rings_when_it_happens(county: Inputs) -> None:
    front, incidents = county.front, county.incidents
    planned = front.calls[: front.n_planned]
    assert (np.diff(planned["rings"]) >= 0).all()
    rung_about = front.decided["call"] >= 0
    assert (rung_about == (incidents["by_phone"] == 1)).all()
    caller = planned[front.decided["call"][rung_about]]
    assert (caller["incident"] == np.flatnonzero(rung_about)).all()
    assert (caller["rings"] == incidents["created"][rung_about]).all()
    assert int((planned["incident"] >= 0).sum()) == int(rung_about.sum())
    chasers = front.calls[front.n_planned :]
    assert (front.decided["chaser"][chasers["incident"]] == front.n_planned + np.arange(chasers.size)).all()
    assert (chasers["rings"] == -1).all()


def test_the_county_rings_as_published(county: Inputs) -> None:
    """1 231 calls, 297 on 999, for 690 incidents in a day (North Yorkshire, 23 June 2018)."""
    planned = county.front.calls[: county.front.n_planned]
    logged = int(county.logged_in_hour.sum())
    assert planned.size / logged == pytest.approx(1231 / 690, rel=0.05)
    assert (planned["channel"] == LINE_999).mean() == pytest.approx(297 / 1231, abs=0.02)
    unlogged = planned["incident"] < 0
    ratio = planned["handling_ms"][unlogged].mean() / planned["handling_ms"][~unlogged].mean()
    assert ratio == pytest.approx((0.4 / 0.6) / (0.6 / 0.4), rel=0.06)  # Lancashire


def test_searching_takes_its_time_of_every_logged_call() -> None:
    with_search, without = _draw("front_door.search_min=4"), _draw("front_door.search_min=0")
    longer = with_search.front.calls["handling_ms"] - without.front.calls["handling_ms"]
    logged = (with_search.front.calls["incident"] >= 0) & (with_search.front.calls["chase"] == 0)
    assert (longer == np.where(logged, 4 * 60_000, 0)).all()


def test_a_shortfall_never_adds_anybody(county: Inputs) -> None:
    def people(inputs: Inputs, pool: int) -> np.ndarray:
        hours = np.zeros(inputs.horizon_ms // 3_600_000, dtype=np.int64)
        for at, which, number in inputs.front.staff.tolist():
            if which == pool:
                hours[at // 3_600_000 :] = number
        return hours

    short = _draw("front_door.call_takers.shortfall=0.25")
    full, less = people(county, TAKERS), people(short, TAKERS)
    assert (less <= full).all()
    assert less.sum() / full.sum() == pytest.approx(0.75, abs=0.01)


def test_the_diary_has_the_places_configured() -> None:
    inputs = _draw("front_door.appointments.places=2.5")
    diary = inputs.front.diary
    assert (np.diff(diary["area"]) >= 0).all()
    assert all((np.diff(diary["start"][diary["area"] == area]) > 0).all() for area in range(inputs.n_areas))
    assert diary["places"].sum() / (inputs.horizon_ms / 3_600_000) == pytest.approx(2.5, rel=0.07)


def test_the_first_part_of_a_plan(county: Inputs) -> None:
    until = 3 * 86_400_000
    n = int((county.incidents["created"] < until).sum())
    part = first_part(county.front, np.arange(n), until)
    assert part.n_planned == int((county.front.calls["rings"][: county.front.n_planned] < until).sum())
    chasing = part.decided["chaser"] >= 0
    assert (part.calls["incident"][part.decided["chaser"][chasing]] == np.flatnonzero(chasing)).all()
    assert (part.calls["chase"][part.n_planned :] == 1).all()
    assert part.calls.size == part.n_planned + chasing.sum()
    assert not first_part(FrontPlan(), np.arange(0), until).on


def test_replications_differ_and_repeat(county: Inputs) -> None:
    again, other = _draw(), _draw(replication=1)
    assert (again.front.calls == county.front.calls).all()
    assert other.front.calls.size != county.front.calls.size or (other.front.calls != county.front.calls).any()


def test_off_is_an_empty_plan() -> None:
    inputs = draw_inputs(make_plan(compose(["run.days=2", "run.warmup_days=0"])), 0)
    assert not inputs.front.on
    assert replace(inputs.front).calls.size == 0
    assert not inputs.incidents["by_phone"].any()


# Settings


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (["front_door.line_999.rings_again=1"], "front_door.line_999.rings_again"),
        (["+front_door.on_999={urgent: 0.5}"], "+front_door.on_999"),
        (["front_door.not_by_phone=[police]"], "front_door.not_by_phone"),
        (["front_door.unlogged_share=0.99"], "front_door.unlogged_share"),
        ([f"front_door.settled.{way}.weight=0" for way in WAYS.values()], "front_door.settled"),
    ],
)
def test_what_is_refused(words: list[str], where: str) -> None:
    with pytest.raises(FaultReport) as caught:
        compose(["front_door=county", *words])
    assert [fault.where for fault in caught.value.faults][0].startswith(where)


def test_names_are_not_asked_for_while_it_is_off() -> None:
    assert not compose(["front_door=none", "front_door.not_by_phone=[police]"]).front_door.on
