"""Questions about officers' safety: who arrives alone, how likely an assault is, and whether it happens.

A draw is keyed by incident, seat, place in the crew and visit: an officer who comes to the same incident again runs the risk
again, and a crew that two staffing levels both send to an incident meets the same fate there if it arrives alone in both.
"""

from __future__ import annotations

import numpy as np

from kernels._jit import jit, jit_inner
from kernels.draw import combine, uniform

# Draw number of an incident; below it are those of ``kernels.demand`` and ``kernels.front_door``.
SAFETY = 128
MOST_IN_CREW = 8


@jit
def with_odds(chance, odds):
    """Return the chance whose odds are ``odds`` times those of ``chance`` (0 to 1)."""
    return chance * odds / (1.0 - chance + chance * odds)


@jit_inner
def _link(deployments, n_incidents):
    """Return, for every deployment, the one before it at the same incident (-1 none), and the last at each incident."""
    last = np.full(n_incidents, -1, dtype=np.int64)
    before = np.empty(deployments.shape[0], dtype=np.int64)
    for d in range(deployments.shape[0]):
        i = deployments[d].incident
        before[d] = last[i]
        last[i] = d
    return before, last


@jit_inner
def _met_somebody(deployments, d, before, last):
    """Return whether another crew was at the scene when crew ``d`` arrived; crews that arrive together meet each other."""
    at = deployments[d].arrived
    other = last[deployments[d].incident]
    while other >= 0:
        there = deployments[other].arrived >= 0 and deployments[other].arrived <= at
        if other != d and there and (deployments[other].left < 0 or deployments[other].left > at):
            return True
        other = before[other]
    return False


@jit_inner
def _visit(deployments, d, before, tour_seat):
    """Return how often this crew's first officer had arrived at the incident before."""
    seat = tour_seat[deployments[d].tour]
    count = 0
    earlier = before[d]
    while earlier >= 0:
        if tour_seat[deployments[earlier].tour] == seat and deployments[earlier].arrived >= 0:
            count += 1
        earlier = before[earlier]
    return count


@jit
def assaults(deployments, incidents, tour_seat, seat_ids, chance, single_odds, injury_share, expected, assaulted, injured):
    """Write what happens to the officers of every crew sent (DEPLOYMENT records): (n,) each.

    ``expected`` sum of their chances, ``assaulted`` and ``injured`` officers.  ``incidents`` INCIDENT records; ``tour_seat``
    (tours,) and ``seat_ids`` (seats,) whose crew it is; ``chance`` (types,) of an assault on an officer in a pair.  The odds are
    multiplied by ``single_odds`` for an officer who arrives in a crew of one where no other crew is there.  Of assaults a share
    ``injury_share`` injure.  Nothing happens to who never arrives.
    """
    before, last = _link(deployments, incidents.shape[0])
    for d in range(deployments.shape[0]):
        crew = deployments[d]
        expected[d] = 0.0
        assaulted[d] = 0
        injured[d] = 0
        incident = incidents[crew.incident]
        p = chance[incident.kind]
        if crew.arrived < 0 or p <= 0.0:
            continue
        if crew.officers == 1 and not _met_somebody(deployments, d, before, last):
            p = with_odds(p, single_odds)
        expected[d] = p * crew.officers
        key = combine(incident.key, SAFETY)
        seat = seat_ids[tour_seat[crew.tour]]
        visit = _visit(deployments, d, before, tour_seat)
        for place in range(crew.officers):
            u = uniform(key, seat, visit * MOST_IN_CREW + place)
            assaulted[d] += u < p
            injured[d] += u < p * injury_share
