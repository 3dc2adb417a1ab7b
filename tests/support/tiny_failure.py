"""What comes back of incidents for cases worked by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from kernels.clock import MINUTE_MS
from kernels.records import RETURN
from sim.inputs.aid_plan import NEVER_MS
from sim.inputs.inputs import Inputs
from sim.inputs.return_plan import ReturnPlan


class Back(NamedTuple):
    """May come of row ``parent`` for ``cause``, so many minutes ``after``, as a scene of so many; if ``luck`` is low enough."""

    parent: int
    cause: int
    after: float
    scene: float = 15
    luck: float = 0.0


def failing(inputs: Inputs, *backs: Back) -> Inputs:
    """Return ``inputs`` of whose incidents others may come."""
    parent = np.array([back.parent for back in backs], dtype=np.int64)
    again = inputs.incidents[parent].copy()
    again["created"], again["key"], again["clearing_ms"] = NEVER_MS, 5_000 + np.arange(parent.size).astype(np.uint64), 0
    again["scene_ms"] = [round(back.scene * MINUTE_MS) for back in backs]
    again["patience_ms"] = -1
    listed = np.zeros(parent.size, dtype=RETURN)
    listed["parent"], listed["cause"] = parent, [back.cause for back in backs]
    listed["after_ms"], listed["luck"] = [round(back.after * MINUTE_MS) for back in backs], [back.luck for back in backs]
    plan = ReturnPlan(inputs.incidents.size, listed)
    return replace(inputs, incidents=np.concatenate([inputs.incidents, again]), returns=plan)
