"""Titles of charts: each states what the chart shows, worked out from the same tables as the chart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sim.metrics import METRICS, Metric
from sim.reports import effects as adding
from sim.reports.focus import size_of_change
from sim.reports.judging import CLEAR, MIXED, few_runs, is_clear, short_label, shown_verdict
from sim.reports.names import NAMED_BY_GROUP, group_inside, group_words, over_all
from sim.reports.phrases import is_plural, moves, phrase
from sim.reports.results import UNHEARD, Option, Results
from sim.reports.unheard import more_unheard
from sim.reports.words import (
    EASED,
    SAME,
    VERDICTS,
    amount,
    capital,
    change,
    counted,
    decimals_for,
    figure,
    hour_name,
    joined,
    size_of,
)

MOST_ROWS = 9
"""Options a chart can show and stay calm. Of more it draws the telling ones; the tables always list all."""


MOST_TOGETHER = 2
"""Options with every setting changed that are drawn beside the single changes; of more, none says more than another."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One panel of a chart: a metric, a group, and what the panel is called ("" names it after the metric).

    What is not `drawn` stands only in the table below the chart.
    """

    metric: str
    group: str = ""
    title: str = ""
    drawn: bool = True


def verdict_for(results: Results, option: Option, wanted: Wanted) -> str:
    """Name of the verdict (an entry of VERDICTS) on one option for one measure."""
    if not option.has_mean(wanted.group):
        return "unstable"
    if option.id == results.baseline.id:
        return "baseline"
    verdict = shown_verdict(results, option, METRICS[wanted.metric], wanted.group)
    return verdict if verdict in VERDICTS else "none"


def shown_options(results: Results, subject: Option | None = None) -> tuple[Option, ...]:
    """The options charts draw, the baseline first: all of them, or of many each change on its own, all changes together,
    and the one the finding speaks about.
    """
    every = results.shown
    if len(every) <= MOST_ROWS:
        return every
    moved = {o.id: sum(o.codes[a] != results.baseline.codes[a] for a in results.axes) for o in every}
    together = [o for o in every if moved[o.id] == max(moved.values())]
    wanted = [o for o in every if moved[o.id] <= 1] + (together if len(together) <= MOST_TOGETHER else [])
    first = {o.id for o in wanted[: MOST_ROWS - (subject is not None)]} | ({subject.id} if subject is not None else set())
    return tuple(o for o in every if o.id in first)


def finding_title(results: Results, wanted: Sequence[Wanted], options: Sequence[Option] | None = None) -> str:
    """What the chart shows, in a sentence: the options whose own difference from the baseline is the largest clear one."""
    options = shown_options(results) if options is None else options
    first = _leading(results, wanted, options)
    both = [METRICS[w.metric] for w in first]
    wanted = [w for w in wanted if results.baseline.has_mean(w.group)]
    if not wanted:
        why = "the baseline is unstable, so nothing is compared" if results.others else "unstable, so no value is shown"
        return capital(f"{joined([phrase(m) for m in both])}: {why}")
    if not results.others:
        alike = [w for w in wanted if w.metric == wanted[0].metric]
        return capital(f"{phrase(METRICS[alike[0].metric])}: {joined([_level_words(results, w) for w in alike])}")
    leads = [_largest(results, w, options) for w in wanted if w.metric == both[0].name]
    # A group whose members changed says least.
    top = max(
        (d for d in leads if d is not None), key=lambda d: (not d.wanted.group.startswith(MIXED), abs(d.size)), default=None
    )
    second = _largest(results, first[1], options) if len(first) == 2 else None
    if top is None and second is None:
        return capital(_nothing_clear(results, both, wanted))
    if top is None:
        top, second = second, None
    assert top is not None
    metric = METRICS[top.wanted.metric]
    if top.verdict.startswith("counted"):
        only = f"{phrase(metric)} {'are' if is_plural(metric) else 'is'} only counted differently"
        return capital(f"{only}, most under \u201c{top.name}\u201d: {_size(metric, top)}{top.where}")
    if len(wanted) > 1 and len(both) == 1:
        named = top.wanted.group.partition("=")[0] in NAMED_BY_GROUP
        what = group_inside(top.wanted.group) if named else phrase(metric)
        most = f"{what} {moves(metric, top.size)} most under \u201c{top.name}\u201d"
        told = f"{most}: {_size(metric, top)}{'' if named else top.where}{_in_other_groups(results, wanted, top)}"
    else:
        told = f"{_moved_most(metric, top)} ({_size(metric, top)}){_second_clause(top, second) if second else ''}"
    return capital(told + _silence(results, top))


def _silence(results: Results, top: _Difference) -> str:
    """That an option which looks better loses callers, as the end of a title; else nothing."""
    praised = top.verdict in ("better", EASED) and (top.wanted.metric, "") in results.headline
    lost = more_unheard(results, ((top.option.id, results.baseline.id),)) if praised else 0.0
    return f"; {figure(METRICS[UNHEARD], lost)} more incidents a year are never heard of there" if lost else ""


def _level_words(results: Results, wanted: Wanted) -> str:
    value = amount(METRICS[wanted.metric], results.estimate(results.baseline.id, wanted.metric, wanted.group).mean)
    return f"{value} for {_group_in_words(results, wanted.group)}" if wanted.group else value


def _leading(results: Results, wanted: Sequence[Wanted], options: Sequence[Option]) -> list[Wanted]:
    """The two measures a title speaks of: those first on the chart, or of many those that move most."""
    first = list({w.metric: w for w in wanted}.values())
    if len(first) > 2 and results.others and results.baseline.stable:
        leads = {w.metric: _largest(results, w, options) for w in first}
        sizes = {name: _common_size(results, d) if d is not None else 0.0 for name, d in leads.items()}
        first.sort(key=lambda w: -sizes[w.metric])
    return first[:2]


def _common_size(results: Results, difference: _Difference) -> float:
    wanted = difference.wanted
    base = results.estimate(results.baseline.id, wanted.metric, wanted.group).mean
    return size_of_change(METRICS[wanted.metric], base, difference.size)


def _nothing_clear(results: Results, metrics: Sequence[Metric], wanted: Sequence[Wanted]) -> str:
    if all(verdict_for(results, o, w) == SAME for w in wanted for o in results.others):
        return f"{joined([phrase(m) for m in metrics])}: the same in every run under every option"
    both = joined([phrase(m) for m in metrics], "or")
    if few_runs(results):
        return f"Too few runs to tell what changes {both}"
    return f"No option clearly changes {both} by more than a trifle"


@dataclass(frozen=True, slots=True)
class _Difference:
    """One option's own paired difference from the baseline, clear and not tiny."""

    option: Option
    wanted: Wanted
    size: float
    verdict: str
    name: str
    where: str


