"""Questions about officers' safety: who works alone, how likely an assault is, and whether it happens.

What counts is who is there when the work begins or, for a crew that joins work under way, when it joins.  An officer who waits
outside for the second is not alone; one who begins without the second is.

A draw is keyed by incident, seat, place in the crew and visit: an officer who comes to the same incident again runs the risk
again, and a crew that two staffing levels both send to an incident meets the same fate there if it is alone in both.
"""

from __future__ import annotations

import numpy as np

from kernels._jit import jit, jit_inner
from kernels.draw import combine, uniform

# Draw number of an incident; below it are those of ``kernels.demand`` and ``kernels.front_door``.
SAFETY = 128
MOST_IN_CREW = 8
NEVER = 2**60  # ms


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
def _is_there(crew, at):
    return 0 <= crew.arrived <= at and (crew.left < 0 or crew.left > at)


@jit_inner
def _officers_there(deployments, d, before, at):
    """Return the officers at the scene at a moment; ``d`` is the incident's last deployment."""
    total = 0
    while d >= 0:
        if _is_there(deployments[d], at):
            total += deployments[d].officers
        d = before[d]
    return total


@jit_inner
def _earlier_beginning(deployments, d, before, last, minimum, begin_anyway_ms):
    """Return when the work began with crew ``d`` there, or it joined it; -1 never.  It was broken off afterwards.

    It begins with ``minimum`` officers there; where crews are sent one by one, at the latest ``begin_anyway_ms`` after the first
    arrived; where all are sent together (-1), at the latest with the last of them.
    """
    crew = deployments[d]
    enough = NEVER
    first = all_there = crew.arrived
    other = last[crew.incident]
    while other >= 0:
        they = deployments[other]
        if _is_there(they, crew.arrived):
            first = min(first, they.arrived)
        if they.sent == crew.sent:
            all_there = max(all_there, they.arrived) if they.arrived >= 0 else NEVER
        at = max(they.arrived, crew.arrived)
        if they.arrived >= 0 and at < enough and _officers_there(deployments, last[crew.incident], before, at) >= minimum:
            enough = at
        other = before[other]
    short = all_there if begin_anyway_ms < 0 else first + begin_anyway_ms
    at = max(crew.arrived, min(enough, short))
    return at if at <= crew.left else -1


@jit
def work_began(deployments, incidents, practice, begin_anyway_ms, began):
    """Write when the work began with each crew there, or the crew joined it: (n,) ms, -1 never.

    ``deployments``, ``incidents``, ``practice`` DEPLOYMENT, INCIDENT, PRACTICE records; ``begin_anyway_ms`` -1 where the crews of
    an incident are sent together.  PRACTICE knows the last beginning, and nobody is sent once the work goes on.  Of work that
    was broken off, earlier beginnings follow from who was there; a student counts as an officer in them.
    """
    before, last = _link(deployments, incidents.shape[0])
    for d in range(deployments.shape[0]):
        crew, work = deployments[d], practice[deployments[d].incident]
        began[d] = -1
        if crew.arrived < 0 or work.started < 0 or crew.sent > work.started:
            continue
        if crew.left < 0 or crew.left >= work.started:
            began[d] = max(crew.arrived, work.started)
        elif work.suspended > 0:
            minimum = incidents[crew.incident].minimum
            began[d] = _earlier_beginning(deployments, d, before, last, minimum, begin_anyway_ms)


@jit_inner
def _has_company(deployments, d, before, last, began):
    """Return whether another crew is at work as crew ``d`` begins or joins."""
    at = began[d]
    other = last[deployments[d].incident]
    while other >= 0:
        stays = deployments[other].left < 0 or deployments[other].left > at
        # Work without length ends as it begins: those who began it together were together.
        if other != d and 0 <= began[other] <= at and (stays or began[other] == at):
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
def assaults(
    deployments, incidents, began, tour_seat, seat_ids, chance, left, single_odds, injury_share, expected, assaulted, injured
):
    """Write what happens to the officers of every crew sent (DEPLOYMENT records): (n,) each.

    ``expected`` sum of their chances, ``assaulted`` and ``injured`` officers.  ``incidents`` INCIDENT records; ``began`` (n,) of
    ``work_began``; ``tour_seat`` (tours,) and ``seat_ids`` (seats,) whose crew it is; ``chance`` (types,) of an assault on an
    officer in a pair; ``left`` (n,) float64, what interventions leave of it for each crew.  The odds are multiplied by
    ``single_odds`` for an officer in a crew of one who begins, or joins, where no other crew is at work.  Of assaults a share
    ``injury_share`` injure.  Nothing happens to who never comes to work there.
    """
    before, last = _link(deployments, incidents.shape[0])
    for d in range(deployments.shape[0]):
        crew = deployments[d]
        expected[d] = 0.0
        assaulted[d] = 0
        injured[d] = 0
        incident = incidents[crew.incident]
        p = chance[incident.kind]
        if began[d] < 0 or p <= 0.0:
            continue
        if crew.officers == 1 and not _has_company(deployments, d, before, last, began):
            p = with_odds(p, single_odds)
        p = min(1.0, p * left[d])
        expected[d] = p * crew.officers
        key = combine(incident.key, SAFETY)
        seat = seat_ids[tour_seat[crew.tour]]
        visit = _visit(deployments, d, before, tour_seat)
        for place in range(crew.officers):
            u = uniform(key, seat, visit * MOST_IN_CREW + place)
            assaulted[d] += u < p
            injured[d] += u < p * injury_share
