"""The threshold of one replication: which calls are put to the test, since when they are turned away, and what comes of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from kernels.clock import DAY_MS
from kernels.kinds import ASKED_AGAIN, HARMED, PARTNER_GAP, PLACE_GAP, UNSERVED
from kernels.records import RETURN
from kernels.threshold import (
    BACK,
    BACK_AT_RISK,
    BEGINS_MS,
    BUILD_UP_MS,
    COMES_BACK,
    DUTY_OF_CARE,
    FROM_AGENCIES,
    GRAVER_SHARE,
    HARM,
    HARM_HEARD_OF,
    HARM_UNHEARD_OF,
    HEARD,
    KEPT,
    N_COLUMNS,
    N_SHARES,
    REAL_RISK,
    RESOLVED,
    SENSITIVITY,
    SPECIFICITY,
    come_back,
    come_to_harm,
    put_to_the_test,
)
from sim.calendar import Calendar
from sim.inputs.demand import DemandPlan
from sim.inputs.durations import DurationTable
from sim.inputs.inputs import Floats, Records
from sim.inputs.return_plan import ReturnPlan
from sim.inputs.returns import Drawn
from sim.scenario import Scenario
from sim.scenario.threshold import Phase, Threshold

NEW_MATTERS = (UNSERVED, PARTNER_GAP, PLACE_GAP)  # what comes unplanned as a matter of its own is put to the test like any call


@dataclass(frozen=True)
class ThresholdPlan:
    """Everything about the threshold that is the same in every replication; tables as `kernels.threshold` has them."""

    categories: Floats  # (types, categories + 1) rising sums, the last of none
    table: Floats  # (categories, N_COLUMNS)
    shares: Floats  # (N_SHARES,)
    back_row: int  # rows of the table of durations
    harm_row: int


def plan_threshold(scenario: Scenario, calendar: Calendar, table: DurationTable) -> ThresholdPlan | None:
    """Return the part of the threshold that all replications share, None when there is none; durations go into ``table``."""
    threshold = scenario.threshold
    if not threshold.on:
        return None
    given = [[one.types.get(kind, 0.0) for one in threshold.categories.values()] for kind in scenario.demand.types]
    each = np.array(given, dtype=np.float64)
    none = np.maximum(0.0, 1.0 - each.sum(axis=1, keepdims=True))
    return ThresholdPlan(
        categories=np.ascontiguousarray(np.cumsum(np.hstack([each, none]), axis=1)), table=_table(threshold, calendar),
        shares=_shares(threshold), back_row=table.row(threshold.turned_away.back_after),
        harm_row=table.row(threshold.turned_away.harm_after),
    )


def _table(threshold: Threshold, calendar: Calendar) -> Floats:
    out = np.zeros((len(threshold.categories), N_COLUMNS))
    for row, (name, one) in zip(out, threshold.categories.items(), strict=True):
        row[FROM_AGENCIES], row[REAL_RISK], row[DUTY_OF_CARE] = one.from_agencies, one.risk, one.duty
        phase = threshold.phases.get(name)
        if phase is not None and phase.on:
            row[BEGINS_MS] = _begins_ms(phase, calendar)
            row[BUILD_UP_MS], row[KEPT] = phase.build_up_weeks * 7 * DAY_MS, phase.kept
    return out


def _begins_ms(phase: Phase, calendar: Calendar) -> float:
    """Return local midnight of the date a phase begins; before the first simulated date days of 24 hours are counted."""
    if phase.starts is None:
        return -float(timedelta(weeks=phase.build_up_weeks) / timedelta(milliseconds=1))
    day = (phase.starts - calendar.first_date).days
    if day < 0:
        return float(day * DAY_MS)
    return float(calendar.date_start_ms[min(day, calendar.n_days)])


def _shares(threshold: Threshold) -> Floats:
    out = np.zeros(N_SHARES)
    perceived, after = threshold.perceived, threshold.turned_away
    out[SENSITIVITY], out[SPECIFICITY] = perceived.sensitivity, perceived.specificity
    out[BACK], out[BACK_AT_RISK], out[GRAVER_SHARE] = after.comes_back, after.comes_back_at_risk, after.graver
    out[HARM], out[HEARD] = after.harm, after.heard_of
    return out


def draw_turned_away(plan: ThresholdPlan, demand: DemandPlan, durations: Floats, incidents: Records) -> Drawn:
    """Return what may come of ``incidents`` if they are turned away; parents are their places in these."""
    tested = incidents.copy()
    put_to_the_test(tested, plan.categories, plan.table, plan.shares)
    refused = tested["turned_from_ms"] >= 0
    asks, harms = (np.flatnonzero(refused & (tested["tested"] > 0) & (tested["fate"] == fate))
                   for fate in (COMES_BACK, HARM_HEARD_OF))  # fmt: skip
    again, harmed = tested[asks], tested[harms]
    after = [np.zeros(rows.size, dtype=np.int64) for rows in (again, harmed)]
    same = demand.scene_row, demand.clearing_row, demand.clearing_on, demand.facts.rekeying_ms, durations
    come_back(again, plan.back_row, *same, plan.table, plan.shares, after[0])
    come_to_harm(harmed, plan.harm_row, *same, after[1])
    listed = np.zeros(asks.size + harms.size, dtype=RETURN)
    listed["parent"], listed["after_ms"] = np.concatenate([asks, harms]), np.concatenate(after)
    listed["cause"] = np.repeat([ASKED_AGAIN, HARMED], [asks.size, harms.size])  # luck 0: it was drawn already
    return Drawn(np.concatenate([again, harmed]), listed)


def put_all_to_the_test(plan: ThresholdPlan | None, incidents: Records, returns: ReturnPlan) -> None:
    """Write into ``incidents``, in place, which are turned away and since when; those that come of attendance never are.

    What could not come back any more, because one matter comes back so often at most, is resolved; harm that could not be
    heard of any more is harm all the same.
    """
    if plan is None:
        return
    put_to_the_test(incidents, plan.categories, plan.table, plan.shares)
    if not returns.on:
        comes = np.zeros(incidents.size, dtype=np.bool_)
    else:
        last, cause = returns.first + returns.listed.size, returns.listed["cause"]
        known = ~np.isin(cause, (*NEW_MATTERS, ASKED_AGAIN))
        for name in ("tested", "known", "fate"):
            incidents[name][returns.first : last][known] = 0
        comes = np.zeros(incidents.size, dtype=np.bool_)
        comes[returns.listed["parent"][np.isin(cause, (ASKED_AGAIN, HARMED))]] = True
    fate = incidents["fate"]
    refused = (incidents["tested"] > 0) & (incidents["turned_from_ms"] >= 0)
    fate[refused & ~comes & (fate == COMES_BACK)] = RESOLVED
    fate[refused & ~comes & (fate == HARM_HEARD_OF)] = HARM_UNHEARD_OF
