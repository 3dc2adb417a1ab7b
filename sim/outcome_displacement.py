"""The ledger of what partners left undone: each job, request and person brought has one end, and what was left has one fate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kernels.demand import CARE, HANDOVER
from kernels.displacement import keys_of_left, units_kept
from kernels.kinds import IN_QUEUE, LEFT, PARTNER_GAP, PLACE_GAP, UNSERVED
from kernels.places import PLACE_CARE, PLACE_HANDOVER
from sim.inputs.inputs import Floats, Inputs, Ints, Records

Mask = npt.NDArray[np.bool_]
# Draw numbers of a handover and of the care after it.
AT_SCENE, AT_PLACE = (HANDOVER, CARE), (PLACE_HANDOVER, PLACE_CARE)


@dataclass(frozen=True)
class Undone:
    """What partners left undone, one row each, and its fate: an incident that came or is to come, resolved elsewhere, or lost."""

    parent: Ints  # row of the incident at which it was asked for, or of the partner's own job
    partner: Ints
    at: Ints  # ms: when the partner had not done it
    row: Ints  # the incident it becomes, -1 none
    comes: Ints  # ms: when that is logged, perhaps beyond the horizon; -1 none
    resolved: Mask

    @property
    def displaced(self) -> Mask:
        """Which come to the police."""
        return self.row >= 0

    @property
    def lost(self) -> Mask:
        """Which nobody does."""
        return ~self.displaced & ~self.resolved


def requests_undone(inputs: Inputs, practice: Records, levels: Floats) -> Undone:
    """Return the requests of the police that partners did not meet: officers gave up waiting, and did it or left."""
    parent = np.flatnonzero(not_met(practice))
    partner = inputs.incidents["partner"][parent].astype(np.int64)
    return _fates(inputs, levels, PARTNER_GAP, parent, partner, practice["answered"][parent], inputs.incidents["key"][parent])


def not_met(practice: Records) -> Mask:
    """Return at which incidents the partner that was asked did not come: officers did its work themselves, or left."""
    return np.asarray((practice["gave_up"] == 1) | (practice["partner_ended"] == LEFT))


def people_left(inputs: Inputs, practice: Records, levels: Floats) -> Undone:
    """Return those whom officers left at a partner's place, its limit reached and nobody having taken them on."""
    parent = np.flatnonzero(practice["place_ended"] == LEFT)
    keys = keys_of_left(np.ascontiguousarray(inputs.incidents["key"][parent]))
    partner = practice["place"][parent].astype(np.int64) - 1
    return _fates(inputs, levels, PLACE_GAP, parent, partner, practice["place_over"][parent], keys)


def jobs_undone(inputs: Inputs, jobs: Records, levels: Floats) -> Undone:
    """Return the partners' own jobs that waited too long."""
    parent = np.flatnonzero(jobs["left"] >= 0)
    partner = inputs.background["partner"][parent].astype(np.int64)
    return _fates(inputs, levels, UNSERVED, parent, partner, jobs["left"][parent], inputs.background["key"][parent])


def _fates(inputs: Inputs, levels: Floats, cause: int, parent: Ints, partner: Ints, at: Ints, keys: np.ndarray) -> Undone:
    of, book = ("of_jobs", 1) if cause == UNSERVED else ("of_requests", 0)
    plan = inputs.returns
    row, comes = np.full(parent.size, -1, dtype=np.int64), np.full(parent.size, -1, dtype=np.int64)
    mine = np.flatnonzero(plan.listed["cause"] == cause)
    size = inputs.background.size if cause == UNSERVED else inputs.incidents.size
    place = np.full(size, -1, dtype=np.int64)
    place[plan.listed["parent"][mine]] = mine  # at most one of this cause comes of each
    drawn = place[parent]
    chance = inputs.displacement.chance(of, partner, level_at(inputs, levels, at))
    due = np.flatnonzero(drawn >= 0)
    due = due[plan.listed["luck"][drawn[due]] < chance[due]]
    row[due] = plan.first + drawn[due]
    comes[due] = at[due] + plan.listed["after_ms"][drawn[due]]
    resolved = inputs.displacement.is_resolved(book, np.ascontiguousarray(keys), partner) & (row < 0)
    return Undone(parent, partner, at.astype(np.int64), row, comes, resolved)


def level_at(inputs: Inputs, levels: Floats, at: Ints) -> Floats:
    """Return what was asked at each time ``at``, as a multiple; at the instant of bookkeeping still what was asked before."""
    known = np.concatenate([inputs.displacement.expectation["level"], levels])
    return known[np.searchsorted(inputs.nights[:, 0], at, side="left")] if levels.size else np.ones(at.size)


