"""How sure we are: audit, books, stability, and small groups that are shown nowhere."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sim.reports import finding_in_words
from sim.reports.finding import find
from sim.reports.protection import groups_to_hide, officers_in
from sim.reports.results import Results, UnreadableResults, read_results
from sim.reports.tables import group_tables
from sim.reports.trust import facts, provenance
from sim.reports.verification import Fact
from tests.support.fake_results import write_fake_results
from tests.support.pages import words_of


def told(results: Results) -> dict[str, Fact]:
    return {fact.title: fact for fact in facts(results, find(results).focus)}


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
    fact = told(results)["Audit"]
    assert fact.alarm is alarm
    assert words in fact.words
    at_the_top = [w for w in find(results).stop if words in w]
    assert bool(at_the_top) is (words == "Do not decide")


def test_books_that_do_not_balance_stop_the_reader(tmp_path: Path) -> None:
    results = read_results(write_fake_results(tmp_path, edit=lambda m: m.update(checks={"conserved": False})))
    fact = told(results)["Books"]
    assert fact.alarm
    assert "Do not decide" in fact.words
    assert "Do not decide" in finding_in_words(tmp_path).split("is a trade")[0], "before the answer"


def test_instability_is_read_from_the_scenarios_table_too(tmp_path: Path) -> None:
    write_fake_results(tmp_path)
    path = tmp_path / "tables" / "scenarios.parquet"
    table = pd.read_parquet(path)
    table["stability"] = ["stable"] * 7 + ["unstable"]
    table["ran_away_share"] = [0.0] * 6 + [0.3, 1.0]
    table.to_parquet(path)
    results = read_results(tmp_path)
    assert [o.stable for o in results.options] == [True] * 7 + [False]
    words = told(results)["Stability"].words
    assert "3 of 10 runs" in words


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
