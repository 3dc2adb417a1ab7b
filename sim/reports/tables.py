"""What the page's tables hold: the decision table, the public by area, officers by group. Text only, no markup."""

from __future__ import annotations

from dataclasses import dataclass

from sim.metrics import FAMILIES, METRICS, Family, Metric
from sim.reports.charts import Table
from sim.reports.finding import short_label, shown_verdict
from sim.reports.protection import SMALLEST_GROUP, hidden_groups, officer_groups
from sim.reports.results import Option, Results
from sim.reports.words import (
    NARROW_SPACE,
    VERDICTS,
    change,
    decimals_for,
    figure,
    interval,
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
    """One option against the baseline."""

    title: str
    label: str
    kind: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the decision table."""

    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """Options by headline measures. `families` are the column groups: title and number of columns."""

    families: tuple[tuple[str, int], ...]
    heads: tuple[Head, ...]
    rows: tuple[DecisionRow, ...]


_GOOD_WAY = {"higher": "more is better", "lower": "less is better", "neutral": "neither way is better"}


def decision_table(results: Results, subject: Option | None) -> DecisionTable:
    """The table a decision is read from: the baseline's levels, then every option's paired difference."""
    metrics = [METRICS[name] for name, _ in results.headline]
    counts: dict[Family, int] = {}
    for metric in metrics:
        counts[metric.family] = counts.get(metric.family, 0) + 1
    options = [results.baseline, *results.others]
    return DecisionTable(
        tuple((FAMILIES[f], n) for f, n in counts.items()),
        tuple(Head(m.title, f"{m.shown_unit}; {_GOOD_WAY[m.direction]}") for m in metrics),
        tuple(_decision_row(results, o, metrics, subject) for o in options),
    )


def _decision_row(results: Results, option: Option, metrics: list[Metric], subject: Option | None) -> DecisionRow:
    if not option.stable:
        return DecisionRow(short_label(results, option), option.label, "unstable", ())
    if option.id == results.baseline.id:
        cells = tuple(_level_cell(results, option, m) for m in metrics)
        return DecisionRow(short_label(results, option), option.label, "baseline", cells)
    kind = "subject" if subject is not None and option.id == subject.id else ""
    return DecisionRow(short_label(results, option), option.label, kind, tuple(_cell(results, option, m) for m in metrics))


def _level_cell(results: Results, option: Option, metric: Metric) -> Cell:
    found = results.estimate(option.id, metric.name)
    return Cell(
        metric.title,
        "",
        "",
        "base",
        level(metric, found.mean).split(NARROW_SPACE)[0],
        f"({interval(metric, found.low, found.high)})",
    )


def _cell(results: Results, option: Option, metric: Metric) -> Cell:
    found = results.comparison(option.id, metric.name)
    if found is None:
        return _level_cell(results, option, metric)
    verdict = VERDICTS.get(shown_verdict(results, metric, found), VERDICTS["none"])
    digits = decimals_for(metric, found.difference, found.low, found.high)
    main = change(metric, found.difference, decimals=digits).split(NARROW_SPACE)
    # Units stand in the heading; only "points" is repeated, lest a difference of shares be read as per cent of one.
    text = NARROW_SPACE.join(main) if metric.unit == "share" else main[0]
    return Cell(
        metric.title,
        verdict.sign,
        verdict.word,
        verdict.tone,
        text,
        f"({interval(metric, found.low, found.high, True, results.estimate(results.baseline.id, metric.name).mean, digits)})",
    )


def area_tables(results: Results) -> list[tuple[str, Table]]:
    """What each area of the public gets: attendance within target and the long wait, by option."""
    out = []
    for name in ("attended_within_target", "wait_p90_min"):
        areas, metric = results.groups(name, "area"), METRICS[name]
        heads = ("Option", *(results.group_title(a) for a in areas))
        rows = [(short_label(results, o), *(_in_area(results, o, metric, a) for a in areas)) for o in results.options if o.stable]
        if areas and rows:
            out.append((f"By area: {metric.title.lower()} ({metric.shown_unit})", Table(heads, tuple(rows))))
    return out


def _in_area(results: Results, option: Option, metric: Metric, area: str) -> str:
    value = figure(metric, results.estimate(option.id, metric.name, area).mean)
    found = results.comparison(option.id, metric.name, area)
    verdict = VERDICTS.get(shown_verdict(results, metric, found, area), VERDICTS["none"])
    return f"{value} {verdict.sign} {verdict.word}".strip()


def group_tables(results: Results) -> list[tuple[str, Table]]:
    """Officers' measures by group, one table for each kind of group, small groups withheld."""
    out = []
    for kind, groups in officer_groups(results).items():
        hidden = hidden_groups(results, kind)
        metrics = [m for m in METRICS.values() if m.family == "officers" and any(results.has(m.name, g) for g in groups)]
        heads = ("Option", "Group", *(f"{m.title} ({m.shown_unit})" for m in metrics))
        rows = []
        for option in [o for o in results.options if o.stable]:
            for group in groups:
                shown = [
                    f"fewer than {SMALLEST_GROUP} officers, or next to such a group: not shown"
                    if group in hidden
                    else figure(m, results.estimate(option.id, m.name, group).mean)
                    for m in metrics
                ]
                rows.append((short_label(results, option), results.group_title(group), *shown))
        if rows:
            out.append((f"Officers by {kind}", Table(heads, tuple(rows))))
    return out
