"""Extra tours by bids: nobody's hours change, the rules of rest are kept, opting in is keyed, mandates go round."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from kernels.clock import HOUR_MS
from kernels.kinds import LEAVE
from kernels.leave import FIRST_CHOICE
from sim.calendar import Calendar, build_calendar
from sim.configuration import compose
from sim.inputs.bid_books import BidBooks
from sim.inputs.bids import with_bids
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.rosters import Tours, duty_tours
from sim.inputs.workforce import Seats
from sim.measures.bids import bid_measures
from sim.measures.window import Window
from sim.outcome import Outcome
from sim.replication import simulate
from sim.scenario import Bids, Force, Roster
from tests.support.measured import values

BENCH: Force = compose(["force=bench", "demand=flat"]).force  # one area
MONDAY = date(2026, 1, 5)


def small(
    cycle: str = "EEEERRR", officers: int = 4, weeks: int = 4, first: date = MONDAY, **bids: object
) -> tuple[Tours, Tours, BidBooks, Calendar]:
    """Return the tours of a single team before and after bids, the books and the calendar; one extra tour each Friday."""
    shifts = {"E": {"start": "07:00", "hours": 8}, "N": {"start": "22:00", "hours": 9}}
    roster = Roster.model_validate({
        "title": "small", "shifts": shifts, "cycle": list(cycle), "teams": 1, "anchor": MONDAY, "equal_paid_hours": False,
    })  # fmt: skip
    calendar = build_calendar("Europe/London", first, 0, 7 * weeks, "ENG")
    people = Seats(np.arange(officers, dtype=np.int32), np.zeros(officers, np.int16), np.zeros(officers, np.int16))
    plain = {"on": True, "weekdays": ["fri"], "gives": ["tue", "wed"], "posts_share": 1 / officers, "opt_in": 0.0}
    before = duty_tours(roster, people.team, calendar, people.id)
    after, books = with_bids(before, people, BENCH, Bids.model_validate(plain | bids), calendar, 1)
    return before, after, books, calendar


def hours_by_seat(tours: Tours) -> list[float]:
    return (np.bincount(tours.seat, (tours.end_ms - tours.start_ms) / HOUR_MS)).tolist()


def test_switched_off_the_tours_are_the_same() -> None:
    before, after, books, _ = small(on=False)
    assert after is before
    assert books.offers.size == books.moved.size == 0


def test_a_quieter_tour_moves_to_the_peak_at_its_own_length() -> None:
    """One Friday tour a week from 18:00 to 02:00, in the place of a Tuesday's from 07:00 to 15:00."""
    before, after, books, calendar = small(night=True)
    assert [calendar.date(int(d)).weekday() for d in books.moved["date"]] == [4] * 4
    assert [calendar.date(int(d)).weekday() for d in books.moved["instead_of"]] == [1] * 4
    assert hours_by_seat(before) == hours_by_seat(after)
    moved = after.night
    assert moved.sum() == 4
    assert {(f"{calendar.local(int(s)):%a %H:%M}", f"{calendar.local(int(e)):%a %H:%M}")
            for s, e in zip(after.start_ms[moved], after.end_ms[moved], strict=True)} == {("Fri 18:00", "Sat 02:00")}  # fmt: skip
    assert (np.diff(after.start_ms) >= 0).all()
    assert sorted(after.number.tolist()) == sorted(before.number.tolist())


