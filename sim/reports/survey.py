"""The page of a survey: one self-contained file made of the stored report, with nothing on it that can run."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

Row = Mapping[str, Any]
HIDDEN = "too few"
NONE, MINUS = "\u2013", "\u2212"
TOO_FEW = f"“{HIDDEN}”: fewer than ten officers, or so many that fewer than ten are left."
NOTES = {
    "Stress and wellbeing": f"Who answers select themselves; “all officers” is what all of them would have answered. {TOO_FEW}",
    "Pressures borne frequently": "Say: answer often or always. Bear: were really exposed as often as counts as frequent "
                                  f"(pressures.frequent), which no survey can know. {TOO_FEW}",
    "Links and odds ratios": "A link is a pressure together with stress or low wellbeing. r: correlation, from \u22121 to 1; p: "
                             "how likely one as large is by chance alone. Odds ratio: how many times as large the odds of that "
                             "outcome are for those who say they bear the pressure; only for links that pass.",
}


def survey_page(report: Row) -> str:
    """Return the page as HTML; every text is escaped by the template."""
    import jinja2

    style = (files("sim.reports") / "templates" / "style.css").read_text(encoding="utf-8")
    source = (files("sim.reports") / "templates" / "survey.html.j2").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    return environment.from_string(source).render(
        report=report, intro=introduction(report), tables=survey_tables(report), notes=NOTES, style=style, policy=policy)


def introduction(report: Row) -> list[str]:
    """Return in sentences who was asked, how many answered and what was done with it."""
    least = report["more_respondents_than"]
    lines = [report["label"]]
    if not report["enough"]:
        return [*lines, f"No figures: not more than {least} officers answered, and smaller surveys are not reported."]
    said, rule = report["strain"], report["rule"]
    lines.append(
        f"{report['replications']} replications, each a force of its own: about {report['asked']} officers were asked and about "
        f"{report['respondents']} answered ({report['respondents'] / report['asked']:.0%}; "
        f"published: {report['published_response']}). Mean strain, 0 being what the usual exposures leave behind: "
        f"{_number(said['respondents'], '{:+.2f}')} of those who answered, {_number(said['all'], '{:+.2f}')} of all.")
    kept = sum(row["respondents"]["kept"] for row in report["links"])
    kept_all = sum(row["all"]["kept"] for row in report["links"])
    lines.append(
        f"{kept} of {len(report['links'])} links between a pressure and stress or wellbeing pass the original's rule (p < "
        f"{rule['p_below']:g} and a correlation of {rule['r_from']:g} or more) among respondents, {kept_all} with everybody's "
        f"answers; the survey of 2016 kept eleven pressures. Odds ratios are adjusted for {', '.join(rule['adjusted_for'])}.")
    if report["calibrated"]:
        lines.append("The points from which the job is called mildly to extremely stressful were moved alike by "
                     f"{_number(report['cuts_moved'], '{:+.2f}')} (log odds), so that as many respondents call it very or "
                     "extremely stressful as are set: that share is an input here, no result.")
    return lines


def survey_tables(report: Row) -> list[tuple[str, list[str], list[list[str]]]]:
    """Return the tables of a report in words: title, heads, rows."""
    if not report["enough"]:
        return []
    told = report["force_overview"]
    overview = f"What a force is told: middle and range over {told['reported']} of {told['forces']} forces with more than "
    return [
        ("Stress and wellbeing", ["figure", "respondents", "all officers", "published"],
         [_welfare(row) for row in report["welfare"]]),
        ("How stressful the job is", ["answer", "respondents", "all officers"],
         [[row["answer"], _percent(row["respondents"]), _percent(row["all"])] for row in report["stress_points"]]),
        ("Pressures borne frequently", ["pressure", "respondents say", "all would say", "all bear", "published"],
         [[_name(row["pressure"]), _percent(row["respondents_say"]), _percent(row["all_would_say"]), _percent(row["all_bear"]),
           row["published"]] for row in report["prevalence"]]),
        ("Links and odds ratios", ["pressure", "outcome", "r", "p", "odds ratio (95 %)" if report["rule"]["confidence"] == 0.95
                                   else "odds ratio", "all: r", "all: odds ratio", "published"],
         [_link(row) for row in report["links"]]),
        ("Respondents by group (counts to the nearest five)", ["by", "group", "respondents", "stressed", "wellbeing"],
         [_group(row) for row in report["groups"]]),
        (f"{overview}{told['more_respondents_than']} respondents", ["figure", "middle", "lowest", "highest"],
         [_force(row) for row in told["rows"]]),
    ]


def _welfare(row: Row) -> list[str]:
    show = _percent if row["unit"] == "share" else _points
    return [row["figure"], show(row["respondents"]), show(row["all"]), row["published"]]


def _link(row: Row) -> list[str]:
    answered, everybody = row["respondents"], row["all"]
    return [_name(row["pressure"]), row["outcome"], _number(answered["r"], "{:+.2f}"), _p(answered["p"]), _odds(answered),
            _number(everybody["r"], "{:+.2f}"), _odds(everybody), row["published"]]


def _odds(link: Row) -> str:
    if not link["kept"]:
        return "not kept"
    return link["why_not"] or f"{link['odds']:.2f} ({link['low']:.2f} to {link['high']:.2f})"


def _group(row: Row) -> list[str]:
    if row["hidden"]:
        return [row["by"], _name(row["group"]), HIDDEN, HIDDEN, HIDDEN]
    stressed = HIDDEN if row["stressed"] is None else f"{row['stressed']:.0%}"
    return [row["by"], _name(row["group"]), str(row["respondents"]), stressed, f"{row['wellbeing']:.1f}"]


def _force(row: Row) -> list[str]:
    show = _points if row["figure"].startswith("wellbeing") else _percent
    return [_name(row["figure"]), show(row["middle"]), show(row["lowest"]), show(row["highest"])]


def _p(value: float | None) -> str:
    return "< 0.001" if value is not None and value < 0.001 else _number(value, "{:.3f}")


def _number(value: float | None, form: str) -> str:
    return NONE if value is None else form.format(value).replace("-", MINUS)


def _points(value: float | None) -> str:
    return HIDDEN if value is None else f"{value:.1f}"


def _percent(value: float | None) -> str:
    return HIDDEN if value is None else f"{value:.1%}"


def _name(name: str) -> str:
    return name.replace("_", " ")
