"""Nights between tours drawn at random, to be asked of the kernel from Python and from inside another kernel."""

from __future__ import annotations

import numpy as np

from kernels import sleep as k
from kernels._jit import jit
from kernels.clock import DAY_MS, HOUR_MS

S_WAKE = 13.3


@jit
def _inside(pressure, debt, wakes, offs, ons, par, zone_at, zone_offset):
    out = np.empty((wakes.shape[0], 5))
    for i in range(wakes.shape[0]):
        out[i, 0], out[i, 1], out[i, 2], out[i, 3], out[i, 4] = k.sleep_until(
            S_WAKE, wakes[i], 0, pressure, debt, offs[i], ons[i], par, zone_at, zone_offset)
    return out


def assert_same_bits_from_inside_another_kernel(
    par: np.ndarray, clock: tuple[np.ndarray, np.ndarray], *, pressure: float, debt: float, seed: int, longest_days: int
) -> None:
    """Hundreds of gaps between tours end in the same five numbers, to the bit, wherever the question is asked from."""
    rng = np.random.default_rng(seed)
    offs = rng.integers(DAY_MS, 300 * DAY_MS, 400)
    ons = offs + rng.integers(0, longest_days * DAY_MS, 400)
    wakes = offs - rng.integers(HOUR_MS, 20 * HOUR_MS, 400)
    inside = _inside(pressure, debt, wakes, offs, ons, par, *clock)
    for row, woke, off, on in zip(inside, wakes.tolist(), offs.tolist(), ons.tolist(), strict=True):
        assert tuple(row) == tuple(k.sleep_until(S_WAKE, woke, 0, pressure, debt, off, on, par, *clock))
