"""The chart of how the effects of a sweep add up: each swept setting, and what all of them together add."""

from __future__ import annotations

from sim.metrics import METRICS, Metric
from sim.reports import effects as adding
from sim.reports.charts import Chart, Mark, Panel, Table, panels_figure
from sim.reports.focus import Focus
from sim.reports.judging import effect_verdict
from sim.reports.levels import SURE
from sim.reports.phrases import title_in
from sim.reports.results import Results
from sim.reports.titles import effects_title
from sim.reports.words import SAME, capital, change, counted, decimals_for, interval, within

MOST_PANELS = 6
_LEADING = (
    "attended_within_target",
    "never_heard",
    "wait_p90_min",
    "kss7_hours",
    "overtime_unpaid_hours",
    "sickness_share",
    "officer_hours_held",
    "calls_999_in_time",
)


def shown_measures(results: Results, about: Focus) -> list[tuple[str, str]]:
    """Measures of the chart: what the study is about, then the leading measures of each family, moved ones first."""
    leading = [m for m in results.headline if m[0] in _LEADING] or list(results.headline[:4])
    clear = {(e.metric, e.group) for e in adding.effects(results, leading) if effect_verdict(results, e) in SURE}
    first = [m for m in (about.lead, *about.columns) if m is not None]
    wanted = [*first, *(m for m in leading if m in clear), *leading]
    kept = [m for m in dict.fromkeys(wanted) if not _still(results, m)][:MOST_PANELS] or [*first, *leading][:1]
    order = [*results.headline, *about.columns]
    return sorted(kept, key=lambda m: order.index(m) if m in order else len(order))


def _still(results: Results, measure: tuple[str, str]) -> bool:
    """Whether no swept setting changes a measure in any run."""
    found = adding.effects(results, [measure])
    return bool(found) and all(effect_verdict(results, e) == SAME for e in found)


def effects_chart(results: Results, about: Focus) -> Chart | None:
    """Main effects of every swept setting on the measures the study is about, and what all together add."""
    measures = shown_measures(results, about)
    headline = [m for m in measures if m in results.headline]
    beside = [m for m in measures if m not in results.headline]
    found = adding.effects(results, headline) + adding.effects(results, beside, beside=about.looked_at)
    if not found:
        return None
    found += adding.beyond_sum(results, measures)
    rows = list(dict.fromkeys(e.change.words for e in found))
    table_rows: list[tuple[str, ...]] = []
    panels = []
    for name, group in measures:
        metric = METRICS[name]
        by_row = {e.change.words: e for e in found if (e.metric, e.group) == (name, group)}
        title = f"{metric.title}, {results.group_title(group)}" if group.startswith("grade=") else title_in(metric, group)
        panels.append(
            Panel(
                metric,
                f"{title} ({metric.difference_unit})",
                tuple(_effect_mark(results, metric, by_row[r]) for r in rows),
                0.0,
                signed=True,
                decimals=max(_effect_decimals(results, by_row[r]) for r in rows),
            )
        )
        table_rows += [_row(results, title, e) for e in by_row.values()]
    figure_, narrow = panels_figure([capital(r) for r in rows], panels, 3)
    lead = about.lead if about.lead in measures and about.lead is not None else measures[0]
    title = effects_title(results, found, lead)
    heads = ("Measure", "Change", "Effect", "Corrected interval", "Verdict", "Runs", "Pairs of options")
    spoken = " ".join(f"{r[0]}, {r[1]}: {r[2]}, {r[4]}." for r in table_rows)
    note = _note(results, found, len(beside))
    return Chart(title, note, f"{title}. {spoken}", figure_, narrow, Table(heads, tuple(table_rows)))


def _note(results: Results, found: list[adding.Effect], beside: int) -> str:
    sizes = sorted({e.family_size for e in found if e.change.axis})
    corrected = counted(sizes[0], "effect")
    if beside and sizes[1:]:
        corrected += f" ({sizes[-1]} for measures that are not headline ones)"
    return (
        f"Mean change over all combinations of the other settings, {results.replications} paired runs; bars are 95% "
        f"intervals corrected for {corrected}; dashed line: no change."
    )


def _row(results: Results, title: str, effect: adding.Effect) -> tuple[str, ...]:
    metric = METRICS[effect.metric]
    return (
        title,
        effect.change.words,
        change(metric, effect.mean, decimals=decimals_for(metric, effect.mean, effect.low, effect.high)),
        interval(metric, effect.low, effect.high, signed=True),
        effect_verdict(results, effect),
        str(effect.n),
        str(len(effect.change.pairs)),
    )


def _effect_decimals(results: Results, effect: adding.Effect) -> int:
    """Digits that keep a sure effect from being shown as nothing."""
    metric = METRICS[effect.metric]
    return decimals_for(metric, effect.mean) if effect_verdict(results, effect) in SURE else metric.decimals


def _effect_mark(results: Results, metric: Metric, effect: adding.Effect) -> Mark:
    verdict = effect_verdict(results, effect)
    digits = decimals_for(metric, effect.mean, effect.low, effect.high)
    words = (
        f"{capital(effect.change.words)}: {metric.title.lower()} {change(metric, effect.mean, decimals=digits)} "
        f"({interval(metric, effect.low, effect.high, signed=True)}), {verdict}"
    )
    return Mark(effect.mean, *within(metric, effect.low, effect.high, float("nan")), verdict, words)
