"""How a study begins: nothing has happened yet, and everybody is rested.

The stated rule: the force starts empty at local midnight, officers as after ordinary nights at home, sickness as its history
before the study left it.  The warm-up that follows is simulated like any other day and not measured.
"""

from __future__ import annotations

import numpy as np

from kernels.fatigue import RESTED_RISE_H, RESTED_S
from kernels.records import DONE, PRACTICE, PROTECTED_DONE
from kernels.unified import RESTED_DEBT, RESTED_PRESSURE
from sim.inputs.inputs import PROTECTED_KINDS, Inputs, Records

HOUR_MS = 3_600_000
REST_BEFORE_MS = -8 * HOUR_MS  # everybody's last tour is taken to have ended at 16:00 on the eve
RESTED_SLEEP_MS = 8 * HOUR_MS
RESTED = np.dtype([("last_off", np.int64), ("woke_at", np.int64), ("slept_ms", np.int64), ("s_wake", np.float64),
                   ("pressure", np.float64), ("debt", np.float64)])  # the last two of the unified model, 0 without


def rested_start(inputs: Inputs) -> Records:
    """Return every seat's sleep at the start of the study, (seats,) RESTED: up since the usual hour of the eve."""
    out = np.zeros(inputs.n_seats, dtype=RESTED)
    out["last_off"] = REST_BEFORE_MS
    out["slept_ms"] = RESTED_SLEEP_MS
    out["woke_at"] = np.rint((inputs.fatigue[:, RESTED_RISE_H] - 24.0) * HOUR_MS).astype(np.int64)
    out["s_wake"] = inputs.fatigue[:, RESTED_S]
    out["pressure"], out["debt"] = inputs.fatigue[:, RESTED_PRESSURE], inputs.fatigue[:, RESTED_DEBT]
    return out


def blank_tours(n: int) -> Records:
    """Return ``n`` DONE records of tours that were not worked."""
    out = np.zeros(n, dtype=DONE)
    out["on"] = out["off"] = out["seat"] = out["ends"] = -1
    return out


def blank_protected(n: int) -> Records:
    """Return (``n``, 2) PROTECTED_DONE records of tours that have not begun."""
    out = np.zeros((n, len(PROTECTED_KINDS)), dtype=PROTECTED_DONE)
    out["began"] = -1
    return out


def blank_practice(n: int) -> Records:
    """Return ``n`` PRACTICE records of incidents that are still to come."""
    out = np.zeros(n, dtype=PRACTICE)
    for name in ("logged", "sent", "arrived", "started", "ended", "asked", "answered", "handed_over", "closed",
                 "arrested", "at_suite", "booking", "booked_in", "file_built", "writing", "left_for_place", "at_place",
                 "place_taken", "place_over"):
        out[name] = -1
    return out
