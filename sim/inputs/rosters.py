"""Rosters as planned: from a shift pattern to every seat's tours of duty, at equal paid hours where asked.

A pattern is a cycle of shift letters and rest days that the teams walk through, some days apart.  Shipped patterns
differ by several paid hours a week, a spread as large as the cuts people compare, so by default every pattern is
brought to the same paid hours first, and :func:`paid_hours` says in words how.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kernels.abstraction import given_back
from kernels.clock import DAY_MS, MINUTE_MS
from kernels.draw import STREAM_ROSTER, stream_key
from sim.calendar import Calendar, clock_ms
from sim.inputs.variants import tours_worked
from sim.scenario import REST, Roster

_DAY_MIN = 1_440
_SAME = 1e-9  # hours a week; patterns closer than this pay the same


@dataclass(frozen=True)
class PaidHours:
    """Paid hours a week of a pattern: as drawn, as compared, their ratio, and how one became the other in words."""

    nominal: float
    target: float
    factor: float
    how: str


@dataclass(frozen=True, eq=False)
class Tours:
    """Planned tours of duty, one row each, ordered by (start_ms, seat); all arrays have shape (n_tours,).

    A tour under way at t = 0 begins at 0, for the night shift of the eve is on duty at midnight; its ``date_index`` is
    -1. Tours that begin on the last date run on past the horizon.
    """

    seat: npt.NDArray[np.int32]  # row in the arrays of seats
    start_ms: npt.NDArray[np.int64]  # elapsed ms
    end_ms: npt.NDArray[np.int64]  # elapsed ms at the wall-clock end: 10 h of night last 9 h or 11 h on clock changes
    date_index: npt.NDArray[np.int32]  # local date the tour begins
    shift: npt.NDArray[np.int8]  # index in ``letters``
    night: npt.NDArray[np.bool_]
    number: npt.NDArray[np.int64]  # running number in the team's pattern, counted from the roster's anchor
    letters: tuple[str, ...]  # shift letters in alphabetical order; empty when always on

    def __len__(self) -> int:
        return int(self.start_ms.size)


def paid_hours(roster: Roster) -> PaidHours:
    """Return what the pattern pays a week and how it is brought to the hours compared.

    Raises ``ValueError`` where extra rest days are asked of a pattern that pays too few hours, or where longer tours
    would run into each other or past a day.
    """
    if roster.always_on:
        return PaidHours(168.0, 168.0, 1.0, "Every officer is on duty all the time, so no paid hours are compared.")
    nominal, target = roster.pattern_hours_per_week, roster.paid_hours_per_week
    if not roster.equal_paid_hours:
        return PaidHours(nominal, nominal, 1.0, f"The pattern's own {nominal:.2f} paid hours a week are kept.")
    factor = target / nominal
    if abs(nominal - target) < _SAME:
        return PaidHours(nominal, target, factor, f"The pattern pays {target:.2f} hours a week as it stands.")
    if roster.equalise_by == "rest_days":
        if nominal < target:
            raise ValueError(
                f"{roster.title}: the pattern pays {nominal:.2f} hours a week, fewer than the {target:.2f} compared, "
                "so it has no rest days to give; use roster.equalise_by=tour_length or "
                f"roster.paid_hours_per_week={nominal:.2f}")
        how = (f"The pattern's {nominal:.2f} paid hours a week are brought to {target:.2f} by extra rest days: "
               f"{100 * (1 - factor):.1f} % of tours are given back, spread over the year.")
        return PaidHours(nominal, target, factor, how)
    lengths = tour_minutes(roster)
    change = "longer" if factor > 1 else "shorter"
    how = (f"The pattern's {nominal:.2f} paid hours a week are brought to {target:.2f} by tours "
           f"{100 * abs(factor - 1):.1f} % {change} (now {_span_in_words(lengths[lengths > 0])}); "
           "starting times are kept.")
    return PaidHours(nominal, target, factor, how)


def tour_minutes(roster: Roster) -> npt.NDArray[np.int64]:
    """Return the length of the tour at each position of the cycle, (cycle,) int64 whole minutes; 0 on rest days.

    Rounding is carried from tour to tour, so that the cycle as a whole is right to half a minute; tours of one shift
    then differ by a minute.  Raises ``ValueError`` where tours would run into each other or past a day.
    """
    factor = 1.0
    if roster.equal_paid_hours and roster.equalise_by == "tour_length":
        factor = roster.paid_hours_per_week / roster.pattern_hours_per_week
    wanted = [0.0 if letter == REST else 60.0 * roster.shifts[letter].hours * factor for letter in roster.cycle]
    minutes = np.diff(np.floor(np.cumsum([0.0, *wanted]) + 0.5)).astype(np.int64)
    _refuse_collisions(roster, minutes)
    return minutes


def duty_tours(
    roster: Roster,
    teams_of_seats: npt.NDArray[np.integer],
    calendar: Calendar,
    seat_ids: npt.NDArray[np.integer] | None = None,
    seed: int = 0,
) -> Tours:
    """Return the planned tours of all seats that touch the horizon, abstractions not yet taken out.

    ``teams_of_seats`` (n_seats,) gives each seat's team.  ``seat_ids`` (n_seats,) establishment numbers and ``seed``
    matter only where surplus hours are given back as rest days: they key which tours go, so a cut leaves the others'
    rest days alone.  The plan is the same in every replication.  Raises ``ValueError`` for a team the roster does not
    have, see also :func:`paid_hours`.
    """
    teams = np.asarray(teams_of_seats, dtype=np.int64)
    ids = np.arange(teams.size) if seat_ids is None else np.asarray(seat_ids)
    if teams.size and (teams.min() < 0 or teams.max() >= roster.teams):
        raise ValueError(f"{roster.title} has teams 0 to {roster.teams - 1}; "
                         f"seats name teams {teams.min()} to {teams.max()}")
    if roster.always_on:
        return _always_on(teams.size, calendar)
    pattern = paid_hours(roster)

    dates = np.arange(-1, calendar.n_days)  # no tour is longer than a day, so one eve is enough
    days = dates + (calendar.first_date - roster.anchor).days
    position = _positions(roster, days)  # (teams, dates)
    minutes = tour_minutes(roster)

    date, seat = np.nonzero((minutes[position] > 0)[teams].T)  # by date, then seat: nearly in order already
    team = teams[seat]
    number = _numbers(roster, days[date], team)
    if roster.equal_paid_hours and roster.equalise_by == "rest_days":
        keep = ~_given_back(ids[seat], number, 1.0 - pattern.factor, seed)
        date, seat, team, number = date[keep], seat[keep], team[keep], number[keep]
    letters = tuple(sorted(roster.shifts))
    place = position[team, date]
    drawn = np.array([letters.index(letter) if letter != REST else -1 for letter in roster.cycle], dtype=np.int64)[place]
    shift = tours_worked(roster, letters, drawn, days[date], ids[seat], seed)
    start, length = _hours_of(roster, letters, shift, drawn, minutes[place])
    begin = np.maximum(calendar.instants(dates[date] * DAY_MS + start), 0)
    end = calendar.instants(dates[date] * DAY_MS + start + length * MINUTE_MS)
    touch = np.flatnonzero(end > begin)
    order = touch[np.argsort(begin[touch], kind="stable")]
    date, seat, number, shift = date[order], seat[order], number[order], shift[order]
    night = np.array([roster.shifts[letter].night for letter in letters], dtype=np.bool_)
    return Tours(
        seat=seat.astype(np.int32), start_ms=begin[order], end_ms=end[order],
        date_index=dates[date].astype(np.int32), shift=shift.astype(np.int8), night=night[shift],
        number=number, letters=letters,
    )


def _hours_of(
    roster: Roster, letters: tuple[str, ...], shift: npt.NDArray[np.int64], drawn: npt.NDArray[np.int64],
    minutes: npt.NDArray[np.int64],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return start (ms after midnight) and length (whole minutes) of tours worked as ``shift``, (n,) places in ``letters``.

    ``drawn`` and ``minutes`` are the tour of the pattern and its length: a tour worked instead of one of equal hours is as long.
    """
    starts = np.array([clock_ms(roster.shifts[letter].start) for letter in letters], dtype=np.int64)
    hours = np.array([roster.shifts[letter].hours for letter in letters])
    own = np.floor(60.0 * hours * roster.stretch + 0.5).astype(np.int64)
    return starts[shift], np.where(hours[shift] == hours[drawn], minutes, own[shift])


