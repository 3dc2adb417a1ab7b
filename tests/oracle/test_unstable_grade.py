"""Two grades and too few officers: the urgent are served as theory says; the routine are called unstable, never given a mean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sim.cli import main
from sim.configuration import compose
from sim.experiments.comparison import compare
from sim.experiments.stability import judge
from sim.experiments.tables import registry_judging
from sim.replication import simulate
from sim.reports.finding import find
from sim.reports.results import read_results
from sim.reports.sections import public_charts
from sim.reports.titles import Wanted, verdict_for
from tests.oracle.bench import BARE, COMPILED, Report, logged, one_run

MEAN_H, LOADS = 0.1, (0.5, 0.7)  # urgent, routine: 1.2 officers' work for one
LAM = sum(LOADS) / MEAN_H
OVERRIDES = [
    "demand=two_grades", "force.officers=1", logged(LAM), "demand.types.urgent.share=5", "demand.types.routine.share=7",
    "demand.types.urgent.scene.mean_min=6", "demand.types.routine.scene.mean_min=6",
]
URGENT, ROUTINE = "grade=immediate", "grade=prompt"
# With the officer never idle, an urgent incident waits for the end of the work in hand and for the urgent ahead of it.  Work and
# rest of work being exponential, its wait is so too, with rate mu - lam (M/M/1 whose server takes vacations; Fuhrmann and
# Cooper 1985, Operations Research 33:1117): the mean 1 / (mu - lam) is Cobham's, and one in ten waits ln 10 times that.
URGENT_WAIT_MIN = 60.0 / (1.0 / MEAN_H - LOADS[0] / MEAN_H)
RUNS = 40
Measures = dict[tuple[str, str], np.ndarray]


def _measures(overrides: list[str], replications: int) -> Measures:
    scenario = compose([*BARE, *overrides])
    tables = [simulate(scenario, number) for number in range(replications)]
    whole = tables[0].hour_of_week == -1
    names = list(zip(np.array(tables[0].metric)[whole].tolist(), np.array(tables[0].group)[whole].tolist(), strict=True))
    values = np.array([table.value[table.hour_of_week == -1] for table in tables])
    return dict(zip(names, values.T, strict=True))


def test_the_urgent_have_their_wait_and_the_routine_have_none(seed: int, report: Callable[[str, str], Report]) -> None:
    measures = _measures([*OVERRIDES, f"run.seed={seed}", "run.days=160", "run.warmup_days=7"], RUNS)
    judged = judge(measures, RUNS)
    assert (judged.whole.verdict, judged.unstable_grades) == ("unstable", (ROUTINE,))
    found = report(COMPILED, f"M/M/1, urgent {LOADS[0]}, routine {LOADS[1]}: overloaded")
    found.agrees("wait_p90_min of the urgent", np.log(10.0) * URGENT_WAIT_MIN, measures["wait_p90_min", URGENT], 0.02)
    found.agrees("backlog_mean of the urgent", LOADS[0] / MEAN_H * URGENT_WAIT_MIN / 60.0, measures["backlog_mean", URGENT], 0.02)
    growth = (sum(LOADS) - 1.0) / LOADS[1]  # what is left over, as a share of the routine incidents that come in
    found.agrees("backlog_growth_share of the routine", growth, measures["backlog_growth_share", ROUTINE], 0.05)

    registry = registry_judging()
    rows = compare({"only": measures}, "only", registry.directions, registry.headline, unstable={"only": judged.unstable_grades})
    told = {(row.metric, row.group): row for row in rows}
    for metric in ("wait_p50_min", "wait_p90_min", "attended_within_target", "backlog_mean"):
        urgent, routine = told[metric, URGENT], told[metric, ROUTINE]
        assert urgent.own.mean == pytest.approx(measures[metric, URGENT].mean())
        assert routine.verdict == "unstable" and np.isnan([routine.own.mean, routine.own.low, routine.own.high]).all()


def test_the_mean_wait_of_the_urgent_is_cobhams(seed: int, report: Callable[[str, str], Report]) -> None:
    means = []
    for number in range(40):
        inputs, outcome = one_run(OVERRIDES, COMPILED, seed + number, 80)
        plan, practice = inputs.incidents, outcome.incidents
        mine = (plan["grade"] == 0) & (plan["created"] > 2 * 86_400_000) & (practice["sent"] >= 0)
        means.append(float((practice["sent"] - plan["created"])[mine].mean()) / 60_000)
    found = report(COMPILED, "M/M/1, the routine overloaded")
    found.agrees("mean wait of the urgent, min", URGENT_WAIT_MIN, np.array(means), 0.03)


def test_a_force_that_keeps_up_is_stable_in_every_grade(seed: int) -> None:
    measures = _measures([*OVERRIDES, "force.officers=2", f"run.seed={seed}", "run.days=56", "run.warmup_days=7"], 12)
    assert judge(measures, 12).whole.verdict == "stable"
    assert judge(measures, 12).unstable_grades == ()


def _backlogs(growth: dict[str, float]) -> Measures:
    """Return backlogs of ten replications by group, which grow by so much; 1000 incidents come in to each."""
    noise = np.random.default_rng(1).normal(size=10)
    out: Measures = {}
    for group, more in growth.items():
        first = 40.0 + noise
        out |= {("backlog_first_half", group): first, ("backlog_second_half", group): first + more + 0.1 * noise,
                ("backlog_growth_share", group): np.full(10, more / 1000.0)}
    return out


def test_one_unstable_grade_makes_the_whole_unstable() -> None:
    judged = judge(_backlogs({"": 15.0, "grade=a": 0.0, "grade=b": 50.0}), 10)
    assert (judged.whole.verdict, judged.whole.ran_away_share, judged.unstable_grades) == ("unstable", 1.0, ("grade=b",))


def test_where_only_the_sum_tells_no_grade_is_trusted() -> None:
    assert judge(_backlogs({"": 30.0, "grade=a": 15.0, "grade=b": 15.0}), 10).unstable_grades == ("grade=a", "grade=b")
    assert judge(_backlogs({"": 5.0, "grade=a": 0.0, "grade=b": 15.0}), 10).unstable_grades == ()


def test_an_unstable_group_is_compared_with_nothing() -> None:
    values = {name: {("wait", "grade=a"): base + np.arange(8.0), ("wait", "grade=b"): base + np.arange(8.0) ** 2}
              for name, base in (("base", 0.0), ("x", 1.0), ("y", 2.0))}
    rows = compare(values, "base", {"wait": "lower"}, set(), unstable={"base": ["grade=a"], "y": ["grade=b"]})
    told = {(row.scenario, row.group): row for row in rows}
    assert {key: row.verdict for key, row in told.items()} == {
        ("base", "grade=a"): "unstable", ("base", "grade=b"): "baseline", ("x", "grade=a"): "not compared",
        ("x", "grade=b"): "worse", ("y", "grade=a"): "not compared", ("y", "grade=b"): "unstable"}
    assert told["x", "grade=a"].own.mean == 4.5 and np.isnan(told["x", "grade=a"].baseline_mean)
    assert told["x", "grade=b"].family_size == 1  # what is not compared widens nobody's interval


def test_the_page_shows_the_grade_that_keeps_up_and_calls_the_other_unstable(tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "run"
    length = ["run.days=40", "run.warmup_days=2", "run.replications=6", f"run.seed={seed}", "run.workers=1"]
    assert main(["run", *BARE, *OVERRIDES, *length, f"out={folder}", "--quiet"]) == 0
    results = read_results(folder)
    only = results.baseline
    assert not only.stable and results.kept_up(only) == ["Immediate"]
    assert verdict_for(results, only, Wanted("wait_p90_min", URGENT)) == "baseline"
    assert verdict_for(results, only, Wanted("wait_p90_min", ROUTINE)) == "unstable"
    assert verdict_for(results, only, Wanted("wait_p90_min")) == "unstable"
    assert results.estimate(only.id, "wait_p90_min", URGENT).mean == pytest.approx(np.log(10.0) * URGENT_WAIT_MIN, rel=0.1)
    assert np.isnan(results.estimate(only.id, "wait_p90_min", ROUTINE).mean)
    assert "but those of Immediate" in find(results).answer
    rows = [row for chart in public_charts(results) for row in chart.table.rows]
    assert any("unstable" in row for row in rows)
    assert (folder / "dashboard.html").is_file()
