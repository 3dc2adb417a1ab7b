"""The page of a screening: one self-contained file made of the stored report and its table of effects."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.experiments.files import write_whole
from sim.reports import screen_words as words
from sim.reports import template
from sim.reports.charts import Table
from sim.reports.embedding import json_for_script, plain_figure, plotly_script, resource, source_hash
from sim.reports.screen_chart import screen_chart
from sim.reports.words import plain

Row = Mapping[str, Any]
REPORT, PAGE = "screen.json", "screen.html"


def build_screen_page(folder: Path) -> Path:
    """Write the page of a screening's folder and return its path. Raises OSError or ValueError where its files are not whole."""
    import pyarrow.parquet as pq

    report = json.loads((folder / REPORT).read_bytes())
    effects = pq.read_table(folder / "tables" / "effects.parquet", partitioning=None).to_pylist()
    write_whole(folder / PAGE, render(report, effects, plotly_script()).encode("utf-8"))
    return folder / PAGE


def finding_in_words(report: Row) -> str:
    """The finding as plain text for a terminal."""
    return words.terminal_words(report)


def render(report: Row, effects: Sequence[Row], script: str) -> str:
    """The page as text; every text of the study is escaped by the template."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    chart = screen_chart(report, effects)
    charts = [] if chart is None else [{"id": "chart-1", "figure": plain_figure(chart.figure), "narrow": chart.narrow}]
    data, draw = json_for_script({"config": template.config(), "charts": charts}), resource("draw.js")
    policy = (f"default-src 'none'; script-src {source_hash(script)} {source_hash(draw)}; style-src 'unsafe-inline'; "
              "base-uri 'none'; form-action 'none'")
    environment = Environment(loader=PackageLoader("sim.reports", "templates"), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    return environment.get_template("screen.html.j2").render(
        policy=Markup(policy), study=plain(report["study"]),
        question=plain(report["question"] or "What do the conclusions hang on?", 300),
        answer=words.answer(report), warnings=words.warnings(report), sentences=words.sentences(report),
        baseline=plain(report["baseline"]), rows=conclusion_rows(report), unclear=_unclear(report), chart=chart,
        away=_away(report), factors=factor_table(report), refusals=_refusals(report), left_out=_left_out(report),
        caveats=words.caveats(report), style=Markup(resource("style.css")), chart_data=Markup(data),
        plotly_script=Markup(f"<script>{script}</script>"), draw_script=Markup(draw),
    )


def conclusion_rows(report: Row) -> list[dict[str, Any]]:
    """The first table: each clear conclusion and the assumptions it hangs on, with range and source."""
    factors = words.by_name(report)
    found = []
    for row in words.clear_ones(report):
        links = [
            {"name": words.factor_name(link["factor"]), "how": words.hanging_words(link),
             "range": words.range_words(factors[link["factor"]]), "source": words.source_words(factors[link["factor"]])}
            for link in row["hangs_on"][: words.MOST_NAMED]
        ]
        found.append({"name": words.conclusion_name(row), "configured": words.configured_words(row),
                      "everywhere": words.everywhere_words(row), "links": links,
                      "more": max(0, len(row["hangs_on"]) - words.MOST_NAMED)})
    return found


def _unclear(report: Row) -> Table:
    heads = ("Conclusion", "As configured", "Everywhere else", "Becomes clear with")
    rows = []
    for row in words.unclear_ones(report):
        names = "; ".join(words.factor_name(link["factor"]) for link in row["hangs_on"][: words.MOST_NAMED]) or "no number alone"
        rows.append((words.conclusion_name(row), words.configured_words(row), words.everywhere_words(row), names))
    return Table(heads, tuple(rows))


def factor_table(report: Row) -> Table:
    """Everything that was moved: how far, and where the number comes from."""
    heads = ("Assumed number", "Settings", "Moved", "Strength and source")
    return Table(heads, tuple(
        (words.factor_name(factor["name"]), str(factor["members"]), words.range_words(factor), words.source_words(factor))
        for factor in report["factors"]))


def _away(report: Row) -> Table:
    rows = tuple((words.factor_name(one["factor"]), str(one["steps"])) for one in report["into_instability"])
    return Table(("Assumed number", "Steps into instability or out of it"), rows)


def _refusals(report: Row) -> Table:
    narrowed = tuple((f"{words.factor_name(factor['name'])}: range narrowed", plain(factor["narrowed"], 300))
                     for factor in report["factors"] if factor["narrowed"])
    points = tuple((f"{one['points']} points not run", plain(one["rule"], 300)) for one in report["refusals"])
    return Table(("What", "Rule"), (*points, *narrowed))


def _left_out(report: Row) -> Table:
    rows = tuple((plain(one["key"]), one["reason"]) for one in report["not_screened"])
    return Table(("Setting", "Why it is not screened"), rows)
