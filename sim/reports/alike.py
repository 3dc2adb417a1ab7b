"""Options that came out the same in every run: a mechanism that never bites, or two names for one thing, stand once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.reports.words import capital, counted, joined

if TYPE_CHECKING:
    import numpy as np

    from sim.reports.results import Option, Results

MOST_TOLD = 4
"""Sentences about options that are alike; the rest are counted."""


def folded(options: Sequence[Option], baseline: Option, values: Mapping[tuple[str, str], np.ndarray]) -> dict[str, str]:
    """For each option that is not shown the one that stands for it, both by id: the baseline, else the first.

    Alike are options whose every stored value is the same in every run, to the last bit; `values` have shape (options,
    replications) in the order of `options`. Where all of them are alike none is folded: then that is the finding.
    """
    seen: dict[tuple[object, ...], str] = {}
    found: dict[str, str] = {}
    order = sorted(range(len(options)), key=lambda i: (options[i].id != baseline.id, i))
    for place in order:
        option = options[place]
        marks = tuple(_bits(rows[place]) for rows in values.values())
        stands = seen.setdefault((option.stable, option.unstable_grades, *marks), option.id)
        if stands != option.id:
            found[option.id] = stands
    return found if values and len(seen) > 1 else {}


def _bits(row: np.ndarray) -> bytes:
    import numpy as np

    return np.where(np.isnan(row), np.nan, row + 0.0).tobytes()  # one kind of "missing", one kind of zero


def same_as(results: Results, option: Option) -> list[str]:
    """The options for which this one stands, each by the settings in which it differs from it."""
    folded_here = [o for o in results.options if results.folded.get(o.id) == option.id]
    differ = [[o.settings[a] for a in results.axes if o.codes[a] != option.codes[a]] for o in folded_here]
    return [f"\u201c{' + '.join(settings)}\u201d" for settings in differ]


def alike_in_words(results: Results) -> list[str]:
    """One sentence for each setting, or else each option, that changes nothing against another."""
    told, left = [], dict(results.folded)
    for axis in results.axes:
        for (with_it, without), pairs in _pairs_by_setting(results, axis).items():
            # One pair of options speaks for itself below; only more of them show that the other settings do not matter.
            if len(pairs) > 1 and all(_alike(results, *pair) for pair in pairs) and any(p[0] in left for p in pairs):
                both = f"\u201c{capital(with_it)}\u201d and \u201c{without}\u201d"
                told.append(f"{both} came out the same in every run, whatever the other settings.")
                for pair in pairs:
                    left.pop(pair[0], None)
    for stands in dict.fromkeys(left.values()):
        names = [_name(results, id) for id in (stands, *(other for other, first in left.items() if first == stands))]
        told.append(f"{joined([_first(names[0]), *names[1:]])} came out the same in every run.")
    if len(told) > MOST_TOLD:
        told[MOST_TOLD - 1 :] = [f"So did {counted(len(told) - MOST_TOLD + 1, 'more set')} of options."]
    return told


def _pairs_by_setting(results: Results, axis: str) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Pairs of options that differ in one axis only, by its two settings; the later option first."""
    others = [a for a in results.axes if a != axis]
    rows: dict[tuple[str, ...], list[Option]] = {}
    for option in results.options:
        rows.setdefault(tuple(option.codes[a] for a in others), []).append(option)
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in rows.values():
        # The baseline's own setting is the one others are called the same as.
        row.sort(key=lambda o: o.codes[axis] != results.baseline.codes[axis])
        for place, first in enumerate(row):
            for later in row[place + 1 :]:
                found.setdefault((later.settings[axis], first.settings[axis]), []).append((later.id, first.id))
    return found


def _alike(results: Results, one: str, other: str) -> bool:
    stands = results.folded
    return stands.get(one, one) == stands.get(other, other)


def _name(results: Results, id: str) -> str:
    from sim.reports.judging import quoted

    option = results.options[results.places[id]]
    return "the baseline" if id == results.baseline.id else quoted(results, option)


def _first(name: str) -> str:
    """A name as the first word of a sentence, in quotation marks or not."""
    return name[0] + capital(name[1:]) if name.startswith("\u201c") else capital(name)
