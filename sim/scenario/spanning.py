"""Rules between the parts of a scenario, each of which is fine by itself.

A rule is asked only when every part it is about could be read; each says in ``about`` which those are, so that a part put
in the place of a broken one gives no echo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sim.scenario.answering import ANSWERING_RULES
from sim.scenario.availability_rules import AVAILABILITY_RULES
from sim.scenario.bids import BID_RULES
from sim.scenario.capacity import Abstraction
from sim.scenario.careers import CAREER_RULES
from sim.scenario.casework import CASEWORK_RULES
from sim.scenario.change import CHANGE_RULES
from sim.scenario.complaints import COMPLAINT_RULES
from sim.scenario.control_room import CONTROL_ROOM_RULES
from sim.scenario.custody import CUSTODY_RULES
from sim.scenario.demand import Demand
from sim.scenario.displacement import DISPLACEMENT_RULES
from sim.scenario.failure import FAILURE_RULES
from sim.scenario.force import Force
from sim.scenario.front_door import FrontDoor, front_door_problems
from sim.scenario.interventions import INTERVENTION_RULES
from sim.scenario.overtime import OVERTIME_RULES
from sim.scenario.partners import PARTNER_RULES, Partners
from sim.scenario.pools import POOL_RULES
from sim.scenario.presence import PRESENCE_RULES
from sim.scenario.prevention import PREVENTION_RULES
from sim.scenario.roles import ROLE_RULES
from sim.scenario.roster import Roster, equalising_problems
from sim.scenario.supervision import SUPERVISION_RULES
from sim.scenario.surges import SURGE_RULES
from sim.scenario.survey import SURVEY_RULES
from sim.scenario.threshold import THRESHOLD_RULES
from sim.scenario.tour import TOUR_RULES
from sim.scenario.trauma import TRAUMA_RULES
from sim.scenario.values import Problem, by_name, some
from sim.scenario.watches import WATCH_RULES
from sim.scenario.working import WORKING_RULES

Rule = Callable[..., Iterable[Problem]]


def spanning_problems(parts: Mapping[str, Any]) -> list[Problem]:
    """Broken rules between parts. Parts that are missing (because they are broken themselves) are passed over."""
    found: list[Problem] = []
    for about, rule in (
        *RULES, *ANSWERING_RULES, *AVAILABILITY_RULES, *TOUR_RULES, *CUSTODY_RULES, *WATCH_RULES, *WORKING_RULES,
        *OVERTIME_RULES, *CASEWORK_RULES, *POOL_RULES, *BID_RULES, *SUPERVISION_RULES, *ROLE_RULES, *SURVEY_RULES, *CAREER_RULES,
        *PRESENCE_RULES, *CONTROL_ROOM_RULES, *INTERVENTION_RULES, *TRAUMA_RULES, *COMPLAINT_RULES, *PARTNER_RULES,
        *DISPLACEMENT_RULES, *THRESHOLD_RULES, *SURGE_RULES, *CHANGE_RULES, *FAILURE_RULES, *PREVENTION_RULES,
    ):
        if all(parts.get(name) is not None for name in about):
            for problem in rule(*(parts[name] for name in about)):
                found.append(Problem(problem["key"], problem["found"], problem["allowed"], problem["remedy"], about))
    return found


def _hours_made_equal(roster: Roster) -> Iterable[Problem]:
    for problem in equalising_problems(roster):
        yield Problem(f"roster.{problem['key']}", problem["found"], problem["allowed"], problem["remedy"])


def _tours_to_be_absent_from(roster: Roster, abstraction: Abstraction) -> Iterable[Problem]:
    if roster.always_on and abstraction.on:
        yield Problem("abstraction.on", "true with a roster that is always on",
                      "no planned absence, for there are no tours to miss", "abstraction=none, or a roster with tours")


def _strength_of_areas(roster: Roster, force: Force) -> Iterable[Problem]:
    for name in roster.strength:
        if name not in force.areas:
            yield Problem(f"roster.strength.{name}", f"the area {name!r}", f"the force's areas: {', '.join(force.areas)}",
                          f"add force.areas.{name}, or leave it out")


def _grades(demand: Demand, force: Force) -> Iterable[Problem]:
    for grade, kinds in by_name({kind: incident.grades for kind, incident in demand.types.items()}).items():
        if grade not in force.grades:
            yield Problem(
                f"demand.types.{kinds[0]}.grades",
                f"the grade {grade!r}, in {some(kinds)}",
                f"the force's grades: {', '.join(force.grades)}",
                f"add force.grades.{grade}, or choose a demand and a force that belong together",
            )


def _services(demand: Demand, partners: Partners) -> Iterable[Problem]:
    if not partners.on:
        return
    for partner, kinds in by_name({kind: incident.partners for kind, incident in demand.types.items()}).items():
        if partner not in partners.services:
            yield Problem(
                f"demand.types.{kinds[0]}.partners",
                f"the partner {partner!r}, in {some(kinds)}",
                f"the services under partners.services: {', '.join(partners.services) or 'none'}",
                f"add partners.services.{partner}, or switch partners off with partners=none",
            )


def _types_that_ring(front: FrontDoor, demand: Demand) -> Iterable[Problem]:
    return front_door_problems(front, demand, None)


def _grades_that_ring(front: FrontDoor, force: Force) -> Iterable[Problem]:
    return front_door_problems(front, None, force)


RULES: tuple[tuple[tuple[str, ...], Rule], ...] = (
    (("demand", "force"), _grades),
    (("demand", "partners"), _services),
    (("front_door", "demand"), _types_that_ring),
    (("front_door", "force"), _grades_that_ring),
    (("roster",), _hours_made_equal),
    (("roster", "abstraction"), _tours_to_be_absent_from),
    (("roster", "force"), _strength_of_areas),
)
