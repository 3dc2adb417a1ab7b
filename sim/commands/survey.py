"""``muster survey``: simulated officers answer the questionnaire, and the original's analysis is done on what they say."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from sim.commands.options import RESULTS, Options
from sim.commands.study_job import configuration_text, refuse_file, refuse_unwritable
from sim.commands.sweep import study_named
from sim.faults import Faults
from sim.studies import StudyScenario, study_scenarios

HELP = """muster survey [overrides] [scenario=NAME | study=FOLDER] [out=FOLDER]

Runs one scenario's replications (of a study: its baseline's) and asks the officers as the last whole 28 days end: the eleven
pressures, stress, wellbeing. Who answers selects themselves. Then the analysis of the survey of 2016: links at p < .001 and
r of .3 or more, odds ratios adjusted for sex, age, service, rank and role, beside what is published. It tests whether the model
is consistent; it is no evidence for it.

  muster survey scenario=virtual_survey
  muster survey run=smoke run.days=29 strain=pressures sickness=feedback survey.response.rate=0.3
  muster survey scenario=virtual_survey survey.response.by_strain=-0.5 out=results/unwilling

people=county and survey=county unless chosen otherwise. Needs the extra: pip install "muster-sim[survey]". The folder gets
survey.json, prevalence.csv, links.csv, groups.csv and survey.html: totals, no officer. Not more than 100 respondents: no figures;
groups below ten: hidden.
"""
CHOSEN = ("people", "survey")
PAGE = "survey.html"


def run(words: list[str], options: Options) -> int:
    """Hold the survey that ``words`` describe, print it and write its files."""
    from sim.survey import hold_survey
    from sim.survey.store import write_survey
    from sim.survey.study import refuse_survey

    one, out, name = _scenario(words)
    if options.show_configuration:
        print(configuration_text([one]))
        return 0
    folder = Path(out) if out else RESULTS / name
    refuse_survey(one.scenario)
    refuse_unwritable(folder)
    refuse_file(folder, "the survey")
    total, done = one.scenario.run.replications, 0

    def advance() -> None:
        nonlocal done
        done += 1
        if not options.quiet:
            print(f"replication {done} of {total}", file=sys.stderr)

    report = hold_survey(one.scenario, advance) | {"title": f"study {name}, {one.label}" if one.values else one.label}
    _show(report)
    from sim.reports.survey import survey_page

    write_survey(folder, report, survey_page(report))
    print(f"\nThe page: {folder / PAGE}")
    return 0


def _scenario(words: list[str]) -> tuple[StudyScenario, str | None, str]:
    """Return the scenario to survey, the folder asked for and the name of the results."""
    of_study = any(word.startswith(("scenario=", "study=")) for word in words)
    chosen = {word.partition("=")[0] for word in words}
    own = [] if of_study else [f"{group}=county" for group in CHOSEN if group not in chosen]
    study, out = study_named("survey", [*own, *words])
    if study.axes and not of_study:
        faults = Faults("the command line")
        for key, values in study.axes.items():
            faults.add(key, f"{len(values)} values", "one value", "survey one scenario after the other")
        faults.raise_any()
    baseline = next(each for each in study_scenarios(study) if each.is_baseline)
    return baseline, out, study.name


def _show(report: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    from sim.reports.survey import introduction, survey_tables

    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 140, highlight=False, markup=False)
    for line in introduction(report):
        console.print(line)
    for title, heads, rows in survey_tables(report):
        table = Table(title=f"\n{title}", title_justify="left")
        for place, head in enumerate(heads):
            table.add_column(head, justify="left" if place == 0 or head == "published" else "right")
        for row in rows:
            table.add_row(*row)
        console.print(table if rows else f"\n{title}: nothing that may be reported.")
    console.print("\nWhat is missing:")
    for line in report["missing"]:
        console.print(f"- {line}")
