"""Extra tours at peak hours: offered, opted into or mandated, and paid for with a quieter tour of the same week.

Decided before the run, date by date and area by area, and the same in every replication: a roster that is out a month ahead knows
nothing of sickness.  Whether an officer opts in is drawn by seat and date.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from kernels.clock import HOUR_MS
from kernels.draw import STREAM_ROSTER, combine, stream_key, uniform
from sim.calendar import Calendar, clock_ms
from sim.inputs.bid_books import MOVED, OFFER, BidBooks
from sim.inputs.rosters import Tours
from sim.inputs.workforce import Seats, heads, largest_remainder
from sim.scenario import Bids, Force
from sim.scenario.roster_variants import WEEKDAYS

DAY_MS = 24 * HOUR_MS
_BIDS = 61  # child of the roster stream's key
_OPTS_IN, _TIE = 0, 1  # its draws
_NONE = -1


class _Diary:
    """Which tour every seat begins on every date, and what may be moved where."""

    def __init__(self, tours: Tours, n_seats: int, calendar: Calendar, bids: Bids) -> None:
        self.bids, self.calendar = bids, calendar
        self.tour = np.full((n_seats, calendar.n_days + 1), _NONE, dtype=np.int64)  # the last place stands for the eve
        self.tour[tours.seat, tours.date_index] = np.arange(len(tours))
        self.start, self.end = tours.start_ms.copy(), tours.end_ms.copy()
        self.length_ms = tours.end_ms - tours.start_ms
        # A tour in which the clocks change is as long as nobody drew it: it is not given.
        self.as_drawn = calendar.wall_ms(tours.end_ms) - calendar.wall_ms(tours.start_ms) == self.length_ms
        self.date = tours.date_index.astype(np.int64)
        self.gives = [WEEKDAYS.index(day) for day in bids.gives]
        self.moved: dict[tuple[int, int], tuple[int, int]] = {}  # start and end by date and length

    def able(self, seats: npt.NDArray[np.int64], date: int) -> dict[int, tuple[int, int, int]]:
        """Return those of ``seats`` who may work the extra tour of a date, and what each would exchange for it."""
        resting = seats[self.tour[seats, date] == _NONE].tolist()
        return {seat: found for seat in resting if (found := self._exchange(seat, date))}

    def _exchange(self, seat: int, date: int) -> tuple[int, int, int] | None:
        """Return (tour given, start, end as moved) if a seat that rests may work the extra tour of a date, None otherwise."""
        monday = date - self._weekday(date)
        for weekday in self.gives:
            given = monday + weekday
            tour = int(self.tour[seat, given]) if 0 <= given < self.calendar.n_days else _NONE
            if tour != _NONE and self.as_drawn[tour]:
                begin, end = self._moved(tour, date)
                if self._keeps_the_rules(seat, date, given, begin, end):
                    return tour, begin, end
        return None

    def _moved(self, tour: int, date: int) -> tuple[int, int]:
        length = int(self.length_ms[tour])
        if (date, length) not in self.moved:
            wall = date * DAY_MS + clock_ms(self.bids.start)
            begin, end = self.calendar.instants(np.array([wall, wall + length]))
            self.moved[date, length] = int(begin), int(end)
        return self.moved[date, length]

    def _keeps_the_rules(self, seat: int, date: int, given: int, begin: int, end: int) -> bool:
        line, rest = self.tour[seat], round(self.bids.rest_h * HOUR_MS)

        def works(day: int) -> bool:
            return day == date or (-1 <= day < self.calendar.n_days and day != given and line[day] != _NONE)

        if works(date - 1) and begin - self.end[line[date - 1]] < rest:
            return False
        if works(date + 1) and self.start[line[date + 1]] - end < rest:
            return False
        first, last = date, date
        while works(first - 1):
            first -= 1
        while works(last + 1):
            last += 1
        return last - first + 1 <= self.bids.longest_run

    def move(self, seat: int, date: int, exchange: tuple[int, int, int]) -> int:
        """Enter an exchange; return the date of the tour given."""
        tour, self.start[exchange[0]], self.end[exchange[0]] = exchange
        given = int(self.date[tour])
        self.tour[seat, given], self.tour[seat, date], self.date[tour] = _NONE, tour, date
        return given

    def _weekday(self, date: int) -> int:
        return (self.calendar.first_date.weekday() + date) % 7


def with_bids(tours: Tours, people: Seats, force: Force, bids: Bids, calendar: Calendar, seed: int) -> tuple[Tours, BidBooks]:
    """Return the tours with extra ones in the place of those given for them, and the books; the same tours when bids are off."""
    if not bids.on or not len(people):
        return tours, BidBooks()
    diary = _Diary(tours, len(people), calendar, bids)
    posts = _posts(force, bids, len(people))
    of_area = [np.flatnonzero(people.area == area) for area in range(posts.size)]
    key = np.uint64(combine(np.uint64(stream_key(seed, 0, STREAM_ROSTER)), _BIDS))
    had, forced = np.zeros(len(people), dtype=np.int64), np.zeros(len(people), dtype=np.int64)
    offers, moved, nights = [], [], tours.night.copy()
    for date in range(calendar.n_days):
        weekday = (calendar.first_date.weekday() + date) % 7
        if WEEKDAYS[weekday] not in bids.weekdays:
            continue
        day = calendar.first_day_number + date
        for area, seats in enumerate(of_area):
            able = diary.able(seats, date)
            ids = {seat: int(people.id[seat]) for seat in able}
            chance = {seat: uniform(np.uint64(combine(key, ids[seat])), day, _TIE) for seat in able}
            willing = [seat for seat in able if uniform(np.uint64(combine(key, ids[seat])), day, _OPTS_IN) < bids.opt_in]
            chosen = sorted(willing, key=lambda seat: (had[seat], chance[seat]))[: posts[area]]
            left = sorted(set(able) - set(willing), key=lambda seat: (forced[seat], chance[seat]))
            mandated = left[: posts[area] - len(chosen)] if bids.mandated else []
            for seat in (*chosen, *mandated):
                given = diary.move(seat, date, able[seat])
                nights[able[seat][0]] = bids.night
                moved.append((seat, date, given, seat in mandated))
                had[seat] += 1
                forced[seat] += seat in mandated
            offers.append((date, area, posts[area], len(chosen), len(mandated)))
    order = np.lexsort((tours.seat, diary.start))
    out = replace(
        tours, seat=tours.seat[order], start_ms=diary.start[order], end_ms=diary.end[order],
        date_index=diary.date[order].astype(np.int32), shift=tours.shift[order], night=nights[order], number=tours.number[order],
    )  # fmt: skip
    return out, BidBooks(np.array(offers, dtype=OFFER), np.array(moved, dtype=MOVED))


def _posts(force: Force, bids: Bids, n_seats: int) -> npt.NDArray[np.int64]:
    """Return how many extra tours each area offers on a date."""
    shares = np.array([area.officer_share for area in force.areas.values()])
    return largest_remainder(heads(n_seats, bids.posts_share), shares / shares.sum())
