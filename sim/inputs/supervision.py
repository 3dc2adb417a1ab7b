"""Which officers are sergeants."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kernels.draw import STREAM_OFFICER, stream_key, uniform
from sim.inputs.workforce import Seats
from sim.scenario import Supervision

_RANK = 68  # trait of an officer: the lowest of a team are its sergeants


def sergeants(
    people: Seats, supervision: Supervision, seed: int, posts: npt.NDArray[np.int64] | None = None
) -> npt.NDArray[np.bool_]:
    """Return which seats are sergeants', (seats,): as many as are set of each area's team, by a keyed trait; in a cut the next
    steps up.

    ``posts`` (areas, teams), where given, says how many in place of what ``supervision`` sets.
    """
    chosen = np.zeros(len(people), dtype=np.bool_)
    if not supervision.on:
        return chosen
    order = np.lexsort((rank_trait(people.id, seed), people.team, people.area))
    place = people.area[order].astype(np.int64) * (int(people.team.max(initial=0)) + 1) + people.team[order]
    first = np.searchsorted(place, place)  # where each area's team begins
    if posts is None:
        size = np.searchsorted(place, place, side="right") - first
        wanted = np.array([supervision.sergeants_of(int(each)) for each in range(int(size.max(initial=0)) + 1)])[size]
    else:
        wanted = posts[people.area[order], people.team[order]]
    chosen[order] = np.arange(order.size) - first < wanted
    return chosen


def rank_trait(ids: npt.NDArray[np.integer], seed: int) -> npt.NDArray[np.float64]:
    """Return the trait of each seat by which its team's sergeants are chosen, the lowest first."""
    key = np.uint64(stream_key(seed, 0, STREAM_OFFICER))
    return np.array([uniform(key, int(seat), _RANK) for seat in ids], dtype=np.float64)
