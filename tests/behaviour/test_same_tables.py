"""The real model from the command line: the same tables, byte for byte, whatever the machine does around it."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SWEEP = ["sweep", "roster=two_two_two_four,four_on_four_off", "staffing.cut=0,0.1", "sickness=feedback", "force.officers=80",
         "demand.logged_per_year=40000", "run.days=4", "run.warmup_days=2", "--quiet"]


def sweep(out, *words, **environment):
    done = subprocess.run(
        [sys.executable, "-m", "sim.cli", *SWEEP, *words, f"out={out}"], cwd=ROOT, env={**os.environ, **environment},
        capture_output=True, text=True, timeout=300, check=False,
    )
    assert done.returncode == 0, done.stderr
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(Path(out).rglob("*.parquet"))
    }


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return sweep(tmp_path_factory.mktemp("plain") / "out", "run.replications=3", "run.workers=1", PYTHONHASHSEED="1", TZ="UTC")


def test_there_are_tables(plain):
    assert len([name for name in plain if name.startswith("replications/")]) == 12
    assert "tables/comparisons.parquet" in plain


def test_two_workers_another_hash_seed_another_time_zone(plain, tmp_path):
    other = sweep(tmp_path / "out", "run.replications=3", "run.workers=2", PYTHONHASHSEED="2", TZ="Pacific/Auckland")
    assert other == plain


def test_grown_from_fewer_replications(plain, tmp_path):
    few = sweep(tmp_path / "out", "run.replications=1", "run.workers=1", PYTHONHASHSEED="3", TZ="America/New_York")
    assert set(few) < set(plain)
    assert sweep(tmp_path / "out", "run.replications=3", "run.workers=1") == plain
