"""Every queue by itself: how long in each half of the period, and until when as short as in the beginning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kernels.front_door import AT_DESK
from kernels.kinds import NOT_LEFT, SCREENED_OUT
from sim.inputs.inputs import Ints
from sim.measures.window import DAY_MS, Measure, Window, ratio, whole

EARLY = 0.1  # of the period: how long a queue was in this part of it is how long it was at the beginning
SHORT = 2.0  # so few are no queue
WEEK_MS = 7 * DAY_MS


@dataclass(frozen=True)
class Queue:
    """When each joined a queue and when it left it, in ms, (n,); the horizon for those still in it."""

    name: str  # of the group
    joined: Ints
    left: Ints


def queue_measures(window: Window) -> Iterator[Measure]:
    """Yield the length and the growth of every queue that is no part of another."""
    for queue in queues(window):
        yield from _growth(window, queue)
        yield whole("queue_short_until_day", short_until(window, queue) / DAY_MS, window.high - window.low, queue.name)


def queues(window: Window) -> Iterator[Queue]:
    """Yield the queues there are: for a crew by grade and by area, for a partner, for a custody desk, for an investigator."""
    for kind in ("grade", "area"):
        for group, members in window.incident_groups(kind):
            if group:
                name = group.replace("=", ".")
                yield Queue(f"queue={name}", window.logged_or_end[members], window.sent_or_end[members])
    yield from _of_partners(window)
    yield from _at_suites(window)
    yield from _of_crimes(window)
    yield from _at_the_desk(window)


def short_until(window: Window, queue: Queue) -> int:
    """Return how many ms of the period had gone by when the queue was last as short as in its beginning.

    A queue that keeps up comes back to that length until the end; one that does not is never again as short from some day on.
    """
    low, high = window.low, window.high
    early = low + round((high - low) * EARLY)
    level = max(SHORT, window.overlap_ms(queue.joined, queue.left, low, early).sum() / (early - low))
    inside = (queue.left > low) & (queue.joined < high)
    times = np.concatenate([np.maximum(queue.joined[inside], low), queue.left[inside & (queue.left < high)]])
    step = np.ones(times.size, dtype=np.int64)
    step[int(inside.sum()) :] = -1
    order = np.argsort(times, kind="stable")
    length, since = np.cumsum(step[order]), times[order]
    until = np.append(since[1:], high)
    short = np.flatnonzero((length <= level) & (until > since))
    if short.size:
        return int(until[short[-1]]) - low
    return int(since[0]) - low if since.size else high - low


def _growth(window: Window, queue: Queue) -> Iterator[Measure]:
    low, high, middle = window.low, window.high, (window.low + window.high) // 2
    first = window.overlap_ms(queue.joined, queue.left, low, middle).sum() / (middle - low)
    second = window.overlap_ms(queue.joined, queue.left, middle, high).sum() / (high - middle)
    came = int(((queue.joined >= (low + middle) // 2) & (queue.joined < (middle + high) // 2)).sum())
    yield whole("queue_first_half", first, middle - low, queue.name)
    yield whole("queue_second_half", second, high - middle, queue.name)
    yield ratio("queue_growth_share", second - first, came, queue.name)
    yield ratio("queue_growth_week", second - first, (high - low) / 2 / WEEK_MS, queue.name)


def _of_partners(window: Window) -> Iterator[Queue]:
    """Each partner's queue: officers who asked or came, and people of its own."""
    practice, own, done, high = window.practice, window.inputs.background, window.outcome.jobs, window.high
    answered = np.where(practice["answered"] >= 0, practice["answered"], high)
    there = np.where(practice["place_over"] >= 0, practice["place_over"], high)
    taken = np.where(practice["place_taken"] >= 0, practice["place_taken"], there)  # who left at the limit was never taken
    ended = np.maximum(done["taken"], done["left"])
    served = np.where(ended >= 0, ended, high)
    for number, name in enumerate(window.scenario.partners.services if window.services else ()):
        asked = (practice["asked"] >= 0) & (window.incidents["partner"] == number)
        brought = (practice["at_place"] >= 0) & (practice["place"] == 1 + number)
        mine = own["partner"] == number
        yield Queue(
            f"queue=partner.{name}",
            np.concatenate([practice["asked"][asked], practice["at_place"][brought], own["asked"][mine]]),
            np.concatenate([answered[asked], taken[brought], served[mine]]),
        )


def _at_suites(window: Window) -> Iterator[Queue]:
    suites = window.inputs.suites
    came, desk = window.practice["at_suite"], window.practice["booking"]
    suite = suites.of_area[window.incidents["area"]] if suites.on else came
    for number, name in enumerate(suites.names, suites.first):
        mine = (came >= 0) & (suite == number)
        yield Queue(f"queue=suite.{name}", came[mine], np.where(desk >= 0, desk, window.high)[mine])


def _of_crimes(window: Window) -> Iterator[Queue]:
    casework = window.scenario.casework
    if not casework.on:
        return
    crimes, n_areas = window.outcome.crimes, window.inputs.n_areas
    waits = (crimes["queue"] >= 0) & ~np.isin(crimes["stage"], (NOT_LEFT, SCREENED_OUT))
    team = crimes["queue"] - n_areas
    taken = np.where(crimes["taken"] >= 0, crimes["taken"], window.high)
    groups = {"response": waits & (team < 0)} | {name: waits & (team == number) for number, name in enumerate(casework.teams)}
    for name, mine in groups.items():
        yield Queue(f"queue=crimes.{name}", crimes["opened"][mine], taken[mine])


def _at_the_desk(window: Window) -> Iterator[Queue]:
    if not window.inputs.front.on:
        return
    fronts, decided = window.outcome.fronts, window.inputs.front.decided
    waits = (decided["disposition"] == AT_DESK) & (fronts["heard"] >= 0)
    begun = np.where(fronts["desk_begun"] >= 0, fronts["desk_begun"], window.high)
    yield Queue("queue=desk", fronts["heard"][waits], begun[waits])
