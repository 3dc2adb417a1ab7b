"""What would change our minds: under which of the doubts that a study varied its decisions lose their sign, or turn."""

from __future__ import annotations

from collections.abc import Iterator

from sim.metrics import METRICS
from sim.reports.protocol import TriedDecision, place_words, tried_decisions
from sim.reports.results import Results
from sim.reports.words import counted, joined


def would_change_our_mind(results: Results) -> list[str]:
    """One sentence for each decision of the protocol, those that turn first; nothing without decisions."""
    tried = [each for each in tried_decisions(results) if each.reach != "not run"]
    return [sentence for _, sentence in sorted(_sentences(results, tried), key=lambda pair: pair[0])]


def _sentences(results: Results, tried: list[TriedDecision]) -> Iterator[tuple[int, str]]:
    for each in tried:
        turned, unclear, away = _places(results, each)
        metric = METRICS[each.decision.metric].title.lower()
        about = f"{each.decision.says}, {metric}"
        if turned:
            yield 0, f"{about}: it would go the other way under {joined(turned, 'or')}{_and_unclear(unclear + away)}."
        elif unclear or away:
            yield 1, f"{about}: nothing that was varied turns it round{_and_unclear(unclear + away)}."
        else:
            cells = sum(len(row) for _, row in each.rows)
            yield 2, f"{about}: nothing that was varied turns it round, in {counted(cells, 'combination')}."


def _places(results: Results, tried: TriedDecision) -> tuple[list[str], list[str], list[str]]:
    """Return in words where the sign is the other one, where it is not clear, and where a queue grows without end."""
    turned: list[str] = []
    unclear: list[str] = []
    away: list[str] = []
    for words, cells in tried.rows:
        for column, cell in zip(tried.columns, cells, strict=True):
            place = place_words(results, tried, words, column)
            if cell is None:
                away.append(place)
            elif cell.verdict == "missed":
                turned.append(place)
            elif cell.verdict != "met":
                unclear.append(place)
    return turned, unclear, away


def _and_unclear(places: list[str]) -> str:
    return f", and it is too close to call under {joined(places, 'or')}" if places else ""
