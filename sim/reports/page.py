"""The dashboard: one self-contained page made of a results folder.

Nothing on the page comes from elsewhere and nothing on it can run but two scripts, Plotly's and ours, each named by its
hash (or nonce) in the page's Content-Security-Policy. Text of a study is escaped by the template, chart data are JSON
that cannot close its own element, and element ids are counted, never taken from names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sim.experiments.files import write_whole
from sim.metrics import FAMILIES, METRICS, SMALLEST_GROUP
from sim.reports import sections, tables, template, trust
from sim.reports.assumed import assumptions
from sim.reports.attribution import lines as attribution_lines
from sim.reports.attribution import made as attributions
from sim.reports.attribution_chart import attribution_charts
from sim.reports.attribution_groups import group_tables
from sim.reports.bids import bid_plans
from sim.reports.bill import bill_tables
from sim.reports.callers import front_door_plans
from sim.reports.careers import TITLE as CAREERS_TITLE
from sim.reports.careers import career_plans, years_chart
from sim.reports.cascade import beside, cascade_chart, cascade_tables, cascade_words
from sim.reports.casework import casework_plans
from sim.reports.changes import change_plans
from sim.reports.charts import Chart, Table
from sim.reports.crews import crew_plans
from sim.reports.custody import custody_plans
from sim.reports.effects_chart import effects_chart
from sim.reports.embedding import json_for_script, plain_figure, plotly_script, resource, source_hash
from sim.reports.finding import Finding, find
from sim.reports.getting_there import getting_there_plans
from sim.reports.growing import growing_table
from sim.reports.leave import leave_plans
from sim.reports.levers import lever_lines, lever_tables
from sim.reports.overtime import overtime_plans
from sim.reports.pools import pool_plans
from sim.reports.presence import control_room_plans, presence_plans
from sim.reports.pressures import pressure_plans, sickness_plans, trauma_plans
from sim.reports.protocol import protocol_tables
from sim.reports.results import Results, read_results
from sim.reports.reversal import would_change_our_mind
from sim.reports.roles import role_tables
from sim.reports.sharing import SHORT_NAMES
from sim.reports.stability_map import stability_map
from sim.reports.standards import standards_in_words, standards_table, standards_title
from sim.reports.strength import WHY, Strength, read_strength, strength_chart, strength_tables, strength_words
from sim.reports.supervision import supervision_plans
from sim.reports.survey_plans import survey_plans
from sim.reports.threshold import threshold_plans
from sim.reports.week_charts import call_takers_week, duty_week, officers_week, watches_week
from sim.reports.words import VERDICTS, capital, plain

PAGE_NAME = "dashboard.html"
MOST_OPEN = 24
"""Rows of a table that stands open in a section; a longer one is folded."""
_STANDINGS = {
    "gains": ("\u2714", "good"),
    "pays": ("\u2718", "bad"),
    "mixed": ("\u25d0", "plain"),
    "eased by lost calls": ("\u25b3", "plain"),
    "counted differently": ("\u2195", "plain"),
    "hardly changes": ("=", "open"),
    "unchanged": ("=", "open"),
}


@dataclass(frozen=True, slots=True)
class PlacedChart:
    """A chart with the element id it got on this page."""

    id: str
    chart: Chart


@dataclass(frozen=True, slots=True)
class Named:
    """A table with its title; `folded` until the reader opens it."""

    title: str
    table: Table
    folded: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page with its tables, charts, and a line on what did not move; `key` says whose marks are explained
    ("" for none), `neutral` whether there are marks that are neither good nor bad, `eased` whether some are no gain because
    callers were lost. `lines` are whole sentences with a name in front.
    """

    id: str
    title: str
    charts: tuple[PlacedChart, ...]
    tables: tuple[Named, ...] = ()
    quiet: str = ""
    key: str = ""
    neutral: bool = False
    eased: bool = False
    lines: tuple[str, ...] = ()


def build_dashboard(results_folder: Path, out: Path | None = None, *, shared_script: bool = False) -> Path:
    """Write the page of a results folder and return its path (default: dashboard.html in that folder).

    With `shared_script` the Plotly script (about 5 MB) is written once beside the page and shared by the pages of that
    folder; otherwise it is inside the page, which can then be sent alone. Raises UnreadableResults, or OSError where
    the page cannot be written; an old page is then left as it was.
    """
    results = read_results(Path(results_folder))
    out = Path(out) if out is not None else Path(results_folder) / PAGE_NAME
    out.parent.mkdir(parents=True, exist_ok=True)
    script = plotly_script()
    name = f"plotly-{hashlib.sha256(script.encode()).hexdigest()[:12]}.min.js" if shared_script else ""
    if name and not (out.parent / name).is_file():
        write_whole(out.parent / name, script.encode("utf-8"))
    write_whole(out, render(results, script, name).encode("utf-8"))
    return out


