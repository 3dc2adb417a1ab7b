"""Rest days worked to fill gaps, who takes time off, what is owed and who has which rank: the inputs, and their measures."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from kernels import kinds as k
from kernels.clock import HOUR_MS
from kernels.overtime import REFERENCE_DAYS
from kernels.records import TOUR
from sim.configuration import compose
from sim.inputs.overtime import _minimum_of_each, minimum_strength, ranks
from sim.inputs.overtime_plan import INSPECTOR, SERGEANT
from sim.measures.overtime import overtime_measures, pounds_by_kind, worked_by_day
from sim.measures.window import YEAR_MS, Window
from tests.support.small_force import SMALL, inputs, window

MOVED = ("overtime=re_rostered",)


def test_off_there_is_nothing() -> None:
    plan = inputs().overtime_plan
    assert not plan.on
    assert plan.n_recalls == plan.work_ms.size == 0
    assert set(inputs().tours["kind"].tolist()) == {k.ROSTERED_TOUR}
    assert set(inputs().tours["minimum"].tolist()) == {0}


@pytest.mark.parametrize("option", ["rest_days", "re_rostered"])
def test_extra_tours_keep_every_limit(option: str) -> None:
    given = inputs(f"overtime={option}", "overtime.minimum.share=0.6", "overtime.minimum.spare=0")
    tours = given.tours
    extra = tours["kind"] != k.ROSTERED_TOUR
    assert extra.sum() > 20
    assert (given.seat_area[tours["seat"][extra]] == tours["area"][extra]).all()
    assert not given.seat_student[tours["seat"][extra]].any()
    order = ["start", "team", "area", "seat"]
    assert (np.lexsort([tours[name] for name in reversed(order)]) == np.arange(tours.size)).all()
    for seat in np.unique(tours["seat"][extra]):
        own = tours[tours["seat"] == seat]
        own = own[np.argsort(own["start"])]
        for one, other in pairwise(own):
            if one["kind"] or other["kind"]:  # one of them is extra
                assert other["start"] - one["end"] >= 11 * HOUR_MS
                assert k.LEAVE not in (one["absent"], other["absent"])
        assert np.unique(own["day"]).size == own.size
    assert (given.overtime_plan.work_ms.sum(axis=1, where=given.overtime_plan.work_ms > 0) <= 48 * HOUR_MS * 29 / 7).all()


def test_nobody_has_more_tours_where_rest_days_are_moved_and_some_where_they_are_cancelled() -> None:
    before, moved, cancelled = (np.bincount(inputs(*words).tours["seat"], minlength=120) for words in
                                ((), MOVED, ("overtime=rest_days",)))  # fmt: skip
    assert (before == moved).all()
    assert (cancelled >= before).all()
    assert (cancelled > before).any()


@pytest.mark.parametrize(("days", "kind"), [(14, k.CANCELLED_REST_DAY), (15, k.RE_ROSTERED)])
def test_fifteen_clear_days_decide(days: int, kind: int) -> None:
    given = inputs("overtime=rest_days", f"overtime.rest_days.notice_days={days}")
    assert set(given.tours["kind"].tolist()) == {k.ROSTERED_TOUR, kind}


def test_gaps_are_filled_up_to_the_minimum_and_never_beyond() -> None:
    for words in ((), ("overtime=rest_days", "overtime.rest_days.most=100", "overtime.limits.week_h=168")):
        tours = inputs("overtime.minimum.share=0.65", *words).tours
        here: dict[tuple[int, ...], int] = {}
        for tour in tours:
            team = tuple(int(tour[name]) for name in ("start", "team", "area"))
            here[team] = here.get(team, 0) + int(tour["absent"] == 0)
        extra = [tuple(int(tour[name]) for name in ("start", "team", "area")) for tour in tours if tour["kind"]]
        assert bool(extra) is bool(words)
        minimum = {tuple(int(tour[name]) for name in ("start", "team", "area")): int(tour["minimum"]) for tour in tours}
        assert all(here[team] <= minimum[team] for team in extra)


def test_the_minimum_goes_by_posts_before_any_cut() -> None:
    plain, cut = (compose([*SMALL, "overtime.minimum.share=0.65", *words]) for words in ((), ("staffing.cut=0.2",)))
    assert (minimum_strength(plain) == minimum_strength(cut)).all()
    assert minimum_strength(plain).sum() >= 0.65 * 120
    least = compose([*SMALL, "overtime.minimum.least=3"])
    assert set(minimum_strength(least).ravel().tolist()) == {2, 3}  # teams of two have no more
    assert minimum_strength(compose([*SMALL])).max() == 0


def test_a_cut_leaves_the_others_what_they_had() -> None:
    words = ("overtime=in_lieu", "overtime.pay.inspectors_share=0.1")
    whole, cut = inputs(*words), inputs(*words, "staffing.cut=0.2")
    kept = np.isin(whole.seat_ids, cut.seat_ids)
    for name in ("owed_ms", "rank", "opted_out", "in_lieu"):
        assert (getattr(whole.overtime_plan, name)[kept] == getattr(cut.overtime_plan, name)).all()


def test_what_is_owed_and_who_is_what_follow_their_shares() -> None:
    words = ("force.officers=2000", "run.days=2", "overtime=in_lieu",
             "overtime.pay={sergeants_share: 0.2, inspectors_share: 0.1}")  # fmt: skip
    plan = inputs(*words).overtime_plan
    days = plan.owed_ms / (8 * HOUR_MS)
    assert (days == np.rint(days)).all()
    assert days.mean() == pytest.approx(3.6, abs=0.3)
    assert (plan.rank == SERGEANT).mean() == pytest.approx(0.2, abs=0.03)
    assert (plan.rank == INSPECTOR).mean() == pytest.approx(0.1, abs=0.02)
    more = inputs(*words, "overtime.bank.opening_days=5").overtime_plan
    assert (more.owed_ms >= plan.owed_ms).all()


def test_cancelled_rest_days_are_paid_taken_off_or_given_back_by_their_shares() -> None:
    given = inputs("overtime=in_lieu", "overtime.minimum.share=0.9", "overtime.rest_days.most=20", "overtime.limits.week_h=168",
                   "overtime.limits.longest_run=14")  # fmt: skip
    reward = given.tours["reward"][given.tours["kind"] == k.CANCELLED_REST_DAY]
    assert reward.size > 300
    assert (reward == k.REST_DAY).mean() == pytest.approx(0.3, abs=0.08)
    assert (reward == k.TIME_OFF).mean() == pytest.approx(0.7 * 0.3, abs=0.08)


# Measures


def found(seen: Window) -> dict[tuple[str, str], float]:
    return {(row.metric, row.group): row.value for row in overtime_measures(seen)}


def test_off_nothing_is_measured() -> None:
    assert found(window()) == {}


def test_hours_by_kind_add_up_and_are_those_of_the_accounts() -> None:
    seen = window("overtime=recall")
    by = found(seen)
    parts = [by["overtime_hours", f"overtime={name}"] for name in ("casual", "recall", "rest_day", "planned")]
    assert by["overtime_hours", ""] == pytest.approx(sum(parts))
    assert parts[1] > 0 == parts[2] == parts[3]
    # Without a warm-up recalls that are over are all there are, but for those still at work at the end.
    accounts = seen.outcome.accounts[:, 2].sum() / HOUR_MS / seen.officer_years
    assert parts[1] == pytest.approx(accounts, rel=0.02)


def test_pounds_tour_by_tour() -> None:
    words = ("overtime=in_lieu", "overtime.recall={on: true, answer_min: 60, stay_h: 6, most: 4}",
             "overtime.pay={inspectors_share: 0.1}", "operations.tour_end=hold_over", "overtime.planned.on=true")  # fmt: skip
    seen = window(*words)
    holidays = {1 + day for day in np.flatnonzero(seen.calendar.bank_holiday)}
    assert holidays == {5, 8}  # Good Friday and Easter Monday 2026, counted from 30 March
    expected = dict.fromkeys(("casual", "recall", "rest_day", "public_holiday", "planned"), 0.0)
    wage = {0: 20.0, 1: 24.0, 2: 0.0}
    kind, seats, days = seen.tours["kind"], seen.tours["seat"], seen.inputs.tours["day"]
    for row, done in enumerate(seen.outcome.tours):
        if done["off"] < 0:
            continue
        pounds = wage[int(seen.inputs.overtime_plan.rank[seats[row]])] / HOUR_MS
        recalled_on = int(np.searchsorted(seen.calendar.date_start_ms, done["on"], side="right"))
        holiday = (recalled_on if kind[row] == k.RECALL else int(days[row])) in holidays
        name = {k.RECALL: "recall", k.CANCELLED_REST_DAY: "rest_day"}.get(int(kind[row]), "casual")
        rate = 2.0 if holiday else {"casual": 4 / 3, "recall": 4 / 3, "rest_day": 1.5}[name]
        expected[name] += int(done["overtime_paid"]) * rate * pounds
        expected["planned"] += int(done["planned_paid"]) * (2.0 if holiday else 4 / 3) * pounds
        if holiday and name == "casual":
            worked = min(int(done["off"]), int(seen.inputs.tours["end"][row])) - int(done["on"])
            worked -= int(done["planned_paid"] + done["planned_unpaid"] + done["planned_lieu"])
            expected["public_holiday"] += worked * 2 * pounds
    assert all(expected.values())
    assert pounds_by_kind(seen) == pytest.approx(expected)
    assert found(seen)["overtime_cost", ""] == pytest.approx(sum(expected.values()) * YEAR_MS / (seen.high - seen.low))


def test_teams_below_their_minimum_by_hand() -> None:
    seen = window("overtime.minimum.share=0.65")
    teams: dict[tuple[int, ...], list[int]] = {}
    for row, tour in enumerate(seen.inputs.tours):
        mine = teams.setdefault(tuple(int(tour[name]) for name in ("start", "team", "area")), [0, 0, 0])
        done = seen.outcome.tours[row]
        mine[0] += int(done["on"] >= 0 and done["reason"] == 0)
        mine[1], mine[2] = int(tour["minimum"]), mine[2] or int(tour["end"] - tour["start"])
    short = [max(0, least - there) for there, least, _ in teams.values()]
    by = found(seen)
    assert by["begun_below_minimum_share", ""] == pytest.approx(np.mean([each > 0 for each in short]))
    hours = sum(each * length for each, (_, _, length) in zip(short, teams.values(), strict=True)) / HOUR_MS
    assert by["below_minimum_hours", ""] == pytest.approx(hours / seen.years)


def test_working_time_and_the_longest_run() -> None:
    seen = window("overtime=rest_days", "overtime.limits.reference_weeks=2", "overtime.limits.week_h=40")
    work, counted = worked_by_day(seen)
    assert work.shape == (120, 29)
    done = seen.outcome.tours
    end = np.where(done["off"] >= 0, done["off"], seen.high)
    planned = (seen.inputs.tours["end"] - seen.inputs.tours["start"])[np.isin(done["reason"], (k.TRAINING, k.COURT))]
    assert work.sum() == (end - done["on"])[done["on"] >= 0].sum() + planned.sum()
    assert (work[counted == 0] >= 0).all()
    period = int(seen.inputs.overtime[REFERENCE_DAYS])
    above = [sum(work[s, a : a + period]) * 7 > 40 * HOUR_MS * sum(counted[s, a : a + period])
             for s in range(120) for a in (0, 14)]  # fmt: skip
    by = found(seen)
    assert by["over_average_week_share", ""] == pytest.approx(np.mean(above))
    assert 0 < np.mean(above) < 1
    runs = [max(len(run) for run in "".join("x" if ms > 0 else " " for ms in row).split(" ")) for row in work]
    assert by["longest_run_days", ""] == pytest.approx(np.mean(runs))


def test_rest_days_owed_and_their_growth() -> None:
    seen = window("overtime=in_lieu")
    seats, plan = seen.outcome.seats, seen.inputs.overtime_plan
    by = found(seen)
    assert by["rest_days_owed", ""] == pytest.approx(seats["owed_ms"].sum() / 120 / (8 * HOUR_MS))
    grown = (seats["owed_ms"].sum() - plan.owed_ms.sum()) / 120 / (8 * HOUR_MS)
    assert by["rest_days_owed_growth", ""] == pytest.approx(grown / seen.years)
    assert seats["owed_taken"].sum() > 0 < seats["owed_earned"].sum()
    assert by["time_off_owed_hours", ""] == pytest.approx(seats["lieu_ms"].sum() / 120 / HOUR_MS)


def test_a_part_of_a_team_has_its_part_of_the_minimum() -> None:
    """Teams of ten with a minimum of seven: four that begin later need three of them; one who is off does not lower it."""
    tours = np.zeros(10 + 9 + 6 + 4 + 2, dtype=TOUR)
    tours["start"] = np.repeat([0, 1, 2, 3, 4], [10, 9, 6, 4, 2])
    tours["pool"][-2:] = 1
    tours["team"][-2:] = 7
    least = _minimum_of_each(tours, np.array([[7]]))
    assert [least[0], least[10], least[19], least[25], least[29]] == [7, 7, 4, 3, 0]


def test_who_is_known_to_be_a_sergeant_is_paid_as_one() -> None:
    settings = compose([*SMALL, "overtime.pay.sergeants_share=0.5"]).overtime
    known = np.array([True, False, False])
    assert (ranks(settings, np.arange(4), 1, known) == SERGEANT).tolist() == [True, False, False, False]
