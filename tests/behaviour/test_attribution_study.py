"""A study that asks what came from what, as a planner runs it: the section, the table, and the page made again."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from sim.cli import main

STUDY = """study: mine
question: "Cut or shortfall?"
choose: {run: smoke}
set: {run.days: 7, run.warmup_days: 1, run.replications: 4, run.workers: 1}
sweep: {staffing.cut: [0, 0.1], partners.shortfall: [0, 0.25], sickness.gain: [0.5, 0]}
baseline: {staffing.cut: 0, partners.shortfall: 0, sickness.gain: 0.5}
attribute:
  - {name: both, says: "Cut and shortfall", metrics: [utilisation, officer_hours_held]}
"""


def test_a_sweep_shares_out_and_a_report_does_so_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "study.yaml").write_text(STUDY, encoding="utf-8")
    out = tmp_path / "results"
    assert main(["sweep", f"study={tmp_path}", f"out={out}", "--quiet"]) == 0
    assert "All changes together: utilisation rises by" in capsys.readouterr().out
    path = out / "tables" / "attributions.parquet"
    table, page = path.read_bytes(), (out / "dashboard.html").read_bytes()
    assert b"What came from what" in page
    path.unlink()
    assert main(["report", str(out)]) == 0
    assert (path.read_bytes(), (out / "dashboard.html").read_bytes()) == (table, page)
    assert main(["check", str(out)]) == 0
    rows = pd.read_parquet(path)
    assert list(rows["at"].unique()) == ["sickness.gain=0.5", "sickness.gain=0"]
    one = rows[(rows["metric"] == "utilisation") & (rows["at"] == "sickness.gain=0.5")].set_index("part")["mean"]
    assert one["staffing.cut"] + one["partners.shortfall"] == pytest.approx(one["total"], rel=1e-9)
    compared = pd.read_parquet(out / "tables" / "comparisons.parquet")
    end = "staffing.cut=0.1,partners.shortfall=0.25,sickness.gain=0.5"
    whole = compared[(compared["scenario"] == end) & (compared["metric"] == "utilisation") & (compared["group"] == "")]
    assert one["total"] == pytest.approx(whole["difference"].iloc[0], rel=1e-9)


def test_a_sweep_cut_short_by_words_says_that_nothing_is_shared_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "study.yaml").write_text(STUDY, encoding="utf-8")
    words = ["partners.shortfall=0", "sickness.gain=0.5", "run.days=3", "run.replications=2"]
    assert main(["sweep", f"study={tmp_path}", *words, f"out={tmp_path / 'short'}", "--quiet"]) == 0
    page = (tmp_path / "short" / "dashboard.html").read_text(encoding="utf-8")
    assert "a setting that is to change was not run with another value" in page
    capsys.readouterr()