def test_mandates_go_to_those_who_had_fewest() -> None:
    """Nobody opts in: four officers, four Fridays, one each; eight Fridays, two each."""
    for weeks in (4, 8):
        books = small(weeks=weeks)[2]
        assert np.bincount(books.moved["seat"]).tolist() == [weeks // 4] * 4
        assert books.moved["mandated"].all()
        assert books.offers["mandated"].tolist() == [1] * weeks


def test_who_opts_in_goes_before_anybody_is_told_to() -> None:
    books = small(opt_in=1.0)[2]
    assert books.offers["opted"].tolist() == [1] * 4
    assert not books.moved["mandated"].any()
    assert np.bincount(books.moved["seat"]).tolist() == [1] * 4  # among the willing, who had fewest


def test_what_nobody_wants_stays_open_where_nobody_is_told_to() -> None:
    before, after, books, _ = small(mandated=False)
    assert books.offers["posts"].sum() == 4 and books.moved.size == 0
    assert (after.start_ms == before.start_ms).all()


def test_more_willing_officers_fill_more() -> None:
    filled = [int(small(officers=40, posts_share=0.25, opt_in=share, mandated=False)[2].offers["opted"].sum())
              for share in (0.05, 0.15, 0.4)]  # fmt: skip
    assert filled[0] < filled[1] < filled[2] == 40


@pytest.mark.parametrize(
    ("cycle", "words", "able"),
    [
        ("EEEERRR", {}, True),
        ("EEEERER", {}, False),  # Friday 18:00 to 02:00, then Saturday 07:00: five hours
        ("EEEERER", {"rest_h": 5}, True),
        ("EEENRRR", {}, True),  # Thursday 22:00 to 07:00 on Friday: eleven hours to 18:00
        ("EEENRRR", {"rest_h": 11.5}, False),
        ("EEEEERR", {}, False),  # Friday is worked already
        ("RRREERR", {}, False),  # nothing on Tuesday or Wednesday to give
        ("EEEERRR", {"longest_run": 2, "gives": ["tue"]}, False),  # Wednesday to Friday without the Tuesday given
        ("EEEERRR", {"longest_run": 3, "gives": ["tue"]}, True),
        ("EEEERRR", {"longest_run": 2}, True),  # the Wednesday then
    ],
)
def test_only_who_rests_and_keeps_the_rules_may(cycle: str, words: dict[str, object], able: bool) -> None:
    assert (small(cycle, **words)[2].moved.size > 0) == able


def test_a_tour_in_which_the_clocks_change_is_not_given() -> None:
    """Sunday 29 March 2026: nights that begin on Saturday the 28th are an hour short, so that one is not moved."""
    first = date(2026, 3, 23)
    words = {"weekdays": ["mon"], "gives": ["sat", "tue"], "start": "09:00", "officers": 2, "posts_share": 0.5, "weeks": 1}
    _, _, books, calendar = small("RNRRRNR", first=first, **words)
    assert [calendar.date(int(d)).weekday() for d in books.moved["instead_of"]] == [1]


COUNTY = ("bids=weekend_peak", "force.officers=120", "demand.logged_per_year=20000", "run.days=84", "run.warmup_days=14",
          "run.start=2026-05-04")


def test_the_county_keeps_hours_weeks_and_rest() -> None:
    for roster in ("two_two_two_four", "gmp_vsa", "peak_matched"):
        with_, without = (make_plan(compose([*COUNTY, f"roster={roster}", word])) for word in ("bids.on=true", "bids=none"))
        a, b = with_.tours, without.tours
        assert hours_by_seat(a) == pytest.approx(hours_by_seat(b))
        week = [np.unique(t.seat * 1000 + (t.date_index + with_.calendar.first_date.weekday()) // 7, return_counts=True)
                for t in (a, b)]  # fmt: skip
        assert (week[0][0] == week[1][0]).all() and (week[0][1] == week[1][1]).all()
        assert with_.bids.moved.size > 50
        extra = set(zip(with_.bids.moved["seat"].tolist(), with_.bids.moved["date"].tolist(), strict=True))
        for seat in range(120):
            mine = np.flatnonzero(a.seat == seat)
            days = a.date_index[mine].tolist()
            assert len(set(days)) == len(days)
            rest = (a.start_ms[mine][1:] - a.end_ms[mine][:-1]) / HOUR_MS
            for place, day in enumerate(days):
                if (seat, day) in extra:
                    assert all(rest[k] >= 11 for k in (place - 1, place) if 0 <= k < rest.size)


def test_a_cut_leaves_the_willing_as_they_were_and_all_replications_share_the_plan() -> None:
    plan = make_plan(compose(COUNTY))
    one, other = draw_inputs(plan, 0), draw_inputs(plan, 1)
    assert one.bids is other.bids
    assert (one.tours["start"] == other.tours["start"]).all()


def test_leave_by_entitlement_is_asked_for_against_the_roster_with_its_extra_tours() -> None:
    words = (*COUNTY, "abstraction=entitlement", "abstraction.entitlement.least_left=0", "bids.posts_share=0.1")
    with_, without = (make_plan(compose([*words, word])) for word in ("bids.on=true", "bids=none"))
    assert with_.leave is not None and without.leave is not None
    zero = with_.calendar.first_day_number - int(with_.leave.first_day[0])
    columns = slice(zero, zero + with_.calendar.n_days)
    # The same hours in every week; of the days outside the study nothing is known but the roster.
    weekly = [plan.leave.duration.reshape(len(plan.seats), -1, 7).sum(axis=2) for plan in (with_, without) if plan.leave]
    assert (weekly[0] == weekly[1]).all()
    assert (with_.leave.duration != without.leave.duration)[:, columns].sum() == 2 * with_.bids.moved.size > 100
    outside = [np.delete(plan.leave.duration, np.r_[columns], axis=1) for plan in (with_, without) if plan.leave]
    assert (outside[0] == outside[1]).all()
    inputs = draw_inputs(with_, 0)
    leave = inputs.tours["absent"] == LEAVE
    # Whoever is on leave is so on a tour that stands in the roster, an extra one too; of a team no more than the limit says.
    extra = {(int(row["seat"]), int(row["date"])) for row in with_.bids.moved}
    date_of = inputs.tours["day"].astype(int) - 1
    mine = np.array([(int(seat), int(day)) in extra for seat, day in zip(inputs.tours["seat"], date_of, strict=True)])
    assert 5 < (leave & mine).sum() < mine.sum() / 2
    cell = with_.leave.cell[inputs.tours["seat"]]
    away, room = np.zeros_like(with_.leave.room), with_.leave.room
    inside = date_of >= 0
    np.add.at(away, (cell[leave & inside], date_of[leave & inside] + zero), 1)
    assert (away <= room).all() and (away[:, columns] == room[:, columns])[room[:, columns] > 0].any()
    # A week of leave is free as a whole, the tour moved within it too, as far as the entitlement lasts.
    days = {(int(seat), int(day)): bool(off) for seat, day, off in zip(inputs.tours["seat"], date_of, leave, strict=True)}
    books = inputs.availability.leave
    assert books is not None
    granted = books.requests[books.requests["outcome"] == FIRST_CHOICE]
    weeks = [(int(one["seat"]), int(one["first"]) - with_.calendar.first_day_number, 7 * int(one["weeks"])) for one in granted]
    asked = [(seat, day) for seat, monday, length in weeks for day in range(monday, monday + length) if (seat, day) in days]
    off, off_extra = [days[each] for each in asked], [days[each] for each in asked if each in extra]
    assert np.mean(off) > 0.85
    assert len(off_extra) > 5 and np.mean(off_extra) > 0.85


def test_with_leave_by_entitlement_every_hour_is_accounted_for() -> None:
    table = simulate(compose([*COUNTY, "abstraction=entitlement", "abstraction.entitlement.least_left=0"]), 0)
    assert table.check == {"conserved": True, "faults": ""}
    found = {(m, g): v for m, g, v in zip(table.metric, table.group, table.value, strict=True)}
    assert found["extra_tours", ""] > 0
    assert found["cascade_lost", "reason=leave"] > 10


def test_shares_and_mandates_as_measured() -> None:
    """Of the dates measured alone: those of the warm-up do not count."""
    scenario = compose(COUNTY)
    plan = make_plan(scenario)
    inputs = draw_inputs(plan, 0)
    empty = np.zeros(0)
    outcome = Outcome("compiled", empty, empty, empty, empty, empty, empty, 0, 0)  # type: ignore[arg-type]
    found = values(bid_measures(Window(scenario, plan.calendar, inputs, outcome)))
    offers = plan.bids.offers[plan.bids.offers["date"] >= 14]
    assert found["extra_opted_share", ""] + found["extra_mandated_share", ""] + found["extra_open_share", ""] == pytest.approx(1)
    assert found["extra_opted_share", ""] == pytest.approx(offers["opted"].sum() / offers["posts"].sum())
    years = found["extra_tours", ""] ** -1 * offers["posts"].sum()
    assert years == pytest.approx(84 / 365.25, rel=1e-3)
    assert found["mandated_tours", ""] == pytest.approx(offers["mandated"].sum() / (120 * years))
    told = plan.bids.moved[(plan.bids.moved["date"] >= 14) & (plan.bids.moved["mandated"] == 1)]
    most = np.quantile(np.bincount(told["seat"], minlength=inputs.n_own), 0.9)
    assert found["mandated_tours_worst_tenth", ""] == pytest.approx(most / years)


def test_the_tenth_with_most_mandated_tours_is_told_of_only_where_it_is_ten_officers() -> None:
    for officers, told in ((90, False), (120, True)):
        scenario = compose([*COUNTY, f"force.officers={officers}"])
        plan = make_plan(scenario)
        empty = np.zeros(0)
        outcome = Outcome("compiled", empty, empty, empty, empty, empty, empty, 0, 0)  # type: ignore[arg-type]
        found = values(bid_measures(Window(scenario, plan.calendar, draw_inputs(plan, 0), outcome)))
        assert ("mandated_tours", "") in found
        assert (("mandated_tours_worst_tenth", "") in found) is told
