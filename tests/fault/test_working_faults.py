"""Watches and ways of working configured wrongly: every slip gets one report that names the key and the word that mends it."""

from __future__ import annotations

import pytest

from sim.cli import WRONG_INPUT, main
from sim.configuration import compose
from tests.support.fault_reports import Planted, assert_named, report_of

GUARD = "watches.kinds.scene_guard"
SYSTEMS = "working.systems"

# Words, then what the report must hold: where, found, and the cure.
SLIPS: dict[str, tuple[list[str], Planted]] = {
    "watches of no kind": (["watches.on=true"], [("watches.kinds", "none", "watches=county")]),
    "a grade the force has not": (
        ["watches=county", f"{GUARD}.grade=urgent"], [(f"{GUARD}.grade", "'urgent'", f"{GUARD}.grade=immediate")],
    ),
    "a week demand has not": (["watches=county", f"{GUARD}.week=nights"], [(f"{GUARD}.week", "'nights'", f"{GUARD}.week=even")]),
    "two rates": (
        ["watches=county", f"{GUARD}.per_year=100"], [(f"{GUARD}.per_1000_attended", "per_year=100", "per_year: 0")],
    ),
    "more to begin with than are wanted": (
        ["watches=county", f"{GUARD}.minimum=2"], [(f"{GUARD}.minimum", "2 officers, where 1", "minimum: 1")],
    ),
    "a watch of seven": (["watches=county", f"{GUARD}.officers=7"], [(f"{GUARD}.officers=7", "7", f"{GUARD}.officers=")]),
    "fewer than none": (
        ["watches=county", f"{GUARD}.per_1000_attended=-1"], [(f"{GUARD}.per_1000_attended=-1", "-1", "per_1000_attended=")],
    ),
    "a watch without a length": (
        ["watches.on=true", "+watches.kinds.cordon={title: Cordon, per_year: 10, grade: prompt}"],
        [("watches.kinds.cordon.length", "missing", "give watches.kinds.cordon.length")],
    ),
    "a demand with other weeks": (
        ["watches=county", "demand=two_grades", "force=bench"],
        [(f"{GUARD}.week", "night_time", f"{GUARD}.week=even")],
    ),
    "an option of watches misspelt": (["watches=countie"], [("watches=countie", "countie", "watches=county")]),
    "ways of working where nothing is written up": (
        ["working=county", "operations.clearing=false"],
        [("working.return_to_base_min", "nothing is written up", "operations.clearing=true"),
         (f"{SYSTEMS}.lost_per_job.mean_min", "nothing is written up", "working=none"),
         (f"{SYSTEMS}.outages.per_year", "12", "working=none")],
    ),
    "mobile officers who have no trip to save": (
        ["working=mobile", "working.return_to_base_min=0"],
        [("working.mobile_share", "0.7", "working.return_to_base_min=10")],
    ),
    "a briefing nobody has": (
        ["working=county", "working.self_briefing_min=5"], [("working.self_briefing_min", "5", "tour=county")],
    ),
    "paper at once": (
        ["working=county", f"{SYSTEMS}.outages.paper_after_min=0"],
        [(f"{SYSTEMS}.outages.paper_after_min=0", "0", f"{SYSTEMS}.outages.paper_after_min=")],
    ),
    "a share in per cent": (
        ["working=mobile", "working.mobile_share=70"], [("working.mobile_share=70", "70", "working.mobile_share=0.7")],
    ),
    "a setting misspelt": (["working.mobil_share=1"], [("working.mobil_share=1", "mobil_share", "working.mobile_share=1")]),
}  # fmt: skip


@pytest.mark.parametrize(("words", "planted"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_named_with_its_cure(words: list[str], planted: Planted) -> None:
    assert_named(report_of(compose, words), planted)


def test_slips_are_listed_together(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["watches=county", f"{GUARD}.officers=7", "working=county", "working.mobile_share=70", "working.lean=5"]
    assert main(["run", "--cfg", "job", *words]) == WRONG_INPUT
    report = capsys.readouterr().err
    assert "3 faults in " in report
    assert "Traceback" not in report
