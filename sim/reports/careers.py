"""The section "People who leave and join": who left, who is learning, posts nobody holds, what it costs; and year by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.metrics import METRICS, Metric
from sim.reports import template
from sim.reports.charts import FOOT_PX, Chart, Table, span
from sim.reports.judging import few_runs, short_label
from sim.reports.results import Estimate, Option, Results
from sim.reports.sections import Plan
from sim.reports.switches import any_on
from sim.reports.titles import Wanted
from sim.reports.words import capital, counted, figure, known, level, within, wrap

TITLE = "People who leave and join"
LEARNING = (
    "Out of the posts of response officers. A recruit is in training first, off the roster, then a student who goes out with a "
    "tutor only. Rates of leaving by service, and what strain does to them, are assumed."
)
MONEY = "Pay of posts nobody is paid for, less recruits and severance; overtime that empty posts cause is apart."
BY_YEAR = ("posts_independent_share", "leavers", "attended_within_target", "careers_net_pounds")
"""Measures drawn year by year, from the top."""
LISTED = (*BY_YEAR, "joiners", "posts_empty_share", "posts_in_training_share", "posts_with_student_share", "new_in_run_share",
          "sickness_share")  # fmt: skip
"""Measures of the table by year."""
PANEL_PX, WIDE_HEAD_PX, NARROW_HEAD_PX = 120, 52, 86
LINES = ((template.SUPPLY, "solid", "circle"), (template.DEMAND, "5px,3px", "diamond"))


def career_plans(results: Results) -> list[Plan]:
    """Who leaves and joins, who learns, experience, money; nothing where nobody leaves and joins."""
    by_service = tuple(Wanted("leavers_share", group, f"{results.group_title(group)} served: leave in a year", drawn=False)
                       for group in results.groups("leavers_share", "service"))  # fmt: skip
    return [
        Plan((Wanted("posts_independent_share"), Wanted("posts_empty_share"), Wanted("posts_in_training_share", drawn=False),
              Wanted("posts_with_student_share", drawn=False), Wanted("posts_on_break_share", drawn=False)), LEARNING,
             ("careers",), only_on=True),
        Plan((Wanted("leavers_share"), Wanted("joiners"), Wanted("leavers", drawn=False), Wanted("severed", drawn=False),
              *by_service), "", ("careers",), only_on=True),
        Plan((Wanted("new_in_run_share"), Wanted("service_in_run_years")), "", ("careers",), only_on=True),
        Plan((Wanted("careers_net_pounds"), Wanted("joining_pounds", drawn=False), Wanted("severance_pounds", drawn=False),
              Wanted("unpaid_posts_pounds", drawn=False)), MONEY, ("careers",), only_on=True),
    ]  # fmt: skip


def years_chart(results: Results, subject: Option | None) -> Chart | None:
    """What happens year by year, for the baseline and the option spoken about; None in a run of one year, or without careers."""
    years = results.groups("posts_independent_share", "year")
    if not years or not any_on(results.configurations, "careers"):
        return None
    years = sorted(years, key=lambda group: int(group.partition("=")[2]))
    shown = [results.baseline] if subject is None or subject.id == results.baseline.id else [results.baseline, subject]
    metrics = [name for name in BY_YEAR if all(results.has(name, group) for group in years)]
    names = [capital(short_label(results, option)) for option in shown]
    drawn, narrow = _figure(results, shown, names, metrics, years)
    title = _title(results, shown, names, years)
    n = results.replications
    bars = "too few for intervals" if few_runs(results) else "bars are 95% intervals over runs"
    note = f"Mean of {counted(n, 'run')}; {bars}. Year 1 begins when results begin to count; the last holds what is left over."
    spoken = " ".join(_spoken(results, option, name, metrics, years) for option, name in zip(shown, names, strict=True))
    return Chart(title, note, f"{title}. {spoken}", drawn, narrow, _table(results, years))


def _title(results: Results, shown: Sequence[Option], names: Sequence[str], years: Sequence[str]) -> str:
    """Say where independent officers were fewest, under the last option drawn against the baseline in the same year."""
    metric = METRICS["posts_independent_share"]

    def at(option: Option, group: str) -> float:
        return results.estimate(option.id, metric.name, group).mean

    option = shown[-1]
    worst = min(years, key=lambda group: at(option, group) - (at(shown[0], group) if len(shown) > 1 else 0.0))
    words = f"{level(metric, at(option, worst))} of posts are held by independent officers in {_year(worst).lower()}"
    if len(shown) == 1:
        return f"{words}, the fewest of {counted(len(years), 'year')}"
    return f"{names[-1]}: {words}; without it {level(metric, at(shown[0], worst))}"


def _year(group: str) -> str:
    return f"Year {group.partition('=')[2]}"


def _spoken(results: Results, option: Option, name: str, metrics: Sequence[str], years: Sequence[str]) -> str:
    parts = []
    for each in metrics:
        metric = METRICS[each]
        levels = (level(metric, results.estimate(option.id, each, group).mean) for group in years)
        parts.append(f"{metric.title}: {', '.join(levels)}")
    return f"{name}, {_year(years[0]).lower()} to {_year(years[-1]).lower()}. {'; '.join(parts)}."


def _table(results: Results, years: Sequence[str]) -> Table:
    """Every option, measure and year."""
    rows = []
    for option in results.shown:
        for name in LISTED:
            means = [results.estimate(option.id, name, group).mean for group in years if results.has(name, group)]
            if len(means) == len(years) and all(known(mean) for mean in means):
                metric = METRICS[name]
                what = f"{metric.title}, {metric.shown_unit}"
                rows.append((capital(short_label(results, option)), what, *(figure(metric, mean) for mean in means)))
    return Table(("Option", "Measure", *(_year(group) for group in years)), tuple(rows))


def _figure(
    results: Results, shown: Sequence[Option], names: Sequence[str], metrics: Sequence[str], years: Sequence[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Figure and narrow layout: a panel for each measure above the other, a line for each option."""
    total, narrow_total = (len(metrics) * (PANEL_PX + head + FOOT_PX) for head in (WIDE_HEAD_PX, NARROW_HEAD_PX))
    wide: dict[str, Any] = {"annotations": []}
    narrow: dict[str, Any] = {"annotations": [], "height": narrow_total}
    traces: list[dict[str, Any]] = []
    labels = [_year(group) for group in years]
    for index, name in enumerate(metrics):
        ref = "" if index == 0 else str(index + 1)
        for place, (option, words) in enumerate(zip(shown, names, strict=True)):
            traces.append(_trace(results, option, words, name, years, ref, place))
        wide[f"xaxis{ref}"] = {"domain": [0.09, 1.0], "anchor": f"y{ref}", "range": [0.7, len(years) + 0.3], "showgrid": False,
                               "tickvals": list(range(1, len(years) + 1)), "ticktext": labels}  # fmt: skip
        wide[f"yaxis{ref}"] = {"domain": list(span(index, PANEL_PX, total, WIDE_HEAD_PX)), "anchor": f"x{ref}", "nticks": 4}
        narrow[f"xaxis{ref}"] = {"ticktext": [label.removeprefix("Year ") for label in labels], "domain": [0.18, 1.0]}
        narrow[f"yaxis{ref}"] = {"domain": list(span(index, PANEL_PX, narrow_total, NARROW_HEAD_PX))}
        wide["annotations"].append(_head(name, names if index == 0 else (), ref, 130))
        narrow["annotations"].append(_head(name, names if index == 0 else (), ref, 46))
    wide |= {"height": total, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "template": template.register()}
    return {"data": traces, "layout": wide}, narrow


