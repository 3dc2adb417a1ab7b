"""What partners cost: officers held, waits for a unit, requests given up."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.inputs.inputs import Ints
from sim.measures.window import HOUR_MS, MINUTE_MS, Mask, Measure, Window, quantiles, ratio


def partner_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of the partners family; none when partners are switched off."""
    if not window.services:
        return
    held = held_ms(window)
    partner = window.incidents["partner"]
    asked = window.practice["asked"]
    requests = (asked >= window.low) & (asked < window.high)
    groups = [("", partner >= 0)]
    groups += [(f"partner={name}", partner == p) for p, name in enumerate(window.scenario.partners.services)]
    for group, members in groups:
        yield ratio("officer_hours_held", int(held[members].sum()) / HOUR_MS, window.years, group)
        yield from _waits(window, requests & members, group)
    services = window.outcome.services[: window.services]
    yield ratio("partner_utilisation", int(services["busy_ms"].sum()), int(services["unit_ms"].sum()))
    for p, name in enumerate(window.scenario.partners.services):
        yield ratio("partner_utilisation", int(services["busy_ms"][p]), int(services["unit_ms"][p]), f"partner={name}")


def held_ms(window: Window) -> Ints:
    """Return officer-milliseconds held at each incident in the period, after the police work was done."""
    practice = window.practice
    relieved = np.where(practice["handed_over"] >= 0, practice["handed_over"], window.high)
    waits = (practice["ended"] >= 0) & (practice["asked"] >= 0)
    return np.where(waits, window.overlap_ms(practice["ended"], relieved), 0) * practice["officers_sent"].astype(np.int64)


def _waits(window: Window, requests: Mask, group: str) -> Iterator[Measure]:
    practice = window.practice
    relieved = np.where(practice["handed_over"] >= 0, practice["handed_over"], window.high)
    yield from quantiles("partner_wait", (relieved - practice["asked"])[requests] / MINUTE_MS, group)
    yield ratio("partner_gave_up_share", int(practice["gave_up"][requests].sum()), int(requests.sum()), group)
