"""When it happened to an incident for which failure demand comes back of it."""

from __future__ import annotations

import numpy as np

from kernels.failure import chance_of_lateness
from kernels.kinds import ABANDONED, BROKEN_OFF, CANCELLED, CLOSED, LATE, WRITING_DROPPED
from sim.inputs.inputs import Inputs, Ints, Records


def failed_at(inputs: Inputs, cause: int, practice: Records, listed: Records) -> Ints:
    """Return when it happened to the parents of some RETURN records of ``cause``, in ms; -1 it did not, or luck was better."""
    parents = practice[listed["parent"]]
    if cause == ABANDONED:
        return np.where(parents["stage"] == CANCELLED, parents["closed"], -1)
    if cause == LATE:
        target = inputs.target_ms[parents["grade"], inputs.incidents["area"][listed["parent"]]]
        late = parents["arrived"] - parents["logged"] - target
        rules = inputs.rules
        chance = [chance_of_lateness(ms, of, rules.late_worst_at, rules.late_most) for ms, of in zip(late, target, strict=True)]
        failed = (parents["arrived"] >= 0) & (listed["luck"] < np.array(chance, dtype=np.float64))
    else:
        failed = parents[{BROKEN_OFF: "suspended", WRITING_DROPPED: "dropped"}[cause]] > 0
    return np.where(failed & (parents["stage"] == CLOSED), parents["closed"], -1)
