"""The availability cascade of a study: from posts to officers who are there, step by step and reason by reason.

Where a step loses nothing under any option it is not drawn, but said: two equal bars are no finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.metrics import METRICS, SMALLEST_GROUP
from sim.reports.cascade_figure import cascade_figure
from sim.reports.charts import Chart, Table
from sim.reports.judging import quoted, short_label
from sim.reports.names import group_words
from sim.reports.results import Option, Results
from sim.reports.setting_forms import value_at
from sim.reports.switches import any_on
from sim.reports.words import MINUS, TINY_SHARE_OF_BASELINE, capital, counted, figure, interval, joined, known, level, plain

STEPS = ("establishment", "strength", "deployable", "rostered", "available", "productive")
AT_A_TIME = ("rostered_at_a_time", "available_at_a_time", "productive_at_a_time")
SHARE, LOST, SPENT = "productive_share", "cascade_lost", "productive_spent"
LEAST = 0.05
"""A fall that shows in the one decimal of the figures."""
MOST_REASONS = 3
"""Reasons named in a title."""
_STEP_OF = {
    "vacant": "strength",
    **dict.fromkeys(("left", "severance"), "strength"),
    **dict.fromkeys(("in_training", "career_break"), "deployable"),
    "part_time": "deployable",
    "adjusted_hours": "deployable",
    "student": "deployable",
    "recuperating": "deployable",
    "restricted_duty": "deployable",
    **dict.fromkeys(("leave", "training", "court", "sick", "repaying", "in_lieu", "rest_day_back", "resting"), "available"),
    **dict.fromkeys(("enquiry", "public_order", "event"), "available"),
}
_WHO = {"available": "officers available", "productive": "productive officers"}
_UNMODELLED = "vacant posts and officers who cannot be deployed are not modelled here, so every post counts as filled"
_NOTHING = {
    "strength": "every post is filled",
    "deployable": "everybody on strength can be deployed",
    "rostered": "everybody who can be deployed stands in the roster (rest days are no tours)",
    "available": "nobody who is rostered is away",
    "productive": "briefings, meal breaks, custody, watches, slow systems and desks take nothing here, so whoever is "
    "available counts as productive",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who is left, what was lost before it, and why (reason in words, officers), the largest first."""

    name: str
    left: float
    fall: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Stairs:
    """The cascade of one option, all six steps."""

    option: Option
    steps: tuple[Step, ...]

    @property
    def posts(self) -> float:
        """The establishment."""
        return self.steps[0].left

    @property
    def last(self) -> float:
        """Who is left in the end."""
        return self.steps[-1].left


def stairs(results: Results, option: Option) -> Stairs | None:
    """The cascade of an option; None where it is not stored or the option has no means."""
    values = [results.estimate(option.id, f"cascade_{name}").mean for name in STEPS if results.has(f"cascade_{name}")]
    if len(values) < len(STEPS) or not all(known(v) for v in values):
        return None
    lost: dict[str, list[tuple[str, float]]] = {}
    for group in results.groups(LOST, "reason"):
        size = results.estimate(option.id, LOST, group).mean
        if size >= LEAST:
            name = group.partition("=")[2]
            lost.setdefault(_step_of(results, option, name), []).append((_reason(results, option, name), size))
    steps = [
        Step(name, left, before - left, tuple(sorted(lost.get(name, []), key=lambda row: -row[1])))
        for name, before, left in zip(STEPS, [values[0], *values[:-1]], values, strict=True)
    ]
    return Stairs(option, tuple(steps))


def _every(results: Results) -> list[Stairs]:
    """The cascades of all options that have one, the baseline first; none where it has none."""
    found = [each for option in results.shown if (each := stairs(results, option)) is not None]
    return found if found and found[0].option.id == results.baseline.id else []


def cascade_chart(results: Results, subject: Option | None) -> Chart | None:
    """The falling staircase of the baseline, beside it that of the option spoken about where it differs; None where nothing
    is stored or nothing is lost (see `cascade_words`).
    """
    every = _every(results)
    steps = _drawn(every)
    if not every or len(steps) < 2:
        return None
    other = beside(results, subject)
    shown = [s for s in every if s.option.id == results.baseline.id or (other is not None and s.option.id == other.id)]
    title = _title(results, shown, steps)
    heads = [_head(results, each) for each in shown] if len(shown) > 1 else [""]
    rows = [[_row(step) for step in each.steps if step.name in steps] for each in shown]
    drawn, narrow = cascade_figure(list(zip(heads, rows, strict=True)))
    return Chart(
        title,
        _note(results, shown[0], steps),
        f"{title}. {' '.join(_spoken(results, each, steps) for each in shown)}",
        drawn,
        narrow,
        _table(results, every),
        _below(results, shown, steps, subject),
    )


