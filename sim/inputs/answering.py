"""How the force answers: rules, areas, skills and crews of a scenario as the numbers the engines read."""

from __future__ import annotations

from typing import TypedDict

import numpy as np

from kernels.crewing import DOUBLE, DOUBLE_AT_NIGHT, SINGLE, crew_size, is_night
from kernels.dispatch import AGEING, EARLIEST_TARGET, STRICT
from sim.calendar import Calendar, clock_ms
from sim.inputs.inputs import SICKNESS_MODELS, Floats, Ints, Rules
from sim.inputs.workforce import seat_skills, seat_students
from sim.scenario import Complaints, Force, Scenario

MINUTE_MS = 60_000
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
NO_TARGET_MS = 2**50  # later than any target, and far from the end of a whole number of 64 bits
CREWING = {"single": SINGLE, "double": DOUBLE, "double_at_night": DOUBLE_AT_NIGHT}
ORDERS = {"strict": STRICT, "ageing": AGEING, "earliest_target": EARLIEST_TARGET}


class AnsweringTables(TypedDict):
    """The fields of `Inputs` that say how the force answers; each is explained there."""

    seat_skills: Ints
    seat_student: Ints
    free_usual: Floats
    lenders: Ints
    lend_extra_ms: Ints
    target_ms: Ints
    promote_ms: Ints
    substitute_ms: Ints


def rules_of(scenario: Scenario) -> Rules:
    """Return the switches and habits of a scenario."""
    pools = scenario.pools.list.values() if scenario.pools.on else ()
    operations, crewing, cut = scenario.operations, scenario.crewing, scenario.operations.cut_short
    dispatch, preemption, reserve, helping = operations.dispatch, operations.preemption, operations.reserve, operations.help
    outages, failure, complaints = scenario.working.systems.outages, scenario.failure_demand, scenario.complaints
    return Rules(
        wind_down_ms=_ms(operations.wind_down_min), wind_down_grades=operations.wind_down_grades, travel_on=operations.travel,
        fatigue_on=scenario.fatigue.on, sickness_model=SICKNESS_MODELS.index(scenario.sickness.model),
        quick_return_ms=round(scenario.fatigue.quick_return_h * HOUR_MS),
        order=ORDERS[dispatch.order], ageing_ms=max(1, _ms(dispatch.ageing_min)), staged=dispatch.staged,
        begin_anyway_ms=_ms(dispatch.begin_anyway_min),
        surplus_on=operations.surplus.on, surplus_after=operations.surplus.after_share,
        reserve_crews=reserve.crews, reserve_grades=reserve.grades if reserve.crews else 0,
        preempt_grades=preemption.grades, preempt_travelling="travelling" in preemption.from_,
        preempt_on_scene="on_scene" in preemption.from_, preempt_clearing="clearing" in preemption.from_,
        restart=operations.interrupted == "restart", hand_back=operations.tour_end == "hand_back",
        hand_over=operations.tour_end == "hand_over", stay_grades=operations.tour_end_stays,
        thinning_on=operations.thinning.on, thinning_most=operations.thinning.most,
        help_on=helping.on, help_grades=helping.grades if helping.on else 0, help_after_ms=_ms(helping.after_min),
        help_keep=helping.keep,
        split_waiting=crewing.split_when_waiting, re_form=crewing.re_form, double_share=crewing.double_share,
        students_count=crewing.tutors.students_count,
        briefing_grades=scenario.tour.briefing.called_out_by, break_grades=scenario.tour.meal_break.called_out_by,
        break_keep=scenario.tour.meal_break.keep, break_counts=scenario.tour.meal_break.counts_from,
        escort=scenario.custody.escort if scenario.custody.on else 0,
        file_officers=scenario.custody.file_officers if scenario.custody.on else 0,
        watch_splits=scenario.watches.on and scenario.watches.split_pairs,
        paper_after_ms=_ms(outages.paper_after_min) if scenario.working.on and outages.per_year > 0 else 0,
        cut_waiting=cut.when_waiting if cut.on else 0, cut_spared=cut.spared if cut.on else 0, cut_to=cut.to if cut.on else 1.0,
        sergeants_last=scenario.supervision.on and scenario.supervision.last_to_be_sent,
        practitioners_stay=crewing.triage_car.kept_in_area,
        arresting=sum(1 << bit for bit, pool in enumerate(pools, start=1) if pool.may_arrest),
        late_most=failure.late.comes_back if failure.on else 0.0, late_worst_at=failure.late.worst_at if failure.on else 1.0,
        complaint_late=complaints.late_times if complaints.on else 1.0,
        complaint_rushed=complaints.rushed_times if complaints.on else 1.0, **_complaint_work(complaints),
        prevention_ms=_ms(scenario.prevention.minutes_in_tour) if scenario.prevention.on else 0,
    )


