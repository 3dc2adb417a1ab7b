"""Incidents that come back if they were cut short: rows behind all others that nobody logs unless that happens."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Records = npt.NDArray[np.void]


def _no_ints() -> Ints:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class RepeatPlan:
    """The k-th of them stands in row ``first`` + k of the incidents, and comes ``after_ms`` from the end of row ``parent``."""

    first: int = 0
    parent: Ints = field(default_factory=_no_ints)  # (k,) rows of the incidents
    after_ms: Ints = field(default_factory=_no_ints)  # (k,)

    @property
    def on(self) -> bool:
        """Whether anything can come back."""
        return self.parent.size > 0

    def is_one(self, n: int) -> npt.NDArray[np.bool_]:
        """Return which of ``n`` incidents come back, if they come at all."""
        return (np.arange(n) >= self.first) & self.on

    def by_parent(self, n: int) -> Ints:
        """Return for each of ``n`` incidents the place in this plan of what may come back of it, -1 nothing."""
        out = np.full(n if self.on else 0, -1, dtype=np.int64)
        out[self.parent] = np.arange(self.parent.size)
        return out


def first_rows(repeats: RepeatPlan, n: int) -> tuple[RepeatPlan, Ints]:
    """Return the plan of the first ``n`` incidents, and the rows that are left: those and what comes back of them."""
    if not repeats.on:
        return repeats, np.arange(n, dtype=np.int64)
    kept = np.flatnonzero(repeats.parent < n)
    rows = np.concatenate([np.arange(n, dtype=np.int64), repeats.first + kept])
    return RepeatPlan(n, repeats.parent[kept], repeats.after_ms[kept]), rows


def reordered(repeats: RepeatPlan, order: Ints) -> RepeatPlan:
    """Return the plan once the incidents, perhaps with others, stand in another ``order``; what comes back stays last."""
    if not repeats.on:
        return repeats
    return replace(repeats, first=order.size - repeats.parent.size, parent=np.argsort(order)[repeats.parent])
