"""What partners left undone, what of it came to the police, what that took, and how much more was asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kernels.kinds import CALLED_AGAIN, CLOSED
from sim.inputs.inputs import Ints
from sim.measures.window import HOUR_MS, YEAR_MS, Mask, Measure, Window, ratio
from sim.outcome_displacement import Undone, jobs_undone, level_at, not_met, people_left, requests_undone

QUARTER_MS = YEAR_MS // 4


def displacement_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of displacement; none when it is off."""
    plan = window.inputs.displacement
    if not plan.on:
        return
    if window.services:
        yield from _of_gaps(window)
    if plan.loop:
        yield from _levels(window)
    if window.scenario.displacement.calls_again.on:
        again = window.inputs.returns.is_of(CALLED_AGAIN, window.incidents.size)
        yield from _came(window, "called_again", again)


def _of_gaps(window: Window) -> Iterator[Measure]:
    books = [_requests(window), _people(window), _jobs(window)]
    partner_of = np.full(window.incidents.size, -1, dtype=np.int64)  # of what came to the police, the partner who left it
    for undone in (book.undone for book in books):
        came = undone.displaced & (undone.comes < window.high)
        partner_of[undone.row[came]] = undone.partner[came]
    names = list(window.scenario.partners.services)
    for p, name in ((-1, ""), *enumerate(names)):
        group = f"partner={name}" if name else ""
        yield from _fates(window, books, p, group)
        members = partner_of == p if name else partner_of >= 0
        yield from _came(window, "displaced", members, group)
    for kind, name in enumerate(window.scenario.demand.types):
        mine = (partner_of >= 0) & (window.incidents["kind"] == kind)
        if any(name in fate.becomes for unmet in window.scenario.displacement.services.values()
               for fate in (unmet.jobs, unmet.requests)):  # fmt: skip
            yield from _came(window, "displaced", mine, f"type={name}")


@dataclass(frozen=True)
class _Book:
    """What partners did of one kind of work, and what they left undone of it."""

    done: Ints  # ms: when a partner took each on, -1 never; one for each that there may be
    partner: Ints  # whose it was, -1 nobody's
    undone: Undone
    filled: Mask  # which of those left undone the police did


def _requests(window: Window) -> _Book:
    """The requests of the police, made at a scene; whoever gives up waiting does it himself."""
    practice = window.outcome.incidents
    undone = requests_undone(window.inputs, practice, window.outcome.levels)
    done = np.where(not_met(practice), -1, practice["answered"])
    conveyed = practice["gave_up"][undone.parent] == 1
    return _Book(done, window.incidents["partner"].astype(np.int64), undone, conveyed | _did_what_came(window, undone))


def _people(window: Window) -> _Book:
    """The people whom officers brought to a partner's place."""
    practice = window.outcome.incidents
    undone = people_left(window.inputs, practice, window.outcome.levels)
    return _Book(practice["place_taken"], practice["place"].astype(np.int64) - 1, undone, _did_what_came(window, undone))


def _jobs(window: Window) -> _Book:
    """The partners' own jobs."""
    undone = jobs_undone(window.inputs, window.outcome.jobs, window.outcome.levels)
    partner = window.inputs.background["partner"].astype(np.int64)
    return _Book(window.outcome.jobs["taken"], partner, undone, _did_what_came(window, undone))


def _did_what_came(window: Window, undone: Undone) -> Mask:
    return np.asarray(undone.displaced & (window.practice["stage"][undone.row] == CLOSED))


def _fates(window: Window, books: list[_Book], p: int, group: str) -> Iterator[Measure]:
    """Yield what became of what all partners (``p`` -1), or one of them, left undone in the period."""
    mine = [_within(window, book.undone.at) & ((book.undone.partner == p) | (p < 0)) for book in books]
    done = sum(int((_within(window, book.done) & (book.partner >= 0) & ((book.partner == p) | (p < 0))).sum()) for book in books)
    unmet = sum(int(members.sum()) for members in mine)
    yield ratio("unmet", unmet, window.years, group)
    yield ratio("unmet_own", int(mine[-1].sum()), window.years, group)
    yield ratio("unmet_share", unmet, unmet + done, group)
    for fate in ("displaced", "resolved", "lost"):
        count = sum(int(getattr(book.undone, fate)[members].sum()) for book, members in zip(books, mine, strict=True))
        yield ratio(f"unmet_{fate}_share", count, unmet, group)
    filled = sum(int(book.filled[members].sum()) for book, members in zip(books, mine, strict=True))
    yield ratio("gaps_filled_share", filled, unmet, group)


def _within(window: Window, at: Ints) -> Mask:
    return np.asarray((at >= window.low) & (at < window.high))


def _came(window: Window, name: str, members: Mask, group: str = "") -> Iterator[Measure]:
    """Yield how many incidents came that nobody planned, and the officer hours they took."""
    came = members & (window.practice["logged"] >= window.low)
    yield ratio(f"{name}_incidents", int(came.sum()), window.years, group)
    yield ratio(f"{name}_hours", float(window.officers_ms[came].sum()) / HOUR_MS, window.years, group)


def _levels(window: Window) -> Iterator[Measure]:
    """Yield what was asked, as a multiple, by the mean of the period and of each quarter of a year that is whole in it."""
    levels, nights = window.outcome.levels, window.inputs.nights[:, 0]
    measured = _within(window, nights)
    yield ratio("asked_level", float(levels[measured].sum()), int(measured.sum()))
    for quarter in range(int((window.high - window.low) // QUARTER_MS)):
        low = window.low + quarter * QUARTER_MS
        mine = (nights >= low) & (nights < low + QUARTER_MS)
        yield ratio("asked_level", float(levels[mine].sum()), int(mine.sum()), f"quarter={quarter + 1}")
    last = level_at(window.inputs, levels, np.array([window.high]))
    yield ratio("asked_level_end", float(last[0]), 1)
