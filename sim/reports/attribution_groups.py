"""Whom it falls on: the shares in each group of a measure side by side, one table for each set of changes and metric."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiments.attribution import TOTAL, Attributed
from sim.metrics import METRICS
from sim.reports.attribution import Made, in_words, level_words, part_words, verdict_of
from sim.reports.charts import Table
from sim.reports.results import Results
from sim.reports.words import VERDICTS, capital, counted, decimals_for, figure, joined, known

NOTE = "Shares of the change in each group, with 95% intervals that hold for all of this measure's groups together, {runs}."


def group_tables(results: Results, found: Sequence[Made]) -> list[tuple[str, str, Table]]:
    """Return (title, note, table) of every metric that is attributed by group."""
    out = []
    for made in found:
        for alike in made.changed:
            by_metric: dict[str, list[Attributed]] = {}
            for each in alike:
                if each.group and not each.why:
                    by_metric.setdefault(each.metric, []).append(each)
            out += [_table(results, metric, mine) for metric, mine in by_metric.items()]
    return out


def _table(results: Results, metric: str, mine: Sequence[Attributed]) -> tuple[str, str, Table]:
    first = mine[0]
    parts = (*first.game.players, TOTAL)
    levels = len({tuple(each.game.level.items()) for each in mine}) > 1
    heads = ("", *(["At"] if levels else []), *(capital(part_words(results, first, first.share(part))) for part in parts))
    rows = tuple((results.group_title(each.group), *([level_words(results, each.game)] if levels else []),
                  *(_cell(results, each, part) for part in parts)) for each in mine)  # fmt: skip
    changed = joined([in_words(results, axis, code) for axis, code in first.game.changed.items() if axis in results.axes])
    title = f"{METRICS[metric].title} ({METRICS[metric].difference_unit}) with {changed}"
    return title, NOTE.format(runs=counted(results.replications, "run")), Table(heads, rows)


def _cell(results: Results, each: Attributed, part: str) -> str:
    metric, share = METRICS[each.metric], each.share(part)
    found = share.found
    ends = (found.low, found.high) if known(found.low) else ()
    digits = decimals_for(metric, found.mean, *ends)
    told = [figure(metric, value, signed=True, decimals=digits) for value in (found.mean, *ends)]
    sign = VERDICTS[verdict_of(results, each, share)].sign
    return f"{sign} {told[0]} ({told[1]} to {told[2]})" if ends else f"{sign} {told[0]}"
