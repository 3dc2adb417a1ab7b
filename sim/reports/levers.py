"""The section "What was tried": each lever's reach, effect, range, strength and price, and what it changed for the money."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from sim.calendar import DAYS_PER_YEAR
from sim.metrics import METRICS
from sim.reports.charts import Table
from sim.reports.judging import CLEAR, short_label, shown_verdict
from sim.reports.names import group_words
from sim.reports.options import Comparison
from sim.reports.phrases import phrase
from sim.reports.results import Option, Results
from sim.reports.setting_forms import percent, value_at
from sim.reports.switches import any_on
from sim.reports.words import MINUS, capital, change, counted, figure, interval, known
from sim.scenario.interventions import LEVERS

COST, REACHED, EASED = "interventions_cost", "officers_reached", "strain_eased"
FOR_POUNDS = 10_000
# What a lever is there to change, and what is reckoned against its price.
OWN = {
    "flu_jabs": ("sick_days", "sick_days"),
    "occupational_health": ("sick_days", "sick_days"),
    "early_return": ("sick_days", "sick_days"),
    "mandatory_breaks": ("breaks_had_share", "breaks_had_share"),
    "fewer_hindrances": ("systems_lost_hours", "systems_lost_total_hours"),
    "body_worn_video": ("assaults_expected", "assaults_expected"),
    "resilience": ("sick_days", "sick_days"),
    "supervisor_support": ("strain_mean", "strain_mean"),
    "trim": ("strain_mean", "strain_mean"),
    "debriefs": ("strain_mean", "strain_mean"),
}
# What a lever is there to change besides.
_ALSO = {"body_worn_video": (("under_complaint_share", "under_complaint_share"),)}
_WHAT = {
    "flu_jabs": "of the short spells a wave of influenza adds",
    "occupational_health": "of the days of long and psychological spells, and of those a decision takes",
    "early_return": "of the days of long-term spells beyond four weeks, which become recuperative duty",
    "mandatory_breaks": "of meal breaks kept: before other work, and broken off by nobody",
    "fewer_hindrances": "of the time slow systems take from who writes up",
    "body_worn_video": "of the chance of an assault",
    "resilience": "of strain above the usual, where it makes sick",
    "supervisor_support": "of duty without support, as it feeds strain",
    "trim": "of what a traumatic scene adds to strain",
    "debriefs": "of what being sent on without time to defuse adds to strain",
}
_SWEEP = "sweep interventions.effects to see how far"
_OF_COMPLAINTS = "of complaints about officers who wear one"
_READ = {"low": "low end", "central": "as believed", "high": "high end"}
_STRENGTH = {
    "published": "its effect is published",
    "derived": "its effect is derived from published trials",
    "assumed": "no effect size was found; its effect is assumed",
}


def lever_lines(results: Results) -> tuple[str, ...]:
    """Of each lever how sure its effect is, and what hangs on it where both ends of it were tried."""
    acting = [name for name in LEVERS if _users(results, name) and _acts(results, name)]
    guessed = [name for name in acting if _strength(results, name) == "assumed" and len(_tried(results, name)) < 2]
    alike = guessed if len(guessed) > 1 else []
    lines = [_line(results, name) for name in acting if name not in alike]
    if alike:
        ranges = ", ".join(f"{group_words(f'lever={name}')} ({_range(_of(results, name)['effect'])})" for name in alike)
        told = f"No effect size was found for these, and each effect is assumed: {ranges}."
        lines.append(f"{told} What they change hangs on that; {_SWEEP}.")
    if _video(results, "recorded"):
        effect, strength = _of(results, "body_worn_video")["complaints"], _strength(results, "body_worn_video", "complaints")
        lines.append(f"Body-worn video, of complaints: {_STRENGTH[strength]}, from {_range(effect)}.")
    return tuple(lines)


def lever_tables(results: Results) -> list[tuple[str, Table]]:
    """The levers pulled, and what each scenario changed against the baseline and for its money; nothing where none is."""
    pulled = [name for name in LEVERS if _users(results, name)]
    if not pulled:
        return []
    heads = ("Lever", "Takes away", "As believed", "Range", "Strength", "Reaches", "Works in full after", "Pounds a year")
    found = [("The levers", Table(heads, tuple(row for name in pulled for row in _lever_rows(results, name))))]
    rows = tuple(_changed(results))
    if rows:
        each = f"Change for each {FOR_POUNDS:,} pounds"
        told = Table(("Option", "Lever", "What it is for", "Change", "Interval", "Pounds a year more", each), rows)
        found.append(("What each changed, and for what money", told))
    return found


def _users(results: Results, name: str) -> list[Option]:
    return [option for option in results.options if value_at(results.config_of(option), f"interventions.{name}.on") is True]


def _reading(results: Results, option: Option) -> str:
    return str(value_at(results.config_of(option), "interventions.effects") or "central")


def _of(results: Results, name: str) -> Mapping[str, Any]:
    lever = value_at(results.config_of(_users(results, name)[0]), f"interventions.{name}")
    return lever if isinstance(lever, Mapping) else {}


def _video(results: Results, switch: str) -> bool:
    """Whether body-worn video is worn where there is what it acts on: assaults (filmed) or complaints (recorded)."""
    return any(any_on([results.config_of(option)], switch) for option in _users(results, "body_worn_video"))


def _acts(results: Results, name: str) -> bool:
    """Whether there is what a lever's first effect acts on; only for cameras may it be missing."""
    return name != "body_worn_video" or _video(results, "filmed")


