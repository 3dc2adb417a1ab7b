"""Protected time for cases worked by hand: who is a sergeant, and how much time of which kind a tour is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from kernels.clock import MINUTE_MS
from kernels.records import PROTECTED
from sim.inputs.inputs import PROTECTED_KINDS, Inputs
from sim.outcome import Outcome

SUPERVISION, DESK = range(2)


def time(
    minutes: float = 0, *, per_officer: float = 0, per_crime: float = 0, begins: float = 0, until: float = 600, grades: int = 0,
    keep: int = 0,
) -> dict[str, int]:  # fmt: skip
    """Return the rules of one kind: ``minutes`` and what is added to them, from ``begins`` to ``until`` minutes of the tour."""
    amounts = {"base_ms": minutes, "per_officer_ms": per_officer, "per_crime_ms": per_crime, "from_ms": begins, "until_ms": until}
    return {name: round(value * MINUTE_MS) for name, value in amounts.items()} | {"grades": grades, "keep": keep}


def with_protected(
    inputs: Inputs, supervision: dict[str, int] | None = None, desk: dict[str, int] | None = None, sergeants: Sequence[int] = ()
) -> Inputs:
    """Return ``inputs`` with protected time; ``sergeants`` are seats."""
    rules = np.zeros(len(PROTECTED_KINDS), dtype=PROTECTED)
    for row, words in enumerate((supervision, desk)):
        for name, value in (words or {}).items():
            rules[name][row] = value
    return replace(inputs, protected=rules, sergeants=np.isin(np.arange(inputs.n_own), list(sergeants)))


def of_time(outcome: Outcome, kind: int, field: str) -> list[Any]:
    """Return a field of one kind of protected time, by tour; times in minutes, -1 none."""
    values = outcome.protected[field][:, kind].tolist()
    return [value / MINUTE_MS if field in ("due_ms", "had_ms", "began") and value >= 0 else value for value in values]
