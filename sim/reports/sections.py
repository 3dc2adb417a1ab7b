"""Which charts each section of the page holds, and the finding that titles each of them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from sim.metrics import METRICS, Metric
from sim.reports import effects as adding
from sim.reports.charts import Chart, Mark, Panel, Table, panels_figure
from sim.reports.finding import short_label, weighed
from sim.reports.results import Comparison, Option, Results, estimate_of
from sim.reports.titles import MOST_ROWS, Wanted, effects_title, finding_title, verdict_for, week_title
from sim.reports.weeks import Week, week_figure
from sim.reports.words import (
    VERDICTS,
    capital,
    change,
    counted,
    decimals_for,
    figure,
    hour_name,
    interval,
    with_unit,
    within,
)

MOST_GRADES = 4
"""Grades a chart can show and stay readable; the table below it lists all."""
MOST_PARTNERS = 6
"""The same for partners."""


def public_charts(results: Results) -> list[Chart]:
    """Attendance within target by grade, waits, and incidents waiting."""
    grades = results.groups("attended_within_target", "grade")
    attended = [
        Wanted("attended_within_target", g, f"{results.group_title(g)}, within target", drawn=place < MOST_GRADES)
        for place, g in enumerate(grades)
    ]
    top = results.groups("wait_p90_min", "grade")[:1]
    half, tenth = "half wait longer than", "one in ten waits longer than"
    waits = [
        *(Wanted("wait_p50_min", g, f"{results.group_title(g)}: {half}") for g in top),
        *(Wanted("wait_p90_min", g, f"{results.group_title(g)}: {tenth}") for g in top),
        *([] if top else [Wanted("wait_p50_min", "", f"All grades: {half}")]),
        Wanted("wait_p90_min", "", f"All grades: {tenth}"),
    ]
    return _charts(
        results,
        [
            attended or [Wanted("attended_within_target")],
            waits,
            [Wanted("backlog_mean"), Wanted("open_at_end")],
        ],
    )


def officer_charts(results: Results) -> list[Chart]:
    """Tiredness, overtime, and absence with single crewing."""
    return _charts(
        results,
        [
            [Wanted("kss7_hours"), Wanted("sleep_before_duty_h")],
            [Wanted("overtime_paid_hours"), Wanted("overtime_unpaid_hours")],
            [Wanted("sickness_share"), Wanted("single_crewed_share")],
        ],
    )


def partner_charts(results: Results) -> list[Chart]:
    """Officer hours held by each partner, and how long partners take."""
    partners = results.groups("officer_hours_held", "partner")
    held = [
        Wanted("officer_hours_held", g, f"{results.group_title(g)}, officer hours held", drawn=place < MOST_PARTNERS)
        for place, g in enumerate(partners)
    ]
    return _charts(
        results,
        [
            held or [Wanted("officer_hours_held")],
            [Wanted("partner_wait_p50_min"), Wanted("partner_wait_p90_min"), Wanted("partner_gave_up_share")],
        ],
    )


def _charts(results: Results, plans: Sequence[Sequence[Wanted]]) -> list[Chart]:
    kept = [[w for w in plan if results.has(w.metric, w.group)] for plan in plans]
    # Where no option has an average there is nothing to draw, and the finding says why.
    return [_levels_chart(results, plan) for plan in kept if any(o.has_mean(w.group) for o in results.options for w in plan)]


def shown_options(results: Results) -> list[Option]:
    """The options charts show: all of them, or the baseline and the first ones when there are very many."""
    return [results.baseline, *results.others][:MOST_ROWS]


def _levels_chart(results: Results, wanted: Sequence[Wanted]) -> Chart:
    options, drawn = shown_options(results), [w for w in wanted if w.drawn]
    compared = [bool(results.others) and results.baseline.has_mean(w.group) for w in drawn]
    panels = [
        Panel(
            METRICS[w.metric],
            _panel_title(w),
            tuple(_mark(results, o, w) for o in options),
            results.estimate(results.baseline.id, w.metric, w.group).mean if beside else math.nan,
            decimals=_decimals(results, options, w),
        )
        for w, beside in zip(drawn, compared, strict=True)
    ]
    columns = 3 if len(panels) in (3, 5, 6) else min(2, len(panels))
    figure_, narrow = panels_figure([capital(short_label(results, o)) for o in options], panels, columns)
    title = finding_title(results, drawn)
    return Chart(
        title,
        _note(results, wanted),
        f"{title}. {_spoken(panels, options, results)}",
        figure_,
        narrow,
        _levels_table(results, options, wanted),
    )


def _panel_title(wanted: Wanted) -> str:
    metric = METRICS[wanted.metric]
    return f"{wanted.title or metric.title} ({metric.shown_unit})"


def _decimals(results: Results, options: Sequence[Option], wanted: Wanted) -> int:
    """Decimals of a measure's levels: up to two more than usual where an option surely differs and would look alike."""
    metric = METRICS[wanted.metric]
    base = results.estimate(results.baseline.id, wanted.metric, wanted.group).mean
    sure = [o for o in options if verdict_for(results, o, wanted) in _SURE]
    values = [results.estimate(o.id, wanted.metric, wanted.group).mean for o in sure]
    for digits in range(metric.decimals, metric.decimals + 2):
        if all(figure(metric, v, decimals=digits) != figure(metric, base, decimals=digits) for v in values):
            return digits
    return metric.decimals + 2 if values else metric.decimals


