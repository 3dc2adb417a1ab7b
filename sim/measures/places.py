"""What partners' places cost: people brought there, hours on the way and in their queues, and jobs left unmet."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import AT_PARTNER, CONVEYING, LEFT
from kernels.places import LEAVE
from sim.inputs.inputs import Ints
from sim.measures.window import HOUR_MS, MINUTE_MS, Mask, Measure, Window, quantiles, ratio


def place_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of places, and of jobs left unmet; none where no partner is a place and officers never leave a job."""
    rules = window.inputs.partners[: window.services]
    if any(each.place for each in rules):
        yield from _at_places(window)
    if any(each.at_limit == LEAVE for each in rules):
        yield from _left(window)


def _at_places(window: Window) -> Iterator[Measure]:
    practice, accounts = window.practice, window.outcome.accounts
    came, taken, over = practice["at_place"], practice["place_taken"], practice["place_over"]
    in_period = (came >= window.low) & (came < window.high)
    waited = (np.where(taken >= 0, taken, np.where(over >= 0, over, window.high)) - came) / MINUTE_MS
    driving, there = spent_ms(window, "left_for_place", "at_place"), spent_ms(window, "at_place", "place_over")
    for group, members in _places(window):
        of_all = group == ""
        hours = int(accounts[:, :, CONVEYING].sum()) if of_all else int(driving[members].sum())
        yield ratio("place_drive_hours", hours / HOUR_MS, window.years, group)
        hours = int(accounts[:, :, AT_PARTNER].sum()) if of_all else int(there[members].sum())
        yield ratio("place_hours", hours / HOUR_MS, window.years, group)
        mine = in_period & members
        yield ratio("brought_to_places", int(mine.sum()), window.years, group)
        yield from quantiles("place_wait", waited[mine], group)


def _places(window: Window) -> Iterator[tuple[str, Mask]]:
    place = window.practice["place"]
    yield "", place > 0
    for p, (name, rules) in enumerate(zip(window.scenario.partners.services, window.inputs.partners, strict=False)):
        if rules.place:
            yield f"partner={name}", place == 1 + p


def spent_ms(window: Window, start: str, end: str) -> Ints:
    """Return officer-milliseconds at each incident, in the period, of those there between two times of it, (incidents,)."""
    sent, incident = window.sent, window.sent["incident"]
    begun, until = window.practice[start][incident], window.practice[end][incident]
    there = (begun >= 0) & (sent["arrived"] >= 0)
    last = np.minimum(np.where(until >= 0, until, window.high), window.left_or_end)
    return window.total_sent(sent["officers"] * there * window.overlap_ms(np.maximum(begun, sent["arrived"]), last))


def _left(window: Window) -> Iterator[Measure]:
    practice, partner = window.practice, window.incidents["partner"]
    asked, came = (
        (practice[name] >= window.low) & (practice[name] < window.high) for name in ("asked", "at_place")
    )
    at_scene, at_place = asked & (practice["partner_ended"] == LEFT), came & (practice["place_ended"] == LEFT)
    yield ratio("partner_left_share", int(at_scene.sum() + at_place.sum()), int(asked.sum() + came.sum()))
    for p, (name, rules) in enumerate(zip(window.scenario.partners.services, window.inputs.partners, strict=False)):
        mine = came & (practice["place"] == 1 + p) if rules.place else asked & (partner == p)
        left = at_place if rules.place else at_scene
        yield ratio("partner_left_share", int((left & mine).sum()), int(mine.sum()), f"partner={name}")
