"""What partners left undone, what of it came to the police, what that took, and how much more was asked for it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import CALLED_AGAIN, CLOSED
from sim.inputs.inputs import Ints
from sim.measures.window import HOUR_MS, YEAR_MS, Mask, Measure, Window, ratio
from sim.outcome_displacement import Undone, jobs_undone, level_at, not_met, requests_undone

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
    outcome, inputs = window.outcome, window.inputs
    books = (requests_undone(inputs, outcome.incidents, outcome.levels), jobs_undone(inputs, outcome.jobs, outcome.levels))
    answered, taken = window.practice["answered"], outcome.jobs["taken"]
    met = (np.where(not_met(outcome.incidents), -1, answered), taken)
    partner_of = np.full(window.incidents.size, -1, dtype=np.int64)  # of what came to the police, the partner who left it
    for undone in books:
        came = undone.displaced & (undone.comes < window.high)
        partner_of[undone.row[came]] = undone.partner[came]
    asked_of = (window.incidents["partner"], inputs.background["partner"])
    names = list(window.scenario.partners.services)
    for p, name in ((-1, ""), *enumerate(names)):
        group = f"partner={name}" if name else ""
        yield from _fates(window, books, met, asked_of, p, group)
        members = partner_of == p if name else partner_of >= 0
        yield from _came(window, "displaced", members, group)
    for kind, name in enumerate(window.scenario.demand.types):
        mine = (partner_of >= 0) & (window.incidents["kind"] == kind)
        if any(name in fate.becomes for unmet in window.scenario.displacement.services.values()
               for fate in (unmet.jobs, unmet.requests)):  # fmt: skip
            yield from _came(window, "displaced", mine, f"type={name}")


def _fates(
    window: Window, books: tuple[Undone, Undone], met: tuple[Ints, Ints], asked_of: tuple[Ints, Ints], p: int, group: str
) -> Iterator[Measure]:
    """Yield what became of what all partners (``p`` -1), or one of them, left undone in the period."""
    mine = [_within(window, undone.at) & ((undone.partner == p) | (p < 0)) for undone in books]
    n = [int(members.sum()) for members in mine]
    done = sum(int((_within(window, at) & ((partner == p) | ((p < 0) & (partner >= 0)))).sum())
               for at, partner in zip(met, asked_of, strict=True))  # fmt: skip
    unmet = sum(n)
    yield ratio("unmet", unmet, window.years, group)
    yield ratio("unmet_own", n[1], window.years, group)
    yield ratio("unmet_share", unmet, unmet + done, group)
    for fate in ("displaced", "resolved", "lost"):
        count = sum(int(getattr(undone, fate)[members].sum()) for undone, members in zip(books, mine, strict=True))
        yield ratio(f"unmet_{fate}_share", count, unmet, group)
    # Officers did every request themselves; what came of one later is no other gap.
    of_jobs = int((window.practice["stage"][books[1].row[mine[1] & books[1].displaced]] == CLOSED).sum())
    yield ratio("gaps_filled_share", n[0] + of_jobs, unmet, group)


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
