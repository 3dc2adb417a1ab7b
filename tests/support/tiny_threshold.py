"""Calls below the threshold for cases worked by hand: turned away since when, and what comes of them; minutes throughout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from kernels.clock import MINUTE_MS
from kernels.front_door_records import FRONT
from kernels.kinds import ASKED_AGAIN, HARMED
from kernels.records import RETURN
from kernels.threshold import AGENCY, COMES_BACK, HARM_HEARD_OF, RISK
from sim.inputs.aid_plan import NEVER_MS
from sim.inputs.inputs import Inputs
from sim.inputs.return_plan import ReturnPlan

BELOW = AGENCY  # an agency asks, nothing is perceived, nothing is owed


def with_threshold(
    inputs: Inputs, turned_from: Mapping[int, float | None], *, back: Mapping[int, tuple[float, float]] | None = None,
    back_from: Mapping[int, float] | None = None, harm: Mapping[int, tuple[float, float]] | None = None, category: int = 0,
) -> Inputs:  # fmt: skip
    """Return ``inputs`` whose rows of ``turned_from`` are tested and turned away from that minute on, None never.

    ``back``: row -> it comes back so many minutes after it was turned away, as a scene of so many; what comes back is turned away
    from ``back_from`` on, by its parent's row.  ``harm``: row -> the same, as an incident of the highest grade.  ``category``: of
    the first row; the others have the next.
    """
    incidents = inputs.incidents.copy()
    for k, (row, since) in enumerate(turned_from.items()):
        incidents["tested"][row], incidents["known"][row] = 1 + category + k, BELOW
        incidents["turned_from_ms"][row] = -1 if since is None else round(since * MINUTE_MS)
    rows, listed = [], []
    for causes, cause, fate in ((back or {}, ASKED_AGAIN, COMES_BACK), (harm or {}, HARMED, HARM_HEARD_OF)):
        for row, (after, scene) in causes.items():
            incidents["fate"][row] = fate
            again = incidents[row : row + 1].copy()
            again["created"], again["by_phone"], again["fate"] = NEVER_MS, 0, 0
            again["key"], again["scene_ms"] = 6_000 + 100 * cause + row, round(scene * MINUTE_MS)
            since_back = (back_from or {}).get(row)
            again["turned_from_ms"] = -1 if since_back is None else round(since_back * MINUTE_MS)
            if cause == HARMED:
                incidents["known"][row] |= RISK
                again["tested"] = again["grade"] = again["known"] = 0
            rows.append(again)
            listed.append((row, round(after * MINUTE_MS), 0.0, cause, -1))
    if not rows:
        return replace(inputs, incidents=incidents)
    front = inputs.front
    if front.on:
        more = np.zeros(len(rows), dtype=FRONT)
        more["returns_ms"] = more["call"] = more["chaser"] = -1
        front = replace(front, decided=np.concatenate([front.decided, more]))
    plan = ReturnPlan(incidents.size, np.array(listed, dtype=RETURN))
    return replace(inputs, incidents=np.concatenate([incidents, *rows]), returns=plan, front=front)
