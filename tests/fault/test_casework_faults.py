"""Casework configured wrongly: every slip gets one report that names the key and the word that mends it."""

from __future__ import annotations

import pytest

from sim.configuration import compose
from tests.support.fault_reports import Planted, assert_named, report_of

ON = "casework=county"

# Words, then what the report must hold: where, found, and the cure.
SLIPS: dict[str, tuple[list[str], Planted]] = {
    "on without a crime": (["casework.on=true"], [("casework.on", "no type of incident leaves a crime", "casework=county")]),
    "a type nobody knows": (
        [ON, "demand=two_grades"], [("casework.crimes.antisocial_behaviour", "no such type", "demand=county")],
    ),
    "a team nobody knows": (
        [ON, "casework.crimes.theft.to={response: 1, fraud: 1}"],
        [("casework.crimes.theft.to", "fraud", "add casework.teams.fraud")],
    ),
    "nobody has it": (
        [ON, "casework.crimes.damage.to={response: 0}"], [("casework.crimes.damage.to", "no weight", "{response: 1}")],
    ),
    "a place above the limit nobody knows": (
        [ON, "casework.above_limit=nobody"], [("casework.above_limit", "'nobody'", "casework.above_limit=pile")],
    ),
    "a team that is called like a place": (
        [ON, "+casework.teams.pile={title: Pile, investigators: 1}"], [("casework.teams.pile", "called pile", "pile_team")],
    ),
    "a long queue that changes nothing": (
        ["casework.on=true", "casework.screen_when_waiting=3",
         "+casework.crimes.theft={chance: 1, work: {kind: exponential, mean_min: 60}, deadline_days: 9, to: {response: 1}}"],
        [("casework.screen_when_waiting", "3", "casework.screen_when_waiting=0")],
    ),
    "less screened while the queue is long": (
        [ON, "casework.crimes.theft.screened_out_when_long=0.1"],
        [("casework.crimes.theft.screened_out_when_long", "0.1", "screened_out_when_long: 0.5")],
    ),
    "a day that ends after midnight": (
        [ON, "casework.teams.cyber.begins='18:00'"], [("casework.teams.cyber.hours", "8 hours from 18:00", "at most 6 hours")],
    ),
    "a chance in per cent": ([ON, "casework.crimes.theft.chance=40"], [("casework.crimes.theft.chance=40", "40", "chance=")]),
    "a limit of none for a team": (
        [ON, "casework.teams.cyber.caseload_limit=0"], [("casework.teams.cyber.caseload_limit=0", "0", "caseload_limit=1")],
    ),
    "a word misspelt": ([ON, "casework.caseload_limits=3"], [("casework.caseload_limits=3", "limits", "caseload_limit=3")]),
    "scenes cut to nothing": (
        ["operations.cut_short.to=0"], [("operations.cut_short.to=0", "0", "operations.cut_short.to=")],
    ),
    "a queue that is always long": (
        ["operations.cut_short.when_waiting=0"], [("operations.cut_short.when_waiting=0", "0", "when_waiting=3")],
    ),
    "scenes that come back more than always": (
        ["operations.cut_short.comes_back=15"], [("operations.cut_short.comes_back=15", "15", "comes_back=")],
    ),
    "an option misspelt": (["casework=countie"], [("casework=countie", "countie", "casework=county")]),
}  # fmt: skip


@pytest.mark.parametrize(("words", "planted"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_named_with_its_cure(words: list[str], planted: Planted) -> None:
    assert_named(report_of(compose, words), planted)


def test_slips_of_casework_are_listed_together() -> None:
    words = [ON, "casework.above_limit=nobody", "casework.crimes.theft.to={fraud: 1}", "casework.screen_when_waiting=2"]
    faults = report_of(compose, words)
    assert_named(faults, [("casework.above_limit", "'nobody'", "pile"), ("casework.crimes.theft.to", "fraud", "casework.teams")])
    assert len(faults) == 2
