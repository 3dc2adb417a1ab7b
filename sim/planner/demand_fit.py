"""The rate of incidents by hour of the week, the mix of types and grades, and how much days differ beyond chance.

Eight weeks give eight readings of each hour of the week: too few to trust one by one. Each is shrunk towards what its
kind of day says (linear smoother below), by as much as the readings themselves ask for (method of moments).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.calendar import DAYS_PER_YEAR
from sim.planner.clean import CleanExtract
from sim.planner.window import hour_of_week

if TYPE_CHECKING:
    import pandas as pd

HOURS_PER_YEAR = DAYS_PER_YEAR * 24
LIKE_DAYS = (
    0,
    1,
    2,
    3,
)  # Monday to Thursday share one shape, each at its own level; Friday, Saturday, Sunday stand alone


@dataclass(frozen=True)
class WeekFit:
    """Incidents per elapsed hour by hour of the week. ``rate`` is what is used, ``raw`` the plain readings, ``prior``
    what a reading is shrunk to; ``kept`` (0..1) the mean weight of the reading itself. ``spread`` is the prior's
    squared cv.
    """

    rate: np.ndarray
    raw: np.ndarray
    prior: np.ndarray
    kept: float
    spread: float


@dataclass(frozen=True)
class DayFit:
    """Day-to-day spread beyond chance. ``cv`` = sqrt of the squared cv (0 when days vary less than chance);
    ``dispersion`` is variance / mean of daily counts around their expectation; ``without_odd`` the cv when days
    reported as odd are dropped.
    """

    cv: float
    dispersion: float
    without_odd: float
    days: int


def smoother() -> np.ndarray:
    """The (168, 168) matrix that turns readings into prior means. Rows sum to 1, columns too, so totals stay.

    Monday to Thursday: day mean + hour mean - grand mean (additive, so linear). Then weights 1/4, 1/2, 1/4 over
    neighbouring hours around the week.
    """
    by_day = np.eye(168)
    n = len(LIKE_DAYS)
    for day in LIKE_DAYS:
        for hour in range(24):
            row = np.zeros((7, 24))
            row[list(LIKE_DAYS), hour] += 1 / n
            row[day, :] += 1 / 24
            row[list(LIKE_DAYS), :] -= 1 / (24 * n)
            by_day[day * 24 + hour] = row.ravel()
    near = 0.5 * np.eye(168) + 0.25 * np.roll(np.eye(168), 1, axis=1) + 0.25 * np.roll(np.eye(168), -1, axis=1)
    return near @ by_day


def fit_week(counts: np.ndarray, exposure: np.ndarray) -> WeekFit:
    """Shrink hourly readings to their prior. ``counts`` and ``exposure`` (elapsed hours) are (168,) float64.

    A gamma prior with squared cv ``s`` around prior mean m and a Poisson count y over E hours give (y + 1/s) / (E +
    1/(s m)). ``s`` is the excess of squared residuals over what Poisson counts leave, both passed through the
    smoother. Hours without exposure (all their days left out) take the prior.
    """
    seen = exposure > 0
    safe = np.where(seen, exposure, 1.0)
    raw = np.where(seen, counts / safe, counts.sum() / exposure.sum())
    smooth = smoother()
    floor = 0.02 * raw.mean()
    prior = np.maximum(smooth @ raw, floor)
    left = np.eye(168) - smooth
    residual = left @ raw
    chance = (left**2) @ np.where(seen, prior / safe, 0.0)
    spread = max(0.0, float((residual**2 - chance).sum() / ((left**2) @ prior**2).sum()))
    if spread < 1e-6:
        rate, kept = prior.copy(), 0.0
    else:
        rate = np.where(seen, (counts + 1 / spread) / (safe + 1 / (spread * prior)), prior)
        kept = float(np.where(seen, exposure / (safe + 1 / (spread * prior)), 0.0).mean())
    rate *= counts.sum() / (rate * exposure).sum()
    return WeekFit(rate, raw, prior, kept, spread)


def fit_days(per_day: np.ndarray, expected: np.ndarray, odd: np.ndarray) -> DayFit:
    """Method of moments on daily counts: Var = e + (cv e)^2 around expectation e, with 7 degrees of freedom spent on
    the week.

    ``per_day``, ``expected`` (days,) float64; ``odd`` (days,) bool marks days reported as unusual.
    """

    def squared_cv(keep: np.ndarray) -> float:
        n, e = per_day[keep], expected[keep]
        if len(n) <= 7:
            return 0.0
        e = e * n.sum() / e.sum()
        wide = ((n - e) ** 2).sum() * len(n) / (len(n) - 7)
        return max(0.0, float((wide - e.sum()) / (e**2).sum()))

    everything = np.ones(len(per_day), bool)
    spread = float(((per_day - expected) ** 2 / expected).sum() / max(len(per_day) - 7, 1))
    return DayFit(squared_cv(everything) ** 0.5, spread, squared_cv(~odd) ** 0.5, len(per_day))


def fit_type_weeks(
    hours: np.ndarray, codes: np.ndarray, n_types: int, week: WeekFit, exposure: np.ndarray
) -> np.ndarray:
    """Rates (types, 168) that sum to ``week.rate`` hour by hour.

    Each type follows the whole week times its own factor by hour of day (24 readings, shrunk to 1 by moments): enough
    to tell night-time disorder from daytime parking, few enough for a type with a hundred rows.
    """
    clock = np.arange(168) % 24
    expected_all = np.bincount(clock, week.rate * exposure, minlength=24)
    rates = np.empty((n_types, 168))
    for code in range(n_types):
        mine = np.bincount(hours[codes == code] % 24, minlength=24).astype(float)
        share = mine.sum() / max(len(hours), 1)
        expected = np.maximum(expected_all * share, 1e-9)
        excess = ((mine - expected) ** 2 * 24 / 23 - expected).sum() / (expected**2).sum()
        factor = (mine + 1 / excess) / (expected + 1 / excess) if excess > 1e-6 else np.ones(24)
        rates[code] = share * week.rate * factor[clock]
    return rates * (week.rate / rates.sum(axis=0))


@dataclass(frozen=True)
class DemandFit:
    """Everything `write_study` needs about demand. ``types`` are the groups' names in order, ``labels`` their titles,
    ``rates`` (types, 168) per hour as observed; ``grades`` (types, grades) and ``areas`` (areas,) row counts;
    ``scale_up`` multiplies observed rates to the level believed true (completeness and rows lost to faults).
    """

    week: WeekFit
    days: DayFit
    types: tuple[str, ...]
    labels: dict[str, str]
    members: dict[str, dict[str, int]]
    codes: np.ndarray
    rates: np.ndarray
    grades: np.ndarray
    attended: np.ndarray
    areas: np.ndarray
    scale_up: float

    @property
    def per_year(self) -> float:
        """Incidents logged in 365.25 days at the scaled-up level."""
        return float(self.week.rate.mean() * HOURS_PER_YEAR * self.scale_up)


def fit_demand(clean: CleanExtract, mapping: Any, groups: Any) -> DemandFit:
    """Fit the demand of a clean extract; ``groups`` comes from `sim.planner.call_types.group_types`."""
    frame, window = clean.frame, clean.window
    hours = hour_of_week(frame["local"])
    counts = np.bincount(hours, minlength=168).astype(float)
    week = fit_week(counts, window.exposure)
    per_day = frame["local"].dt.normalize().value_counts().reindex(window.days, fill_value=0).to_numpy(float)
    odd = np.array([str(day.date()) in clean.odd_days for day in window.days])
    days = fit_days(per_day, window.day_hours @ week.rate, odd)
    codes = groups.codes
    n_types = len(groups.names)
    grade_codes = _codes(frame["grade"], list(mapping.grades))
    grades = np.zeros((n_types, len(mapping.grades)))
    np.add.at(grades, (codes, grade_codes), 1.0)
    there = (
        frame["arrived"].notna().to_numpy() if mapping.no_arrival_means == "not_attended" else np.ones(len(frame), bool)
    )
    attended = np.bincount(codes, there, minlength=n_types) / np.bincount(codes, minlength=n_types)
    areas = np.bincount(_codes(frame["area"], list(mapping.areas)), minlength=len(mapping.areas)).astype(float)
    scale_up = 1 / (mapping.completeness.share * (1 - clean.lost_share))
    rates = fit_type_weeks(hours, codes, n_types, week, window.exposure)
    return DemandFit(
        week, days, groups.names, groups.labels, groups.members, codes, rates, grades, attended, areas, scale_up
    )


def _codes(column: pd.Series, names: list[str]) -> np.ndarray:
    return column.map({name: place for place, name in enumerate(names)}).to_numpy("int64")
