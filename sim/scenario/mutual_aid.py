"""Mutual aid: officers another force sends when too much waits, and the debt that is returned."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.values import Part, Whole

Hours = Annotated[float, Field(ge=0, le=336)]


class MutualAid(Part):
    """On every full hour: when ``trigger_waiting`` incidents of the ``trigger_grades`` highest grades want a crew, another force
    is asked for ``officers``. They are there after ``mobilise_h``, for ``stay_h``, in the area where most waits.

    The debt is ``return_ratio`` times the hours they stayed. From ``return_after_days`` after they left, at most
    ``return_officers`` of each team and area that books on go to the other force, until it is paid.
    """

    on: bool
    officers: Annotated[Whole, Field(ge=1, le=1000)] = 20
    trigger_waiting: Annotated[Whole, Field(ge=1, le=100_000)] = 20
    trigger_grades: Annotated[Whole, Field(ge=1, le=9)] = 2
    mobilise_h: Hours = 2.0
    stay_h: Annotated[float, Field(gt=0, le=336)] = 10.0
    return_ratio: Annotated[float, Field(ge=0, le=10)] = 1.0
    return_after_days: Annotated[float, Field(ge=0, le=366)] = 14.0
    return_officers: Annotated[Whole, Field(ge=1, le=1000)] = 2
