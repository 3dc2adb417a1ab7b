"""`muster fit` on the real extract, where its folder is at hand: the figures of its README, its known problems, no record out."""

from __future__ import annotations

import datetime
import json
import os
import shutil
from pathlib import Path

import pytest

from sim.planner.clean import clean_extract
from sim.planner.fit import fit_extract
from sim.planner.mapping_file import load_mapping
from sim.studies import load_study, study_scenarios

TODAY = datetime.date(2026, 1, 1)
REPOSITORY = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("MUSTER_DATA", REPOSITORY.parent / "shared" / "data"))
REAL = DATA / "cad_alexandria_va_2025w35_w48.csv.gz"
SHIPPED = REPOSITORY / "scenarios" / "mappings" / "alexandria.yaml"
needs_real = pytest.mark.skipif(
    not REAL.is_file(), reason=f"the real extract is not in {DATA}; MUSTER_DATA names its folder"
)


@pytest.fixture(scope="module")
def real_fit(tmp_path_factory):
    folder = tmp_path_factory.mktemp("real")
    shutil.copy(DATA / "officers_required_by_problem.csv", folder)
    shutil.copy(SHIPPED, folder)
    return fit_extract(REAL, folder / SHIPPED.name, folder / "out", TODAY)


@needs_real
def test_real_extract_fits_with_the_shipped_mapping(real_fit):
    numbers = real_fit.numbers
    assert numbers["window"] | {"elapsed_hours": 0} == {
        "first": "2025-10-05",
        "last": "2025-11-29",
        "weeks": 8,
        "days": 54,
        "left_out": ["2025-11-27", "2025-11-28"],
        "elapsed_hours": 0,
    }
    assert numbers["rows"]["rows in the file"] - numbers["rows"]["not chosen by `use`"] == 7776
    assert numbers["rows"]["used"] == 7613
    # Reference figures: the data's own README (all 8 weeks); leaving out two quiet days lifts the rate a little.
    assert numbers["demand"]["per_hour_seen"] == pytest.approx(7613 / 1297, rel=1e-3)
    assert numbers["intervals"]["negative queued to dispatched"] <= 2
    assert 0.05 < numbers["demand"]["day_to_day_cv"] < 0.15
    assert len(study_scenarios(load_study(real_fit.folder))) == 18


@needs_real
def test_known_problems_of_the_real_extract_are_found(tmp_path):
    text = SHIPPED.read_text(encoding="utf-8")
    for line in ('  - {column: officer_initiated, leave_out: ["1"]}\n', "  table: officers_required_by_problem.csv"):
        assert line in text
    text = text.replace('  - {column: officer_initiated, leave_out: ["1"]}\n', "")
    text = "\n".join(
        line
        for line in text.split("\n")
        if "column: priority" not in line and not line.startswith(("leave_out_days", "accepted"))
    )
    text = text.replace('values: ["4", "5"]', 'values: ["4", "5", "6", "8"]')
    (tmp_path / "mapping.yaml").write_text(text, encoding="utf-8")
    clean, findings = clean_extract(REAL, load_mapping(tmp_path / "mapping.yaml"), TODAY)
    assert clean is not None
    assert not findings.fatal
    assert clean.counts["used"] == 10032
    assert clean.level["file"].day == "2025-10-05"
    assert clean.level["used"] is None
    # The data's README: 731, 84 and 2 negative intervals; missing 10.3 % and 4.9 % (wall clock).
    assert clean.intervals["negative arrived to first_cleared"] == pytest.approx(731, abs=1)
    assert clean.intervals["negative arrived to closed"] == pytest.approx(84, abs=1)
    # Two by the wall clock; one of them was queued before and dispatched after clocks went back.
    assert clean.intervals["negative queued to dispatched"] == 1
    assert clean.missing["arrived"] == pytest.approx(0.103, abs=0.0005)
    assert clean.missing["first_cleared"] == pytest.approx(0.049, abs=0.0005)
    rules = {item.rule for item in findings.items}
    assert {
        "level_change",
        "clocks_back",
        "negative_interval",
        "missing_time",
        "unusual_days",
        "unusual_weeks",
    } <= rules
    assert "2025-11-27" in clean.odd_days
    assert clean.odd_days["2025-11-27"] < 0.6
    assert any("Sunday 23 November 2025" in item.what for item in findings.items if item.rule == "unusual_weeks")


@needs_real
def test_real_outputs_hold_no_record(real_fit):
    import pandas as pd

    frame = pd.read_csv(REAL, dtype=str, keep_default_na=False)
    stamps = set(frame["created"]) | set(frame["arrived"])
    for name in ("demand.yaml", "force.yaml", "study.yaml", "observed.csv", "fit.json"):
        text = (real_fit.folder / name).read_text(encoding="utf-8")
        assert not any(stamp and stamp in text for stamp in stamps), name
    assert json.loads((real_fit.folder / "fit.json").read_text(encoding="utf-8"))["rows"]["used"] == 7613
