"""The scenario: what `sim.configuration.compose` returns and everything above reads. One file for each noun."""

from sim.scenario.availability import Availability
from sim.scenario.bids import Bids
from sim.scenario.capacity import Abstraction, Staffing
from sim.scenario.careers import Careers
from sim.scenario.casework import Casework
from sim.scenario.complaints import Complaints
from sim.scenario.crewing import Crewing, Tutors
from sim.scenario.custody import Custody, Suite
from sim.scenario.demand import Demand, IncidentType
from sim.scenario.displacement import Displacement
from sim.scenario.duration import Duration, DurationDays
from sim.scenario.fatigue import Fatigue, ThreeProcess
from sim.scenario.force import Area, Force, Grade
from sim.scenario.front_door import FrontDoor
from sim.scenario.leave import Entitlement
from sim.scenario.mutual_aid import MutualAid
from sim.scenario.operations import Operations
from sim.scenario.overtime import Overtime
from sim.scenario.partners import Partners, Service
from sim.scenario.people import People
from sim.scenario.pools import Pool, Pools
from sim.scenario.pressures import Pressures
from sim.scenario.roster import REST, Roster, Shift
from sim.scenario.run import Run
from sim.scenario.safety import Safety
from sim.scenario.scenario import Scenario
from sim.scenario.sickness import Sickness
from sim.scenario.skills import Skill, Skills
from sim.scenario.spanning import spanning_problems
from sim.scenario.strain import Strain
from sim.scenario.supervision import Supervision
from sim.scenario.survey import Survey
from sim.scenario.tour import Tour
from sim.scenario.trauma import Trauma
from sim.scenario.values import NAME_PATTERN, FrozenDict, Part, Problem, clock_minutes
from sim.scenario.watches import Watches
from sim.scenario.working import Working

__all__ = [
    "NAME_PATTERN",
    "REST",
    "Abstraction",
    "Area",
    "Availability",
    "Careers",
    "Casework",
    "Bids",
    "Complaints",
    "Crewing",
    "Custody",
    "Demand",
    "Displacement",
    "Duration",
    "DurationDays",
    "Entitlement",
    "Fatigue",
    "Force",
    "FrontDoor",
    "FrozenDict",
    "Grade",
    "IncidentType",
    "MutualAid",
    "Operations",
    "Overtime",
    "Part",
    "People",
    "Partners",
    "Pool",
    "Pools",
    "Problem",
    "Pressures",
    "Roster",
    "Run",
    "Safety",
    "Scenario",
    "Service",
    "Shift",
    "Sickness",
    "Skill",
    "Skills",
    "Staffing",
    "Suite",
    "Strain",
    "Supervision",
    "Survey",
    "ThreeProcess",
    "Tour",
    "Trauma",
    "Tutors",
    "Watches",
    "Working",
    "clock_minutes",
    "spanning_problems",
]
