"""Overtime by kind in hours and pounds, time off that is owed, gaps that stay open, and the limits of working time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import CANCELLED_REST_DAY, EXTRA, LEAVE, LEAVE_WHEN_UNWELL, RE_ROSTERED, RECALL, RECUPERATIVE, RESTRICTED, SICK
from kernels.overtime import MOST_WEEK_MS, REFERENCE_DAYS
from sim.inputs.inputs import Floats, Ints
from sim.inputs.overtime_plan import CONSTABLE, SERGEANT
from sim.inputs.tours_of_teams import rostered
from sim.measures.window import HOUR_MS, Mask, Measure, Window, ratio
from sim.outcome_careers import student_tours
from sim.outcome_overtime import overtime_worked_ms, told_worked_ms

PLANNED = "planned"  # as group and as setting of overtime.rates, like those of `kinds_of`
HOLIDAY = "public_holiday"


def overtime_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of overtime and rest; none where nobody is called in or has time off, and nothing is priced."""
    settings = window.scenario.overtime
    if settings.fills_gaps or settings.pay.on:
        yield from _hours(window)
        yield from _limits(window)
        yield from _extra_duty(window)
    if settings.lieu.on or settings.bank.on:
        yield from _time_off(window)
    if settings.minimum.share or settings.minimum.least:
        yield from _gaps(window)
    if settings.pay.on:
        yield from _pounds(window)


def kinds_of(window: Window) -> dict[str, Mask]:
    """Return which tours hold overtime of which kind; what was told beforehand is apart, whatever the tour."""
    kind = window.tours["kind"]
    return {"casual": ~np.isin(kind, EXTRA), "recall": kind == RECALL, "rest_day": kind == CANCELLED_REST_DAY}


def _hours(window: Window) -> Iterator[Measure]:
    worked = overtime_worked_ms(window.inputs, window.outcome.tours, window.tours["kind"])
    told = told_worked_ms(window.inputs, window.outcome.tours)
    groups = {"": window.ended} | {f"overtime={name}": window.ended & mask for name, mask in kinds_of(window).items()}
    for group, mask in groups.items():
        ms = int(worked[mask].sum()) + (0 if group else int(told[mask].sum()))
        yield ratio("overtime_hours", ms / HOUR_MS, window.officer_years, group)
    yield ratio("overtime_hours", int(told[window.ended].sum()) / HOUR_MS, window.officer_years, f"overtime={PLANNED}")


def _extra_duty(window: Window) -> Iterator[Measure]:
    kind, began = window.tours["kind"], window.own & (window.done["on"] >= window.low) & (window.done["reason"] == 0)
    for metric, one in (("recalls", RECALL), ("rest_days_cancelled", CANCELLED_REST_DAY), ("rest_days_moved", RE_ROSTERED)):
        yield ratio(metric, int((began & (kind == one)).sum()), window.officer_years)
    longer = window.tours["told_before"] + window.tours["told_after"] > 0
    yield ratio("tours_lengthened", int((began & longer).sum()), window.officer_years)


def _time_off(window: Window) -> Iterator[Measure]:
    """Time off: as it stood in the period and at its end.  The books run from the start of the study."""
    done, seats, n = window.done, window.outcome.seats[: window.inputs.n_own], window.inputs.n_own
    lieu = int((done["overtime_lieu"] + done["planned_lieu"])[window.ended].sum())
    yield ratio("overtime_in_lieu_hours", lieu / HOUR_MS, window.officer_years)
    yield ratio("time_off_owed_hours", int(seats["lieu_ms"].sum()) / HOUR_MS, n)
    day_ms = window.scenario.overtime.bank.day_hours * HOUR_MS
    owed, opening = int(seats["owed_ms"].sum()), int(window.inputs.overtime_plan.owed_ms.sum())
    yield ratio("rest_days_owed", owed / day_ms, n)
    yield ratio("rest_days_owed_growth", (owed - opening) / day_ms, n * _study_years(window))


def _study_years(window: Window) -> float:
    """Return the length of the study, warm-up included: the books of time off have no warm-up."""
    return window.years * window.high / (window.high - window.low) if window.high > window.low else 0.0


