"""One scenario: every part together."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from sim.scenario.availability import Availability
from sim.scenario.bids import Bids
from sim.scenario.capacity import Abstraction, Staffing
from sim.scenario.careers import Careers
from sim.scenario.casework import Casework
from sim.scenario.change import Change
from sim.scenario.complaints import Complaints
from sim.scenario.control_room import ControlRoom
from sim.scenario.crewing import Crewing
from sim.scenario.custody import Custody
from sim.scenario.demand import Demand
from sim.scenario.displacement import Displacement
from sim.scenario.failure import FailureDemand
from sim.scenario.fatigue import Fatigue
from sim.scenario.force import Force
from sim.scenario.front_door import FrontDoor
from sim.scenario.interventions import Interventions
from sim.scenario.mutual_aid import MutualAid
from sim.scenario.operations import Operations
from sim.scenario.overtime import Overtime
from sim.scenario.partners import Partners
from sim.scenario.people import People
from sim.scenario.pools import Pools
from sim.scenario.presence import Presence
from sim.scenario.pressures import Pressures
from sim.scenario.prevention import Prevention
from sim.scenario.roster import Roster
from sim.scenario.run import Run
from sim.scenario.safety import Safety
from sim.scenario.sickness import Sickness
from sim.scenario.skills import Skills
from sim.scenario.spanning import spanning_problems
from sim.scenario.strain import Strain
from sim.scenario.supervision import Supervision
from sim.scenario.surges import Surges
from sim.scenario.survey import Survey
from sim.scenario.threshold import Threshold
from sim.scenario.tour import Tour
from sim.scenario.trauma import Trauma
from sim.scenario.values import Part, Title, refuse
from sim.scenario.watches import Watches
from sim.scenario.working import Working


class Scenario(Part):
    """What is simulated: validated, frozen, complete. `sim.configuration.compose` makes it."""

    title: Title
    force: Force
    demand: Demand
    change: Change
    front_door: FrontDoor
    threshold: Threshold
    control_room: ControlRoom
    failure_demand: FailureDemand
    roster: Roster
    bids: Bids
    crewing: Crewing
    skills: Skills
    staffing: Staffing
    careers: Careers
    availability: Availability
    abstraction: Abstraction
    surges: Surges
    tour: Tour
    operations: Operations
    mutual_aid: MutualAid
    supervision: Supervision
    pools: Pools
    overtime: Overtime
    fatigue: Fatigue
    pressures: Pressures
    trauma: Trauma
    complaints: Complaints
    strain: Strain
    sickness: Sickness
    presence: Presence
    interventions: Interventions
    people: People
    survey: Survey
    casework: Casework
    safety: Safety
    partners: Partners
    displacement: Displacement
    custody: Custody
    watches: Watches
    prevention: Prevention
    working: Working
    run: Run
    engine: Literal["compiled", "simpy"] = "compiled"

    @model_validator(mode="after")
    def _spanning(self) -> Self:
        refuse(spanning_problems({name: getattr(self, name) for name in type(self).model_fields}))
        return self
