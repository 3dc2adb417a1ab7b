"""Titles and panels of charts: each states what it shows, and claims nothing more."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sim.metrics import METRICS
from sim.reports.charts import Mark, Panel, panels_figure
from sim.reports.effects import effects
from sim.reports.finding import find
from sim.reports.results import read_results
from sim.reports.sections import officer_charts, public_charts
from sim.reports.tables import decision_table
from sim.reports.titles import Wanted, effects_title, finding_title
from sim.reports.words import VERDICTS
from tests.support.fake_results import RECIPES, write_fake_results
from tests.support.pages import ATTENDED, decided, rewritten, with_differences


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_fake_results(tmp_path_factory.mktemp("results"))


def test_titles_quote_what_the_chart_shows_and_not_an_average(folder: Path) -> None:
    results = read_results(folder)
    title = finding_title(results, [Wanted("backlog_mean"), Wanted("open_at_end")])
    option = max(results.others, key=lambda o: abs(results.comparison(o.id, "backlog_mean").difference))  # type: ignore[union-attr]
    own = results.comparison(option.id, "backlog_mean")
    assert own is not None
    assert f"(+{own.difference:.1f}\u202fincidents)" in title
    assert "averag" not in title
    words = effects_title(results, effects(results, [(ATTENDED, "")]), (ATTENDED, ""))
    assert "on average over the other settings" in words


def test_titles_name_the_group_a_number_belongs_to(folder: Path) -> None:
    results = read_results(folder)
    waits, attended = public_charts(results)[1], public_charts(results)[0]
    assert "the wait that one in ten exceeds over all grades" in waits.title
    assert waits.title.startswith("The middle wait for grade 1 rises")
    assert re.search(r"points for grade 2; with it also .* for grade 1", attended.title), "the largest first, named"


def test_opposite_goodness_is_joined_by_but_never_by_so_does(tmp_path: Path) -> None:
    wanted = [Wanted("kss7_hours"), Wanted("sleep_before_duty_h")]
    with_differences(write_fake_results(tmp_path), "kss7_hours", "worse", 20.0)
    with_differences(tmp_path, "sleep_before_duty_h", "better", 0.4)
    title = finding_title(read_results(tmp_path), wanted)
    assert ", but sleep before a tour rises (+0.40" in title
    with_differences(tmp_path, "sleep_before_duty_h", "worse", -0.4)
    title = finding_title(read_results(tmp_path), wanted)
    assert " and sleep before a tour falls" in title
    assert "so do" not in title


@pytest.mark.parametrize(("verdict", "difference"), [("better", 0.0005), ("too close to call", 0.2)])
def test_titles_claim_nothing_that_the_page_calls_tiny_or_too_close(tmp_path: Path, verdict: str, difference: float) -> None:
    with_differences(write_fake_results(tmp_path), ATTENDED, verdict, difference)
    title = finding_title(read_results(tmp_path), [Wanted(ATTENDED)])
    assert title == "No option clearly changes attendance within target by more than a trifle"


def test_grades_stand_in_the_order_and_by_the_titles_of_the_force(tmp_path: Path) -> None:
    names = {"grade=1": "grade=prompt", "grade=2": "grade=standard", "grade=3": "grade=immediate"}
    titles = {"immediate": "Priority 1", "prompt": "Priority 2", "standard": "Priority 3", "low": "Priority 4", "e": "Five"}

    def edit(manifest: dict[str, Any]) -> None:
        grades = {name: {"title": title} for name, title in titles.items()}
        for scenario in manifest["scenarios"]:
            scenario["config"] = {"force": {"grades": grades}}

    write_fake_results(tmp_path, edit=edit)
    for name in ("metrics", "comparisons"):
        path = tmp_path / "tables" / f"{name}.parquet"
        table = pd.read_parquet(path)
        table["group"] = table["group"].replace(names)
        extra = [table[table["group"] == "grade=prompt"].assign(group=f"grade={g}") for g in ("e", "low")]
        pd.concat([table, *extra]).to_parquet(path)
    results = read_results(tmp_path)
    assert results.groups(ATTENDED, "grade") == [f"grade={name}" for name in titles]
    chart = public_charts(results)[0]
    panels = [t for t in titles.values() if any(a["text"].startswith(t) for a in chart.figure["layout"]["annotations"])]
    assert panels == ["Priority 1", "Priority 2", "Priority 3", "Priority 4"]
    assert [h.split(",")[0] for h in chart.table.heads if "within target" in h] == list(titles.values())
    assert "for Priority 1" in chart.title
    assert "1 more measure only in the table" in chart.note


def test_rows_that_surely_differ_do_not_look_alike(tmp_path: Path) -> None:
    write_fake_results(tmp_path)

    def edit(table: pd.DataFrame) -> pd.DataFrame:
        mine = table["metric"] == "sleep_before_duty_h"
        table.loc[mine, ["mean", "low", "high"]] = 6.611, 6.60, 6.62
        compared = mine & table["difference"].notna()
        table.loc[compared, ["mean", "difference", "diff_low", "diff_high"]] = 6.614, 0.003, 0.002, 0.004
        table.loc[compared, "verdict"] = "better"
        return table

    results = read_results(rewritten(tmp_path, edit))
    chart = officer_charts(results)[0]
    place = next(i for i, h in enumerate(chart.table.heads) if h.startswith("Sleep before"))
    assert {row[place] for row in chart.table.rows} == {"6.611", "6.614"}
    assert {row[place + 2] for row in chart.table.rows[1:]} == {"+0.003\u202fh"}
    texts = {a["text"] for a in chart.figure["layout"]["annotations"]}
    assert "6.614 =" in texts, "marked as hardly changing"
    shapes = {t["name"]: t["marker"] for t in chart.figure["data"] if t.get("name")}
    assert shapes["better, tiny"]["symbol"] == "square-open"
    assert shapes["better, tiny"]["color"] != shapes["worse"]["color"]


def test_tiny_cells_are_coloured_neither_as_gain_nor_as_loss(tmp_path: Path) -> None:
    with_differences(write_fake_results(tmp_path), ATTENDED, "worse", -0.0005)
    results = read_results(tmp_path)
    cells = [c for r in decided(results)[1].rows for c in r.cells if c.word == "worse, tiny"]
    assert cells
    assert {c.tone for c in cells} == {"open"}
    assert VERDICTS["better, tiny"].shape == VERDICTS["worse, tiny"].shape
    assert VERDICTS["better, tiny"].shape not in {VERDICTS[v].shape for v in ("better", "worse", "too close to call")}


def test_an_axis_shows_equal_values_as_equal_and_holds_every_interval() -> None:
    def axis(*marks: tuple[float, float, float], name: str = "wait_p90_min") -> dict[str, Any]:
        panel = Panel(METRICS[name], "t", tuple(Mark(*m, "baseline", "") for m in marks))
        return panels_figure([str(i) for i in range(len(marks))], [panel], 1)[0]["layout"]["xaxis"]

    low, high = axis((10.0, 10.0, 10.0), (10.0, 10.0, 10.0))["range"]
    assert high - low > 0.39, "not zoomed into rounding noise"
    low, high = axis((10.0, 8.0, 12.0), (20.0, 14.0, 26.0))["range"]
    assert low < 8.0
    assert high > 26.0
    at_zero = axis((0.5, 0.0, 1.0))
    assert -0.1 < at_zero["range"][0] < 0.0, "room for a mark at zero, no more"
    assert min(at_zero["tickvals"]) == 0.0
    full = axis((0.99, 0.98, 1.0), name=ATTENDED)
    assert 100.0 < full["range"][1] < 100.2
    assert len(full["tickvals"]) >= 2


def test_a_measure_stands_under_the_heading_of_those_it_is_about(tmp_path: Path) -> None:
    """Harm of calls turned away is registered long after what officers bear, and is the public's."""
    results = read_results(write_fake_results(tmp_path, recipes={**RECIPES, ("threshold_harm", ""): (9, 1, 1, 1, 0, 1, 0.1, 1)}))
    families = [results.family(name) for name, _ in results.headline]
    assert families.count("public") == 4
    assert [family for family, _ in itertools.groupby(families)] == list(results.paying)
    own = [count for _, count in decision_table(results, find(results)).families]
    assert own[: len(results.paying)] == [families.count(family) for family in results.paying]
