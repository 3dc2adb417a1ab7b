"""Options that came out the same in every run stand once, and the page says so."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.reports import build_dashboard
from sim.reports.alike import alike_in_words
from sim.reports.effects import changes
from sim.reports.finding import find
from sim.reports.results import read_results
from sim.reports.sections import public_charts
from sim.reports.standards import standards_table
from tests.support.fake_results import AXES, FRONT_DOOR, Recipes, without_effects, write_fake_results
from tests.support.pages import ATTENDED, changed, decided, exactly_alike, words_of

CUT_DOES_NOTHING: Recipes = changed(exactly_alike(without_effects()), ATTENDED, roster=-0.03, short=-0.05)


def test_a_setting_that_changes_nothing_is_folded_whatever_the_others(tmp_path: Path) -> None:
    results = read_results(write_fake_results(tmp_path, recipes=CUT_DOES_NOTHING | FRONT_DOOR))
    assert len(results.options) == 8
    results = read_results(write_fake_results(tmp_path / "b", recipes=CUT_DOES_NOTHING))
    assert len(results.others) == 3
    assert all(o.codes["staffing.cut"] == "0" for o in results.others)
    said = ["\u201c10% fewer officers\u201d and \u201cno cut\u201d came out the same in every run, whatever the other settings."]
    assert alike_in_words(results) == said
    _, table = decided(results)
    assert table.alike == said
    assert len(table.rows) == 4
    assert table.rows[0].alike == "the same in every run: \u201c10% fewer officers\u201d"
    page = words_of(build_dashboard(results.folder).read_text(encoding="utf-8"))
    assert "came out the same in every run, whatever the other settings" in page


def test_charts_and_tables_list_them_once_and_effects_still_use_them(tmp_path: Path) -> None:
    kept = {("standard_kept", "grade=1"): (1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 6200)}
    recipes = changed(CUT_DOES_NOTHING, ATTENDED, "grade=1", roster=-0.03, short=-0.05)
    results = read_results(write_fake_results(tmp_path, recipes=recipes | kept))
    chart = public_charts(results)[0]
    assert len(chart.table.rows) == 4
    assert "Options that came out the same in every run stand once" in chart.note
    standards = standards_table(results)
    assert standards is not None
    assert len(standards.rows) == 4
    assert [len(c.pairs) for c in changes(results)] == [4, 4, 4], "every pair of options that was run"


def test_a_single_pair_is_named_and_the_baseline_too(tmp_path: Path) -> None:
    recipes = changed(without_effects(), ATTENDED, roster=-0.03, cut=-0.04, short=-0.05)
    write_fake_results(tmp_path, recipes=exactly_alike(recipes))
    path = tmp_path / "tables" / "metrics.parquet"
    table = pd.read_parquet(path)
    ids = sorted(table["scenario"].unique())
    base = next(i for i in ids if i == "roster=two_two_two_four,staffing.cut=0,partners.shortfall=0")
    same = next(i for i in ids if i == "roster=two_two_two_four,staffing.cut=0.1,partners.shortfall=0")
    mine = table["scenario"] == same
    table.loc[mine, "value"] = table.loc[table["scenario"] == base, "value"].to_numpy()
    table.to_parquet(path)
    results = read_results(tmp_path)
    assert dict(results.folded) == {same: base}
    assert alike_in_words(results) == ["The baseline and \u201c10% fewer officers\u201d came out the same in every run."]


def test_one_digit_in_one_run_is_a_difference(tmp_path: Path) -> None:
    write_fake_results(tmp_path, recipes=CUT_DOES_NOTHING)
    path = tmp_path / "tables" / "metrics.parquet"
    table = pd.read_parquet(path)
    mine = (table["metric"] == "kss_mean") & table["scenario"].str.contains("cut=0.1") & (table["replication"] == 3)
    table.loc[table.index[mine][0], "value"] += 1e-9
    table.to_parquet(path)
    assert len(read_results(tmp_path).others) == 4


def test_where_nothing_changes_anything_that_is_the_finding(tmp_path: Path) -> None:
    write_fake_results(tmp_path, recipes=exactly_alike(without_effects()), axes=AXES)
    results = read_results(tmp_path)
    assert len(results.others) == 7, "all alike: none is folded"
    assert find(results).answer == "No option changes anything: each came out the same as the baseline in every run."
