"""Support for the oracles: one configuration made by overrides alone, run in either engine, held against theory.

The replication is the unit of every interval.  An estimate agrees with theory when its 99.9 % interval covers the true value
*and* is narrow: a wide interval that covers everything does not pass.
"""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pytest
from _pytest.mark import ParameterSet
from scipy import stats

from sim.configuration import compose
from sim.inputs.build import Plan, draw_inputs, make_plan
from sim.inputs.inputs import Inputs, Records
from sim.outcome import Outcome, conservation_faults
from sim.replication import engine_named

Floats = npt.NDArray[np.float64]

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
HOURS_PER_YEAR = 8766  # 365.25 days, as demand.logged_per_year counts
CONFIDENCE = 0.999
FEWEST_DEGREES = 9  # fewer make Student's quantile, and with it the interval, of little use

# Every mechanism off.  A clock that never changes keeps each day at 24 hours, so that hours of the day can be told from ms.
BARE = (
    "force=bench", "force.time_zone=UTC", "roster=always_on", "crewing=single", "staffing=full", "abstraction=none",
    "operations=bare", "sickness=none", "partners=none", "fatigue=none",
)

# The compiled engine runs long; the reference runs short in the ordinary run and as long as the compiled in the deep one.
COMPILED, REFERENCE, REFERENCE_FULL = "compiled", "reference", "reference_full"
_FULL = pytest.param(REFERENCE_FULL, marks=pytest.mark.deep)
ENGINES = (COMPILED, REFERENCE, _FULL)
LONG_RUNS = (COMPILED, _FULL)  # where the reference's short run would be too vague to be of use


def on_engines(cases: Iterable[str], *, long: Collection[str], short: Collection[str]) -> list[ParameterSet]:
    """Return every case on every engine, as parameters ``(case, engine)``; some in the deep run only.

    The ordinary run holds the cases of ``long`` on the compiled engine and those of ``short`` in the reference's short run.
    Twins see to it that the engines do not differ, so that each case on one of them, and the theory on both, will do.
    """
    ordinary = {(case, COMPILED) for case in long} | {(case, REFERENCE) for case in short}
    every = [(case, engine) for case in cases for engine in (COMPILED, REFERENCE, REFERENCE_FULL)]
    return [pytest.param(*one, marks=() if one in ordinary else pytest.mark.deep) for one in every]


@dataclass(frozen=True)
class Size:
    """How much is run: independent replications, each of so many days, the first and last hours of which do not count."""

    replications: int
    days: int


@dataclass(frozen=True)
class Measured:
    """One replication: incidents created in the measured window, none of them censored, and what came of them."""

    plan: Records
    practice: Records
    low: int  # the window [low, high) in ms
    high: int
    inputs: Inputs
    outcome: Outcome

    @property
    def hours(self) -> float:
        """Return the length of the window."""
        return (self.high - self.low) / HOUR_MS

    @property
    def waits_h(self) -> Floats:
        """Return hours from created to the first crew sent, one for each incident of the window."""
        return (self.practice["sent"] - self.plan["created"]) / HOUR_MS


Look = Callable[[Measured], Sequence[float]]


def logged(per_hour: float) -> str:
    """Return the override that makes incidents come at ``per_hour`` on average."""
    return f"demand.logged_per_year={per_hour * HOURS_PER_YEAR!r}"


def observe(
    overrides: Sequence[str], engine: str, seed: int, size: Size, look: Look, *, settle_h: int = 24, tail_h: int = 8,
    warmup_days: int = 0,
) -> Floats:
    """Run independent replications of a configuration and return what ``look`` saw in each, (replications, numbers).

    Every replication starts empty; incidents count if created ``settle_h`` after the configured warm-up (the warm-up matters
    to time accounts and days sick, which start anew after it) and before the last ``tail_h``, in which
    every one of them must be closed: an incident of the window that is still open is an error, so nothing is censored.
    """
    length = [f"run.days={size.days}", f"run.warmup_days={warmup_days}", f"run.seed={seed}"]
    plan = make_plan(compose([*BARE, *overrides, *length]))

    def one(number: int) -> Sequence[float]:
        return look(_replicate(plan, engine, number, settle_h * HOUR_MS, tail_h * HOUR_MS))

    rows = [one(0)]  # alone, so that two threads never compile the same kernel
    if engine == COMPILED:
        with ThreadPoolExecutor(max_workers=2) as pool:  # the compiled engine runs without the interpreter's lock
            rows += pool.map(one, range(1, size.replications))
    else:
        rows += map(one, range(1, size.replications))
        gc.collect()  # the reference declares old what its runs leave behind, and the collector would let it lie
    return np.array(rows, dtype=float)