def _gaps(window: Window) -> Iterator[Measure]:
    """Teams that begin below their minimum, and the officer-hours that are short, less what recalls and planned overtime fill.

    A team is whole as the roster has it, though some of it begin earlier or stay on, each part with its part of the minimum.
    """
    tours, done = window.tours, window.done
    own = window.own & (np.arange(window.tours.size) < window.inputs.n_own_tours)
    start, end = rostered(tours)
    rows = np.flatnonzero(own & (start >= window.low))
    if not rows.size:
        return
    parts = [column[rows].astype(np.int64) for column in (start, tours["team"], tours["area"], end, tours["start"], tours["end"])]
    order = np.lexsort(parts[::-1])
    rows, parts = rows[order], [column[order] for column in parts]
    whole, part = _changes(parts[:4]), _changes(parts)
    team, first = np.cumsum(whole) - 1, rows[whole]
    student = student_tours(window.inputs, tours["seat"][rows], done["student"][rows])
    there = np.bincount(team, weights=(done["on"][rows] >= 0) & (done["reason"][rows] == 0) & ~student, minlength=first.size)
    minimum = np.bincount(team[part], weights=tours["minimum"][rows[part]], minlength=first.size)
    short = np.maximum(0, minimum - there).astype(np.int64)
    told = Told(window)
    stays = told.on_at_the_start(np.column_stack([column[whole] for column in parts[:4]]))
    yield ratio("begun_below_minimum_share", int((short > stays).sum()), first.size)
    short_ms = int((short * (end[first] - start[first])).sum())
    came = window.own & (tours["kind"] == RECALL) & (done["on"] >= window.low)
    filled_ms = int((done["ends"][came] - done["on"][came]).sum()) + told.filled_ms
    yield ratio("below_minimum_hours", max(0, short_ms - filled_ms) / HOUR_MS, window.years)


