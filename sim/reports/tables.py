"""What the page's tables hold: the decision table, the public by area, officers by group. Text only, no markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.metrics import METRICS, SMALLEST_GROUP, Metric
from sim.reports.alike import alike_in_words, same_as
from sim.reports.charts import Table
from sim.reports.finding import Finding
from sim.reports.focus import size_of_change
from sim.reports.judging import CLEAR, is_yardstick, short_label, shown_verdict
from sim.reports.names import KINDS
from sim.reports.phrases import phrase, title_in
from sim.reports.protection import hidden_groups, officer_groups
from sim.reports.results import ATTENDED, UNHEARD, Option, Results
from sim.reports.sharing import SHORT_NAMES
from sim.reports.standards import KEPT, kept_cell
from sim.reports.words import (
    EASED,
    NARROW_SPACE,
    SAME,
    TOO_CLOSE,
    VERDICTS,
    capital,
    change,
    decimals_for,
    figure,
    interval,
    joined,
    level,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One measure of one option: the verdict's sign and word, the difference and its corrected interval."""

    heading: str
    sign: str
    word: str
    tone: str
    main: str
    detail: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One option against the baseline; `alike` names the options that came out the same."""

    title: str
    label: str
    kind: str
    cells: tuple[Cell, ...]
    alike: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the decision table."""

    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """Options by measures. `families` are the column groups: title and number of columns.

    `note` says how to read it; `left_out` names the headline measures that no option clearly moves, where there was no room;
    `alike` the options that came out the same and are one row.
    """

    families: tuple[tuple[str, int], ...]
    heads: tuple[Head, ...]
    rows: tuple[DecisionRow, ...]
    note: str
    left_out: str
    alike: list[str]


MOST_COLUMNS = 10
"""Measures that fit a desk's width and can still be read; with those that move most besides, one fewer for longer words."""
BESIDE = "Moves most besides"
_SHORT_WORDS = {TOO_CLOSE: "too close"}
"""Words of verdicts that would not fit a cell."""
_GOOD_WAY = {"higher": "more is better", "lower": "less is better", "neutral": "neither way is better"}
Measure = tuple[str, str]


def decision_table(results: Results, finding: Finding) -> DecisionTable:
    """The table a decision is read from: the baseline's levels, then every option's paired difference."""
    headline, beside = _columns(results, finding)
    measures = [*headline, *beside]
    counts: dict[str, int] = {}
    for name, _ in headline:
        family = SHORT_NAMES[results.family(name)]
        counts[family] = counts.get(family, 0) + 1
    families = (*counts.items(), *([(BESIDE, len(beside))] if beside else []))
    options = results.shown
    return DecisionTable(
        tuple(families),
        tuple(_head(results, *measure) for measure in measures),
        tuple(_decision_row(results, o, measures, finding.subject) for o in options),
        _note(results, finding, bool(beside)),
        _left_out(results, headline),
        alike_in_words(results),
    )


def _left_out(results: Results, shown: Sequence[Measure]) -> str:
    """Which headline measures are not in the table, and why."""
    out = [(METRICS[m], bool(_found(results, (m, g)) & CLEAR)) for m, g in results.headline if (m, g) not in shown]
    still = [phrase(m) for m, moved in out if not moved]
    small = [phrase(m) for m, moved in out if moved]
    words = [f"Not in the table, because no option clearly changes them: {joined(still)}."] if still else []
    if small:
        words.append(f"Not in the table for want of room, as they move least: {joined(small)}; see below.")
    return " ".join(words)


def _columns(results: Results, finding: Finding) -> tuple[list[Measure], list[Measure]]:
    """Headline measures in page order, a grade's standard where its yardstick is swept, then those moved most besides.

    What no option changes at all goes. Where there is no room for all, so do headline measures that nothing moves clearly, the
    last first, and then those moved least; attendance, lost callers, what safety costs and what the study asks about stay.
    """
    kept, beside, yard = list(results.headline), list(finding.focus.columns), yardstick_measures(results)
    if not results.others:
        return kept, []
    room = MOST_COLUMNS - len(yard)
    removable = [m for m in results.headline[1:] if m[0] not in results.priced | results.asked | {UNHEARD}]
    kept = [m for m in kept if m == kept[0] or _found(results, m) - {""} != {SAME}]
    for measure in [m for m in reversed(removable) if m in kept and not _found(results, m) & CLEAR]:
        if len(kept) + len(beside) > room - 1:
            kept.remove(measure)
    for measure in sorted((m for m in removable if m in kept), key=lambda m: _most_moved(results, m)):
        if len(kept) > room:
            kept.remove(measure)
    return [*kept[:1], *yard, *kept[1:]], beside[: max(0, room - 1 - len(kept))]


def yardstick_measures(results: Results) -> list[Measure]:
    """Attendance within target and the standard of each grade whose clock, statistic, aim or target is swept."""
    grades = dict.fromkeys(f"grade={axis.split('.')[2]}" for axis in results.axes if is_yardstick(axis))
    return [(name, group) for group in grades for name in (ATTENDED, KEPT) if results.has(name, group)]


def _found(results: Results, measure: Measure) -> set[str]:
    return {shown_verdict(results, o, METRICS[measure[0]], measure[1]) for o in results.others}


def _most_moved(results: Results, measure: Measure) -> float:
    base = results.estimate(results.baseline.id, *measure).mean
    found = [c.difference for o in results.others if (c := results.comparison(o.id, *measure)) is not None]
    return max((size_of_change(METRICS[measure[0]], base, d) for d in found), default=0.0)