_SURE = frozenset({"better", "worse", "higher", "lower", "better, tiny", "worse, tiny"})


def _against(metric: Metric, found: Comparison, base: float) -> tuple[str, str]:
    """A paired difference and its interval, with as many digits as show that it is sure."""
    digits = decimals_for(metric, found.difference, found.low, found.high)
    return change(metric, found.difference, decimals=digits), interval(metric, found.low, found.high, True, base, digits)


def _mark(results: Results, option: Option, wanted: Wanted) -> Mark:
    metric, verdict = METRICS[wanted.metric], verdict_for(results, option, wanted)
    if verdict == "unstable":
        return Mark(math.nan, math.nan, math.nan, verdict, "")
    found = results.estimate(option.id, wanted.metric, wanted.group)
    digits = _decimals(results, [option], wanted)
    value = with_unit(figure(metric, found.mean, decimals=digits), metric.shown_unit)
    words = f"{option.label}: {value} ({interval(metric, found.low, found.high, decimals=digits)})"
    against = results.comparison(option.id, wanted.metric, wanted.group)
    if against is not None:
        words += f"; against the baseline {_against(metric, against, math.nan)[0]}, {VERDICTS[verdict].word}"
    low, high = within(metric, found.low, found.high)
    return Mark(found.mean, low, high, verdict, words)


def _levels_table(results: Results, options: Sequence[Option], wanted: Sequence[Wanted]) -> Table:
    heads = ["Option"]
    for w in wanted:
        title = _panel_title(w)
        heads += [title, "95% interval", "Against baseline", "Corrected interval", "Verdict"]
    rows = []
    digits = [_decimals(results, options, w) for w in wanted]
    bases = [results.estimate(results.baseline.id, w.metric, w.group).mean for w in wanted]
    for option in options:
        row = [option.label]
        for w, places, base in zip(wanted, digits, bases, strict=True):
            metric, verdict = METRICS[w.metric], verdict_for(results, option, w)
            if verdict == "unstable":
                row += ["unstable", "", "", "", "unstable"]
                continue
            at, against = (
                results.estimate(option.id, w.metric, w.group),
                results.comparison(option.id, w.metric, w.group),
            )
            row += [figure(metric, at.mean, decimals=places), interval(metric, at.low, at.high, decimals=places)]
            row += _against(metric, against, base) if against else ("", "")
            row.append(VERDICTS[verdict].word)
        rows.append(tuple(row))
    return Table(tuple(heads), tuple(rows))


