"""What of a replication's figures is about few officers, and is not kept: in its place stands "cannot be given".

The rule is in `sim.metrics.small_groups`. Figures of incidents, callers and partners are nobody's; the whole force is always
shown, for a theory bench may have three officers, but not how few of it something befell.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from sim.measures.front_door import POOLS
from sim.measures.window import Measure, Window
from sim.metrics import METRICS
from sim.metrics.pools import POOLS as POOL_METRICS
from sim.metrics.small_groups import CELLS, COUNTED, PARTS_OF_THE_FORCE, REACH, SMALLEST_GROUP, hidden, is_small_part
from sim.scenario.interventions import LEVERS

EVERYBODY = ""  # the group
OF_OFFICERS = ("officers", "welfare", "availability")  # families whose figures by area, team or pool are of people


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
    if kind in PARTS_OF_THE_FORCE and (METRICS[row.metric].family in OF_OFFICERS or row.metric == "cases_per_investigator"):
        return ("", row.group) in small
    if row.metric in COUNTED:
        return math.isfinite(row.value) and is_small_part(_counted(row), round(row.denominator))
    if kind == "who":  # officers x periods of 28 days
        return 0 < row.denominator < SMALLEST_GROUP * max(1, window.inputs.exposures.n_whole)
    return False


def _small_groups(window: Window) -> set[tuple[str, str]]:
    """Return the areas, teams and pools of people that are not shown, under the name "", and what tells of few by its metric."""
    inputs = window.inputs
    own = inputs.seat_area[: inputs.n_own]
    areas = [f"area={name}" for name in window.scenario.force.areas]
    mine = (inputs.tours["seat"] < inputs.n_own)[: inputs.n_own_tours]
    seats, teams = inputs.tours["seat"][: mine.size][mine], inputs.tours["team"][: mine.size][mine]
    of_team = np.unique(np.column_stack([teams, seats]), axis=0)[:, 0] if mine.any() else np.zeros(0, dtype=np.int64)
    names = [f"team={n + 1}" for n in range(int(of_team.max(initial=-1)) + 1)]
    out: set[tuple[str, str]] = set()
    for groups, numbers in ((areas, own), (names, of_team)):
        heads = np.bincount(numbers, minlength=len(groups))
        out |= {("", name) for name, hides in zip(groups, hidden(heads.tolist()), strict=False) if hides}
    # Teams of investigators and pools of the control room: no figure of theirs adds up to a total that is shown.
    few = {("", f"team={name}"): team.investigators for name, team in window.scenario.casework.teams.items()}
    if inputs.room.on:
        few |= {("", group): int(window.outcome.rooms[pool]["employed"]) for pool, group in POOLS.items()}
    out |= {row for row, heads in few.items() if 0 < heads < SMALLEST_GROUP}
    return out | _small_pools(window) | _small_reach(window)


def _small_pools(window: Window) -> set[tuple[str, str]]:
    """Return pools of few specials, PCSOs or volunteers, and the next smallest where the total gave one away, (metric, group)."""
    plan = window.inputs.pools
    heads = plan.heads.tolist()
    groups = [f"helpers={name}" for name, hides in zip(plan.names, hidden(heads), strict=True) if hides]
    groups += [EVERYBODY] if 0 < sum(heads) < SMALLEST_GROUP else []
    return {(metric.name, group) for metric in POOL_METRICS for group in groups}


def _small_reach(window: Window) -> set[tuple[str, str]]:
    """Return what tells of a lever that reaches few, (metric, group): with it what all cost, for prices are known."""
    reached = window.inputs.levers.reached
    few = [f"lever={name}" for number, name in enumerate(LEVERS) if 0 < int((reached >> number & 1).sum()) < SMALLEST_GROUP]
    out = {(metric, group) for metric in (*REACH, "strain_eased") for group in few}
    return out | {("interventions_cost", EVERYBODY)} if few else out


def _small_cells(rows: Sequence[Measure]) -> set[tuple[str, str]]:
    """Return the cells of breakdowns of all officers that are not shown, (metric, group)."""
    cells: dict[tuple[str, str], list[Measure]] = {}
    for row in rows:
        kind = row.group.partition("=")[0]
        if kind in CELLS:
            cells.setdefault((row.metric, kind), []).append(row)
    return {(metric, row.group) for (metric, _), those in cells.items()
            for row, hides in zip(those, hidden([_counted(row) for row in those]), strict=True) if hides}


def _counted(row: Measure) -> int:
    """Return how many officers a share counts."""
    return round(row.value * row.denominator) if math.isfinite(row.value) else 0
