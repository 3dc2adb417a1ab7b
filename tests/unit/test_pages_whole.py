"""The page as a file: what it may run, what it fetches, what it holds."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from sim.reports import build_dashboard
from sim.reports.results import read_results
from tests.support.fake_results import write_fake_results
from tests.support.pages import ATTENDED, rewritten


def test_the_page_may_run_two_scripts_and_nothing_else(page: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == "'none'"
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.S)
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts}
    assert set(rules["script-src"].split()) == hashes
    assert len(scripts) == 2
    assert "unsafe" not in rules["script-src"]


def test_the_page_fetches_nothing(page: str) -> None:
    own = re.sub(r"<script>.*?</script>", "", page, flags=re.S)
    assert not re.search(r"""(src|href|action|data)\s*=\s*["'](?!#)""", own.split('id="chart-data"')[0])
    assert not re.search(r"url\(|@import", own)


def test_chart_data_cannot_leave_their_element(tmp_path: Path) -> None:
    evil = "</script><script>alert(1)</script>"
    write_fake_results(tmp_path, label=lambda text: evil + text)
    page = build_dashboard(tmp_path).read_text(encoding="utf-8")
    data = re.search(r'id="chart-data">(.*?)</script>', page, flags=re.S)
    assert data is not None
    assert not set("<>&") & set(data[1])
    assert len(json.loads(data[1])["charts"]) == page.count('<figure class="chart"')
    assert evil not in page


def test_every_chart_has_its_numbers_words_and_title(page: str) -> None:
    blocks = re.findall(r"<figure.*?</figure>", page, flags=re.S)
    assert len(blocks) == 11
    titles = set()
    for block in blocks:
        heading = re.search(r"<h3[^>]*>(.+?)</h3>", block)
        assert heading is not None
        titles.add(heading[1])
        assert re.search(r'role="img" aria-label="[^"]{60,}"', block)
        assert re.search(r"\d+ (paired )?runs", block), "n is stated"
        assert "interval" in block
        assert block.count("<tr>") > 3
    assert len(titles) == len(blocks)


def test_titles_are_computed_from_the_numbers(folder: Path, tmp_path: Path, page: str) -> None:
    write_fake_results(tmp_path)

    def raised(table: pd.DataFrame) -> pd.DataFrame:
        cut = table["scenario"].str.contains("cut=0.1") & (table["metric"] == ATTENDED) & table["difference"].notna()
        table.loc[cut, ["difference", "diff_low", "diff_high"]] *= -1
        table.loc[cut, "verdict"] = "better"
        return table

    rewritten(tmp_path, raised)
    other = build_dashboard(tmp_path).read_text(encoding="utf-8")
    falls = "Attendance within target falls most under \u201c10% fewer officers + 25% less partner capacity\u201d"
    assert falls in page
    assert falls not in other
    assert falls.replace("falls", "rises") in other


def test_building_twice_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    first, second = (build_dashboard(folder, tmp_path / name).read_bytes() for name in ("a.html", "b.html"))
    assert first == second


def test_pages_of_a_folder_may_share_one_script(folder: Path, tmp_path: Path) -> None:
    pages = [build_dashboard(folder, tmp_path / name, shared_script=True) for name in ("a.html", "b.html")]
    [script] = tmp_path.glob("plotly-*.min.js")
    assert script.stat().st_size > 1_000_000
    for each in pages:
        assert each.stat().st_size < 1_000_000
        assert f'src="{script.name}"' in each.read_text(encoding="utf-8")


def test_a_bare_manifest_is_enough(tmp_path: Path) -> None:
    write_fake_results(tmp_path)
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    assert "Who gains and who pays" in build_dashboard(tmp_path).read_text(encoding="utf-8")


def test_hours_without_data_leave_gaps_and_no_crash(tmp_path: Path) -> None:
    write_fake_results(tmp_path)
    path = tmp_path / "tables" / "metrics.parquet"
    table = pd.read_parquet(path)
    table[table["hour_of_week"] != 25].to_parquet(path)
    results = read_results(tmp_path)
    supply = results.by_hour(results.baseline.id, "supply_officers")
    assert supply is not None
    assert np.isnan(supply[25])
    assert np.isfinite(np.delete(supply, 25)).all()
    assert build_dashboard(tmp_path).is_file()


def test_asking_for_reports_loads_no_heavy_library() -> None:
    code = "import sim.reports, sys; print([m for m in ('plotly', 'pandas', 'jinja2', 'scipy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
