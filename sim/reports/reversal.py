"""What would change our minds: under which of the doubts that a study varied its decisions lose their sign, or turn.

A study that names its doubts asks what to choose: there the options come first, by what they do whatever is believed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.experiments.judgement import Judged
from sim.metrics import METRICS, Metric
from sim.reports.phrases import is_plural, phrase_in
from sim.reports.protocol import TriedDecision, place_words, row_of_baseline, tried_decisions
from sim.reports.results import Results
from sim.reports.words import change, counted, decimals_for, figure, joined, with_unit

AWAY, CLOSE, HANGS = "away", "too close to call", "hangs"


def would_change_our_mind(results: Results) -> list[str]:
    """One sentence for each decision of the protocol, those that turn first; nothing without decisions. A sign turns against what
    was expected or, where a study names its doubts, against what the baseline's assumptions make of it.
    """
    tried = [each for each in tried_decisions(results) if each.reach != "not run"]
    told = _held_to_belief(results, tried) if results.doubts else _sentences(results, tried)
    return [sentence for _, sentence in sorted(told, key=lambda pair: pair[0])]


def decided_under_doubts(results: Results) -> list[str]:
    """What every option does to the measure that the first decision names, by whether it is so whatever is believed: better
    than the baseline, worse, or hanging on the doubt. Nothing for a study without doubts or decisions.
    """
    tried = [each for each in tried_decisions(results) if each.reach != "not run"] if results.doubts else []
    if not tried:
        return []
    first = tried[0].decision
    metric, about = METRICS[first.metric], phrase_in(METRICS[first.metric], first.group)
    under = f"Under all {counted(sum(len(row) for _, row in tried[0].rows), 'set of assumptions', 'sets of assumptions')}"
    verb = "are" if is_plural(metric) else "is"
    told: dict[str, list[str]] = {}
    for each in tried:
        if (each.decision.metric, each.decision.group) == (first.metric, first.group):
            cells = [cell for _, row in each.rows for cell in row]
            told.setdefault(_standing(cells, metric), []).append(_ranged(each, cells))
    ways = [way for way in ("better", "higher", "lower", "worse") if way in told]
    sure = [f"{under}, {about} {verb} {way} than in the baseline with {joined(told[way])}." for way in ways]
    close = f"{under}, the change of {about} is too close to call with {joined(told[CLOSE])}." if CLOSE in told else ""
    hanging = f"Which way {about} would go hangs on the assumptions with {joined(told[HANGS])}." if HANGS in told else ""
    away = f"Queues grow without end under some of the assumptions with {joined(told[AWAY])}." if AWAY in told else ""
    return [words for words in (*sure, close, hanging, away) if words]


def _standing(cells: Sequence[Judged | None], metric: Metric) -> str:
    """Return which way an option clearly moves the measure in all cells; else what keeps it from that."""
    if None in cells:
        return AWAY
    signs = {_sign(cell) for cell in cells}
    if len(signs) > 1 or signs == {0}:
        return CLOSE if signs == {0} else HANGS
    up = signs == {1}
    if metric.direction == "neutral":
        return "higher" if up else "lower"
    return "better" if up == (metric.direction == "higher") else "worse"


def _ranged(tried: TriedDecision, cells: Sequence[Judged | None]) -> str:
    """An option by name, with the least and the most it does."""
    metric, means = METRICS[tried.decision.metric], [cell.mean for cell in cells if cell is not None]
    if not means:
        return f"\u201c{tried.decision.says}\u201d"
    decimals = decimals_for(metric, *means)
    low, high = min(means), max(means)
    ends = dict.fromkeys(figure(metric, end, True, decimals) for end in ((high, low) if high < 0 else (low, high)))
    return f"\u201c{tried.decision.says}\u201d ({with_unit(' to '.join(ends), metric.difference_unit)})"


_WAYS = {1: "higher", -1: "lower", 0: "too close to call", None: "without an average, for queues grow,"}


def _held_to_belief(results: Results, tried: list[TriedDecision]) -> Iterator[tuple[int, str]]:
    for each in tried:
        metric, about = METRICS[each.decision.metric], phrase_in(METRICS[each.decision.metric], each.decision.group)
        cells = [(words, column, cell) for words, row in each.rows for column, cell in zip(each.columns, row, strict=True)]
        row, own_column = row_of_baseline(results, each.decision), results.baseline.codes.get(each.decision.by)
        believed = next((cell for words, column, cell in cells if column == own_column and words.startswith(row)), None)
        start = f"\u201c{each.decision.says}\u201d, {about}"
        if believed is None:
            yield 1, f"{start}: no average as the baseline assumes, for queues grow."
            continue
        places: dict[int | None, list[str]] = {}
        for words, column, cell in cells:
            places.setdefault(_sign(cell), []).append(place_words(results, each, words, column))
        own = _sign(believed)
        size = change(metric, believed.mean, decimals=decimals_for(metric, believed.low, believed.high))
        held = f"{size if own else 'too close to call'} as the baseline assumes"
        told = [f"{_WAYS[sign]} under {joined(places[sign], 'or')}" for sign in _WAYS if sign != own and sign in places]
        if told:
            yield int(not (own and -own in places)), f"{start}: {held}, but {', and '.join(told)}."
        else:
            everywhere = f"in all {counted(len(cells), 'combination')}"
            yield 2, f"{start}: {held}, and {'the same way' if own else 'no clearer'} {everywhere}."


def _sign(cell: Judged | None) -> int | None:
    """Return 1 or -1 where the interval lies on one side of nought, 0 where it holds it, None where there is none."""
    return None if cell is None else int(cell.low > 0) - int(cell.high < 0)


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
