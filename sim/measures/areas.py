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
from sim.measures.officers import borne
from sim.measures.window import DAY_MS, YEAR_MS, Measure, Window, ratio
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
    seats, n = window.tours["seat"], window.inputs.n_own
    own = seats < n
    found: dict[str, npt.NDArray[np.generic]] = {
        metric: np.bincount(seats[own], weights=amounts[own], minlength=n) / unit  # whole numbers stay exact up to 2^53
        for metric, (amounts, unit) in borne(window).items()
    }
    return found | {"sick_days": window.outcome.seats["sick_days"][:n]}


def _officer_years(window: Window, home: Ints, areas: int) -> Floats:
    """Return the officer-years of each area, without days on which nobody held a post; they add up to those of the force."""
    whole = np.full(home.size, window.years)
    if window.inputs.careers.on:
        whole -= window.outcome.careers[:, GONE_DAYS] * DAY_MS / YEAR_MS
    return _by_area(home, whole, areas)


def _by_area(home: Ints, amounts: npt.NDArray[np.generic], areas: int) -> Floats:
    return np.bincount(home, weights=amounts, minlength=areas).astype(np.float64)
