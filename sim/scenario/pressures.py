"""The eleven pressures of the 2016 survey of officers: from what exposure over four weeks on each counts as frequent."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.values import Part, Probability, Whole

Level = Annotated[float, Field(gt=0, le=10_000)]


class Frequent(Part):
    """The exposure over 28 days from which a pressure counts as frequent; units in ``sim.measures.pressures``."""

    unpaid_overtime: Level
    too_few_officers: Probability
    workload: Probability
    conflicting_demands: Probability
    too_little_time: Probability
    single_crewing: Probability
    neglected_tasks: Level
    time_pressure: Probability
    missed_deadlines: Level
    refused_leave: Level
    long_hours: Level


class Pressures(Part):
    """An area is short on a day on which fewer than ``enough_share`` of its posts' tours are worked. Officers who worked fewer
    than ``least_tours`` tours in 28 days are left out of the pressures of those days.
    """

    on: bool
    enough_share: Probability
    least_tours: Annotated[Whole, Field(ge=1, le=28)]
    frequent: Frequent
