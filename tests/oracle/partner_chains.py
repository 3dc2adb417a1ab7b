"""Partners' queues solved as Markov chains: work in two exponential stages, and officers held until a unit has taken over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tests.oracle.markov import check_room, steady_state

State = tuple[int, int, int]


def two_stages(lam: float, mean: float, c: int, places: int) -> tuple[float, float]:
    """Return the mean wait and the probability of waiting in M/E2/c, first come first served; ``places`` may wait.

    Erlang's second distribution, of mean ``mean`` and a spread of 0.71 of it, is two exponential stages one after the other
    (Kleinrock, *Queueing Systems* I, 1975).  State: units in the first stage, units in the second, waiting.
    """
    rate = 2.0 / mean

    def flows(state: State) -> Iterator[tuple[State, float]]:
        first, second, waiting = state
        if first + second < c:
            yield (first + 1, second, 0), lam
        elif waiting < places:
            yield (first, second, waiting + 1), lam
        yield (first - 1, second + 1, waiting), first * rate
        yield ((first + 1, second - 1, waiting - 1) if waiting else (first, second - 1, 0)), second * rate

    states, p = steady_state((0, 0, 0), flows)
    first, second, waiting = np.array(states, dtype=float).T
    check_room(float(p[waiting == places].sum()), f"{places} places")
    return float(p @ waiting) / lam, float(p[first + second == c].sum())


@dataclass(frozen=True)
class Held:
    """The steady state of a force whose officers stay with a person until a partner has taken over."""

    wait_h: float  # for an officer
    waits: float  # probability of waiting for one
    partner_wait_h: float  # of officers who brought somebody, for a unit
    at_scene: float  # mean number of officers at work there ...
    at_partner: float  # ... and waiting for a unit, or handing over to it


def held_officers(lam: float, scene: float, handover: float, c: int, d: int, places: int) -> Held:
    """Return the steady state of ``c`` officers and ``d`` units: exponential work at the scene, then an exponential handover.

    An officer answers an incident, works at the scene at rate ``scene``, and then stays at the partner's until one of its units
    has been free and has taken over, at rate ``handover``; only then the officer is free for the next.  Two queues in a row with
    one set of people in both (a tandem of stations with a limited population: Gordon and Newell 1967, *Operations Research*
    15:254, but open).  State: incidents waiting for an officer (of which ``places`` may), officers at the scene, officers at the
    partner's.  An arrival finds the state as it is in the long run.
    """

    def flows(state: State) -> Iterator[tuple[State, float]]:
        waiting, working, there = state
        if working + there < c:
            yield (0, working + 1, there), lam
        elif waiting < places:
            yield (waiting + 1, working, there), lam
        yield (waiting, working - 1, there + 1), working * scene
        done = min(there, d) * handover
        yield ((waiting - 1, working + 1, there - 1) if waiting else (0, working, there - 1)), done

    states, p = steady_state((0, 0, 0), flows)
    waiting, working, there = np.array(states, dtype=float).T
    check_room(float(p[waiting == places].sum()), f"{places} places")
    return Held(
        float(p @ waiting) / lam, float(p[working + there == c].sum()), float(p @ np.maximum(there - d, 0.0)) / lam,
        float(p @ working), float(p @ there),
    )  # fmt: skip
