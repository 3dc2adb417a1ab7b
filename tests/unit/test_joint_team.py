"""Joint teams over weeks: what practitioners settle, whom their services lack meanwhile, and how it is told."""

from __future__ import annotations

import numpy as np
import pytest

from sim.configuration import compose
from sim.measures.partners import partner_measures
from sim.measures.practitioners import practitioner_measures
from sim.measures.window import HOUR_MS, Window
from sim.reports.settings import level_words
from tests.support.measured import a_year, bench, seen, values
from tests.support.small_force import window
from tests.support.tiny_inputs import partner, tiny, tour

SERVICES = ("ambulance", "mental_health", "social_care")
EXTRA = ("crewing.triage_car.seconded.mental_health=0", "crewing.triage_car.seconded.social_care=0")
# Every crew has practitioners who settle everything, whenever it books on, until midnight.
EVERYWHERE = (
    "crewing=joint_team", "crewing.triage_car.cars=50", "crewing.triage_car.areas=[]", "crewing.triage_car.from='00:00'",
    "crewing.triage_car.to='23:59'", "crewing.triage_car.settles=1", "crewing.triage_car.joined_by.social_care=1", *EXTRA,
)  # fmt: skip


def _asked_by_day(seen_by: Window, service: str) -> int:
    """Requests at work begun from ten to ten at night, when nobody is on duty whose practitioner has gone home."""
    practice, partner_of = seen_by.practice, seen_by.incidents["partner"]
    hour = seen_by.calendar.wall_ms(practice["started"]) // HOUR_MS % 24
    by_day = (practice["started"] >= 0) & (hour >= 10) & (hour < 22)
    return int((by_day & (partner_of == SERVICES.index(service)) & (practice["asked"] >= 0)).sum())


def test_a_team_that_settles_everything_everywhere_leaves_its_services_nothing_to_be_asked() -> None:
    without, with_team = window(), window(*EVERYWHERE)
    for service in ("mental_health", "social_care"):
        assert _asked_by_day(without, service) > 0
        assert _asked_by_day(with_team, service) == 0
    assert _asked_by_day(with_team, "ambulance") > 0  # which has nobody in the car


def test_a_team_that_settles_nothing_leaves_everything_to_be_asked() -> None:
    nothing = ("crewing.triage_car.settles=0", "crewing.triage_car.joined_by.social_care=0")
    found = window(*EVERYWHERE, *nothing)
    begun = (found.practice["started"] >= 0) & (found.incidents["partner"] >= 0)
    assert begun.any()
    assert (found.practice["asked"][begun] >= 0).all()


def test_those_seconded_are_missing_from_the_capacity_and_nothing_else() -> None:
    extra, pooled = window("crewing=joint_team", *EXTRA), window("crewing=joint_team")
    lost = (extra.outcome.services["unit_ms"] - pooled.outcome.services["unit_ms"]) / HOUR_MS
    wanted = 2 * 8 * 28  # two of each for eight hours on 28 days, less what those had still in hand who were to leave
    assert lost == pytest.approx([0, wanted, wanted], rel=0.01)
    assert (lost[1:] <= wanted).all()
    assert (extra.inputs.incidents == pooled.inputs.incidents).all()
    assert (extra.inputs.background == pooled.inputs.background).all()
    own = [values(partner_measures(each))["partner_own_wait_p90_min", "partner=social_care"] for each in (extra, pooled)]
    assert own[1] > own[0]


def test_hours_that_practitioners_ride_along_are_counted_for_each_service() -> None:
    # Area 0: a car from 60 to 120 of the team of seats 0 and 1, who make one pair; two would have been wanted.  Seat 2's whole
    # team is on leave.  Seat 3's car is out from 200 to the end of its tour.
    lines = [*(tour(seat, 60, 400, crew_size=2, cars=2, cars_until=120) for seat in (0, 1)),
             tour(2, 60, 400, team=1, cars=1, absent=1), tour(3, 200, 300, team=2, cars=1, cars_until=500)]  # fmt: skip
    inputs = tiny(lines, [], [partner()] * 3)
    asks = "demand.types.urgent.partners={mental_health: 0.1, social_care: 0.1}"
    scenario = bench("partners=county", asks, "crewing.triage_car.cars=2", "+crewing.triage_car.joined_by.social_care=0.4")
    found = values(practitioner_measures(seen(inputs, scenario)))
    each = a_year((60 + 100) / 60)
    assert found == {
        ("practitioner_hours", ""): pytest.approx(2 * each),
        ("practitioner_hours", "partner=mental_health"): pytest.approx(each),
        ("practitioner_hours", "partner=social_care"): pytest.approx(each),
    }
    assert not list(practitioner_measures(seen(inputs, bench("partners=county"))))


def test_hours_of_the_team_by_the_clock() -> None:
    car = compose(["crewing=joint_team", "crewing.triage_car.from='21:15'", "crewing.triage_car.to='00:20'"]).crewing.triage_car
    assert car.hours == pytest.approx([1 / 3] + [0] * 20 + [0.75, 1, 1])
    assert sum(compose(["crewing=triage_car"]).crewing.triage_car.hours) == 12
    assert np.sum(compose().crewing.triage_car.hours) == 0


@pytest.mark.parametrize(
    ("axis", "text", "words", "told"),
    [
        ("crewing.triage_car.cars", "1", ["crewing=joint_team"], "1 joint team in each of 2 areas"),
        ("crewing.triage_car.cars", "0", ["crewing=joint_team", "crewing.triage_car.cars=0"], "no joint team"),
        ("crewing.triage_car.cars", "2", ["crewing=triage_car", "crewing.triage_car.cars=2", "crewing.triage_car.areas=[vale]"],
         "2 triage cars in one area"),
        ("crewing.triage_car.cars", "1", ["crewing.triage_car.cars=1"], "1 triage car in each area"),
        ("crewing.triage_car.seconded.social_care", "2", ["crewing=joint_team"], "2 of the social care duty team seconded"),
        ("crewing.triage_car.seconded.social_care", "0", ["crewing=joint_team", *EXTRA],
         "nobody of the social care duty team seconded"),
        ("crewing.triage_car.joined_by.social_care", "0.4", ["crewing=joint_team"],
         "40% settled by the social care duty team in the car"),
        ("crewing", "joint_team", ["crewing=joint_team"], "joint teams in the towns"),
    ],
)  # fmt: skip
def test_settings_of_a_team_are_told_in_words(axis: str, text: str, words: list[str], told: str) -> None:
    assert level_words(axis, text, compose(words).model_dump(mode="json", by_alias=True)) == told
