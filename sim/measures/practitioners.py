"""How long partners' practitioners ride along with crews: what a triage car or a joint team takes of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.crewing import pairs
from sim.inputs.inputs import Ints
from sim.inputs.tours_of_teams import first_of_teams
from sim.measures.window import HOUR_MS, Measure, Window, ratio


def practitioner_measures(window: Window) -> Iterator[Measure]:
    """Yield the hours a year that practitioners are planned to ride along, by service too; none where no car takes one."""
    services = window.scenario.crewing.triage_car.services
    if not services or not window.services:
        return
    hours = _car_ms(window) / HOUR_MS  # each car takes one practitioner of each service
    yield ratio("practitioner_hours", hours * len(services), window.years)
    for name in services:
        yield ratio("practitioner_hours", hours, window.years, f"partner={name}")


def _car_ms(window: Window) -> int:
    """Return the ms of the period in which cars are planned to take practitioners: of crews that the team can form."""
    tours = window.inputs.tours[: window.inputs.n_own_tours]
    first = first_of_teams(tours)
    if not first.size:
        return 0
    present = np.add.reduceat((tours["absent"] == 0).astype(np.int64), first)
    lead = tours[first]
    cars = np.where(lead["pool"] == 0, np.minimum(lead["cars"], _crews(window, present, lead["crew_size"])), 0)
    return int((cars * window.overlap_ms(lead["start"], np.minimum(lead["end"], lead["cars_until"]))).sum())


def _crews(window: Window, present: Ints, size: Ints) -> Ints:
    share = window.inputs.rules.double_share
    return np.array([n - pairs(n, each, share) for n, each in zip(present.tolist(), size.tolist(), strict=True)], dtype=np.int64)