def _clear(results: Results, option: Option, wanted: Wanted) -> _Difference | None:
    verdict, found = verdict_for(results, option, wanted), results.comparison(option.id, wanted.metric, wanted.group)
    if found is None or verdict not in CLEAR:
        return None
    where = f" for {_group_in_words(results, wanted.group)}" if wanted.group else ""
    return _Difference(option, wanted, found.difference, verdict, short_label(results, option), where)


def _largest(results: Results, wanted: Wanted, options: Sequence[Option]) -> _Difference | None:
    """The largest clear difference among the options that the chart draws."""
    found = [_clear(results, o, wanted) for o in options if o.id != results.baseline.id]
    return max((d for d in found if d is not None), key=lambda d: abs(d.size), default=None)


def _moved_most(metric: Metric, top: _Difference) -> str:
    return f"{phrase(metric)}{top.where} {moves(metric, top.size)} most under \u201c{top.name}\u201d"


def _size(metric: Metric, difference: _Difference) -> str:
    return change(metric, difference.size, decimals=decimals_for(metric, difference.size))


def _second_clause(top: _Difference, second: _Difference) -> str:
    """The second measure: "so does" only where it moves the same way and is as good or bad, "but" where it is opposite."""
    if top.where and not second.where:
        second = replace(second, where=f" {over_all(top.wanted.group)}")
    metric = METRICS[second.wanted.metric]
    size = _size(metric, second)
    same_way, same_good = top.size * second.size > 0, top.verdict == second.verdict
    opposite = {top.verdict, second.verdict} == {"better", "worse"}
    if second.option.id != top.option.id:
        return f"{', but' if opposite else ';'} {_moved_most(metric, second)} ({size})"
    if same_way and same_good:
        return f"; so {'do' if moves(metric, 1.0) == 'rise' else 'does'} {phrase(metric)}{second.where} ({size})"
    return f"{', but' if opposite else ' and'} {phrase(metric)}{second.where} {moves(metric, second.size)} ({size})"


