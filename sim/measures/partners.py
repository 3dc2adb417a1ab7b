"""What partners cost: officers held, waits for a unit, requests given up."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import LEFT
from sim.inputs.inputs import Ints
from sim.measures.places import spent_ms
from sim.measures.window import HOUR_MS, MINUTE_MS, Mask, Measure, Window, quantiles, ratio


def partner_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of the partners family; none when partners are switched off."""
    if not window.services:
        return
    held = held_ms(window)
    asked = window.practice["asked"]
    requests = (asked >= window.low) & (asked < window.high)
    for group, members, comes in _groups(window):
        yield ratio("officer_hours_held", int(held[members].sum()) / HOUR_MS, window.years, group)
        if comes:
            yield from _waits(window, requests & members, group)
    services = window.outcome.services[: window.services]
    yield ratio("partner_utilisation", int(services["busy_ms"].sum()), int(services["unit_ms"].sum()))
    for p, name in enumerate(window.scenario.partners.services):
        yield ratio("partner_utilisation", int(services["busy_ms"][p]), int(services["unit_ms"][p]), f"partner={name}")
        yield from quantiles("partner_own_wait", _own_waits(window, p) / MINUTE_MS, f"partner={name}")


def _groups(window: Window) -> Iterator[tuple[str, Mask, bool]]:
    """Yield all incidents, then each partner's: who needed it at the scene, or was taken to it with nobody asked before."""
    partner, place = window.incidents["partner"], window.practice["place"]
    yield "", np.ones(partner.size, dtype=np.bool_), True
    for p, (name, rules) in enumerate(zip(window.scenario.partners.services, window.inputs.partners, strict=False)):
        members = (partner < 0) & (place == 1 + p) if rules.place else partner == p
        yield f"partner={name}", members, not rules.place


def _own_waits(window: Window, partner: int) -> Ints:
    """Return how long each of a partner's own jobs of the period waited for a unit, or until it left; open ones so far."""
    jobs, done = window.inputs.background, window.outcome.jobs
    over = np.where(done["taken"] >= 0, done["taken"], done["left"])
    mine = (jobs["partner"] == partner) & (jobs["asked"] >= window.low) & (jobs["asked"] < window.high)
    return np.where(over[mine] >= 0, over[mine], window.high) - jobs["asked"][mine]


def held_ms(window: Window) -> Ints:
    """Return officer-milliseconds held at each incident in the period, after the police work was done: there and at places."""
    practice = window.practice
    waits = (practice["ended"] >= 0) & (practice["asked"] >= 0)
    held = np.where(waits, window.overlap_ms(practice["ended"], _relieved(window)), 0)
    held = held * practice["officers_sent"].astype(np.int64)
    # Of those who went on to a place only some went along, so they are counted crew by crew.
    return np.where(practice["place"] > 0, spent_ms(window, "ended", "place_over"), held)


def _relieved(window: Window) -> Ints:
    """Return when officers were relieved of what they asked a partner for at the scene, by it, by a place, or by leaving."""
    practice = window.practice
    left = np.where(practice["partner_ended"] == LEFT, practice["answered"], window.high)
    done = np.where(practice["place_over"] >= 0, practice["place_over"], left)
    return np.where(practice["handed_over"] >= 0, practice["handed_over"], done)


def _waits(window: Window, requests: Mask, group: str) -> Iterator[Measure]:
    practice = window.practice
    yield from quantiles("partner_wait", (_relieved(window) - practice["asked"])[requests] / MINUTE_MS, group)
    yield ratio("partner_gave_up_share", int(practice["gave_up"][requests].sum()), int(requests.sum()), group)
