"""Protocols: verdicts by interval, decisions under every combination, what the page says of them, and bundles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.experiments.judgement import Judged, judge, reach, steady
from sim.faults import Faults
from sim.metrics import METRICS
from sim.protocol import Protocol, read_protocol
from sim.reports.caveats import turned_away
from sim.reports.finding import find
from sim.reports.focus import focus
from sim.reports.page import render
from sim.reports.protocol import protocol_tables, protocol_words, row_of_baseline, tried_decisions, tried_targets
from sim.reports.results import Results, read_results
from sim.reports.reversal import _standing, decided_under_doubts, would_change_our_mind
from sim.reports.stability_map import stability_map, state_of
from sim.reports.trust import facts
from sim.studies import load_study, shipped_studies, study_scenarios
from tests.support.fake_results import RECIPES, write_fake_results
from tests.support.pages import words_of

AROUND_TEN = np.array([9.0, 10.0, 11.0, 10.0])  # mean 10, 95 % interval 10 -+ 1.30 (t of 3 degrees 3.182, error 0.408)


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(8.0, 12.0, "met"), (9.0, 12.0, "open"), (8.0, 11.0, "open"), (11.5, 12.0, "missed"), (None, 8.0, "missed"),
     (None, 12.0, "met"), (8.5, None, "met"), (9.9, 10.1, "open")],
)  # fmt: skip
def test_the_whole_interval_decides(low: float | None, high: float | None, verdict: str) -> None:
    found = judge(AROUND_TEN, low, high, None, paired=False)
    assert (found.mean, found.verdict) == (10.0, verdict)
    assert (found.low, found.high) == pytest.approx((8.701, 11.299), abs=1e-3)


@pytest.mark.parametrize(
    ("values", "sign", "verdict", "share"),
    [([1.0, 2.0, 3.0], "+", "open", 1.0), ([2.0, 2.2, 1.8], "+", "met", 1.0), ([2.0, 2.2, 1.8], "-", "missed", 0.0),
     ([-1.0, 1.0, 3.0, np.nan], "+", "open", 2 / 3), ([0.0] * 4, "+", "open", 0.0), ([np.nan] * 3, "-", "not run", np.nan),
     ([1.0, 1.0], "+", "open", 1.0)],
)  # fmt: skip
def test_a_sign_is_of_the_whole_interval_of_differences(values: list[float], sign: str, verdict: str, share: float) -> None:
    found = judge(np.array(values), None, None, sign, paired=True)
    assert found.verdict == verdict
    assert found.share == pytest.approx(share, nan_ok=True)


def test_how_far_a_sign_reaches() -> None:
    assert reach(["met", "met"]) == "holds"
    assert reach(["met", "open"]) == reach(["met", "not run"]) == "fades"
    assert reach(["met", "open", "missed"]) == "turns"
    assert reach(["missed", "missed"]) == "reversed"
    assert reach(["not run", "not run"]) == reach([]) == "not run"
    assert steady([["met", "met"], ["open", "open"]]) == "alike"
    assert steady([["met", "open"], ["open", "open"]]) == "unclear"
    assert steady([["met", "open"], ["met", "missed"]]) == "opposed"


def _target(name: str, **fields: Any) -> dict[str, Any]:
    plain = {"name": name, "part": "held_out", "says": f"What {name} says", "metric": "attended_within_target",
             "published": "84 %", "source": "somebody", "input": "nothing", "expected": "met"}  # fmt: skip
    return plain | fields


def _decision(name: str, **fields: Any) -> dict[str, Any]:
    plain = {"name": name, "says": f"Decision {name}", "change": {"staffing.cut": 0.1}, "metric": "attended_within_target",
             "by": "partners.shortfall", "sign": "-", "expected": "holds", "why": "because"}  # fmt: skip
    return plain | fields


def _results(
    folder: Path, targets: list[dict[str, Any]], decisions: Sequence[dict[str, Any]] = (), doubts: Sequence[str] = (), **more: Any
) -> Results:
    def edit(manifest: dict[str, Any]) -> None:
        manifest["protocol"] = {"targets": targets, "decisions": list(decisions)}
        manifest["doubts"] = list(doubts)

    return read_results(write_fake_results(folder, edit=edit, **more))


def test_targets_are_judged_where_they_say(tmp_path: Path) -> None:
    """The fake force attends 84.2 % in time, a cut takes 5.8 points and, beside a shortfall, 1.2 more."""
    cut = {"staffing.cut": 0.1}
    found = {each.target.name: each.found for each in tried_targets(_results(tmp_path, [
        _target("level", **{"from": 0.82, "to": 0.86}),
        _target("elsewhere", where=cut, **{"from": 0.82, "to": 0.86}),
        _target("falls", where=cut, against={}, sign="-"),
        _target("rises", where=cut, against={}, sign="+"),
        _target("interaction", where={"partners.shortfall": 0.25}, against={}, less=cut, **{"from": 0.005, "to": 0.02}),
        _target("other_axis", where={"staffing.cut": 0.5}, **{"from": 0.0}),
        _target("no_such_group", group="grade=9", **{"from": 0.0}),
    ]))}  # fmt: skip
    assert {name: each.verdict for name, each in found.items()} == {
        "level": "met", "elsewhere": "missed", "falls": "met", "rises": "missed", "interaction": "met", "other_axis": "not run",
        "no_such_group": "not run"}  # fmt: skip
    assert found["falls"].mean == pytest.approx(-0.058, abs=0.004)
    assert found["interaction"].mean == pytest.approx(0.012, abs=0.006), "(short - none) less (both - cut)"


def test_failures_stand_first_and_are_named(tmp_path: Path) -> None:
    good, bad = _target("good", **{"from": 0.8, "to": 0.9}), _target("bad", part="calibration", **{"from": 0.9})
    results = _results(tmp_path, [good, bad, _target("worse", **{"to": 0.5}, expected="missed")])  # fmt: skip
    held, fitted = protocol_tables(results)
    assert fitted[0] == "Calibration: settings were moved to meet these: 1 missed"
    assert [row[0] for row in held[2].rows] == ["What worse says", "What good says"]
    words = protocol_words(results)
    assert words[0] == "Of 2 figures and directions it was not fitted to: 1 missed and 1 met. Missed: What worse says."
    assert words[1] == "Of 1 figure it was fitted to: 1 missed. Missed: What bad says. Meeting these is a fit and no test."
    assert words[2] == "Expected beforehand and not so: What bad says (expected met, missed)."
    found = find(results)
    assert found.answer == words[0], "what came of the protocol is the answer, what it was not fitted to first"
    page = words_of(render(results, "// no script"))
    assert page.index("Held against what was fixed") < page.index("How sure we are")
    assert page.count("✘ missed") == 2


def test_decisions_are_made_under_every_combination(tmp_path: Path) -> None:
    results = _results(tmp_path, [], [_decision("cut"), _decision("upwards", sign="+", expected="fades")])
    cut, upwards = tried_decisions(results)
    assert cut.columns == ("0", "0.25")
    assert len(cut.rows) == 2, "one for each roster"
    assert (cut.reach, upwards.reach, cut.along) == ("holds", "reversed", "alike")
    assert all(cell is not None and cell.verdict == "met" and cell.share == 1.0 for _, cells in cut.rows for cell in cells)
    assert [round(cell.mean, 2) for cell in cut.rows[0][1] if cell] == [-0.06, -0.07]
    (title, note, table), _ = protocol_tables(results)
    assert title == "Decision cut, attended within target: holds everywhere; the same at every partners shortfall"
    assert "because" in note
    assert "10 of 10 runs" in table.rows[0][1]
    words = protocol_words(results)
    assert words[0] == "Of 2 expectations about decisions: 1 failed and 1 did not."
    assert "it was expected that it fades" in words[1], "the one that failed first"


def test_a_decision_about_every_group_of_a_kind(tmp_path: Path) -> None:
    (tried,) = tried_decisions(_results(tmp_path, [], [_decision("grades", group="grade=*")]))
    assert len(tried.rows) == 2 * 3
    assert {row.rpartition("; ")[2] for row, _ in tried.rows} == {"Grade 1", "Grade 2", "Grade 3"}


def test_without_a_protocol_nothing_is_said(tmp_path: Path) -> None:
    results = read_results(write_fake_results(tmp_path))
    assert protocol_tables(results) == []
    assert protocol_words(results) == []


def test_the_page_says_which_inputs_were_sampled(tmp_path: Path) -> None:
    def edit(manifest: dict[str, Any]) -> None:
        manifest["run"] = {"start": "2026-01-05", "days": 91, "sample": {"sets": 8, "settings": ["strain.memory_days"]}}

    def said(folder: Path) -> str:
        results = read_results(folder)
        return {fact.title: fact.words for fact in facts(results, focus(results))}["Chance, and what we do not know"]

    sampled = said(write_fake_results(tmp_path, edit=edit))
    assert "8 sets of values of 1 setting" in sampled
    assert "strain.memory_days" in sampled
    assert "They do not hold our ignorance" in said(write_fake_results(tmp_path))


def test_what_a_force_is_called() -> None:
    assert state_of(0, 8, [0.6] * 8) == "stable"
    assert state_of(0, 4, [0.7, 0.8, 0.8, 0.7]) == "strained"
    assert state_of(1, 8, [0.9] * 8) == "on the edge"
    assert state_of(4, 8, [0.9] * 8) == "running away"


def test_the_map_counts_runs_and_shows_where_most_lie(tmp_path: Path) -> None:
    """Of ten runs none, two or six ran away; utilisation of the fake force is about two thirds."""
    folder = write_fake_results(tmp_path)
    path = folder / "tables" / "scenarios.parquet"
    scenarios = pd.read_parquet(path)
    cut, short = scenarios["staffing.cut"] == "0.1", scenarios["partners.shortfall"] == "0.25"
    scenarios.assign(ran_away_share=0.2 * (cut & ~short) + 0.6 * (cut & short), stability="stable").to_parquet(path)
    found = stability_map(read_results(folder))
    assert found is not None
    title, _, table = found
    assert title.endswith("on the edge in 2 and running away in 2")
    assert len(table.rows) == 4
    cells = [cell for row in table.rows for cell in row[1:]]
    assert sum(cell.startswith("On the edge: 2 of 10 runs ran away") for cell in cells) == 2
    assert sum(cell.startswith("Running away: 6 of 10 runs") for cell in cells) == 2
    assert all("% busy" in cell for cell in cells)


def test_no_map_far_from_the_edge(tmp_path: Path) -> None:
    assert stability_map(read_results(write_fake_results(tmp_path))) is None


def _read(folder: Path, text: str, **axes: list[Any]) -> tuple[Protocol | None, str]:
    (folder / "protocol.yaml").write_text(text, encoding="utf-8")
    faults = Faults()
    found = read_protocol(folder / "protocol.yaml", {"staffing.cut": [0, 0.1], **axes}, faults)
    return found, "\n".join(f"{f.where} {f.found} {f.remedy}" for f in faults)


GOOD = """targets:
  - {name: a, part: held_out, says: A, metric: sick_days, where: {staffing.cut: 0.1}, against: {}, sign: "+", published: more,
     source: S, input: none, expected: met}
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("sick_days", "sick_day", "sick_days"), ("staffing.cut", "staffing.cot", "staffing.cut"),
     ("0.1}", "0.2}", "which is not swept"), ('sign: "+", ', "", "neither a sign nor a range"),
     ('sign: "+"', 'sign: "+", from: 1', "both a sign and a range"), ("against: {}, ", "", "no against"),
     ("input: none, ", "", "input"), ("held_out", "held", "part"), ("source", "sauce", "source"),
     ("expected: met", "expected: met, from: 3", "both a sign"), ("targets:", "target:", "targets"),
     ("{name: a", "{name: 'A b'", "name")],
)  # fmt: skip
def test_what_is_wrong_with_a_protocol_is_said(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert _read(tmp_path, GOOD)[1] == ""
    found, faults = _read(tmp_path, GOOD.replace(old, new))
    assert found is None
    assert told in faults


def test_names_stand_once_and_decisions_have_an_axis(tmp_path: Path) -> None:
    twice = GOOD + GOOD.removeprefix("targets:\n")
    assert "more than once" in _read(tmp_path, twice)[1]
    decision = """decisions:
  - {name: d, says: D, change: {staffing.cut: 0.1}, metric: sick_days, by: staffing.cut, sign: "+", expected: holds, why: W}
"""
    assert "by: staffing.cut" in _read(tmp_path, decision)[1]
    assert _read(tmp_path, decision.replace("by: staffing.cut", "by: roster"), roster=["a"])[1] == ""


BUNDLED = """study: bundled
question: "Which?"
bundles:
  decision: {none: {}, cut: {staffing.cut: 0.1, roster: gmp_vsa}}
sweep: {decision: [none, cut], sickness.gain: [0, 1]}
baseline: {decision: none, sickness.gain: 0}
"""


def _study(folder: Path, text: str) -> Path:
    (folder / "study.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_bundle_is_several_settings_under_one_name(tmp_path: Path) -> None:
    found = {each.id: each for each in study_scenarios(load_study(_study(tmp_path, BUNDLED)))}
    assert list(found)[3] == "decision=cut,sickness.gain=1"
    both = found["decision=cut,sickness.gain=1"]
    assert (both.scenario.staffing.cut, both.scenario.sickness.gain) == (0.1, 1.0)
    assert not both.scenario.roster.title.startswith("2-2-2")
    assert both.label.startswith("decision cut; ")
    assert found["decision=none,sickness.gain=0"].is_baseline


def test_a_title_is_what_labels_call_the_value_of_a_bundle(tmp_path: Path) -> None:
    titled = BUNDLED + "titles: {decision: {cut: A tenth fewer}}\n"
    labels = [each.label.split("; ")[0] for each in study_scenarios(load_study(_study(tmp_path, titled)))]
    assert labels == ["decision none", "decision none", "A tenth fewer", "A tenth fewer"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("[none, cut]", "[none, cat]", "cut"), ("decision: [none, cut], ", "", "not swept"),
     ("decision", "roster", "a bundle called roster"),
     ("sickness.gain: [0, 1]", "staffing.cut: [0, 0.1]", "set elsewhere"),
     ("staffing.cut: 0.1", "staffing.cut: 7", "staffing.cut"),
     ("staffing.cut: 0.1", "staffing.cit: 0.1", "no setting called staffing.cit")],
)  # fmt: skip
def test_what_is_wrong_with_a_bundle_is_said(tmp_path: Path, old: str, new: str, told: str) -> None:
    from sim.faults import FaultReport

    with pytest.raises(FaultReport) as caught:
        study_scenarios(load_study(_study(tmp_path, BUNDLED.replace(old, new))))
    assert told in str(caught.value)


def test_every_shipped_protocol_is_sound() -> None:
    with_one = [name for name, folder in shipped_studies().items() if load_study(folder).protocol is not None]
    assert {"welfare_calibration", "does_the_loop_matter", "vicious_circle", "wave_of_sickness"} <= set(with_one)


def test_what_would_change_our_mind_names_where_a_decision_turns(tmp_path: Path) -> None:
    """The cut costs attendance under both shortfalls and rosters; said the other way round it goes wrong under both."""
    results = _results(tmp_path, [], [_decision("cut"), _decision("upwards", sign="+", says="A cut that helps")])
    first, second = would_change_our_mind(results)
    assert first.startswith("A cut that helps, attended within target: it would go the other way under \u201c")
    assert " or \u201c" in first
    assert second == "Decision cut, attended within target: nothing that was varied turns it round, in 4 combinations."
    assert "We would change our mind if" in words_of(render(results, ""))
    assert "We would change our mind if" not in words_of(render(_results(tmp_path / "none", []), ""))


def test_what_would_change_our_mind_of_doubts_is_held_against_what_the_baseline_assumes(tmp_path: Path) -> None:
    """A cut costs 5.8 points; beside a shortfall it brings a little here. Which sign was expected is another matter."""
    turned = {key: (*recipe[:4], -1.5 * recipe[2], *recipe[5:]) for key, recipe in RECIPES.items()}
    decisions = [_decision("cut", sign="+"), _decision("grade", group="grade=1")]
    doubts = ["partners.shortfall", "roster"]
    whole, grade = would_change_our_mind(_results(tmp_path, [], decisions, doubts, recipes=turned))
    assert whole.startswith("\u201cDecision cut\u201d, attendance within target: \u22125.")
    assert "as the baseline assumes, but higher under \u201c" in whole
    assert whole.count("25% less partner capacity\u201d") == 2
    assert "(grade 1)" in grade
    roster = [_decision("roster", change={"roster": "gmp_vsa"}, by="staffing.cut", sign="+")]
    beside = _results(tmp_path / "row", [], roster, ["partners.shortfall", "staffing.cut"], recipes=turned)
    (tried,) = tried_decisions(beside)
    first = dict(tried.rows)[row_of_baseline(beside, tried.decision)][0]
    assert first is not None and f"+{100 * first.mean:.1f}" in would_change_our_mind(beside)[0]
    alike = would_change_our_mind(_results(tmp_path / "alike", [], decisions[:1], doubts))
    assert alike[0].endswith("as the baseline assumes, and the same way in all 4 combinations.")


def test_where_a_study_names_its_doubts_what_options_do_comes_before_what_was_expected(tmp_path: Path) -> None:
    """The cut takes 5.8 points, and 7 beside a shortfall: worse whatever is believed of the shortfall. A measure that no decision
    beside the first is about stays out, and the answer is that of the options, which differ from the baseline in no doubt.
    """
    decisions = [_decision("cut"), _decision("wait", metric="wait_p90_min", sign="+")]
    results = _results(tmp_path, [], decisions, doubts=["partners.shortfall", "roster"])
    (only,) = decided_under_doubts(results)
    assert only.startswith("Under all 4 sets of assumptions, attendance within target is worse than in the baseline with")
    assert "\u201cDecision cut\u201d (\u22125." in only
    found = find(results)
    assert found.sentences[0] == only
    assert found.subject is not None
    assert found.subject.codes["staffing.cut"] == "0.1"
    assert found.subject.codes["partners.shortfall"] == results.baseline.codes["partners.shortfall"]
    assert not any("expectations about decisions" in each for each in (found.answer, *found.sentences))
    assert decided_under_doubts(_results(tmp_path / "none", [], decisions)) == []


def test_what_decisions_are_about_leads_the_gains_and_what_is_doubted_moves_nothing(tmp_path: Path) -> None:
    """Here a change helps a little: half a point attended, and much else. Without doubts the largest gain is named first."""
    more = {key: (base, roster, -cut / 10, *rest) for key, (base, roster, cut, *rest) in RECIPES.items()}
    decisions = [_decision("more", sign="+")]
    plain = find(_results(tmp_path / "plain", [], recipes=more))
    found = find(_results(tmp_path / "doubts", [], decisions, doubts=["partners.shortfall", "roster"], recipes=more))
    first = found.answer.split(": ")[1]
    assert first.startswith("attendance within target rises by 0.")
    assert not plain.answer.split(": ")[1].startswith("attendance")
    assert found.focus.led
    assert {effect.change.axis for effect in (*found.focus.led, *found.focus.beside)} == {"staffing.cut"}
    (told,) = [each for each in found.sentences if each.startswith("Nobody knows which of these is so")]
    assert "\u201c2-2-2-4 roster\u201d or \u201cfive-week variable roster\u201d; " in told


def test_harm_of_calls_turned_away_is_told_where_the_baseline_turns_none_away(tmp_path: Path) -> None:
    recipes = {**RECIPES, ("threshold_harm", ""): (14.4, 0.0, 0.0, 0.0, 0.0, 0.1, 0.1, 1)}

    def without(folder: Path) -> Results:
        where = write_fake_results(folder, recipes=recipes)
        rows = pd.read_parquet(where / "tables" / "metrics.parquet")
        first = rows["scenario"].iloc[0]
        rows[(rows["metric"] != "threshold_harm") | (rows["scenario"] != first)].to_parquet(where / "tables" / "metrics.parquet")
        compared = pd.read_parquet(where / "tables" / "comparisons.parquet")
        compared[compared["metric"] != "threshold_harm"].to_parquet(where / "tables" / "comparisons.parquet")
        return read_results(where)

    results = without(tmp_path / "without")
    (told,) = [each for each in find(results).sentences if "turned away" in each]
    assert "harm to be expected of it, under an assumed chance, 14" in told
    everywhere = read_results(write_fake_results(tmp_path / "with", recipes=recipes))
    assert not turned_away(everywhere, everywhere.others[0]), "the decision table compares it"


@pytest.mark.parametrize(
    ("ends", "standing"),
    [([(1, 2), (0.1, 3)], "better"), ([(-2, -1), (-3, -0.1)], "worse"), ([(1, 2), (-1, 2)], "hangs"),
     ([(-1, 2), (-2, 1)], "too close to call"), ([(1, 2), (-2, -1)], "hangs"), ([(1, 2), None], "away")],
)  # fmt: skip
def test_an_option_stands_by_its_interval_under_every_assumption(ends: list[tuple[float, float] | None], standing: str) -> None:
    cells = [None if each is None else Judged(9, sum(each) / 2, *each, 1.0, "open") for each in ends]
    assert _standing(cells, METRICS["attended_within_target"]) == standing
    turned = {"better": "worse", "worse": "better"}.get(standing, standing)
    assert _standing(cells, METRICS["wait_p90_min"]) == turned
    assert _standing(cells, METRICS["incidents_logged"]) == {"better": "higher", "worse": "lower"}.get(standing, standing)
