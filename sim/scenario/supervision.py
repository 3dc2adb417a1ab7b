"""Supervision: how many officers of each team are sergeants."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.values import Part, Whole


class Supervision(Part):
    """So many of the officers of every team in every area are ``sergeants``. They go to incidents like others: what is modelled
    is who is there to be asked, not what a sergeant does at a desk.
    """

    on: bool
    sergeants: Annotated[Whole, Field(ge=1, le=20)] = 1
