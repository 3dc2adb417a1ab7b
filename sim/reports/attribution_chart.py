"""The charts of an attribution: one for each set of changes, a panel for each measure and level."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.experiments.attribution import DIRECT, INDIRECT, TOGETHER, TOTAL, Attributed, Share
from sim.metrics import METRICS
from sim.reports.attribution import (
    HOW,
    Made,
    is_sure,
    level_words,
    part_words,
    player_words,
    share_table,
    verdict_of,
)
from sim.reports.attribution_figure import BarPanel, Piece, attribution_figure, reach
from sim.reports.bill import heading
from sim.reports.charts import Chart, Mark, Panel
from sim.reports.results import Results
from sim.reports.words import capital, change, decimals_for, interval, within

MOST_PANELS = 12


def attribution_charts(results: Results, found: Sequence[Made]) -> list[Chart]:
    """Every chart there is something for; groups stand in tables only."""
    charts = []
    for made in found:
        for alike in made.changed:
            shown = [each for each in alike if not each.why and not each.group]
            levels = max(1, len({tuple(each.game.level.items()) for each in shown}))
            shown = shown[: max(1, MOST_PANELS // levels) * levels]  # what has no panel stands in the table
            if shown:
                charts.append(_chart(results, shown, [each for each in alike if not each.why]))
    return charts


def _chart(results: Results, shown: Sequence[Attributed], told: Sequence[Attributed]) -> Chart:
    first = shown[0]
    rows = (*first.game.players, TOTAL, TOGETHER)
    labels = [capital(part_words(results, first, first.share(row))) for row in rows]
    levels = len({tuple(each.game.level.items()) for each in shown})
    panels = [_panel(results, each, rows, levels > 1) for each in shown]
    figure, narrow = attribution_figure(labels, panels, levels if 1 < levels <= 3 else min(3, len(panels)))
    told_first = heading(results, shown)
    table = share_table(results, told)
    spoken = " ".join(_spoken(results, each) for each in shown)
    return Chart(told_first, _note(results, first), f"{told_first}. {spoken}", figure, narrow, table)


def _note(results: Results, first: Attributed) -> str:
    fills = "Each change has a bar of its own, and its part in the bar of all; "
    if _is_split(first):
        fills = "Bars of hours: solid, held for that partner; hatched, all other time. "
    sized = f"{results.replications} paired runs; lines are 95% intervals corrected for {first.family_size} parts; "
    return f"{HOW} {fills}{sized}pale bars are too close to call, and short upright strokes what a change does alone."


def _is_split(each: Attributed) -> bool:
    return any(share.component for share in each.shares)


def _panel(results: Results, each: Attributed, rows: Sequence[str], levels: bool) -> BarPanel:
    metric = METRICS[each.metric]
    shares = [each.share(row) for row in rows]
    bars = tuple(_bar(results, each, share, place) for place, share in enumerate(shares))
    ticks = tuple(share.alone for share in shares)
    heading = f"{metric.title} ({metric.difference_unit})" + (f", {level_words(results, each.game)}" if levels else "")
    digits = max(decimals_for(metric, share.found.mean) if is_sure(share) else metric.decimals for share in shares)
    panel = Panel(metric, heading, tuple(_mark(results, each, share) for share in shares), 0.0, signed=True, decimals=digits,
                  also=reach(bars, ticks))  # fmt: skip
    return BarPanel(panel, bars, ticks)


def _bar(results: Results, each: Attributed, share: Share, place: int) -> tuple[Piece, ...]:
    """A bar's pieces: one of a player, or its components; of the whole, those of every player; none of the interaction."""
    if share.player == TOGETHER or not math.isfinite(share.found.mean):
        return ()
    if share.player == TOTAL:
        players = [(number, each.share(player)) for number, player in enumerate(each.game.players)]
        if _is_split(each):
            return tuple(_sum(results, each, component, fill) for fill, component in enumerate((DIRECT, INDIRECT)))
        return tuple(_piece(results, each, one, _fill(each, number)) for number, one in players)
    parts = [one for one in each.shares if one.player == share.player and one.component]
    if parts:
        return tuple(_piece(results, each, one, int(one.component == INDIRECT)) for one in parts)
    return (_piece(results, each, share, _fill(each, place)),)


def _fill(each: Attributed, place: int) -> int:
    """A player's fill; in a bill the first two are those of hours held and of all others."""
    return place + 2 if each.request.bill else place


def _piece(results: Results, each: Attributed, share: Share, fill: int) -> Piece:
    words = f"{capital(part_words(results, each, share))}: {change(METRICS[each.metric], share.found.mean)}"
    return Piece(share.found.mean, fill, words, is_sure(share))


def _sum(results: Results, each: Attributed, component: str, fill: int) -> Piece:
    """What all players' components of one kind come to."""
    size = sum(one.found.mean for one in each.shares if one.component == component)
    words = "Held for partners" if component == DIRECT else "All other time"
    return Piece(size, fill, f"{words}: {change(METRICS[each.metric], size)}")


def _mark(results: Results, each: Attributed, share: Share) -> Mark:
    metric, found = METRICS[each.metric], share.found
    words = (
        f"{capital(part_words(results, each, share))}: {change(metric, found.mean, decimals=decimals_for(metric, found.mean))} "
        f"({interval(metric, found.low, found.high, signed=True)}), {verdict_of(results, each, share)}"
    )
    return Mark(found.mean, *within(metric, found.low, found.high, float("nan")), verdict_of(results, each, share), words)


def _spoken(results: Results, each: Attributed) -> str:
    metric = METRICS[each.metric]
    at = level_words(results, each.game)
    parts = [f"{player_words(results, each, player)} {change(metric, each.share(player).found.mean)}, "
             f"{verdict_of(results, each, each.share(player))}" for player in each.game.players]  # fmt: skip
    whole = change(metric, each.share(TOTAL).found.mean)
    return f"{metric.title}{f', {at}' if at else ''}: {'; '.join(parts)}; together {whole}."
