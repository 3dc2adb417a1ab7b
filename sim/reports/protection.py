"""Small numbers: no welfare figure for a group of fewer than ten officers reaches a page, shown or hidden in it.

The officers are synthetic, but a roster copied from life makes them stand for real ones. Hiding one small group alone
would let a reader subtract the others from the total, so then the next smallest goes too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from sim.metrics import METRICS, SMALLEST_GROUP
from sim.reports.results import Results

DAYS_PER_YEAR = 365.25


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
    sizes = {g: n if math.isfinite(n) else 0.0 for g, n in headcounts.items()}
    hidden = {g for g, n in sizes.items() if round(n) < SMALLEST_GROUP}
    left = sorted((n, g) for g, n in sizes.items() if g not in hidden)
    if len(hidden) == 1 and left:
        hidden.add(left[0][1])
    return frozenset(hidden)


def hidden_groups(results: Results, kind: str) -> frozenset[str]:
    """Groups of one kind ("area", "team" ...) hidden in every scenario because they are small in any of them."""
    groups = officer_groups(results).get(kind, [])
    hidden: set[str] = set()
    for option in results.options:
        hidden |= groups_to_hide({g: officers_in(results, option.id, g) for g in groups})
    return frozenset(hidden)


def officer_groups(results: Results) -> dict[str, list[str]]:
    """Groups that officers' measures are stored for, by kind."""
    found: dict[str, list[str]] = {}
    for metric in METRICS.values():
        if metric.family == "officers":
            for group in results.groups(metric.name):
                names = found.setdefault(group.partition("=")[0], [])
                if group not in names:
                    names.append(group)
    return found
