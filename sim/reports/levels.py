"""Charts of levels: one panel for each measure, one row for each option, judged against the baseline."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.metrics import METRICS, Metric
from sim.reports.charts import Chart, Mark, Panel, Table, panels_figure
from sim.reports.judging import CLEAR, short_label
from sim.reports.results import Comparison, Option, Results
from sim.reports.titles import Wanted, finding_title, shown_options, verdict_for
from sim.reports.words import VERDICTS, capital, change, counted, decimals_for, figure, interval, with_unit, within


def levels_chart(
    results: Results, wanted: Sequence[Wanted], remark: str = "", subject: Option | None = None, title: str = ""
) -> Chart:
    """A panel for each measure drawn, a row for each option; `remark` is said below the title, "" works the title out."""
    options, drawn = shown_options(results, subject), [w for w in wanted if w.drawn]
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
    title = title or finding_title(results, drawn, options)
    return Chart(
        title,
        f"{_note(results, wanted, len(options))} {remark}".strip(),
        f"{title}. {_spoken(panels, options, results)}",
        figure_,
        narrow,
        levels_table(results, wanted),
    )


def _panel_title(wanted: Wanted) -> str:
    metric = METRICS[wanted.metric]
    return f"{wanted.title or metric.title} ({metric.shown_unit})"


def _decimals(results: Results, options: Sequence[Option], wanted: Wanted) -> int:
    """Decimals of a measure's levels: up to two more than usual where an option surely differs and would look alike."""
    metric = METRICS[wanted.metric]
    base = results.estimate(results.baseline.id, wanted.metric, wanted.group).mean
    sure = [o for o in options if verdict_for(results, o, wanted) in SURE]
    values = [results.estimate(o.id, wanted.metric, wanted.group).mean for o in sure]
    for digits in range(metric.decimals, metric.decimals + 2):
        if all(figure(metric, v, decimals=digits) != figure(metric, base, decimals=digits) for v in values):
            return digits
    return metric.decimals + 2 if values else metric.decimals


SURE = CLEAR | {"better, tiny", "worse, tiny", "higher, tiny", "lower, tiny"}


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


def levels_table(results: Results, wanted: Sequence[Wanted]) -> Table:
    """The same in figures, for every option and every measure wanted."""
    options = results.shown
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


def _note(results: Results, wanted: Sequence[Wanted], options: int) -> str:
    if results.replications < 2:
        return f"One run{results.run_words}: no interval can be given."
    family = max((family_size(results, w.metric, w.group) for w in wanted), default=0)
    corrected = f", corrected for {counted(family, 'comparison')}" if family > 1 else ""
    mean = f"Mean of {results.replications} runs{results.run_words}; bars: 95% intervals"
    if not results.others:
        return f"{mean}."
    verdicts = f" Signs: paired difference from it{corrected}."
    every = 1 + len(results.others)
    left_out = ""
    if every > options:
        left_out = f" {options} of {every} options drawn; the table has all."
    if results.folded:
        left_out += " Options that came out the same in every run stand once."
    undrawn = sum(not w.drawn for w in wanted)
    folded = f" {counted(undrawn, 'more measure')} only in the table." if undrawn else ""
    return f"{mean}; dashed line: baseline.{verdicts}{left_out}{folded}"


def family_size(results: Results, metric: str, group: str = "") -> int:
    """How many comparisons the stored intervals of a measure are corrected for together; 0 where none is stored."""
    found = [results.comparison(o.id, metric, group) for o in results.others]
    return max((c.family_size for c in found if c is not None), default=0)
