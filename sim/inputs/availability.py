"""From the establishment to the officers who can be rostered: vacancies, those who cannot be deployed, part-timers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from kernels.abstraction import given_back
from kernels.draw import STREAM_OFFICER, STREAM_ROSTER, combine, stream_key, uniform
from sim.inputs.availability_plan import LOST_TOUR, VACANT
from sim.inputs.codes import code_of
from sim.inputs.rosters import Tours
from sim.inputs.workforce import Seats, chances, even_order, heads
from sim.scenario import Availability

_WHO_IS_MISSING, _TIE = 2, 3  # draws of the staffing stream
_REASON, _WORKS_PART, _ADJUSTED = 5, 6, 67  # traits of an officer
ADJUSTED_HOURS = "adjusted_hours"
_PART_TIME = 4  # child of the roster stream's key: which tours a part-timer has off

IN_RESPONSE = -1


@dataclass(frozen=True, eq=False)
class Standing:
    """How each post stands; arrays have shape (posts,)."""

    reasons: tuple[str, ...]  # "vacant", then those of the configuration, "adjusted_hours" where there are any, "part_time"
    reason: npt.NDArray[np.int8]  # index in ``reasons`` of why nobody of this post is in response, or IN_RESPONSE
    part_time: npt.NDArray[np.bool_]
    adjusted: npt.NDArray[np.bool_]  # works at adjusted hours

    @property
    def in_response(self) -> npt.NDArray[np.bool_]:
        """Which posts are held by an officer who can be deployed."""
        return self.reason == IN_RESPONSE


def standing(posts: Seats, shape: tuple[int, int], availability: Availability, seed: int) -> Standing:
    """Return how each of ``posts`` stands; ``shape`` is the numbers of areas and teams.

    Vacancies are spread evenly over areas and teams, and more of them keep those there were.  The other reasons are traits of
    the seat, drawn one by one in the order of the configuration among those whom no reason before took; so each is the share
    of strength it says, and a larger share keeps everybody a smaller one took.
    """
    wanted = availability.not_deployable if availability.on else {}
    some_adjusted = availability.on and availability.adjusted_hours.share > 0
    reasons = ("vacant", *wanted, *((ADJUSTED_HOURS,) if some_adjusted else ()), "part_time")
    adjusted = np.zeros(len(posts), dtype=np.bool_)
    reason, part_time = np.full(len(posts), IN_RESPONSE, dtype=np.int8), np.zeros(len(posts), dtype=np.bool_)
    if not availability.on:
        return Standing(reasons, reason, part_time, adjusted)
    left = 1.0
    for index, (name, why) in enumerate(wanted.items(), start=1):
        if why.share > 0:
            taken = _trait(posts, seed, _REASON, int(code_of(name))) < why.share / left
            reason[taken & (reason == IN_RESPONSE)] = index
            left -= why.share
    reason[_vacancies(posts, shape, availability.vacancies, seed)] = VACANT
    part_time = (_trait(posts, seed, _WORKS_PART) < availability.part_time.share) & (reason == IN_RESPONSE)
    if some_adjusted:
        adjusted = (_trait(posts, seed, _ADJUSTED) < availability.adjusted_hours.share) & (reason == IN_RESPONSE) & ~part_time
    return Standing(reasons, reason, part_time, adjusted)


def _vacancies(posts: Seats, shape: tuple[int, int], share: float, seed: int) -> npt.NDArray[np.int64]:
    """Return the rows of the posts that nobody holds."""
    cell = posts.area.astype(np.int64) * shape[1] + posts.team
    highest = int(posts.id.max(initial=-1)) + 1
    first = chances(seed, highest, _WHO_IS_MISSING)[posts.id]
    return even_order(cell, shape, first, chances(seed, shape[0] * shape[1], _TIE), heads(len(posts), share))


def _trait(posts: Seats, seed: int, draw: int, code: int | None = None) -> npt.NDArray[np.float64]:
    """Return one keyed number in (0, 1) for each post, of its own for each ``code``."""
    key = np.uint64(stream_key(seed, 0, STREAM_OFFICER))
    key = key if code is None else np.uint64(combine(key, np.uint64(code)))
    return np.array([uniform(key, int(post), draw) for post in posts.id], dtype=np.float64)


def deployed(posts: Seats, stand: Standing) -> Seats:
    """Return the seats of those who can be deployed, in the order of the posts."""
    there = stand.in_response
    return Seats(posts.id[there], posts.area[there], posts.team[there]) if not there.all() else posts


def worked(
    posts: Seats, stand: Standing, tours: Tours, works: float, seed: int
) -> tuple[Tours, npt.NDArray[np.void]]:
    """Return the tours of those who can be deployed, and the others as LOST_TOUR records; both in the order of ``tours``.

    ``tours`` are those of all posts, their ``seat`` a row of ``posts``; the tours returned point to rows of :func:`deployed`.
    Part-timers have the share 1 - ``works`` of their tours off, spread over the year, by draws of their own.
    """
    seat = tours.seat
    reason = stand.reason[seat].copy()
    part = np.flatnonzero(stand.part_time[seat])
    off = np.zeros(part.size, dtype=np.bool_)
    key = np.uint64(combine(np.uint64(stream_key(seed, 0, STREAM_ROSTER)), _PART_TIME))
    given_back(key, posts.id[seat[part]].astype(np.int64), tours.number[part], 1.0 - works, off)
    reason[part[off]] = len(stand.reasons) - 1
    there = reason == IN_RESPONSE
    if there.all() and stand.in_response.all():  # a post without a tour in so short a study still has a row of its own
        return tours, np.zeros(0, dtype=LOST_TOUR)
    lost = np.zeros(int((~there).sum()), dtype=LOST_TOUR)
    lost["start"], lost["end"] = tours.start_ms[~there], tours.end_ms[~there]
    lost["team"], lost["area"], lost["reason"] = posts.team[seat[~there]], posts.area[seat[~there]], reason[~there]
    row = np.cumsum(stand.in_response) - 1
    kept = replace(
        tours, seat=row[seat[there]].astype(np.int32), start_ms=tours.start_ms[there], end_ms=tours.end_ms[there],
        date_index=tours.date_index[there], shift=tours.shift[there], night=tours.night[there], number=tours.number[there],
    )
    return kept, lost
