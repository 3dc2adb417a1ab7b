"""Who is taken by surges: tours that are spent away from the team, on top of leave, training and court."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kernels.clock import DAY_MS
from kernels.draw import STREAM_SURGE, combine, stream_key, uniform
from kernels.kinds import ENQUIRY, EVENT, HERE, PUBLIC_ORDER
from sim.calendar import Calendar, clock_ms
from sim.inputs.careers import learning_on
from sim.inputs.codes import code_of
from sim.inputs.inputs import Floats, Ints, Records
from sim.inputs.rosters import Tours
from sim.inputs.workforce import Seats, even_order, heads
from sim.scenario import Scenario
from sim.scenario.surges import Surge

REASONS = {"enquiry": ENQUIRY, "public_order": PUBLIC_ORDER, "event": EVENT}
_WHO, _WHO_TODAY, _TIE = 280, 281, 282  # draws of the surge's own stream
_NOBODY = np.iinfo(np.int64).max
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Ranks:
    """Who is what of the seats, (seats,): sergeants, and students with years of service as the study begins."""

    sergeants: Mask
    students: Mask
    years: Floats

    def left_out(self, surge: Surge, scenario: Scenario, first_day: int, day: int) -> Mask:
        """Return of whom nobody goes with a surge that begins on ``day``; with careers service says who is a student then."""
        out = np.zeros(self.sergeants.size, dtype=np.bool_)
        if "sergeants" in surge.leaves_out:
            out |= self.sergeants
        if "constables" in surge.leaves_out:
            out |= ~self.sergeants
        if "students" in surge.leaves_out:
            careers = scenario.careers
            out |= learning_on(careers, self.years, first_day, day) if careers.on else self.students
        return out

    def parts(self, surge: Surge, asked: Mask) -> list[tuple[Mask, Ints]]:
        """Return of whom how many are wanted on each day of a surge: of all ``asked``, or of sergeants and of the others."""
        wanted = np.array([heads(surge.officers, surge.share_on(n)) for n in range(surge.days)], dtype=np.int64)
        if surge.sergeants is None:
            return [(asked, wanted)]
        ranked = np.array([surge.sergeants_of(n) for n in wanted.tolist()], dtype=np.int64)
        return [(asked & self.sergeants, ranked), (asked & ~self.sergeants, wanted - ranked)]


@dataclass(frozen=True)
class _Places:
    """Seats by area and team."""

    ids: Ints
    cell: Ints  # area x teams + team
    shape: tuple[int, int]
    asked: Mask  # of those whom the surge takes from

    def in_order(self, seats: Ints, first: Floats, tie: Floats, most: int) -> Ints:
        """Return ``most`` of ``seats``, evenly from areas and teams; fewer of them are the first of more."""
        return seats[even_order(self.cell[seats], self.shape, first, tie, min(most, seats.size))]


def with_surges(
    absent: npt.NDArray[np.int8], scenario: Scenario, tours: Tours, seats: Seats, ranks: Ranks, calendar: Calendar,
    replication: int,
) -> npt.NDArray[np.int8]:
    """Return the planned absence of each tour with those taken by surges; leave, training and court stay what they are.

    Who goes is keyed by the surge's name and the seat, so a surge that takes more takes everybody a smaller one took (of those
    whom no surge before it has).
    """
    if not scenario.surges.on:
        return absent
    out, seed = absent.copy(), scenario.run.seed
    teams = max(1, scenario.roster.teams)
    cell = seats.area.astype(np.int64) * teams + seats.team
    days = tours.date_index.astype(np.int64) + calendar.first_day_number
    first_measured = calendar.date(scenario.run.warmup_days)
    areas = list(scenario.force.areas)
    for name, surge in scenario.surges.list.items():
        key = np.uint64(combine(np.uint64(stream_key(seed, replication, STREAM_SURGE)), code_of(name)))
        asked = np.isin(seats.area, [areas.index(area) for area in surge.areas] or np.arange(len(areas)))
        asked &= np.isin(seats.team, [team - 1 for team in surge.teams] or np.arange(teams))
        for begin in surge.first_days(first_measured):
            first = calendar.first_day_number + (begin - calendar.first_date).days
            day = days - first  # of the surge, 0 its first
            left = asked & ~ranks.left_out(surge, scenario, calendar.first_day_number, first)
            for members, wanted in ranks.parts(surge, left):
                places = _Places(seats.id.astype(np.int64), cell, (len(areas), teams), members)
                free = (out == HERE) & members[tours.seat] & (day >= 0) & (day < surge.days)
                if surge.takes == "detached":
                    taken = _detached(places, tours, day, free, wanted, key)
                else:
                    taken = _each_day(places, tours, days, day, free & _on_duty(surge, tours, calendar), wanted, key)
                out[taken] = REASONS[surge.reason]
    return out


def _detached(
    places: _Places, tours: Tours, day: Ints, free: Mask, wanted: Ints, key: np.uint64
) -> Mask:
    """Return which tours those miss who are with the surge: the same officers throughout, the last to come the first to go."""
    rows = np.flatnonzero(places.asked)
    first = np.array([uniform(key, int(seat), _WHO) for seat in places.ids[rows]], dtype=np.float64)
    order = places.in_order(rows, first, _ties(key, places), int(wanted.max()))
    place = np.full(places.ids.size, _NOBODY, dtype=np.int64)
    place[order] = np.arange(order.size)
    return free & (place[tours.seat] < wanted[np.clip(day, 0, wanted.size - 1)])


def _each_day(
    places: _Places, tours: Tours, days: Ints, day: Ints, free: Mask, wanted: Ints, key: np.uint64
) -> Mask:
    """Return which tours are taken day by day, of those who would be there on the day."""
    taken = np.zeros(day.size, dtype=np.bool_)
    for n in np.unique(day[free]).tolist():
        rows = np.flatnonzero(free & (day == n))
        today = np.uint64(combine(key, int(days[rows[0]])))
        seats = tours.seat[rows].astype(np.int64)
        first = np.array([uniform(today, int(seat), _WHO_TODAY) for seat in places.ids[seats]], dtype=np.float64)
        most = min(int(wanted[n]), rows.size)
        taken[rows[even_order(places.cell[seats], places.shape, first, _ties(today, places), most)]] = True
    return taken


def _ties(key: np.uint64, places: _Places) -> Floats:
    return np.array([uniform(key, cell, _TIE) for cell in range(places.shape[0] * places.shape[1])], dtype=np.float64)


def _on_duty(surge: Surge, tours: Tours, calendar: Calendar) -> Mask:
    """Return which tours are on duty at some time between the hours of the surge, on the date they begin or the next."""
    if surge.between is None:
        return np.ones(len(tours), dtype=np.bool_)
    midnight = tours.date_index.astype(np.int64) * DAY_MS
    start, end = clock_ms(surge.between.start), clock_ms(surge.between.end)
    end += DAY_MS if end <= start else 0
    return (tours.start_ms < calendar.instants(midnight + end)) & (tours.end_ms > calendar.instants(midnight + start))


def investigators_left(days: Records, scenario: Scenario, calendar: Calendar) -> Records:
    """Return the working days of teams of investigators with the time of those a surge takes gone from them."""
    if not scenario.surges.on or not days.size:
        return days
    out, names = days.copy(), list(scenario.casework.teams)
    date = np.searchsorted(calendar.date_start_ms, out["began"], side="right") - 1
    first_measured = calendar.date(scenario.run.warmup_days)
    gone = np.zeros(out.size)
    for surge in scenario.surges.list.values():
        for begin in surge.first_days(first_measured):
            day = date - (begin - calendar.first_date).days
            inside = (day >= 0) & (day < surge.days)
            share = np.array([surge.share_on(int(n)) for n in day])
            for team, taken in surge.investigators.items():
                mine = inside & (out["team"] == names.index(team))
                gone += np.where(mine, taken * share / max(1, scenario.casework.teams[team].investigators), 0.0)
    out["minutes_ms"] = np.rint(out["minutes_ms"] * np.clip(1.0 - gone, 0.0, 1.0))
    return out[out["minutes_ms"] > 0]