def _spoken(panels: Sequence[Panel], options: Sequence[Option], results: Results) -> str:
    """What a screen reader says: the two ends of each panel; the table below the chart holds the rest."""
    parts = []
    for panel in panels:
        marks = [(m.value, o) for m, o in zip(panel.marks, options, strict=True) if math.isfinite(m.value)]
        if marks:
            low, high = min(marks, key=lambda p: p[0]), max(marks, key=lambda p: p[0])
            parts.append(
                f"{panel.title}: from {figure(panel.metric, low[0], panel.signed, panel.decimals)} "
                f"({short_label(results, low[1])}) to "
                f"{figure(panel.metric, high[0], panel.signed, panel.decimals)} ({short_label(results, high[1])})."
            )
    return " ".join(parts) + " All values are in the table below the chart."


def _note(results: Results, wanted: Sequence[Wanted]) -> str:
    if results.replications < 2:
        return f"One run{results.run_words}: no interval can be given."
    family = max((family_size(results, w.metric, w.group) for w in wanted), default=0)
    corrected = f", corrected for {counted(family, 'comparison')}" if family > 1 else ""
    if not results.others:
        return f"Mean of {results.replications} runs{results.run_words}; bars are 95% intervals of the mean."
    verdicts = f" Signs: paired difference from the baseline{corrected}."
    mean = f"Mean of {results.replications} runs{results.run_words}; bars are 95% intervals of the mean"
    every = 1 + len(results.others)
    left_out = f" The first {MOST_ROWS} of {every} options are drawn; the decision table has all." if every > MOST_ROWS else ""
    undrawn = sum(not w.drawn for w in wanted)
    folded = f" {counted(undrawn, 'more group')} only in the table below." if undrawn else ""
    return f"{mean}; dashed line: baseline.{verdicts}{left_out}{folded}"


def family_size(results: Results, metric: str, group: str = "") -> int:
    """How many comparisons the stored intervals of a measure are corrected for together; 0 where none is stored."""
    found = [results.comparison(o.id, metric, group) for o in results.others]
    return max((c.family_size for c in found if c is not None), default=0)


def effects_chart(results: Results) -> Chart | None:
    """Main effects of every swept setting on the leading measures of each family, and what all together add."""
    measures = [m for m in results.headline if m[0] in _LEADING] or list(results.headline[:4])
    found = adding.effects(results, measures)
    if not found:
        return None
    found += adding.beyond_sum(results, measures)
    rows = list(dict.fromkeys(e.change.words for e in found))
    table_rows, panels = [], []
    for name, group in measures:
        metric = METRICS[name]
        by_row = {e.change.words: e for e in found if (e.metric, e.group) == (name, group)}
        panels.append(
            Panel(
                metric,
                f"{metric.title} ({metric.difference_unit})",
                tuple(_effect_mark(results, metric, by_row[r]) for r in rows),
                0.0,
                signed=True,
                decimals=max(_effect_decimals(results, by_row[r]) for r in rows),
            )
        )
        table_rows += [
            (
                metric.title,
                r,
                change(metric, e.mean, decimals=decimals_for(metric, e.mean, e.low, e.high)),
                interval(metric, e.low, e.high, signed=True),
                weighed(results, metric, e.verdict, e.mean, group),
                str(e.n),
                str(len(e.change.pairs)),
            )
            for r, e in by_row.items()
        ]
    figure_, narrow = panels_figure([capital(r) for r in rows], panels, 3)
    title = effects_title(results, found, measures[0])
    family = found[0].family_size
    note = (
        f"Mean change over all combinations of the other settings, {results.replications} paired runs; bars are 95% "
        f"intervals corrected for {counted(family, 'effect')}; dashed line: no change."
    )
    heads = ("Measure", "Change", "Effect", "Corrected interval", "Verdict", "Runs", "Pairs of options")
    spoken = " ".join(f"{r[0]}, {r[1]}: {r[2]}, {r[4]}." for r in table_rows)
    return Chart(title, note, f"{title}. {spoken}", figure_, narrow, Table(heads, tuple(table_rows)))


