"""Holding the survey: each replication is a force; its officers are asked as the last whole window of 28 days ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kernels.exposures import WINDOW_DAYS
from sim.faults import FaultReport, Faults
from sim.measures.survey import Answers, asked_in
from sim.measures.window import Window
from sim.metrics.small_groups import rounded
from sim.replication import plan_of, play
from sim.sampling import refuse_what_cannot_be_sampled, sampled
from sim.scenario import Scenario
from sim.survey import published, tables
from sim.survey.analysis import regression

FORMAT = 1
LABEL = "A consistency test of the model, no evidence for it: simulated officers answer, not people."


def refuse_survey(scenario: Scenario) -> None:
    """Raise a FaultReport, before anything runs, for a scenario that cannot be surveyed."""
    faults = Faults("the survey")
    if not scenario.survey.on:
        faults.add("survey.on", "false: nobody is asked", "true", "survey=county, with people=county")
    if scenario.run.days <= WINDOW_DAYS:
        faults.add("run.days", f"{scenario.run.days} days", f"more than {WINDOW_DAYS}: officers are asked about {WINDOW_DAYS} "
                   "whole days", f"run.days={2 * WINDOW_DAYS + 1}")
    try:
        refuse_what_cannot_be_sampled([scenario])
    except FaultReport as report:
        faults.extend(report.faults)
    faults.raise_any()
    regression()


def hold_survey(scenario: Scenario, advance: Callable[[], None] = lambda: None) -> dict[str, Any]:
    """Return the report of a survey as plain data: run every replication, ask, analyse.  ``advance`` is called after each.

    Raises FaultReport for a scenario that cannot be surveyed, or without statsmodels.
    """
    refuse_survey(scenario)
    forces = []
    for replication in range(scenario.run.replications):
        forces.append(asked(scenario, replication))
        advance()
    return report_on(scenario, tuple(forces))


def asked(scenario: Scenario, replication: int) -> Answers:
    """Return the answers of one replication's officers as its last whole window ends."""
    inputs, outcome = play(scenario, replication)
    plan = plan_of(sampled(scenario, replication))
    return asked_in(Window(plan.scenario, plan.calendar, inputs, outcome), inputs.exposures.n_whole - 1)


def report_on(scenario: Scenario, forces: tuple[Answers, ...]) -> dict[str, Any]:
    """Return the report on the answers of all forces; without tables where too few answer."""
    survey, sample = scenario.survey, tables.Sample(scenario.survey, forces)
    n, least = int(sample.responds.sum()), survey.protection.least_respondents
    report: dict[str, Any] = {
        "format": FORMAT,
        "label": LABEL,
        "title": scenario.title,
        "replications": len(forces),
        "seed": scenario.run.seed,
        "asked": rounded(len(sample.responds)),
        "not_asked": rounded(sum(force.not_asked for force in forces)),
        "respondents": rounded(n) if n > least else None,
        "enough": n > least,
        "more_respondents_than": least,
        "smallest_group": survey.protection.smallest_group,
        "published_response": published.RESPONSE,
        "rule": {"p_below": survey.analysis.p_below, "r_from": survey.analysis.r_from, "confidence": survey.analysis.confidence,
                 "adjusted_for": list(tables.ADJUSTED_FOR)},
        "sources": list(published.SOURCES),
        "missing": list(published.MISSING),
    }
    if n <= least:
        return report
    return report | {
        "cuts_moved": round(sample.moved, 3),
        "calibrated": survey.stress.calibrated,
        "strain": tables.strain(sample),
        "welfare": tables.welfare(sample),
        "stress_points": tables.stress_points(sample),
        "prevalence": tables.prevalence(sample),
        "links": tables.links(sample),
        "groups": tables.groups(sample),
        "force_overview": tables.forces(sample),
    }
