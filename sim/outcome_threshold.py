"""What must hold of calls put to the threshold: who is turned away, and what came of each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from kernels.kinds import ASKED_AGAIN, HARMED, NOT_TAKEN_ON
from kernels.threshold import COMES_BACK, DUTY, HARM_HEARD_OF, HARM_UNHEARD_OF, RISK, SEEN
from sim.inputs.inputs import Inputs, Records

Mask = npt.NDArray[np.bool_]


def threshold_faults(inputs: Inputs, practice: Records, deployments: Records, fronts: Records) -> list[str]:
    """Return what is wrong: every call tested is turned away when it is below it and the policy holds, and only then.

    Nobody is sent to one turned away.  It is resolved, comes back in one row, or somebody came to harm, heard of in one row or
    not at all.  When what comes back does so is checked with everything that comes of an incident.
    """
    incidents = inputs.incidents
    if not incidents["tested"].any() and not bool((practice["stage"] == NOT_TAKEN_ON).any()):
        return []
    return [*_decisions(incidents, practice, deployments, _kept(fronts, practice)), *_fates(inputs, practice)]


def _kept(fronts: Records, practice: Records) -> Mask:
    """Return which incidents come by an appointment: those were tested when it was made, and what is promised is kept."""
    return np.asarray(fronts["place"] >= 0) if fronts.size else np.zeros(practice.size, dtype=np.bool_)


def _decisions(incidents: Records, practice: Records, deployments: Records, kept: Mask) -> Iterator[str]:
    logged, since = practice["logged"], incidents["turned_from_ms"]
    refused = practice["stage"] == NOT_TAKEN_ON
    below = (incidents["tested"] > 0) & (since >= 0) & (logged >= since)
    wrong = int((refused != below)[(logged >= 0) & ~kept].sum()) + int((refused & ((logged < 0) | kept)).sum())
    if wrong:
        yield f"{wrong} calls were turned away that should not have been, or were not that should"
    if bool((incidents["known"][refused] & (SEEN | DUTY)).any()):
        yield "a call was turned away with a risk perceived, or a duty of care owed"
    if bool(refused[deployments["incident"]].any()):
        yield "officers were sent to a call that was turned away"
    if bool((practice["closed"] != logged)[refused].any()):
        yield "a call that was turned away was not closed at once"


def _fates(inputs: Inputs, practice: Records) -> Iterator[str]:
    incidents, listed = inputs.incidents, inputs.returns.listed
    refused = practice["stage"] == NOT_TAKEN_ON
    for cause, fate in ((ASKED_AGAIN, COMES_BACK), (HARMED, HARM_HEARD_OF)):
        parents = listed["parent"][listed["cause"] == cause]
        rows = np.bincount(parents, minlength=incidents.size)
        wrong = int((rows != (incidents["fate"] == fate))[refused].sum())
        if wrong:
            yield f"{wrong} calls that were turned away should have {fate} as their fate in one row each, and have not"
    harmed = refused & np.isin(incidents["fate"], (HARM_HEARD_OF, HARM_UNHEARD_OF))
    if bool(((incidents["known"] & RISK) == 0)[harmed].any()):
        yield "somebody came to harm who was not at risk"
