"""Does a roster keep the rules? Every breach with its date, its team or seat, the rule and where the rule is from."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from sim.planner.rosters.lines import AWAY, MISSING, REST, WORK, Line, lines_of, runs
from sim.planner.rosters.rules import Rule, RuleBook
from sim.planner.rosters.table import RosterTable

HOUR_MS = 3_600_000
OVERLAP, GAP = "overlapping_tours", "missing_days"  # what is asked of every table, whatever the rules chosen


@dataclass(frozen=True)
class Breach:
    """``rule`` by name; ``date`` on which it is broken (for a period: its last day); ``found`` in words; seat 0: the team."""

    rule: str
    grade: str
    date: datetime.date
    team: str
    seat: int
    found: str

    @property
    def who(self) -> str:
        """Team and seat in words."""
        return f"team {self.team}" + (f" seat {self.seat}" if self.seat else "")


@dataclass(frozen=True)
class Verdict:
    """``breaches`` by date within rule; ``not_judged``: rules that ask for a longer table, with the days they need."""

    breaches: tuple[Breach, ...]
    not_judged: dict[str, int]


def check_roster(table: RosterTable, book: RuleBook) -> Verdict:
    """Hold every line of ``table`` against the rules of ``book``, and look for overlaps and gaps."""
    first = table.calendar.first_date
    needed = {name: rule.over_days or 1 for name, rule in book.rules.items() if rule.check in ("weekly_average", "rest_day_rate")}
    not_judged = {name: days for name, days in needed.items() if table.days < days}
    found: list[tuple[str, str, int, Line, str]] = []
    for line in lines_of(table, book.night):
        found += [(OVERLAP, "table", day, line, words) for day, words in _overlaps(line, first)]
        found += [(GAP, "table", day, line, words) for day, words in _gaps(line, first)]
        for name, rule in book.rules.items():
            found += [(name, rule.grade, day, line, words) for day, words in CHECKS[rule.check](line, rule, first)]
    order = {name: place for place, name in enumerate((OVERLAP, GAP, *book.rules))}
    found.sort(key=lambda item: (order[item[0]], item[2]))
    breaches = (Breach(name, grade, _date(first, day), line.team, line.seat, words) for name, grade, day, line, words in found)
    return Verdict(tuple(breaches), not_judged)


Found = Iterator[tuple[int, str]]  # day, and what was found in words


def _date(first: datetime.date, day: int) -> datetime.date:
    return first + datetime.timedelta(days=int(day))


def _overlaps(line: Line, first: datetime.date) -> Found:
    for before, day in _neighbours(line):
        if line.begin[day] < line.end[before]:
            shared = (line.end[before] - line.begin[day]) / HOUR_MS
            yield day, f"begins {_hours(shared)} before the tour of {_date(first, before)} ends"


def _gaps(line: Line, first: datetime.date) -> Found:
    for low, high in runs(line.what == MISSING):
        upto = f" to {_date(first, high)}" if high > low else ""
        yield low, f"no row from {_date(first, low)}{upto}" if upto else "no row"


def _rest_between(line: Line, rule: Rule, first: datetime.date) -> Found:
    for before, day in _neighbours(line):
        rest = (line.begin[day] - line.end[before]) / HOUR_MS
        if 0 <= rest < rule.limit:
            yield day, f"{_hours(rest)} after the tour of {_date(first, before)}"


def _tour_hours(line: Line, rule: Rule, _: datetime.date) -> Found:
    for day in line.worked:
        if line.minutes[day] > 60 * rule.limit:
            yield int(day), f"a tour of {_hours(line.minutes[day] / 60)}"


def _tour_below(line: Line, rule: Rule, _: datetime.date) -> Found:
    for day in line.worked:
        if line.minutes[day] >= 60 * rule.limit:
            yield int(day), f"a tour of {_hours(line.minutes[day] / 60)}"


def _duty_days(line: Line, rule: Rule, first: datetime.date) -> Found:
    yield from _rows_of(line.what == WORK, rule, first, "duty days")


def _nights(line: Line, rule: Rule, first: datetime.date) -> Found:
    yield from _rows_of(line.night, rule, first, "nights")


def _rows_of(flags: np.ndarray, rule: Rule, first: datetime.date, what: str) -> Found:
    """Stretches longer than the limit, at the first day that is one too many."""
    for low, high in runs(flags):
        if high - low + 1 > rule.limit:
            yield low + int(rule.limit), f"{high - low + 1} {what} in a row from {_date(first, low)} to {_date(first, high)}"


def _rest_block(line: Line, rule: Rule, _: datetime.date) -> Found:
    """Blocks of days off between two days that are worked; what the table's edges or gaps cut is not judged."""
    off = (line.what == REST) | (line.what == AWAY)
    for low, high in runs(off):
        inside = low > 0 and high + 1 < len(off) and line.what[low - 1] == WORK and line.what[high + 1] == WORK
        length = high - low + 1
        if inside and length < rule.limit:
            yield low, f"{length} day{'s' if length > 1 else ''} off between duties"


