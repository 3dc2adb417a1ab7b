"""What each section of the page holds. A chart is drawn where something moved; what stayed as it was is named in a line.

A section stands on the page where a measure of it is stored and its mechanism is on in some scenario, or where any of its
measures clearly moves. A page of one scenario shows whatever has a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.metrics import METRICS
from sim.reports.charts import Chart, Table
from sim.reports.judging import CLEAR, few_runs
from sim.reports.levels import levels_chart, levels_table
from sim.reports.phrases import phrase
from sim.reports.results import Option, Results
from sim.reports.switches import any_on
from sim.reports.titles import Wanted, verdict_for
from sim.reports.words import EASED, SAME, joined

MOST_GRADES = 4
"""Grades a chart can show and stay readable; the table below it lists all."""
MOST_PARTNERS = 6
"""The same for partners."""
MOST_NAMED = 6
"""Measures named in one line."""
BREAKS = "Out of the tours in which a break was due; a break counts as had once the set part of its length is over."

WATCHES = (
    "Scenes guarded, patients and prisoners sat with. A watch is no incident of the public's: it is in no measure of waits, "
    "targets or demand. Nobody on one has a meal break."
)
RELIEF = "Whatever the rule at the end of a tour, a watch is handed to the next tour; until somebody comes officers stay."
CRASHES = "Odds of a crash while driving, as sleepiness alone multiplies them against a score of 5; no crash is modelled."
BY_DEBT = (
    "Sleepiness is reckoned by the unified model, in lapses of a test of vigilance; the line from them to the sleepiness scale "
    "is assumed. Sleep debt is told against somebody rested."
)
IN_CARS = (
    "Practitioners who are seconded are missing from their service's capacity in the hours set for them; all others come on top."
)
UNDONE = (
    "What a partner leaves undone comes to the police, is resolved elsewhere or is lost. The shares are assumed: nobody counts "
    "what nobody does."
)
DISPLACED = "Incidents that came because of it count in every measure of incidents. Waiting with partners at others is apart."
ASKED = "An assumed loop: the more gaps the police fill, the more is asked of them. No figure says how fast, or that it is so."
SYSTEMS = "Writing up is what officers do after the scene, trips to base included; lost is what systems add to it."


@dataclass(frozen=True, slots=True)
class Plan:
    """One chart as planned: its panels, and what is said below its title.

    `switches` name the mechanisms whose measures these are: with one of them on the reader is told of no change too. A chart
    without switches always is; one that is `always` drawn belongs on every page, unless nothing moves in any run; one
    that is `only_on` has nothing to say without its mechanism. A `title` of its own replaces the one worked out.
    """

    wanted: tuple[Wanted, ...]
    remark: str = ""
    switches: tuple[str, ...] = ()
    always: bool = False
    only_on: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a section shows: charts of what moved, a line on what did not, and the figures of that."""

    charts: tuple[Chart, ...] = ()
    quiet: str = ""
    quiet_table: Table | None = None
    quiet_note: str = ""
    neutral: bool = False
    eased: bool = False


def content(results: Results, plans: Sequence[Plan], subject: Option | None = None) -> Content:
    """Choose among planned charts by what moved and what is switched on; `subject` is the option the finding speaks about."""
    kept = [(p, w) for p in plans if (w := _stored(results, p)) and any(o.has_mean(x.group) for o in results.options for x in w)]
    drawn = [(p, w) for p, w in kept if _moves(results, p, w)]
    quiet = [(p, w) for p, w in kept if (p, w) not in drawn and (not p.switches or any_on(results.configurations, *p.switches))]
    charts = tuple(levels_chart(results, _moving(results, w), plan.remark, subject, plan.title) for plan, w in drawn)
    silent = [w for _, wanted in quiet for w in wanted]
    remarks = " ".join(plan.remark for plan, _ in quiet if plan.remark)
    shown = [w for _, wanted in drawn for w in wanted if w.drawn]
    return Content(
        charts,
        _quiet_words(results, silent),
        levels_table(results, silent) if silent else None,
        remarks,
        any(_verdicts(results, w) & {"higher", "lower", "counted higher", "counted lower"} for w in shown),
        any(EASED in _verdicts(results, w) for w in shown),
    )


def _stored(results: Results, plan: Plan) -> tuple[Wanted, ...]:
    """The panels that some scenario has more than nothing to show in."""
    if plan.only_on and not any_on(results.configurations, *plan.switches):
        return ()
    wanted = tuple(w for w in plan.wanted if _has_something(results, w, plan.always))
    return wanted if any(w.drawn for w in wanted) else ()