def _in_other_groups(results: Results, wanted: Sequence[Wanted], top: _Difference) -> str:
    """What the same option does to the measure in the other groups where that is clear."""
    metric, all_ = METRICS[top.wanted.metric], f" {over_all(top.wanted.group)}"
    others = [d for w in wanted if w != top.wanted and (d := _clear(results, top.option, w)) is not None]
    return f"; with it also {joined([_size(metric, d) + (d.where or all_) for d in others])}" if others else ""


def _group_in_words(results: Results, group: str) -> str:
    """A group inside a sentence: the force's own title of a grade keeps its capital."""
    title, own = results.group_title(group), group_words(group)
    return group_inside(group) if title == own else title


def effects_title(results: Results, found: Sequence[adding.Effect], measure: tuple[str, str]) -> str:
    """Which change weighs most on the leading measure, and whether all together exceed their sum."""
    metric = METRICS[measure[0]]
    lead = adding.strongest([e for e in found if e.change.axis and is_clear(results, e)], *measure)
    if lead is None:
        few = "Too few runs to tell which swept setting moves {}" if few_runs(results) else "No swept setting moves {} clearly"
        return few.format(phrase(metric)) + ("" if few_runs(results) else " on its own")
    beyond = [e for e in adding.beyond_sum(results, [measure]) if is_clear(results, e)]
    tail = ""
    if beyond:
        size = size_of(metric, beyond[0].mean, math.nan, math.nan)
        tail = f"; together the changes are {beyond[0].verdict} than their sum by {size}"
    average = " on average over the other settings" if len(results.axes) > 1 else ""
    size = change(metric, lead.mean, decimals=decimals_for(metric, lead.mean))
    return f"\u201c{capital(lead.change.words)}\u201d weighs most on {phrase(metric)}: {size}{average}{tail}"


@dataclass(frozen=True, slots=True)
class Tightness:
    """Of one option: the hours of the week in which most and least is asked of each officer on duty, how much, and the share of
    officer hours that would have to lie in another hour to follow the demand.
    """

    name: str
    most: int
    asked_most: float
    least: int
    asked_least: float
    misplaced: float


def week_title(found: Sequence[Tightness]) -> str:
    """When most and when least is asked of each officer on duty, and how far the two weeks are out of step."""
    first = found[0]
    title = (
        f"Most is asked of each officer on duty on {hour_name(first.most)} ({first.asked_most:.2f}), least on "
        f"{hour_name(first.least)} ({first.asked_least:.2f}); {first.misplaced:.1%} of officer hours lie out of step with demand"
    )
    if len(found) == 1:
        return title
    other = found[1]
    if f"{other.misplaced:.1%}" == f"{first.misplaced:.1%}":
        return f"{title}, as many with \u201c{other.name}\u201d"
    return f"{title}, with \u201c{other.name}\u201d {other.misplaced:.1%}"


def busy_title(titles: Sequence[tuple[str, int, int]]) -> str:
    """How often call-takers are busier than 85 %; `titles` hold an option's name, such hours of the week, and the worst hour."""
    name, strained, worst = titles[0]
    first = f"Call-takers are on average busier than 85% in {counted(strained, 'hour')} of the week"
    first = f"{first}, most on {hour_name(worst)}" if strained else first.replace("0 hours", "no hour")
    if len(titles) == 1:
        return first
    other, strained2, _ = titles[1]
    if strained2 == strained:
        return f"{first}, and in as many with \u201c{other}\u201d"
    return f"{first}; with \u201c{other}\u201d in {strained2 or 'none'}"
