"""Which incidents of a replication are traumatic, and which leave crimes that are distressing to work on."""

from __future__ import annotations

import numpy as np

from kernels.clock import MINUTE_MS
from kernels.trauma import mark_trauma
from sim.inputs.inputs import Records
from sim.scenario import Scenario


def draw_trauma(scenario: Scenario, incidents: Records) -> None:
    """Mark ``incidents`` (INCIDENT records) in place; the writing up of traumatic ones takes as much longer as is set."""
    trauma = scenario.trauma
    if trauma.on:
        scenes, cases = (
            np.array([shares.get(name, 0.0) for name in scenario.demand.types]) for shares in (trauma.scenes, trauma.cases)
        )
        mark_trauma(incidents, scenes, cases, round(trauma.defuse * MINUTE_MS))
