"""Titles of charts: each states what the chart shows, worked out from the same tables as the chart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sim.metrics import METRICS
from sim.reports import effects as adding
from sim.reports.finding import shown_verdict
from sim.reports.results import Option, Results
from sim.reports.words import (
    TOO_CLOSE,
    VERDICTS,
    amount,
    capital,
    change,
    counted,
    group_words,
    hour_name,
    joined,
    moves,
    phrase,
    size_of,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One panel of a chart: a metric, a group, and what the panel is called ("" names it after the metric)."""

    metric: str
    group: str = ""
    title: str = ""


def verdict_for(results: Results, option: Option, wanted: Wanted) -> str:
    """Name of the verdict (an entry of VERDICTS) on one option for one measure."""
    if not option.stable:
        return "unstable"
    if option.id == results.baseline.id:
        return "baseline"
    found = results.comparison(option.id, wanted.metric, wanted.group)
    verdict = shown_verdict(results, METRICS[wanted.metric], found, wanted.group)
    return verdict if verdict in VERDICTS else "none"


def finding_title(results: Results, wanted: Sequence[Wanted]) -> str:
    """What the chart shows, in a sentence: the strongest clear effect on its first measures."""
    if not results.others:
        w = wanted[0]
        where = f" in {group_words(w.group).lower()}" if w.group else ""
        value = results.estimate(results.baseline.id, w.metric, w.group).mean
        return capital(f"{phrase(METRICS[w.metric])}{where}: {amount(METRICS[w.metric], value)}")
    same = len({w.metric for w in wanted}) == 1
    if same and len(wanted) > 1:
        return _same_metric_title(results, wanted)
    first = list({w.metric: w for w in wanted}.values())[:2]
    best = [adding.strongest(adding.effects(results, [(w.metric, w.group)]), w.metric, w.group) for w in first]
    if len(first) == 2 and best[0] and best[1] and best[0].change == best[1].change and best[0].mean * best[1].mean > 0:
        metric = METRICS[first[1].metric]
        so = "so do" if moves(metric, 1.0) == "rise" else "so does"
        return capital(f"{_clause(results, first[0])}; {so} {phrase(metric)} ({change(metric, best[1].mean)})")
    if results.axes and len(first) == 2 and not any(best):
        both = " or ".join(phrase(METRICS[w.metric]) for w in first)
        return f"No single setting moves {both} clearly"
    return capital("; ".join(_clause(results, w) for w in first))


def _clause(results: Results, w: Wanted) -> str:
    metric = METRICS[w.metric]
    where = f" in {group_words(w.group).lower()}" if w.group else ""
    if not results.axes:
        return _counted_clause(results, w)
    best = adding.strongest(adding.effects(results, [(w.metric, w.group)]), w.metric, w.group)
    if best is None:
        return f"no single setting moves {phrase(metric)}{where} clearly"
    way = moves(metric, best.mean)
    return f"{phrase(metric)}{where} {way} most with \u201c{best.change.words}\u201d ({change(metric, best.mean)})"


def _counted_clause(results: Results, w: Wanted) -> str:
    verdicts = [verdict_for(results, o, w) for o in results.others]
    metric = METRICS[w.metric]
    if set(verdicts) <= {TOO_CLOSE, "none", "unstable"}:
        return f"{phrase(metric)}: too close to call"
    better, worse = verdicts.count("better"), verdicts.count("worse")
    return f"{phrase(metric)}: {better} of {counted(len(verdicts), 'option')} better than the baseline, {worse} worse"


def _same_metric_title(results: Results, wanted: Sequence[Wanted]) -> str:
    """One measure in several groups: the change that moves it most, and by how much in each group."""
    metric = METRICS[wanted[0].metric]
    found = adding.effects(results, [(w.metric, w.group) for w in wanted])
    best = [adding.strongest(found, w.metric, w.group) for w in wanted]
    clear = [e for e in best if e is not None]
    if not clear:
        return capital(_clause(results, wanted[0]))
    top = max(clear, key=lambda e: abs(e.mean))
    each = [e for e in found if e.change.words == top.change.words and e.verdict != TOO_CLOSE]
    amounts = joined([f"{change(metric, e.mean)} for {group_words(e.group).lower()}" for e in each])
    return f"{capital(phrase(metric))} {moves(metric, top.mean)} most with \u201c{top.change.words}\u201d: {amounts}"


def effects_title(results: Results, lead: adding.Effect | None, measure: tuple[str, str]) -> str:
    """Which change weighs most on the leading measure, and whether all together exceed their sum."""
    metric = METRICS[measure[0]]
    if lead is None:
        return f"No swept setting moves {phrase(metric)} clearly on its own"
    beyond = [e for e in adding.beyond_sum(results, [measure]) if e.verdict != TOO_CLOSE]
    tail = ""
    if beyond:
        size = size_of(metric, beyond[0].mean, math.nan, math.nan)
        tail = f"; together the changes are {beyond[0].verdict} than their sum by {size}"
    return f"\u201c{capital(lead.change.words)}\u201d weighs most on {phrase(metric)}: {change(metric, lead.mean)}{tail}"


def week_title(titles: Sequence[tuple[str, int, int]]) -> str:
    """How often demand passes the officers on duty; `titles` hold an option's name, such hours, and the worst hour."""
    name, short, worst = titles[0]
    start = f"{'Demand passes' if short else 'Demand never passes'} the officers on duty"
    first = f"{start} in {counted(short, 'hour')} of the week, most on {hour_name(worst)}" if short else start
    if len(titles) == 1:
        return first
    other, short2, _ = titles[1]
    if short2 == short:
        return f"{first}, and as often with \u201c{other}\u201d"
    return f"{first}; with \u201c{other}\u201d in {short2}"
