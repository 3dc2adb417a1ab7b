"""What a study takes as given: every configured number about people or the world, beside its entry in the ledger."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import Any

from sim.configuration import defaults
from sim.ledger import Entry, ledger, numbers_in
from sim.scenario import Scenario

STRENGTHS = ("assumed", "derived", "published")  # weakest first: that is what a reader should see first


def assumptions_of(scenarios: Iterable[Scenario]) -> list[dict[str, Any]]:
    """Return a row for each setting of the scenarios: key, values used, unit, plausible range, strength and source.

    Settings without an entry (a planner's own tables may hold some) are listed as assumed, source unstated.
    """
    book = ledger()
    used: dict[str, set[tuple[float, ...]]] = {}
    for scenario in scenarios:
        for key, numbers in numbers_in(scenario.model_dump(mode="json")).items():
            used.setdefault(key, set()).add(numbers)
    rows = []
    for key, values in used.items():
        if key.split(".")[0] in book.exempt:
            continue
        entries = sorted({e for numbers in values if (e := book.entry_of(key, numbers, _of_option))}, key=lambda e: e.option)
        rows.append({
            "key": key,
            "title": key,
            "value": " or ".join(sorted(_in_words(numbers) for numbers in values)),
            "unit": entries[0].unit if entries else "",
            "low": min((entry.low for entry in entries), default=None),
            "high": max((entry.high for entry in entries), default=None),
            "strength": min((entry.strength for entry in entries), key=STRENGTHS.index, default="assumed"),
            "source": _sources(entries) or "not stated",
        })
    return sorted(rows, key=lambda row: (STRENGTHS.index(row["strength"]), row["key"]))


@functools.cache
def _of_option(option: str) -> dict[str, Any]:
    group, _, name = option.partition("=")
    return {group: defaults({group: name})[group]}


def _sources(entries: Sequence[Entry]) -> str:
    """Every source; where scenarios differ, which option's numbers one belongs to."""
    several = len(entries) > 1
    return "; ".join(f"with {e.option}: {e.source}" if several and e.option else e.source for e in entries)


def _in_words(numbers: tuple[float, ...]) -> str:
    if len(numbers) == 1:
        return f"{numbers[0]:g}"
    return f"{len(numbers)} values from {min(numbers):g} to {max(numbers):g}" if numbers else "none"
