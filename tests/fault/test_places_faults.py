"""Partners' places configured wrongly: every slip gets one report that names the key and the word that mends it."""

from __future__ import annotations

import pytest

from sim.cli import WRONG_INPUT, main
from sim.configuration import compose
from tests.support.fault_reports import Planted, assert_named, report_of

PLACES = "partners=places"
DEPARTMENT, AMBULANCE = "partners.services.emergency_department", "partners.services.ambulance"

# Words, then what the report must hold: where, found, and the cure.
SLIPS: dict[str, tuple[list[str], Planted]] = {
    "no way there": ([PLACES, f"{DEPARTMENT}.drive=null"], [(f"{DEPARTMENT}.drive", "missing", "give drive")]),
    "convey from a place": (
        [PLACES, f"{DEPARTMENT}.at_limit=convey"], [(f"{DEPARTMENT}.at_limit", "convey, at a place", "write at_limit: stay")],
    ),
    "from one place to the next": (
        [PLACES, f"+{DEPARTMENT}.convey_to=place_of_safety"], [(f"{DEPARTMENT}.convey_to", "from a place", "take it out")],
    ),
    "taken on from a place": (
        [PLACES, f"+{DEPARTMENT}.taken_to={{place_of_safety: 0.5}}"], [(f"{DEPARTMENT}.taken_to", "from a place", "take it out")],
    ),
    "nowhere to convey to": (
        [PLACES, "partners.services.dog_warden.convey=null"],
        [("partners.services.dog_warden.convey", "missing", "give convey")],
    ),
    "a place misspelt": (
        [PLACES, f"{AMBULANCE}.convey_to=emergency_departmnt"],
        [(f"{AMBULANCE}.convey_to", "'emergency_departmnt'", "write emergency_department")],
    ),
    "to a service that comes to the scene": (
        [PLACES, f"{AMBULANCE}.convey_to=fire"],
        [(f"{AMBULANCE}.convey_to", "'fire', which is not a place", "give it where: place")],
    ),
    "more than everybody taken on": (
        [PLACES, "partners.services.mental_health.taken_to={place_of_safety: 0.7, emergency_department: 0.6}"],
        [("partners.services.mental_health.taken_to", "sum to 1.3", "lower them")],
    ),
    "more than everybody in need": (
        [PLACES, "partners.needs.concern={fire: 0.7, emergency_department: 0.6}"],
        [("partners.needs.concern", "sum to 1.3", "lower them")],
    ),
    "a need of nobody known": (
        [PLACES, "+partners.needs.concern.coastguard=0.1"],
        [("partners.needs.concern", "'coastguard', which is not a service", "add partners.services.coastguard")],
    ),
    "a type misspelt": (
        [PLACES, "+partners.needs.dogs={dog_warden: 0.5}"],
        [("partners.needs.dogs", "no such type of incident", "~partners.needs.dogs")],
    ),
    "a place asked to come": (
        [PLACES, "+demand.types.concern.partners.emergency_department=0.1"],
        [("demand.types.concern.partners.emergency_department", "a place, which does not come",
          "partners.needs.concern.emergency_department instead")],
    ),
    "nobody stays with the person": (
        [PLACES, f"{DEPARTMENT}.officers=0"], [(f"{DEPARTMENT}.officers=0", "0", f"{DEPARTMENT}.officers=")],
    ),
    "a limit nobody knows": (
        [PLACES, f"{DEPARTMENT}.at_limit=leaves"], [(f"{DEPARTMENT}.at_limit=leaves", "leaves", f"{DEPARTMENT}.at_limit=")],
    ),
    "neither scene nor place": (
        [PLACES, f"{DEPARTMENT}.where=there"], [(f"{DEPARTMENT}.where=there", "there", f"{DEPARTMENT}.where=")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("words", "planted"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_named_with_its_cure(words: list[str], planted: Planted) -> None:
    assert_named(report_of(compose, words), planted)


def test_slips_of_places_are_listed_together(capsys: pytest.CaptureFixture[str]) -> None:
    words = [PLACES, f"{DEPARTMENT}.drive=null", "partners.services.dog_warden.convey=null", f"+{AMBULANCE}.officers=0"]
    assert main(["run", "--cfg", "job", *words]) == WRONG_INPUT
    report = capsys.readouterr().err
    assert "3 faults in " in report
    assert "Traceback" not in report


def test_a_place_that_is_switched_off_with_partners_is_not_looked_for() -> None:
    compose([PLACES, "partners.on=false", f"{AMBULANCE}.convey_to=nowhere"])
