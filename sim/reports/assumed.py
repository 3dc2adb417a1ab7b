"""The assumptions of a study in words: what is taken as given, grouped by what it is about, weakest first.

What belongs to a mechanism that is off in every scenario is not listed, only counted: it decides nothing here. Settings that
stand for many alike (each type of incident, each area) make one row with the range of their values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.reports.charts import Table
from sim.reports.idle import idle
from sim.reports.results import Results
from sim.reports.setting_forms import matched
from sim.reports.words import capital, counted, joined, plain

_STRENGTHS = {"assumed": 0, "derived": 1, "published": 2}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")

_MANY = (
    ("demand.types.*", "each type of incident"),
    ("force.areas.*", "each area"),
    ("force.grades.*", "each grade"),
    ("partners.services.*", "each partner"),
    ("partners.needs.*", "each type of incident"),
    ("displacement.services.*", "each partner"),
    ("custody.suites.*", "each suite"),
    ("skills.list.*", "each skill"),
    ("watches.kinds.*", "each watch"),
    ("roster.shifts.*", "each shift"),
    ("casework.crimes.*", "each crime"),
    ("casework.teams.*", "each team"),
    ("roster.variants.*", "each variant"),
    ("pools.list.*", "each pool"),
)
"""Tables of entries that are alike, and what one entry is called."""
_INNER = frozenset(
    [
        "grades",
        "officers",
        "partners",
        "needs",
        "neighbours",
        "share",
        "becomes",
        "after_min",
        "up",
        "down",
        "passed_on_after_min",
        "on_999",
        "target_min",
        "vulnerable_target_min",
    ]
)
"""Settings that are tables by name themselves: their entries are counted together."""
_ABOUT = {
    "force": "The force",
    "demand": "Demand",
    "change": "Changing demand",
    "surges": "Surges",
    "front_door": "The front door",
    "threshold": "The threshold for sending officers",
    "roster": "The roster",
    "crewing": "Crewing",
    "skills": "Skills",
    "staffing": "Staffing",
    "careers": "People who leave and join",
    "availability": "Who is there",
    "abstraction": "Abstraction",
    "tour": "The tour",
    "operations": "Dispatch",
    "mutual_aid": "Mutual aid",
    "bids": "Extra tours",
    "pools": "Pools beside the officers",
    "supervision": "Supervision",
    "overtime": "Overtime",
    "fatigue": "Fatigue",
    "pressures": "What is frequent",
    "people": "Who the officers are",
    "survey": "The virtual survey",
    "trauma": "Trauma",
    "complaints": "Complaints",
    "strain": "Strain",
    "sickness": "Sickness",
    "presence": "At work unwell",
    "control_room": "The control room",
    "interventions": "What was tried",
    "casework": "Crimes and cases",
    "safety": "Safety",
    "partners": "Partners",
    "displacement": "What partners leave undone",
    "custody": "Custody",
    "watches": "Watches",
    "working": "Ways of working",
}
_WORDS = {
    "mean_min": "mean",
    "cv": "spread over mean",
    "logged_per_year": "incidents logged a year",
    "day_to_day_cv": "spread from day to day",
    "weeks": "share of the week, profile",
    "week": "number there by hour of the week",
    "monthly": "by month",
    "target_min": "target",
    "vulnerable_target_min": "target for the vulnerable",
    "promote_after_min": "raised by a grade after",
    "free_usual": "crews usually free",
    "neighbours": "extra drive to a neighbour",
    "on_999": "share of calls on 999",
    "line_999": "999",
    "line_101": "101",
    "search_min": "searching across systems",
    "rekeying_min": "entering again what another system holds",
    "strip": "settled instead of sent to",
    "lost_per_job": "lost on each job",
    "per_1000_attended": "for each 1,000 incidents attended",
    "becomes": "share that comes to the police",
    "lost": "share of the rest that is lost",
    "patience_min": "left undone after waiting",
    "lean_min_per_job": "saved on each job",
    "return_to_base_min": "trip to base to write it up",
    "mobile_share": "jobs written up at the scene",
    "self_briefing_min": "briefing oneself",
    "paper_after_min": "written on paper after",
    "passed_on_after_min": "passed to the dispatcher after",
    "kss_threshold": "sleepy from",
    "model": "three-process model",
    "cut": "officers cut",
    "uplift": "officers added",
    "own_work": "sergeants' own work",
    "per_officer_min": "for each officer led",
    "per_crime_min": "for each crime they carry",
    "from_h": "from, hours into the tour",
    "latest_h": "begun at the latest, hours into the tour",
    "called_out_by": "grades that call out of it",
    "span": "officers to a sergeant",
    "desk": "protected desk time",
    "needs": "chance of needing a partner besides",
    "taken_to": "chance of being taken on to a place",
}
_OF_TYPES = {
    "attended": "share attended",
    "grades": "weight of each grade",
    "officers": "officers wanted, weights",
    "scene": "time at the scene",
    "clearing": "writing up",
    "minimum": "fewest officers to begin",
    "needs": "chance of needing a skill",
    "partners": "chance of needing a partner",
    "risk": "chance of being risky for one officer",
    "vulnerable": "chance that somebody is vulnerable",
    "new_information": "chance of new information",
    "assaults_per_1000": "assaults for each 1,000 officers sent, in pairs",
    "patience": "how long callers wait while nobody is sent",
    "arrest": "chance of an arrest",
}
"""Words that mean something of their own under a type of incident."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The table, a summary above it, and how many settings are left out as idle."""

    table: Table
    summary: str