def _rotation(line: Line, rule: Rule, _: datetime.date) -> Found:
    for before, day in _neighbours(line):
        earlier = (line.start[before] - line.start[day]) / 60
        if day == before + 1 and earlier > rule.limit:
            yield day, f"begins at {_clock(line.start[day])}, {_hours(earlier)} earlier than the day before"


def _start(line: Line, rule: Rule, _: datetime.date) -> Found:
    for day in line.worked:
        if line.start[day] < 60 * rule.limit and not line.night[day]:
            yield int(day), f"begins at {_clock(line.start[day])}"


def _hours_in_period(line: Line, rule: Rule, first: datetime.date) -> Found:
    """Hours in any ``over_days`` days; in a shorter table, in all of it."""
    span = min(rule.over_days or 1, len(line.minutes))
    total = _sums(line.minutes, span) / 60
    yield from _periods(total, total > rule.limit, span, first, "h in", max)


def _weekly_average(line: Line, rule: Rule, first: datetime.date) -> Found:
    """Hours a week over the period; days away do not count, as the reference period grows by them."""
    span = rule.over_days or 1
    if len(line.minutes) < span:
        return
    counted = span - _sums((line.what == AWAY) | (line.what == MISSING), span)
    weekly = np.where(counted >= 7, _sums(line.minutes, span) / 60 * 7 / np.maximum(counted, 1), 0.0)
    yield from _periods(weekly, weekly > rule.limit + 1e-9, span, first, "h a week in", max)


def _rest_day_rate(line: Line, rule: Rule, first: datetime.date) -> Found:
    """Rest days a week over the period, days away taken out of it; whole days are asked for."""
    span = rule.over_days or 1
    if len(line.what) < span:
        return
    counted = span - _sums((line.what == AWAY) | (line.what == MISSING), span)
    days = _sums(line.what == REST, span)
    short = days < np.floor(rule.limit * counted / 7)
    yield from _periods(days * 7 / np.maximum(counted, 1), short, span, first, "rest days a week in", min)


def _periods(
    level: np.ndarray, broken: np.ndarray, span: int, first: datetime.date, what: str, worst: Callable[[Iterable[float]], float]
) -> Found:
    """One breach for each stretch of periods that break the rule, at the last day of the first of them."""
    for low, high in runs(broken):
        begin, end = _date(first, low), _date(first, low + span - 1)
        most = worst(level[low : high + 1].tolist())
        more = f"; {most:.4g} at worst, the last such period ends on {_date(first, high + span - 1)}" if high > low else ""
        yield low + span - 1, f"{level[low]:.4g} {what} the {span} days from {begin} to {end}{more}"


def _sums(values: np.ndarray, span: int) -> np.ndarray:
    """Sums over every ``span`` places in a row."""
    total = np.concatenate(([0], np.cumsum(values, dtype=np.int64)))
    return total[span:] - total[:-span]


def _neighbours(line: Line) -> Iterator[tuple[int, int]]:
    """Each worked day with the worked day before it."""
    days = line.worked.tolist()
    yield from zip(days, days[1:], strict=False)


def _hours(hours: float) -> str:
    minutes = round(60 * float(hours))
    return f"{minutes // 60} h" + (f" {minutes % 60:02d} min" if minutes % 60 else "")


def _clock(minutes: int) -> str:
    return f"{int(minutes) // 60:02d}:{int(minutes) % 60:02d}"


CHECKS: dict[str, Callable[[Line, Rule, datetime.date], Found]] = {
    "rest_between": _rest_between,
    "weekly_average": _weekly_average,
    "rest_day_rate": _rest_day_rate,
    "duty_days": _duty_days,
    "tour_hours": _tour_hours,
    "tour_below": _tour_below,
    "hours_in_period": _hours_in_period,
    "nights": _nights,
    "rest_block": _rest_block,
    "rotation": _rotation,
    "start": _start,
}
