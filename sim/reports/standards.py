"""Which standards are kept: every grade, in how many runs, by the force's own clock, statistic and aim."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from sim.metrics import METRICS
from sim.reports.charts import Table
from sim.reports.judging import short_label
from sim.reports.results import ATTENDED, Option, Results
from sim.reports.settings import value_at
from sim.reports.words import capital, counted, joined, level

KEPT = "standard_kept"
_MIDDLE = {"median": ("clock_p50_min", "middle case"), "p90": ("clock_p90_min", "nine in ten within")}


def runs_kept(results: Results, option: Option, group: str) -> tuple[int, int]:
    """In how many runs of an option a grade's standard was kept, and in how many it could be judged; (0, 0) if unstable."""
    values = results.samples(option.id, KEPT, group).dropna() if option.has_mean(group) else ()
    return sum(1 for value in values if value == 1), len(values)


def standards_in_words(results: Results) -> str:
    """Where keeping a standard hangs on the option: the grade, and under how many options it is kept; else nothing."""
    parts = [_told(results, group) for group in results.groups(KEPT, "grade")]
    return " ".join(part for part in parts if part)


def standards_title(results: Results) -> str:
    """What the table of standards shows, in a sentence."""
    told = standards_in_words(results)
    if told:
        return told.removesuffix(".")
    options = results.options
    always: list[str] = []
    never: list[str] = []
    between: list[str] = []
    for group in results.groups(KEPT, "grade"):
        judged = [runs_kept(results, o, group) for o in options]
        kept, n = sum(k for k, _ in judged), sum(n for _, n in judged)
        if n:
            (always if kept == n else never if kept == 0 else between).append(results.group_title(group))
    each = " under every option" if results.others else ""
    sorted_ = {f"kept in every run{each}": always, f"missed in every run{each}": never, "kept in some runs": between}
    parts = [f"{words} ({joined(titles)})" for words, titles in sorted_.items() if titles]
    return f"Standards {'; '.join(parts)}" if parts else "No grade has a standard that could be judged"


def _told(results: Results, group: str) -> str:
    judged = [(k, n) for k, n in (runs_kept(results, o, group) for o in results.options) if n]
    every = sum(k == n for k, n in judged)
    never = sum(k == 0 for k, n in judged)
    if len(judged) < 2 or max(every, never) == len(judged) or len({k / n for k, n in judged}) == 1:
        return ""
    runs = {"every run": every, "no run": never, "some runs": len(judged) - every - never}
    parts = [f"in {words} under {number}" for words, number in runs.items() if number]
    return f"The {results.group_title(group)} standard is kept {joined(parts)} of {counted(len(judged), 'option')}."


def standards_table(results: Results) -> Table | None:
    """Options by grades: whether the standard is kept, and the figure that says so; None where nothing is stored."""
    groups = results.groups(KEPT, "grade")
    if not groups:
        return None
    heads = ("Option", *(f"{results.group_title(g)}" for g in groups))
    options = [results.baseline, *results.others]
    return Table(heads, tuple((capital(short_label(results, o)), *(_cell(results, o, g) for g in groups)) for o in options))


def _cell(results: Results, option: Option, group: str) -> str:
    if not option.has_mean(group):
        return "\u26a0 unstable: the queue grows without end"
    kept, n = runs_kept(results, option, group)
    if not n:
        return "\u2013 no standard"
    if kept in (0, n):
        runs = "the run" if n == 1 else f"all {n} runs"
        start = f"\u2714 kept in {runs}" if kept else f"\u2718 missed in {runs}"
    else:
        start = f"\u25d0 kept in {kept} of {n} runs"
    return f"{start}: {_figure(results, option, group)}"


def _figure(results: Results, option: Option, group: str) -> str:
    grade = value_at(results.config_of(option), f"force.grades.{group.partition('=')[2]}")
    grade = grade if isinstance(grade, Mapping) else {}
    statistic = str(grade.get("statistic", "share"))
    if statistic in _MIDDLE:
        name, words = _MIDDLE[statistic]
        target = f", target {_target(grade)}" if _target(grade) else ""
        return f"{words} {level(METRICS[name], results.estimate(option.id, name, group).mean)}{target}"
    aim = grade.get("aim")
    wanted = f", aim {100 * aim:.3g}%" if isinstance(aim, int | float) and math.isfinite(aim) else ""
    return f"{level(METRICS[ATTENDED], results.estimate(option.id, ATTENDED, group).mean)} within target{wanted}"


def _target(grade: Mapping[str, Any]) -> str:
    targets = grade.get("target_min")
    if not isinstance(targets, Mapping):
        return ""
    known = {str(kind): minutes for kind, minutes in targets.items() if isinstance(minutes, int | float)}
    if len(set(known.values())) == 1 and len(known) == len(targets):
        return f"{next(iter(known.values())):g} min"
    return ", ".join(f"{minutes:g} min {kind}" for kind, minutes in known.items())