def assumptions(results: Results) -> Assumptions:
    """The numbers about people and the world with range, strength and source, weakest first, and a summary of them."""
    rows = [r for r in results.manifest.get("assumptions") or () if isinstance(r, Mapping)]
    live = [r for r in rows if not idle(results, str(r.get("key", "")))]
    counts = {s: sum(str(r.get("strength")) == s for r in live) for s in ("published", "derived", "assumed")}
    told = joined([f"{n} {s}" for s, n in counts.items() if n])
    summary = f"{counted(len(live), 'number')} about people and the world: {told}." if live else ""
    if live and len(rows) > len(live):
        idle_ones = len(rows) - len(live)
        summary += f" {counted(idle_ones, 'more belongs', 'more belong')} to mechanisms that are off in every option, not listed."
    heads = ("About", "What", "Value", "Plausible range", "Strength", "Source")
    return Assumptions(Table(heads, tuple(_row(group) for group in _grouped(live))), summary)


def in_words(key: str) -> tuple[str, str]:
    """What a setting is about and what it is: front_door.call_takers.week as The front door; Call takers, by hour of the week.

    An entry of a table of alike ones stands before a colon, and is called "each ..." where its name is a star.
    """
    first, *rest = key.split(".")
    about = _ABOUT.get(first, capital(first.replace("_", " ")))
    entry, own = "", _WORDS
    for pattern, each in _MANY:
        depth = pattern.count(".") + 1
        if len(rest) >= depth and matched(pattern, ".".join(key.split(".")[:depth])) is not None:
            name = rest[depth - 2]
            entry, rest = each if name == "*" else _tidy(name), rest[depth - 1 :]
            own = _WORDS | (_OF_TYPES if first == "demand" else {})
    parts = [own.get(part, _tidy(part)) for part in rest if part != "*"]
    what = ", ".join(parts) or about
    return about, capital(f"{entry}: {what}" if entry else what)


def _tidy(part: str) -> str:
    words = part.replace("_", " ")
    for end, instead in ((" min", ""), (" h", ""), (" s", ""), (" cv", ", spread over mean"), (" sd", ", standard deviation")):
        if words.endswith(end) and len(words) > len(end) + 1:
            return words.removesuffix(end) + instead
    return words


def _pattern(key: str) -> str:
    """The key with names of alike entries taken out; the same for all that make one row."""
    parts = key.split(".")
    for pattern, _ in _MANY:
        depth = pattern.count(".") + 1
        if len(parts) > depth and matched(pattern, ".".join(parts[:depth])) is not None:
            parts[depth - 1] = "*"
            break
    else:
        return ".".join([*parts[:-1], "*"]) if len(parts) > 2 and parts[-2] in _INNER else key
    return ".".join([*parts[:-1], "*"]) if len(parts) > 3 and parts[-2] in _INNER else ".".join(parts)


def _grouped(rows: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        key = str(row.get("key", ""))
        own = str(row.get("title") or key) != key
        groups.setdefault((key if own else _pattern(key), str(row.get("strength"))), []).append(row)
    order = list(_ABOUT)

    def place(group: list[Mapping[str, Any]]) -> tuple[int, int]:
        first = str(group[0].get("key", "")).split(".")[0]
        return _STRENGTHS.get(str(group[0].get("strength")), -1), order.index(first) if first in order else len(order)

    return sorted(groups.values(), key=place)


def _row(group: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    first = group[0]
    key = str(first.get("key", ""))
    about, what = in_words(_pattern(key) if len(group) > 1 else key)
    own = plain(first.get("title") or "")
    sources = list(dict.fromkeys(plain(r.get("source", ""), 300) for r in group))
    return (
        plain(about),
        own if own and own != key else plain(what),
        _values(group),
        _between(group),
        plain(first.get("strength", "")),
        sources[0] + (f" (and {len(sources) - 1} more for single entries)" if len(sources) > 1 else ""),
    )


def _values(group: Sequence[Mapping[str, Any]]) -> str:
    unit = plain(group[0].get("unit") or "")
    if len(group) == 1:
        value = group[0].get("value")
        return "" if value is None else f"{_NUMBER.sub(lambda m: _digits(float(m[0])), plain(value))} {unit}".strip()
    numbers = [float(n) for r in group for n in _NUMBER.findall(_spread(str(r.get("value"))))]
    if not numbers:
        return ""
    low, high = min(numbers), max(numbers)
    told = _digits(low) if low == high else f"{_digits(low)} to {_digits(high)}"
    return f"{told} {unit}".strip() + f" ({len(group)} entries)"


def _digits(number: float) -> str:
    return f"{number:,.12g}"


def _spread(value: str) -> str:
    """The numbers of a value that says "24 values from 0 to 3": its ends, not how many there are."""
    return value.partition(" values from ")[2] or value


def _between(group: Sequence[Mapping[str, Any]]) -> str:
    ends = [
        (r["low"], r["high"]) for r in group if isinstance(r.get("low"), int | float) and isinstance(r.get("high"), int | float)
    ]
    if not ends:
        return ""
    return f"{_digits(min(low for low, _ in ends))} to {_digits(max(high for _, high in ends))}"