def _strength(results: Results, name: str, effect: str = "effect") -> str:
    for row in results.manifest.get("assumptions") or ():
        if isinstance(row, Mapping) and row.get("key") == f"interventions.{name}.{effect}.central":
            return str(row.get("strength"))
    return "assumed"


def _lever_rows(results: Results, name: str) -> Iterator[tuple[str, ...]]:
    lever, option = _of(results, name), _users(results, name)[0]
    group = f"lever={name}"
    heads, pounds = results.estimate(option.id, REACHED, group).mean, results.estimate(option.id, COST, group).mean
    effect = lever["effect"]
    reach = f"{percent(lever['reach'])} of officers" + (f" ({heads:,.0f})" if known(heads) else "")
    lag = counted(round(float(lever["lag_days"])), "day")
    eased = results.estimate(option.id, EASED, group).mean
    what = _WHAT[name] + (f" ({figure(METRICS[EASED], eased)} an officer in 28 days)" if known(eased) else "")
    effects = [(what, effect, _strength(results, name))] if _acts(results, name) else []
    if name == "body_worn_video" and _video(results, "recorded"):
        effects.append((_OF_COMPLAINTS, lever["complaints"], _strength(results, name, "complaints")))
    priced = f"{pounds:,.0f}" if known(pounds) else "\u2013"
    for number, (what, effect, strength) in enumerate(effects):
        yield (
            group_words(group), what, percent(effect["central"]), _range(effect), strength, reach, lag,
            "the same" if number else priced,
        )  # fmt: skip


def _changed(results: Results) -> Iterator[tuple[str, ...]]:
    at_baseline = {name for name in LEVERS if results.baseline in _users(results, name)}
    for option in results.others:
        pulled = [name for name in LEVERS if option in _users(results, name) and name not in at_baseline]
        purposes = ((name, each) for name in pulled for each in (OWN[name], *_ALSO.get(name, ())))
        for lever, (metric, priced) in purposes:
            found = results.comparison(option.id, metric)
            if found is None:
                continue
            pounds = _pounds_more(results, option)
            own, base = METRICS[metric], results.estimate(results.baseline.id, metric).mean
            digits = own.decimals + 1
            yield (
                short_label(results, option), group_words(f"lever={lever}"), phrase(own),
                change(own, found.difference, decimals=digits),
                interval(own, found.low, found.high, signed=True, base=base, decimals=digits),
                f"{pounds:,.0f}" if known(pounds) else "\u2013",
                _for_money(results, option, priced, pounds) if len(pulled) == 1 else "with others",
            )  # fmt: skip


def _pounds_more(results: Results, option: Option) -> float:
    base = results.estimate(results.baseline.id, COST).mean
    return results.estimate(option.id, COST).mean - (base if known(base) else 0.0)


def _for_money(results: Results, option: Option, metric: str, pounds: float) -> str:
    """The change that each so many pounds bring: sick days of the whole force, what else there is as it is."""
    found = results.comparison(option.id, metric)
    if found is None or not known(pounds) or pounds <= 0:
        return "\u2013"
    each = found.difference * FOR_POUNDS / pounds
    if metric != "sick_days":
        return change(METRICS[metric], each, decimals=max(2, METRICS[metric].decimals + 1))
    officers = results.denominator(option.id, metric, "") * DAYS_PER_YEAR / float(results.run.get("days") or math.nan)
    return f"{figure(METRICS[metric], each * officers, signed=True)} sick days of all officers"


def _line(results: Results, name: str) -> str:
    effect, title = _of(results, name)["effect"], group_words(f"lever={name}")
    told = f"{title}: {_STRENGTH[_strength(results, name)]}, from {_range(effect)}."
    own, tried = METRICS[OWN[name][0]], _tried(results, name)
    if len(tried) < 2:
        return told if _strength(results, name) != "assumed" else f"{told} What it changes hangs on that; {_SWEEP}."
    changes = ", ".join(f"{_READ[r]} {change(own, found.difference, decimals=own.decimals + 1)}" for r, _, found in tried)
    verdicts = {shown_verdict(results, option, own) for _, option, _ in tried}
    end = "the verdict is the same at either end" if len(verdicts) == 1 else "the conclusion hangs on it"
    end = end if verdicts & CLEAR else "too close to call at either end"
    return f"{told} {capital(phrase(own))}: {changes}; {end}."


def _tried(results: Results, name: str) -> list[tuple[str, Option, Comparison]]:
    """The ends of a lever's effect that were tried without other levers, and what changed of what it is there for."""
    ends = {_reading(results, option): option for option in _users(results, name) if _alone(results, option, name)}
    read = [(reading, ends[reading]) for reading in _READ if reading in ends]
    return [(r, o, found) for r, o in read if (found := results.comparison(o.id, OWN[name][0])) is not None]


def _range(effect: Mapping[str, Any]) -> str:
    return f"{percent(effect['low'])} to {percent(effect['high'])}".replace("-", MINUS)


def _alone(results: Results, option: Option, name: str) -> bool:
    return all(option not in _users(results, other) for other in LEVERS if other != name)
