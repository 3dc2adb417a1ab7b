"""Officers sent one by one: the first to come free waits at the scene for the second."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tests.oracle.markov import check_room, steady_state

Team = tuple[int, int, int, int]  # jobs of one and of two under way, jobs that have one of two, jobs with nobody


@dataclass(frozen=True)
class Staged:
    """The steady state of a queue whose jobs take officers as they come free."""

    wait_h: float  # until the first officer is sent; the same for jobs of one and of two
    waits: float  # probability of waiting for the first officer
    gathering_h: float  # from the first officer to the second, jobs of two
    busy: float  # mean number of officers sent, waiting for another included


def one_by_one(lam: float, mu: float, c: int, share_two: float, places: int = 300) -> Staged:
    """Return the steady state of FCFS jobs of which ``share_two`` need two of ``c`` officers, each sent as soon as free.

    A job of two begins when both are there; until then its first officer waits, so at most one job is half manned, and only
    while all officers are taken.  The kind of a job is drawn when its first officer goes, hence the wait until then is the same
    for both kinds.  Exponential work; stationary equations solved directly; waits from the numbers by Little's law.  Green
    1980, *Operations Research* 28:1335, has such jobs take all their servers at once; here the start is the same and only the
    first officer is tied up sooner.
    """

    def settle(team: Team) -> Iterator[tuple[Team, float]]:
        """Return where the queue comes to rest, with which chance, once somebody is free."""
        ones, twos, half, waiting = team
        free = c - ones - 2 * twos - half
        if free and half:
            yield from settle((ones, twos + 1, 0, waiting))
        elif free and waiting:
            for need, share in ((1, 1.0 - share_two), (2, share_two)):
                whole = need <= free
                begun = (ones + (whole and need == 1), twos + (whole and need == 2), int(not whole), waiting - 1)
                yield from ((state, share * chance) for state, chance in settle(begun))
        else:
            yield team, 1.0

    def flows(team: Team) -> Iterator[tuple[Team, float]]:
        ones, twos, half, waiting = team
        changes = [((ones - 1, twos, half, waiting), ones * mu), ((ones, twos - 1, half, waiting), twos * mu)]
        if waiting < places:
            changes.append(((ones, twos, half, waiting + 1), lam))
        for changed, rate in changes:
            if rate > 0.0:
                yield from ((state, rate * chance) for state, chance in settle(changed))

    teams, p = steady_state((0, 0, 0, 0), flows)
    ones, twos, half, waiting = np.array(teams, dtype=float).T
    check_room(float(p[waiting == places].sum()), f"{places} places")
    held = ones + 2.0 * twos + half
    return Staged(
        float(p @ waiting) / lam,
        float(p[held == c].sum()),
        float(p @ half) / (lam * share_two) if share_two else float("nan"),
        float(p @ held),
    )
