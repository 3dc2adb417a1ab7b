"""The scenario: what `sim.configuration.compose` returns and everything above reads. One file for each noun."""

from sim.scenario.capacity import Abstraction, Crewing, Operations, Overtime, Staffing
from sim.scenario.demand import Demand, IncidentType
from sim.scenario.duration import Duration, DurationDays
from sim.scenario.fatigue import Fatigue, ThreeProcess
from sim.scenario.force import Area, Force, Grade
from sim.scenario.partners import Partners, Service
from sim.scenario.roster import REST, Roster, Shift
from sim.scenario.run import Run
from sim.scenario.scenario import Scenario, spanning_problems
from sim.scenario.sickness import Pressures, Sickness
from sim.scenario.values import NAME_PATTERN, FrozenDict, Part, Problem, clock_minutes

__all__ = [
    "NAME_PATTERN",
    "REST",
    "Abstraction",
    "Area",
    "Crewing",
    "Demand",
    "Duration",
    "DurationDays",
    "Fatigue",
    "Force",
    "FrozenDict",
    "Grade",
    "IncidentType",
    "Operations",
    "Overtime",
    "Part",
    "Partners",
    "Pressures",
    "Problem",
    "Roster",
    "Run",
    "Scenario",
    "Service",
    "Shift",
    "Sickness",
    "Staffing",
    "ThreeProcess",
    "clock_minutes",
    "spanning_problems",
]
