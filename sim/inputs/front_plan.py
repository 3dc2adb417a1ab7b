"""What the front door is given in one replication: plain arrays, the same for both engines."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from kernels.front_door_records import CALL, CALL_DONE, DIARY, FRONT, FRONT_DONE, FRONT_RULES, STAFF

Records = npt.NDArray[np.void]
Ints = npt.NDArray[np.int64]


def _none(dtype: np.dtype[np.void], n: int = 0) -> Records:
    return np.zeros(n, dtype=dtype)


@dataclass(frozen=True)
class FrontPlan:
    """The callers, the people who answer them, the diary; nothing at all when the front door is off.

    Records are laid out as in ``kernels.front_door_records``; times are ms since study start.
    """

    on: bool = False
    calls: Records = field(default_factory=lambda: _none(CALL))  # (callers,) those who ring by plan, then those who chase
    n_planned: int = 0  # how many ring by plan
    decided: Records = field(default_factory=lambda: _none(FRONT))  # (incidents,) FRONT
    staff: Records = field(default_factory=lambda: _none(STAFF))  # (n,) in order of (time, pool)
    diary: Records = field(default_factory=lambda: _none(DIARY))  # (n,) in order of (area, start)
    chase_row: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))  # (grades,) rows of durations, -1 none chase
    # (grades,) so long into the call the dispatcher knows of an incident that is to be sent to; -1 at its end
    pass_on_ms: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    rules: Records = field(default_factory=lambda: _none(FRONT_RULES, 1))  # (1,) FRONT_RULES


def first_part(front: FrontPlan, rows: Ints, until: int) -> FrontPlan:
    """Return the plan of the incidents in ``rows``, the first ones and what may come back of them, and of calls before ``until``.

    What comes back has no caller.
    """
    if not front.on:
        return front
    planned = int(np.searchsorted(front.calls["rings"][: front.n_planned], until))
    chasers = front.calls[front.n_planned :]
    chasers = chasers[np.isin(chasers["incident"], rows)]
    decided = front.decided[rows].copy()
    decided["chaser"] -= np.where(decided["chaser"] >= 0, front.n_planned - planned, 0)
    return replace(front, calls=np.concatenate([front.calls[:planned], chasers]), n_planned=planned, decided=decided)


def blank_callers(n: int) -> Records:
    """Return ``n`` records of callers who have yet to ring, CALL_DONE."""
    return _blank(n, CALL_DONE, ("rang", "answered", "waited_ms"))


def blank_fronts(n: int) -> Records:
    """Return ``n`` records of incidents nobody has rung about yet, FRONT_DONE."""
    return _blank(n, FRONT_DONE, ("heard", "settled", "desk_begun", "desk_ended", "place"))


def _blank(n: int, dtype: np.dtype[np.void], never: tuple[str, ...]) -> Records:
    one = np.zeros(1, dtype=dtype)
    for name in never:
        one[name] = -1
    return np.repeat(one, n)
