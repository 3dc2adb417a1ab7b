"""The table one replication leaves behind, with the checks that it balances."""

from __future__ import annotations

import numpy as np

from sim.calendar import Calendar
from sim.inputs.inputs import Inputs
from sim.measures.absence import absence_measures
from sim.measures.answering import answering_measures
from sim.measures.areas import area_measures
from sim.measures.bids import bid_measures
from sim.measures.bill import bill_measures
from sim.measures.careers import career_measures
from sim.measures.cascade import cascade_measures
from sim.measures.casework import casework_measures
from sim.measures.clocks import clock_measures
from sim.measures.complaints import complaint_measures
from sim.measures.control_room import control_room_measures
from sim.measures.crewing import crewing_measures
from sim.measures.custody import custody_measures
from sim.measures.cut_short import cut_short_measures
from sim.measures.displacement import displacement_measures
from sim.measures.experience import experience_measures
from sim.measures.failure import failure_measures
from sim.measures.front_door import front_door_measures
from sim.measures.hours import demand_measures, hour_measures
from sim.measures.leave import leave_measures
from sim.measures.levers import lever_measures
from sim.measures.officers import officer_measures
from sim.measures.overtime import overtime_measures
from sim.measures.partners import partner_measures
from sim.measures.places import place_measures
from sim.measures.pools import pool_measures
from sim.measures.practitioners import practitioner_measures
from sim.measures.presence import presence_measures
from sim.measures.pressures import pressure_measures
from sim.measures.prevention import prevention_measures
from sim.measures.public import public_measures
from sim.measures.queues import queue_measures
from sim.measures.roles import role_measures
from sim.measures.safety import safety_measures
from sim.measures.sickness import sickness_measures
from sim.measures.sleepiness import sleepiness_measures
from sim.measures.small_groups import protected
from sim.measures.sources import source_measures
from sim.measures.strain import strain_measures
from sim.measures.supervision import supervision_measures
from sim.measures.surges import surge_measures, week_measures
from sim.measures.survey import survey_measures
from sim.measures.threshold import threshold_measures
from sim.measures.tour import tour_measures
from sim.measures.trauma import trauma_measures
from sim.measures.watches import watch_measures
from sim.measures.window import Window
from sim.measures.working import working_measures
from sim.outcome import Outcome, conservation_faults
from sim.outcome_table import ReplicationTable
from sim.scenario import Scenario


def measure(scenario: Scenario, calendar: Calendar, inputs: Inputs, outcome: Outcome) -> ReplicationTable:
    """Return all measures of one replication; see ``sim.metrics`` for what each means."""
    window = Window(scenario, calendar, inputs, outcome)
    families = (
        clock_measures, public_measures, answering_measures, officer_measures, area_measures, pressure_measures,
        overtime_measures, sickness_measures, absence_measures, presence_measures, control_room_measures,
        tour_measures, crewing_measures,
        cascade_measures, bid_measures, supervision_measures, experience_measures, leave_measures, safety_measures,
        pool_measures, custody_measures, partner_measures, practitioner_measures, displacement_measures, front_door_measures,
        casework_measures,
        cut_short_measures, watch_measures, working_measures, demand_measures, hour_measures,
        role_measures, sleepiness_measures, survey_measures, career_measures, lever_measures, trauma_measures,
        strain_measures, queue_measures,
        place_measures,
        threshold_measures,
        bill_measures,
        surge_measures, week_measures, source_measures,
        failure_measures, complaint_measures, prevention_measures,
    )  # fmt: skip
    rows = protected(window, (row for family in families for row in family(window)))
    metric, group, hour, value, denominator = zip(*rows, strict=True)
    faults = conservation_faults(inputs, outcome)
    return ReplicationTable(
        metric=list(metric), group=list(group), hour_of_week=np.array(hour, dtype=np.int16),
        value=np.array(value, dtype=np.float64), denominator=np.array(denominator, dtype=np.float64),
        check={"conserved": not faults, "faults": "; ".join(faults)},
    )