def _head(results: Results, name: str, group: str) -> Head:
    metric = METRICS[name]
    if name == KEPT:
        return Head(f"{metric.title}, {results.group_title(group)}", "runs; by its own clock, statistic and aim")
    title = f"{metric.title}, {results.group_title(group)}" if group.startswith("grade=") else title_in(metric, group)
    return Head(title, f"{metric.shown_unit}; {_GOOD_WAY[metric.direction]}")


def _note(results: Results, finding: Finding, beside: bool) -> str:
    if not results.others:
        return "Values with 95% intervals."
    words = (
        "First row: the baseline's own values. Below it: the change against the baseline, in the unit of the column, with an "
        "interval corrected for all comparisons of headline measures; \u201ctoo close\u201d is too close to call."
    )
    if beside:
        words += (
            f" The columns \u201c{BESIDE}\u201d were chosen from {finding.focus.looked_at} other measures because the settings "
            "swept here move them most; their intervals are corrected for their own comparisons."
        )
    if any(EASED in _found(results, m) for m in results.headline):
        words += f" \u201c{capital(EASED)}\u201d is no gain: it comes from incidents never heard of, because callers gave up."
    own = ["assaults and their cost"] if results.priced else []
    own += [phrase(METRICS[name]) for name, _ in results.headline if name in results.asked]
    if own:
        words += f" The intervals of {joined(own)} are corrected for their own comparisons."
    return words + (" The framed row is the option described above." if finding.subject else "")


def _decision_row(results: Results, option: Option, measures: list[Measure], subject: Option | None) -> DecisionRow:
    alike = joined(same_as(results, option))
    alike = f"the same in every run: {alike}" if alike else ""
    if not option.stable:
        return DecisionRow(short_label(results, option), option.label, "unstable", (), alike)
    if option.id == results.baseline.id:
        kind, make = "baseline", _level_cell
    else:
        kind, make = "subject" if subject is not None and option.id == subject.id else "", _cell
    cells = tuple(make(results, option, *m) for m in measures)
    return DecisionRow(short_label(results, option), option.label, kind, cells, alike)


def _level_cell(results: Results, option: Option, name: str, group: str) -> Cell:
    if name == KEPT:
        sign, word, runs, said = kept_cell(results, option, group)
        return Cell(_head(results, name, group).title, sign, word, "plain", runs, said)
    metric, found = METRICS[name], results.estimate(option.id, name, group)
    return Cell(
        _head(results, name, group).title,
        "",
        "",
        "base",
        level(metric, found.mean).split(NARROW_SPACE)[0].split(" ")[0],
        f"({interval(metric, found.low, found.high)})",
    )


def _cell(results: Results, option: Option, name: str, group: str) -> Cell:
    metric, found = METRICS[name], results.comparison(option.id, name, group)
    if found is None or name == KEPT:
        return _level_cell(results, option, name, group)
    verdict = VERDICTS.get(shown_verdict(results, option, metric, group), VERDICTS["none"])
    digits = decimals_for(metric, found.difference, found.low, found.high)
    main = change(metric, found.difference, decimals=digits).split(NARROW_SPACE)
    # Units stand in the heading; only points are repeated, lest a difference of shares be read as per cent of one.
    text = f"{main[0]}{NARROW_SPACE}pts" if metric.unit == "share" else main[0].split(" ")[0]
    base = results.estimate(results.baseline.id, name, group).mean
    return Cell(
        _head(results, name, group).title,
        verdict.sign,
        _SHORT_WORDS.get(verdict.word, verdict.word),
        verdict.tone,
        text,
        f"({interval(metric, found.low, found.high, True, base, digits)})",
    )


def area_tables(results: Results) -> list[tuple[str, Table]]:
    """What each area of the public gets: attendance within target and the long wait, by option."""
    out = []
    for name in ("attended_within_target", "wait_p90_min"):
        areas, metric = results.groups(name, "area"), METRICS[name]
        heads = ("Option", *(results.group_title(a) for a in areas))
        rows = [(short_label(results, o), *(_in_area(results, o, metric, a) for a in areas)) for o in results.shown if o.stable]
        if areas and rows:
            out.append((f"By area: {metric.title.lower()} ({metric.shown_unit})", Table(heads, tuple(rows))))
    return out


def _in_area(results: Results, option: Option, metric: Metric, area: str) -> str:
    value = figure(metric, results.estimate(option.id, metric.name, area).mean)
    verdict = VERDICTS.get(shown_verdict(results, option, metric, area), VERDICTS["none"])
    return f"{value} {verdict.sign} {verdict.word}".strip()


def group_tables(results: Results) -> list[tuple[str, Table]]:
    """Officers' measures by group, one table for each kind of group, small groups withheld."""
    out = []
    for kind, groups in officer_groups(results).items():
        hidden = hidden_groups(results, kind)
        metrics = [m for m in METRICS.values() if m.family == "officers" and any(results.has(m.name, g) for g in groups)]
        heads = ("Option", "Group", *(f"{m.title} ({m.shown_unit})" for m in metrics))
        rows = []
        for option in [o for o in results.shown if o.stable]:
            for group in groups:
                shown = [
                    f"fewer than {SMALLEST_GROUP} officers, or next to such a group: not shown"
                    if group in hidden
                    else figure(m, results.estimate(option.id, m.name, group).mean)
                    for m in metrics
                ]
                rows.append((short_label(results, option), results.group_title(group), *shown))
        if rows:
            out.append((f"Officers by {KINDS.get(kind, kind)}", Table(heads, tuple(rows))))
    return out