def beside(results: Results, subject: Option | None) -> Option | None:
    """The option spoken about where it moves some step by more than a trifle; else nothing stands beside the baseline."""
    here, there = (stairs(results, option) if option is not None else None for option in (results.baseline, subject))
    if here is None or there is None:
        return None
    far = any(abs(a.left - b.left) >= TINY_SHARE_OF_BASELINE * a.left for a, b in zip(here.steps, there.steps, strict=True))
    return subject if far else None


def cascade_words(results: Results) -> str:
    """One sentence in the place of a staircase that does not fall; else nothing."""
    every = _every(results)
    if not every or len(_drawn(every)) > 1:
        return ""
    return f"All {figure(METRICS['cascade_establishment'], every[0].posts, decimals=0)} posts are filled, and nobody is away."


def cascade_tables(results: Results, subject: Option | None) -> list[tuple[str, Table]]:
    """What each option loses for each reason, and the cascade of each team."""
    every = _every(results)
    if not every:
        return []
    reasons = list(dict.fromkeys(words for each in every for step in each.steps for words, _ in step.reasons))
    rows = []
    for each in every:
        lost = {words: size for step in each.steps for words, size in step.reasons}
        rows.append((short_label(results, each.option), *(_officers(lost.get(words, 0.0)) for words in reasons)))
    lost_table = Table(("Option", *map(capital, reasons)), tuple(rows) if reasons else ())
    teams = _by_team(results, [each.option for each in every if each.option in (results.baseline, subject)])
    titled = (("Lost on the way for each reason, in officers", lost_table), ("The cascade of each team, in officers", teams))
    return [(title, table) for title, table in titled if table.rows]


def _step_of(results: Results, option: Option, reason: str) -> str:
    """The step that a reason belongs to: a reason nobody lists is one that keeps from being deployed, or else one of the tour."""
    if reason in _STEP_OF:
        return _STEP_OF[reason]
    listed = value_at(results.config_of(option), "availability.not_deployable")
    return "deployable" if listed is None or reason in listed else "productive"


def _reason(results: Results, option: Option, name: str) -> str:
    title = value_at(results.config_of(option), f"availability.not_deployable.{name}.title")
    words = plain(title) if title else group_words(f"reason={name}")
    return words[:1].lower() + words[1:]


def _drawn(every: Sequence[Stairs]) -> list[str]:
    """The first step, and those that lose something under some option."""
    return [name for place, name in enumerate(STEPS) if not place or any(s.steps[place].fall >= LEAST for s in every)]


def _title(results: Results, shown: Sequence[Stairs], steps: Sequence[str]) -> str:
    base = shown[0]
    told = f"{base.posts:,.0f} posts, {base.last:,.0f} {_WHO.get(steps[-1], 'officers left')}"
    if len(shown) > 1:
        other, under = shown[1], f"under {quoted(results, shown[1].option)}"
        posts = f"of {other.posts:,.0f}" if round(other.posts) != round(base.posts) else ""
        return f"{told}; {under} {other.last:,.0f} {posts}".strip()
    reasons = sorted((row for step in base.steps for row in step.reasons), key=lambda row: -row[1])[:MOST_REASONS]
    takes = [f"{words} {'takes ' if not place else ''}{size:,.0f}" for place, (words, size) in enumerate(reasons)]
    return f"{told}: {joined(takes)}" if takes else told


def _row(step: Step) -> tuple[str, float, float, str]:
    """What the figure writes and draws of a step: its name and size, what is left, the fall, and the reasons."""
    reasons = ", ".join(f"{words} {_officers(size)}" for words, size in step.reasons)
    lost = f"{MINUS}{_officers(step.fall)}" + (f": {reasons}" if reasons else "") if step.fall >= LEAST else ""
    return f"{METRICS[f'cascade_{step.name}'].title} {_officers(step.left)}", step.left, step.fall, lost


def _officers(value: float) -> str:
    """One decimal, none where it is a nought."""
    return f"{value:,.1f}".removesuffix(".0")


def _head(results: Results, each: Stairs) -> str:
    return capital(short_label(results, each.option))


