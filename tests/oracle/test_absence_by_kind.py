"""Machine repair where sickness is told by kind, and the loop is there with a gain of nought: the number away is binomial.

One hazard for everybody, no season, nothing that work does: spells of three kinds at constant rates are one stream, and its mean
length is the mean over kinds. With a frailty of their own officers are still independent, and the number away is a sum of unlike
trials (Poisson binomial): its mean and variance follow from each officer's own share.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from kernels.kinds import SICK
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from tests.oracle import theory
from tests.oracle.bench import BARE, COMPILED, REFERENCE, Look, Measured, Report, Size, observe, on_engines
from tests.oracle.counting import off_by_day

OFFICERS = 8
RATES = {"short": 20.0, "long": 3.0, "psychological": 6.0}
DAYS = {"short": theory.geometric_days(2.0), "long": 6.0, "psychological": 4.0}
EVERY_DAY = [
    f"force.officers={OFFICERS}", "demand=flat", "demand.logged_per_year=0",
    "roster.always_on=false", "roster.shifts={D: {start: '08:00', hours: 8, night: false}}", "roster.cycle=[D]",
]  # fmt: skip
BY_KIND = [
    *EVERY_DAY, "sickness=by_kind", "sickness.gain=0", "sickness.season.on=false", "sickness.worked.on=false",
    "sickness.return_to_duty.on=false", f"sickness.short_per_year={RATES['short']}", f"sickness.long_per_year={RATES['long']}",
    f"sickness.psychological.per_year={RATES['psychological']}", "sickness.short={kind: exponential, mean_days: 2}",
    "sickness.long={kind: deterministic, mean_days: 6}", "sickness.psychological.spell={kind: deterministic, mean_days: 4}",
]  # fmt: skip
AT_ONE_RATE = [
    *EVERY_DAY, "sickness=feedback", "sickness.gain=0", f"sickness.short_per_year={sum(RATES.values())}",
    "sickness.long_per_year=0", "sickness.short={kind: exponential, mean_days: 2}",
]  # fmt: skip
SIZES = {COMPILED: Size(130, 3600), REFERENCE: Size(30, 600)}


def _share(times: float = 1.0) -> float:
    """Return the share of days away at so many times the rates, all kinds together."""
    total = sum(RATES.values())
    return theory.share_away(times * total, sum(RATES[kind] * DAYS[kind] for kind in RATES) / total)


def _look(mean: float, variance: float) -> Look:
    """Return what is looked at: the mean number away, its spread around the true mean, none away, three or more."""

    def look(measured: Measured) -> tuple[float, ...]:
        away = off_by_day(measured, OFFICERS, SICK)
        return away.mean(), ((away - mean) ** 2).mean() / variance, float((away == 0).mean()), float((away >= 3).mean())

    return look


@pytest.mark.parametrize(
    ("told", "engine"), on_engines(["by kind", "at one rate"], long=["by kind"], short=["at one rate"])
)
def test_number_away_is_binomial(told: str, engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    words = BY_KIND if told == "by kind" else AT_ONE_RATE
    share = _share() if told == "by kind" else theory.share_away(sum(RATES.values()), DAYS["short"])
    binomial = stats.binom(OFFICERS, share)
    found = report(engine, f"{OFFICERS} officers, spells {told}, gain 0, {share:.3f} away")
    look = _look(binomial.mean(), binomial.var())
    seen = observe(words, engine, seed, SIZES.get(engine, SIZES[COMPILED]), look, settle_h=0, tail_h=0)
    wide, wider = (0.05, 0.12) if engine == REFERENCE else (0.02, 0.02)
    found.agrees("mean number away", float(binomial.mean()), seen[:, 0], wide)
    found.agrees("variance / binomial variance", 1.0, seen[:, 1], wider)
    found.agrees("P(nobody away)", float(binomial.pmf(0)), seen[:, 2], wider)
    found.agrees("P(three or more away)", float(binomial.sf(2)), seen[:, 3], 0.15 if engine == REFERENCE else 0.03)


def test_frail_officers_are_away_by_their_own_share(seed: int, report: Callable[[str, str], Report]) -> None:
    """Mean and variance of a sum of unlike trials; the variance is below the binomial one of the same mean."""
    words = [*BY_KIND, "sickness.frailty=0.8"]
    plan = make_plan(compose([*BARE, *words, "run.days=1", "run.warmup_days=0", f"run.seed={seed}"]))
    frailty = draw_inputs(plan, 0).spells.frailty
    shares = np.array([_share(times) for times in frailty])
    mean, variance = float(shares.sum()), float((shares * (1 - shares)).sum())
    assert frailty.std() > 0.3
    assert variance < 0.97 * OFFICERS * shares.mean() * (1 - shares.mean())
    spread = f"{frailty.min():.2f} to {frailty.max():.2f}"
    found = report(COMPILED, f"{OFFICERS} officers, frailty from {spread}, {shares.mean():.3f} away")
    seen = observe(words, COMPILED, seed, SIZES[COMPILED], _look(mean, variance), settle_h=0, tail_h=0)
    found.agrees("mean number away", mean, seen[:, 0], 0.02)
    found.agrees("variance / that of unlike trials", 1.0, seen[:, 1], 0.02)
    found.agrees("P(nobody away)", float(np.prod(1 - shares)), seen[:, 2], 0.02)
