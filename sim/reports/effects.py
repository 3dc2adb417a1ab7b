"""How the effects of a sweep add up: the main effect of each swept setting, and what all of them together add.

An effect is paired twice: by replication (common random numbers) and by the settings of the other axes. For one
replication it is the mean, over every combination of the other axes, of the value with the setting minus the value with
the baseline's setting. The replication is the unit of the interval, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.experiments.statistics import difference_interval, settled_before, verdict
from sim.metrics import METRICS
from sim.reports.results import CONFIDENCE, Option, Results

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Change:
    """One setting of one axis against the baseline's setting of it, or all settings together (axis "")."""

    axis: str
    words: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """The size of a change on one metric, in stored units; the interval is corrected for `family_size` intervals."""

    change: Change
    metric: str
    group: str
    mean: float
    low: float
    high: float
    n: int
    family_size: int
    verdict: str


def changes(results: Results) -> list[Change]:
    """Every swept setting that differs from the baseline's, with the scenario pairs that isolate it."""
    by_codes = {tuple(o.codes[a] for a in results.axes): o for o in results.options if o.stable}
    found = []
    for position, axis in enumerate(results.axes):
        start = results.baseline.codes[axis]
        for code, words in {o.codes[axis]: o.settings[axis] for o in results.options}.items():
            pairs = []
            for codes, option in by_codes.items():
                other = by_codes.get((*codes[:position], start, *codes[position + 1 :]))
                if codes[position] == code != start and other is not None:
                    pairs.append((option.id, other.id))
            if pairs:
                found.append(Change(axis, words, tuple(pairs)))
    return found


def everything_together(results: Results) -> tuple[Option, tuple[Option, ...]] | None:
    """The scenario with every axis moved, and the scenarios that move one of them alone; None where not all exist.

    Only for axes with two settings each: with more there is no single "everything".
    """
    axes = results.axes
    if len(axes) < 2 or any(len({o.codes[a] for o in results.options}) != 2 for a in axes):
        return None
    start = results.baseline.codes
    stable = [o for o in results.options if o.stable]
    moved = {tuple(a for a in axes if o.codes[a] != start[a]): o for o in stable}
    alone = [moved.get((a,)) for a in axes]
    together = moved.get(tuple(axes))
    if together is None or not results.baseline.stable or any(o is None for o in alone):
        return None
    return together, tuple(o for o in alone if o is not None)


def effects(results: Results, measures: Sequence[tuple[str, str]], beside: int = 0) -> list[Effect]:
    """Main effects on the given (metric, group) pairs.

    The correction (Bonferroni) is always for every change on every headline measure, so that one effect has one
    interval wherever the page shows it; with `beside`, for that many measures more that were looked at together.
    """
    found = changes(results)
    family = max(1, len(found) * (len(results.headline) + beside))
    return [_effect(results, change, m, g, family) for m, g in measures for change in found]


def beyond_sum(results: Results, measures: Sequence[tuple[str, str]]) -> list[Effect]:
    """How far the change with everything moved exceeds the sum of the single changes; empty where it cannot be told."""
    scenarios = everything_together(results)
    if scenarios is None:
        return []
    together, alone = scenarios
    place = results.places
    change = Change("", "all of them together, beyond the sum", ((together.id, results.baseline.id),))
    out = []
    for measure in measures:
        values = results.matrices.get(measure)
        if values is not None:
            base = values[place[results.baseline.id]]
            parts = values[[place[o.id] for o in alone]] - base
            extra = values[place[together.id]] - base - parts.sum(axis=0)
            out.append(_interval(change, *measure, extra, max(1, len(results.headline))))
    return out


def _effect(results: Results, change: Change, metric: str, group: str, family: int) -> Effect:
    import numpy as np

    values, place = results.matrices.get((metric, group)), results.places
    if values is None:
        return _interval(change, metric, group, np.full(1, np.nan), family)
    with_it, without = ([place[pair[side]] for pair in change.pairs] for side in (0, 1))
    settled = settled_before(values[[*with_it, *without]])
    # A replication that lacks any of the pairs has no mean over them (NaN), and is left out.
    return _interval(change, metric, group, (values[with_it] - values[without]).mean(axis=0), family, settled)


def _interval(
    change: Change, metric: str, group: str, per_replication: np.ndarray, family: int, settled: bool = False
) -> Effect:
    found = difference_interval(per_replication, CONFIDENCE, family, settled)
    words = verdict(found.low, found.high, METRICS[metric].direction)
    return Effect(change, metric, group, found.mean, found.low, found.high, found.n, family, words)


def strongest(found: Iterable[Effect], metric: str, group: str = "") -> Effect | None:
    """The clear effect of greatest size on one metric; None when none is clear."""
    clear = [e for e in found if e.metric == metric and e.group == group and e.verdict in ("better", "worse", "higher", "lower")]
    return max(clear, key=lambda e: abs(e.mean)) if clear else None