def _trace(
    results: Results, option: Option, words: str, name: str, years: Sequence[str], ref: str, place: int
) -> dict[str, Any]:
    """One option's line in one panel; the second stands a little to the right, so that bars do not hide each other."""
    metric, (colour, dash, symbol) = METRICS[name], LINES[place]
    found = [results.estimate(option.id, name, group) for group in years]
    scaled = [round(each.mean * metric.scale, 4) if known(each.mean) else None for each in found]
    ends = [_ends(metric, each) for each in found]
    bars = {"type": "data", "symmetric": False, "array": [above for _, above in ends], "arrayminus": [below for below, _ in ends],
            "color": colour, "thickness": 1.2, "width": 4}  # fmt: skip
    at = [year + 0.04 * place for year in range(1, len(years) + 1)]
    return {
        "type": "scatter", "mode": "lines+markers", "x": at, "y": scaled, "name": words,
        "xaxis": f"x{ref}", "yaxis": f"y{ref}", "line": {"color": colour, "width": 2.2, "dash": dash},
        "marker": {"color": colour, "symbol": symbol, "size": 8},
        "error_y": {"visible": False} if few_runs(results) else bars,
        "text": [f"{words}, {_year(group).lower()}: {level(metric, each.mean)}"
                 for group, each in zip(years, found, strict=True)],
        "hovertemplate": "%{text}<extra></extra>",
    }  # fmt: skip


def _ends(metric: Metric, found: Estimate) -> tuple[float, float]:
    """How far the interval reaches below and above the mean, as shown and within what is possible; 0 where there is none."""
    low, high = within(metric, found.low, found.high)
    if not (known(low) and known(high)):
        return 0.0, 0.0
    return round((found.mean - low) * metric.scale, 4), round((high - found.mean) * metric.scale, 4)


def _head(name: str, names: Sequence[str], ref: str, wrap_at: int) -> dict[str, Any]:
    """What the panel is of; above the first the key to the lines, each in its line's colour and dash."""
    metric = METRICS[name]
    key = [f'<span style="color:{style[0]}">{mark} {wrap(words, wrap_at - 8)}</span>'
           for words, style, mark in zip(names, LINES, ("\u2501\u25cf\u2501", "\u2505\u25c6\u2505"), strict=False)]  # fmt: skip
    text = "<br>".join([*key, wrap(f"{metric.title}, {metric.shown_unit}", wrap_at, 2)])
    return {"text": text, "xref": f"x{ref} domain", "yref": f"y{ref} domain", "x": 0, "y": 1, "xanchor": "left",
            "yanchor": "bottom", "yshift": 4, "align": "left", "font": {"size": 13, "color": template.INK}}  # fmt: skip
