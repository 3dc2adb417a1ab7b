"""Every shipped study composes, and shows the headline values its folder promises: on short runs here, at full length in deep."""

import math

import numpy as np
import pyarrow.parquet as pq
import pytest

from sim.cli import main
from sim.experiments.statistics import paired_difference
from sim.faults import Faults
from sim.metrics import METRICS, WHOLE_PERIOD
from sim.replication import simulate
from sim.studies import find_study, load_study, shipped_studies, study_scenarios, with_words
from sim.yaml_strict import load_file

SIGNS = {"+": 1, "-": -1, "0": 0}
RUNS = 6  # the fewest in which a difference that is the same every time says something
SHORT = ["run.days=14", "run.warmup_days=7", f"run.replications={RUNS}"]


def expectations(name, part="expect"):
    faults = Faults("expected.yaml")
    document = load_file(find_study(name) / "expected.yaml", faults)
    faults.raise_any()
    return document.data.get(part, [])


def measure_of(row):
    return row["metric"], row.get("group", "")


@pytest.mark.parametrize("name", sorted(shipped_studies()))
def test_a_study_says_what_it_must_show(name):
    ids = {scenario.id for scenario in study_scenarios(load_study(find_study(name)))}
    expected = expectations(name)
    assert expected, f"{name} promises nothing"
    for row in expected:
        assert row["scenario"] in ids
        assert row["metric"] in METRICS
        assert row["sign"] in SIGNS
    for row in expectations(name, "baseline"):
        assert row["metric"] in METRICS
        assert row["from"] < row["to"]
    assert (find_study(name) / "README.md").read_text(encoding="utf-8").startswith(f"# {name}:")


def values_of(scenario):
    """What each run of a scenario comes to: (metric, group) -> (runs,)."""
    found = {}
    for run in range(RUNS):
        table = simulate(scenario, run)
        assert table.check["conserved"], table.check["faults"]
        whole = table.hour_of_week == WHOLE_PERIOD
        metrics, groups = np.array(table.metric)[whole], np.array(table.group)[whole]
        for metric, group, value in zip(metrics, groups, table.value[whole], strict=True):
            found.setdefault((str(metric), str(group)), []).append(value)
    return found


def assert_shown(row, difference, low, high):
    """The difference is what the row promises; one without an interval has the same sign in every run, or is none."""
    sign = SIGNS[row["sign"]]
    if sign == 0:
        assert (difference, low, high) == (0, 0, 0), f"{row}: {low} to {high}"
    else:
        assert sign * low > 0 and sign * high > 0, f"{row}: {low} to {high}"


@pytest.mark.parametrize("name", sorted(set(shipped_studies()) - {"first_look"}))
def test_a_study_shows_what_it_says_on_short_runs(name):
    expected = [row for row in expectations(name) if not row.get("full_length")]
    options = {one.id: one for one in study_scenarios(with_words(load_study(find_study(name)), SHORT))}
    baseline = values_of(next(one.scenario for one in options.values() if one.is_baseline))
    options = {id_: values_of(options[id_].scenario) for id_ in {row["scenario"] for row in expected}}
    for row in expected:
        gap = paired_difference(options[row["scenario"]][measure_of(row)], baseline[measure_of(row)])
        assert_shown(row, gap.difference, gap.low, gap.high)


def compared(name, words, out):
    """Run the study as a planner does, and return its comparisons: (scenario, metric, group) -> row."""
    assert main(["sweep", f"scenario={name}", *words, f"out={out}", "--quiet"]) == 0
    assert (out / "dashboard.html").stat().st_size > 0
    rows = pq.read_table(out / "tables" / "comparisons.parquet").to_pylist()
    return {(row["scenario"], row["metric"], row["group"]): row for row in rows}


def assert_all_shown(name, found):
    for row in expectations(name):
        shown = found[row["scenario"], *measure_of(row)]
        low, high = shown["diff_low"], shown["diff_high"]
        if math.isnan(low):  # the same in every run, and too few runs among so many comparisons for an interval
            assert shown["n"] > 1 and shown["standard_error"] == 0
            low = high = shown["difference"]
        assert_shown(row, shown["difference"], low, high)


def test_the_first_study_shows_what_it_says(tmp_path, capsys):
    words = ["run=smoke", f"run.replications={RUNS}", "run.days=28", "run.warmup_days=7", "run.workers=1"]
    found = compared("first_look", words, tmp_path / "first_look")
    capsys.readouterr()
    assert_all_shown("first_look", found)


@pytest.mark.deep
@pytest.mark.parametrize("name", sorted(shipped_studies()))
def test_a_study_shows_what_it_says_at_full_length(name, tmp_path, capsys):
    found = compared(name, [], tmp_path / name)
    capsys.readouterr()
    assert_all_shown(name, found)
    baseline = next(one.id for one in study_scenarios(load_study(find_study(name))) if one.is_baseline)
    for row in expectations(name, "baseline"):
        mean = found[baseline, *measure_of(row)]["mean"]
        assert row["from"] <= mean <= row["to"], f"{row}: {mean}"
