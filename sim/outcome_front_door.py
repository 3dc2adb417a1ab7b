"""What must balance at the front door: callers, incidents, and the time of those who answer."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.front_door import (
    BELOW_THRESHOLD,
    DESK,
    DONE_WITHOUT,
    FOR_DESK,
    IN_DIARY,
    N_POOLS,
    NOT_YET,
    ON_DESK,
    PASSED_ON,
    RINGING,
    TAKERS,
    TALKING,
    UNHEARD,
    WILL_RING_AGAIN,
)
from kernels.kinds import NEVER_HEARD, NOT_TAKEN_ON, SETTLED_WITHOUT, TO_COME
from sim.inputs.inputs import Inputs, Ints, Records


def front_door_faults(inputs: Inputs, stages: Ints, calls: Records, fronts: Records, pool_hours: Records) -> list[str]:
    """Return what does not balance, in words; nothing when all is conserved, or the front door is off.

    ``stages`` (incidents,) of the outcome.  Every incident somebody rang about is with a caller, at the desk, in the diary,
    settled, never heard, turned away or passed on; callers' rings are answered, hung up or still ringing; people's busy time is
    the time of the conversations and of the work at the desk, to the millisecond.
    """
    if not inputs.front.on:
        return []
    return [
        *_incidents(inputs, stages, calls, fronts), *_callers(inputs, calls), *_time(inputs, calls, fronts, pool_hours),
        *_diary(inputs, fronts),
    ]


def _incidents(inputs: Inputs, stages: Ints, calls: Records, fronts: Records) -> Iterator[str]:
    rang = (inputs.incidents["by_phone"] == 1) & (inputs.incidents["created"] < inputs.horizon_ms)
    stage = fronts["stage"]
    at_door = np.isin(stage, (NOT_YET, FOR_DESK, ON_DESK, IN_DIARY)) & (stages == TO_COME)
    settled = (stage == DONE_WITHOUT) & (stages == SETTLED_WITHOUT)
    lost = (stage == UNHEARD) & (stages == NEVER_HEARD)
    passed = (stage == PASSED_ON) & ~np.isin(stages, (TO_COME, SETTLED_WITHOUT, NEVER_HEARD, NOT_TAKEN_ON))
    refused = (stage == BELOW_THRESHOLD) & (stages == NOT_TAKEN_ON)
    astray = rang & ~(at_door | settled | lost | passed | refused)
    if astray.any():
        first = int(np.flatnonzero(astray)[0])
        yield f"{int(astray.sum())} incidents that somebody rang about are nowhere, the first in row {first}"
    caller = calls["stage"][inputs.front.decided["call"][rang & (stage == NOT_YET)]]
    if not np.isin(caller, (RINGING, TALKING, WILL_RING_AGAIN)).all():
        yield "an incident is still with a caller who rings no more"


def _callers(inputs: Inputs, calls: Records) -> Iterator[str]:
    plan = inputs.front.calls[: inputs.front.n_planned]
    rang = int((calls["rings"][: plan.size] > 0).sum())
    due = int((plan["rings"] < inputs.horizon_ms).sum())
    if rang != due:
        yield f"{due} callers were to ring, {rang} did"
    open_rings = np.isin(calls["stage"], (RINGING, TALKING))
    conversations = calls["rings"].astype(np.int64) - calls["hung_up"] - open_rings
    wrong = int((conversations * inputs.front.calls["handling_ms"] != calls["handled_ms"]).sum())
    if wrong:
        yield f"{wrong} callers' rings are not all answered, hung up or still ringing"


def _time(inputs: Inputs, calls: Records, fronts: Records, pool_hours: Records) -> Iterator[str]:
    talking = calls["stage"] == TALKING
    spent = {
        TAKERS: int(calls["handled_ms"].sum()) + int((inputs.horizon_ms - calls["answered"][talking]).sum()),
        DESK: int((np.where(fronts["desk_ended"] >= 0, fronts["desk_ended"], inputs.horizon_ms) - fronts["desk_begun"])[
            fronts["desk_begun"] >= 0].sum()),
    }  # fmt: skip
    hours = pool_hours.reshape(N_POOLS, -1)
    for pool, name in ((TAKERS, "call-takers"), (DESK, "the desk")):
        busy = int(hours["busy_ms"][pool].sum())
        if busy != spent[pool]:
            yield f"the work of {name} took {spent[pool]} ms, their time accounts say {busy} ms"
        if bool((hours["busy_ms"][pool] > hours["staff_ms"][pool]).any()):
            yield f"more of {name} were busy than were there"


def _diary(inputs: Inputs, fronts: Records) -> Iterator[str]:
    taken = np.bincount(fronts["place"][fronts["place"] >= 0], minlength=inputs.front.diary.size)
    if bool((taken > inputs.front.diary["places"]).any()):
        yield "more appointments were made than the diary has places"
