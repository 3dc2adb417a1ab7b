"""How demand changes: factors by type and date, and what events and estates add in cells of their own."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kernels.clock import DAY_MS, HOUR_MS
from sim.calendar import DAYS_PER_YEAR, Calendar
from sim.inputs.codes import code_of
from sim.inputs.inputs import Floats, Ints
from sim.scenario import Scenario
from sim.scenario.change import Estate, Event

_HOURS_PER_YEAR = DAYS_PER_YEAR * 24
BEFORE = 3  # days before the first simulated date on which an event may begin that lasts into it


@dataclass(frozen=True)
class Source:
    """Incidents beside the force's own demand: those of an event, or of an estate."""

    name: str
    code: np.uint64
    areas: Ints  # where they are
    share: Floats  # of each of these, sum 1
    means: Floats  # (hours, types), before the level of the day


@dataclass(frozen=True)
class ChangePlan:
    """What changes demand, the same in every replication; without dates nothing does."""

    by_date: Floats = field(default_factory=lambda: np.zeros((0, 0)))  # (dates, types) factor of each type
    vulnerable: Floats = field(default_factory=lambda: np.zeros(0))  # (dates,) factor of the chance; empty: none
    date_start: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    sources: tuple[Source, ...] = ()

    @property
    def on(self) -> bool:
        """Whether anything changes."""
        return self.by_date.shape[0] > 0


def plan_change(scenario: Scenario, calendar: Calendar, rates: Floats, hour_row: Ints, season: Floats) -> ChangePlan:
    """Return what changes the demand whose ``rates`` (types, 168) an hour have a ``season`` (hours,) of the whole force."""
    change = scenario.change
    if not change.on:
        return ChangePlan()
    by_date = factors(scenario, calendar)
    hour_date = calendar.date_index.astype(np.int64)
    sources = [_event(name, event, scenario, calendar) for name, event in change.events.items()]
    for name, estate in change.estates.items():
        means = _estate(estate, scenario, calendar, rates, hour_row) * season[:, None] * by_date[hour_date]
        area = np.array([list(scenario.force.areas).index(estate.area)], dtype=np.int64)
        sources.append(Source(name, code_of(f"estate {name}"), area, np.ones(1), means))
    years = np.array([change.trend.years(calendar.date(day)) for day in range(calendar.n_days)])
    vulnerable = (1.0 + change.trend.vulnerable) ** years
    return ChangePlan(by_date, vulnerable if change.trend.vulnerable else np.zeros(0), calendar.date_start_ms, tuple(sources))


def factors(scenario: Scenario, calendar: Calendar) -> Floats:
    """Return the factor of each type on each date, (dates, types): growth, its season and bank holidays."""
    change = scenario.change
    dates = [calendar.date(day) for day in range(calendar.n_days)]
    years = np.array([change.trend.years(day) for day in dates])
    month = np.array([day.month - 1 for day in dates])
    out = np.ones((len(dates), len(scenario.demand.types)))
    for column, name in enumerate(scenario.demand.types):
        growth = change.trend.growth_of(name)
        if growth:
            out[:, column] *= (1.0 + growth) ** years
        if name in change.seasons:
            out[:, column] *= by_month(change.seasons[name])[month]
        if name in change.bank_holidays:
            out[:, column] *= np.where(calendar.bank_holiday, change.bank_holidays[name], 1.0)
    return out


def by_month(months: tuple[float, ...]) -> Floats:
    """Return relative numbers by month with mean 1, (12,)."""
    return np.array(months, dtype=np.float64) / (sum(months) / len(months))


def season_of_partners(scenario: Scenario, calendar: Calendar) -> Floats | None:
    """Return the factor of each service's own work in every hour, (hours, services); None where none has a season."""
    partners = scenario.partners
    if not (scenario.change.on and scenario.change.partners and partners.on):
        return None
    out = np.ones((calendar.month.size, len(partners.services)))
    for column, name in enumerate(partners.services):
        if name in scenario.change.partners:
            out[:, column] = by_month(scenario.change.partners[name])[calendar.month.astype(np.int64) - 1]
    return out


def _event(name: str, event: Event, scenario: Scenario, calendar: Calendar) -> Source:
    """Return an event's incidents: as many in each of its hours."""
    start = calendar.hour_start_ms.astype(np.int64)
    during = np.zeros(start.size)
    for day in range(-BEFORE, calendar.n_days):
        if event.falls_on(calendar.date(day)):
            wall = day * DAY_MS + event.from_hour * HOUR_MS
            begin, end = calendar.instants(np.array([wall, wall + event.hours * HOUR_MS]))
            during += (start >= begin) & (start < end)
    adds = np.array([event.adds.get(kind, 0.0) for kind in scenario.demand.types]) / event.hours
    areas, share = _where(event.areas, scenario)
    return Source(name, code_of(f"event {name}"), areas, share, during[:, None] * adds[None, :])


def _where(named: tuple[str, ...], scenario: Scenario) -> tuple[Ints, Floats]:
    every = scenario.force.areas
    areas = np.array([row for row, name in enumerate(every) if name in named or not named], dtype=np.int64)
    share = np.array([area.demand_share for area in every.values()], dtype=np.float64)[areas]
    return areas, share / share.sum()


def _estate(estate: Estate, scenario: Scenario, calendar: Calendar, rates: Floats, hour_row: Ints) -> Floats:
    """Return an estate's incidents of each type in every hour, (hours, types), on an even year."""
    kinds = scenario.demand.types
    weights = np.array([estate.mix.get(name, 0.0) if estate.mix else kind.share for name, kind in kinds.items()])
    level = rates.mean(axis=1, keepdims=True)
    shape = np.divide(rates, level, out=np.ones_like(rates), where=level > 0)  # each type's week, mean 1
    per_hour = estate.homes * estate.incidents_per_home / _HOURS_PER_YEAR * weights / weights.sum()
    lived_in = np.array([estate.lived_in(calendar.date(day)) for day in range(calendar.n_days)])
    out: npt.NDArray[np.float64] = shape[:, hour_row].T * per_hour[None, :] * lived_in[calendar.date_index.astype(np.int64), None]
    return out
