"""Trauma, complaints and life outside as drawn: shares by type, keys, the lever, who is picked, how the study begins."""

from __future__ import annotations

import numpy as np
import pytest

from kernels import complaints as c
from kernels.clock import MINUTE_MS
from kernels.durations import DETERMINISTIC, EXPONENTIAL
from kernels.exposures import is_free_day, is_undefused, unled_ms
from kernels.records import INCIDENT
from kernels.trauma import mark_trauma
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.exposures import life_outside
from tests.support.plain_python import fields

SMALL = ["run=smoke", "force.officers=60", "demand.logged_per_year=40000", "run.days=14"]
MANY = 20_000
NINETY_NINE_NINE = 3.29


def incidents(n: int = MANY, kinds: int = 2) -> np.ndarray:
    out = np.zeros(n, dtype=INCIDENT)
    out["key"], out["kind"], out["clearing_ms"] = np.arange(n, dtype=np.uint64) * 7919, np.arange(n) % kinds, 600_000
    return out


def within(share: float, expected: float, n: int) -> bool:
    return abs(share - expected) < NINETY_NINE_NINE * (expected * (1 - expected) / n) ** 0.5


def test_shares_by_type_and_the_time_off_calls() -> None:
    rows = incidents()
    mark_trauma(fields(rows), np.array([0.1, 0.0]), np.array([0.0, 0.3]), 25 * MINUTE_MS)
    first, second = rows[rows["kind"] == 0], rows[rows["kind"] == 1]
    assert within(first["traumatic"].mean(), 0.1, first.size)
    assert within(second["distressing"].mean(), 0.3, second.size)
    assert not second["traumatic"].any()
    assert not first["distressing"].any()
    assert np.array_equal(rows["clearing_ms"] - 600_000, 25 * MINUTE_MS * rows["traumatic"].astype(np.int64))


def test_a_larger_share_adds_scenes_and_keeps_the_others() -> None:
    some, more = incidents(), incidents()
    for rows, share in ((some, 0.05), (more, 0.15)):
        mark_trauma(fields(rows), np.full(2, share), np.zeros(2), 0)
    assert (more["traumatic"] >= some["traumatic"]).all()
    assert more["traumatic"].sum() > some["traumatic"].sum() > 0


@pytest.mark.parametrize(("left", "now", "too_soon"), [(-1, 100, False), (100, 100, True), (100, 159, True), (100, 160, False)])
def test_sent_on_too_soon(left: int, now: int, too_soon: bool) -> None:
    assert is_undefused(left, now, 60) == too_soon


def test_without_a_window_nobody_is_sent_on_too_soon() -> None:
    assert not is_undefused(100, 100, 0)


def test_duty_without_support() -> None:
    assert [unled_ms(1_000, share) for share in (0.0, 0.35, 1.0)] == [1_000, 650, 0]


@pytest.mark.parametrize(("duty", "elsewhere", "sick", "free"), [
    (0, 0, False, True), (1, 0, False, False), (0, 1, False, False), (0, 0, True, False)])
def test_a_day_to_oneself(duty: int, elsewhere: int, sick: bool, free: bool) -> None:
    assert is_free_day(duty, elsewhere, sick) == free


