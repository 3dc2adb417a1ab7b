"""Surges: who is taken, for which dates, evenly, nested in how many; what stays as it was; what the measures say of it."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pytest

from kernels.kinds import ENQUIRY, EVENT, HERE, PUBLIC_ORDER, SICK
from sim.configuration import compose
from sim.inputs.build import Plan, draw_inputs, make_plan
from sim.inputs.inputs import Records
from sim.measures.surges import stretches, surge_measures, week_measures
from sim.measures.window import Window
from sim.replication import plan_of, play
from tests.support.measured import values

SMALL = ("force.officers=150", "demand.logged_per_year=20000", "run.days=42", "run.warmup_days=7", "run.start=2026-03-16")
MURDER = "+surges.list.murder={title: Murder, reason: enquiry, on_day: 8, days: 14, officers: %d%s}"
CROWD = "+surges.list.crowd={title: Crowd, reason: public_order, on_day: %d, days: %d, takes: each_day, officers: %d%s}"


@cache
def plan(*words: str) -> Plan:
    return make_plan(compose([*SMALL, *(("surges.on=true", *words) if words else ())]))


@cache
def tours(*words: str, replication: int = 0) -> Records:
    return draw_inputs(plan(*words), replication).tours


def dates(planned: Plan, found: Records) -> np.ndarray:
    """The local date each tour begins."""
    return np.array([planned.calendar.date(int(day) - 1) for day in found["day"]])


def test_who_is_detached_misses_every_tour_of_the_dates_and_no_other() -> None:
    words = (MURDER % (20, ""),)
    before, after = tours(), tours(*words)
    taken = after["absent"] == ENQUIRY
    assert np.array_equal(before["absent"][~taken], after["absent"][~taken])
    assert (before["absent"][taken] == HERE).all(), "who is on leave or at court is not taken"
    seats = np.unique(after["seat"][taken])
    assert seats.size == 20
    when = dates(plan(), after)
    inside = (when >= date(2026, 3, 23)) & (when < date(2026, 4, 6))  # the eighth measured day, a fortnight; clocks change in it
    theirs = np.isin(after["seat"], seats) & inside & (before["absent"] == HERE)
    assert np.array_equal(theirs, taken)


def test_a_date_is_that_date_whatever_the_warm_up_and_the_start_of_the_run() -> None:
    dated = MURDER % (20, ", starts: 2026-03-23")
    assert np.array_equal(tours(dated)["absent"], tours(MURDER % (20, ""))["absent"])
    later = make_plan(compose([*SMALL, "run.start=2026-03-30", "surges.on=true", dated]))
    found = draw_inputs(later, 0).tours
    there = {(int(s), d) for s, d, a in zip(found["seat"], dates(later, found), found["absent"], strict=True) if a == ENQUIRY}
    first = tours(dated)
    here = {(int(s), d) for s, d, a in zip(first["seat"], dates(plan(), first), first["absent"], strict=True) if a == ENQUIRY}
    assert there == here, "the warm-up of the later run begins on the first day of the surge"


@pytest.mark.parametrize("line", [MURDER, CROWD % (8, 14, 0, "%s")], ids=["detached", "each_day"])
def test_more_taken_are_those_of_fewer_and_others(line: str) -> None:
    def with_heads(n: int) -> np.ndarray:
        return tours(line.replace("officers: 0", "officers: %d") % (n, ""))["absent"] >= ENQUIRY

    for few, more in ((0, 7), (7, 8), (8, 30)):
        assert (with_heads(more) | ~with_heads(few)).all()
        assert with_heads(more).sum() > with_heads(few).sum()


def test_they_are_taken_evenly_from_areas_and_teams() -> None:
    found = tours(MURDER % (30, ""), "abstraction=none")
    seats = np.unique(found["seat"][found["absent"] == ENQUIRY])
    area, team = plan().seats.area[seats], plan().seats.team[seats]
    share = np.bincount(plan().seats.area) / len(plan().seats)
    assert np.abs(np.bincount(area, minlength=share.size) - 30 * share).max() < 1.5
    assert np.bincount(team).tolist() == [6] * 5


def test_only_the_areas_and_teams_named_are_asked() -> None:
    found = tours(MURDER % (12, ", areas: [city], teams: [2, 3]"), "abstraction=none")
    seats = np.unique(found["seat"][found["absent"] == ENQUIRY])
    assert seats.size == 12
    assert set(plan().seats.area[seats].tolist()) == {0}
    assert set(plan().seats.team[seats].tolist()) == {1, 2}


def test_a_taper_lets_the_last_to_come_go_first() -> None:
    full, less = (tours(MURDER % (20, more), "abstraction=none") for more in ("", ", tapers: {7: 0.5}"))
    late = dates(plan(), full) >= date(2026, 3, 30)
    assert np.array_equal(full["absent"][~late], less["absent"][~late])
    stay = np.unique(less["seat"][late & (less["absent"] == ENQUIRY)])
    assert stay.size == 10
    assert np.array_equal(less["absent"][late] == ENQUIRY, (full["absent"][late] == ENQUIRY) & np.isin(full["seat"][late], stay))


def test_day_by_day_so_many_are_taken_of_those_on_duty_at_the_hours() -> None:
    words = (CROWD % (13, 1, 9, ', again_after_days: 14, times: 2, between: {start: "11:00", end: "19:00"}'),)
    found, planned = tours(*words), plan()
    taken = found["absent"] == PUBLIC_ORDER
    when = dates(planned, found)
    assert {day: int((taken & (when == day)).sum()) for day in np.unique(when[taken])} == {
        date(2026, 3, 28): 9, date(2026, 4, 11): 9}  # fmt: skip
    for start, end, day in zip(found["start"][taken], found["end"][taken], when[taken], strict=True):
        at = (day - planned.calendar.first_date).days
        assert start < planned.calendar.at(at, "19:00")
        assert end > planned.calendar.at(at, "11:00")


def test_hours_past_midnight_are_those_of_the_next_date() -> None:
    found = tours(CROWD % (13, 1, 150, ', between: {start: "20:00", end: "03:00"}'))
    planned = plan()
    at = (date(2026, 3, 28) - planned.calendar.first_date).days
    begun = (found["day"] - 1 == at) & (found["end"] > planned.calendar.at(at, "20:00"))
    there = begun & (tours()["absent"] == HERE)
    assert np.array_equal(found["absent"] == PUBLIC_ORDER, there), "more are wanted than are there: all of them go"


def test_the_second_surge_takes_from_those_the_first_has_left() -> None:
    murder, crowd = MURDER % (20, ""), CROWD % (8, 14, 5, "")
    both, first = tours(murder, crowd), tours(murder)
    assert np.array_equal(both["absent"] == ENQUIRY, first["absent"] == ENQUIRY)
    assert (both["absent"] == PUBLIC_ORDER).sum() == 14 * 5


def test_other_replications_take_others_and_all_else_is_the_same() -> None:
    words = (MURDER % (20, ""),)
    one, other = tours(*words), tours(*words, replication=1)
    assert set(one["seat"][one["absent"] == ENQUIRY]) != set(other["seat"][other["absent"] == ENQUIRY])
    plain, taken = draw_inputs(plan(), 0), draw_inputs(plan(*words), 0)
    for name in ("incidents", "background", "steps", "nights", "seat_back_day"):
        assert np.array_equal(getattr(plain, name), getattr(taken, name)), name


def test_investigators_taken_leave_less_time_for_cases() -> None:
    base = (*SMALL, "casework=county", "surges.on=true")
    with_them = make_plan(compose([*base, MURDER % (0, ", investigators: {volume: 10, cyber: 8}, tapers: {7: 0.5}")]))
    without = make_plan(compose([*base, MURDER % (0, "")]))
    assert with_them.casework is not None
    assert without.casework is not None
    calendar, teams = with_them.calendar, list(with_them.scenario.casework.teams)
    left = {(int(row["team"]), calendar.local(int(row["began"])).date()): int(row["minutes_ms"])
            for row in with_them.casework.days}  # fmt: skip
    for row in without.casework.days:
        team, day = int(row["team"]), calendar.local(int(row["began"])).date()
        taken = {"volume": 10 / 50, "cyber": 8 / 8}.get(teams[team], 0.0)
        taken *= 0 if not date(2026, 3, 23) <= day < date(2026, 4, 6) else 1 if day < date(2026, 3, 30) else 0.5
        assert left.get((team, day), 0) == round(int(row["minutes_ms"]) * (1 - taken)), (teams[team], day)


# Of whom


def taken_seats(*words: str, reason: int = ENQUIRY) -> np.ndarray:
    found = tours(*words, "abstraction=none")
    return np.unique(found["seat"][found["absent"] == reason])


def test_students_stay_with_their_tutors_where_they_are_left_out() -> None:
    student = draw_inputs(plan("crewing=tutored", MURDER % (30, "")), 0).seat_student == 1
    anybody = taken_seats("crewing=tutored", MURDER % (30, ""))
    others = taken_seats("crewing=tutored", MURDER % (30, ", leaves_out: [students]"))
    assert student[anybody].any()
    assert not student[others].any()
    assert anybody.size == others.size == 30
    assert np.bincount(plan().seats.team[others]).tolist() == [6] * 5, "still evenly from the teams"


def test_without_a_student_the_shipped_surge_is_one_that_takes_anybody() -> None:
    for option in ("murder_enquiry", "public_order"):
        words = (f"surges={option}", *SMALL)
        shipped = compose(words)
        names = [f"surges.list.{name}.leaves_out=[]" for name in shipped.surges.list]
        assert all(surge.leaves_out == ("students",) and surge.sergeants is None for surge in shipped.surges.list.values())
        one, other = (draw_inputs(make_plan(compose([*words, *more])), 0).tours for more in ([], names))
        assert np.array_equal(one, other)
        assert (one["absent"] >= ENQUIRY).any()


def test_so_many_are_sergeants_as_is_set_and_at_every_taper() -> None:
    words = ("supervision=county", MURDER % (22, ", sergeants: 0.25, tapers: {7: 0.5}"))
    ranked = plan(*words).sergeants
    found = tours(*words, "abstraction=none")
    when = dates(plan(*words), found)
    for inside, all_of_them, sergeants in ((when < date(2026, 3, 30), 22, 6), (when >= date(2026, 3, 30), 11, 3)):  # 5.5 and 2.75
        seats = np.unique(found["seat"][inside & (found["absent"] == ENQUIRY)])
        assert (seats.size, int(ranked[seats].sum())) == (all_of_them, sergeants)


def test_sergeants_left_out_are_a_share_of_none_and_constables_left_out_a_share_of_all() -> None:
    base = ("supervision=county",)
    ranked = plan(*base, MURDER % (12, "")).sergeants
    none = [taken_seats(*base, MURDER % (12, f", {words}")) for words in ("leaves_out: [sergeants]", "sergeants: 0")]
    every = [taken_seats(*base, MURDER % (12, f", {words}")) for words in ("leaves_out: [constables]", "sergeants: 1")]
    assert np.array_equal(*none)
    assert np.array_equal(*every)
    assert (none[0].size, every[0].size) == (12, 12)
    assert not ranked[none[0]].any()
    assert ranked[every[0]].all()


@pytest.mark.parametrize("line", [MURDER % (0, "%s"), CROWD % (8, 14, 0, "%s")], ids=["detached", "each_day"])
def test_more_taken_by_rank_are_those_of_fewer_and_others(line: str) -> None:
    def with_heads(n: int) -> np.ndarray:
        words = line.replace("officers: 0", f"officers: {n}") % ", sergeants: 0.3, leaves_out: [students]"
        return tours("supervision=county", "crewing=tutored", words)["absent"] >= ENQUIRY

    for few, more in ((0, 5), (5, 6), (6, 16)):
        assert (with_heads(more) | ~with_heads(few)).all()
        assert with_heads(more).sum() > with_heads(few).sum()


def test_day_by_day_so_many_of_those_on_duty_are_sergeants() -> None:
    words = ("supervision=county", CROWD % (8, 14, 8, ", sergeants: 0.25"))
    found, ranked = tours(*words, "abstraction=none"), plan(*words).sergeants
    taken, when = found["absent"] == PUBLIC_ORDER, dates(plan(*words), found)
    days = np.unique(when[taken])
    assert days.size == 14
    for day in days:
        seats = found["seat"][taken & (when == day)]
        assert (seats.size, int(ranked[seats].sum())) == (8, 2)


def test_fewer_are_taken_where_fewer_are_left_to_take() -> None:
    words = ("crewing=tutored", MURDER % (30, ", areas: [moors], leaves_out: [students]"))
    seats = taken_seats(*words)
    student, area = draw_inputs(plan(*words), 0).seat_student == 1, plan(*words).seats.area
    moors = list(plan(*words).scenario.force.areas).index("moors")
    assert seats.tolist() == np.flatnonzero((area == moors) & ~student).tolist()
    assert seats.size < 30


def test_with_careers_service_on_the_first_day_says_who_is_a_student() -> None:
    base = ("careers=county", "careers.recruitment.training_weeks=10", "careers.recruitment.tutored_weeks=30",
            "force.officers=400")  # fmt: skip
    everybody = MURDER % (400, ", leaves_out: [students]")
    later = everybody.replace("on_day: 8", "on_day: 36")
    first, last = taken_seats(*base, everybody), taken_seats(*base, later)
    served = draw_inputs(plan(*base, everybody), 0).availability.service_years * 365.25
    # The first simulated day is 14 days before the eighth measured one, and 42 before the thirty-sixth.
    assert first.tolist() == np.flatnonzero(np.floor(served) + 14 >= 280).tolist()
    assert last.tolist() == np.flatnonzero(np.floor(served) + 42 >= 280).tolist()
    assert first.size < last.size < served.size


def test_gaps_that_a_surge_leaves_are_known_by_its_own_notice() -> None:
    from sim.inputs.notice import CAUSES

    assert {CAUSES[reason] for reason in (ENQUIRY, PUBLIC_ORDER, EVENT)} == {"surges"}


@cache
def seen(*words: str) -> Window:
    scenario = compose([*SMALL, *words])
    inputs, outcome = play(scenario, 0)
    planned = plan_of(scenario)
    return Window(planned.scenario, planned.calendar, inputs, outcome)


def test_measures_of_what_is_taken() -> None:
    window = seen("surges.on=true", "sickness=independent", MURDER % (20, ""), CROWD % (8, 14, 5, ""))
    done, own = window.done, window.own
    length = (window.tours["end"] - window.tours["start"]) / 3_600_000
    found = values(surge_measures(window))
    assert found["surge_hours", "reason=enquiry"] == pytest.approx(length[own & (done["reason"] == ENQUIRY)].sum(), rel=1e-9)
    assert found["surge_hours", "reason=public_order"] == pytest.approx(length[own & (done["reason"] == PUBLIC_ORDER)].sum())
    both = found["surge_hours", "reason=enquiry"] + found["surge_hours", "reason=public_order"]
    assert found["surge_hours", ""] == pytest.approx(both)
    assert ("surge_hours", "reason=event") not in found
    taken = window.tours["absent"] == ENQUIRY
    assert (done["reason"][taken & (window.tours["start"] < window.high)] == ENQUIRY).all(), "sickness does not change why"
    assert (done["reason"][~taken] != ENQUIRY).all()
    assert (done["reason"] == SICK).any()


def test_nothing_is_said_without_surges_or_change() -> None:
    window = seen()
    assert [*surge_measures(window), *week_measures(window)] == []


def test_weeks_are_whole_and_hold_what_was_logged_in_them() -> None:
    window = seen("surges.on=true", MURDER % (20, ""))
    groups = stretches(window)
    assert [name for name, _, _ in groups] == ["weeks=01-02", "weeks=03-04", "weeks=05-06"]
    assert groups[0][1] == window.low
    assert groups[-1][2] <= window.high
    rows = [row for row in week_measures(window) if row.metric == "wait_p90_in_weeks"]
    created = window.incidents["created"]
    assert [row.denominator for row in rows] == [
        int((window.passed_on & (created >= low) & (created < high)).sum()) for _, low, high in groups]  # fmt: skip
    backlog = values(week_measures(window))
    logged, sent = window.logged_or_end[window.public], window.sent_or_end[window.public]
    ms = sum(max(0, min(b, groups[0][2]) - max(a, groups[0][1])) for a, b in zip(logged.tolist(), sent.tolist(), strict=True))
    assert backlog["backlog_in_weeks", "weeks=01-02"] == pytest.approx(ms / (groups[0][2] - groups[0][1]))


def test_the_cascade_names_what_surges_take() -> None:
    from sim.measures.cascade import cascade_measures

    found = values(cascade_measures(seen("surges.on=true", MURDER % (20, ""))))
    plain = values(cascade_measures(seen()))
    assert found["cascade_lost", "reason=enquiry"] > 0
    assert ("cascade_lost", "reason=enquiry") not in plain
    lost = plain["cascade_available", ""] - found["cascade_available", ""]
    assert lost == pytest.approx(found["cascade_lost", "reason=enquiry"], rel=0.15), "but for sickness that falls otherwise"
