"""Overtime and rest configured wrongly: every slip gets one report that names the key and the word that mends it."""

from __future__ import annotations

import pytest

from sim.cli import WRONG_INPUT, main
from sim.configuration import compose
from tests.support.fault_reports import Planted, assert_named, report_of

ALWAYS = ["roster=always_on", "abstraction=none"]

# Words, then what the report must hold: where, found, and the cure.
SLIPS: dict[str, tuple[list[str], Planted]] = {
    "rest days where there are none": (
        [*ALWAYS, "overtime=rest_days"], [("overtime.rest_days.on", "always on", "overtime.rest_days.on=false")],
    ),
    "nobody is ever off to be called in": (
        [*ALWAYS, "overtime=recall"], [("overtime.recall.on", "always on", "overtime.recall.on=false")],
    ),
    "no tour to take off, all told together": (
        [*ALWAYS, "overtime=in_lieu"],
        [("overtime.rest_days.on", "always on", "false"), ("overtime.lieu.on", "always on", "overtime.lieu.on=false"),
         ("overtime.bank.on", "always on", "overtime.bank.on=false")],
    ),
    "nothing to fall short of": (
        ["overtime.recall.on=true"], [("overtime.minimum.share", "fills gaps", "overtime.minimum.share=0.6")],
    ),
    "time off for none of it": (
        ["overtime=recall", "overtime.lieu.on=true"], [("overtime.lieu.share", "switched on", "overtime.lieu.share=0.3")],
    ),
    "rest days given back to nowhere": (
        ["overtime=rest_days", "overtime.rest_days.given_back_share=0.2"],
        [("overtime.rest_days.given_back_share", "without a bank", "overtime.bank.on=true")],
    ),
    "pay of no pounds": (
        ["overtime.pay.on=true", "overtime.pay.constable=0"],
        [("overtime.pay.constable", "switched on", "overtime.pay.constable=22")],
    ),
    "more ranks than officers": (
        ["overtime.pay.sergeants_share=0.7", "overtime.pay.inspectors_share=0.4"],
        [("overtime.pay.inspectors_share", "1.1", "overtime.pay.inspectors_share=0")],
    ),
    "a share in per cent": (
        ["overtime=recall", "overtime.minimum.share=65"], [("overtime.minimum.share=65", "65", "overtime.minimum.share=")],
    ),
    "a recall of no time": (["overtime=recall", "overtime.recall.stay_h=0"], [("overtime.recall.stay_h=0", "0", "stay_h=")]),
    "half an officer": (["overtime=recall", "overtime.recall.most=1.5"], [("overtime.recall.most=1.5", "1.5", "most=")]),
    "notice before the event": (
        ["overtime=rest_days", "overtime.rest_days.notice_days=-1"],
        [("overtime.rest_days.notice_days=-1", "-1", "notice_days=")],
    ),
    "a word misspelt": (["overtime=recall", "overtime.recall.stay=4"], [("overtime.recall.stay=4", "stay", "stay_h=4")]),
    "nothing to tell anybody of": (
        ["overtime=planned", "overtime.planned.gaps=false"],
        [("overtime.planned.gaps", "no peak", "overtime.planned.peak.officers=1")],
    ),
    "neither later nor earlier": (
        ["overtime=planned", "overtime.planned.stay_on=false", "overtime.planned.begin_early=false"],
        [("overtime.planned.stay_on", "nobody begins early", "overtime.planned.on=false")],
    ),
    "more at least than at most": (
        ["overtime=planned", "overtime.planned.least_h=5"],
        [("overtime.planned.least_h", "more than most_h", "overtime.planned.least_h=4")],
    ),
    "a peak on no day": (
        ["overtime=planned", "overtime.planned.peak.officers=2"],
        [("overtime.planned.peak.weekdays", "none", "overtime.planned.peak.weekdays=[fri, sat]")],
    ),
    "a peak of no time": (
        ["overtime=planned", "overtime.planned.peak={officers: 2, weekdays: [fri], start: '20:00', end: '20:00'}"],
        [("overtime.planned.peak.end", "20:00", "overtime.planned.peak.end='02:00'")],
    ),
    "a peak on a day that is none": (
        ["overtime=planned", "overtime.planned.peak={officers: 2, weekdays: [friday]}"],
        [("overtime.planned.peak", "friday", "fri")],
    ),
    "before rest days that nobody works": (
        ["overtime=planned", "overtime.planned.before_rest_days=true"],
        [("overtime.planned.before_rest_days", "no rest day worked", "overtime.rest_days.on=true")],
    ),
    "no tour short enough": (
        ["overtime=planned", "overtime.planned.longest_day_h=9"],
        [("overtime.planned.longest_day_h", "no tour is short enough", "overtime.planned.longest_day_h=")],
    ),
    "longer tours where there are none": (
        [*ALWAYS, "overtime=planned"], [("overtime.planned.on", "always on", "overtime.planned.on=false")],
    ),
    "longer tours without a minimum": (
        ["overtime.planned.on=true"], [("overtime.minimum.share", "fills gaps", "overtime.minimum.share=0.6")],
    ),
    "notice after the event": (
        ["overtime=by_notice", "overtime.rest_days.notice.court=-2"],
        [("overtime.rest_days.notice.court=-2", "-2", "overtime.rest_days.notice.court=")],
    ),
    "notice of what is not foreseen": (
        ["overtime=by_notice", "overtime.rest_days.notice.sickness=1"],
        [("overtime.rest_days.notice.sickness=1", "sickness", "overtime.rest_days.notice")],
    ),
    "an option misspelt": (["overtime=recalls"], [("overtime=recalls", "recalls", "overtime=recall")]),
}  # fmt: skip


@pytest.mark.parametrize(("words", "planted"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_named_with_its_cure(words: list[str], planted: Planted) -> None:
    assert_named(report_of(compose, words), planted)


def test_the_command_line_says_it_and_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "overtime.recall.on=true", "overtime.lieu.on=true"]) == WRONG_INPUT
    told = capsys.readouterr().err
    assert "overtime.minimum.share" in told
    assert "overtime.lieu.share" in told
    assert "Traceback" not in told


@pytest.mark.parametrize("option", ["regulations", "rest_days", "re_rostered", "recall", "in_lieu", "planned", "by_notice"])
def test_every_option_composes(option: str) -> None:
    assert compose([f"overtime={option}"]).overtime.fills_gaps is (option != "regulations")
