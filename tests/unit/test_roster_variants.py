"""Peak-matched and seasonal rosters: who works which tour on which date, at which hours, and that nobody is paid more for it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest
from pydantic import ValidationError

from sim.calendar import HOUR_MS, Calendar, build_calendar
from sim.configuration import compose
from sim.inputs.rosters import Tours, duty_tours, paid_hours
from sim.inputs.variants import has_turn
from sim.scenario import Roster

DAYS = 366  # 2028: a leap year with both clock changes
OPTIONS = pytest.mark.parametrize("name", ["peak_matched", "summer_lates"])


def drawn(name: str) -> Roster:
    return compose([f"roster={name}"]).roster.model_copy(update={"equal_paid_hours": False})


def year() -> Calendar:
    return build_calendar("Europe/London", date(2028, 1, 1), 0, DAYS, "ENG")


def worked(roster: Roster, each: int = 1, first: date = date(2028, 1, 1), days: int = DAYS) -> tuple[Tours, Calendar]:
    calendar = build_calendar("Europe/London", first, 0, days, "ENG")
    return duty_tours(roster, np.repeat(np.arange(roster.teams), each), calendar), calendar


def by_date(tours: Tours) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = {}
    for index, shift in zip(tours.date_index.tolist(), tours.shift.tolist(), strict=True):
        if index >= 0:
            found.setdefault(index, Counter())[tours.letters[shift]] += 1
    return found


def base() -> Roster:
    return drawn("two_two_two_four")


@OPTIONS
def test_duties_hours_and_rest_days_are_those_of_the_pattern(name: str) -> None:
    """Seventy days are seven cycles of ten and ten weeks: 42 tours, 420 hours and 28 rest days for every officer."""
    for first in (date(2028, 2, 7), date(2028, 5, 1), date(2028, 10, 2)):
        tours, _ = worked(drawn(name), 20, first, 70)
        begun = tours.date_index >= 0
        assert (np.bincount(tours.seat[begun], minlength=100) == 42).all()
        clocks = (tours.end_ms - tours.start_ms)[begun] / HOUR_MS
        assert set(np.round(clocks, 6)) <= {9.0, 10.0, 11.0}  # 9 and 11 where the clocks change during a tour
    assert drawn(name).pattern_hours_per_week == pytest.approx(42)
    assert paid_hours(compose([f"roster={name}"]).roster).target == 40


@OPTIONS
def test_the_same_officers_work_the_same_dates_as_without_variants(name: str) -> None:
    plain, moved = worked(base(), 5)[0], worked(drawn(name), 5)[0]
    pairs = [sorted(zip(t.date_index.tolist(), t.seat.tolist(), t.number.tolist(), strict=True)) for t in (plain, moved)]
    # of the eve only who is still there at midnight: which is a matter of the hours
    assert [p for p in pairs[0] if p[0] >= 0] == [p for p in pairs[1] if p[0] >= 0]


def test_peak_matched_puts_its_teams_on_the_stated_tours_every_day_of_a_leap_year() -> None:
    """100 officers a team: on Fridays and Saturdays half of the lates go deep, the rest an hour later; of earlies a third."""
    tours, calendar = worked(drawn("peak_matched"), 100)
    deep, mids = [], []
    for index, counts in by_date(tours).items():
        assert counts["E"] + counts["M"] == counts["L"] + counts["P"] + counts["Q"] == counts["N"] == 100
        if calendar.date(index).weekday() in (4, 5):
            assert counts["L"] == 0
            deep.append(counts["Q"])
            mids.append(counts["M"])
        else:
            assert counts["M"] == counts["P"] == counts["Q"] == 0
    assert len(deep) == 52 + 53  # Fridays and Saturdays of 2028
    assert np.mean(deep) == pytest.approx(50, abs=1.5)
    assert np.mean(mids) == pytest.approx(33, abs=1.5)
    assert min(deep) > 35
    assert max(deep) < 65


def test_summer_lates_apply_from_june_to_august_and_on_no_other_date() -> None:
    tours, calendar = worked(drawn("summer_lates"), 100)
    for index, counts in by_date(tours).items():
        summer = calendar.date(index).month in (6, 7, 8)
        assert (counts["L"], counts["P"]) == ((0, 100) if summer else (100, 0))
        assert counts["E"] + counts["M"] == counts["N"] == 100
        assert (counts["M"] > 0) == summer


@OPTIONS
def test_tours_begin_and_end_by_the_clock_on_every_date(name: str) -> None:
    roster = drawn(name)
    tours, calendar = worked(roster, 3)
    for index, shift, begin, end in zip(tours.date_index, tours.shift, tours.start_ms, tours.end_ms, strict=True):
        if index < 0:
            continue
        form = roster.shifts[tours.letters[shift]]
        assert f"{calendar.local(int(begin)):%H:%M}" == form.start
        until = (int(form.start[:2]) * 60 + round(60 * form.hours)) % 1440
        last = calendar.local(int(end))
        skipped = last.date() == date(2028, 3, 26) and until == 60  # the hour from 01:00 does not exist then
        assert last.hour * 60 + last.minute == (120 if skipped else until)


@OPTIONS
def test_eleven_hours_lie_between_tours_whoever_has_a_turn(name: str) -> None:
    """By the clock, as drawn; as compared tours are shorter. Clock changes take an hour from the night of one date."""
    tours, calendar = worked(drawn(name), 40)
    begin, end = calendar.wall_ms(tours.start_ms), calendar.wall_ms(tours.end_ms)
    for seat in range(200):
        mine = np.flatnonzero((tours.seat == seat) & (tours.date_index >= 0))
        assert ((begin[mine][1:] - end[mine][:-1]) / HOUR_MS).min() >= 11 - 1


@OPTIONS
def test_no_hole_opens_in_the_day_at_equal_paid_hours(name: str) -> None:
    tours, calendar = worked(compose([f"roster={name}"]).roster, 40)
    order = np.argsort(tours.start_ms)
    reached = np.maximum.accumulate(tours.end_ms[order])
    assert tours.start_ms[order][0] == 0
    assert (tours.start_ms[order][1:] <= reached[:-1]).all()
    assert reached[-1] >= calendar.horizon_ms


def test_peak_hours_gain_what_quiet_hours_lose() -> None:
    """Saturday 01:00 to 03:00 has more officers than the pattern, Friday 07:00 to 10:00 fewer; the week as a whole as many."""
    plain, moved = (profile(worked(roster, 40, date(2028, 2, 7), 70)) for roster in (base(), drawn("peak_matched")))
    friday, saturday = 4 * 24, 5 * 24
    assert (moved[saturday + 1 : saturday + 3] > plain[saturday + 1 : saturday + 3]).all()
    assert (moved[friday + 7 : friday + 10] < plain[friday + 7 : friday + 10]).all()
    assert moved[24:72] == pytest.approx(plain[24:72])
    assert moved.sum() == pytest.approx(plain.sum(), rel=0.001)


def profile(given: tuple[Tours, Calendar]) -> np.ndarray:
    """Officer-hours on duty by hour of the week, of the tours that begin on the dates of the calendar."""
    tours, calendar = given
    found = np.zeros(168)
    at = calendar.hour_start_ms
    for hour, since in zip(calendar.hour_of_week, at, strict=True):
        there = np.minimum(tours.end_ms, since + HOUR_MS) - np.maximum(tours.start_ms, since)
        found[hour] += np.clip(there, 0, None).sum() / HOUR_MS
    return found


def test_turns_come_round_evenly_and_belong_to_the_seat() -> None:
    """Each officer has a third of the weeks, within one, over any stretch; adding officers moves nobody's turn."""
    weeks = np.arange(300)
    for seat in range(50):
        mine = has_turn("mids", 1 / 3, np.full(300, seat), weeks, 7)
        assert abs(mine[:150].sum() - 50) <= 1
        assert abs(mine[150:].sum() - 50) <= 1
    alone = has_turn("mids", 0.5, np.array([3]), np.array([9]), 7)
    assert has_turn("mids", 0.5, np.arange(10), np.full(10, 9), 7)[3] == alone[0]
    seven, eight = (has_turn("mids", 0.5, np.arange(400), np.full(400, 9), seed) for seed in (7, 8))
    assert (seven != eight).any()


