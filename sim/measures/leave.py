"""Annual leave by entitlement: taken, refused, carried over, lost."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import LEAVE, LEAVE_WHEN_UNWELL
from kernels.leave import FIRST_CHOICE, REFUSED, SECOND_CHOICE
from sim.inputs.availability_plan import LeaveBooks
from sim.inputs.inputs import Ints, Records
from sim.measures.window import Mask, Measure, Window, ratio

ENTRIES = ("entitled", "carried_in", "bought", "received", "taken", "given", "carried_out", "lost")


def leave_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of leave; none where it does not go by entitlement."""
    books = window.inputs.availability.leave
    if books is None:
        return
    low, high = _measured_days(window)
    yield from _taken(window, books)
    yield from _requests(window, books, low, high)
    yield from _short_notice(window, books, low, high)
    yield from _account(window, books, low, high)


def _measured_days(window: Window) -> tuple[int, int]:
    """Return the first measured date and the one after the last, days since 1 January 1970."""
    calendar = window.calendar
    warm_up = int(np.searchsorted(calendar.date_start_ms, window.low))
    return calendar.first_day_number + warm_up, calendar.first_day_number + calendar.n_days


def _taken(window: Window, books: LeaveBooks) -> Iterator[Measure]:
    on_leave = window.own & np.isin(window.done["reason"], (LEAVE, LEAVE_WHEN_UNWELL))
    taken = window.overlap_ms(window.tours["start"][on_leave], window.tours["end"][on_leave])
    yield ratio("leave_taken_days", int(taken.sum()) / books.day_ms, window.officer_years)


def _requests(window: Window, books: LeaveBooks, low: int, high: int) -> Iterator[Measure]:
    requests = books.requests[(books.requests["first"] >= low) & (books.requests["first"] < high)]
    refused = requests["outcome"] == REFUSED
    yield ratio("leave_requests", requests.size, window.officer_years)
    yield ratio("leave_refused", int(refused.sum()), window.officer_years)
    for group, members in _areas(window, requests):
        asked = int(members.sum())
        yield ratio("leave_refused_share", int(refused[members].sum()), asked, group)
        for name, choice in (("first", FIRST_CHOICE), ("second", SECOND_CHOICE)):
            yield ratio(f"leave_{name}_choice_share", int((requests["outcome"][members] == choice).sum()), asked, group)
    n = window.inputs.n_own
    often = np.bincount(requests["seat"][refused], minlength=n) >= window.scenario.abstraction.entitlement.often_refused
    yield ratio("leave_often_refused_share", int(often.sum()), n)


def _areas(window: Window, requests: Records) -> Iterator[tuple[str, Mask]]:
    area: Ints = window.inputs.seat_area[requests["seat"]]
    yield "", np.ones(requests.size, dtype=np.bool_)
    for index, name in enumerate(window.scenario.force.areas):
        yield f"area={name}", area == index


def _short_notice(window: Window, books: LeaveBooks, low: int, high: int) -> Iterator[Measure]:
    asked = books.short_notice[(books.short_notice["day"] >= low) & (books.short_notice["day"] < high)]
    yield ratio("leave_short_notice", int(asked["granted"].sum()), window.officer_years)
    yield ratio("leave_short_notice_refused_share", int((asked["granted"] == 0).sum()), asked.size)


def _account(window: Window, books: LeaveBooks, low: int, high: int) -> Iterator[Measure]:
    """Yield the mean leave account of an officer: whole leave years, each as much as the period holds of its days."""
    begins, ends = books.first_day[:-1], books.first_day[1:]
    days = np.clip(np.minimum(ends, high) - np.maximum(begins, low), 0, None)
    weight = np.repeat(days / max(int(days.sum()), 1), books.years.size // days.size)
    for entry in ENTRIES:
        total = float((books.years[entry] * weight).sum()) / books.day_ms
        yield ratio("leave_account", total, window.inputs.n_own, f"entry={entry}")
