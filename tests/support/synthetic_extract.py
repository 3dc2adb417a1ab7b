"""Made-up incident logs in the form of the Alexandria file, with its quirks and with parameters that are known.

Nothing here comes from a real record: every figure below is invented, so that a test can ask whether a fit finds it
again.
"""

from __future__ import annotations

import datetime
import zoneinfo
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

FORMAT = "%Y-%m-%d %H:%M:%S"
TRAVEL = (2.0, 4.0)  # gamma shape and scale: mean 8 minutes


@dataclass(frozen=True)
class Kind:
    """A planted call type: share, grade weights (1, 2, 4), family of the scene time with mean and cv, and when it
    happens."""

    share: float
    grades: tuple[float, float, float]
    family: str
    mean: float
    cv: float
    night: float = 1.0  # rate from 20:00 to 04:00 relative to the rest


KINDS = {
    "DISORDER": Kind(0.40, (0.05, 0.85, 0.10), "lognormal", 35.0, 1.1, 2.5),
    "COLLISION": Kind(0.25, (0.10, 0.80, 0.10), "gamma", 60.0, 0.7),
    "PARKING": Kind(0.20, (0.0, 0.1, 0.9), "weibull", 15.0, 0.6, 0.3),
    "ALARM": Kind(0.10, (0.0, 1.0, 0.0), "exponential", 12.0, 1.0),
    "LOST DOG": Kind(0.02, (0.0, 0.0, 1.0), "exponential", 40.0, 1.0),
    "FOUND BICYCLE": Kind(0.03, (0.0, 0.0, 1.0), "exponential", 40.0, 1.0),
}


def planted_week(per_hour: float) -> np.ndarray:
    """The planted rate by hour of the week (168,): a daytime hump, lively Friday and Saturday nights, quiet Sundays."""
    hour = np.arange(24)
    day = 1.0 - 0.65 * np.cos(2 * np.pi * (hour - 3.5) / 24)
    week = np.tile(day, (7, 1))
    week[4, 20:] *= 1.5
    week[5, :3] *= 1.8
    week[5, 20:] *= 1.5
    week[6] *= 0.8
    return per_hour * week.ravel() / week.mean()


@dataclass(frozen=True)
class Planted:
    """An extract as text columns, with the parameters it was made of."""

    frame: pd.DataFrame
    rate: np.ndarray
    day_cv: float

    def write(self, path: Path) -> Path:
        """Write it as CSV and return the path."""
        self.frame.to_csv(path, index=False)
        return path


def clean_extract(seed: int = 1, weeks: int = 8, per_hour: float = 6.0, day_cv: float = 0.10) -> Planted:
    """Whole weeks from Sunday 29 June 2025, New York, with nothing wrong in them."""
    return _extract(np.random.default_rng(seed), datetime.date(2025, 6, 29), weeks, per_hour, day_cv)


def quirky_extract(seed: int = 2, weeks: int = 8, per_hour: float = 6.0, day_cv: float = 0.10) -> Planted:
    """As the real file: `partial` weeks before 5 October 2025 hold fewer rows, clocks go back on 2 November, a
    holiday on 27 November, one arrival in ten missing, units that clear before the first arrives, instant arrivals,
    closings before arrival."""
    rng = np.random.default_rng(seed)
    full = _extract(rng, datetime.date(2025, 10, 5), weeks, per_hour, day_cv, holiday=datetime.date(2025, 11, 27))
    partial = _extract(rng, datetime.date(2025, 8, 24), 6, 0.6 * per_hour, day_cv).frame.assign(extract="partial")
    frame = pd.concat([partial, full.frame], ignore_index=True)
    n = len(frame)
    arrived = pd.to_datetime(frame["arrived"], format=FORMAT)
    early = rng.random(n) < 0.07
    frame.loc[early, "first_cleared"] = (arrived - pd.Timedelta(minutes=7))[early].dt.strftime(FORMAT)
    instant = rng.random(n) < 0.08
    frame.loc[instant, "arrived"] = frame.loc[instant, "dispatched"]
    frame.loc[rng.random(n) < 0.008, "closed"] = frame["created"]
    frame.loc[rng.random(n) < 0.103, "arrived"] = ""
    frame.loc[rng.random(n) < 0.049, "first_cleared"] = ""
    frame.loc[rng.random(n) < 0.20, ["officer_initiated", "source"]] = ["1", "OFFICER"]
    frame.loc[rng.random(n) < 0.05, "priority"] = "8"
    frame["id"] = [str(number) for number in range(1, n + 1)]
    return Planted(frame, full.rate, day_cv)


