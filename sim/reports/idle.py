"""Which settings are idle: those of a mechanism that is off decide nothing, and no page or screening need ask about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.reports.results import Results
from sim.reports.setting_forms import matched
from sim.reports.switches import any_on
from sim.scenario.interventions import LEVERS

# Which settings are idle while every one of these mechanisms is off. The first pattern that fits decides; a pattern may be
# shorter than the key.
_NEEDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("front_door.strip", ("strip",)),
    ("front_door.redefine", ("redefine",)),
    ("front_door.appointments", ("appointments",)),
    ("front_door.chasing", ("chasing",)),
    ("front_door", ("front_door",)),
    ("threshold", ("threshold",)),
    ("presence.worked_through", ("worked_through",)),
    ("presence.on_leave", ("on_leave",)),
    ("presence.strained", ("strained",)),
    ("presence", ("hidden",)),
    ("safety.injury_spell", ("injuries_absent",)),
    ("control_room", ("control_room",)),
    ("safety", ("safety",)),
    ("pools", ("pools",)),
    ("supervision.own_work", ("supervisory_work",)),
    ("pressures", ("pressures",)),
    ("people", ("people",)),
    ("interventions.body_worn_video.effect", ("filmed",)),
    ("interventions.body_worn_video.complaints", ("recorded",)),
    ("interventions.body_worn_video.shorter", ("recorded",)),
    *((f"interventions.{name}", (name,)) for name in LEVERS),
    ("interventions", ("interventions",)),
    ("survey", ("survey",)),
    ("trauma.cases", ("distressing_cases",)),
    ("trauma", ("trauma",)),
    ("complaints.handling", ("complaint_work",)),
    ("complaints", ("complaints",)),
    ("strain.interaction", ("by_dimension",)),
    ("strain.support", ("support",)),
    ("strain.outside_work", ("outside_work",)),
    ("strain.relief", ("relief",)),
    ("strain", ("feedback",)),
    ("supervision", ("supervision",)),
    ("bids", ("bids",)),
    ("mutual_aid", ("mutual_aid",)),
    ("skills", ("skills",)),
    ("displacement.calls_again", ("calls_again",)),
    ("displacement.expectation", ("expectation",)),
    ("displacement.services", ("displaced",)),
    ("displacement", ("displacement",)),
    ("partners", ("partners",)),
    ("custody", ("custody",)),
    ("demand.types.*.arrest", ("custody",)),
    ("fatigue.unified", ("by_debt",)),
    ("fatigue", ("fatigue",)),
    ("abstraction.entitlement", ("entitlement",)),
    ("abstraction", ("abstraction",)),
    ("careers.severance", ("severance",)),
    ("careers.recruitment.freeze", ("freeze",)),
    ("careers", ("careers",)),
    ("availability", ("availability",)),
    ("overtime.rest_days", ("rest_days",)),
    ("overtime.recall", ("recall",)),
    ("overtime.planned", ("planned",)),
    ("overtime.lieu", ("lieu",)),
    ("overtime.bank", ("rest_day_bank",)),
    ("overtime.pay", ("overtime_pay",)),
    ("overtime.least_paid_h", ("rest_days", "recall")),
    ("overtime.limits", ("rest_days", "recall", "planned")),
    ("overtime.rates.casual", ("lieu", "overtime_pay")),
    ("overtime.rates.public_holiday", ("overtime_pay",)),
    ("overtime.rates", ("lieu", "overtime_pay")),
    ("tour.meal_break", ("meal_break",)),
    ("tour.briefing", ("briefing",)),
    ("watches", ("watches",)),
    ("surges", ("surges",)),
    ("change", ("change",)),
    ("working.systems.outages", ("outages",)),
    ("working.systems", ("systems",)),
    ("working.lean_min_per_job", ("lean",)),
    ("working.self_briefing_min", ("self_briefing",)),
    ("working", ("base_trips",)),
    ("casework.crimes.*.screened_out_when_long", ("long_queue",)),
    ("casework.desk", ("desk_time",)),
    ("casework", ("casework",)),
    ("sickness.psychological", ("psychological",)),
    ("sickness.season.wave", ("wave",)),
    ("sickness.season", ("season",)),
    ("sickness.worked", ("worked",)),
    ("sickness.return_to_duty", ("return_to_duty",)),
    ("sickness", ("sickness",)),
    ("crewing.tutors", ("tutors",)),
    ("crewing.triage_car", ("triage_car",)),
    ("crewing.split_when_waiting", ("splitting",)),
    ("crewing.night_from", ("by_night",)),
    ("crewing.night_to", ("by_night",)),
    ("operations.dispatch.ageing_min", ("ageing",)),
    ("operations.dispatch.begin_anyway_min", ("staged",)),
    ("operations.surplus", ("surplus",)),
    ("operations.reserve", ("reserve",)),
    ("operations.preemption", ("preemption",)),
    ("operations.help", ("help",)),
    ("operations.cut_short", ("cut_short",)),
    ("failure_demand.abandoned", ("abandoned",)),
    ("prevention", ("prevention",)),
    ("failure_demand", ("failure_demand",)),
    ("operations.thinning", ("thinning",)),
    ("operations.rekeying_min", ("rekeying",)),
    ("force.areas.*.neighbours", ("help",)),
    ("force.areas.*.free_usual", ("thinning",)),
    ("force.areas.*.travel", ("travel",)),
    ("force.grades.*.promote_after_min", ("promotion",)),
    ("force.grades.*.vulnerable_target_min", ("vulnerable",)),
    ("demand.new_information_after", ("new_information",)),
    ("demand.types.*.new_information", ("new_information",)),
    ("demand.types.*.patience", ("patience",)),
    ("demand.types.*.assaults_per_1000", ("safety",)),
    ("demand.types.*.needs", ("skills",)),
    ("demand.types.*.partners", ("partners",)),
    ("demand.types.*.risk", ("double_for_risk",)),
    ("demand.types.*.vulnerable", ("vulnerable",)),
    ("demand.types.*.clearing", ("clearing",)),
)


def idle(results: Results, key: str) -> bool:
    """Whether a setting belongs to a mechanism that no scenario switches on; false where no configuration is known."""
    return idle_in([config for config in results.configurations if config], key)


def idle_in(known: Sequence[Mapping[str, Any]], key: str) -> bool:
    """The same of plain configurations."""
    for pattern, names in _NEEDS:
        depth = pattern.count(".") + 1
        if matched(pattern, ".".join(key.split(".")[:depth])) is not None:
            return bool(known) and not any_on(known, *names)
    return False
