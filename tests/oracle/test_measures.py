"""The measures a user reads, against the same numbers counted directly from the outcome, and against theory."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sim.configuration import compose
from sim.outcome_table import ReplicationTable
from sim.replication import play, simulate
from sim.scenario import Scenario
from tests.oracle import theory
from tests.oracle.bench import BARE, COMPILED, HOUR_MS, HOURS_PER_YEAR, Report, logged
from tests.oracle.counting import mean_by_hour, present_ms

MINUTE_MS = 60_000


def _value(table: ReplicationTable, metric: str, group: str = "", hour: int = -1) -> float:
    rows = (np.array(table.metric) == metric) & (np.array(table.group) == group) & (table.hour_of_week == hour)
    assert rows.sum() == 1, f"{metric} {group} {hour}: {rows.sum()} rows"
    return float(table.value[rows][0])


def _scenario(seed: int, *overrides: str) -> Scenario:
    return compose([*BARE, *overrides, f"run.seed={seed}"])


@pytest.mark.parametrize("engine", ["compiled", "simpy"])
def test_measures_are_what_a_direct_count_gives(engine: str, seed: int) -> None:
    scenario = _scenario(
        seed, "demand=two_grades", "force.officers=3", logged(4.5), "run.days=56", "run.warmup_days=7", "engine=" + engine)
    table = simulate(scenario, 1)
    inputs, outcome = play(scenario, 1)
    low, high = inputs.measure_from_ms, inputs.horizon_ms
    created, practice = inputs.incidents["created"], outcome.incidents
    inside = created >= low
    arrived = practice["arrived"]
    targets = np.array([15, 60]) * MINUTE_MS  # force=bench
    for grade, name in ((None, ""), (0, "grade=immediate"), (1, "grade=prompt")):
        mine = inside if grade is None else inside & (inputs.incidents["grade"] == grade)
        until = np.where(arrived[mine] >= 0, arrived[mine], high)
        waits = np.sort((until - created[mine]) / MINUTE_MS)
        assert _value(table, "wait_p50_min", name) == pytest.approx(np.percentile(waits, 50), rel=1e-12)
        assert _value(table, "wait_p90_min", name) == pytest.approx(np.percentile(waits, 90), rel=1e-12)
        target = targets[inputs.incidents["grade"][mine]]
        met = (arrived[mine] >= 0) & (until - created[mine] <= target)
        due = created[mine] + target <= high
        assert _value(table, "attended_within_target", name) == pytest.approx(met[due].mean(), rel=1e-12)
    sent = np.where(practice["sent"] >= 0, practice["sent"], high)
    closed = np.where(practice["closed"] >= 0, practice["closed"], high)
    window = np.array([low, high])
    backlog = np.diff(present_ms(created, sent, window))[0] / (high - low)
    busy = np.diff(present_ms(sent, closed, window))[0] / (high - low)
    assert _value(table, "backlog_mean") == pytest.approx(backlog, rel=1e-12)
    assert _value(table, "utilisation") == pytest.approx(busy / 3, rel=1e-12)
    assert _value(table, "officers_on_duty") == pytest.approx(3.0, rel=1e-12)
    assert _value(table, "open_at_end") == (practice["closed"] < 0).sum()
    years = (high - low) / HOUR_MS / HOURS_PER_YEAR
    assert _value(table, "incidents_logged") == pytest.approx(inside.sum() / years, rel=1e-12)
    assert _value(table, "incidents_attended") == pytest.approx((inside & (arrived >= 0)).sum() / years, rel=1e-12)


def test_profiles_by_hour_are_what_a_direct_count_gives(seed: int) -> None:
    scenario = _scenario(seed, "demand=hourly", "force.officers=4", logged(5.0), "run.days=28", "run.warmup_days=7")
    table = simulate(scenario, 0)
    inputs, outcome = play(scenario, 0)
    practice, high = outcome.incidents, inputs.horizon_ms
    sent = np.where(practice["sent"] >= 0, practice["sent"], high)
    closed = np.where(practice["closed"] >= 0, practice["closed"], high)
    waiting = mean_by_hour(inputs.incidents["created"], sent, inputs.measure_from_ms, high)
    busy = mean_by_hour(sent, closed, inputs.measure_from_ms, high)
    for hour in range(24):
        week = range(hour, 168, 24)
        assert np.mean([_value(table, "waiting_incidents", "", h) for h in week]) == pytest.approx(waiting[hour], abs=1e-9)
        assert np.mean([_value(table, "busy_officers", "", h) for h in week]) == pytest.approx(busy[hour], abs=1e-9)
        assert _value(table, "supply_officers", "", hour) == pytest.approx(4.0, rel=1e-12)


def test_measures_agree_with_theory(seed: int, report: Callable[[str, str], Report]) -> None:
    """What the page shows, run after run: backlog, utilisation and the quantile of waits of M/M/c."""
    officers, mean_h, load = 3, 0.5, 0.6
    lam = load * officers / mean_h
    scenario = _scenario(seed, "demand=flat", f"force.officers={officers}", logged(lam), "run.days=364", "run.warmup_days=7")
    tables = [simulate(scenario, number) for number in range(115)]
    found = report(COMPILED, f"M/M/{officers}, load {load}")
    backlog = lam * theory.mmc_wait(lam, 1 / mean_h, officers)
    waits = theory.erlang_c(lam * mean_h, officers)
    # P(wait > t) = C exp(-(c mu - lam) t), so the 90 % quantile is where that falls to 0.1
    p90 = 60.0 * np.log(waits / 0.1) / (officers / mean_h - lam)
    for metric, truth, width in (("backlog_mean", backlog, 0.02), ("utilisation", load, 0.02), ("wait_p90_min", p90, 0.02),
                                 ("incidents_attended", lam * HOURS_PER_YEAR, 0.02)):
        found.agrees(metric, float(truth), np.array([_value(table, metric) for table in tables]), width)


def test_sickness_share_agrees_with_theory(seed: int, report: Callable[[str, str], Report]) -> None:
    overrides = [
        "force.officers=100", "demand=flat", "demand.logged_per_year=0", "sickness=independent", "sickness.short_per_year=6",
        "sickness.long_per_year=0", "sickness.short={kind: exponential, mean_days: 4}",
        "roster.always_on=false", "roster.shifts={D: {start: '08:00', hours: 8, night: false}}", "roster.cycle=[D,D,D,R]",
    ]
    scenario = _scenario(seed, *overrides, "run.days=1456", "run.warmup_days=7")
    tables = [simulate(scenario, number) for number in range(20)]
    share = theory.share_away(6.0, theory.geometric_days(4.0))
    found = report(COMPILED, f"100 officers, {share:.3f} away")
    found.agrees("sickness_share", share, np.array([_value(table, "sickness_share") for table in tables]), 0.05)
    sick_days = np.array([_value(table, "sick_days") for table in tables])
    found.agrees("sick_days a year", share * HOURS_PER_YEAR / 24.0, sick_days, 0.05)