_LEADING = (
    "attended_within_target",
    "wait_p90_min",
    "kss7_hours",
    "overtime_unpaid_hours",
    "sickness_share",
    "officer_hours_held",
)


def _effect_decimals(results: Results, effect: adding.Effect) -> int:
    """Digits that keep a sure effect from being shown as nothing."""
    metric = METRICS[effect.metric]
    sure = weighed(results, metric, effect.verdict, effect.mean, effect.group) in _SURE
    return decimals_for(metric, effect.mean) if sure else metric.decimals


def _effect_mark(results: Results, metric: Metric, effect: adding.Effect) -> Mark:
    verdict = weighed(results, metric, effect.verdict, effect.mean, effect.group)
    digits = decimals_for(metric, effect.mean, effect.low, effect.high)
    words = (
        f"{capital(effect.change.words)}: {metric.title.lower()} {change(metric, effect.mean, decimals=digits)} "
        f"({interval(metric, effect.low, effect.high, signed=True)}), {verdict}"
    )
    return Mark(effect.mean, *within(metric, effect.low, effect.high, math.nan), verdict, words)


def week_chart(results: Results, subject: Option | None) -> Chart | None:
    """Officers on duty against officers asked for by hour of the week, for the baseline and the option spoken about."""
    options = [o for o in (results.baseline, subject) if o is not None and o.stable]
    weeks, rows, titles, spoken = [], [], [], []
    for option in options:
        supply, demand = results.by_hour(option.id, "supply_officers"), results.by_hour(option.id, "demand_officers")
        samples = results.hour_samples(option.id, "demand_officers")
        if supply is None or demand is None or samples is None or not np.isfinite(supply - demand).any():
            continue
        spread = np.array([_half_interval(samples[:, h]) for h in range(samples.shape[1])])
        short = int(np.nansum(demand > supply))
        worst = int(np.nanargmax(demand - supply))
        name = capital(short_label(results, option))
        tight = f"{hour_name(worst)}, {demand[worst]:.0f} asked for and {supply[worst]:.0f} on duty"
        weeks.append(
            Week(
                f"{name}: in {counted(short, 'hour')} of 168 more asked for than on duty; tightest {tight}",
                supply,
                demand,
                spread,
            )
        )
        titles.append((short_label(results, option), short, worst))
        spoken.append(f"{name}: {short} of 168 hours ask for more officers than are on duty; the tightest is {tight}.")
        rows += [
            (
                option.label,
                hour_name(h),
                f"{supply[h]:.1f}",
                f"{demand[h]:.1f}",
                f"\u00b1{spread[h]:.1f}",
                f"{supply[h] - demand[h]:+.1f}".replace("-", "\u2212"),
            )
            for h in range(len(supply))
        ]
    if not weeks:
        return None
    figure_, narrow = week_figure(weeks)
    title = week_title(titles)
    n = results.replications
    note = (
        f"Mean of {n} {'run' if n == 1 else 'runs'}; the band around demand is its 95% interval. An incident asks for "
        "officers from the moment a crew is sent until it is closed, travel and waiting for partners included; all of "
        "it is counted at the hour the incident came in. What exceeds supply is carried over, not lost."
    )
    heads = ("Option", "Hour", "On duty (officers)", "Asked for (officers)", "95% interval", "Spare (officers)")
    return Chart(
        title,
        note,
        f"{title}. {' '.join(spoken)} The table below the chart has every hour.",
        figure_,
        narrow,
        Table(heads, tuple(rows)),
    )


def _half_interval(values: np.ndarray) -> float:
    found = estimate_of(values)
    return found.high - found.mean if math.isfinite(found.high) else 0.0
