"""What must hold of incidents that come of others: each comes when it should, and only then."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from kernels.kinds import ASKED_AGAIN, CALLED_AGAIN, CLOSED, CUT_SHORT, FAILURES, HARMED, NOT_TAKEN_ON
from sim.inputs.inputs import Inputs, Ints, Records
from sim.outcome_failure import failed_at


def return_faults(inputs: Inputs, practice: Records) -> list[str]:
    """Return what is wrong: they come when it happened to the parent for which they come, so much later, and only then."""
    listed, logged = inputs.returns.listed, practice["logged"][inputs.returns.first :]
    faults = []
    failures = {cause: partial(failed_at, inputs, cause) for cause in FAILURES}
    for cause, happened in (HAPPENED | failures).items():
        mine = listed["cause"] == cause
        at = happened(practice, listed[mine])
        comes = at + listed["after_ms"][mine]
        due = (at >= 0) & (comes < inputs.horizon_ms)
        wrong = int((np.where(due, comes, -1) != logged[mine]).sum()) if inputs.returns.on else 0
        if wrong:
            faults.append(f"{wrong} incidents that come for cause {cause} came at another time than they should, or should not")
    return faults


def _was_cut_short(practice: Records, listed: Records) -> Ints:
    parents = practice[listed["parent"]]
    return np.where((parents["cut"] == 1) & (parents["stage"] == CLOSED), parents["closed"], -1)


def _was_logged(practice: Records, listed: Records) -> Ints:
    parents = practice[listed["parent"]]
    return np.where(parents["stage"] == NOT_TAKEN_ON, -1, parents["logged"])


def _was_turned_away(practice: Records, listed: Records) -> Ints:
    parents = practice[listed["parent"]]
    return np.where(parents["stage"] == NOT_TAKEN_ON, parents["closed"], -1)


# For each cause, when it happened to the parents of some RETURN records, in ms; -1 it did not.
HAPPENED: dict[int, Callable[[Records, Records], Ints]] = {
    CUT_SHORT: _was_cut_short, CALLED_AGAIN: _was_logged, ASKED_AGAIN: _was_turned_away, HARMED: _was_turned_away,
}
