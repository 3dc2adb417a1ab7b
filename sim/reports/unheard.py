"""Work that vanishes because callers gave up: what looks like a gain may be silence.

A force that answers fewer calls has fewer incidents, so those it hears of are served sooner and its officers are less busy.
Settings that lose work in this way are found by their own effects. What an option gains is then no gain where the same
option without such settings does not gain it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.experiments.statistics import difference_interval
from sim.metrics import METRICS
from sim.reports import effects as adding
from sim.reports.results import CONFIDENCE, UNHEARD, Option, Results
from sim.reports.words import is_tiny

WORK = "incidents_attended"
LEAST_PART = 0.5
"""More incidents unheard of, against fewer attended, from which the lost calls are taken to explain what falls away."""
Pairs = Sequence[tuple[str, str]]
"""Scenarios with a change and without it, by id."""


def loses_work(results: Results, pairs: Pairs) -> bool:
    """Whether lost callers explain most of the work that falls away between the pairs."""
    lost = more_unheard(results, pairs)
    fewer = -float(np.mean(_differences(results, WORK, pairs))) if lost > 0 else 0.0
    return lost > 0 and not fewer * LEAST_PART > lost  # also where nobody knows how many are attended


def more_unheard(results: Results, pairs: Pairs) -> float:
    """By how many incidents a year more are never heard of, where that is sure and no trifle; else 0."""
    if not (pairs and results.loses_callers):
        return 0.0
    found = difference_interval(_differences(results, UNHEARD, pairs), CONFIDENCE, 1)
    base = results.estimate(results.baseline.id, UNHEARD).mean
    return found.mean if found.low > 0 and not is_tiny(METRICS[UNHEARD], found.mean, base) else 0.0


def silencing_settings(results: Results) -> frozenset[tuple[str, str]]:
    """The swept settings, (axis, code), that lose work on their own; none where no caller is lost."""
    if not results.loses_callers:
        return frozenset()
    options = results.options
    return frozenset(
        (change.axis, options[results.places[change.pairs[0][0]]].codes[change.axis])
        for change in adding.changes(results)
        if loses_work(results, change.pairs)
    )


def without_silence(results: Results, option: Option) -> Option | None:
    """The same option with settings that lose work put back as in the baseline; None where it has none or none was run."""
    base = results.baseline.codes
    codes = {axis: base[axis] if (axis, code) in results.silencing else code for axis, code in option.codes.items()}
    if codes == option.codes:
        return None
    return next((o for o in results.options if o.codes == codes), None)


def _differences(results: Results, metric: str, pairs: Pairs) -> np.ndarray:
    """By replication, the mean over the pairs; NaN where not stored."""
    values, place = results.matrices.get((metric, "")), results.places
    if values is None:
        return np.full(1, np.nan)
    with_it, without = ([place[pair[side]] for pair in pairs] for side in (0, 1))
    return (values[with_it] - values[without]).mean(axis=0)