def pattern(**more: object) -> Roster:
    plain = {
        "title": "tiny", "anchor": date(2024, 1, 1), "teams": 1, "offset_days": 0, "cycle": ["E"] * 7, "equal_paid_hours": False,
        "shifts": {"E": {"start": "07:00", "hours": 8}, "S": {"start": "09:00", "hours": 5}, "T": {"start": "10:00", "hours": 6}},
    }  # fmt: skip
    return Roster.model_validate(plain | more)


def test_of_two_variants_that_meet_the_first_named_counts() -> None:
    fridays = {"weekdays": ["fri"], "instead": {"E": "S"}}
    summer = {"months": [7], "instead": {"E": "T"}}
    for variants, on_a_friday in (({"a": fridays, "b": summer}, "S"), ({"b": summer, "a": fridays}, "T")):
        tours, calendar = worked(pattern(variants=variants), 1, date(2028, 7, 3), 7)
        told = {calendar.date(int(i)).weekday(): tours.letters[s] for i, s in zip(tours.date_index, tours.shift, strict=True)}
        assert told == {**dict.fromkeys(range(7), "T"), 4: on_a_friday}


def test_hours_of_variants_count_by_the_dates_and_officers_they_are_for() -> None:
    """Seven tours of 8 h; on Fridays half the officers work 5 h: 56 - 1.5. In July (31 of 365.2425 days) 6 h: 14 h less then."""
    fridays = pattern(variants={"a": {"weekdays": ["fri"], "instead": {"E": "S"}, "share": 0.5}})
    assert fridays.pattern_hours_per_week == pytest.approx(54.5)
    july = pattern(variants={"a": {"months": [7], "instead": {"E": "T"}}})
    assert july.pattern_hours_per_week == pytest.approx(56 - 14 * 31 / 365.2425)


