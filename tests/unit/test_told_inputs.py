"""Planned overtime and notice by cause in the inputs of a replication, and what the measures make of them."""

from __future__ import annotations

import numpy as np
import pytest

from kernels import kinds as k
from kernels.clock import HOUR_MS
from kernels.records import TOUR
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.inputs import Records
from sim.inputs.notice import give_days_of_gaps
from sim.inputs.tours_of_teams import rostered
from sim.measures.overtime import overtime_measures, pounds_by_kind
from sim.measures.window import Window
from sim.scenario.overtime import RestDays
from tests.support.small_force import SMALL, inputs, window

PLANNED = ("overtime=planned", "overtime.limits.week_h=52")
PEAK = "overtime.planned.peak={weekdays: [fri, sat], start: '20:00', end: '02:00', officers: 2}"
DAY_MS = 24 * HOUR_MS


def longer(tours: Records) -> Records:
    return tours[tours["told_before"] + tours["told_after"] > 0]


def teams(tours: Records) -> dict[tuple[int, ...], Records]:
    """Return the tours of each team as the roster has it: start, team, area, end."""
    start, end = rostered(tours)
    keys = np.column_stack([start, tours["team"], tours["area"], end])
    different, place = np.unique(keys, axis=0, return_inverse=True)
    return {tuple(key): tours[place.ravel() == n] for n, key in enumerate(different.tolist())}


def test_by_the_roster_nothing_moves() -> None:
    plain, told = inputs("overtime.minimum.share=0.65").tours, inputs(*PLANNED).tours
    start, end = rostered(told)
    assert sorted(zip(plain["seat"].tolist(), plain["start"].tolist(), plain["end"].tolist(), strict=True)) == sorted(
        zip(told["seat"].tolist(), start.tolist(), end.tolist(), strict=True))  # fmt: skip
    assert longer(told).size > 100
    assert longer(plain).size == 0
    assert (np.lexsort([told[name] for name in ("seat", "end", "area", "team", "start")]) == np.arange(told.size)).all()


def test_longer_tours_keep_every_limit() -> None:
    given = inputs(*PLANNED)
    more = longer(given.tours)
    hours = (more["told_before"] + more["told_after"]) / HOUR_MS
    assert ((hours >= 2) & (hours <= 4)).all()
    assert (hours % 0.25 == 0).all()
    assert ((more["end"] - more["start"]) <= 13 * HOUR_MS).all()
    assert (more["absent"] == 0).all()
    assert not given.seat_student[more["seat"]].any()
    assert (np.minimum(more["told_before"], more["told_after"]) == 0).all()
    for seat in np.unique(more["seat"]):
        own = np.sort(given.tours[given.tours["seat"] == seat], order="start")
        touched = own["told_before"] + own["told_after"] > 0
        rest = own["start"][1:] - own["end"][:-1]
        assert (rest[touched[1:] | touched[:-1]] >= 11 * HOUR_MS).all()
    week_ms = given.overtime_plan.work_ms.clip(0).sum(axis=1)[np.unique(more["seat"])]
    counted = (given.overtime_plan.work_ms >= 0).sum(axis=1)[np.unique(more["seat"])]
    assert (week_ms * 7 <= 52 * HOUR_MS * counted).all()


def test_the_hours_lie_in_the_gap_of_a_team_that_is_short_in_the_plan() -> None:
    found = teams(inputs(*PLANNED).tours)
    slots: dict[tuple[int, ...], int] = {}
    for tour in longer(inputs(*PLANNED).tours):
        gap = tuple(int(tour[name]) for name in ("for_start", "for_team", "area", "for_end"))
        start, end = (int(each[0]) for each in rostered(tour.reshape(1)))
        begins, ends = (tour["start"], start) if tour["told_before"] else (end, tour["end"])
        assert gap[0] <= begins < ends <= gap[3]
        slots[gap] = slots.get(gap, 0) + 1
    assert slots
    for gap, told in slots.items():
        team = found[gap]
        whole = {(int(tour["start"]), int(tour["end"])): int(tour["minimum"]) for tour in team}
        short = sum(whole.values()) - int((team["absent"] == 0).sum())
        assert 0 < team["helped"].max() <= min(short, 4)
        assert team["helped"].max() <= told <= 2 * team["helped"].max()


def test_a_team_owes_its_minimum_in_parts() -> None:
    plain = teams(inputs("overtime.minimum.share=0.65", "overtime.minimum.least=2").tours)
    told = teams(inputs(*PLANNED).tours)
    for key, team in told.items():
        parts = {(int(tour["start"]), int(tour["end"])): int(tour["minimum"]) for tour in team}
        assert sum(parts.values()) == plain[key]["minimum"][0]
        for tour in longer(team):
            same = (team["start"] == tour["start"]) & (team["end"] == tour["end"])
            assert tour["minimum"] == same.sum()


