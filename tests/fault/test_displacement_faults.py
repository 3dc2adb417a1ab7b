"""Displacement configured wrongly: every slip gets one report that names the key and the word that mends it."""

from __future__ import annotations

import pytest

from sim.cli import WRONG_INPUT, main
from sim.configuration import compose
from tests.support.fault_reports import Planted, assert_named, report_of

COUNTY = "displacement=county"
CREWS = "displacement.services.ambulance"

# Words, then what the report must hold: where, found, and the cure.
SLIPS: dict[str, tuple[list[str], Planted]] = {
    "more comes than was left undone": (
        [COUNTY, f"{CREWS}.jobs.becomes.concern=0.99"],
        [(f"{CREWS}.jobs.becomes", "shares that sum to 1.02", "lower them")],
    ),
    "a type that is not there": (
        [COUNTY, f"+{CREWS}.requests.becomes.walk_out=0.1"],
        [(f"{CREWS}.requests.becomes.walk_out", "no such type of incident: walk_out", f"~{CREWS}.requests.becomes.walk_out")],
    ),
    "a partner that is not there": (
        [COUNTY, "~partners.services.social_care", "demand.types.domestic.partners={social_care: 0}"],
        [("displacement.services.social_care", "no such partner: social_care", "~displacement.services.social_care")],
    ),
    "places that are not there": (
        ["displacement=places"],
        [("displacement.services.emergency_department", "no such partner: emergency_department, place_of_safety",
          "~displacement.services.emergency_department")],
    ),
    "switched on with nothing in it": (
        ["displacement.on=true"], [("displacement.on", "true, and nothing is displaced", "displacement=county")],
    ),
    "no patience at all": ([COUNTY, f"{CREWS}.patience_min=0"], [(f"{CREWS}.patience_min=0", "0", f"{CREWS}.patience_min=")]),
    "a share above one": ([COUNTY, f"{CREWS}.jobs.lost=1.5"], [(f"{CREWS}.jobs.lost=1.5", "1.5", f"{CREWS}.jobs.lost=")]),
    "a memory of no time": (
        [COUNTY, "displacement.expectation.memory_days=0"],
        [("displacement.expectation.memory_days=0", "0", "displacement.expectation.memory_days=")],
    ),
    "callers of a type that is not there": (
        [COUNTY, "displacement.calls_again.on=true", "+displacement.calls_again.by_type.neighbour=0.1"],
        [("displacement.calls_again.by_type.neighbour", "no such type of incident: neighbour", "demand=county")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("words", "planted"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_named_with_its_cure(words: list[str], planted: Planted) -> None:
    assert_named(report_of(compose, words), planted)


def test_slips_are_listed_together(capsys: pytest.CaptureFixture[str]) -> None:
    words = [COUNTY, f"{CREWS}.patience_min=0", f"{CREWS}.jobs.lost=1.5", "displacement.expectation.most=0"]
    assert main(["run", "--cfg", "job", *words]) == WRONG_INPUT
    report = capsys.readouterr().err
    assert "3 faults in " in report
    assert "Traceback" not in report
