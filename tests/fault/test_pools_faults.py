"""Pools and variants of a roster configured wrongly: every slip gets one report that names the key and the word that mends it."""

from __future__ import annotations

import pytest

from sim.cli import WRONG_INPUT, main
from sim.configuration import compose
from tests.support.fault_reports import Planted, assert_named, report_of

COUNTY, LIST = "pools=county", "pools.list.specials"
PEAK, LATES = "roster=peak_matched", "roster.variants.later_lates"

# Words, then what the report must hold: where, found, and the cure.
SLIPS: dict[str, tuple[list[str], Planted]] = {
    "a type that demand does not have": (
        [COUNTY, f"{LIST}.types=[theft, wizardry]"], [(f"{LIST}.types", "wizardry", "correct the type")],
    ),
    "a grade the force does not have": ([COUNTY, f"{LIST}.grades=[urgent]"], [(f"{LIST}.grades", "urgent", "correct the grade")]),
    "types that are never of the grade": (
        [COUNTY, "~demand.types.other.grades.immediate", "pools.list.volunteers.grades=[immediate]"],
        [("pools.list.volunteers.grades", "none of its types ever is", "pools.list.volunteers.grades=[prompt]")],
    ),
    "nothing to attend": ([COUNTY, f"{LIST}.types=[]"], [(f"{LIST}.types", "0 entries", "correct")]),
    "nobody in any pool": (
        [COUNTY, *(f"pools.list.{name}.heads=0" for name in ("specials", "pcsos", "volunteers"))],
        [("pools.on", "nobody", "pools=none")],
    ),
    "a week of six days": ([COUNTY, f"{LIST}.weeks=[[R,R,R,R,V,V]]"], [(f"{LIST}.weeks", "", "")]),
    "a tour nobody knows": ([COUNTY, f"{LIST}.weeks=[[R,R,R,R,V,X,R]]"], [(f"{LIST}.weeks", "the letter X", "shifts.X")]),
    "a first day that is no Monday": (
        [COUNTY, f"{LIST}.anchor=2024-01-03"], [(f"{LIST}.anchor", "no Monday", "anchor=2024-01-01")],
    ),
    "tours that run into each other": (
        [COUNTY, f"{LIST}.shifts.V.hours=20", f"+{LIST}.shifts.E={{start: '07:00', hours: 8}}",
         f"{LIST}.weeks=[[V,E,R,R,R,R,R]]"],
        [(f"{LIST}.weeks", "V followed by E", "rest day")],
    ),
    "a chance in per cent": ([COUNTY, f"{LIST}.turn_out=24"], [(f"{LIST}.turn_out=24", "24", f"{LIST}.turn_out=0.24")]),
    "fewer than nobody": ([COUNTY, f"{LIST}.heads=-3"], [(f"{LIST}.heads=-3", "-3", "heads=")]),
    "a word misspelt": ([COUNTY, f"{LIST}.in_pair=true"], [(f"{LIST}.in_pair=true", "in_pair", f"{LIST}.in_pairs=true")]),
    "an option misspelt": (["pools=countie"], [("pools=countie", "countie", "pools=county")]),
    "a variant of a tour there is not": ([PEAK, f"{LATES}.instead={{L: Z}}"], [(f"{LATES}.instead", "the letter Z", "shifts.Z")]),
    "a variant that changes nothing": (
        [PEAK, f"{LATES}.instead={{L: L}}"], [(f"{LATES}.instead.L", "L instead of L", "remove it")],
    ),
    "a weekday spelt out": ([PEAK, f"{LATES}.weekdays=[friday]"], [(f"{LATES}.weekdays", "friday", "")]),
    "a thirteenth month": ([PEAK, f"{LATES}.months=[13]"], [(f"{LATES}.months", "13", "")]),
    "a share in per cent": ([PEAK, "roster.variants.mids.share=33"], [("roster.variants.mids.share=33", "33", "share=0.33")]),
    "two tours that nobody could tell apart": (
        [PEAK, f"{LATES}.instead={{L: P, E: P}}", "roster.shifts.P.start='12:00'"], [(f"{LATES}.instead", "P", "shifts.P")],
    ),
    "a place for each team": (
        ["roster=panama_slow", "roster.offsets=[0, 7, 28]"], [("roster.offsets", "3 places for 4", "teams=3")],
    ),
    "even and uneven at once": (
        ["roster=panama_slow", "roster.offset_days=14"], [("roster.offset_days", "offsets", "offset_days=0")],
    ),
    "bids on nothing": (["bids=weekend_peak", "bids.weekdays=[]"], [("bids.weekdays", "none", "bids.weekdays=[fri, sat]")]),
    "bids for nothing": (["bids=weekend_peak", "bids.gives=[fri, sat]"], [("bids.gives", "no day but those", "bids.gives=")]),
    "bids where nobody ever rests": (
        ["bids=weekend_peak", "roster=always_on", "abstraction=none"], [("bids.on", "always on", "bids=none")],
    ),
    "bids on a day that is none": (["bids=weekend_peak", "bids.weekdays=[friday]"], [("bids.weekdays", "friday", "")]),
}  # fmt: skip


@pytest.mark.parametrize(("words", "planted"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_named_with_its_cure(words: list[str], planted: Planted) -> None:
    assert_named(report_of(compose, words), planted)


def test_slips_are_listed_together(capsys: pytest.CaptureFixture[str]) -> None:
    words = [COUNTY, f"{LIST}.turn_out=24", f"{LIST}.heads=-3", PEAK, "roster.variants.mids.share=33"]
    assert main(["run", "--cfg", "job", *words]) == WRONG_INPUT
    report = capsys.readouterr().err
    assert "3 faults in " in report
    assert "Traceback" not in report
