"""Small numbers: no figure about a group of fewer than ten officers leaves a replication; in its place stands "cannot be given".

The officers are synthetic, but a force copied from life makes them stand for real ones. Figures of incidents, callers and
partners are nobody's; the whole force is always shown, for a theory bench may have three officers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from sim.measures.window import Measure, Window
from sim.metrics import METRICS, SMALLEST_GROUP
from sim.scenario.interventions import LEVERS

OF_OFFICERS = ("officers", "welfare", "availability")  # families whose figures by area or team are of officers
CELLS = ("days", "service")  # kinds of group that divide all officers: what is shown is how many are in each


def hidden(sizes: Sequence[int], least: int) -> list[bool]:
    """Return which groups of one breakdown are not shown.

    Those with somebody in them, but fewer than ``least``; and the next smallest ones until at least ``least`` people and two
    groups are hidden together, for all groups add up to a total that is known.
    """
    out = [0 < size < least for size in sizes]
    while any(out):
        held = [size for size, hides in zip(sizes, out, strict=True) if hides]
        if len(held) > 1 and sum(held) >= least:
            break
        shown = [place for place, size in enumerate(sizes) if size and not out[place]]
        if not shown:
            break
        out[min(shown, key=lambda place: sizes[place])] = True
    return out


def protected(window: Window, rows: Iterable[Measure]) -> list[Measure]:
    """Return the rows with those about a small group of officers given no value."""
    found = list(rows)
    small = _small_groups(window) | _small_cells(found)
    return [row._replace(value=math.nan) if _tells_of(row, small, window) else row for row in found]


def _tells_of(row: Measure, small: set[tuple[str, str]], window: Window) -> bool:
    """Return whether a row is about a small group of officers."""
    kind = row.group.partition("=")[0]
    if (row.metric, row.group) in small:
        return True
    if kind in ("area", "team") and METRICS[row.metric].family in OF_OFFICERS:
        return ("", row.group) in small
    if row.metric == "cases_per_investigator" and row.group:
        return 0 < row.denominator < SMALLEST_GROUP
    if row.metric == "officers_reached":
        return 0 < row.value < SMALLEST_GROUP
    if kind == "who":  # officers x periods of 28 days
        return 0 < row.denominator < SMALLEST_GROUP * max(1, window.inputs.exposures.n_whole)
    return False


def _small_groups(window: Window) -> set[tuple[str, str]]:
    """Return the areas and teams of officers that are not shown, under the name "", and what eases the strain of a few."""
    inputs, out = window.inputs, set()
    own = inputs.seat_area[: inputs.n_own]
    areas = [f"area={name}" for name in window.scenario.force.areas]
    mine = (inputs.tours["seat"] < inputs.n_own)[: inputs.n_own_tours]
    seats, teams = inputs.tours["seat"][: mine.size][mine], inputs.tours["team"][: mine.size][mine]
    of_team = np.unique(np.column_stack([teams, seats]), axis=0)[:, 0] if mine.any() else np.zeros(0, dtype=np.int64)
    for names, numbers in ((areas, own), ([f"team={n + 1}" for n in range(int(of_team.max(initial=-1)) + 1)], of_team)):
        heads = np.bincount(numbers, minlength=len(names))
        hides = hidden(heads.tolist(), SMALLEST_GROUP)
        out |= {("", name) for name, hide in zip(names, hides, strict=False) if hide}
    reached = [(name, int((inputs.levers.reached >> number & 1).sum())) for number, name in enumerate(LEVERS)]
    return out | {("strain_eased", f"lever={name}") for name, heads in reached if 0 < heads < SMALLEST_GROUP}


def _small_cells(rows: Sequence[Measure]) -> set[tuple[str, str]]:
    """Return the cells of breakdowns of all officers that are not shown, (metric, group)."""
    cells: dict[tuple[str, str], list[Measure]] = {}
    for row in rows:
        kind = row.group.partition("=")[0]
        if kind in CELLS:
            cells.setdefault((row.metric, kind), []).append(row)
    out = set()
    for (metric, _), those in cells.items():
        sizes = [round(row.value * row.denominator) if math.isfinite(row.value) else 0 for row in those]
        out |= {(metric, row.group) for row, hide in zip(those, hidden(sizes, SMALLEST_GROUP), strict=True) if hide}
    return out
