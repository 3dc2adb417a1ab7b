"""What a study takes as given: every configured number about people or the world, beside its entry in the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sim.ledger import ledger, numbers_in
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
        entry = book.entry_for(key)
        rows.append({
            "key": key,
            "title": key,
            "value": " or ".join(sorted(_in_words(numbers) for numbers in values)),
            "unit": entry.unit if entry else "",
            "low": entry.low if entry else None,
            "high": entry.high if entry else None,
            "strength": entry.strength if entry else "assumed",
            "source": entry.source if entry else "not stated",
        })
    return sorted(rows, key=lambda row: (STRENGTHS.index(row["strength"]), row["key"]))


def _in_words(numbers: tuple[float, ...]) -> str:
    if len(numbers) == 1:
        return f"{numbers[0]:g}"
    return f"{len(numbers)} values from {min(numbers):g} to {max(numbers):g}" if numbers else "none"
