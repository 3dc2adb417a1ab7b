"""Which standards are kept: every grade, in how many runs, by the force's own clock, statistic and aim."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from sim.metrics import METRICS
from sim.reports.charts import Table
from sim.reports.judging import is_yardstick, short_label
from sim.reports.results import ATTENDED, Option, Results
from sim.reports.setting_forms import value_at
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
    options = results.shown
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


def standard_moved(results: Results, axis: str, pairs: Sequence[tuple[str, str]]) -> str:
    """In how many runs a grade's standard is kept with a new yardstick and without it, where that differs; else nothing.

    `pairs` are the scenarios with the change and without it.
    """
    group = f"grade={axis.split('.')[2]}" if is_yardstick(axis) else ""
    if not group or not results.has(KEPT, group):
        return ""
    with_it, without = (
        [runs_kept(results, results.options[results.places[pair[side]]], group) for pair in pairs] for side in (0, 1)
    )
    after, before = (sum(kept for kept, _ in runs) for runs in (with_it, without))
    judged = sum(n for _, n in with_it), sum(n for _, n in without)
    if not all(judged) or after * judged[1] == before * judged[0]:
        return ""
    return f"{results.group_title(group)} standard kept in {after} of {judged[0]} runs, before in {before} of {judged[1]}"


def _told(results: Results, group: str) -> str:
    return _by_one_setting(results, group) or _by_counting(results, group)


def _by_one_setting(results: Results, group: str) -> str:
    """Where one swept setting alone decides whether a standard is kept in every run or in none, that setting."""
    judged = [(o, kept, n) for o in results.options for kept, n in [runs_kept(results, o, group)] if n]
    for axis in results.axes:
        found: dict[str, set[str]] = {}
        for option, kept, n in judged:
            found.setdefault(option.settings[axis], set()).add("all" if kept == n else "none" if not kept else "some")
        keeping = [words for words, states in found.items() if states == {"all"}]
        missing = [words for words, states in found.items() if states == {"none"}]
        if keeping and missing and len(keeping) + len(missing) == len(found):
            # Named are the settings that differ from the baseline's.
            changed, state, other = (missing, "missed", "kept")
            if results.baseline.settings[axis] in missing:
                changed, state, other = (keeping, "kept", "missed")
            names = joined([f"\u201c{capital(words)}\u201d" for words in changed])
            return f"The {results.group_title(group)} standard is {state} in every run under {names} and {other} in every other."
    return ""


def _by_counting(results: Results, group: str) -> str:
    judged = [(k, n) for k, n in (runs_kept(results, o, group) for o in results.shown) if n]
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
    options = results.shown
    return Table(heads, tuple((capital(short_label(results, o)), *(_cell(results, o, g) for g in groups)) for o in options))


def kept_cell(results: Results, option: Option, group: str) -> tuple[str, str, str, str]:
    """Sign, word, in how many runs, and the figure that says so: for a cell of the decision table."""
    kept, n = runs_kept(results, option, group)
    if not n:
        return "", "", "no standard", ""
    sign, word = ("\u2714", "kept") if kept == n else ("\u2718", "missed") if not kept else ("\u25d0", "kept in some")
    return sign, word, f"{kept} of {counted(n, 'run')}", f"({_figure(results, option, group)})"


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