def _extract(
    rng: np.random.Generator,
    first: datetime.date,
    weeks: int,
    per_hour: float,
    day_cv: float,
    holiday: datetime.date | None = None,
) -> Planted:
    zone = zoneinfo.ZoneInfo("America/New_York")
    start = pd.Timestamp(first).tz_localize(zone).tz_convert("UTC")
    end = (pd.Timestamp(first) + pd.Timedelta(days=7 * weeks)).tz_localize(zone).tz_convert("UTC")
    hours = pd.date_range(start, end, freq="h", inclusive="left")
    local = hours.tz_convert(zone).tz_localize(None)
    rate = planted_week(per_hour)
    day = (local.normalize() - pd.Timestamp(first)).days.to_numpy()
    level = rng.gamma(1 / day_cv**2, day_cv**2, day.max() + 1) if day_cv > 0 else np.ones(day.max() + 1)
    if holiday is not None:
        level[(holiday - first).days] *= 0.4
    place = local.day_of_week.to_numpy() * 24 + local.hour.to_numpy()
    shape = _kind_rates(rate)[:, place] * level[day]
    counts = rng.poisson(shape)
    kind, cell = np.nonzero(counts)
    repeats = counts[kind, cell]
    kind, cell = np.repeat(kind, repeats), np.repeat(cell, repeats)
    created = hours[cell] + pd.to_timedelta(rng.random(len(cell)) * 3600, unit="s").floor("s")
    order = np.argsort(created.to_numpy(), kind="stable")
    return Planted(_rows(rng, created[order], kind[order], zone), rate, day_cv)


def _kind_rates(rate: np.ndarray) -> np.ndarray:
    clock = np.arange(168) % 24
    late = (clock >= 20) | (clock < 4)
    factors = np.array([kind.share * np.where(late, kind.night, 1.0) for kind in KINDS.values()])
    return rate * factors / factors.sum(axis=0)


def _rows(
    rng: np.random.Generator, created: pd.DatetimeIndex, kind: np.ndarray, zone: zoneinfo.ZoneInfo
) -> pd.DataFrame:
    n = len(created)
    names = list(KINDS)
    scene = np.empty(n)
    priority = np.empty(n, dtype="U1")
    for code, name in enumerate(names):
        mine = kind == code
        scene[mine] = draw(rng, KINDS[name], int(mine.sum()))
        priority[mine] = rng.choice(
            ["1", "2", "4"], int(mine.sum()), p=np.array(KINDS[name].grades) / sum(KINDS[name].grades)
        )
    queue, travel = rng.exponential(6.0, n), rng.gamma(*TRAVEL, n)
    stages = {"created": created}
    stages["queued"] = created + _minutes(rng.exponential(0.5, n))
    stages["dispatched"] = stages["queued"] + _minutes(queue)
    stages["arrived"] = stages["dispatched"] + _minutes(np.minimum(travel, 600))
    stages["first_cleared"] = stages["arrived"] + _minutes(np.minimum(scene, 700))
    stages["closed"] = stages["first_cleared"] + _minutes(rng.exponential(20.0, n))
    columns = {name: pd.Series(times.tz_convert(zone).strftime(FORMAT)) for name, times in stages.items()}
    frame = pd.DataFrame({"id": [str(number) for number in range(1, n + 1)], **columns})
    frame["priority"] = priority
    frame["problem"] = [names[code] for code in kind]
    frame["source"] = "Phone"
    frame["officer_initiated"] = "0"
    frame["extract"] = "full"
    return frame.astype(object)


def _minutes(values: np.ndarray) -> pd.TimedeltaIndex:
    return pd.to_timedelta(np.maximum(np.round(values * 60), 1), unit="s")


def draw(rng: np.random.Generator, kind: Kind, n: int) -> np.ndarray:
    """Minutes drawn from a planted distribution, (n,) float64."""
    if kind.family == "lognormal":
        spread = np.sqrt(np.log1p(kind.cv**2))
        return rng.lognormal(np.log(kind.mean) - spread**2 / 2, spread, n)
    if kind.family == "gamma":
        return rng.gamma(1 / kind.cv**2, kind.mean * kind.cv**2, n)
    if kind.family == "weibull":
        from scipy import optimize, special

        def excess(k: float) -> float:
            return float(special.gamma(1 + 2 / k) / special.gamma(1 + 1 / k) ** 2 - 1 - kind.cv**2)

        shape = optimize.brentq(excess, 0.2, 20)
        return kind.mean / special.gamma(1 + 1 / shape) * rng.weibull(shape, n)
    return rng.exponential(kind.mean, n)


MAPPING = """\
title: Planted town
columns: {incident: id, created: created, queued: queued, dispatched: dispatched, arrived: arrived,
          cleared: first_cleared, closed: closed, grade: priority, type: problem}
timestamps: "%Y-%m-%d %H:%M:%S"
time_zone: America/New_York
clocks_back: in_order
week_starts: sunday
use:
  - {column: extract, keep: [full]}
  - {column: officer_initiated, leave_out: ["1"]}
  - {column: priority, leave_out: ["6", "8"]}
grades:
  immediate: {title: One, values: ["1"], target_min: {urban: 15, rural: 20}}
  prompt: {title: Two, values: ["2"], target_min: {urban: 60, rural: 60}}
  low: {title: Four, values: ["4"], target_min: {urban: 480, rural: 480}}
areas:
  town: {kind: urban}
types: {keep: 4, at_least: 100, other: other, partners: {disorder: {ambulance: 0.1}}}
officers: {otherwise: {1: 0.6, 2: 0.4}}
completeness: {share: 0.8, low: 0.75, high: 0.85, why: planted}
clearing: {kind: deterministic, mean_min: 10}
force: {title: Planted force, utilisation: 0.625, duty_hours_per_officer: 1430}
study: {name: planted, question: "What would change?", crewing: single}
"""


def write_mapping(path: Path, *changes: tuple[str, str]) -> Path:
    """Write the mapping that fits these extracts, with pieces of its text replaced; each piece must be there."""
    text = MAPPING
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path
