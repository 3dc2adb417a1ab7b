"""The plan of exposures: which days make up which 28, how many tours an area needs a day, and which leave was refused."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kernels.clock import MINUTE_MS
from kernels.draw import STREAM_OUTSIDE, normal_quantile, stream_key, uniform
from kernels.exposures import BY_SERGEANTS, BY_SETTING, OUTSIDE_UNIT, WINDOW_DAYS
from kernels.leave import REFUSED
from kernels.records import EXPOSURE_RULES
from sim.inputs.availability import ADJUSTED_HOURS
from sim.inputs.complaints import open_before
from sim.inputs.exposure_plan import ExposurePlan
from sim.inputs.inputs import Inputs, Records
from sim.scenario import Scenario

Ints = npt.NDArray[np.int64]


def plan_exposures(inputs: Inputs, scenario: Scenario) -> ExposurePlan:
    """Return the plan of exposures of a replication."""
    day = np.arange(len(inputs.nights)) - 1 - scenario.run.warmup_days  # the measured day that a night closes
    window = np.where(day < 0, -1, day // WINDOW_DAYS)
    first_day = int(inputs.nights[0, 1]) if inputs.nights.size else 0
    own = inputs.seat_ids[: inputs.n_own]
    return ExposurePlan(
        window, _needed(inputs, scenario.pressures.enough_share), _refused(inputs), _rules(scenario),
        *life_outside(scenario, own, inputs.nights[:, 1], inputs.replication),
        open_before(scenario, own, first_day, inputs.replication),
    )


def _rules(scenario: Scenario) -> Records:
    """Return what is reckoned where it is switched on, one EXPOSURE_RULES record."""
    rules, support = np.zeros(1, dtype=EXPOSURE_RULES), scenario.strain.support
    if scenario.trauma.on:
        rules["defused_ms"] = round(scenario.trauma.defused_after_min * MINUTE_MS)
    if support.on:
        rules["led_by"] = BY_SERGEANTS if scenario.supervision.on else BY_SETTING
        rules["led_share"] = support.usual_share
    return rules


def life_outside(scenario: Scenario, seat_ids: Ints, days: Ints, replication: int) -> tuple[Ints, Ints]:
    """Return how hard life outside work is, (seats, blocks), and the block of 28 days that each of ``days`` lies in.

    ``days`` (nights,) since 1970-01-01; the day that is closed is the one before. Blocks are absolute, so that a date is the same
    month of an officer's life in every study; what differs between officers is theirs in every replication.
    """
    outside = scenario.strain.outside_work
    if not outside.on or not days.size:
        return np.zeros((0, 0), dtype=np.int64), np.zeros(0, dtype=np.int64)
    block = (days.astype(np.int64) - 1) // WINDOW_DAYS
    first, seed = int(block[0]), scenario.run.seed
    always, now = (np.uint64(stream_key(seed, number, STREAM_OUTSIDE)) for number in (0, replication))
    level = np.empty((seat_ids.size, int(block[-1]) - first + 1))
    for row, officer in enumerate(seat_ids.tolist()):
        own = outside.between_officers * normal_quantile(uniform(always, officer, 0))
        for place in range(level.shape[1]):
            level[row, place] = own + outside.between_months * normal_quantile(uniform(now, officer, 1 + first + place))
    return np.rint(level * OUTSIDE_UNIT).astype(np.int64), block - first


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
