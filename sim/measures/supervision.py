"""Who is there to supervise: constables for each sergeant on duty, hours without one, and what sergeants have time for."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import BUSY, ON_DUTY
from kernels.profile import time_by_hour
from sim.inputs.inputs import Floats, Ints
from sim.measures.window import HOUR_MS, HOURS_OF_WEEK, MINUTE_MS, Mask, Measure, Window, ratio
from sim.outcome import ROSTERED


def supervision_measures(window: Window) -> Iterator[Measure]:
    """Yield span of control, hours without a sergeant and how busy sergeants are; nothing where nobody is one."""
    if not window.scenario.supervision.on:
        return
    ranked = window.inputs.sergeants
    there = window.own & (window.done["crew"] > 0)
    sergeant = ranked[np.where(window.own, window.tours["seat"], 0)] & there
    constable = there & ~sergeant
    yield from _by_area(window, constable, sergeant)
    for group, members in {"": np.ones(there.size, dtype=np.bool_), **_shifts(window)}.items():
        yield from _in_and_out(window, constable & members, sergeant & members, group)
        yield from _own_work(window, sergeant & members, group)
    accounts = window.outcome.accounts[: window.inputs.n_own][ranked]
    present = int(accounts[:, ROSTERED][:, list(ON_DUTY)].sum())
    yield ratio("sergeants_busy_share", int(accounts[:, ROSTERED, BUSY].sum()), present)
    observed = window.hours_observed()
    led, leading = _in_week(window, constable), _in_week(window, sergeant)
    for hour in range(HOURS_OF_WEEK):
        if observed[hour] > 0 and leading[hour] > 0:
            yield Measure("span_by_hour", "", hour, float(led[hour] / leading[hour]), float(observed[hour]))


def _by_area(window: Window, constable: Mask, sergeant: Mask) -> Iterator[Measure]:
    led, leading, without, manned = 0.0, 0.0, 0, 0
    for name, members in _areas(window).items():
        people, heads = (_in_hours(window, who & members) for who in (constable, sergeant))
        worked, headed = people + heads > 0, heads > 0
        led, leading = led + float(people[headed].sum()), leading + float(heads[headed].sum())
        without, manned = without + int((worked & ~headed).sum()), manned + int(worked.sum())
        yield ratio("span_of_control", float(people[headed].sum()), float(heads[headed].sum()), f"area={name}")
        yield ratio("without_sergeant_share", int((worked & ~headed).sum()), int(worked.sum()), f"area={name}")
    yield ratio("span_of_control", led, leading)
    yield ratio("without_sergeant_share", without, manned)


def _in_and_out(window: Window, constable: Mask, sergeant: Mask, group: str) -> Iterator[Measure]:
    """Yield how much of their time these sergeants are out at incidents, and how many constables there are for one who is in."""
    led, leading, out = 0.0, 0.0, 0.0
    for members in _areas(window).values():
        heads, away = _in_hours(window, sergeant & members), _out_in_hours(window, (constable | sergeant) & members)
        led += float(_in_hours(window, constable & members)[heads > 0].sum())
        leading, out = leading + float(heads.sum()), out + float(away[heads > 0].sum())
    yield ratio("sergeants_out_share", out, leading, group)
    yield ratio("effective_span", led, leading - out, group)


def _own_work(window: Window, sergeant: Mask, group: str) -> Iterator[Measure]:
    """Yield how much of their supervisory work sergeants had time for, in tours worked to their end."""
    if not window.scenario.supervision.own_work.on:
        return
    time = window.outcome.protected[window.ended & sergeant, 0]
    due = time["due_ms"] - time["complaint_ms"] - time["prevention_ms"]
    had = np.clip(time["had_ms"] - time["complaint_ms"], 0, due)
    tours = int((due > 0).sum())
    yield ratio("supervision_had_share", int(had.sum()), int(due.sum()), group)
    yield ratio("supervision_min", int(had.sum()) / MINUTE_MS, tours, group)
    yield ratio("supervision_left_min", int((due - had).sum()) / MINUTE_MS, tours, group)


def _shifts(window: Window) -> dict[str, Mask]:
    """Return which tours are of which shift, by the local time at which they begin."""
    hour = window.calendar.wall_ms(np.clip(window.tours["start"], 0, window.high - 1)) // HOUR_MS % 24
    bounds = {"early": (3, 11), "late": (11, 18)}
    found = {f"shift={name}": (hour >= first) & (hour < last) for name, (first, last) in bounds.items()}
    return found | {"shift=night": (hour < 3) | (hour >= 18)}


def _areas(window: Window) -> dict[str, Mask]:
    return {name: window.tours["area"] == index for index, name in enumerate(window.scenario.force.areas)}


def _in_hours(window: Window, who: Mask) -> Floats:
    """Return the milliseconds of tours ``who`` in each hour of the period, (hours,)."""
    return _by_hour(window, window.done["on"][who], window.duty_end[who], np.ones(int(who.sum())))


def _out_in_hours(window: Window, tours: Mask) -> Floats:
    """Return the milliseconds that sergeants in crews of these tours were out in each hour of the period, (hours,)."""
    who = tours[window.sent["tour"]] & (window.sent["sergeants"] > 0)
    return _by_hour(window, window.sent["sent"][who], window.left_or_end[who], window.sent["sergeants"][who].astype(np.float64))


def _by_hour(window: Window, begin: Ints, end: Ints, weight: Floats) -> Floats:
    calendar = window.calendar
    out = np.zeros(calendar.hour_start_ms.size)
    time_by_hour(
        begin, end, weight, calendar.hour_start_ms.astype(np.int64), np.arange(out.size, dtype=np.int64), window.low, window.high,
        out,
    )  # fmt: skip
    return out


def _in_week(window: Window, who: Mask) -> Floats:
    return window.by_hour(window.done["on"][who], window.duty_end[who], np.ones(int(who.sum())))
