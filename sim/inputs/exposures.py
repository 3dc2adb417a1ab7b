"""The plan of exposures: which days make up which 28, how many tours an area needs a day, and which leave was refused."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kernels.exposures import WINDOW_DAYS
from kernels.leave import REFUSED
from sim.inputs.availability import ADJUSTED_HOURS
from sim.inputs.exposure_plan import ExposurePlan
from sim.inputs.inputs import Inputs
from sim.scenario import Scenario

Ints = npt.NDArray[np.int64]


def plan_exposures(inputs: Inputs, scenario: Scenario) -> ExposurePlan:
    """Return the plan of exposures of a replication."""
    day = np.arange(len(inputs.nights)) - 1 - scenario.run.warmup_days  # the measured day that a night closes
    window = np.where(day < 0, -1, day // WINDOW_DAYS)
    return ExposurePlan(window, _needed(inputs, scenario.pressures.enough_share), _refused(inputs))


def _needed(inputs: Inputs, share: float) -> npt.NDArray[np.float64]:
    """Return the tours each area needs, by the day on which they end: a share of those of its posts."""
    planned, lost = inputs.tours[: inputs.n_own_tours], inputs.availability.lost
    if ADJUSTED_HOURS in inputs.availability.reasons:  # the rest of a tour that is worked in part
        lost = lost[lost["reason"] != inputs.availability.reasons.index(ADJUSTED_HOURS)]
    own = (planned["pool"] == 0) & (planned["kind"] == 0)
    ends = np.concatenate([planned["end"][own], lost["end"]])
    areas = np.concatenate([planned["area"][own], lost["area"]]).astype(np.int64)
    night = np.searchsorted(inputs.nights[:, 0], ends, "left")  # tours end before the bookkeeping of the same instant
    posts = np.zeros((inputs.n_areas, len(inputs.nights) + 1))
    np.add.at(posts, (areas, night), share)
    return posts[:, :-1].copy()


def _refused(inputs: Inputs) -> Ints:
    """Return the requests for leave refused to each officer, by the first day asked for."""
    books = inputs.availability.leave
    if books is None:
        return np.zeros((0, 0), dtype=np.int64)
    out = np.zeros((inputs.n_own, len(inputs.nights) + 1), dtype=np.int64)
    requests, short = books.requests, books.short_notice
    requests, short = requests[requests["outcome"] == REFUSED], short[short["granted"] == 0]
    for seat, day in ((requests["seat"], requests["first"]), (short["seat"], short["day"])):
        night = day.astype(np.int64) + 1 - int(inputs.nights[0, 1])  # the night that closes that day
        inside = (night >= 0) & (night < len(inputs.nights))
        np.add.at(out, (seat[inside].astype(np.int64), night[inside]), 1)
    return out[:, :-1].copy()
