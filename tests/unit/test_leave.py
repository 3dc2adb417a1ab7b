"""Leave by entitlement: granted and refused by hand, books that balance, limits kept, draws that depend on nobody else."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from kernels.kinds import COURT, HERE, LEAVE, TRAINING
from kernels.leave import FIRST_CHOICE, REFUSED, REQUEST, SECOND_CHOICE, ask_for_weeks, serve, short_notice
from sim.calendar import EPOCH
from sim.configuration import compose
from sim.inputs.build import Plan, draw_inputs, make_plan
from sim.inputs.leave import draw_leave, leave_years
from sim.measures.leave import ENTRIES, leave_measures
from sim.measures.window import Window
from sim.metrics import METRICS
from sim.replication import plan_of, play
from tests.support.measured import values

H = 3_600_000
SMALL = ("abstraction=entitlement", "force.officers=180", "run.days=28", "run.warmup_days=0", "demand.logged_per_year=3000")


def plan(*words: str) -> Plan:
    return make_plan(compose([*SMALL, *words]))


# By hand: three officers of one cell, tours of 10 h on Monday to Thursday of two weeks (columns 0 to 13).
def by_hand(requests: list[tuple[int, int, int, int]], room: int, left: list[int]) -> tuple[list[int], np.ndarray, np.ndarray]:
    """Requests (seat, first week, second week or -1, weeks), in order of serving; returns outcomes, kind and ms refused."""
    asked = np.zeros(len(requests), dtype=REQUEST)
    for row, (seat, first, second, weeks) in zip(asked, requests, strict=True):
        row["seat"], row["weeks"], row["first"] = seat, weeks, 100 + 7 * first
        row["second"] = 100 + 7 * second if second >= 0 else -1
    duration = np.zeros((3, 14), dtype=np.int64)
    duration[:, [0, 1, 2, 3, 7, 8, 9, 10]] = 10 * H
    kind, refused = np.zeros((3, 14), dtype=np.int8), np.zeros(3, dtype=np.int64)
    away, cell = np.zeros((1, 14), dtype=np.int64), np.zeros(3, dtype=np.int64)
    budget = np.array(left, dtype=np.int64) * H
    serve(asked, np.arange(len(requests)), 100, duration, cell, np.full((1, 14), room), away, budget, refused, kind)
    assert (away[0] == (kind == LEAVE).sum(axis=0)).all() and away.max(initial=0) <= room
    assert (budget == np.array(left) * H - (kind == LEAVE).sum(axis=1) * 10 * H - refused).all()
    return asked["outcome"].tolist(), kind, refused // H


def test_the_first_served_has_the_week_and_the_next_the_second_choice():
    outcome, kind, refused = by_hand([(2, 0, 1, 1), (0, 0, 1, 1), (1, 0, -1, 1)], room=1, left=[80, 80, 80])
    assert outcome == [FIRST_CHOICE, SECOND_CHOICE, REFUSED]
    assert np.flatnonzero(kind[2]).tolist() == [0, 1, 2, 3] and np.flatnonzero(kind[0]).tolist() == [7, 8, 9, 10]
    assert refused.tolist() == [0, 40, 0]


def test_second_choices_come_after_everybodys_first():
    outcome, _, _ = by_hand([(0, 0, 1, 1), (1, 0, 1, 1), (2, 1, 0, 1)], room=1, left=[80, 80, 80])
    assert outcome == [FIRST_CHOICE, REFUSED, FIRST_CHOICE]


def test_a_fortnight_is_granted_whole_or_not():
    outcome, kind, _ = by_hand([(0, 1, -1, 1), (1, 0, -1, 2)], room=1, left=[80, 80, 80])
    assert outcome == [FIRST_CHOICE, REFUSED] and not kind[1].any()


def test_a_request_goes_as_far_as_the_leave_does():
    outcome, kind, _ = by_hand([(0, 0, -1, 2)], room=1, left=[55, 0, 0])
    assert outcome == [FIRST_CHOICE] and np.flatnonzero(kind[0]).tolist() == [0, 1, 2, 3, 7]


def test_single_tours_go_to_the_keenest_and_leave_enough():
    duration = np.full((4, 7), 10 * H, dtype=np.int64)
    for least, most, granted in ((0, 9, 4), (3, 9, 1), (0, 2, 2), (4, 9, 0)):
        kind, asked = np.zeros((4, 7), dtype=np.int8), np.zeros((4, 7), dtype=np.int8)
        kind[:, 0] = TRAINING
        flexible, away = np.full(4, 60 * H), np.zeros((1, 7), dtype=np.int64)  # as much as there are tours: all want all
        short_notice(np.uint64(1), np.arange(4), 0, 0, 7, duration, np.zeros(4, dtype=np.int64), np.full((1, 7), most),
                     np.full((1, 7), 4), least, np.ones((1, 1)), np.zeros(4, dtype=np.int64), away, flexible, kind, asked)
        assert ((kind[:, 1:] == LEAVE).sum(axis=0) == granted).all(), (least, most)
        assert (asked[:, 1:] > 0).all() and not asked[:, 0].any()
        assert (flexible == 60 * H - (kind == LEAVE).sum(axis=1) * 10 * H).all()


def test_requests_hold_the_weeks_wanted_and_never_overlap():
    n = 200
    requests, turn = np.zeros(n * 26, dtype=REQUEST), np.zeros(n * 26)
    weights = np.ones((2, 52))
    weights[1, 10:20] = 8.0
    profile = np.arange(n) % 2
    made = ask_for_weeks(np.uint64(5), 2026, 70, np.arange(n), np.full(n, 190 * H), np.full(n, 40 * H), 2, weights, profile,
                         requests, turn)
    requests = requests[:made]
    assert made == n * 4  # 2 + 1 + 1 + 1 weeks of 40 h; less than half a week is not asked for
    for seat in range(n):
        mine = requests[requests["seat"] == seat]
        assert mine["weeks"].tolist() == [2, 1, 1, 1]
        weeks = [(monday - 70) // 7 + k for name in ("first", "second")
                 for monday, long in zip(mine[name], mine["weeks"], strict=True) for k in range(long)]
        assert len(weeks) == len(set(weeks)) and min(weeks) >= 0 and max(weeks) < 52
    inside = (requests["first"] >= 70 + 70) & (requests["first"] < 70 + 140)
    odd = profile[requests["seat"]] == 1
    assert inside[odd].mean() > 2.0 * inside[~odd].mean()
    few = np.zeros(26, dtype=REQUEST)
    ask_for_weeks(np.uint64(5), 2026, 70, np.array([17]), np.full(1, 190 * H), np.full(1, 40 * H), 2, weights, profile[17:18],
                  few, np.zeros(26))
    assert few[:4][["first", "second"]].tolist() == requests[requests["seat"] == 17][["first", "second"]].tolist()


@pytest.mark.parametrize(("starts", "first", "last", "begins"), [
    ("04-01", date(2026, 1, 5), date(2027, 1, 4), [date(2025, 4, 7), date(2026, 4, 6), date(2027, 4, 5)]),
    ("01-01", date(2026, 1, 5), date(2026, 12, 31), [date(2026, 1, 5), date(2027, 1, 4)]),
    ("01-01", date(2026, 1, 4), date(2026, 1, 6), [date(2025, 1, 6), date(2026, 1, 5), date(2027, 1, 4)]),
])  # fmt: skip
def test_leave_years_begin_on_mondays(starts, first, last, begins):
    assert leave_years(starts, first, last).tolist() == [(day - EPOCH).days for day in begins]


BOOKS = [
    (),
    ("abstraction.entitlement.bought={share: 0.5, days: 10}",),
    ("abstraction.entitlement.shared={givers: 0.3, days: 3, receivers: 0.1}",),
    ("abstraction.entitlement.short_notice_share=0",),
    ("abstraction.entitlement.short_notice_share=1", "abstraction.entitlement.least_left=0"),
    ("abstraction.entitlement.most_away_share=0.05", "abstraction.entitlement.carry_most_days=2"),
    ("availability=county", "availability.part_time={share: 0.5, works: 0.5}", "roster=six_on_three_off"),
    ("roster.equalise_by=rest_days", "roster.paid_hours_per_week=38", "abstraction.entitlement.day_hours=7.4"),
]


@pytest.mark.parametrize("words", BOOKS, ids=lambda words: " ".join(words)[:60])
def test_the_books_balance_to_the_millisecond(words):
    made = plan(*words)
    kind, books = draw_leave(made.leave, 3, 0)
    years = books.years
    assert years.size == len(made.seats) * (books.first_day.size - 1)
    credit = sum(years[name] for name in ("entitled", "carried_in", "bought", "received"))
    assert (credit == sum(years[name] for name in ("taken", "given", "carried_out", "lost"))).all()
    assert all((years[name] >= 0).all() for name in ENTRIES)
    assert years["given"].sum() == years["received"].sum()
    taken = np.where(kind == LEAVE, made.leave.duration, 0).sum()
    assert years["taken"].sum() == taken
    assert (years["at_short_notice"] <= years["taken"]).all()
    by_year = years.reshape(books.first_day.size - 1, -1)
    assert (by_year["carried_in"][1:] == by_year["carried_out"][:-1]).all()
    assert (years["carried_out"] <= made.scenario.abstraction.entitlement.carry_most_days * books.day_ms).all()
    assert (years["lost"] > 0).any() <= (years["carried_out"] > 0).any()


@pytest.mark.parametrize("words", BOOKS[:6], ids=lambda words: " ".join(words)[:60])
def test_nobody_is_away_beyond_the_limit(words):
    made = plan(*words)
    settings, kind = made.scenario.abstraction.entitlement, draw_leave(made.leave, 3, 1)[0]
    assert not kind[made.leave.duration == 0].any()
    on, away = np.zeros_like(made.leave.on), np.zeros_like(made.leave.on)
    np.add.at(on, made.leave.cell, made.leave.duration > 0)
    np.add.at(away, made.leave.cell, kind == LEAVE)
    assert (away <= np.maximum(1, np.floor(settings.most_away_share * on + 1e-9))).all()
    assert ((on - away >= settings.least_left) | (away == 0)).all()


def test_requests_refused_are_those_there_was_no_room_for():
    made = plan("abstraction.entitlement.short_notice_share=0", "abstraction.entitlement.most_away_share=0.12")
    kind, books = draw_leave(made.leave, 3, 1)
    leave, zero = made.leave, int(books.first_day[0])
    away = np.zeros_like(leave.on)
    np.add.at(away, leave.cell, kind == LEAVE)
    refused = books.requests[books.requests["outcome"] == REFUSED]
    assert refused.size > 20
    full = [(away[leave.cell[r["seat"]]] >= leave.room[leave.cell[r["seat"]]])
            & (leave.duration[r["seat"]] > 0) for r in refused]
    for row, days in zip(refused, full, strict=True):
        for monday in (row["first"], row["second"]):
            assert monday < 0 or days[monday - zero : monday - zero + 7 * row["weeks"]].any()


def test_the_plan_does_not_change_with_the_window_of_the_study():
    short, long = plan(), plan("run.days=40", "run.warmup_days=10")
    assert short.leave.first_day.tolist() == long.leave.first_day.tolist()
    a, b = draw_leave(short.leave, 3, 2), draw_leave(long.leave, 3, 2)
    assert (a[0] == b[0]).all() and (a[1].years == b[1].years).all()
    inputs, offset = draw_inputs(short, 2), short.calendar.first_day_number - int(short.leave.first_day[0])
    kind = draw_leave(short.leave, short.scenario.run.seed, 2)[0]
    for row, tour in zip(short.tour_order[:500], inputs.tours[:500], strict=True):
        assert tour["absent"] == kind[short.tours.seat[row], short.tours.date_index[row] + offset]
    assert {LEAVE, TRAINING, COURT, HERE} == set(inputs.tours["absent"].tolist())


def test_replications_differ_and_what_is_asked_for_does_not_depend_on_colleagues():
    made, fewer = plan(), plan("staffing.cut=0.3")
    requests = [draw_leave(made.leave, 3, r)[1].requests for r in (0, 0, 1)]
    assert (requests[0] == requests[1]).all()
    assert requests[0].size != requests[2].size or (requests[0]["first"] != requests[2]["first"]).any()
    ask = lambda one, r: {(int(one.seats.id[row["seat"]]), int(row["first"]), int(row["second"])) for row in r}  # noqa: E731
    # In the first leave year balances are alike, so requests are.
    mine = draw_leave(fewer.leave, 3, 0)[1]
    first = mine.requests[mine.requests["first"] < mine.first_day[1]]
    all_first = requests[0][requests[0]["first"] < mine.first_day[1]]
    assert ask(fewer, first) <= ask(made, all_first) and first.size > 100


def test_a_lower_limit_refuses_more_and_flexible_leave_saves_days():
    share = {}
    for most in (0.3, 0.2, 0.1):
        requests = draw_leave(plan(f"abstraction.entitlement.most_away_share={most}").leave, 3, 0)[1].requests
        share[most] = (requests["outcome"] == REFUSED).mean()
    assert share[0.3] < share[0.2] < share[0.1]
    made = [plan("abstraction.entitlement.most_away_share=0.15", f"abstraction.entitlement.short_notice_share={share}")
            for share in (0, 0.4)]
    lost = [draw_leave(one.leave, 3, 0)[1].years["lost"].sum() for one in made]
    assert lost[1] < lost[0]


def test_training_and_court_keep_their_shares_of_all_tours():
    made = plan("force.officers=600")
    kind = draw_leave(made.leave, 3, 0)[0][made.leave.duration > 0]
    assert (kind == TRAINING).mean() == pytest.approx(0.09, abs=0.003)
    assert (kind == COURT).mean() == pytest.approx(0.07, abs=0.003)
    assert (kind == LEAVE).mean() == pytest.approx(0.10, abs=0.01)


def test_the_county_refuses_some_and_more_in_august():
    made = plan("force.officers=600")
    requests = draw_leave(made.leave, 3, 0)[1].requests
    month = np.array([(EPOCH + timedelta(days=int(day))).month for day in requests["first"]])
    refused = requests["outcome"] == REFUSED
    assert 0.01 < refused.mean() < 0.15
    assert refused[month == 8].mean() > 2 * refused[month == 2].mean()


def test_measures_by_hand():
    scenario = compose([*SMALL, "abstraction.entitlement.most_away_share=0.1"])
    inputs, outcome = play(scenario, 0)
    window = Window(scenario, plan_of(scenario).calendar, inputs, outcome)
    found, books = values(leave_measures(window)), inputs.availability.leave
    start = (date(2026, 1, 5) - EPOCH).days
    asked = [row for row in books.requests.tolist() if start <= row[1] < start + 28]
    refused = [row for row in asked if row[4] == REFUSED]
    assert refused
    years = 28 * 24 / 8766 * inputs.n_own
    assert found["leave_requests", ""] == pytest.approx(len(asked) / years)
    assert found["leave_refused", ""] == pytest.approx(len(refused) / years)
    assert found["leave_refused_share", ""] == pytest.approx(len(refused) / len(asked))
    assert sum(found[f"leave_{which}_share", ""] for which in ("refused", "first_choice", "second_choice")) == pytest.approx(1)
    vale = list(scenario.force.areas).index("vale")
    of_vale = [row for row in asked if inputs.seat_area[row[0]] == vale]
    assert found["leave_refused_share", "area=vale"] == pytest.approx(
        sum(row[4] == REFUSED for row in of_vale) / len(of_vale))
    often = sum(sum(row[0] == seat for row in refused) >= 2 for seat in range(inputs.n_own))
    assert found["leave_often_refused_share", ""] == pytest.approx(often / inputs.n_own)
    # The period lies in one leave year, whose account is given whole.
    mine = books.years[books.years["year"] == 2025]
    assert found["leave_account", "entry=entitled"] == pytest.approx(mine["entitled"].mean() / (8 * H))
    account = [found["leave_account", f"entry={name}"] for name in ENTRIES]  # four on each side
    assert sum(account[:4]) == pytest.approx(sum(account[4:]))
    away = [t for t in inputs.tours if t["absent"] == LEAVE and t["start"] < window.high]
    hours = sum(min(int(t["end"]), window.high) - int(t["start"]) for t in away)
    assert found["leave_taken_days", ""] == pytest.approx(hours / (8 * H) / years)
    assert {metric for metric, _ in found} <= set(METRICS)


def test_shares_of_tours_have_no_books():
    inputs, outcome = play(compose(["abstraction=planned", *SMALL[1:]]), 0)
    assert inputs.availability.leave is None
    window = Window(compose(["abstraction=planned", *SMALL[1:]]), plan().calendar, inputs, outcome)
    assert list(leave_measures(window)) == []
