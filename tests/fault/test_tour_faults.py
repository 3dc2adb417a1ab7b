"""The tour configured wrongly: every slip gets one report that names the key and the word that mends it."""

from __future__ import annotations

import pytest

from sim.cli import WRONG_INPUT, main
from sim.configuration import compose
from tests.support.fault_reports import Planted, assert_named, report_of

ALWAYS = ["roster=always_on", "abstraction=none"]
BREAK = "tour.meal_break"

# Words, then what the report must hold: where, found, and the cure.
SLIPS: dict[str, tuple[list[str], Planted]] = {
    "a break where tours never end": (
        [*ALWAYS, f"{BREAK}.on=true"], [(f"{BREAK}.on", "always on", f"{BREAK}.on=false")],
    ),
    "a briefing where tours never begin": (
        [*ALWAYS, "tour.briefing.minutes=20"], [("tour.briefing.minutes", "always on", "tour.briefing.minutes=0")],
    ),
    "more grades than there are": (
        ["tour=county", f"{BREAK}.called_out_by=4"], [(f"{BREAK}.called_out_by", "4 highest", f"{BREAK}.called_out_by=3")],
    ),
    "more grades than there are, at the briefing": (
        ["tour=county", "tour.briefing.called_out_by=5"], [("tour.briefing.called_out_by", "5 highest", "called_out_by=3")],
    ),
    "due after it is lost": (
        ["tour=county", f"{BREAK}.from_share=0.8"], [(f"{BREAK}.from_share", "0.8", f"{BREAK}.from_share=0.7")],
    ),
    "no length for short tours": (
        ["tour=county", f"~{BREAK}.minutes.0"], [(f"{BREAK}.minutes", "shortest tours", "{0: 30, 6: 45, 10: 60}")],
    ),
    "minutes below nothing": (["tour=county", "tour.briefing.minutes=-5"], [("tour.briefing.minutes=-5", "-5", "minutes=")]),
    "a share in per cent": (
        ["tour=county", f"{BREAK}.counts_from=50"], [(f"{BREAK}.counts_from=50", "50", f"{BREAK}.counts_from=0.5")],
    ),
    "a word misspelt": (["tour=county", f"{BREAK}.keeps=2"], [(f"{BREAK}.keeps=2", "keeps", f"{BREAK}.keep=2")]),
    "an option misspelt": (["tour=countie"], [("tour=countie", "countie", "tour=county")]),
    "a way to end a tour misspelt": (
        ["operations.tour_end=handover"], [("operations.tour_end=handover", "handover", "operations.tour_end=hand_over")],
    ),
    "exceptions below none": (
        ["operations.tour_end_stays=-1"], [("operations.tour_end_stays=-1", "-1", "operations.tour_end_stays=")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("words", "planted"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_named_with_its_cure(words: list[str], planted: Planted) -> None:
    assert_named(report_of(compose, words), planted)


def test_slips_of_a_tour_are_listed_together(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["tour=county", "tour.briefing.minutes=-5", f"{BREAK}.counts_from=50", f"{BREAK}.keeps=2"]
    words.append("operations.tour_end=handover")
    assert main(["run", "--cfg", "job", *words]) == WRONG_INPUT
    report = capsys.readouterr().err
    assert "4 faults in " in report
    assert "Traceback" not in report
