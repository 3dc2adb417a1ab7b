"""Machine repair: officers fall sick independently at one daily rate and come back; nobody's work matters to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from scipy import stats

from kernels.kinds import SICK
from tests.oracle import theory
from tests.oracle.bench import COMPILED, REFERENCE, Look, Measured, Report, Size, observe, on_engines
from tests.oracle.counting import off_by_day

OFFICERS = 8
SPELLS_PER_YEAR = 30.0  # often and short, so that a run holds many
OVERRIDES = [
    f"force.officers={OFFICERS}", "demand=flat", "demand.logged_per_year=0", "sickness=independent",
    f"sickness.short_per_year={SPELLS_PER_YEAR}", "sickness.long_per_year=0",
    # everybody has a tour every day, after the draw of 06:00
    "roster.always_on=false", "roster.shifts={D: {start: '08:00', hours: 8, night: false}}", "roster.cycle=[D]",
]
SPELLS = {
    "geometric": ("sickness.short={kind: exponential, mean_days: 2}", theory.geometric_days(2.0)),
    "deterministic": ("sickness.short={kind: deterministic, mean_days: 3}", 3.0),
}
SIZES = {COMPILED: Size(130, 3600), REFERENCE: Size(30, 600)}


def _look(share: float) -> Look:
    """Return what is looked at: share away, spread of the number away around its true mean, none away, three or more."""

    def look(measured: Measured) -> tuple[float, ...]:
        away = off_by_day(measured, OFFICERS, SICK)
        spread = ((away - OFFICERS * share) ** 2).mean() / (OFFICERS * share * (1.0 - share))
        return away.mean() / OFFICERS, spread, float((away == 0).mean()), float((away >= 3).mean())

    return look


@pytest.mark.parametrize(("spell", "engine"), on_engines(SPELLS, long=["geometric"], short=["deterministic"]))
def test_number_away_is_binomial(spell: str, engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    override, days = SPELLS[spell]
    share = theory.share_away(SPELLS_PER_YEAR, days)
    found = report(engine, f"{OFFICERS} officers, {spell} spells of {days:.3f} days, {share:.3f} away")
    seen = observe([*OVERRIDES, override], engine, seed, SIZES.get(engine, SIZES[COMPILED]), _look(share), settle_h=0, tail_h=0)
    binomial = stats.binom(OFFICERS, share)
    wide, wider = (0.05, 0.10) if engine == REFERENCE else (0.02, 0.02)
    found.agrees("share away", share, seen[:, 0], wide)
    found.agrees("variance / binomial variance", 1.0, seen[:, 1], wider)
    found.agrees("P(nobody away)", float(binomial.pmf(0)), seen[:, 2], wider)
    truth = float(binomial.sf(2))
    found.agrees("P(three or more away)", truth, seen[:, 3], 0.15 if engine == REFERENCE else 0.05 if truth < 0.1 else 0.02)


def test_days_sick_are_counted_on_rest_days_too(seed: int, report: Callable[[str, str], Report]) -> None:
    """The officers' own count of sick days, which needs no tours, has the same share of all days after the warm-up."""
    override, days = SPELLS["geometric"]
    share = theory.share_away(SPELLS_PER_YEAR, days)
    found = report(COMPILED, f"{OFFICERS} officers, geometric spells, tours on two days of four")

    def look(measured: Measured) -> tuple[float, ...]:
        sick = measured.outcome.seats["sick_days"].sum()
        return (sick / OFFICERS / (measured.hours / 24.0),)

    rested = [text for text in OVERRIDES if not text.startswith("roster.cycle")] + ["roster.cycle=[D,D,R,R]"]
    seen = observe([*rested, override], COMPILED, seed, Size(60, 1000), look, settle_h=0, tail_h=0, warmup_days=30)
    found.agrees("share of days sick", share, seen[:, 0], 0.02)