def _complaint_work(complaints: Complaints) -> dict[str, int]:
    """Return what a complaint asks for, as rules; nothing where it is nobody's work."""
    if not complaints.is_work:
        return {}
    work = complaints.handling
    return {
        "complaint_sergeant_ms": round(work.sergeant_h * HOUR_MS), "complaint_officer_ms": round(work.officer_h * HOUR_MS),
        "complaint_tour_ms": _ms(work.most_in_tour_min),
    }  # fmt: skip


def answering_tables(scenario: Scenario, seat_ids: Ints) -> AnsweringTables:
    """Return what replications share of how the force answers: seats, areas, grades and skills."""
    force, skills = scenario.force, scenario.skills
    lenders, extra = _neighbours(force)
    # With careers service says who is a student, and for how long.
    recruits = force.officers if scenario.staffing.who_comes == "students" and not scenario.careers.on else None
    students = seat_students(seat_ids, scenario.crewing.tutors, scenario.run.seed, recruits)
    promotion = scenario.operations.regrading.promotion
    return {
        "seat_skills": seat_skills(seat_ids, students, skills, scenario.run.seed), "seat_student": students,
        "free_usual": np.array([area.free_usual for area in force.areas.values()], dtype=np.float64),
        "lenders": lenders, "lend_extra_ms": extra, "target_ms": _targets(force),
        "promote_ms": _or_never([grade.promote_after_min if promotion and row else None
                                 for row, grade in enumerate(force.grades.values())]),  # the highest cannot rise
        "substitute_ms": _or_never([skill.substitute_after_min for skill in skills.list.values()] if skills.on else []),
    }


def crew_sizes(scenario: Scenario, area: Ints, wall_ms: Ints) -> Ints:
    """Return the size of the crews formed by tours of ``area`` that begin at ``wall_ms`` (local, since any midnight)."""
    crewing = scenario.crewing
    night_from, night_to = clock_ms(crewing.night_from) / HOUR_MS, clock_ms(crewing.night_to) / HOUR_MS
    policies = np.array([CREWING[crewing.by_area.get(name, crewing.policy)] for name in scenario.force.areas], dtype=np.int64)
    return _by_pair(policies[area], wall_ms, lambda policy, hour: crew_size(policy, hour, night_from, night_to))


def triage_cars(scenario: Scenario, area: Ints, wall_ms: Ints) -> Ints:
    """Return how many of the crews formed by tours of ``area`` that begin at ``wall_ms`` carry a practitioner."""
    car = scenario.crewing.triage_car
    begin, end = clock_ms(car.from_) / HOUR_MS, clock_ms(car.to) / HOUR_MS
    cars = np.array([car.cars if name in (car.areas or (name,)) else 0 for name in scenario.force.areas], dtype=np.int64)
    return _by_pair(cars[area], wall_ms, lambda there, hour: there if is_night(hour, begin, end) else 0)


def triage_until(scenario: Scenario, calendar: Calendar, wall_ms: Ints) -> Ints:
    """Return when the practitioners who come along at ``wall_ms`` (local) go home, elapsed ms: the next end of their hours."""
    end = clock_ms(scenario.crewing.triage_car.to)
    return calendar.instants(wall_ms + (end - wall_ms) % DAY_MS)


def _by_pair(codes: Ints, wall_ms: Ints, answer: object) -> Ints:
    """Ask ``answer(code, local hour)`` once for each different pair; (n,) int64."""
    different, place = np.unique(codes * DAY_MS + wall_ms % DAY_MS, return_inverse=True)
    asked = [answer(int(pair) // DAY_MS, float(pair % DAY_MS) / HOUR_MS) for pair in different]  # type: ignore[operator]
    return np.array(asked, dtype=np.int64)[place]


def _neighbours(force: Force) -> tuple[Ints, Ints]:
    """Return who helps each area, (areas, most neighbours), -1 none, and how much longer their crews drive, in ms."""
    places = list(force.areas)
    widest = max(1, *(len(area.neighbours) for area in force.areas.values()))
    lenders, extra = np.full((len(places), widest), -1, dtype=np.int64), np.zeros((len(places), widest), dtype=np.int64)
    for row, area in enumerate(force.areas.values()):
        for column, (name, minutes) in enumerate(area.neighbours.items()):
            lenders[row, column], extra[row, column] = places.index(name), _ms(minutes)
    return lenders, extra


def _targets(force: Force) -> Ints:
    targets = [[grade.target_min[area.kind] for area in force.areas.values()] for grade in force.grades.values()]
    return np.array([[NO_TARGET_MS if target is None else _ms(target) for target in row] for row in targets], dtype=np.int64)


def _or_never(minutes: list[float | None]) -> Ints:
    """Return times in ms, -1 for never; one entry at least, for an array without any has no place in compiled code."""
    return np.array([-1 if each is None else _ms(each) for each in minutes] or [-1], dtype=np.int64)


def _ms(minutes: float) -> int:
    return round(minutes * MINUTE_MS)
