"""The threshold for sending officers: calls tested, turned away and attended by category, and what came of those turned away."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import ASKED_AGAIN, HARMED
from kernels.threshold import AGENCY, RISK
from sim.inputs.inputs import Floats
from sim.measures.window import HOUR_MS, Mask, Measure, Window, ratio

MONTHS = 12


def threshold_measures(window: Window) -> Iterator[Measure]:
    """Yield calls, refusals, deployments and hours, for each category and all; then what came back, and harm; off, nothing."""
    if not window.scenario.threshold.on:
        return
    tested = window.incidents["tested"]
    groups = {"": tested > 0}
    if len(window.scenario.threshold.categories) > 1:
        groups |= {f"category={name}": tested == 1 + k for k, name in enumerate(window.scenario.threshold.categories)}
    weight = _calls_each(window)
    for group, members in groups.items():
        yield from _of_calls(window, members, weight, group)
    yield from _after(window)


def _calls_each(window: Window) -> Floats:
    """Return for how many calls each incident stands: without a front door those not to be attended were never drawn."""
    inputs, n = window.inputs, window.incidents.size
    attended = [kind.attended for kind in window.scenario.demand.types.values()]
    share = np.array([*attended, *np.ones(len(window.scenario.watches.kinds))])[window.incidents["kind"]]
    drawn_whole = (window.incidents["by_phone"] == 1) | inputs.returns.is_one(n)
    return np.where(drawn_whole, 1.0, 1.0 / np.maximum(share, 1e-9))


def _of_calls(window: Window, members: Mask, weight: Floats, group: str) -> Iterator[Measure]:
    calls, refused = window.created & members, window.refused
    put = calls & (window.practice["logged"] >= 0)
    away, sent = put & refused, calls & (window.practice["sent"] >= 0)
    months = window.years * MONTHS
    yield ratio("threshold_calls", int(put.sum()), months, group)
    yield ratio("threshold_refused_share", int(away.sum()), int(put.sum()), group)
    yield ratio("threshold_attended_share", int(sent.sum()), float(weight[calls].sum()), group)
    yield ratio("threshold_deployments", int(sent.sum()), months, group)
    yield ratio("threshold_hours", float(window.officers_ms[sent].sum()) / HOUR_MS, months, group)


def _after(window: Window) -> Iterator[Measure]:
    incidents, returns, months = window.incidents, window.inputs.returns, window.years * MONTHS
    away, n = window.created & window.refused, incidents.size
    at_risk = away & ((incidents["known"] & RISK) != 0)
    asked = away & ((incidents["known"] & AGENCY) != 0)
    yield ratio("threshold_back", int((window.created & returns.is_of(ASKED_AGAIN, n)).sum()), months)
    yield ratio("threshold_from_agencies_share", int(asked.sum()), int(away.sum()))
    yield ratio("threshold_wrongly_refused_share", int(at_risk.sum()), int(away.sum()))
    yield ratio("threshold_wrongly_refused", int(at_risk.sum()), months)
    yield ratio("threshold_harm", int(at_risk.sum()) * window.scenario.threshold.turned_away.harm, window.years)
    harmed = window.created & returns.is_of(HARMED, n)
    yield ratio("threshold_harm_hours", float(window.officers_ms[harmed].sum()) / HOUR_MS, months)
