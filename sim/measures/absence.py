"""When sickness falls: in which weeks, in winter or summer, on nights or days, and again on those who were sick before."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import EXTRA, SICK
from sim.inputs.inputs import Ints
from sim.inputs.tours_of_teams import rostered
from sim.measures.window import Mask, Measure, Window, ratio
from sim.metrics.small_groups import LEAST_FOR_A_TENTH

WEEKS = 4  # a stretch of the period
WEEK_MS = 7 * 86_400_000
WINTER, SUMMER = (12, 1, 2), (6, 7, 8)
SEASON_DAYS = 80  # measured of either, or they are not compared
HALF_DAYS = 150


def absence_measures(window: Window) -> Iterator[Measure]:
    """Yield how sickness is spread over the period and over officers; none where it is not told by kind."""
    if not window.inputs.spells.on:
        return
    tours = window.tours
    length = window.overlap_ms(*rostered(tours))
    roster = window.by_officers & ~np.isin(tours["kind"], EXTRA) & window.held & (length > 0)
    sick = roster & (window.done["reason"] == SICK)
    yield from _by_weeks(window, roster, sick)
    yield from _seasons(window, length, roster, sick)
    night = tours["night"] != 0
    yield _times("sickness_night_ratio", length, (sick & night, roster & night), (sick & ~night, roster & ~night))
    yield from _again(window, roster, sick)


def _times(metric: str, length: Ints, one: tuple[Mask, Mask], other: tuple[Mask, Mask]) -> Measure:
    """Return the share of time lost in one part as a multiple of that in another; each part is (sick, all) tours."""
    (sick, everything), (sick_else, everything_else) = ((int(length[a].sum()), int(length[b].sum())) for a, b in (one, other))
    return ratio(metric, sick * everything_else, sick_else * everything)


def _by_weeks(window: Window, roster: Mask, sick: Mask) -> Iterator[Measure]:
    """Yield the share of rostered time lost to sickness in each whole stretch of four weeks."""
    start, end = rostered(window.tours)
    size = WEEKS * WEEK_MS
    for stretch in range((window.high - window.low) // size):
        low = window.low + stretch * size
        length = window.overlap_ms(start, end, low, low + size)
        name = f"weeks={WEEKS * stretch + 1:02d}-{WEEKS * (stretch + 1):02d}"  # so that names stand in order
        yield ratio("sickness_share_in_weeks", int(length[sick].sum()), int(length[roster].sum()), name)


def _seasons(window: Window, length: Ints, roster: Mask, sick: Mask) -> Iterator[Measure]:
    calendar = window.calendar
    first = np.datetime64(calendar.first_day_number, "D")
    month = ((first + (window.tours["day"].astype(np.int64) - 1)).astype("datetime64[M]").astype(np.int64)) % 12 + 1
    winter, summer = roster & np.isin(month, WINTER), roster & np.isin(month, SUMMER)
    if min(np.unique(window.tours["day"][part]).size for part in (winter, summer)) >= SEASON_DAYS:
        yield _times("sickness_winter_ratio", length, (winter & sick, winter), (summer & sick, summer))


def _again(window: Window, roster: Mask, sick: Mask) -> Iterator[Measure]:
    """Yield how much likelier those with a spell in the first half are to have another begin in the second.

    A spell begins with a tour lost after one of the same half that was not: one that goes on from the first half is not another.
    """
    half = (window.high - window.low) // 2
    if half < HALF_DAYS * 86_400_000 or window.inputs.n_own < LEAST_FOR_A_TENTH:
        return
    place = np.flatnonzero(roster)
    seat, start = window.tours["seat"][place].astype(np.int64), window.tours["start"][place]
    order = np.lexsort((start, seat))
    place, seat, later = place[order], seat[order], start[order] >= window.low + half
    same = (seat[1:] == seat[:-1]) & (later[1:] == later[:-1])
    begins = np.concatenate([[False], same & sick[place[1:]] & ~sick[place[:-1]]])
    had = np.zeros((2, window.inputs.n_seats), dtype=np.bool_)
    there = np.zeros((2, window.inputs.n_seats), dtype=np.bool_)
    for which in (0, 1):
        inside = later == bool(which)
        had[which, seat[inside & begins]] = True
        there[which, seat[inside]] = True
    both = there.all(axis=0)
    before, again = had[0] & both, had[1] & both
    others = both & ~before
    among, else_ = int((before & again).sum()) * int(others.sum()), int((others & again).sum()) * int(before.sum())
    yield ratio("sick_again_ratio", among, else_)
