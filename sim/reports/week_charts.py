"""What happens through the week: posts and officers there, officers on duty and asked for, call-takers there and talking."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.metrics import HOURS_OF_WEEK, METRICS
from sim.reports.charts import Chart, Table
from sim.reports.judging import CLEAR, short_label, shown_verdict
from sim.reports.results import Option, Results, estimate_of
from sim.reports.switches import any_on
from sim.reports.titles import Tightness, busy_title, week_title
from sim.reports.weeks import Week, week_figure
from sim.reports.words import capital, counted, hour_name

STRAINED = 0.85
"""Share of their time that people are busy above which an hour counts as strained."""


@dataclass(frozen=True, slots=True)
class _Profile:
    """Two profiles of one option, shape (168,), and the half-interval of the second."""

    option: Option
    there: np.ndarray
    needed: np.ndarray
    spread: np.ndarray


def officers_week(results: Results, subject: Option | None) -> Chart | None:
    """Officers on duty against officers asked for, for the baseline and the option spoken about."""
    found = _profiles(results, subject, "supply_officers", "demand_officers")
    if not found:
        return None
    weeks, titles, spoken = [], [], []
    for each in found:
        short = int(np.nansum(each.needed > each.there))
        worst = int(np.nanargmax(each.needed - each.there))
        name = capital(short_label(results, each.option))
        tight = f"{hour_name(worst)}, {each.needed[worst]:.0f} asked for and {each.there[worst]:.0f} on duty"
        words = f"{name}: in {counted(short, 'hour')} of 168 more asked for than on duty; tightest {tight}"
        weeks.append(Week(words, each.there, each.needed, each.spread))
        titles.append(_tightness(short_label(results, each.option), each.there, each.needed))
        spoken.append(f"{name}: {short} of 168 hours ask for more officers than are on duty; the tightest is {tight}.")
    n = results.replications
    note = (
        f"Mean of {n} {'run' if n == 1 else 'runs'}; the band around demand is its 95% interval. An incident asks for "
        "officers from the moment a crew is sent until it is closed, travel and waiting for partners included; all of "
        "it is counted at the hour the incident came in. What exceeds supply is carried over, not lost. Out of step is the share "
        "of officer hours that would have to lie in another hour of the week to follow the demand, in the mean of the runs."
    )
    if any_on(results.configurations, "watches"):
        note += " Officers on watches count as on duty, and watches are not among what is asked for."
    heads = ("on duty", "asked for, 95% interval", "spare")
    return _chart(results, week_title(titles), note, spoken, weeks, found, heads)


def _tightness(name: str, there: np.ndarray, asked: np.ndarray) -> Tightness:
    """Where the week of an option is tightest and slackest; (168,) officers on duty and asked for, hours without any left out."""
    seen = np.isfinite(there) & np.isfinite(asked) & (there > 0)
    each = np.where(seen, asked / np.where(seen, there, 1.0), np.nan)
    most, least = int(np.nanargmax(each)), int(np.nanargmin(each))
    apart = np.abs(there[seen] / there[seen].sum() - asked[seen] / asked[seen].sum()).sum() / 2
    return Tightness(name, most, float(each[most]), least, float(each[least]), float(apart))


def watches_week(results: Results, subject: Option | None) -> Chart | None:
    """Officers on duty against those on watches, for the options that keep any."""
    found = [each for each in _profiles(results, subject, "supply_officers", "watch_officers") if np.nanmax(each.needed) > 0]
    if not found:
        return None
    weeks, spoken = [], []
    for each in found:
        least, most = int(np.nanargmin(each.needed)), int(np.nanargmax(each.needed))
        name = capital(short_label(results, each.option))
        ends = [f"{each.needed[hour]:.1f} ({hour_name(hour)})" for hour in (least, most)]
        words = f"officers on watches number from {ends[0]} to {ends[1]}"
        share = f"{np.nansum(each.needed) / np.nansum(each.there):.1%} of all on duty"
        lines = ("officers on duty", "officers on watches")
        weeks.append(Week(f"{name}: {words}", each.there, each.needed, each.spread, lines))
        spoken.append(f"{name}: {words}, {share}.")
    n = results.replications
    runs = f"Mean of {n} {'run' if n == 1 else 'runs'}"
    note = f"{runs}; the band is a 95% interval. Who is on a watch is on duty, and answers nobody."
    title = f"By hour of the week {weeks[0].title.partition(': ')[2]}"
    return _chart(results, title, note, spoken, weeks, found, ("on duty", "on watches, 95% interval", "others"))


def duty_week(results: Results, subject: Option | None) -> Chart | None:
    """The tours of all posts against the officers who are productive, for the baseline and another option; None where nothing is
    stored or nobody is ever away.
    """
    found = _profiles(results, subject, "duty_establishment", "duty_productive")
    if not found or found[0].option.id != results.baseline.id or not np.nanmax(found[0].there - found[0].needed) > 0:
        return None
    weeks, titles, spoken = [], [], []
    for each in found:
        least, most = int(np.nanargmin(each.needed)), int(np.nanargmax(each.needed))
        there = f"{each.needed[least]:.0f} ({hour_name(least)}) to {each.needed[most]:.0f} ({hour_name(most)})"
        share = f"{np.nansum(each.needed) / np.nansum(each.there):.0%} of the tours of all posts"
        name = capital(short_label(results, each.option))
        lines = ("all posts", "productive officers")
        weeks.append(Week(f"{name}: {share} are productive", each.there, each.needed, each.spread, lines, steps=True))
        titles.append((short_label(results, each.option), there))
        spoken.append(f"{name}: productive officers from {there}, {share}.")
    n = results.replications
    note = (
        f"Mean of {n} {'run' if n == 1 else 'runs'}; the band is a 95% interval. Tours as the roster has them, without overtime. "
        "The upper line is what the establishment would have there in each hour if every post were filled, nobody ever away, "
        "and a tour took nothing of its own."
    )
    title = f"By hour of the week productive officers number from {titles[0][1]}"
    title += "".join(f"; with \u201c{name}\u201d from {there}" for name, there in titles[1:])
    heads = ("all posts", "productive officers, 95% interval", "lost on the way")
    return _chart(results, title, note, spoken, weeks, found, heads)


def call_takers_week(results: Results, subject: Option | None) -> Chart | None:
    """Call-takers there against call-takers talking, for the baseline and the option that answers worst (else the subject);
    None where no option clearly changes how busy they are.
    """
    busy_time = METRICS["control_room_busy"]
    if results.others and not any(shown_verdict(results, o, busy_time, "pool=call_takers") in CLEAR for o in results.others):
        return None
    found = _profiles(results, _slowest(results) or subject, "call_takers_by_hour", "call_takers_busy_by_hour")
    if not found:
        return None
    weeks, titles, spoken = [], [], []
    for each in found:
        with np.errstate(invalid="ignore", divide="ignore"):
            busy = np.where(each.there > 0, each.needed / each.there, np.nan)
        strained = int(np.nansum(busy > STRAINED))
        worst = int(np.nanargmax(busy)) if np.isfinite(busy).any() else 0
        name = capital(short_label(results, each.option))
        tight = f"{hour_name(worst)}, {each.needed[worst]:.1f} talking of {each.there[worst]:.1f} there"
        words = f"{name}: in {counted(strained, 'hour')} of 168 busier than 85% on average; tightest {tight}"
        weeks.append(Week(words, each.there, each.needed, each.spread, ("call-takers there", "call-takers talking")))
        titles.append((short_label(results, each.option), strained, worst))
        spoken.append(f"{name}: in {strained} of 168 hours call-takers are busier than 85% on average; the tightest is {tight}.")
    n = results.replications
    note = (
        f"Mean of {n} {'run' if n == 1 else 'runs'} over the weeks of the run; the band is a 95% interval. An average hour hides "
        "its rushes: the share of single hours above 85% is in the chart above."
    )
    heads = ("there", "talking, 95% interval", "free")
    return _chart(results, busy_title(titles), note, spoken, weeks, found, heads)


def _profiles(results: Results, other: Option | None, there: str, needed: str) -> list[_Profile]:
    out = []
    for option in dict.fromkeys(o.id for o in (results.baseline, other) if o is not None and o.stable):
        supply, demand = results.by_hour(option, there), results.by_hour(option, needed)
        samples = results.hour_samples(option, needed)
        if supply is None or demand is None or samples is None or not np.isfinite(supply - demand).any():
            continue
        spread = np.array([_half_interval(samples[:, h]) for h in range(samples.shape[1])])
        out.append(_Profile(results.options[results.places[option]], supply, demand, spread))
    return out


def _slowest(results: Results) -> Option | None:
    """The option that clearly answers 999 worst."""
    metric = METRICS["calls_999_in_time"]
    worse = [o for o in results.others if shown_verdict(results, o, metric) == "worse"]
    return min(worse, key=lambda o: results.estimate(o.id, metric.name).mean, default=None)


def _half_interval(values: np.ndarray) -> float:
    found = estimate_of(values)
    return found.high - found.mean if math.isfinite(found.high) else 0.0


def _chart(
    results: Results,
    title: str,
    note: str,
    spoken: Sequence[str],
    weeks: Sequence[Week],
    found: Sequence[_Profile],
    heads: tuple[str, ...],
) -> Chart:
    rows = [(hour_name(h), *(cell for each in found for cell in _cells(each, h))) for h in range(HOURS_OF_WEEK)]
    names = [f"{capital(short_label(results, each.option))}: " if len(found) > 1 else "" for each in found]
    columns = ("Hour", *(name + head for name in names for head in heads))
    figure, narrow = week_figure(weeks)
    alternative = f"{title}. {' '.join(spoken)} The table below the chart has every hour."
    return Chart(title, note, alternative, figure, narrow, Table(columns, tuple(rows)))


def _cells(each: _Profile, hour: int) -> tuple[str, ...]:
    spare = f"{each.there[hour] - each.needed[hour]:+.1f}".replace("-", "\u2212")
    return f"{each.there[hour]:.1f}", f"{each.needed[hour]:.1f} \u00b1{each.spread[hour]:.1f}", spare
