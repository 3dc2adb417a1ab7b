"""Small numbers on pages: a group that is small in any option is hidden in all; the rule is in `sim.metrics.small_groups`.

Measures of small groups have no value to show. Here they are found by their headcount, so that pages can say why, and in results
of others' making too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from sim.calendar import DAYS_PER_YEAR
from sim.metrics import METRICS
from sim.metrics.small_groups import PARTS_OF_THE_FORCE, hidden
from sim.reports.results import Results


def officers_in(results: Results, scenario: str, group: str) -> float:
    """Officers in a group, from the officer-years its measures are divided by; NaN where no measure says so."""
    days = results.run.get("days")
    if not isinstance(days, int | float) or days <= 0:
        return math.nan
    years = [
        results.denominator(scenario, m.name, group)
        for m in METRICS.values()
        if m.family == "officers" and m.denominator.startswith("officer-years") and results.has(m.name, group)
    ]
    found = [y for y in years if math.isfinite(y)]
    return max(found) * DAYS_PER_YEAR / days if found else math.nan


def groups_to_hide(headcounts: Mapping[str, float]) -> frozenset[str]:
    """Groups of one partition of the force that must not be shown. An unknown headcount counts as small."""
    sizes = [max(1, round(n)) if math.isfinite(n) else 1 for n in headcounts.values()]
    return frozenset(group for group, hides in zip(headcounts, hidden(sizes), strict=True) if hides)


def hidden_groups(results: Results, kind: str) -> frozenset[str]:
    """Groups of one kind ("area", "team" ...) hidden in every scenario because they are small in any of them."""
    groups = officer_groups(results).get(kind, [])
    each = (groups_to_hide({g: officers_in(results, option.id, g) for g in groups}) for option in results.options)
    return frozenset[str]().union(*each)


def officer_groups(results: Results) -> dict[str, list[str]]:
    """Groups of officers that their measures are stored for, by kind; what is cut another way is no group of people."""
    found: dict[str, list[str]] = {}
    for metric in METRICS.values():
        if metric.family == "officers":
            for group in results.groups(metric.name):
                kind = group.partition("=")[0]
                if kind in PARTS_OF_THE_FORCE and group not in found.setdefault(kind, []):
                    found[kind].append(group)
    return found