def _note(results: Results, base: Stairs, steps: Sequence[str]) -> str:
    last = results.estimate(base.option.id, f"cascade_{STEPS[-1]}")
    metric = METRICS[f"cascade_{steps[-1]}"]
    runs = f"Mean of {counted(results.replications, 'run')}{results.run_words}"
    sure = f"; 95% interval of the last bar{' (baseline)' if results.others else ''}: {interval(metric, last.low, last.high)}"
    return (
        f"{runs}{sure if results.replications > 1 else ', so no interval'}. Counted in hours of tours and given as officers: one "
        "is the tours of one post. Hatched: what each step loses."
    )


def _below(results: Results, shown: Sequence[Stairs], steps: Sequence[str], subject: Option | None) -> str:
    """Officers at a time, the productive share, the steps that lose nothing, and an option that changes no step."""
    told = [_at_a_time(results, each, len(shown) > 1) + _spent(results, each) for each in shown]
    missing = [name for name in STEPS if name not in steps]
    reasons = [_NOTHING[name] for name in missing]
    if not any_on(results.configurations, "availability") and {"strength", "deployable"} <= set(missing):
        reasons = [_UNMODELLED, *(_NOTHING[name] for name in missing if name not in ("strength", "deployable"))]
    if reasons:
        told.append(f"Steps that lose nothing are not drawn: {'; '.join(reasons)}.")
    alike = stairs(results, subject) if subject is not None and len(shown) == 1 else None
    if alike is not None:
        same = abs(alike.last - shown[0].last) < LEAST
        how = "The same" if same else f"Hardly different ({_officers(alike.last)})"
        told.append(f"{how} under {quoted(results, alike.option)}.")
    return " ".join(part for part in told if part)


def _at_a_time(results: Results, each: Stairs, name: bool) -> str:
    if not all(results.has(metric) for metric in (*AT_A_TIME, SHARE)):
        return ""
    rostered, there, productive = (results.estimate(each.option.id, metric).mean for metric in AT_A_TIME)
    share = level(METRICS[SHARE], results.estimate(each.option.id, SHARE).mean)
    last = "" if abs(there - productive) < LEAST else f" and {_officers(productive)} productive"
    start = f"{_head(results, each)}, at" if name else "At"
    return (
        f"{start} a time, averaged over day and night: {_officers(rostered)} rostered, {_officers(there)} there{last}. "
        f"{share} of the hours of all posts are productive."
    )


def _spent(results: Results, each: Stairs) -> str:
    """What the productive do, the most first; nothing where it is not stored."""
    uses = [(group_words(group), results.estimate(each.option.id, SPENT, group).mean) for group in results.groups(SPENT, "use")]
    told = [f"{words[:1].lower() + words[1:]} {_officers(size)}" for words, size in sorted(uses, key=lambda use: -use[1])]
    return f" Of the {_officers(each.last)} productive: {', '.join(told)}." if told else ""


def _spoken(results: Results, each: Stairs, steps: Sequence[str]) -> str:
    parts = [_row(step)[0] + (f" ({_row(step)[3]})" if step.fall >= LEAST else "") for step in each.steps if step.name in steps]
    return f"{_head(results, each)}: {'; '.join(parts)}."


def _table(results: Results, every: Sequence[Stairs]) -> Table:
    extra = [METRICS[name] for name in (*AT_A_TIME, SHARE) if results.has(name)]
    heads = ("Option", *(METRICS[f"cascade_{name}"].title for name in STEPS), *(f"{m.title} ({m.shown_unit})" for m in extra))
    rows = [
        (
            each.option.label if results.others else _head(results, each),
            *(_officers(step.left) for step in each.steps),
            *(figure(m, results.estimate(each.option.id, m.name).mean) for m in extra),
        )
        for each in every
    ]
    return Table(heads, tuple(rows))


def _by_team(results: Results, options: Sequence[Option]) -> Table:
    """Steps by team, of teams large enough to be shown; none where one is not."""
    teams = results.groups("cascade_establishment", "team")
    posts = [results.estimate(o.id, "cascade_establishment", team).mean for o in options for team in teams]
    if not posts or min(posts) < SMALLEST_GROUP:
        return Table((), ())
    heads = ("Option", "Team", *(METRICS[f"cascade_{name}"].title for name in STEPS))
    rows = [
        (
            short_label(results, option),
            team.partition("=")[2],
            *(_officers(results.estimate(option.id, f"cascade_{name}", team).mean) for name in STEPS),
        )
        for option in options
        for team in teams
    ]
    return Table(heads, tuple(rows))
