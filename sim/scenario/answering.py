"""Rules between parts about how the force answers: areas that help, crews, skills, and switches that would do nothing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

from sim.faults import listed, nearest
from sim.scenario.capacity import Staffing
from sim.scenario.crewing import Crewing
from sim.scenario.demand import Demand
from sim.scenario.force import Force
from sim.scenario.mutual_aid import MutualAid
from sim.scenario.operations import Operations
from sim.scenario.partners import Partners
from sim.scenario.roster import Roster
from sim.scenario.safety import Safety
from sim.scenario.skills import Skills
from sim.scenario.values import Problem, by_name, some


def _neighbours(force: Force) -> Iterable[Problem]:
    for name, areas in by_name({area: place.neighbours for area, place in force.areas.items()}).items():
        holders = [area for area in areas if name not in force.areas or area == name]
        if not holders:
            continue
        words = " ".join(f"~force.areas.{area}.neighbours.{name}" for area in holders)
        found = f"{name!r}, the area itself" if name in force.areas else f"the area {name!r}, of {some(holders)}"
        yield Problem(f"force.areas.{holders[0]}.neighbours", found, f"other areas of the force: {listed(force.areas)}",
                      _did_you_mean(name, force.areas, f"force.areas.{holders[0]}.neighbours") or words)


def _areas_of_crews(crewing: Crewing, force: Force) -> Iterable[Problem]:
    for area in crewing.by_area:
        if area not in force.areas:
            like = nearest(area, force.areas)
            yield Problem(f"crewing.by_area.{area}", f"the area {area!r}", f"the force's areas: {listed(force.areas)}",
                          f"~crewing.by_area.{area}" + (f"; did you mean {like}" if like else ""))
    for area in crewing.triage_car.areas:
        if area not in force.areas:
            like = nearest(area, force.areas) or next(iter(force.areas))
            yield Problem("crewing.triage_car.areas", f"the area {area!r}", f"the force's areas: {listed(force.areas)}",
                          f"write {like}, or crewing.triage_car.areas=[] for every area")


def _practitioners(crewing: Crewing, demand: Demand, partners: Partners) -> Iterable[Problem]:
    car, where = crewing.triage_car, "crewing.triage_car"
    if car.cars and not partners.on:
        yield Problem(f"{where}.cars", f"{car.cars}, with partners switched off", "a partner who sends a practitioner",
                      f"{where}.cars=0, or partners=county")
        return
    for name in car.services:
        key = f"{where}.partner" if name == car.partner else f"{where}.joined_by.{name}"
        without = f"{where}.cars=0" if name == car.partner else f"~{key}"
        if name not in partners.services:
            like = nearest(name, partners.services) or next(iter(partners.services), "")
            instead = f"{where}.partner={like}" if name == car.partner else f"{without}; did you mean {like}"
            yield Problem(key, f"the partner {name!r}", f"the services under partners.services: {listed(partners.services)}",
                          instead if like else without)
        elif not any(kind.partners.get(name) for kind in demand.types.values()):
            yield Problem(key, f"the partner {name!r}, whom no type of incident asks for", "a partner that some type asks for",
                          f"{without}, or another partner")


def _seconded(crewing: Crewing, partners: Partners) -> Iterable[Problem]:
    """Nobody can be seconded who is not there: in every hour of the team its services have units enough, shortfall included."""
    car = crewing.triage_car
    for name, heads in car.seconded.items():
        service = partners.services.get(name) if partners.on else None
        if service is None or not any(car.hours):
            continue
        there = [(units * (1 - partners.missing(service)), hour) for day in service.week for hour, units in enumerate(day)]
        fewest, hour = min((units / car.hours[hour], hour) for units, hour in there if car.hours[hour])
        if heads > fewest + 1e-9:
            key, short = f"crewing.triage_car.seconded.{name}", partners.missing(service)
            less = f", a shortfall of {100 * short:g} % taken off" if short else ""
            yield Problem(key, f"{heads}, where the service has {fewest:g} in the hour from {hour:02d}:00{less}",
                          f"at most {math.floor(fewest + 1e-9)}, what it has in every hour of the team",
                          f"{key}={math.floor(fewest + 1e-9)}, or hours in which it has more")


def _kept_from_nobody(crewing: Crewing, operations: Operations) -> Iterable[Problem]:
    if crewing.triage_car.cars and crewing.triage_car.kept_in_area and not operations.help.on:
        yield Problem("crewing.triage_car.kept_in_area", "true, but areas do not help each other", "something it can work on",
                      "operations.help.on=true, or crewing.triage_car.kept_in_area=false")


def _nobody_to_tutor(crewing: Crewing, force: Force, roster: Roster, staffing: Staffing) -> Iterable[Problem]:
    share = crewing.tutors.student_share
    largest = max(area.officer_share for area in force.areas.values()) / sum(area.officer_share for area in force.areas.values())
    teams = 1 if roster.always_on else roster.teams
    together = math.ceil(force.officers * staffing.about(force.officers) * largest / teams - 1e-9)
    if share > 0 and together < 2:
        yield Problem("crewing.tutors.student_share", f"{share:g}, where a team has {together} officer in an area at most",
                      "somebody to tutor: teams of two or more in an area",
                      "crewing.tutors.student_share=0, or more officers for the areas and teams there are")


def _grades_that_call(aid: MutualAid, force: Force) -> Iterable[Problem]:
    if aid.on and aid.trigger_grades > len(force.grades):
        yield Problem("mutual_aid.trigger_grades", f"the {aid.trigger_grades} highest grades",
                      f"at most the {len(force.grades)} the force has", f"mutual_aid.trigger_grades={len(force.grades)}")


def _grades_there_are(operations: Operations, force: Force) -> Iterable[Problem]:
    most = len(force.grades)
    asked = {
        "reserve": operations.reserve.grades if operations.reserve.crews else 0,
        "preemption": operations.preemption.grades,
        "help": operations.help.grades if operations.help.on else 0,
    }
    for what, grades in asked.items():
        if grades > most:
            yield Problem(f"operations.{what}.grades", f"the {grades} highest grades", f"at most the {most} the force has",
                          f"operations.{what}.grades={most}")
    targets = [target for grade in force.grades.values() for target in grade.target_min.values()]
    if operations.dispatch.order == "earliest_target" and not any(targets):
        yield Problem("operations.dispatch.order", "earliest_target, where no grade has a target", "a target to go by",
                      "operations.dispatch.order=strict, or give a grade target_min: {urban: 15, rural: 20}")


def _skills_there_are(skills: Skills, demand: Demand) -> Iterable[Problem]:
    if not skills.on:
        return
    if not skills.list:
        yield Problem("skills.list", "no skill, with skills switched on", "at least one skill", "skills=none, or skills=county")
    for name, kinds in by_name({kind: incident.needs for kind, incident in demand.types.items()}).items():
        if name not in skills.list and skills.list:
            like = nearest(name, skills.list)
            cure = f"did you mean {like}? If not, " if like else ""
            yield Problem(f"demand.types.{kinds[0]}.needs", f"the skill {name!r}, in {some(kinds)}",
                          f"the skills under skills.list: {listed(skills.list)}",
                          f"{cure}add skills.list.{name}, or switch skills off with skills=none")


def _answers_that_do_nothing(operations: Operations, force: Force) -> Iterable[Problem]:
    """A switch that is on and finds nothing to work on would give a result that looks as if it made no difference."""
    if operations.help.on and not any(area.neighbours for area in force.areas.values()):
        first = next(iter(force.areas))
        yield _idle("operations.help.on", "no area has a neighbour", f"force.areas.{first}.neighbours={{AREA: MINUTES}}")
    if operations.regrading.promotion and all(grade.promote_after_min is None for grade in force.grades.values()):
        yield _idle("operations.regrading.promotion", "no grade has a promote_after_min",
                    f"force.grades.{list(force.grades)[-1]}.promote_after_min=720")
    if operations.thinning.on and not operations.travel:
        yield _idle("operations.thinning.on", "nobody drives", "operations.travel=true")
    if operations.rekeying_min > 0 and not operations.clearing:
        yield Problem("operations.rekeying_min", f"{operations.rekeying_min:g} minutes, with clearing switched off",
                      "0 where there is no clearing", "operations.rekeying_min=0, or operations.clearing=true")


def _demand_gives_no_work(
    operations: Operations, crewing: Crewing, safety: Safety, demand: Demand
) -> Iterable[Problem]:
    kinds, first = demand.types.values(), f"demand.types.{next(iter(demand.types))}"
    if operations.patience and all(kind.patience is None for kind in kinds):
        yield _idle("operations.patience", "no type has a patience", f"{first}.patience={{kind: exponential, mean_min: 240}}")
    if operations.regrading.new_information and not any(kind.new_information for kind in kinds):
        yield _idle("operations.regrading.new_information", "no type has a new_information", f"{first}.new_information=0.05")
    if operations.surplus.on and all(kind.minimum is None for kind in kinds):
        yield _idle("operations.surplus.on", "no type has a minimum", f"{first}.minimum=1")
    if crewing.double_for_risk and not any(kind.risk for kind in kinds):
        yield _idle("crewing.double_for_risk", "no type has a risk", f"{first}.risk=0.1")
    if safety.on and not any(kind.assaults_per_1000 for kind in kinds):
        yield _idle("safety.on", "no type has assaults_per_1000", f"{first}.assaults_per_1000=1, or safety=none")


def _idle(switch: str, why: str, cure: str) -> Problem:
    off = "" if "=none" in cure else f", or {switch}=false"
    return Problem(switch, f"true, but {why}", "something it can work on", cure + off)


def _did_you_mean(name: str, known: Mapping[str, object], where: str) -> str:
    like = None if name in known else nearest(name, known)
    return f"~{where}.{name}; did you mean {like}" if like else ""


ANSWERING_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("force",), _neighbours),
    (("crewing", "force"), _areas_of_crews),
    (("crewing", "demand", "partners"), _practitioners),
    (("crewing", "partners"), _seconded),
    (("crewing", "operations"), _kept_from_nobody),
    (("crewing", "force", "roster", "staffing"), _nobody_to_tutor),
    (("operations", "force"), _grades_there_are),
    (("mutual_aid", "force"), _grades_that_call),
    (("skills", "demand"), _skills_there_are),
    (("operations", "force"), _answers_that_do_nothing),
    (("operations", "crewing", "safety", "demand"), _demand_gives_no_work),
)
