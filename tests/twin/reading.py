"""Reading an outcome in minutes, for cases worked by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kernels.clock import MINUTE_MS
from kernels.kinds import CREW_SENT
from sim.inputs.inputs import Inputs
from sim.outcome import Outcome

Run = Callable[[Inputs], Outcome]


def times(outcome: Outcome, field: str) -> list[float]:
    """Return a time of every incident in minutes; -1 where it never came."""
    return _minutes(outcome.incidents[field])


def tour_minutes(outcome: Outcome, field: str) -> list[float]:
    """Return a time or a length of every tour in minutes; -1 where it never came."""
    return _minutes(outcome.tours[field])


def account(outcome: Outcome, seat: int, over: int = 0) -> dict[int, float]:
    """Return a seat's minutes in each status it was in, inside its tours or (``over`` = 1) beyond them."""
    booked = outcome.accounts[seat, over] / MINUTE_MS
    return {int(status): float(booked[status]) for status in np.flatnonzero(booked)}


def log(outcome: Outcome, *kinds: int) -> list[tuple[float, int, int, int]]:
    """Return the events of the log (minute, kind, a, b), all or those of ``kinds``."""
    rows = [row for row in outcome.log.tolist() if not kinds or row[1] in kinds]
    return [(at / MINUTE_MS, kind, a, b) for at, kind, a, b in rows]


def went(outcome: Outcome) -> list[tuple[float, int, int]]:
    """Return every crew sent: minute, incident, seat of its first officer."""
    return [(at, i, seat) for at, _, i, seat in log(outcome, CREW_SENT)]


def log_at(outcome: Outcome, minute: float) -> list[tuple[int, int, int]]:
    """Return the events (kind, a, b) of one instant, in order."""
    return [(kind, a, b) for at, kind, a, b in log(outcome) if at == minute]


def _minutes(values: np.ndarray) -> list[float]:
    return [float(value) / MINUTE_MS if value >= 0 else -1.0 for value in values.tolist()]
