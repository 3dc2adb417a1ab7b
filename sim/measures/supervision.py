"""Who is there to supervise: constables for each sergeant on duty, and hours in which an area has none."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import BUSY, ON_DUTY
from kernels.profile import time_by_hour
from sim.inputs.inputs import Floats
from sim.measures.window import HOURS_OF_WEEK, Mask, Measure, Window, ratio
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


def _areas(window: Window) -> dict[str, Mask]:
    return {name: window.tours["area"] == index for index, name in enumerate(window.scenario.force.areas)}


def _in_hours(window: Window, who: Mask) -> Floats:
    """Return the milliseconds of tours ``who`` in each hour of the period, (hours,)."""
    calendar = window.calendar
    out = np.zeros(calendar.hour_start_ms.size)
    time_by_hour(
        window.done["on"][who], window.duty_end[who], np.ones(int(who.sum())), calendar.hour_start_ms.astype(np.int64),
        np.arange(out.size, dtype=np.int64), window.low, window.high, out,
    )  # fmt: skip
    return out


def _in_week(window: Window, who: Mask) -> Floats:
    return window.by_hour(window.done["on"][who], window.duty_end[who], np.ones(int(who.sum())))