def test_only_stays_only_early_and_turns() -> None:
    stays, early = (longer(inputs(*PLANNED, f"overtime.planned.{off}=false").tours) for off in ("begin_early", "stay_on"))
    assert stays.size > 50
    assert early.size > 50
    assert (stays["told_before"] == 0).all()
    assert (early["told_after"] == 0).all()
    # Turns: within an area the hours given to officers who are often beside a gap lie close together.
    given = np.zeros(120)
    np.add.at(given, stays["seat"], stays["told_after"] / HOUR_MS)
    assert given[given > 0].max() <= 7 * 4
    assert (given > 0).mean() > 0.5


def test_peak_hours() -> None:
    given = inputs(*PLANNED, "overtime.planned.gaps=false", PEAK)
    more = longer(given.tours)
    assert more.size > 8
    assert (more["for_start"] == -1).all()
    assert (given.tours["helped"] == 0).all()
    start, end = rostered(more)
    begins = np.where(more["told_before"] > 0, more["start"], end)
    hour, ends = begins // HOUR_MS % 24, np.where(more["told_before"] > 0, start, more["end"])
    assert set(((begins - 12 * HOUR_MS) // DAY_MS % 7).tolist()) <= {4, 5}  # from Monday; noon to noon is a night's day
    assert (((hour >= 19) | (hour < 2)) & (ends - begins <= 6 * HOUR_MS)).all()


def test_which_means_is_asked_first() -> None:
    words = (*PLANNED, "overtime.rest_days={on: true, most: 2}")
    after, before = inputs(*words), inputs(*words, "overtime.planned.before_rest_days=true")
    worked = [(one.tours["kind"] == k.CANCELLED_REST_DAY).sum() for one in (after, before)]
    told = [longer(one.tours).size for one in (after, before)]
    assert worked[0] > worked[1] > 0
    assert told[0] < told[1]
    extra = before.tours[before.tours["kind"] == k.CANCELLED_REST_DAY]
    assert longer(extra).size == 0


def test_crews_and_pauses_go_by_the_longer_tour() -> None:
    words = (*PLANNED, "crewing=double_at_night", "crewing.night_from='14:00'", "crewing.night_to='05:00'", "tour=county")
    plain, told = inputs(*words, "overtime.planned.on=false"), inputs(*words)
    usual = {(int(tour["seat"]), int(tour["day"])): tour for tour in plain.tours}
    more = longer(told.tours)
    was = [usual[int(tour["seat"]), int(tour["day"])] for tour in more]
    assert any(one["crew_size"] != tour["crew_size"] for one, tour in zip(was, more, strict=True))
    assert (more["briefed"] - more["start"] == [one["briefed"] - one["start"] for one in was]).all()
    assert (more["break_until"] + more["break_ms"] <= more["end"]).all()
    assert (more["break_ms"] >= [one["break_ms"] for one in was]).all()
    assert (more["break_ms"] > [one["break_ms"] for one in was]).any()
    assert not more["cars"].any()


def test_a_replication_of_its_own_and_the_same_again() -> None:
    plan = make_plan(compose([*SMALL, *PLANNED]))
    one, same, other = (draw_inputs(plan, number).tours for number in (0, 0, 1))
    assert (one == same).all()
    assert one.size == other.size
    assert not np.array_equal(one["told_after"], other["told_after"])


# Measures


def found(seen: Window) -> dict[tuple[str, str], float]:
    return {(row.metric, row.group): row.value for row in overtime_measures(seen)}


def test_hours_pounds_and_books_of_planned_overtime() -> None:
    seen = window(*PLANNED, "overtime.lieu={on: true, share: 0.4}", "overtime.pay.sergeants_share=0")
    done, by = seen.outcome.tours, found(seen)
    over = done["off"] >= 0
    worked = (done["planned_paid"] + done["planned_unpaid"] + done["planned_lieu"])[over].sum()
    assert by["overtime_hours", "overtime=planned"] == pytest.approx(worked / HOUR_MS / seen.officer_years)
    parts = [by["overtime_hours", f"overtime={name}"] for name in ("casual", "planned", "recall", "rest_day")]
    assert by["overtime_hours", ""] == pytest.approx(sum(parts))
    assert 0 < done["planned_lieu"].sum() < worked
    # Who began and left at the times told worked all of it; a tour at work at the end of the study is not over.
    more = seen.inputs.tours["told_before"] + seen.inputs.tours["told_after"]
    at_work = over & (done["reason"] == 0) & (done["spell_ms"] >= seen.inputs.tours["end"] - seen.inputs.tours["start"])
    assert worked >= more[at_work].sum() > 0.9 * worked
    # 20 pounds an hour at time and a third; on Good Friday and Easter Monday double.
    holiday = np.isin(seen.inputs.tours["day"], (5, 8))
    twelfths = np.where(holiday, 24, 16)
    pounds = float((done["planned_paid"] * twelfths)[over].sum()) * 20 / 12 / HOUR_MS
    assert pounds_by_kind(seen)["planned"] == pytest.approx(pounds)
    assert by["tours_lengthened", ""] == pytest.approx(((done["on"] >= 0) & (more > 0)).sum() / seen.officer_years)


def test_teams_that_are_short_though_some_stay_on_by_hand() -> None:
    seen = window(*PLANNED)
    done, tours = seen.outcome.tours, seen.inputs.tours
    start, end = rostered(tours)
    here = (done["on"] >= 0) & (done["reason"] == 0)
    least: dict[tuple[int, ...], dict[tuple[int, int], int]] = {}
    there: dict[tuple[int, ...], int] = {}
    stay: dict[tuple[int, ...], int] = {}
    filled = 0
    for row, tour in enumerate(tours):
        team = (int(start[row]), int(tour["team"]), int(tour["area"]), int(end[row]))
        least.setdefault(team, {})[int(tour["start"]), int(tour["end"])] = int(tour["minimum"])
        there[team] = there.get(team, 0) + int(here[row])
        if here[row] and tour["told_before"] + tour["told_after"]:
            off = int(done["off"][row]) if done["off"][row] >= 0 else seen.high
            filled += max(0, min(off, int(start[row])) - int(done["on"][row]))
            filled += max(0, min(off, int(tour["end"])) - int(end[row]))
            gap = tuple(int(tour[name]) for name in ("for_start", "for_team", "area", "for_end"))
            stay[gap] = stay.get(gap, 0) + int(tour["told_after"] > 0)
    short = {team: max(0, sum(parts.values()) - there[team]) for team, parts in least.items()}
    by = found(seen)
    assert by["begun_below_minimum_share", ""] == pytest.approx(
        np.mean([short[team] > stay.get(team, 0) for team in least]))  # fmt: skip
    hours = (sum(missing * (team[3] - team[0]) for team, missing in short.items()) - filled) / HOUR_MS
    assert by["below_minimum_hours", ""] == pytest.approx(hours / seen.years, rel=0.01)  # tours at work at the end apart
    plain = found(window("overtime=planned", "overtime.planned.on=false"))
    assert by["below_minimum_hours", ""] < plain["below_minimum_hours", ""]
    assert by["begun_below_minimum_share", ""] < plain["begun_below_minimum_share", ""]


# Notice by cause


def give_days(absent: list[int], minimum: int, **notice: int) -> list[int]:
    """Return how the gaps of one team of which some are ``absent`` are filled: 28, another rest day is given, or 0, paid."""
    tours = np.zeros(len(absent), dtype=TOUR)
    tours["absent"] = absent
    rules = RestDays.model_validate({"on": True, "notice_days": 7, "most": 4, "notice": notice})
    group = np.zeros(len(absent), dtype=np.int64)
    return give_days_of_gaps(tours, group, np.ones(len(absent), dtype=np.bool_), np.array([minimum]), rules)[0].tolist()


def test_one_notice_for_all_unless_causes_have_their_own() -> None:
    away = [0, 0, k.LEAVE, k.COURT, k.TRAINING]
    assert give_days(away, 5) == [0, 0, 0, 0]
    assert give_days(away, 5, leave=15, training=15) == [28, 28, 0, 0]
    assert give_days(away, 5, leave=14, training=15) == [28, 0, 0, 0]


def test_the_absence_known_last_makes_the_gap() -> None:
    away = [0, 0, 0, k.COURT, k.LEAVE]
    # Four of five are wanted: leave is known first and uses up the one who can be spared; court, known later, makes the gap.
    assert give_days(away, 4, leave=28, court=5)[:1] == [0]
    assert give_days(away, 4, leave=5, court=28)[:1] == [0]
    assert give_days(away, 4, leave=28, court=20)[:1] == [28]
    # A post nobody holds, of three that are wanted of two, is a gap of its own.
    assert give_days([0, k.COURT], 3, posts=90, court=5)[:2] == [28, 0]
    assert give_days([0, k.COURT], 3, posts=5, court=90)[:2] == [28, 0]


def test_both_kinds_of_rest_day_come_of_one_plan() -> None:
    words = ("overtime=by_notice", "overtime.minimum.share=0.6", "overtime.minimum.spare=0")
    tours = inputs(*words).tours
    kinds = np.bincount(tours["kind"], minlength=3)
    assert kinds[k.RE_ROSTERED] > 3
    assert kinds[k.CANCELLED_REST_DAY] > 3
    assert (tours["reward"][tours["kind"] == k.RE_ROSTERED] == k.PAY).all()
    all_paid = inputs(*words, "overtime.rest_days.notice={leave: 3, training: 3, court: 3, posts: 3}").tours
    assert (all_paid["kind"] == k.RE_ROSTERED).sum() == 0
