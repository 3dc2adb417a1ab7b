"""Where the force is stable, strained or runs away, over two axes of a sweep: distributions over runs, no means.

Near a tipping point some runs run away and others do not, so that a mean is of neither. Each cell says how many did, and between
which values the middle four fifths of runs lie.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from sim.experiments.stability import MAJORITY
from sim.metrics import METRICS
from sim.reports.charts import Table
from sim.reports.results import Option, Results
from sim.reports.words import capital, counted, figure, joined

STRAINED_FROM = 0.75
"""A run is strained where officers are busy for more than this share of their time: by judgement, no published limit."""
STATES = ("stable", "strained", "on the edge", "running away")
SHOWN = {"utilisation": "busy", "sick_days": "sick days"}
INNER = (0.1, 0.9)
NOTE = (
    "How many runs had a queue that grows without end (for all grades together or for one), and the middle four fifths of runs: "
    "how busy officers are, and sick days an officer a year. Strained: nothing ran away, and in half the runs or more "
    f"officers are busy for more than {STRAINED_FROM:.0%} of their time, by judgement. No mean across an edge is shown."
)


def stability_map(results: Results) -> tuple[str, str, Table] | None:
    """Return (title, note, table): rows by all axes but the last, columns by the last; None where nothing came near the edge."""
    if len(results.axes) < 2 or not any(_ran_away(results, option) for option in results.options):
        return None
    *others, last = results.axes
    columns = list(dict.fromkeys(option.settings[last] for option in results.options))
    rows: dict[str, dict[str, str]] = {}
    states: list[str] = []
    for option in results.options:
        state, cell = _cell(results, option)
        states.append(state)
        rows.setdefault("; ".join(option.settings[axis] for axis in others), {})[option.settings[last]] = cell
    counts = [f"{state} in {states.count(state)}" for state in STATES if state in states]
    title = f"Of {counted(len(states), 'combination')} the force is {joined(counts)}"
    table = Table(("", *map(capital, columns)), tuple((capital(row), *(cells.get(c, "\u2013") for c in columns))
                                                      for row, cells in rows.items()))  # fmt: skip
    return title, NOTE, table


def state_of(ran_away: int, runs: int, busy: Sequence[float]) -> str:
    """Return what a scenario is called: ``ran_away`` of its ``runs``, and how busy officers were in each."""
    if ran_away:
        return "running away" if ran_away >= MAJORITY * runs else "on the edge"
    known = [value for value in busy if math.isfinite(value)]
    return "strained" if known and 2 * sum(value > STRAINED_FROM for value in known) >= len(known) else "stable"


def _ran_away(results: Results, option: Option) -> int:
    return round(option.ran_away * results.replications) if math.isfinite(option.ran_away) else 0


def _cell(results: Results, option: Option) -> tuple[str, str]:
    ran_away, busy = _ran_away(results, option), results.samples(option.id, "utilisation").to_numpy(dtype="float64")
    state = state_of(ran_away, results.replications, busy.tolist())
    told = [f"{capital(state)}: {ran_away} of {counted(results.replications, 'run')} ran away"] if ran_away else [capital(state)]
    for name, noun in SHOWN.items():
        values = results.samples(option.id, name).to_numpy(dtype="float64")
        if np.isfinite(values).any():
            low, high = np.nanquantile(values, INNER)
            digits = f"{figure(METRICS[name], low)} to {figure(METRICS[name], high)}"
            told.append(f"{digits}{'%' * (METRICS[name].unit == 'share')} {noun}")
    return state, "; ".join(told)