def test_complaints_by_type_about_anybody_there_and_open_for_days_begun() -> None:
    rows = incidents()
    c.bring_complaints(fields(rows), np.array([0.2, 0.0]), 1.0, np.array([[EXPONENTIAL, 10.0, 0.0, 0.0]]))
    brought = rows["complaint_days"] > 0
    assert within(brought[rows["kind"] == 0].mean(), 0.2, MANY // 2)
    assert not brought[rows["kind"] == 1].any()
    days, who = rows["complaint_days"][brought], rows["complaint_of"][brought]
    # Days begun of an exponential length are geometric, of mean 1 / (1 - exp(-1/10)).
    assert days.mean() == pytest.approx(1 / (1 - np.exp(-0.1)), rel=0.08)
    assert days.min() == 1
    assert [c.open_days(0.5, np.array([[DETERMINISTIC, days, 0.0, 0.0]])) for days in (2.0, 2.3)] == [2, 3]
    assert np.histogram(who, 4, (0, 1))[0] == pytest.approx(np.full(4, brought.sum() / 4), rel=0.15)
    assert [int(c.who_of(u, 3)) for u in (0.01, 0.34, 0.99)] == [0, 1, 2]


def test_the_longest_complaint_is_cut_off() -> None:
    assert c.open_days(0.5, np.array([[DETERMINISTIC, 1e9, 0.0, 0.0]])) == c.LONGEST_DAYS
    assert c.open_days(0.5, np.array([[DETERMINISTIC, 0.0, 0.0, 0.0]])) == 1


@pytest.mark.parametrize(("to", "today", "open_"), [(0, 20_000, False), (19_999, 20_000, False), (20_000, 20_000, True)])
def test_the_day_that_closes_is_the_one_before(to: int, today: int, open_: bool) -> None:
    assert c.is_under_complaint(to, today) == open_


def test_a_history_finds_as_many_under_complaint_as_little_s_law_says() -> None:
    """A complaint a hundred days of an officer, open 30 days: on the first day the chance that none is, is (1 - 0.01)^30; of the
    thirty days before, those that began then are open."""
    officers = np.arange(4_000)
    found = c.complaint_history(officers, 20_000, 200, 0.01, np.uint64(5), np.array([[DETERMINISTIC, 30.0, 0.0, 0.0]]))
    # One of the day d is over on the day d + 30: open on day 20 000 if d > 19 970, of which there are 29.
    assert within((found > 0).mean(), 1 - 0.99**29, officers.size)
    assert found.max() <= 20_000 + 29
    assert (found[found > 0] > 20_000).all()


def test_complaints_open_at_the_beginning_follow_the_rate_of_the_scenario() -> None:
    words = [*SMALL, "complaints=none", "complaints.on=true", "complaints.open={kind: deterministic, mean_days: 60}"]
    often, seldom = (draw_inputs(make_plan(compose([*words, f"complaints.per_1000_attended={n}"])), 0) for n in (20, 2))
    assert (often.exposures.complaints > 0).sum() > (seldom.exposures.complaints > 0).sum()
    assert (often.exposures.complaints >= seldom.exposures.complaints).all()
    assert (often.incidents["complaint_days"] >= seldom.incidents["complaint_days"]).all()


def test_switches_move_nobody_else_s_draws() -> None:
    plain, on = (draw_inputs(make_plan(compose([*SMALL, *words])), 1)
                 for words in ([], ["trauma=county", "complaints=county"]))  # fmt: skip
    for name in plain.incidents.dtype.names:
        if name not in ("traumatic", "distressing", "complaint_days", "complaint_of"):
            assert np.array_equal(plain.incidents[name], on.incidents[name]), name
    assert on.incidents["traumatic"].sum() > 0
    assert not plain.incidents["traumatic"].any()


def test_time_to_defuse_lengthens_the_writing_up_of_traumatic_scenes_only() -> None:
    plain, kept = (draw_inputs(make_plan(compose([*SMALL, "trauma=county", f"trauma.defuse={n}"])), 0) for n in (0, 45))
    more = kept.incidents["clearing_ms"] - plain.incidents["clearing_ms"]
    assert np.array_equal(more, 45 * MINUTE_MS * plain.incidents["traumatic"].astype(np.int64))
    assert more.any()


def test_life_outside_keeps_to_officers_and_dates() -> None:
    scenario = compose(["strain=demand_control_support", "strain.outside_work.between_officers=1"])
    ids, days = np.arange(300), np.arange(20_000, 20_200)
    level, block = life_outside(scenario, ids, days, 0)
    assert level.shape == (300, int(block[-1]) + 1)
    assert np.bincount(block)[1:-1].tolist() == [28] * (int(block[-1]) - 1)
    # Another replication, later days, fewer officers: the same officers' own level, and the same months where they overlap.
    later, later_block = life_outside(scenario, ids[::2], days[60:], 0)
    first = int((days[60] - 1) // 28 - (days[0] - 1) // 28)
    assert np.array_equal(later, level[::2, first:])
    other, _ = life_outside(scenario, ids, days, 1)
    assert not np.array_equal(other, level)
    assert level.std() == pytest.approx(1000 * (1 + 0.49) ** 0.5, rel=0.1)
    # Of the spread of an officer's mean over eight months, all but a part of the months' own is his own, in any replication.
    assert np.corrcoef(level.mean(axis=1), other.mean(axis=1))[0, 1] > 0.85


def test_life_outside_has_no_place_where_it_is_off() -> None:
    level, block = life_outside(compose(["strain=pressures"]), np.arange(9), np.arange(20_000, 20_030), 0)
    assert level.size == block.size == 0