def test_shorter_tours_of_a_variant_are_stretched_like_the_others() -> None:
    """54.5 h as drawn, 40 wanted: tours of 8 h become 5 h 52 min, of 5 h 3 h 40 min; a mean week pays 40 h."""
    variants = {"a": {"weekdays": ["fri"], "instead": {"E": "S"}, "share": 0.5}}
    roster = pattern(variants=variants, equal_paid_hours=True)
    tours, _ = worked(roster, 400, date(2028, 2, 7), 70)
    begun = tours.date_index >= 0
    hours = (tours.end_ms - tours.start_ms)[begun] / HOUR_MS
    assert hours.sum() / 400 / 10 == pytest.approx(40, abs=0.1)
    short = hours[tours.shift[begun] == tours.letters.index("S")]
    assert set(np.round(short * 60)) == {round(300 * 40 / 54.5)}


def test_teams_placed_one_by_one_stand_where_they_are_put() -> None:
    roster = pattern(teams=3, offsets=[0, 1, 5], cycle=["E", "E", "R", "R", "R", "R", "R"])
    tours, calendar = worked(roster, 1, date(2024, 1, 1), 7)
    days = {seat: [calendar.date(int(i)).weekday() for i in tours.date_index[tours.seat == seat]] for seat in range(3)}
    assert days == {0: [0, 1], 1: [0, 6], 2: [2, 3]}
    numbers = {seat: tours.number[tours.seat == seat].tolist() for seat in range(3)}
    assert numbers == {0: [0, 1], 1: [1, 2], 2: [2, 3]}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"variants": {"a": {"instead": {"E": "X"}}}}, "the letter X"),
        ({"variants": {"a": {"instead": {"S": "E"}}}}, "which the cycle does not have"),
        ({"variants": {"a": {"instead": {}}}}, "nothing"),
        ({"variants": {"a": {"instead": {"E": "E"}}}}, "E instead of E"),
        ({"cycle": ["E", "T", "R"], "variants": {"a": {"instead": {"E": "T"}}}}, "which others work on the same date"),
        ({"cycle": ["E", "T", "R"], "variants": {"a": {"instead": {"E": "S", "T": "S"}}}}, "which others work"),
        ({"offsets": [0, 3]}, "2 places for 1 teams"),
        ({"offsets": [9]}, "9 days ahead in a cycle of 7"),
        ({"offsets": [1], "offset_days": 7}, "one of the two"),
        ({"variants": {"a": {"weekdays": ["sat"], "instead": {"E": "N"}}},
          "shifts": {"E": {"start": "07:00", "hours": 8}, "N": {"start": "22:00", "hours": 10}}}, "N followed by E"),
    ],
)  # fmt: skip
def test_what_no_roster_can_mean_is_refused(more: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError) as error:
        pattern(**more)
    assert said in str(error.value)


def test_tours_that_never_meet_are_no_collision() -> None:
    """A Sunday night before a free Monday is fine; the same on every date is not (above)."""
    shifts = {"E": {"start": "07:00", "hours": 8}, "N": {"start": "22:00", "hours": 10}}
    roster = pattern(shifts=shifts, cycle=list("REEEEEE"), variants={"a": {"weekdays": ["sun"], "instead": {"E": "N"}}})
    assert roster.variants["a"].by_all
    assert (roster.anchor + timedelta(days=6)).weekday() == 6
