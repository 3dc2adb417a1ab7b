"""Sickness by kind at constant hazards: each kind's share of days is that of theory, in whole runs of the engine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kernels import spells as k
from sim.configuration import compose
from sim.inputs.spells import expected_kind_shares, spell_parameters
from tests.oracle.bench import COMPILED, ENGINES, REFERENCE, Measured, Report, Size, observe

OFFICERS = 40
OVERRIDES = [
    f"force.officers={OFFICERS}", "demand=flat", "demand.logged_per_year=0", "sickness=by_kind", "sickness.gain=0",
    "sickness.short_per_year=12", "sickness.long_per_year=1.5", "sickness.psychological.per_year=4",
    "sickness.long={kind: gamma, mean_days: 35, cv: 0.2}", "sickness.psychological.spell={kind: exponential, mean_days: 9}",
    "sickness.season.on=false", "sickness.worked.on=false", "sickness.return_to_duty.decided_after_days=30",
    "sickness.return_to_duty.decision_takes_days=10", "sickness.return_to_duty.early.share=0.25", "sickness.history_days=200",
    "roster.always_on=false", "roster.shifts={D: {start: '08:00', hours: 8, night: false}}", "roster.cycle=[D, R]",
    "roster.teams=2", "roster.offset_days=1",
]  # fmt: skip
SIZES = {COMPILED: Size(90, 3_200), REFERENCE: Size(24, 500)}


@pytest.mark.parametrize("engine", ENGINES)
def test_each_kinds_share_of_days(engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    shares = expected_kind_shares(spell_parameters(compose(OVERRIDES).sickness))
    found = report(engine, f"{OFFICERS} officers, {shares.sum():.3f} of days sick")

    def look(measured: Measured) -> tuple[float, ...]:
        health = measured.outcome.health
        days = health[:, k.DAYS : k.DAYS + k.N_KINDS].sum(axis=0)
        return tuple(days / (OFFICERS * (measured.hours / 24.0)))

    seen = observe(OVERRIDES, engine, seed, SIZES[engine], look, settle_h=0, tail_h=0, warmup_days=10)
    wide = 0.2 if engine == REFERENCE else 0.03
    for kind, name in enumerate(k.NAMES):
        found.agrees(f"share of days, {name} spells", float(shares[kind]), seen[:, kind], wide)
