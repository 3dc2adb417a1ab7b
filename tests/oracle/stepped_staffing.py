"""A daily rhythm of incidents met by shifts of different strength, whose officers hand back their work or stay with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import linalg

from tests.oracle.markov import Floats, check_room

HOURS = 24
STEPS = 60  # of each hour
SIMPSON = np.tile([2.0, 4.0], STEPS // 2)[:STEPS]


@dataclass(frozen=True)
class Staffed:
    """A day that repeats itself, one number for each hour."""

    number_in_system: Floats  # mean over the hour
    wait_h: Floats  # mean wait of those who arrive in the hour, until somebody is sent for the first time

    def mean_wait_h(self, rates: Sequence[float]) -> float:
        """Return the mean wait of all who arrive in a day."""
        return float(np.average(self.wait_h, weights=rates))


def shifts_of_a_day(
    rates: Sequence[float], officers: Sequence[int], changes: Sequence[int], mu: float, size: int, *, handed_back: bool
) -> Staffed:
    """Return the periodic solution of M(t)/M/c(t), both constant within each hour of the day.

    At the hours ``changes`` everybody on duty goes home and others come.  ``handed_back``: the work under way goes back to
    the head of the queue and the newcomers take it on.  Otherwise those who leave stay with what they have, and the
    newcomers turn to what waits.  Numbers: forward equations of Kolmogorov 1931, *Math. Annalen* 104:415, for the number of
    incidents that are not in the hands of somebody held over (0 .. ``size``).  Waits: backward equations for the incidents
    ahead of an arrival, whatever comes after it.  Both disciplines: Ingolfsson, Akhmetshina, Budge, Li and Wu 2007,
    *INFORMS Journal on Computing* 19:201.
    """
    n = np.arange(size + 1)
    ends = {hour: int(officers[hour - 1]) for hour in changes}  # who goes home then
    kept = {hour: _without(c, size) for hour, c in ends.items()} if not handed_back else {}
    forward = [linalg.expm(_births(rate, mu, c, size) / STEPS) for rate, c in zip(rates, officers, strict=True)]
    backward = [_still_ahead(mu, c, size) for c in officers]

    p = _repeating(_day(forward, kept))
    w = _repeating_affine(backward, officers, kept)
    held = _held_at_midnight(forward, kept, ends, mu, p)
    waits = _waits(backward, officers, kept, w)
    numbers, mean_waits, full = np.zeros(HOURS), np.zeros(HOURS), 0.0
    for hour in range(HOURS):
        if hour in kept:
            held += float(p @ np.minimum(n, ends[hour]))
            p = kept[hour] @ p
        weight = np.append(SIMPSON, 1.0) / (3.0 * STEPS)
        weight[0] = 1.0 / (3.0 * STEPS)
        for step in range(STEPS + 1):
            numbers[hour] += weight[step] * (float(p @ n) + held * np.exp(-mu * step / STEPS))
            mean_waits[hour] += weight[step] * float(p @ waits[hour][step])
            full = max(full, float(p[-1]))
            if step < STEPS:
                p = forward[hour] @ p
        held *= np.exp(-mu)
    check_room(full, f"{size} places")
    return Staffed(numbers, mean_waits)


def _births(rate: float, mu: float, c: int, size: int) -> Floats:
    """Return the generator of M/M/c, columns = from; who finds ``size`` there is lost."""
    n = np.arange(size + 1)
    down, up = mu * np.minimum(n, c)[1:], np.full(size, rate)
    out = np.diag(up, -1) + np.diag(down, 1)
    return out - np.diag(out.sum(axis=0))


def _without(c: int, size: int) -> Floats:
    """Return the matrix that takes the first ``c`` of those in the system away."""
    out = np.zeros((size + 1, size + 1))
    out[np.maximum(np.arange(size + 1) - c, 0), np.arange(size + 1)] = 1.0
    return out


def _still_ahead(mu: float, c: int, size: int) -> Floats:
    """Return one step of the mean wait w, backward in time, as a matrix on (w, 1); w = 0 with fewer than ``c`` ahead."""
    out = np.zeros((size + 2, size + 2))
    waiting = np.arange(c, size + 1)
    out[waiting, waiting], out[waiting, waiting - 1], out[waiting, size + 1] = -c * mu, c * mu, 1.0
    return np.asarray(linalg.expm(out / STEPS))


def _day(forward: list[Floats], kept: dict[int, Floats]) -> Floats:
    out = np.eye(forward[0].shape[0])
    for hour, step in enumerate(forward):
        out = np.linalg.matrix_power(step, STEPS) @ kept.get(hour, np.eye(step.shape[0])) @ out
    return out


def _repeating(day: Floats) -> Floats:
    """Return the probabilities that a day leaves as they were."""
    balance = day - np.eye(day.shape[0])
    balance[-1] = 1.0
    return np.linalg.solve(balance, np.append(np.zeros(day.shape[0] - 1), 1.0))


def _hour_back(step: Floats, c: int, kept: Floats | None) -> Floats:
    """Return what an hour does to (w, 1), from its end to its beginning and through the change before it."""
    sent = np.eye(step.shape[0])
    sent[np.arange(c), np.arange(c)] = 0.0  # with officers enough nobody waits
    out = np.linalg.matrix_power(step, STEPS) @ sent
    return out if kept is None else linalg.block_diag(kept.T, 1.0) @ out


def _repeating_affine(backward: list[Floats], officers: Sequence[int], kept: dict[int, Floats]) -> Floats:
    """Return (w, 1) at midnight."""
    day = np.eye(backward[0].shape[0])
    for hour in reversed(range(HOURS)):
        day = _hour_back(backward[hour], officers[hour], kept.get(hour)) @ day
    size = day.shape[0] - 1
    return np.append(np.linalg.solve(np.eye(size) - day[:size, :size], day[:size, size]), 1.0)


def _waits(backward: list[Floats], officers: Sequence[int], kept: dict[int, Floats], midnight: Floats) -> list[Floats]:
    """Return the mean wait by number ahead at each step of each hour, (hours)(steps + 1, size + 1)."""
    out: list[Floats] = []
    w = midnight
    for hour in reversed(range(HOURS)):
        w = w.copy()
        w[: officers[hour]] = 0.0
        steps = [w]
        for _ in range(STEPS):
            steps.append(backward[hour] @ steps[-1])
        out.append(np.array(steps[::-1])[:, :-1])
        w = steps[-1]
        if hour in kept:
            w = np.append(kept[hour].T @ w[:-1], 1.0)
    return out[::-1]


def _held_at_midnight(
    forward: list[Floats], kept: dict[int, Floats], ends: dict[int, int], mu: float, p: Floats
) -> float:
    """Return the mean number in the hands of officers held over at midnight, in a day that repeats itself."""
    held = 0.0
    for hour, step in enumerate(forward):
        if hour in kept:
            held += float(p @ np.minimum(np.arange(p.size), ends[hour]))
            p = kept[hour] @ p
        p = np.linalg.matrix_power(step, STEPS) @ p
        held *= np.exp(-mu)
    return float(held / (1.0 - np.exp(-mu * HOURS)))
