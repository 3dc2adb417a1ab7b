"""What the officers of each area bear: the same figures as of the whole force, by the area of an officer's post.

Incidents of an area are another thing: crews of neighbours may attend them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from kernels.careers import GONE_DAYS
from kernels.kinds import BUSY, ON_DUTY
from sim.inputs.inputs import Floats, Ints
from sim.measures.window import DAY_MS, HOUR_MS, YEAR_MS, Measure, Window, ratio
from sim.outcome import ROSTERED


def area_measures(window: Window) -> Iterator[Measure]:
    """Yield measures of the officers family by area; nothing where the force has one area. Small areas are hidden elsewhere."""
    names = list(window.scenario.force.areas)
    if len(names) < 2:
        return
    home = window.inputs.seat_area[: window.inputs.n_own].astype(np.int64)
    years = _officer_years(window, home, len(names))
    for metric, amounts in _amounts(window).items():
        for name, amount, own in zip(names, _by_area(home, amounts, len(names)), years, strict=True):
            yield ratio(metric, amount, own, f"area={name}")
    accounts = window.outcome.accounts[: window.inputs.n_own, ROSTERED]
    present = _by_area(home, accounts[:, list(ON_DUTY)].sum(axis=1), len(names))
    busy = _by_area(home, accounts[:, list(BUSY)].sum(axis=1), len(names))
    for name, part, of in zip(names, busy, present, strict=True):
        yield ratio("utilisation", part, of, f"area={name}")


def _amounts(window: Window) -> dict[str, npt.NDArray[np.generic]]:
    """What each seat had of what is counted in a year of an officer, (own seats,)."""
    done, ended = window.done, window.ended
    began = window.own & (done["on"] >= window.low)
    paid, unpaid = (done[f"overtime_{what}"] + done[f"planned_{what}"] for what in ("paid", "unpaid"))
    found: dict[str, npt.NDArray[np.generic]] = {
        "quick_returns": _by_seat(window, done["quick_return"], began),
        "overtime_paid_hours": _by_seat(window, paid, ended) / HOUR_MS,
        "overtime_unpaid_hours": _by_seat(window, unpaid, ended) / HOUR_MS,
        "sick_days": window.outcome.seats["sick_days"][: window.inputs.n_own],
    }
    if window.inputs.rules.fatigue_on:
        found["kss7_hours"] = _by_seat(window, done["sleepy_ms"], ended & (done["spell_ms"] > 0)) / HOUR_MS
    return found


def _officer_years(window: Window, home: Ints, areas: int) -> Floats:
    """Return the officer-years of each area, without days on which nobody held a post; they add up to those of the force."""
    whole = np.full(home.size, window.years)
    if window.inputs.careers.on:
        whole -= window.outcome.careers[:, GONE_DAYS] * DAY_MS / YEAR_MS
    return _by_area(home, whole, areas)


def _by_seat(window: Window, amounts: npt.NDArray[np.generic], these: npt.NDArray[np.bool_]) -> Floats:
    """Return the sum of an amount of tours for each own seat; whole numbers stay exact up to 2^53."""
    return np.bincount(window.tours["seat"][these], weights=amounts[these], minlength=window.inputs.n_own).astype(np.float64)


def _by_area(home: Ints, amounts: npt.NDArray[np.generic], areas: int) -> Floats:
    return np.bincount(home, weights=amounts, minlength=areas).astype(np.float64)
