"""What became of the crimes that incidents left: carried, waiting, screened out, late, neglected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kernels.clock import DAY_MS
from kernels.kinds import NOT_LEFT, SCREENED_OUT, TIME_HAD
from sim.inputs.inputs import Ints
from sim.measures.window import HOUR_MS, MINUTE_MS, Mask, Measure, Window, ratio, whole
from sim.outcome_protected import was_wanted
from sim.scenario.casework import RESPONSE


def casework_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of crimes, of response officers and of every team; nothing when casework is off."""
    if not window.scenario.casework.on:
        return
    books = _Books(window)
    yield ratio("crimes_left", int(books.left.sum()), window.years)
    yield ratio("crimes_screened_share", int((books.left & (books.stage == SCREENED_OUT)).sum()), int(books.left.sum()))
    carried = books.mean_number(books.of_response & (books.taken < window.high), books.taken, books.ended)
    yield ratio("crimes_per_officer", carried, window.inputs.n_own)
    desk_ms = int(window.outcome.desks["measured_ms"][: window.inputs.n_own].sum())
    yield ratio("desk_hours", desk_ms / HOUR_MS, window.officer_years)
    yield from _desk_time(window)
    for group, mask in books.groups().items():
        yield from _of(books, group, mask)
    for number, (name, team) in enumerate(window.scenario.casework.teams.items()):
        taken = books.of_team(number) & (books.taken < window.high)
        yield ratio("cases_per_investigator", books.mean_number(taken, books.taken, books.ended), team.investigators,
                    f"team={name}")  # fmt: skip


def crimes_in_weeks(window: Window, stretches: Sequence[tuple[str, int, int]]) -> Iterator[Measure]:
    """Yield how many crimes are open at a time in each stretch (group, from ms, to ms); nothing when casework is off."""
    if not window.scenario.casework.on:
        return
    books = _Books(window)
    opened, ended = books.opened[books.open_to], books.ended[books.open_to]
    for name, low, high in stretches:
        yield ratio("crimes_open_in_weeks", int(window.overlap_ms(opened, ended, low, high).sum()), high - low, name)


def _desk_time(window: Window) -> Iterator[Measure]:
    """Yield how much protected desk time officers had in tours in which they had crimes to work at."""
    if not window.scenario.casework.desk.on:
        return
    time = window.outcome.protected[window.ended, 1]
    wanted = was_wanted(time)
    yield ratio("desk_time_had_share", int((wanted & (time["stage"] == TIME_HAD)).sum()), int(wanted.sum()))
    yield ratio("desk_time_min", int(time["had_ms"][wanted].sum()) / MINUTE_MS, int(wanted.sum()))


def _of(books: _Books, group: str, mask: Mask) -> Iterator[Measure]:
    window = books.window
    due = mask & (books.due >= window.low) & (books.due < window.high)
    yield ratio("crimes_late_share", int((due & (books.ended > books.due)).sum()), int(due.sum()), group)
    left = mask & books.left
    limit = window.scenario.casework.neglected_days * DAY_MS
    yield ratio("crimes_neglected_share", int((left & (books.untouched_ms > limit)).sum()), int(left.sum()), group)
    closed = mask & (books.closed >= window.low)
    yield ratio("crime_days", float((books.closed - books.opened)[closed].sum()) / DAY_MS, int(closed.sum()), group)
    still = mask & (books.closed < 0)
    yield ratio("crime_age_days", float((window.high - books.opened)[still].sum()) / DAY_MS, int(still.sum()), group)
    yield whole("crimes_open", books.mean_number(mask, books.opened, books.ended), window.years, group)
    queued = left & (books.queue >= 0)
    if group in ("", f"team={RESPONSE}") or queued.any():
        waiting = books.mean_number(mask & (books.queue >= 0), books.opened, books.taken)
        yield whole("crimes_waiting", waiting, window.years, group)
    wait = (books.taken - books.opened)[queued] / DAY_MS
    yield ratio("case_wait_days", float(wait.sum()), wait.size, group)


class _Books:
    """The crimes that were not screened out, by row of the incident; what has not come yet comes at the horizon."""

    def __init__(self, window: Window) -> None:
        self.window = window
        crimes, high = window.outcome.crimes, window.high
        self.stage: Ints = np.ascontiguousarray(crimes["stage"])
        self.opened: Ints = np.ascontiguousarray(crimes["opened"])
        self.closed: Ints = np.ascontiguousarray(crimes["closed"])
        self.queue: Ints = np.ascontiguousarray(crimes["queue"])
        self.left: Mask = (self.stage != NOT_LEFT) & (self.opened >= window.low)
        self.open_to: Mask = ~np.isin(self.stage, (NOT_LEFT, SCREENED_OUT))  # somebody is to investigate it
        self.ended = np.where(self.closed >= 0, self.closed, high)
        self.taken = np.where(crimes["taken"] >= 0, crimes["taken"], high)
        self.due = self.opened + window.inputs.casework.crimes["deadline_ms"]
        self.untouched_ms = np.maximum(crimes["idle_ms"], self.ended - crimes["touched"])
        self._team = np.where(self.queue >= window.inputs.n_areas, self.queue - window.inputs.n_areas, -1)

    @property
    def of_response(self) -> Mask:
        """Crimes that response officers carry, or that wait in an area's pile."""
        return self.open_to & (self._team < 0)

    def of_team(self, number: int) -> Mask:
        """Crimes that came to a team."""
        return self.open_to & (self._team == number)

    def groups(self) -> dict[str, Mask]:
        """All that somebody is to investigate, then response's and each team's."""
        teams = {f"team={name}": self.of_team(number) for number, name in enumerate(self.window.scenario.casework.teams)}
        return {"": self.open_to, f"team={RESPONSE}": self.of_response} | teams

    def mean_number(self, mask: Mask, start: Ints, end: Ints) -> float:
        """Return how many were there at a time in the period, from ``start`` to ``end`` each."""
        window = self.window
        return float(window.overlap_ms(start[mask], end[mask]).sum()) / (window.high - window.low)