def _has_something(results: Results, wanted: Wanted, even_zero: bool) -> bool:
    values = results.matrices.get((wanted.metric, wanted.group))
    return values is not None and bool((np.isfinite(values) & ((values != 0) | even_zero)).any())


def _moving(results: Results, wanted: Sequence[Wanted]) -> tuple[Wanted, ...]:
    """The panels with those only in the table that are the same in every run, as long as another is left to draw."""
    still = [w for w in wanted if results.others and _verdicts(results, w) == {SAME}]
    left = any(w.drawn and w not in still for w in wanted)
    return tuple(replace(w, drawn=w.drawn and not (left and w in still)) for w in wanted)


def _moves(results: Results, plan: Plan, wanted: Sequence[Wanted]) -> bool:
    if not results.others:
        return plan.always or not plan.switches or any_on(results.configurations, *plan.switches)
    if plan.always:
        return any(_verdicts(results, w) != {SAME} for w in wanted if w.drawn)
    return any(_verdicts(results, w) & CLEAR for w in wanted if w.drawn)


def _verdicts(results: Results, wanted: Wanted) -> set[str]:
    return {verdict_for(results, option, wanted) for option in results.others}


def _quiet_words(results: Results, silent: Sequence[Wanted]) -> str:
    phrases = list(dict.fromkeys(phrase(METRICS[w.metric]) for w in silent if w.drawn))
    if not phrases:
        return ""
    if len(phrases) > MOST_NAMED:
        phrases[MOST_NAMED - 1 :] = [f"{len(phrases) - MOST_NAMED + 1} more measures"]
    if all(_verdicts(results, w) == {SAME} for w in silent if w.drawn):
        return f"The same in every run under every option: {joined(phrases)}."
    if few_runs(results):
        return f"Too few runs to tell what changes {joined(phrases)}."
    return f"No option clearly changes {joined(phrases, 'or')} by more than a trifle."


def public_plans(results: Results) -> list[Plan]:
    """Attendance within target by grade, town and country, waits, and incidents waiting."""
    grades = results.groups("attended_within_target", "grade")
    attended = tuple(
        Wanted("attended_within_target", g, f"{results.group_title(g)}, within target", drawn=place < MOST_GRADES)
        for place, g in enumerate(grades)
    )
    top = results.groups("wait_p90_min", "grade")[:1]
    half, tenth = "half wait longer than", "one in ten waits longer than"
    waits = (
        *(Wanted("wait_p50_min", g, f"{results.group_title(g)}: {half}") for g in top),
        *(Wanted("wait_p90_min", g, f"{results.group_title(g)}: {tenth}") for g in top),
        *(() if top else (Wanted("wait_p50_min", "", f"All grades: {half}"),)),
        Wanted("wait_p90_min", "", f"All grades: {tenth}"),
    )
    kinds = [g for g in ("kind=urban", "kind=rural") if results.has("attended_within_target", g)]
    places = (
        *(Wanted("attended_within_target", g, f"{results.group_title(g)}, within target") for g in kinds),
        *(Wanted("wait_p90_min", g, f"{results.group_title(g)}: {tenth}") for g in kinds),
    )
    lost = "Incidents nobody heard of are not in it: see the front door." if results.loses_callers else ""
    return [
        Plan(attended or (Wanted("attended_within_target"),), lost, always=True),
        Plan(places),
        Plan(waits, always=True),
        Plan((Wanted("backlog_mean"), Wanted("open_at_end"))),
    ]