def displacement_faults(inputs: Inputs, practice: Records, jobs: Records, levels: Floats, services: Records) -> Iterator[str]:
    """Yield what does not balance, in words.

    Jobs asked for = served, under way, left undone and waiting still, each in one way only and when it should; requests = met,
    done by officers instead or left, and open; people brought to a place = taken on, left at its limit, and waiting still; units
    busy at the end = those with a job or a request.  What was left undone came to the police where its luck said so, as the
    incident the plan names and at its time, and no other incident came for that reason.
    """
    if not inputs.displacement.on:
        return
    yield from _job_faults(inputs, jobs)
    yield from _request_faults(inputs, practice)
    yield from _place_faults(inputs, practice)
    yield from _unit_faults(inputs, practice, jobs, services)
    books = {PARTNER_GAP: requests_undone(inputs, practice, levels), PLACE_GAP: people_left(inputs, practice, levels),
             UNSERVED: jobs_undone(inputs, jobs, levels)}  # fmt: skip
    for cause, undone in books.items():
        expected = np.full(inputs.incidents.size, -1, dtype=np.int64)
        came = undone.displaced & (undone.comes < inputs.horizon_ms)
        expected[undone.row[came]] = undone.comes[came]
        mine = inputs.returns.is_of(cause, inputs.incidents.size)
        wrong = int((practice["logged"][mine] != expected[mine]).sum())
        if wrong:
            yield f"{wrong} incidents displaced for cause {cause} came at another time than they should, or should not"
        ends = undone.displaced.astype(np.int64) + undone.resolved + undone.lost
        if (ends != 1).any():
            yield f"{int((ends != 1).sum())} things that partners left undone have no fate, or two"


def _job_faults(inputs: Inputs, jobs: Records) -> Iterator[str]:
    asked, taken, left = inputs.background["asked"], jobs["taken"], jobs["left"]
    patience = inputs.displacement.gaps["patience_ms"][inputs.background["partner"]]
    leaves = np.where(patience >= 0, asked + patience, inputs.horizon_ms)
    ever = asked < inputs.horizon_ms
    ends = (taken >= 0).astype(np.int64) + (left >= 0)
    if (ends > ever).any():
        yield f"{int((ends > ever).sum())} partners' jobs were both served and left, or before they were asked for"
    late = (taken >= 0) & ((taken < asked) | ((taken >= leaves) & (patience >= 0) & (taken > asked)))
    gone = (left >= 0) & (left != leaves)
    waiting = ever & (ends == 0) & (leaves < inputs.horizon_ms)
    if late.any() or gone.any() or waiting.any():
        yield (f"{int(late.sum())} partners' jobs were taken when they had left, {int(gone.sum())} left at another time than "
               f"they should, {int(waiting.sum())} wait though they should have left")  # fmt: skip


def _request_faults(inputs: Inputs, practice: Records) -> Iterator[str]:
    asked, answered, unmet = practice["asked"] >= 0, practice["answered"] >= 0, not_met(practice)
    waiting = practice["partner_stage"] == IN_QUEUE
    ends = (answered & ~unmet).astype(np.int64) + (answered & unmet) + waiting
    if (ends != asked).any():
        yield f"{int((ends != asked).sum())} requests to partners are not met, not met and open, or several of these"


def _place_faults(inputs: Inputs, practice: Records) -> Iterator[str]:
    brought, taken, left = practice["at_place"] >= 0, practice["place_taken"] >= 0, practice["place_ended"] == LEFT
    ends = taken.astype(np.int64) + left + (practice["place_stage"] == IN_QUEUE)
    if (ends != brought).any():
        yield f"{int((ends != brought).sum())} people brought to places are not taken on, left and waiting, or several of these"
    limits = np.array([rules.give_up_ms for rules in inputs.partners] + [0], dtype=np.int64)  # the last where there is no place
    limit = limits[practice["place"].astype(np.int64) - 1]
    wrong = left & (practice["place_over"] != practice["at_place"] + limit)
    if wrong.any():
        yield f"{int(wrong.sum())} people were left at places at another time than the limit"


def _unit_faults(inputs: Inputs, practice: Records, jobs: Records, services: Records) -> Iterator[str]:
    at, partner = inputs.background, inputs.incidents["partner"]
    kept = (jobs["taken"] >= 0) & (jobs["taken"] + at["care_ms"] >= inputs.horizon_ms)
    met = (practice["answered"] >= 0) & ~not_met(practice)
    for p in range(len(inputs.partners) - len(inputs.suites.names)):
        rules, with_police = inputs.partners[p], 0
        brought = (practice["place_taken"] >= 0) & (practice["place"] == 1 + p)
        for members, since, draws in ((met & (partner == p), "answered", AT_SCENE), (brought, "place_taken", AT_PLACE)):
            mine = np.flatnonzero(members)
            with_police += units_kept(
                np.ascontiguousarray(inputs.incidents["key"][mine]), np.ascontiguousarray(practice[since][mine]),
                rules.handover_row, rules.care_row, *draws, inputs.durations, inputs.horizon_ms,
            )
        busy, found = int(services["busy"][p]), int((kept & (at["partner"] == p)).sum()) + with_police
        if busy != found:
            yield f"partner {p} has {busy} units busy, {found} jobs and requests under way"
