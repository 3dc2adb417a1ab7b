"""Lines of the finding on what the leading figure leaves out: calls that were lost, hours that were lent, town and country."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.metrics import METRICS
from sim.reports.choice import PROMISED, doubted_values, lent_in_a_run, unknowns
from sim.reports.focus import size_of_change
from sim.reports.judging import headline_verdicts, quoted, shown_verdict
from sim.reports.names import group_inside
from sim.reports.phrases import is_plural, moves, phrase
from sim.reports.results import ATTENDED, UNHEARD, Option, Results
from sim.reports.words import EASED, amount, capital, chained, counted, figure, joined, size_of

RETURNED, OWED = "aid_returned_hours", "aid_owed_hours"
HARM = "threshold_harm"
MOST_NAMED = 2
ALIKE = 1.5
"""Two kinds of area move alike where neither moves more than so many times as far as the other."""


def not_a_choice(results: Results) -> str:
    """That a swept assumption is nothing to choose; nothing where none was swept."""
    doubted = [axis for axis in results.axes if axis in results.doubts]
    cases = "; ".join(joined(doubted_values(results, axis), "or") for axis in doubted)
    told = [f"Nobody knows which of these is so, and no force can choose it: {cases}."] if doubted else []
    if swept := [words for words in unknowns(results) if words not in doubted]:
        it, are = ("it", "is") if len(swept) < 2 else ("them", "are")
        told.append(f"{capital(joined(swept))} {are} swept because nobody knows {it}: no force can choose {it}.")
    return " ".join(told)


def turned_away(results: Results, subject: Option | None) -> str:
    """What is to be expected of calls an option turns away where the baseline turns none away, so that nothing is compared."""
    if subject is None or not results.has(HARM) or not subject.stable:
        return ""
    metric, here, there = METRICS[HARM], *(results.estimate(o.id, HARM).mean for o in (subject, results.baseline))
    if math.isfinite(there) or not here > 0:
        return ""
    return (
        f"Calls are turned away under {quoted(results, subject)}, and none in the baseline: harm to be expected of it, under an "
        f"assumed chance, {amount(metric, here)} a year. Nothing above counts that."
    )


def unheard(results: Results) -> str:
    """What attendance leaves out: a force that loses callers answers the others sooner."""
    if not results.loses_callers:
        return ""
    metric, base = METRICS[UNHEARD], results.estimate(results.baseline.id, UNHEARD).mean
    start = (
        "Attendance does not count incidents nobody heard of, because the caller gave up: "
        f"{figure(metric, base)} a year in the baseline"
    )
    moved = [(o, c) for o in results.others if (c := results.comparison(o.id, UNHEARD)) is not None]
    clear = [(o, c) for o, c in moved if shown_verdict(results, o, metric) in ("better", "worse")]
    if not clear:
        return ""  # the decision table has the number
    option, found = max(clear, key=lambda pair: abs(pair[1].difference))
    more = "more" if found.difference > 0 else "fewer"
    told = f"{start}, and {size_of(metric, found.difference, found.low, found.high)} {more} under {quoted(results, option)}."
    return f"{told} {_eased(results)}".strip()


def _eased(results: Results) -> str:
    """Which headline measures look better only because calls were lost, and under which options."""
    found = {o.id: [n for n, v in headline_verdicts(results, o).items() if v == EASED] for o in results.others if o.stable}
    options = [o for o in results.others if found.get(o.id)]
    if not options:
        return ""
    names = list(dict.fromkeys(name for o in options for name in found[o.id]))
    plural = len(names) > 1 or is_plural(METRICS[names[0]])
    more = len(options) - MOST_NAMED
    where = [quoted(results, o) for o in options[:MOST_NAMED]] + ([counted(more, "more option")] if more > 0 else [])
    told = capital(joined([phrase(METRICS[n]) for n in names]))
    return f"{told} only look{'' if plural else 's'} better for it under {joined(where)}."


def towns_and_country(results: Results, subject: Option | None) -> str:
    """What an option does to attendance in each kind of area: the one spoken about, or where that moves none the one that
    moves one most.
    """
    groups = sorted(results.groups(ATTENDED, "kind"), reverse=True)  # urban before rural, as elsewhere
    moving = [o for o in results.others if any(_notable(results, o, g) for g in groups)]
    if len(groups) < 2 or not moving:
        return ""
    first = max(moving, key=lambda o: max(_moved(results, o, g) for g in groups))
    option = subject if subject is not None and subject in moving else first
    if _alike(results, option, groups):
        return ""
    parts = [_in_place(results, option, group) for group in groups]
    return f"Town and country: under {quoted(results, option)}, {phrase(METRICS[ATTENDED])} {chained(parts)}."


def _alike(results: Results, option: Option, groups: Sequence[str]) -> bool:
    """Whether attendance clearly moves everywhere, the same way and about as far."""
    found = [results.comparison(option.id, ATTENDED, group) for group in groups]
    differences = [c.difference for c in found if c is not None]
    same_way = len({d > 0 for d in differences}) == 1
    sizes = [_moved(results, option, group) for group in groups]
    return same_way and max(sizes) <= ALIKE * min(sizes)


def _moved(results: Results, option: Option, group: str) -> float:
    """How far attendance of a group clearly moves; 0 where it does not or is only counted differently."""
    found = results.comparison(option.id, ATTENDED, group)
    clear = shown_verdict(results, option, METRICS[ATTENDED], group) in ("better", "worse")
    return abs(found.difference) if clear and found is not None else 0.0


def _notable(results: Results, option: Option, group: str) -> bool:
    """Whether it moves far enough to be worth a line at the top."""
    found, base = results.comparison(option.id, ATTENDED, group), results.estimate(results.baseline.id, ATTENDED, group).mean
    far = found is not None and size_of_change(METRICS[ATTENDED], base, found.difference) >= PROMISED
    return far and _moved(results, option, group) > 0


def _in_place(results: Results, option: Option, group: str) -> tuple[str, str]:
    metric, found = METRICS[ATTENDED], results.comparison(option.id, ATTENDED, group)
    assert found is not None  # kinds of area are stored together
    close = "" if _moved(results, option, group) else " (too close to call)"
    size = size_of(metric, found.difference, found.low, found.high)
    return moves(metric, found.difference), f"by {size} in {group_inside(group)}{close}"


def lent_hours(results: Results, subject: Option | None) -> str:
    """How many hours other forces lend in a run, how many are returned in it and how many still owed."""
    options = [o for o in results.others if lent_in_a_run(results, o)]
    if not options:
        return ""
    option = subject if subject in options else max(options, key=lambda o: lent_in_a_run(results, o))
    assert option is not None
    lent, returned = lent_in_a_run(results, option), lent_in_a_run(results, option, RETURNED)
    owed = f" and {results.estimate(option.id, OWED).mean:,.0f} still owed" if results.has(OWED) else ""
    return (
        f"Borrowed, not won: under {quoted(results, option)} other forces lend {lent:,.0f} officer hours in a run"
        f"{results.run_words}; {returned:,.0f} are returned in it{owed} at its end."
    )
