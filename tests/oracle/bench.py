"""Support for the oracles: one configuration made by overrides alone, run in either engine, held against theory.

The replication is the unit of every interval.  An estimate agrees with theory when its 99.9 % interval covers the true value
*and* is narrow: a wide interval that covers everything does not pass.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import stats

from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.inputs import Inputs, Records
from sim.outcome import Outcome, conservation_faults
from sim.replication import engine_named

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
HOURS_PER_YEAR = 8766  # 365.25 days, as demand.logged_per_year counts
CONFIDENCE = 0.999

# Every mechanism off.  A clock that never changes keeps each day at 24 hours, so that hours of the day can be told from ms.
BARE = (
    "force=bench", "force.time_zone=UTC", "roster=always_on", "crewing=single", "staffing=full", "abstraction=none",
    "operations=bare", "sickness=none", "partners=none", "fatigue=none",
)


def logged(per_hour: float) -> str:
    """Return the override that makes incidents come at ``per_hour`` on average."""
    return f"demand.logged_per_year={per_hour * HOURS_PER_YEAR!r}"


@dataclass(frozen=True)
class Size:
    """How much is run in one engine, and the half-width then demanded, as a share of the true value."""

    replications: int
    days: int
    half_width: float = 0.02


@dataclass(frozen=True)
class Measured:
    """Incidents created in the measured window of one replication, none of them censored, with what came of them."""

    plan: Records
    practice: Records
    hours: float  # length of the window
    inputs: Inputs
    outcome: Outcome

    @property
    def waits_h(self) -> Floats:
        """Return hours from created to the first crew sent."""
        return (self.practice["sent"] - self.plan["created"]) / HOUR_MS


def replications(
    overrides: Sequence[str], engine: str, seed: int, size: Size, *, warmup_days: int, tail_days: int = 1
) -> Iterator[Measured]:
    """Run independent replications of a configuration and yield what each measured.

    Incidents count if created after the warm-up and before the last ``tail_days``, which let every one of them be closed: an
    incident of the window that is still open raises, so nothing is censored.
    """
    length = [f"run.days={size.days + tail_days}", f"run.warmup_days={warmup_days}", f"run.seed={seed}"]
    plan = make_plan(compose([*BARE, *overrides, *length]))
    run = engine_named(engine)
    for number in range(size.replications):
        inputs = draw_inputs(plan, number)
        outcome = run(inputs)
        if faults := conservation_faults(inputs, outcome):
            raise AssertionError(f"replication {number}: {'; '.join(faults)}")
        created = inputs.incidents["created"]
        inside = (created >= inputs.measure_from_ms) & (created < inputs.horizon_ms - tail_days * DAY_MS)
        practice = outcome.incidents[inside]
        if (practice["closed"] < 0).any():
            raise AssertionError(f"replication {number}: an incident of the window is still open at the end")
        yield Measured(inputs.incidents[inside], practice, size.days * 24.0, inputs, outcome)


@dataclass(frozen=True)
class Interval:
    """A mean over replications with its confidence interval."""

    mean: float
    half_width: float

    def covers(self, truth: float) -> bool:
        """Return whether ``truth`` lies in the interval."""
        return abs(self.mean - truth) <= self.half_width


def interval(values: Sequence[float] | Floats, controls: Floats | None = None, confidence: float = CONFIDENCE) -> Interval:
    """Return the mean of independent ``values`` (n,) with Student's interval.

    ``controls`` (n, q) have mean zero by construction, such as the excess of arrivals over their known mean: the part of the
    variation they explain is taken out by least squares (Lavenberg and Welch 1981, *Management Science* 27:322).
    """
    y = np.asarray(values, dtype=float)
    design = np.ones((y.size, 1)) if controls is None else np.column_stack([np.ones(y.size), controls])
    freedom = y.size - design.shape[1]
    if freedom < 9:
        raise ValueError(f"{y.size} replications are too few for an interval")
    inverse = np.linalg.inv(design.T @ design)
    fitted = inverse @ design.T @ y
    spread = float(((y - design @ fitted) ** 2).sum()) / freedom
    quantile = stats.t.ppf((1.0 + confidence) / 2.0, freedom)
    return Interval(float(fitted[0]), float(quantile * math.sqrt(spread * inverse[0, 0])))


def work_controls(measured: Measured, per_hour: float, mean_h: float) -> tuple[float, float]:
    """Return two controls of a replication: excess arrivals, and excess work beyond that of the mean job, as shares."""
    expected = per_hour * measured.hours
    work = float(measured.plan["scene_ms"].sum()) / HOUR_MS
    return measured.plan.size / expected - 1.0, work / mean_h / expected - measured.plan.size / expected


@dataclass
class Report:
    """What one test found, for the table at the end of a verbose run."""

    case: str
    engine: str
    load: str
    began: float = field(default_factory=time.perf_counter)
    rows: list[tuple[str, float, Interval, float]] = field(default_factory=list)

    def agrees(
        self, what: str, truth: float, values: Sequence[float] | Floats, half_width: float,
        controls: Floats | None = None, family: int = 1,
    ) -> None:
        """Assert that the interval of ``values`` covers ``truth`` and is no wider than asked.

        ``half_width`` is a share of ``truth``; probabilities below 0.1 may be two and a half times as wide.  ``family``
        intervals judged together share the risk of a false alarm (Bonferroni).
        """
        found = interval(values, controls, 1.0 - (1.0 - CONFIDENCE) / family)
        relative = found.half_width / abs(truth)
        self.rows.append((what, truth, found, time.perf_counter() - self.began))
        words = f"{self.case} ({self.engine}, {self.load}), {what}: theory {truth:.6g}, "
        words += f"simulated {found.mean:.6g} +- {found.half_width:.2g} ({100 * relative:.2f} %)"
        assert found.covers(truth), f"{words}: the interval misses the true value"
        assert relative <= half_width, f"{words}: wider than {100 * half_width:g} %"


REPORTS: list[Report] = []
