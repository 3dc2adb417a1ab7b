"""The finding: what it says, and what it refuses to say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sim.metrics import METRICS
from sim.reports import build_dashboard, finding_in_words
from sim.reports.finding import find
from sim.reports.judging import short_label, weighed
from sim.reports.results import UNHEARD, read_results
from sim.reports.titles import Wanted, finding_title
from sim.reports.trust import facts
from tests.support.fake_results import AXES, FRONT_DOOR, RECIPES, without_effects, write_fake_results
from tests.support.pages import ATTENDED, decided, judged, rewritten, words_of


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_fake_results(tmp_path_factory.mktemp("results"))


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
    enough = find(read_results(judged(write_fake_results(tmp_path / "enough", replications=5, recipes=without_effects()), {})))
    assert enough.answer.startswith("Too close to call")
    results = read_results(tmp_path / "few")
    assert finding_title(results, [Wanted("backlog_mean")]).startswith("Too few runs to tell")
    assert next(f for f in facts(results, finding.focus) if f.title == "Runs").alarm


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
    assert finding.answer.startswith("What moves attendance within target most is \u201c10% fewer officers\u201d")
    assert finding.sentences[0].startswith("Nothing tried beats the baseline: 7 of 7 alternatives are clearly worse")
    assert finding.subject_words.endswith("the option with the worst attendance within target")


def test_a_trade_that_costs_the_public_is_not_put_forward(tmp_path: Path) -> None:
    judged(write_fake_results(tmp_path), {ATTENDED: "worse", "overtime_paid_hours": "better"})

    def change(table: pd.DataFrame) -> pd.DataFrame:
        table.loc[(table["metric"] == ATTENDED) & table["difference"].notna(), "difference"] = -0.02
        return table

    finding = find(read_results(rewritten(tmp_path, change)))
    assert finding.sentences[0].startswith("Nothing tried beats the baseline: 7 of 7 alternatives are")
    assert {s.family: s.standing for s in finding.families}["officers"] == "gains"


def test_more_of_the_public_in_time_is_put_forward_though_the_longest_waits_grow(tmp_path: Path) -> None:
    recipes = without_effects()
    for name, effect in ((ATTENDED, 0.012), ("wait_p90_min", 30.0)):
        base, _, _, _, _, wide, own, den = recipes[name, ""]
        recipes[name, ""] = (base, effect, 0.0, 0.0, 0.0, wide, 0.0 if name == ATTENDED else own, den)
    finding = find(read_results(write_fake_results(tmp_path, recipes=recipes)))
    told = " ".join((finding.answer, *finding.sentences))
    simplest = "\u201cFive-week variable roster\u201d is a trade: attendance within target rises by 1.2"
    assert simplest in told, told
    assert "Nothing tried beats the baseline" not in told
    assert finding.subject is not None
    assert short_label(read_results(tmp_path), finding.subject) == "five-week variable roster"


def test_what_moves_most_is_named_before_an_attendance_that_hardly_moves(tmp_path: Path) -> None:
    recipes = without_effects()
    for name, effect in ((ATTENDED, 0.002), ("officer_hours_held", -9000.0)):
        base, _, _, _, _, wide, _, den = recipes[name, ""]
        recipes[name, ""] = (base, effect, 0.0, 0.0, 0.0, wide, 0.0001, den)
    answer = find(read_results(write_fake_results(tmp_path, recipes=recipes))).answer
    assert answer.index("officer hours held for partners fall") < answer.index("attendance within target rises")


def test_too_close_to_call_is_an_answer(tmp_path: Path) -> None:
    finding = find(read_results(judged(write_fake_results(tmp_path, recipes=without_effects()), {})))
    assert finding.answer.startswith("Too close to call")
    assert {s.standing for s in finding.families} == {"too close to call"}


def test_where_no_option_stands_out_the_setting_that_weighs_most_is_the_answer(tmp_path: Path) -> None:
    finding = find(read_results(judged(write_fake_results(tmp_path), {})))
    assert finding.answer.startswith("What moves attendance within target most is \u201c10% fewer officers\u201d")
    assert finding.sentences[0].startswith("Too close to call")


def test_an_unstable_option_is_called_unstable_and_never_recommended(tmp_path: Path) -> None:
    names: list[str] = []

    def edit(manifest: dict[str, Any]) -> None:
        names.append(manifest["scenarios"][4]["id"])
        manifest["unstable"] = names

    results = read_results(write_fake_results(tmp_path, edit=edit))
    finding, table = decided(results)
    assert finding.subject is not None
    assert finding.subject.id not in names
    assert any(w.startswith("Unstable: \u201cfive-week variable roster\u201d") for w in finding.warnings)
    row = next(r for r in table.rows if r.kind == "unstable")
    assert row.cells == ()


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
    held = METRICS["officer_hours_held"]
    assert weighed(read_results(folder), held, "better", -189.0) == "better, tiny"
    assert weighed(read_results(folder), METRICS["utilisation"], "higher", 0.0003) == "higher, tiny"


# Callers who are lost


def with_callers(tmp_path: Path) -> Path:
    return write_fake_results(tmp_path, recipes=RECIPES | FRONT_DOOR)


def test_incidents_nobody_heard_of_stand_beside_attendance(tmp_path: Path) -> None:
    results = read_results(with_callers(tmp_path))
    assert results.headline.index((UNHEARD, "")) == results.headline.index((ATTENDED, "")) + 1
    assert results.family(UNHEARD) == "public"
    finding, table = decided(results)
    assert [head.title for head in table.heads][:2] == ["Attended within target", "Incidents nobody heard of"]
    [line] = [s for s in finding.sentences if "nobody heard of, because the caller gave up" in s]
    assert re.search(r"1,[12]\d\d a year in the baseline, and 2,[34]\d\d\s?a year \(.*\) more under", line)


def test_losing_callers_is_no_gain_however_well_the_others_are_served(tmp_path: Path) -> None:
    recipes = without_effects(RECIPES | FRONT_DOOR)
    for name, effect in ((ATTENDED, 0.03), (UNHEARD, 2400.0)):
        base, _, _, _, _, wide, own, den = recipes[name, ""]
        recipes[name, ""] = (base, 0.0, 0.0, effect, 0.0, wide, own, den)
    finding = find(read_results(write_fake_results(tmp_path, recipes=recipes)))
    assert "is better than the baseline" not in " ".join((finding.answer, *finding.sentences))
    assert {s.family: s.standing for s in finding.families}["public"] == "pays"
    row = next(r for r in finding.ledger if r.title == "25% less partner capacity")
    assert row.shares[0].standing == "pays"
    assert "attended" not in row.shares[0].words


def test_where_no_caller_is_lost_the_measure_takes_no_room(tmp_path: Path) -> None:
    recipes = RECIPES | {(UNHEARD, ""): (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1)}
    assert (UNHEARD, "") not in read_results(write_fake_results(tmp_path, recipes=recipes)).headline


def test_every_family_with_a_headline_measure_gains_or_pays(tmp_path: Path) -> None:
    finding = find(read_results(with_callers(tmp_path)))
    assert [s.family for s in finding.families] == ["public", "officers", "partners", "front_door"]
    assert {len(row.shares) for row in finding.ledger} == {4}
    words = {row.title: row.beside for row in finding.ledger}
    assert "work broken off +29." in words["five-week variable roster"]


# Yardsticks

CLOCKS = {
    "force.grades.immediate.clock": {"logged": "logged", "call": "call"},
    "force.grades.immediate.aim": {"0.9": "0.9", "0.8": "0.8"},
    "force.grades.prompt.clock": {"logged": "logged", "sent": "sent"},
}


def yardsticks(tmp_path: Path, *, waits: float = 0.0) -> Path:
    recipes = {key: (base, 0.0, 0.0, 0.0, 0.0, wide, 0.0, den) for key, (base, *_, wide, _, den) in RECIPES.items()}
    recipes[ATTENDED, ""] = (0.842, -0.1, 0.0, 0.02, 0.0, 0.008, 0.002, 24000)
    recipes["wait_p90_min", ""] = (88.0, waits, 0.0, 0.0, 0.0, 5.0, 0.1 if waits else 0.0, 24000)
    recipes["standard_kept", "grade=1"] = (1.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 6200)
    return write_fake_results(tmp_path, recipes=recipes, axes=CLOCKS)


def test_another_clock_is_neither_better_nor_worse(tmp_path: Path) -> None:
    results = read_results(yardsticks(tmp_path))
    finding, table = decided(results)
    assert finding.answer.startswith("Only the yardstick moves: nobody waits a minute more or less under any option")
    assert re.search(r"from 74\.\d% \(\u201cImmediate clock from the call\u201d\) to 86\.\d%", finding.answer)
    kept = "standard is missed in every run under \u201cImmediate clock from the call\u201d and kept in every other"
    assert kept in finding.answer
    assert finding.subject is None
    words = {cell.word for row in table.rows for cell in row.cells}
    assert "counted lower" in words
    assert not words & {"better", "worse"}
    assert {s.standing for row in finding.ledger for s in row.shares} <= {"counted differently", "unchanged", "too close to call"}
    assert any(f.title == "Yardsticks" for f in facts(results, finding.focus))


def test_a_yardstick_that_moves_waits_too_is_judged_by_them(tmp_path: Path) -> None:
    finding = find(read_results(yardsticks(tmp_path, waits=20.0)))
    assert not finding.answer.startswith("Only the yardstick")
    assert "the wait that one in ten exceeds" in finding.answer + " ".join(finding.sentences)
    public = {row.title: row.shares[0] for row in finding.ledger}["Immediate clock from the call"]
    assert public.standing == "pays"
    assert "attended" not in public.words


def test_what_stays_the_same_in_every_run_is_not_called_too_close(tmp_path: Path) -> None:
    results = read_results(yardsticks(tmp_path))
    _, table = decided(results)
    assert "hours on duty while sleepy" in table.left_out
    assert [head.title for head in table.heads] == ["Attended within target"]
    option = results.others[0]
    assert short_label(results, option) == "Prompt clock from the first crew sent"


def test_what_nobody_knows_is_not_put_forward(tmp_path: Path) -> None:
    """The third axis as the gain of the loop: an option that differs in it is a what-if, however good it looks."""
    axes = {**AXES, "sickness.gain": AXES["partners.shortfall"]}
    del axes["partners.shortfall"]
    kind = {key: (base, roster, cut, -short, both, wide, own, den)
            for key, (base, roster, cut, short, both, wide, own, den) in RECIPES.items()}  # fmt: skip
    results = read_results(write_fake_results(tmp_path / "gain", axes=axes, recipes=kind))
    found = find(results)
    assert found.subject is not None
    assert found.subject.codes["sickness.gain"] == results.baseline.codes["sickness.gain"]
    assert "The gain of the loop is swept because nobody knows it: no force can choose it." in found.sentences
    plain = find(read_results(write_fake_results(tmp_path / "shortfall", recipes=kind)))
    assert plain.subject is not None
    assert plain.subject.codes["partners.shortfall"] == "0.25", "the same as a choice would be the one put forward"