def one_run(overrides: Sequence[str], engine: str, seed: int, days: int) -> tuple[Inputs, Outcome]:
    """Run one replication of ``days`` from empty and return all of it, for what must hold to the millisecond."""
    plan = make_plan(compose([*BARE, *overrides, f"run.days={days}", "run.warmup_days=0", f"run.seed={seed}"]))
    inputs = draw_inputs(plan, 0)
    outcome = engine_named("compiled" if engine == COMPILED else "simpy")(inputs)
    if faults := conservation_faults(inputs, outcome):
        raise AssertionError("; ".join(faults))
    return inputs, outcome


def _replicate(plan: Plan, engine: str, number: int, settle_ms: int, tail_ms: int) -> Measured:
    inputs = draw_inputs(plan, number)
    outcome = engine_named("compiled" if engine == COMPILED else "simpy")(inputs)
    if faults := conservation_faults(inputs, outcome):
        raise AssertionError(f"replication {number}: {'; '.join(faults)}")
    low, high = inputs.measure_from_ms + settle_ms, inputs.horizon_ms - tail_ms
    inside = (inputs.incidents["created"] >= low) & (inputs.incidents["created"] < high)
    practice = outcome.incidents[inside]
    if (practice["closed"] < 0).any():
        raise AssertionError(f"replication {number}: an incident of the window is still open at the end")
    return Measured(inputs.incidents[inside], practice, low, high, inputs, outcome)


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

    ``controls`` (n, q) have mean 0: what they explain of the variation is taken out by least squares (see ``controls.py``).
    """
    y = np.asarray(values, dtype=float)
    design = np.ones((y.size, 1)) if controls is None else np.column_stack([np.ones(y.size), controls])
    freedom = y.size - design.shape[1]
    if freedom < FEWEST_DEGREES:
        raise ValueError(f"{y.size} replications are too few for an interval")
    inverse = np.linalg.inv(design.T @ design)
    fitted = inverse @ design.T @ y
    spread = float(((y - design @ fitted) ** 2).sum()) / freedom
    quantile = stats.t.ppf((1.0 + confidence) / 2.0, freedom)
    return Interval(float(fitted[0]), float(quantile * math.sqrt(spread * inverse[0, 0])))


@dataclass
class Report:
    """What one test found, for the table at the end of a verbose run."""

    case: str
    engine: str
    load: str
    began: float = field(default_factory=time.perf_counter)
    rows: list[tuple[str, float, Interval, float]] = field(default_factory=list)

    def agrees(
        self, what: str, truth: float, values: Floats, half_width: float, controls: Floats | None = None, family: int = 1
    ) -> None:
        """Assert that the interval of ``values`` covers ``truth`` and its half-width is at most ``half_width`` x ``truth``.

        ``family`` intervals that are judged together share the risk of a false alarm (Bonferroni).
        """
        found = interval(values, controls, 1.0 - (1.0 - CONFIDENCE) / family)
        relative = found.half_width / abs(truth)
        self.rows.append((what, truth, found, time.perf_counter() - self.began))
        words = f"{self.case} ({self.engine}, {self.load}), {what}: theory {truth:.6g}, "
        words += f"simulated {found.mean:.6g} +- {found.half_width:.2g} ({100 * relative:.2f} %)"
        assert found.covers(truth), f"{words}: the interval misses the true value"
        assert relative <= half_width, f"{words}: wider than {100 * half_width:g} %"


REPORTS: list[Report] = []
