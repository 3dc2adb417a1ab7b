"""Every scenario against the baseline, measure by measure, with intervals that hold for all that is shown together.

Twenty scenarios that are all alike show a "significant" one in two sweeps out of three when each is judged alone. So
the intervals of a *family* hold simultaneously: the family of the decision table is every scenario times every
headline measure of the whole force; the family of a detail is every scenario times every group of one measure.

Two rules stand beside each other and may disagree at the edge. The interval, corrected by Bonferroni, decides the
verdict, because it is what a page draws. `p_holm` (Holm rejects a little more than Bonferroni) is for readers and
decides nothing.

A group whose queue grows without end (`sim.experiments.stability`) has no mean and no difference, only that verdict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.experiments.statistics import (
    Direction,
    Floats,
    MeanInterval,
    PairedDifference,
    holm,
    mean_interval,
    paired_difference,
    verdict,
)

LEVEL = 0.95
HEADLINE = "headline"
BASELINE, NOT_COMPARED, UNSTABLE = "baseline", "not compared", "unstable"
NOT_JUDGED = (BASELINE, NOT_COMPARED, UNSTABLE)

Measure = tuple[str, str]
"""A metric and a group of it ("" is the whole force)."""
Values = Mapping[str, Mapping[Measure, Floats]]
"""scenario -> measure -> values, shape (replications,), NaN = missing."""
Groups = Mapping[str, Collection[str]]
"""scenario -> groups of it."""


@dataclass(frozen=True)
class Comparison:
    """One measure of one scenario, beside the baseline's.

    `mean` has its own interval at `level`; `difference` has one that holds simultaneously over the `family_size`
    comparisons of its `family` and decides the verdict. Without a baseline to compare with, the fields of the
    difference are NaN.
    """

    scenario: str
    metric: str
    group: str
    own: MeanInterval
    baseline_mean: float
    gap: PairedDifference
    p_holm: float
    level: float
    family: str
    family_size: int
    verdict: str


def compare(
    values: Values,
    baseline: str | None,
    directions: Mapping[str, Direction],
    headline: Collection[str],
    level: float = LEVEL,
    unstable: Groups | None = None,
) -> list[Comparison]:
    """Compare every scenario with the baseline, in the order of `values`, measures sorted by name.

    `directions` says which way each metric is better (one not listed counts as neutral); `headline` names the metrics
    of the decision table; `unstable` the groups of each scenario that have no mean. The baseline's own rows have the
    verdict "baseline"; where there is no baseline, or it lacks the measure or a mean of it, rows have "not compared".
    """
    if baseline is not None and baseline not in values:
        raise ValueError(f"the baseline {baseline!r} is not among the scenarios")
    settled = _settled(values, unstable or {})
    compared = list(_compared(settled, baseline))
    sizes = Counter(family_of(measure, headline) for _, measure in compared)
    rows = [
        _row(scenario, measure, settled, baseline, directions, family_of(measure, headline), sizes, level)
        if measure in settled[scenario]
        else _unstable_row(scenario, measure, len(measures[measure]), family_of(measure, headline), sizes, level)
        for scenario, measures in values.items()
        for measure in sorted(measures)
    ]
    return _with_holm(rows)


def family_of(measure: Measure, headline: Collection[str]) -> str:
    """Name the family of comparisons a measure is shown with: the decision table, or the details of its metric."""
    metric, group = measure
    return HEADLINE if group == "" and metric in headline else metric


def _settled(values: Values, unstable: Groups) -> Values:
    """Leave out what has no mean."""
    return {
        scenario: {measure: found for measure, found in measures.items() if measure[1] not in unstable.get(scenario, ())}
        for scenario, measures in values.items()
    }


def _compared(values: Values, baseline: str | None) -> Iterable[tuple[str, Measure]]:
    if baseline is None:
        return
    for scenario, measures in values.items():
        if scenario != baseline:
            yield from ((scenario, measure) for measure in measures if measure in values[baseline])


def _row(
    scenario: str,
    measure: Measure,
    values: Values,
    baseline: str | None,
    directions: Mapping[str, Direction],
    family: str,
    sizes: Mapping[str, int],
    level: float,
) -> Comparison:
    here = values[scenario][measure]
    own = mean_interval(here, level)
    there = None if baseline is None else values[baseline].get(measure)
    size = sizes[family]
    base_mean = float("nan") if there is None else mean_interval(there, level).mean
    if there is None or scenario == baseline:
        gap, words = _no_gap(len(here)), BASELINE if scenario == baseline else NOT_COMPARED
    else:
        gap = paired_difference(here, there, level, comparisons=size)
        words = verdict(gap.low, gap.high, directions.get(measure[0], "neutral"))
    return Comparison(scenario, *measure, own, base_mean, gap, float("nan"), level, family, size, words)


def _unstable_row(
    scenario: str, measure: Measure, replications: int, family: str, sizes: Mapping[str, int], level: float
) -> Comparison:
    nothing, nan = mean_interval(np.full(replications, np.nan), level), float("nan")
    return Comparison(scenario, *measure, nothing, nan, _no_gap(replications), nan, level, family, sizes[family], UNSTABLE)


def _no_gap(replications: int) -> PairedDifference:
    nan = float("nan")
    return PairedDifference(0, replications, nan, nan, nan, nan, nan, nan)


def _with_holm(rows: Sequence[Comparison]) -> list[Comparison]:
    adjusted = np.full(len(rows), np.nan)
    for family in {row.family for row in rows}:
        places = [
            i for i, row in enumerate(rows) if row.family == family and row.verdict not in NOT_JUDGED
        ]
        if places:
            adjusted[places] = holm([rows[i].gap.p_value for i in places], rows[places[0]].family_size)
    return [replace(row, p_holm=float(p)) for row, p in zip(rows, adjusted, strict=True)]