def officer_plans(results: Results) -> list[Plan]:
    """Tiredness, overtime, absence, meal breaks, watches and time lost to systems."""
    kinds = tuple(Wanted("watch_hours", g, f"{results.group_title(g)}, officer hours", drawn=False)
                  for g in results.groups("watch_hours", "watch"))  # fmt: skip
    short = tuple(Wanted("short_sleep_share", g, f"{results.group_title(g)} of sleep", drawn=False)
                  for g in results.groups("short_sleep_share", "under"))  # fmt: skip
    causes = tuple(Wanted("systems_lost_min_per_job", g, f"{results.group_title(g)}, minutes a job", drawn=False)
                   for g in results.groups("systems_lost_min_per_job", "cause"))  # fmt: skip
    return [
        Plan((Wanted("kss7_hours"), Wanted("sleep_before_duty_h"), *short)),
        Plan((Wanted("sleepy_tours_share"), Wanted("crash_tours_share"), Wanted("crash_odds_mean"), Wanted("sleep_debt")),
             f"{CRASHES} {BY_DEBT}" if any_on(results.configurations, "by_debt") else CRASHES, ("fatigue",), only_on=True),
        Plan((Wanted("overtime_paid_hours"), Wanted("overtime_unpaid_hours"))),
        Plan((Wanted("sickness_share"), Wanted("sick_days"))),
        Plan((Wanted("breaks_had_share"), Wanted("breaks_in_peace_share"), Wanted("break_min")), BREAKS, ("meal_break",)),
        Plan((Wanted("watch_share"), Wanted("officers_on_watches"), Wanted("watch_hours", drawn=False), *kinds), WATCHES,
             ("watches",)),
        Plan((Wanted("watch_overtime_hours"), Wanted("watch_relief_mean_min"), Wanted("watch_relief_p90_min", drawn=False),
              Wanted("watch_wait_mean_min"), Wanted("watch_wait_p90_min", drawn=False)), RELIEF, ("watches",)),
        Plan((Wanted("systems_lost_hours"), Wanted("writing_up_hours"), Wanted("systems_lost_total_hours", drawn=False), *causes,
              Wanted("outage_share", drawn=False)), SYSTEMS, ("systems", "base_trips", "lean"), only_on=True),
    ]  # fmt: skip


def partner_plans(results: Results) -> list[Plan]:
    """Officer hours held by each partner, how long partners take, and what a practitioner in a crew settles."""
    held = tuple(
        Wanted("officer_hours_held", g, f"{results.group_title(g)}, officer hours held", drawn=place < MOST_PARTNERS)
        for place, g in enumerate(results.groups("officer_hours_held", "partner"))
    )
    own = tuple(
        Wanted("partner_own_wait_p90_min", g, f"{results.group_title(g)}: one in ten of its own people wait longer than",
               drawn=place < MOST_PARTNERS)
        for place, g in enumerate(results.groups("partner_own_wait_p90_min", "partner"))
    )  # fmt: skip
    return [
        Plan(held or (Wanted("officer_hours_held"),)),
        Plan((Wanted("partner_wait_p50_min"), Wanted("partner_wait_p90_min"), Wanted("partner_gave_up_share"))),
        Plan(_practitioners(results), IN_CARS, ("triage_car",)),
        Plan((Wanted("place_hours"), Wanted("place_drive_hours", drawn=False), Wanted("place_wait_p50_min"),
              Wanted("place_wait_p90_min", drawn=False), Wanted("brought_to_places", drawn=False)), switches=("places",),
             only_on=True),
        Plan((Wanted("partner_left_share"),), switches=("left_unmet",), only_on=True),
        *([Plan(own)] if own else []),
        Plan((Wanted("unmet"), Wanted("unmet_own", drawn=False), Wanted("unmet_share", drawn=False),
              Wanted("unmet_displaced_share", drawn=False), Wanted("unmet_resolved_share", drawn=False),
              Wanted("unmet_lost_share"), Wanted("gaps_filled_share", drawn=False)), UNDONE, ("displaced",), only_on=True),
        Plan((Wanted("displaced_incidents"), Wanted("displaced_hours"), *_displaced(results)), DISPLACED, ("displaced",),
             only_on=True),
        Plan((Wanted("asked_level"), Wanted("asked_level_end", drawn=False)), ASKED, ("expectation",), only_on=True),
        Plan((Wanted("called_again_incidents"), Wanted("called_again_hours")), switches=("calls_again",), only_on=True),
    ]  # fmt: skip


def _practitioners(results: Results) -> tuple[Wanted, ...]:
    """What practitioners in crews settle, each service apart where several ride along, and for how many hours they do."""
    hours = Wanted("practitioner_hours", drawn=False)
    with_us = results.groups("practitioner_hours", "partner")
    if len(with_us) < 2:
        return (Wanted("triaged_share"), hours)
    apart = (Wanted("triaged_share", g, f"{results.group_title(g)}: settled by its practitioner in a crew") for g in with_us)
    return (Wanted("triaged_share"), *apart, hours)


def _displaced(results: Results) -> tuple[Wanted, ...]:
    """What came of each partner's gaps, and as what, officer hours; in tables only."""
    return tuple(
        Wanted("displaced_hours", g, f"{results.group_title(g)}, officer hours displaced", drawn=False)
        for kind in ("partner", "type") for g in results.groups("displaced_hours", kind)
    )


def public_charts(results: Results) -> list[Chart]:
    """The public's charts."""
    return list(content(results, public_plans(results)).charts)


def officer_charts(results: Results) -> list[Chart]:
    """The officers' charts of what moved."""
    return list(content(results, officer_plans(results)).charts)