def _positions(roster: Roster, days: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """Return the place in the cycle (teams, days) of each team, ``days`` after the anchor date (negative before it)."""
    ahead = np.array(roster.ahead, dtype=np.int64)
    return (days[None, :] + ahead[:, None]) % len(roster.cycle)


def _numbers(
    roster: Roster, days: npt.NDArray[np.integer], team: npt.NDArray[np.integer]
) -> npt.NDArray[np.int64]:
    """Return the running number of each tour (rows of days since the anchor, team) in its team's pattern."""
    worked = np.array([letter != REST for letter in roster.cycle])
    before = np.cumsum(worked) - worked  # tours of the cycle before each position
    through = days + np.array(roster.ahead, dtype=np.int64)[team]
    number = through // len(roster.cycle) * roster.tours_per_cycle + before[through % len(roster.cycle)]
    return number.astype(np.int64)


def _given_back(
    seat_ids: npt.NDArray[np.integer], number: npt.NDArray[np.int64], surplus: float, seed: int
) -> npt.NDArray[np.bool_]:
    """Return which tours (rows of seat, number) become rest days: :func:`kernels.abstraction.given_back`."""
    back = np.empty(number.size, dtype=np.bool_)
    key = np.uint64(stream_key(seed, 0, STREAM_ROSTER))
    given_back(key, seat_ids.astype(np.int64), number, surplus, back)
    return back


def _always_on(n_seats: int, calendar: Calendar) -> Tours:
    """One tour a seat from t = 0 to a day past the horizon; shift 0, no night."""
    end = calendar.horizon_ms + DAY_MS
    return Tours(
        seat=np.arange(n_seats, dtype=np.int32), start_ms=np.zeros(n_seats, np.int64),
        end_ms=np.full(n_seats, end, np.int64), date_index=np.zeros(n_seats, np.int32),
        shift=np.zeros(n_seats, np.int8), night=np.zeros(n_seats, np.bool_), number=np.zeros(n_seats, np.int64),
        letters=(),
    )


def _refuse_collisions(roster: Roster, minutes: npt.NDArray[np.int64]) -> None:
    duty = np.flatnonzero(minutes)
    starts = np.array([clock_ms(roster.shifts[roster.cycle[i]].start) // MINUTE_MS for i in duty])
    following = np.append(duty[1:], duty[0] + minutes.size) * _DAY_MIN + np.append(starts[1:], starts[0])
    room = np.minimum(following - duty * _DAY_MIN - starts, _DAY_MIN)
    for place in np.flatnonzero(minutes[duty] > room):
        i = duty[place]
        raise ValueError(
            f"{roster.title}: at {roster.paid_hours_per_week:.2f} paid hours a week the {roster.cycle[i]} tour on day "
            f"{i + 1} of the cycle would last {minutes[i] / 60:.2f} h, but only {room[place] / 60:.2f} h lie before "
            "the next tour or the day's end; lower roster.paid_hours_per_week or set roster.equal_paid_hours=false")


def _span_in_words(minutes: npt.NDArray[np.int64]) -> str:
    shortest, longest = (f"{m // 60} h {m % 60:02d} min" for m in (int(minutes.min()), int(minutes.max())))
    return shortest if shortest == longest else f"{shortest} to {longest}"
