"""One scenario: every part together, and the rules that span parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import model_validator

from sim.scenario.capacity import Abstraction, Crewing, Operations, Overtime, Staffing
from sim.scenario.demand import Demand
from sim.scenario.fatigue import Fatigue
from sim.scenario.force import Force
from sim.scenario.partners import Partners
from sim.scenario.roster import Roster, equalising_problems
from sim.scenario.run import Run
from sim.scenario.sickness import Sickness
from sim.scenario.values import Part, Problem, Title, refuse


class Scenario(Part):
    """What is simulated: validated, frozen, complete. `sim.configuration.compose` makes it."""

    title: Title
    force: Force
    demand: Demand
    roster: Roster
    crewing: Crewing
    staffing: Staffing
    abstraction: Abstraction
    operations: Operations
    overtime: Overtime
    fatigue: Fatigue
    sickness: Sickness
    partners: Partners
    run: Run
    engine: Literal["compiled", "simpy"] = "compiled"

    @model_validator(mode="after")
    def _spanning(self) -> Self:
        refuse(spanning_problems({name: getattr(self, name) for name in type(self).model_fields}))
        return self


def spanning_problems(parts: Mapping[str, Any]) -> list[Problem]:
    """Broken rules between parts. Parts that are missing (because they are broken themselves) are passed over."""
    found: list[Problem] = []
    demand, force, partners = parts.get("demand"), parts.get("force"), parts.get("partners")
    if demand is not None and force is not None:
        found += _grades(demand, force)
    if demand is not None and partners is not None and partners.on:
        found += _services(demand, partners)
    if parts.get("roster") is not None:
        for problem in equalising_problems(parts["roster"]):
            found.append(Problem(f"roster.{problem['key']}", problem["found"], problem["allowed"], problem["remedy"]))
    found += _tours_to_be_absent_from(parts.get("roster"), parts.get("abstraction"))
    return found


def _tours_to_be_absent_from(roster: Roster | None, abstraction: Abstraction | None) -> list[Problem]:
    if roster is None or abstraction is None or not (roster.always_on and abstraction.on):
        return []
    return [
        Problem("abstraction.on", "true with a roster that is always on", "no planned absence, for there are no tours to miss",
                "abstraction=none, or a roster with tours")
    ]


def _grades(demand: Demand, force: Force) -> list[Problem]:
    named = _by_name({kind: list(incident.grades) for kind, incident in demand.types.items()})
    return [
        Problem(
            f"demand.types.{kinds[0]}.grades",
            f"the grade {grade!r}, in {_some(kinds)}",
            f"the force's grades: {', '.join(force.grades)}",
            f"add force.grades.{grade}, or choose a demand and a force that belong together",
        )
        for grade, kinds in named.items()
        if grade not in force.grades
    ]


def _services(demand: Demand, partners: Partners) -> list[Problem]:
    named = _by_name({kind: list(incident.partners) for kind, incident in demand.types.items()})
    return [
        Problem(
            f"demand.types.{kinds[0]}.partners",
            f"the partner {partner!r}, in {_some(kinds)}",
            f"the services under partners.services: {', '.join(partners.services) or 'none'}",
            f"add partners.services.{partner}, or switch partners off with partners=none",
        )
        for partner, kinds in named.items()
        if partner not in partners.services
    ]


def _by_name(names: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Turn type -> names into name -> types, so that what many types share is reported once."""
    turned: dict[str, list[str]] = {}
    for kind, used in names.items():
        for name in used:
            turned.setdefault(name, []).append(kind)
    return turned


def _some(kinds: list[str]) -> str:
    return ", ".join(kinds[:4]) + (f" and {len(kinds) - 4} more" if len(kinds) > 4 else "")