def render(results: Results, plotly_script: str, shared_name: str = "") -> str:
    """The page as text. `shared_name` is the file beside it that holds `plotly_script`, or "" to hold it inside."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    placed = _sections(results, finding := find(results))
    charts = [c for s in placed for c in s.charts]
    data = json_for_script(
        {
            "config": template.config(),
            "charts": [{"id": c.id, "figure": plain_figure(c.chart.figure), "narrow": c.chart.narrow} for c in charts],
        }
    )
    draw = resource("draw.js")
    if shared_name:
        # Not secret but not guessable by who wrote the study: it depends on the whole of the data.
        nonce = hashlib.sha256((data + plotly_script + "nonce").encode()).hexdigest()[:32]
        allowed, element = f"'nonce-{nonce}'", f'<script nonce="{nonce}" src="{shared_name}"></script>'
    else:
        allowed, element = source_hash(plotly_script), f"<script>{plotly_script}</script>"
    policy = (
        f"default-src 'none'; script-src {allowed} {source_hash(draw)}; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'"
    )
    assumed = assumptions(results)
    environment = Environment(
        loader=PackageLoader("sim.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.j2").render(
        policy=Markup(policy),
        study=plain(results.manifest.get("study") or "without a name"),
        finding=finding,
        decision=tables.decision_table(results, finding),
        sections=placed,
        facts=trust.facts(results, finding.focus),
        not_shown=trust.not_shown(results),
        reversals=would_change_our_mind(results),
        doubts=results.doubts,
        assumptions=assumed.table,
        assumption_summary=assumed.summary,
        paid_hours=trust.paid_hours(results),
        provenance=trust.provenance(results),
        dictionary=_dictionary(),
        short_names=SHORT_NAMES,
        paying=results.paying,
        asked=bool(results.asked),
        smallest=SMALLEST_GROUP,
        capital=capital,
        sign_of=_sign_of,
        tone_of=_tone_of,
        style=Markup(resource("style.css")),
        chart_data=Markup(data),
        plotly_script=Markup(element),
        draw_script=Markup(draw),
    )


def _sections(results: Results, finding: Finding) -> tuple[Section, ...]:
    """Every section that has something to show, in the order an incident meets them; charts are numbered through."""
    made: list[Section] = []
    still: list[tuple[str, str, list[Named]]] = []
    count = 0

    def add(
        id: str, title: str, plans: Sequence[sections.Plan] = (), more: Sequence[Chart | None] = (),
        tables_: Sequence[Named] = (), key: str = "options", lines: Sequence[str] = (), neutral: bool = False,
    ) -> None:  # fmt: skip
        nonlocal count
        found = sections.content(results, plans, finding.subject)
        charts = [*found.charts, *(chart for chart in more if chart is not None)]
        places = tuple(PlacedChart(f"chart-{count + i}", chart) for i, chart in enumerate(charts, 1))
        count += len(places)
        silent = [Named("What did not move, in figures", found.quiet_table, note=found.quiet_note)] if found.quiet_table else []
        key = key if results.others and places else ""
        if places or lines or any(not table.folded for table in tables_) or (tables_ and not found.quiet):
            words = tuple(lines)
            marks = (neutral or found.neutral, found.eased)
            made.append(Section(id, title, places, (*tables_, *silent), found.quiet, key, *marks, words))
        elif found.quiet:
            still.append((title, found.quiet, [replace(table, title=f"{title}, in figures") for table in silent] + [*tables_]))

    strength = read_strength(results)
    there = [cascade_chart(results, finding.subject), duty_week(results, beside(results, finding.subject))]
    words = [line for line in (cascade_words(results),) if line]
    lost = _named([*cascade_tables(results, finding.subject), *role_tables(results)])
    fixed = [Named(title, table, folded=False, note=note) for title, note, table in protocol_tables(results)]
    add("protocol", "Held against what was fixed before the runs", tables_=fixed, key="")
    told = filter(None, [growing_table(results), stability_map(results)])
    edge = [Named(title, table, folded=False, note=note) for title, note, table in told]
    add("edge", "Stable, strained, or running away", tables_=edge, key="")
    add("there", FAMILIES["availability"], more=there, tables_=lost, key="", lines=words)
    add("change", "Surges and changing demand", change_plans(results))
    add("public", FAMILIES["public"], sections.public_plans(results), tables_=_named(tables.area_tables(results)))
    front = [*front_door_plans(results), *control_room_plans(results)]
    add("front-door", FAMILIES["front_door"], front, [call_takers_week(results, finding.subject)])
    add("getting-there", "Getting there", getting_there_plans(results), tables_=_standards(results))
    add("threshold", "Which calls officers go to", threshold_plans(results))
    add("bids", "Extra tours at the peak", bid_plans(results))
    add("supervision", "Supervision", supervision_plans(results))
    add("pools", "Who attends beside the officers", pool_plans(results))
    add("officers", FAMILIES["officers"], sections.officer_plans(results), tables_=_named(tables.group_tables(results)))
    borne = [*pressure_plans(results), *trauma_plans(results), *sickness_plans(results), *presence_plans(results)]
    add("pressures", FAMILIES["welfare"], borne)
    tried = [replace(named, folded=False) for named in _named(lever_tables(results))]
    add("tried", "What was tried", tables_=tried, key="", lines=lever_lines(results))
    add("survey", "If officers were asked", survey_plans(results))
    add("overtime", "Overtime and rest", overtime_plans(results))
    add("careers", CAREERS_TITLE, career_plans(results), [years_chart(results, finding.subject)])
    add("leave", "Leave and experience", leave_plans(results))
    add("casework", FAMILIES["casework"], casework_plans(results))
    add("crews", "Crews and safety", crew_plans(results))
    add("custody", "Custody", custody_plans(results))
    add("partners", FAMILIES["partners"], sections.partner_plans(results))
    weeks = [officers_week(results, finding.subject), watches_week(results, finding.subject)]
    add("week", "Officers and demand through the week", more=weeks, key="")
    add("strength", "Minimum strength", more=[strength_chart(results, strength)], tables_=_strength(results, strength), key="",
        lines=strength_words(results, strength))
    shared = attributions(results)
    bills = [Named(title, table, folded=False, note=note) for title, note, table in bill_tables(results, shared)]
    add("attribution", "What came from what", more=attribution_charts(results, shared), tables_=bills, key="changes",
        lines=attribution_lines(results, shared), neutral=True)
    groups = [Named(title, table, len(table.rows) > MOST_OPEN, note) for title, note, table in group_tables(results, shared)]
    add("falls-on", "Whom it falls on", tables_=groups, key="")
    add("effects", "How the effects add up", more=[effects_chart(results, finding.focus)], key="changes")
    if still:
        lines = tuple(f"{title}: {words[:1].lower()}{words[1:]}" for title, words, _ in still)
        made.append(Section("still", "What stays as it is", (), tuple(t for _, _, tables in still for t in tables), lines=lines))
    return tuple(made)


def _named(titled: Sequence[tuple[str, Table]]) -> list[Named]:
    return [Named(title, table) for title, table in titled]


def _strength(results: Results, found: Strength | None) -> list[Named]:
    notes = ("", "", WHY)
    return [Named(title, table, folded=place > 0, note=note)
            for place, ((title, table), note) in enumerate(zip(strength_tables(results, found), notes, strict=False))]


def _standards(results: Results) -> list[Named]:
    table = standards_table(results)
    if table is None:
        return []
    note = (
        f"Each grade by its own clock, statistic and aim, in each of {results.replications} runs. A middle or long time is "
        "judged as a multiple of each incident's own target, so it need not be compared with one number of minutes."
    )
    alike = results.others and not standards_in_words(results)
    return [Named(standards_title(results), table, folded=bool(alike) or len(table.rows) > MOST_OPEN, note=note)]


def _sign_of(standing: str) -> str:
    return _STANDINGS[standing][0] if standing in _STANDINGS else VERDICTS["too close to call"].sign


def _tone_of(standing: str) -> str:
    return _STANDINGS[standing][1] if standing in _STANDINGS else "open"


def _dictionary() -> Table:
    heads = ("Measure", "Unit", "What it is", "Out of", "Better")
    return Table(heads, tuple((m.title, m.shown_unit, m.definition, m.denominator, m.direction) for m in METRICS.values()))
