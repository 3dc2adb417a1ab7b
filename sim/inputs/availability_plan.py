"""Who of the establishment is not there for response, and what becomes of leave: plain arrays for the measures.

The engines do not read this: they are given the tours of those who can be deployed, and the absences in them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

# A tour of the establishment that nobody works in response; ``reason`` is an index in AvailabilityPlan.reasons.
LOST_TOUR = np.dtype(
    [("start", np.int64), ("end", np.int64), ("team", np.int16), ("area", np.int16), ("reason", np.int8)], align=True
)
# A tour somebody wanted off at short notice: local date since 1 January 1970, and whether strength allowed it.
SHORT_NOTICE = np.dtype([("seat", np.int32), ("day", np.int32), ("granted", np.int8)], align=True)
VACANT = 0  # the first of the reasons; the last is PART_TIME, those between are not deployable
PART_TIME = -1


@dataclass(frozen=True)
class LeaveBooks:
    """What leave came to in the whole leave years that touch the study; seats are rows of the officers deployed."""

    years: npt.NDArray[np.void]  # (n,) kernels.leave.LEAVE_YEAR, one for each leave year and seat
    first_day: npt.NDArray[np.int64]  # (leave years + 1,) dates since 1 January 1970 on which they begin; the last ends them
    requests: npt.NDArray[np.void]  # (n,) kernels.leave.REQUEST
    short_notice: npt.NDArray[np.void]  # (n,) SHORT_NOTICE
    day_ms: int  # length of a day of entitlement


@dataclass(frozen=True)
class AvailabilityPlan:
    """``lost``: tours of posts that nobody works; ``posts_without``: posts whose holder, if any, has no tours in response."""

    posts_without: int = 0
    reasons: tuple[str, ...] = ("vacant", "part_time")
    lost: npt.NDArray[np.void] = field(default_factory=lambda: np.zeros(0, dtype=LOST_TOUR))
    service_years: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))  # (seats,) of those deployed
    leave: LeaveBooks | None = None
    # Posts of every role that are left, by name: of officers, investigators, pools and the control room.
    role_posts: dict[str, float] = field(default_factory=dict)