def _changes(columns: list[Ints]) -> Mask:
    """Return where any of some sorted columns differs from the row before, (rows,); the first does."""
    out = np.ones(columns[0].size, dtype=np.bool_)
    out[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return out


class Told:
    """What officers told beforehand worked for teams that were short, of tours that begin in the period."""

    def __init__(self, window: Window) -> None:
        tours, done = window.tours, window.done
        rows = np.flatnonzero((tours["told_before"] + tours["told_after"] > 0) & (done["on"] >= 0) & (done["reason"] == 0))
        rows = rows[(tours["for_start"][rows] >= window.low)]
        start, end = (column[rows] for column in rostered(tours))
        off = np.where(done["off"][rows] >= 0, done["off"][rows], window.high)
        early = np.minimum(off, start) - done["on"][rows]
        late = np.minimum(off, tours["end"][rows]) - np.maximum(done["on"][rows], end)
        self.filled_ms = int(np.maximum(early, 0).sum() + np.maximum(late, 0).sum())
        self._stays = (tours["told_after"][rows] > 0) & (off > end)
        team = [tours[name][rows].astype(np.int64) for name in ("for_start", "for_team", "area", "for_end")]
        self._team = np.column_stack(team)

    def on_at_the_start(self, teams: Ints) -> Ints:
        """Return how many stayed on for each of ``teams``, (n, 4) start, team, area and end by the roster, in order."""
        places = {tuple(team): place for place, team in enumerate(teams.tolist())}
        out = np.zeros(len(teams), dtype=np.int64)
        for team in self._team[self._stays].tolist():
            if tuple(team) in places:
                out[places[tuple(team)]] += 1
        return out


# Limits


def _limits(window: Window) -> Iterator[Measure]:
    """The average week of every officer in every whole reference period, and the longest run of days with a tour."""
    work, counted = worked_by_day(window)
    length, limit = int(window.inputs.overtime[REFERENCE_DAYS]), int(window.inputs.overtime[MOST_WEEK_MS])
    periods = work.shape[1] // length
    if periods:
        shape = (work.shape[0], periods, length)
        hours, days = (table[:, : periods * length].reshape(shape).sum(axis=2) for table in (work, counted))
        yield ratio("over_average_week_share", int((hours * 7 > limit * days).sum()), hours.size)
    yield ratio("longest_run_days", int(_longest_runs(work > 0).sum()), work.shape[0])


def worked_by_day(window: Window) -> tuple[Ints, Ints]:
    """Return what own officers worked by the date their tours begin, and which dates count, (seats, days) ms and 0 or 1.

    Training, court and duty after sickness are work as planned; dates lost to leave and sickness do not count.
    """
    n_days, tours, done = window.calendar.n_days + 1, window.tours, window.done
    shape = (window.inputs.n_own, n_days)
    work, counted = np.zeros(shape, dtype=np.int64), np.ones(shape, dtype=np.int64)
    seat, day, reason = tours["seat"], _days(window), done["reason"]
    lost = window.own & (np.isin(reason, (LEAVE, SICK, LEAVE_WHEN_UNWELL)) | ~window.held)
    counted[seat[lost], day[lost]] = 0
    elsewhere = window.own & ((reason > LEAVE) & (reason < SICK) | (reason == RECUPERATIVE) | (reason == RESTRICTED))
    np.add.at(work, (seat[elsewhere], day[elsewhere]), (tours["end"] - tours["start"])[elsewhere])
    worked = window.own & (done["on"] >= 0)
    end = np.where(done["off"] >= 0, done["off"], window.high)
    np.add.at(work, (seat[worked], day[worked]), (end - done["on"])[worked])
    return work, counted


def _days(window: Window) -> Ints:
    """Return the column of each tour's date; a recall belongs to the date on which it begins."""
    day = window.tours["day"].astype(np.int64)
    recalled = (window.tours["kind"] == RECALL) & (window.done["on"] >= 0)
    day[recalled] = np.searchsorted(window.calendar.date_start_ms, window.done["on"][recalled], side="right")
    return np.clip(day, 0, window.calendar.n_days)


def _longest_runs(on: Mask) -> Ints:
    """Return the longest run of days with a tour of each officer, (seats,)."""
    longest = run = np.zeros(on.shape[0], dtype=np.int64)
    for day in range(on.shape[1]):
        run = np.where(on[:, day], run + 1, 0)
        longest = np.maximum(longest, run)
    return longest


# Pounds


def _pounds(window: Window) -> Iterator[Measure]:
    total = 0.0
    for name, pounds in pounds_by_kind(window).items():
        total += pounds
        yield ratio("overtime_cost", pounds, window.years, f"overtime={name}")
    yield ratio("overtime_cost", total, window.years)


def pounds_by_kind(window: Window) -> dict[str, float]:
    """Return the pounds paid in the period for overtime of each kind, and for duty on public holidays.

    An hour is paid at the hourly rate of the officer's rank times the rate of its kind, in twelfths; overtime on a public
    holiday at the rate of the holiday where that is higher.  Duty of the roster on a public holiday has the holiday's rate.
    """
    rates, done, ended = window.scenario.overtime.rates, window.done, window.ended
    an_hour, holiday = _an_hour(window), _on_holiday(window)
    out = {}
    for name, mask in kinds_of(window).items():
        twelfths = np.where(holiday, max(rates.twelfths(HOLIDAY), rates.twelfths(name)), rates.twelfths(name))
        chosen = ended & mask
        out[name] = float((done["overtime_paid"] * twelfths * an_hour)[chosen].sum()) / 12 / HOUR_MS
    twelfths = np.where(holiday, max(rates.twelfths(HOLIDAY), rates.twelfths(PLANNED)), rates.twelfths(PLANNED))
    out[PLANNED] = float((done["planned_paid"] * twelfths * an_hour)[ended].sum()) / 12 / HOUR_MS
    told = told_worked_ms(window.inputs, window.outcome.tours)
    worked = np.minimum(window.duty_end, window.tours["end"]) - done["on"] - told
    rostered = ended & holiday & kinds_of(window)["casual"]
    out[HOLIDAY] = float((worked * an_hour)[rostered].sum()) * rates.twelfths(HOLIDAY) / 12 / HOUR_MS
    return out


def _an_hour(window: Window) -> Floats:
    """Return the pounds for an hour at plain time of each tour's officer, (tours,); 0 for inspectors and guests."""
    pay, rank = window.scenario.overtime.pay, np.full(window.inputs.n_seats, -1, dtype=np.int64)
    rank[: window.inputs.overtime_plan.rank.size] = window.inputs.overtime_plan.rank
    pounds = np.where(rank == SERGEANT, pay.sergeant, np.where(rank == CONSTABLE, pay.constable, 0.0))
    found: Floats = pounds[window.tours["seat"]]
    return found


def _on_holiday(window: Window) -> Mask:
    day, holidays = _days(window), window.calendar.bank_holiday
    return (day >= 1) & (day <= holidays.size) & holidays[np.clip(day - 1, 0, max(0, holidays.size - 1))]
