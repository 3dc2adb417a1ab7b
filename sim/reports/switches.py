"""What a scenario switches on: each mechanism by its noun, read from composed configurations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sim.reports.setting_forms import Config, value_at
from sim.scenario.interventions import LEVERS
from sim.scenario.protected import AMOUNTS

_Test = Callable[[Config], bool]


def _true(key: str) -> _Test:
    return lambda config: value_at(config, key) is True


def _above_zero(key: str) -> _Test:
    return lambda config: (value_at(config, key) or 0) > 0


def _any_of(*tests: _Test) -> _Test:
    return lambda config: any(test(config) for test in tests)


def _both(*tests: _Test) -> _Test:
    return lambda config: all(test(config) for test in tests)


def _equals(key: str, *wanted: Any) -> _Test:
    return lambda config: value_at(config, key) in wanted


def _some(of: str, key: str, holds: Callable[[Any], bool] = bool) -> _Test:
    """Whether the key holds for any entry of a table, such as any grade."""

    def test(config: Config) -> bool:
        entries = value_at(config, of)
        return isinstance(entries, Mapping) and any(holds(value_at(e, key)) for e in entries.values() if isinstance(e, Mapping))

    return test


_FRONT = _true("front_door.on")


def _falls_sick(config: Config) -> bool:
    return value_at(config, "sickness.model") not in (None, "none")


_WORKING = _true("working.on")
_OUTAGES = _both(_WORKING, _above_zero("working.systems.outages.per_year"))


def _front(key: str) -> _Test:
    """Whether the front door is on and some grade has more than nothing under this key."""

    def test(config: Config) -> bool:
        shares = value_at(config, f"front_door.{key}")
        return _FRONT(config) and isinstance(shares, Mapping) and any((share or 0) > 0 for share in shares.values())

    return test


def _some_time(key: str) -> _Test:
    """Whether a duration is longer than nothing."""

    def test(config: Config) -> bool:
        duration = value_at(config, key)
        if not isinstance(duration, Mapping):
            return False
        return (duration.get("mean_min") or 0) > 0 or any(duration.get("quantiles_min") or ())

    return test


def _by_service(config: Config) -> bool:
    """Whether somebody chose who goes in a cut, or students come in an uplift."""
    goes = (value_at(config, "staffing.cut") or 0) > 0 and value_at(config, "staffing.who_goes") != "by_chance"
    comes = (value_at(config, "staffing.uplift") or 0) > 0 and value_at(config, "staffing.who_comes") == "students"
    return goes or comes


def _by_night(config: Config) -> bool:
    policies = [value_at(config, "crewing.policy"), *(value_at(config, "crewing.by_area") or {}).values()]
    return "double_at_night" in policies


SWITCHES: dict[str, _Test] = {
    "front_door": _FRONT,
    "strip": _front("strip.share"),
    "redefine": _any_of(_front("redefine.up"), _front("redefine.down")),
    "appointments": _front("appointments.share"),
    "chasing": _both(_FRONT, _true("front_door.chasing.on")),
    "help": _true("operations.help.on"),
    "mutual_aid": _true("mutual_aid.on"),
    "thinning": _true("operations.thinning.on"),
    "preemption": _above_zero("operations.preemption.grades"),
    "patience": _true("operations.patience"),
    "promotion": _true("operations.regrading.promotion"),
    "new_information": _true("operations.regrading.new_information"),
    "staged": _true("operations.dispatch.staged"),
    "surplus": _true("operations.surplus.on"),
    "ageing": _equals("operations.dispatch.order", "ageing"),
    "reserve": _above_zero("operations.reserve.crews"),
    "hand_back": _equals("operations.tour_end", "hand_back"),
    "hand_over": _equals("operations.tour_end", "hand_over"),
    "cut_short": _true("operations.cut_short.on"),
    "failure_demand": _true("failure_demand.on"),
    "prevention": _true("prevention.on"),
    "abandoned": _both(_true("failure_demand.on"), _true("operations.patience")),
    "pools": _true("pools.on"),
    "pressures": _true("pressures.on"),
    "people": _true("people.on"),
    "survey": _true("survey.on"),
    "bids": _true("bids.on"),
    "supervision": _true("supervision.on"),
    "supervisory_work": _any_of(*(_above_zero(f"supervision.own_work.{name}") for name in AMOUNTS)),
    "sergeants_last": _true("supervision.last_to_be_sent"),
    "rekeying": _above_zero("operations.rekeying_min"),
    "travel": _true("operations.travel"),
    "clearing": _true("operations.clearing"),
    "safety": _true("safety.on"),
    "skills": _true("skills.on"),
    "partners": _true("partners.on"),
    "places": _both(_true("partners.on"), _some("partners.services", "where", lambda where: where == "place")),
    "left_unmet": _both(_true("partners.on"), _some("partners.services", "at_limit", lambda then: then == "leave")),
    "displacement": _true("displacement.on"),
    "displaced": _both(_true("displacement.on"), _true("partners.on"), _some("displacement.services", "patience_min")),
    "calls_again": _both(_true("displacement.on"), _true("displacement.calls_again.on")),
    "expectation": _both(_true("displacement.on"), _true("displacement.expectation.on")),
    "custody": _true("custody.on"),
    "tutors": _above_zero("crewing.tutors.student_share"),
    "triage_car": _above_zero("crewing.triage_car.cars"),
    "double_for_risk": _true("crewing.double_for_risk"),
    "splitting": _above_zero("crewing.split_when_waiting"),
    "by_night": _by_night,
    "vulnerable": _any_of(_some("force.grades", "vulnerable_target_min"), _front("redefine.up"), _front("redefine.down")),
    "fatigue": _true("fatigue.on"),
    "by_debt": _both(_true("fatigue.on"), _equals("fatigue.reckoned_by", "unified")),
    "abstraction": _true("abstraction.on"),
    "entitlement": _both(_true("abstraction.on"), _true("abstraction.entitlement.on")),
    "availability": _true("availability.on"),
    "careers": _true("careers.on"),
    "severance": _both(_true("careers.on"), _above_zero("careers.severance.share")),
    "freeze": _both(_true("careers.on"), _above_zero("careers.recruitment.freeze.months")),
    "experience": _by_service,
    "meal_break": _true("tour.meal_break.on"),
    "briefing": _above_zero("tour.briefing.minutes"),
    "watches": _true("watches.on"),
    "systems": _any_of(_both(_WORKING, _some_time("working.systems.lost_per_job")), _OUTAGES),
    "outages": _OUTAGES,
    "base_trips": _both(_WORKING, _above_zero("working.return_to_base_min")),
    "lean": _both(_WORKING, _above_zero("working.lean_min_per_job")),
    "self_briefing": _both(_WORKING, lambda config: value_at(config, "working.self_briefing_min") is not None),
    "casework": _true("casework.on"),
    "desk_time": _both(_true("casework.on"), _above_zero("casework.desk.minutes")),
    "long_queue": _both(_true("casework.on"), _above_zero("casework.screen_when_waiting")),
    "rest_days": _true("overtime.rest_days.on"),
    "recall": _true("overtime.recall.on"),
    "planned": _true("overtime.planned.on"),
    "lieu": _true("overtime.lieu.on"),
    "rest_day_bank": _true("overtime.bank.on"),
    "overtime_pay": _true("overtime.pay.on"),
    "sickness": _falls_sick,
    "psychological": _both(_falls_sick, _true("sickness.psychological.on")),
    "season": _both(_falls_sick, _true("sickness.season.on")),
    "wave": _both(_falls_sick, _true("sickness.season.on"), _true("sickness.season.wave.on")),
    "worked": _both(_falls_sick, _true("sickness.worked.on")),
    "return_to_duty": _both(_falls_sick, _true("sickness.return_to_duty.on")),
    "feedback": _equals("sickness.model", "feedback"),
    "presence": _any_of(_true("presence.worked_through.on"), _true("presence.on_leave.on"), _true("presence.strained.on")),
    "hidden": _any_of(_true("presence.worked_through.on"), _true("presence.on_leave.on")),
    "worked_through": _true("presence.worked_through.on"),
    "on_leave": _true("presence.on_leave.on"),
    "strained": _true("presence.strained.on"),
    "injuries_absent": _both(_true("safety.on"), _true("safety.injuries_absent")),
    "threshold": _true("threshold.on"),
    "control_room": _both(_FRONT, _true("control_room.on")),
    "interventions": _any_of(*(_true(f"interventions.{name}.on") for name in LEVERS)),
    **{name: _true(f"interventions.{name}.on") for name in LEVERS},
    "filmed": _both(_true("interventions.body_worn_video.on"), _true("safety.on")),
    "recorded": _both(_true("interventions.body_worn_video.on"), _true("complaints.on")),
    "trauma": _true("trauma.on"),
    "distressing_cases": _both(_true("trauma.on"), _true("casework.on")),
    "complaints": _true("complaints.on"),
    "complaint_work": _both(
        _true("complaints.on"),
        _any_of(_above_zero("complaints.handling.sergeant_h"), _above_zero("complaints.handling.officer_h")),
    ),
    "by_dimension": _both(_falls_sick, _equals("strain.structure", "demand_control_support")),
    "support": _both(_falls_sick, _true("strain.support.on")),
    "outside_work": _both(_falls_sick, _true("strain.outside_work.on")),
    "relief": _both(_falls_sick, _true("strain.relief.on")),
    "surges": _true("surges.on"),
    "change": _true("change.on"),
}
"""Every mechanism that can be on or off, by the name the pages know it by."""

WELFARE_OFF: dict[str, str] = {
    "fatigue": "fatigue.on=false",
    "by_debt": "fatigue.reckoned_by=three_process",
    "pressures": "pressures.on=false",
    "people": "people.on=false",
    "survey": "survey.on=false",
    "sickness": "sickness.model=none",
    "feedback": "sickness.model=none",
    "psychological": "sickness.psychological.on=false",
    "season": "sickness.season.on=false",
    "wave": "sickness.season.wave.on=false",
    "worked": "sickness.worked.on=false",
    "return_to_duty": "sickness.return_to_duty.on=false",
    "presence": "presence=none",
    "hidden": "presence=none",
    "worked_through": "presence.worked_through.on=false",
    "on_leave": "presence.on_leave.on=false",
    "trauma": "trauma.on=false",
    "complaints": "complaints.on=false",
    "complaint_work": "complaints.on=false",
    "by_dimension": "strain.structure=additive",
    "support": "strain.support.on=false",
    "outside_work": "strain.outside_work.on=false",
    "relief": "strain.relief.on=false",
    "safety": "safety.on=false",
    "interventions": "interventions=none",
    **{name: f"interventions.{name}.on=false" for name in LEVERS},
    "filmed": "interventions.body_worn_video.on=false",
    "recorded": "interventions.body_worn_video.on=false",
}
"""The word that switches each welfare mechanism off; all of them together leave no trace of any (``tests/golden``)."""


def any_on(configs: Iterable[Config], *names: str) -> bool:
    """Whether any of the mechanisms is on in any of the configurations; false where none is known."""
    found = [config for config in configs if config]
    return any(SWITCHES[name](config) for config in found for name in names)
