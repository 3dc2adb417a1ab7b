"""Every shipped study, on short runs: it composes, runs, and shows the headline values its folder promises."""

import pyarrow.parquet as pq
import pytest

from sim.cli import main
from sim.faults import Faults
from sim.metrics import METRICS
from sim.studies import load_study, shipped_studies, study_scenarios
from sim.yaml_strict import load_file

SHORT = ["run=smoke", "run.replications=6", "run.days=28", "run.warmup_days=7", "run.workers=1"]
SIGNS = {"+": 1, "-": -1}


def expectations(name):
    faults = Faults("expected.yaml")
    document = load_file(shipped_studies()[name] / "expected.yaml", faults)
    faults.raise_any()
    return document.data["expect"]


@pytest.mark.parametrize("name", sorted(shipped_studies()))
def test_a_study_says_what_it_must_show(name):
    ids = {scenario.id for scenario in study_scenarios(load_study(shipped_studies()[name]))}
    expected = expectations(name)
    assert expected, f"{name} promises nothing"
    for row in expected:
        assert row["scenario"] in ids
        assert row["metric"] in METRICS
        assert row["sign"] in SIGNS


@pytest.mark.parametrize("name", sorted(shipped_studies()))
def test_a_study_shows_what_it_says(name, tmp_path, capsys):
    assert main(["sweep", f"scenario={name}", *SHORT, f"out={tmp_path / name}", "--quiet"]) == 0
    capsys.readouterr()
    rows = pq.read_table(tmp_path / name / "tables" / "comparisons.parquet").to_pylist()
    found = {(row["scenario"], row["metric"]): row for row in rows if row["group"] == ""}
    for row in expectations(name):
        shown = found[row["scenario"], row["metric"]]
        sign = SIGNS[row["sign"]]
        assert sign * shown["diff_low"] > 0, f"{row}: {shown['diff_low']} to {shown['diff_high']}"
        assert sign * shown["diff_high"] > 0, f"{row}: {shown['diff_low']} to {shown['diff_high']}"
