"""The questions both engines ask about crews, dispatch, clock and trajectory, with answers worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kernels import clock, kinds
from kernels.abstraction import turns_out
from kernels.breaks import after_being_called_out, may_be_called_out
from kernels.crewing import (
    DOUBLE,
    DOUBLE_AT_NIGHT,
    NO_TRIAGE,
    SETTLED_THERE,
    SINGLE,
    WORTH_A_TRY,
    counts,
    crew_fit,
    crew_preference,
    crew_size,
    pairs,
)
from kernels.dispatch import (
    AGEING,
    EARLIEST_TARGET,
    STRICT,
    crews_to_spare,
    enough,
    may_attend,
    may_be_interrupted,
    may_be_sent,
    needs_now,
    pools_for,
    urgency,
)
from kernels.draw import combine
from kernels.kinds import BREAK_DUE, BREAK_HAD, BREAK_LOST, BRIEFING, DESK_TIME, KEPT_BREAK, MEAL_BREAK, READY, SUPERVISORY
from kernels.safety import with_odds
from kernels.sleep import sleep_until
from kernels.trajectory import fold, fold_all
from kernels.travel import thinned
from sim.inputs.welfare import fatigue_parameters
from sim.scenario import Fatigue

MINUTE = clock.MINUTE_MS

# How large a crew is


@pytest.mark.parametrize("hour", [0.0, 6.99, 7.0, 12.0, 21.99, 22.0, 23.5])
def test_single_and_double_hold_all_day(hour: float) -> None:
    assert crew_size(SINGLE, hour, 22.0, 7.0) == 1
    assert crew_size(DOUBLE, hour, 22.0, 7.0) == 2


@pytest.mark.parametrize(("hour", "size"), [(21.99, 1), (22.0, 2), (23.99, 2), (0.0, 2), (6.99, 2), (7.0, 1), (12.0, 1)])
def test_a_night_that_passes_midnight(hour: float, size: int) -> None:
    assert crew_size(DOUBLE_AT_NIGHT, hour, 22.0, 7.0) == size


@pytest.mark.parametrize(("hour", "size"), [(0.99, 1), (1.0, 2), (4.99, 2), (5.0, 1), (23.0, 1)])
def test_a_night_within_one_date(hour: float, size: int) -> None:
    assert crew_size(DOUBLE_AT_NIGHT, hour, 1.0, 5.0) == size


# Which crew suits


@pytest.mark.parametrize(("wanted", "best_first"), [
    (1, [1, 2, 3]),  # exact, then the least waste
    (2, [2, 1, 3]),  # exact, then one too few (another can follow), then one too many
    (3, [3, 2, 1]),
    (4, [3, 2, 1]),  # none is exact: the largest that is too small leaves least to send for
])
def test_crews_in_order_of_fit(wanted: int, best_first: list[int]) -> None:
    assert sorted([1, 2, 3], key=lambda size: crew_fit(size, wanted)) == best_first
    assert len({crew_fit(size, wanted) for size in (1, 2, 3)}) == 3
    assert crew_fit(wanted, wanted) == 0


@pytest.mark.parametrize("wanted", [1, 2, 3])
@pytest.mark.parametrize("size", [1, 2])
def test_a_practitioner_comes_first_where_one_would_settle_it_and_last_elsewhere(size: int, wanted: int) -> None:
    others = [crew_preference(other, wanted, 0, triage, 0) for other in (1, 2) for triage in (0, 1)]
    assert others == [crew_fit(other, wanted) for other in (1, 2) for _ in (0, 1)]  # without one it is the fit alone
    # What comes of it is not known beforehand: worth a try is as good as settled.
    assert crew_preference(size, wanted, 1, WORTH_A_TRY, 0) == crew_preference(size, wanted, 1, SETTLED_THERE, 0) < min(others)
    assert crew_preference(size, wanted, 1, NO_TRIAGE, 0) > max(others)


def test_of_two_practitioners_the_better_fit_comes_first() -> None:
    for triage in (0, 1):
        assert crew_preference(1, 1, 1, triage, 0) < crew_preference(2, 1, 1, triage, 0)


def test_who_goes_last_comes_after_everybody_and_among_themselves_as_usual() -> None:
    others = [crew_preference(other, 1, riding, triage, 0) for other in (1, 2) for riding in (0, 1) for triage in (0, 1)]
    assert min(crew_preference(size, 1, riding, WORTH_A_TRY, 1) for size in (1, 2) for riding in (0, 1)) > max(others)
    assert crew_preference(1, 1, 0, NO_TRIAGE, 1) < crew_preference(2, 1, 0, NO_TRIAGE, 1)


# Pauses


@pytest.mark.parametrize(("pause", "called_out"), [
    (READY, [True] * 3), (BRIEFING, [True, True, False]), (MEAL_BREAK, [True, False, False]), (SUPERVISORY, [True] * 3),
    (DESK_TIME, [False] * 3), (KEPT_BREAK, [False] * 3),
])  # fmt: skip
def test_grades_that_call_crews_out(pause: int, called_out: list[bool]) -> None:
    assert [may_be_called_out(pause, grade, 2, 1, 3, 0) for grade in range(3)] == called_out


@pytest.mark.parametrize(("taken", "now", "stage"), [
    (30, 200, BREAK_HAD), (29, 200, BREAK_DUE), (29, 399, BREAK_DUE), (29, 400, BREAK_LOST), (30, 500, BREAK_HAD),
])  # fmt: skip
def test_a_break_that_is_broken_off_counts_from_its_share(taken: int, now: int, stage: int) -> None:
    assert after_being_called_out(taken, 60, 0.5, now, 400) == stage


# How many pairs, and who counts


@pytest.mark.parametrize(("present", "made"), [(0, 0), (1, 0), (2, 1), (3, 1), (6, 3), (7, 3)])
def test_crews_of_two_are_as_many_as_can_be(present: int, made: int) -> None:
    assert [pairs(present, 2, share) for share in (0.0, 0.5, 1.0)] == [made] * 3


@pytest.mark.parametrize(("present", "share", "made"), [
    (10, 0.0, 0), (10, 0.2, 1), (10, 0.21, 2), (10, 0.4, 2),  # 2, 2.1, 4 of ten officers: a pair for each two begun
    (100, 0.14, 7),  # fourteen officers, though 0.14 * 100 is a little more than that in floats
    (5, 0.5, 2), (5, 1.0, 2), (1, 1.0, 0), (0, 1.0, 0)])  # 2.5 are two pairs; the odd one has nobody to go with
def test_a_share_of_single_officers_goes_in_pairs(present: int, share: float, made: int) -> None:
    assert pairs(present, 1, share) == made


def test_a_whole_number_of_pairs_is_not_exceeded_by_rounding() -> None:
    for present in range(2, 200, 2):
        for made in range(present // 2 + 1):
            assert pairs(present, 1, 2 * made / present) == made


@pytest.mark.parametrize(("students", "size", "counted", "not_counted"), [
    ((0, 0), 1, 1, 1), ((0, 0), 2, 2, 2), ((0, 1), 2, 2, 1), ((1, 0), 2, 2, 1)])  # fmt: skip
def test_whether_a_student_counts(students: tuple[int, int], size: int, counted: int, not_counted: int) -> None:
    assert counts(*students, size, 1) == counted
    assert counts(*students, size, 0) == not_counted


# Who comes first


def test_strict_order_is_the_grade_alone() -> None:
    assert [urgency(STRICT, grade, 7 * MINUTE, 60 * MINUTE, 15 * MINUTE) for grade in range(4)] == [0, 1, 2, 3]
    assert urgency(STRICT, 1, 0, 1, 0) == urgency(STRICT, 1, 10**12, 10**9, 10**9)


@pytest.mark.parametrize(("grades", "logged_min", "first"), [
    ((1, 0), (10, 71), 0), ((1, 0), (10, 70), None), ((1, 0), (10, 69), 1),  # an hour weighs as much as one grade
    ((3, 0), (10, 191), 0), ((3, 0), (10, 189), 1),  # three hours as much as three
    ((2, 2), (10, 11), 0)])  # fmt: skip
def test_waiting_makes_up_for_grades(grades: tuple[int, int], logged_min: tuple[int, int], first: int | None) -> None:
    a, b = (urgency(AGEING, grade, at * MINUTE, 60 * MINUTE, 0) for grade, at in zip(grades, logged_min, strict=True))
    assert (None if a == b else 0 if a < b else 1) == first


def test_the_target_that_falls_first_comes_first() -> None:
    assert urgency(EARLIEST_TARGET, 3, 50 * MINUTE, 60 * MINUTE, 15 * MINUTE) == 65 * MINUTE
    assert urgency(EARLIEST_TARGET, 0, 50 * MINUTE, 1, 15 * MINUTE) == 65 * MINUTE  # the grade says nothing beyond its target


# Who may be spared, or taken


@pytest.mark.parametrize(("free", "grade", "spare"), [
    (5, 0, 5), (5, 1, 5),  # the reserve is for the two highest grades
    (5, 2, 3), (2, 2, 0), (1, 2, 0), (0, 2, 0), (5, 3, 3)])  # fmt: skip
def test_what_a_reserve_of_two_leaves(free: int, grade: int, spare: int) -> None:
    assert crews_to_spare(free, grade, 2, 2) == spare


def test_without_a_reserve_all_may_go() -> None:
    assert [crews_to_spare(free, 3, 0, 0) for free in range(4)] == [0, 1, 2, 3]


@pytest.mark.parametrize(("grade", "lower", "preempting", "stage", "may"), [
    (0, 1, 1, 1, True), (0, 3, 1, 1, True),
    (0, 0, 1, 1, False), (1, 1, 3, 1, False),  # nobody interrupts an equal
    (2, 1, 3, 1, False),  # nor a higher grade
    (1, 2, 1, 1, False), (1, 2, 2, 1, True),  # only so many grades may interrupt
    (0, 1, 0, 1, False), (0, 1, 1, 0, False)])  # none may, or not from that stage
def test_who_may_interrupt_whom(grade: int, lower: int, preempting: int, stage: int, may: bool) -> None:
    assert bool(may_be_interrupted(grade, lower, preempting, stage)) is may


@pytest.mark.parametrize(("needs", "waited_min", "left"), [
    (0b000, 99, 0b000), (0b001, 0, 0b001), (0b001, 19, 0b001), (0b001, 20, 0b000),  # the first lapses after 20 minutes
    (0b111, 0, 0b101), (0b111, 20, 0b100), (0b111, 10**6, 0b100),  # the second at once, the third never
    (0b100, 10**6, 0b100), (0b010, 0, 0b000), (0b101, 20, 0b100),
    (0b1000, 10**6, 0b1000)])  # a skill nobody has named stays asked for
def test_skills_that_are_still_asked_for(needs: int, waited_min: int, left: int) -> None:
    substitute = np.array([20 * MINUTE, 0, -1], dtype=np.int64)
    assert needs_now(needs, waited_min * MINUTE, substitute) == left


# How long a drive takes


@pytest.mark.parametrize(("usual_free", "free", "most", "factor"), [
    (4.0, 4, 9.0, 1.0), (4.0, 1, 9.0, 2.0), (1.0, 4, 9.0, 0.5), (9.0, 4, 9.0, 1.5),
    (2.0, 1, 9.0, math.sqrt(2)), (2.5, 5, 9.0, math.sqrt(0.5)), (5.0, 1, 9.0, math.sqrt(5)),
    (16.0, 1, 3.0, 3.0), (1.0, 16, 3.0, 1 / 3),  # bounded both ways
    (16.0, 1, 1.0, 1.0), (1.0, 16, 1.0, 1.0),
    (4.0, 0, 9.0, 2.0)])  # a crew is sent, so there was one
def test_a_drive_goes_with_the_root_of_how_thin_crews_are(usual_free: float, free: int, most: float, factor: float) -> None:
    assert thinned(600_000, usual_free, free, most) == math.floor(600_000 * factor + 0.5)
    assert thinned(0, usual_free, free, most) == 0


def test_a_drive_is_rounded_to_the_nearest_millisecond() -> None:
    assert thinned(600_000, 5.0, 1, 9.0) == 1_341_641  # x 2.236067977 = 1 341 640.79
    assert thinned(600_000, 2.0, 1, 9.0) == 848_528  # x 1.414213562 = 848 528.14


# How likely it is


@pytest.mark.parametrize(("chance", "odds", "then"), [
    (0.5, 2.0, 2 / 3), (0.2, 4.0, 0.5), (0.75, 1 / 3, 0.5),  # odds of 1, 1/4, 3 become 2, 1, 1
    (0.3, 1.0, 0.3), (0.0, 9.0, 0.0), (1.0, 9.0, 1.0), (1.0, 0.1, 1.0)])  # fmt: skip
def test_odds_are_multiplied_and_stay_within_certainty(chance: float, odds: float, then: float) -> None:
    assert with_odds(chance, odds) == pytest.approx(then, abs=1e-15)


# Whether a crew may be sent, and whether there are enough


@pytest.mark.parametrize(("grade", "left_min", "may"), [
    (0, 200, True), (0, 1, True), (0, 0, True),  # the highest grade always
    (1, 31, True), (1, 30, False), (1, 0, False), (2, 31, True), (2, 29, False)])  # fmt: skip
def test_winding_down_for_thirty_minutes_takes_only_the_highest_grade(grade: int, left_min: int, may: bool) -> None:
    now = 1_000 * MINUTE
    assert bool(may_be_sent(grade, now + left_min * MINUTE, now, 30 * MINUTE, 1)) is may


def test_winding_down_ends_a_millisecond_before_its_limit() -> None:
    assert may_be_sent(1, 30 * MINUTE + 1, 0, 30 * MINUTE, 1)
    assert not may_be_sent(1, 30 * MINUTE, 0, 30 * MINUTE, 1)


@pytest.mark.parametrize(("grades", "may"), [
    (0, [False, False, False]), (1, [True, False, False]), (2, [True, True, False]), (3, [True, True, True])])  # fmt: skip
def test_how_many_grades_are_still_taken(grades: int, may: list[bool]) -> None:
    assert [bool(may_be_sent(grade, 10 * MINUTE, 0, 30 * MINUTE, grades)) for grade in range(3)] == may


def test_without_winding_down_a_crew_is_sent_until_the_tour_is_over() -> None:
    assert may_be_sent(3, 1, 0, 0, 0)
    assert not may_be_sent(3, 0, 0, 0, 0)


@pytest.mark.parametrize(("officers", "heads", "on_duty", "wanted", "answer"), [
    (1, 1, 5, 1, True), (2, 2, 5, 2, True), (3, 3, 5, 2, True),
    (1, 1, 5, 2, False),  # wait for another of the five
    (1, 1, 1, 2, True), (2, 2, 2, 6, True),  # everybody there is
    (0, 0, 0, 1, False), (0, 0, 5, 1, False),  # nobody
    (5, 5, 5, 6, True), (4, 4, 5, 6, False),
    (2, 4, 5, 3, False), (2, 4, 4, 3, True), (2, 4, 5, 2, True),  # students go along and do not count, but they are heads
    (0, 1, 1, 1, True)])
def test_enough_officers(officers: int, heads: int, on_duty: int, wanted: int, answer: bool) -> None:
    assert bool(enough(officers, heads, on_duty, wanted)) is answer


# Clock


def test_local_time_on_both_sides_of_a_change() -> None:
    # The clock goes forward by an hour at 01:00, one hour after the study's first midnight.
    at = np.array([-clock.DAY_MS, clock.HOUR_MS], dtype=np.int64)
    offset = np.array([0, clock.HOUR_MS], dtype=np.int64)
    last, first = clock.HOUR_MS - 1, clock.HOUR_MS
    assert clock.local_ms(last, at, offset) == clock.HOUR_MS - 1
    assert clock.local_ms(first, at, offset) == 2 * clock.HOUR_MS
    assert clock.local_ms(-3 * clock.DAY_MS, at, offset) == -3 * clock.DAY_MS  # before all that is known: the first offset
    assert clock.hour_of_day(first, at, offset) == 2.0
    assert clock.hour_of_day(clock.DAY_MS - clock.HOUR_MS, at, offset) == 0.0
    assert clock.hour_of_day(-clock.HOUR_MS // 2, at, offset) == 23.5


def test_units_of_time() -> None:
    assert (clock.SECOND_MS, clock.MINUTE_MS, clock.HOUR_MS, clock.DAY_MS) == (
        1_000, 60_000, 3_600_000, 24 * 3_600_000)  # fmt: skip


# Sleep: how long the past shows


@pytest.mark.parametrize(("days_off", "shows"), [(1.5, True), (3.0, True), (4.0, True), (4.0 + 1e-6, False), (9.0, False)])
def test_the_past_shows_in_sleep_for_four_days_and_no_longer(days_off: float, shows: bool) -> None:
    par = fatigue_parameters(Fatigue(on=True))
    at, offset = np.array([-100 * clock.DAY_MS], dtype=np.int64), np.zeros(1, dtype=np.int64)
    off, on = 16 * clock.HOUR_MS, 16 * clock.HOUR_MS + round(days_off * clock.DAY_MS)
    weary, fresh = (sleep_until(s, 7 * clock.HOUR_MS, 0, 0.0, 0.0, off, on, par, at, offset) for s in (6.0, 14.0))
    assert bool(weary[0] != fresh[0] or weary[1] != fresh[1]) is shows


# Trajectory


def test_a_trajectory_is_folded_event_by_event() -> None:
    events = np.array([[0, 1, 2, 3], [60_000, 11, 4, -1]], dtype=np.int64)
    by_hand = np.uint64(0)
    for row in events:
        for part in row:
            by_hand = np.uint64(combine(by_hand, part))
    assert int(fold_all(np.uint64(0), events)) == int(by_hand)
    assert int(fold(np.uint64(fold_all(np.uint64(0), events[:1])), *events[1])) == int(by_hand)


@pytest.mark.parametrize("change", [
    [[0, 1, 2, 3], [5, 1, 2, 4]], [[0, 1, 2, 3], [5, 1, 3, 3]], [[0, 1, 2, 3], [5, 2, 2, 3]], [[0, 1, 2, 3], [6, 1, 2, 3]],
    [[5, 1, 2, 3], [0, 1, 2, 3]], [[0, 1, 2, 3]], [[0, 1, 2, 3], [5, 1, 2, 3], [5, 1, 2, 3]]])  # fmt: skip
def test_any_change_of_events_changes_the_trajectory(change: list[list[int]]) -> None:
    plain = np.array([[0, 1, 2, 3], [5, 1, 2, 3]], dtype=np.int64)
    assert int(fold_all(np.uint64(0), plain)) != int(fold_all(np.uint64(0), np.array(change, dtype=np.int64)))


def test_kinds_are_never_renumbered() -> None:
    assert kinds.names() == {
        1: "logged", 2: "crew sent", 3: "crew arrived", 4: "scene started", 5: "scene ended", 6: "partner asked",
        7: "partner came", 8: "partner given up", 9: "handed over", 10: "cleared", 11: "booked on", 12: "absent",
        13: "crew formed", 14: "held over", 15: "carried", 16: "stood down", 17: "booked off", 18: "fell sick",
        19: "back well", 20: "capacity", 21: "background asked", 22: "background taken", 23: "unit free", 24: "measuring",
        25: "crew split", 26: "crew joined", 27: "crew left", 28: "suspended", 29: "regraded", 30: "no longer needed",
        31: "triaged", 32: "begun short", 33: "rang", 34: "answered", 35: "hung up", 36: "call ended", 37: "settled",
        38: "appointed", 39: "desk begun", 40: "chased", 41: "call takers", 42: "gave up ringing", 43: "aid asked",
        44: "aid came", 45: "aid left", 46: "aid returned",
    } | {number: name for number, name in kinds.names().items() if number > 46}  # fmt: skip
    ranks = [kinds.RELEASE, kinds.TOUR_OFF, kinds.TOUR_ON, kinds.ARRIVAL, kinds.PARTNER_DAY, kinds.NIGHT, kinds.REVIEW,
             kinds.DISPATCH]  # fmt: skip
    assert ranks == sorted(set(ranks))


def test_who_may_attend_is_one_bit_for_each_pool() -> None:
    """0b101: officers and the second pool; the bits of one pool say nothing about another."""
    assert [bool(may_attend(0b101, pool)) for pool in range(4)] == [True, False, True, False]
    assert not any(may_attend(0, pool) for pool in range(31))
    assert all(may_attend(2**31 - 1, pool) for pool in range(31))


def test_where_somebody_is_arrested_only_those_go_who_may() -> None:
    assert pools_for(0b110, 0, 0b010) == 0b110
    assert pools_for(0b110, 1, 0b010) == 0b010
    assert pools_for(0b100, 1, 0b010) == 0


def test_who_turns_out_is_keyed_by_seat_and_date_and_grows_with_the_share() -> None:
    """Of 4 000 a share of 0.3 comes, within four standard errors (0.029); whoever came at 0.3 comes at 0.5."""
    seats, days = np.repeat(np.arange(40), 100), np.tile(np.arange(100), 40)
    came = {}
    for share in (0.0, 0.3, 0.5, 1.0):
        kind = np.full(4_000, 9, dtype=np.int8)
        turns_out(np.uint64(11), seats, days, np.full(4_000, share), 16, kind)
        assert set(kind.tolist()) <= {0, 16}
        came[share] = kind == 0
    assert not came[0.0].any() and came[1.0].all()
    assert abs(came[0.3].mean() - 0.3) < 0.029
    assert (came[0.5] >= came[0.3]).all()
    by_seat, by_day = came[0.3].reshape(40, 100).mean(axis=1), came[0.3].reshape(40, 100).mean(axis=0)
    assert by_seat.std() < 0.1 and by_day.std() < 0.15  # nobody always comes, and no date brings everybody
