"""Pages without a browser: what the finding says, how effects add up, what is withheld, and what the page may run."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.metrics import FAMILIES, METRICS, headline_metrics, metric
from sim.reports import build_dashboard, finding_in_words
from sim.reports.charts import Mark, Panel, panels_figure
from sim.reports.effects import beyond_sum, changes, effects
from sim.reports.finding import find, shown_verdict
from sim.reports.protection import groups_to_hide, officers_in
from sim.reports.results import Comparison, UnreadableResults, read_results
from sim.reports.sections import officer_charts, public_charts
from sim.reports.tables import decision_table, group_tables
from sim.reports.titles import Wanted, effects_title, finding_title
from sim.reports.trust import facts, provenance
from sim.reports.words import (
    VERDICTS,
    chart_text,
    figure,
    group_words,
    interval,
    is_tiny,
    plain,
    size_of,
    standing,
    within,
    wrap,
)
from tests.support.fake_results import RECIPES, write_fake_results

ATTENDED = "attended_within_target"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_fake_results(tmp_path_factory.mktemp("results"))


@pytest.fixture(scope="module")
def page(folder: Path) -> str:
    return build_dashboard(folder).read_text(encoding="utf-8")


def rewritten(folder: Path, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Path:
    """Change the stored comparisons of a folder."""
    path = folder / "tables" / "comparisons.parquet"
    change(pd.read_parquet(path)).to_parquet(path)
    return folder


def judged(folder: Path, verdicts: dict[str, str]) -> Path:
    """Give every option the same verdict on each named headline metric, too close to call on the others."""

    def change(table: pd.DataFrame) -> pd.DataFrame:
        compared = table["difference"].notna()
        table.loc[compared, "verdict"] = [verdicts.get(m, "too close to call") for m in table.loc[compared, "metric"]]
        return table

    return rewritten(folder, change)


# The registry


def test_every_metric_is_fully_described() -> None:
    for name, each in METRICS.items():
        assert name == each.name
        assert each.family in FAMILIES
        assert len(each.definition) > 30
        assert each.definition.endswith(".")
        assert each.denominator
        assert each.unit
        assert 0 <= each.decimals <= 3
    assert len({m.title for m in METRICS.values()}) == len(METRICS), "two metrics share a title"
    assert {m.family for m in headline_metrics()} == {"public", "officers", "partners"}


def test_an_unknown_metric_is_answered_with_near_ones() -> None:
    with pytest.raises(KeyError, match="kss7_hours"):
        metric("kss7_hour")


# Words


def test_numbers_read_as_british_readers_write_them() -> None:
    share, hours = METRICS[ATTENDED], METRICS["officer_hours_held"]
    assert figure(share, 0.8123) == "81.2"
    assert figure(hours, 14725.4) == "14,725"
    assert figure(share, -0.05, signed=True) == "\u22125.0"
    assert figure(share, 0.00001, signed=True) == "0.0", "nothing has no sign"
    assert figure(share, math.nan) == "\u2013"


def test_the_size_of_a_fall_is_given_without_sign_and_smaller_end_first() -> None:
    words = size_of(METRICS[ATTENDED], -0.021, -0.026, -0.016).replace("\u202f", " ")
    assert words == "2.1 points (1.6 to 2.6)"


def test_labels_lose_what_cannot_be_seen_and_chart_text_is_literal() -> None:
    assert plain("a\u202eb\u0000c\n d") == "abc d"
    assert plain("x" * 500, 20) == "x" * 19 + "\u2026"
    assert chart_text("<a href=x>&$x$") == "&lt;a href=x&gt;&amp;&#36;x&#36;"


def test_labels_wrap_into_balanced_lines() -> None:
    rows = wrap("five-week variable roster + 10% fewer officers + partners 25% short", 42).split("<br>")
    assert len(rows) == 2
    assert max(map(len, rows)) - min(map(len, rows)) < 12
    assert wrap("", 10) == ""


@pytest.mark.parametrize(
    ("group", "words"),
    [("grade=1", "Grade 1"), ("grade=prompt", "Prompt grade"), ("partner=mental_health", "Mental health"), ("", "All")],
)
def test_groups_are_named_in_words(group: str, words: str) -> None:
    assert group_words(group) == words


def test_a_difference_is_tiny_under_a_hundredth_of_the_baseline_or_a_tenth_of_a_point() -> None:
    assert is_tiny(METRICS["officer_hours_held"], -189.0, 38000.0)
    assert not is_tiny(METRICS["officer_hours_held"], 400.0, 38000.0)
    assert is_tiny(METRICS[ATTENDED], 0.0009, 0.84)
    assert not is_tiny(METRICS[ATTENDED], 0.0011, 0.84)
    assert not is_tiny(METRICS["sickness_share"], 0.0006, 0.047), "a hundredth of a small share is less than a tenth point"


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        (["better", "too close to call"], "gains"),
        (["worse", "better, tiny"], "pays"),
        (["worse", "better"], "mixed"),
        (["worse, tiny"], "hardly changes"),
        (["too close to call"], "too close to call"),
        ([], "too close to call"),
    ],
)
def test_standing_weighs_nothing_and_ignores_trifles(verdicts: list[str], expected: str) -> None:
    assert standing(verdicts) == expected


def test_verdicts_differ_by_shape_and_sign_so_that_print_needs_no_colour() -> None:
    main = [VERDICTS[v] for v in ("better", "worse", "too close to call", "baseline", "higher", "lower")]
    assert len({v.shape for v in main}) == len(main)
    assert len({v.sign for v in main}) == len(main)
    assert all(v.word for v in main)


# Effects


def test_main_effects_find_what_was_planted(folder: Path) -> None:
    results = read_results(folder)
    found = {e.change.axis: e for e in effects(results, [(ATTENDED, "")])}
    _, roster, cut, short, both, *_ = RECIPES[ATTENDED, ""]
    planted = {"roster": roster, "staffing.cut": cut + both / 2, "partners.shortfall": short + both / 2}
    assert set(found) == set(planted)
    for axis, size in planted.items():
        effect = found[axis]
        assert effect.low < size < effect.high, axis
        assert effect.high - effect.low < 0.012, "narrow enough to have failed"
        assert len(effect.change.pairs) == 4
        assert effect.family_size == 3 * len(results.headline)


def test_what_exceeds_the_sum_is_the_planted_interaction(folder: Path) -> None:
    [effect] = beyond_sum(read_results(folder), [(ATTENDED, "")])
    assert effect.low < RECIPES[ATTENDED, ""][4] < effect.high < 0
    assert effect.verdict == "worse"


def test_unstable_options_take_no_part_in_effects(tmp_path: Path) -> None:
    def edit(manifest: dict[str, Any]) -> None:
        manifest["unstable"] = [manifest["scenarios"][7]["id"]]

    results = read_results(write_fake_results(tmp_path, edit=edit))
    assert {len(c.pairs) for c in changes(results)} == {3}
    assert beyond_sum(results, [(ATTENDED, "")]) == []


# The finding


def words_of(page: str) -> str:
    """What a reader sees of a page: no scripts, styles or chart data."""
    return re.sub(r"<(script|style).*?</\1>", "", page, flags=re.S)


def test_an_unstable_single_run_says_so_and_shows_no_average(tmp_path: Path) -> None:
    def edit(manifest: dict[str, Any]) -> None:
        manifest["unstable"] = [manifest["scenarios"][0]["id"]]

    write_fake_results(tmp_path, only_baseline=True, edit=edit)
    finding = find(read_results(tmp_path))
    assert finding.answer.startswith("This arrangement is unstable")
    assert not finding.warnings, "said once"
    page = build_dashboard(tmp_path).read_text(encoding="utf-8")
    own = words_of(page)
    assert "<figure" not in own, "no chart, so no title that could claim anything"
    assert finding_title(read_results(tmp_path), [Wanted(ATTENDED)]).endswith("unstable, so no value is shown")
    before_trust = own.split('id="trust"')[0]
    for value in ("84.", "118", "38,"):
        assert value not in before_trust, value
    assert "nothing to compare" not in before_trust


def test_few_runs_are_said_to_be_too_few(tmp_path: Path) -> None:
    finding = find(read_results(judged(write_fake_results(tmp_path / "few", replications=4), {})))
    assert "4 simulated runs" in finding.answer
    assert "too few to settle much" in finding.answer
    assert "no option differs clearly" not in finding.answer
    assert "at least ten" in finding.sentences[0]
    single = finding_in_words(write_fake_results(tmp_path / "single", replications=3, only_baseline=True))
    assert "ask for at least ten" in single
    enough = find(read_results(judged(write_fake_results(tmp_path / "enough", replications=5), {})))
    assert enough.answer.startswith("Too close to call")
    results = read_results(tmp_path / "few")
    assert finding_title(results, [Wanted("backlog_mean")]).startswith("Too few runs to tell")
    assert next(f for f in facts(results) if f.title == "Runs").alarm


def test_a_trade_names_the_gain_and_the_price(folder: Path) -> None:
    finding = find(read_results(folder))
    assert finding.answer.startswith("What moves attendance within target most")
    trade = finding.sentences[0]
    assert "is a trade" in trade
    assert trade.index("rises by 2.") < trade.index("hours on duty while sleepy rise")
    assert finding.subject is not None
    assert {s.family: s.standing for s in finding.families} == {
        "public": "gains",
        "officers": "mixed",
        "partners": "too close to call",
    }
    assert [row.title for row in finding.ledger] == [
        "five-week variable roster",
        "10% fewer officers",
        "25% less partner capacity",
    ]
    assert [s.standing for s in finding.ledger[1].shares] == ["pays", "pays", "hardly changes"]
    assert any("10 of 10 simulated runs" in s for s in finding.sentences)


def test_an_option_better_for_some_and_worse_for_none_is_called_better(tmp_path: Path) -> None:
    finding = find(read_results(judged(write_fake_results(tmp_path), {ATTENDED: "better"})))
    assert "is better than the baseline" in finding.answer
    assert "trade" not in finding.answer


def test_nothing_beats_the_baseline(tmp_path: Path) -> None:
    finding = find(read_results(judged(write_fake_results(tmp_path), {ATTENDED: "worse"})))
    assert finding.answer.startswith("Nothing tried beats the baseline")
    assert finding.subject_words.endswith("the option with the worst attendance within target")


def test_a_trade_that_costs_the_public_is_not_put_forward(tmp_path: Path) -> None:
    judged(write_fake_results(tmp_path), {ATTENDED: "worse", "overtime_paid_hours": "better"})

    def change(table: pd.DataFrame) -> pd.DataFrame:
        table.loc[(table["metric"] == ATTENDED) & table["difference"].notna(), "difference"] = -0.02
        return table

    finding = find(read_results(rewritten(tmp_path, change)))
    assert finding.answer.startswith("Nothing tried beats the baseline: 7 of 7 alternatives are")
    assert {s.family: s.standing for s in finding.families}["officers"] == "gains"


def test_too_close_to_call_is_an_answer(tmp_path: Path) -> None:
    finding = find(read_results(judged(write_fake_results(tmp_path), {})))
    assert finding.answer.startswith("Too close to call")
    assert {s.standing for s in finding.families} == {"too close to call"}


def test_an_unstable_option_is_called_unstable_and_never_recommended(tmp_path: Path) -> None:
    names: list[str] = []

    def edit(manifest: dict[str, Any]) -> None:
        names.append(manifest["scenarios"][4]["id"])
        manifest["unstable"] = names

    results = read_results(write_fake_results(tmp_path, edit=edit))
    finding = find(results)
    assert finding.subject is not None
    assert finding.subject.id not in names
    assert any(w.startswith("Unstable: \u201cfive-week variable roster\u201d") for w in finding.warnings)
    row = next(r for r in decision_table(results, finding.subject).rows if r.kind == "unstable")
    assert row.cells == ()


def test_instability_is_read_from_the_scenarios_table_too(tmp_path: Path) -> None:
    write_fake_results(tmp_path)
    path = tmp_path / "tables" / "scenarios.parquet"
    table = pd.read_parquet(path)
    table["stability"] = ["stable"] * 7 + ["unstable"]
    table["ran_away_share"] = [0.0] * 6 + [0.3, 1.0]
    table.to_parquet(path)
    results = read_results(tmp_path)
    assert [o.stable for o in results.options] == [True] * 7 + [False]
    words = next(f for f in facts(results) if f.title == "Stability").words
    assert "3 of 10 runs" in words


def test_an_unstable_baseline_allows_no_comparison(tmp_path: Path) -> None:
    def edit(manifest: dict[str, Any]) -> None:
        manifest["unstable"] = [manifest["scenarios"][0]["id"]]

    results = read_results(write_fake_results(tmp_path, edit=edit))
    finding = find(results)
    assert "baseline itself is unstable" in finding.answer
    assert finding.subject is None
    assert all(results.comparison(o.id, ATTENDED) is None for o in results.options)
    assert build_dashboard(tmp_path).is_file()


def test_one_scenario_is_described_and_not_compared(tmp_path: Path) -> None:
    write_fake_results(tmp_path, only_baseline=True)
    words = finding_in_words(tmp_path)
    assert "nothing to compare" in words
    assert "84.0%" in words
    page = build_dashboard(tmp_path).read_text(encoding="utf-8")
    assert "Baseline" not in re.sub(r"<script.*?</script>", "", page, flags=re.S).split('id="sources"')[0]


def test_one_run_calls_nothing(tmp_path: Path) -> None:
    write_fake_results(tmp_path, replications=1)
    assert "too little to call" in finding_in_words(tmp_path)
    assert build_dashboard(tmp_path).is_file()


def test_words_for_the_terminal_fit_the_windows_code_page(folder: Path) -> None:
    assert finding_in_words(folder).encode("cp1252")


def test_sure_but_trifling_is_marked_tiny(folder: Path) -> None:
    results = read_results(folder)
    held = METRICS["officer_hours_held"]
    comparison = Comparison(-189.0, -250.0, -120.0, 10, 0.9, 63, "better")
    assert shown_verdict(results, held, comparison) == "better, tiny"


def test_missing_results_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableResults, match=re.escape("tables/metrics.parquet")):
        read_results(tmp_path)


@pytest.mark.parametrize(
    ("entry", "alarm", "words"),
    [
        ([{"verdict": "identical", "days": 7}], False, "exactly the same events"),
        ([{"verdict": "different", "detail": "event 12", "scenario": "a", "replication": 1}], True, "Do not decide"),
        ([{"verdict": "error"}], True, "failed to run"),
        ([], True, "No run was repeated"),
    ],
)
def test_the_audit_is_told_in_words(tmp_path: Path, entry: list[Any], alarm: bool, words: str) -> None:
    results = read_results(write_fake_results(tmp_path, edit=lambda m: m.update(audit=entry)))
    fact = next(f for f in facts(results) if f.title == "Audit")
    assert fact.alarm is alarm
    assert words in fact.words
    at_the_top = [w for w in find(results).stop if words in w]
    assert bool(at_the_top) is (words == "Do not decide")


def test_books_that_do_not_balance_stop_the_reader(tmp_path: Path) -> None:
    results = read_results(write_fake_results(tmp_path, edit=lambda m: m.update(checks={"conserved": False})))
    fact = next(f for f in facts(results) if f.title == "Books")
    assert fact.alarm
    assert "Do not decide" in fact.words
    assert "Do not decide" in finding_in_words(tmp_path).split("is a trade")[0], "before the answer"


# Titles of charts


def with_differences(folder: Path, metric: str, verdict: str, difference: float) -> Path:
    """Give every option the same stored difference on a measure, with a bound a fifth away on either side."""

    def edit(table: pd.DataFrame) -> pd.DataFrame:
        mine = (table["metric"] == metric) & table["difference"].notna()
        low, high = sorted((difference * 0.8, difference * 1.2))
        table.loc[mine, ["difference", "diff_low", "diff_high"]] = difference, low, high
        table.loc[mine, "verdict"] = verdict
        return table

    return rewritten(folder, edit)


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
    assert "1 more group only in the table" in chart.note


# Digits and intervals


def test_intervals_are_cut_to_what_is_possible() -> None:
    share, wait = METRICS[ATTENDED], METRICS["wait_p90_min"]
    assert interval(share, 0.8, 1.2) == "80.0 to 100.0"
    assert interval(share, -0.3, 1.2) == "no useful interval"
    assert interval(wait, -40.0, 130.0) == "0.0 to 130.0"
    assert interval(share, -1.4, 0.2, signed=True) == "\u2212100.0 to +20.0"
    assert interval(share, -1.4, 1.2, signed=True) == "no useful interval"
    assert interval(share, -0.5, 0.4, signed=True, base=0.84) == "\u221250.0 to +16.0"
    assert interval(wait, -40.0, 5.0, signed=True, base=16.0) == "\u221216.0 to +5.0"
    assert within(wait, -3.0, 4.0) == (0.0, 4.0)
    assert interval(METRICS["backlog_growth_share"], -0.2, 1.1) == "\u221220.0 to 110.0", "this one may be anything"


def test_a_sure_difference_is_not_shown_as_nothing() -> None:
    backlog = METRICS["backlog_mean"]
    assert size_of(backlog, 0.27, 0.02, 0.51) == "0.27 (0.02 to 0.51)"
    assert interval(backlog, -0.51, -0.02, signed=True) == "\u22120.51 to \u22120.02"
    assert interval(backlog, -0.02, 0.51, signed=True) == "0.0 to +0.5", "unsure: as few digits as always"


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
    with_differences(write_fake_results(tmp_path), "officer_hours_held", "worse", 189.0)
    results = read_results(tmp_path)
    cells = [c for r in decision_table(results, None).rows for c in r.cells if c.word == "worse, tiny"]
    assert cells
    assert {c.tone for c in cells} == {"open"}
    assert VERDICTS["better, tiny"].shape == VERDICTS["worse, tiny"].shape
    assert VERDICTS["better, tiny"].shape not in {VERDICTS[v].shape for v in ("better", "worse", "too close to call")}


# Words a newcomer must not trip over


def test_no_cell_says_too_close_to_call_twice_and_no_code_stands_unexplained(folder: Path, page: str) -> None:
    for share in find(read_results(folder)).families:
        assert (share.standing + share.words).count("too close to call") <= 1
    assert any("codes of the project's mission" in title for title, _ in provenance(read_results(folder)))
    own = words_of(page)
    assert "Rows it serves" not in own
    assert "that settles" not in own


# Small numbers


def test_a_lone_small_group_takes_the_next_smallest_with_it() -> None:
    assert groups_to_hide({"a": 300, "b": 200, "c": 8}) == {"c", "b"}
    assert groups_to_hide({"a": 300, "b": 4, "c": 8}) == {"b", "c"}
    assert groups_to_hide({"a": 300, "b": 10}) == frozenset()
    assert groups_to_hide({"a": 300, "b": math.nan}) == {"a", "b"}, "an unknown headcount counts as small"


def test_headcounts_come_from_officer_years(folder: Path) -> None:
    results = read_results(folder)
    assert officers_in(results, results.baseline.id, "area=isles") == pytest.approx(8)
    assert officers_in(results, results.baseline.id, "area=north") == pytest.approx(300)


def test_small_groups_are_nowhere_in_the_page(folder: Path, page: str) -> None:
    values = read_results(folder).metrics
    isles = values[(values["group"] == "area=isles") | (values["group"] == "area=south")]["value"]
    assert isles.min() > 70_000, "the planted values are far from all others"
    own = re.sub(r"<script>.*?</script>", "", page, flags=re.S)  # Plotly's own code holds any number
    for planted in ("98,7", "987", "76,5", "765"):
        assert not re.search(rf"\b{planted}\d\d\b", own), planted
    [(_, table)] = group_tables(read_results(folder))
    shown = {row[1] for row in table.rows if "not shown" not in row[2]}
    assert shown == {"North"}


# The page


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
    assert len(blocks) == 10
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
