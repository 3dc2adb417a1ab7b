"""Which tour of the pattern is worked as which, date by date and officer by officer: the variants of a roster."""

from __future__ import annotations

from typing import cast

import numpy as np
import numpy.typing as npt

from kernels.draw import STREAM_ROSTER, combine, stream_key, uniform
from sim.inputs.codes import code_of
from sim.scenario import Roster
from sim.scenario.roster_variants import WEEKDAYS, Variant

Ints = npt.NDArray[np.int64]
_TURNS = 60  # child of the roster stream's key: where each officer stands in the turns of a variant


def tours_worked(
    roster: Roster, letters: tuple[str, ...], drawn: Ints, days: Ints, seat_ids: npt.NDArray[np.integer], seed: int
) -> Ints:
    """Return the tour really worked, a place in ``letters``, of tours ``drawn`` by the pattern; all arrays (n,).

    ``days`` are dates counted from the roster's anchor, ``seat_ids`` establishment numbers.  An officer's turns depend on the
    seat and the week alone, so a cut leaves those of others as they were.
    """
    if not roster.variants:
        return drawn
    dates = np.datetime64(roster.anchor) + days
    weekday, month = (roster.anchor.weekday() + days) % 7, dates.astype("datetime64[M]").astype(np.int64) % 12 + 1
    week = (days + roster.anchor.weekday()) // 7
    worked, open_ = drawn.copy(), np.ones(drawn.size, dtype=np.bool_)
    for name, variant in roster.variants.items():
        here = open_ & _on(variant, weekday, month) & np.isin(drawn, [letters.index(letter) for letter in variant.instead])
        if not variant.by_all:
            here[here] = has_turn(name, variant.share, seat_ids[here], week[here], seed)
        for letter, other in variant.instead.items():
            worked[here & (drawn == letters.index(letter))] = letters.index(other)
        open_ &= ~here
    return worked


def has_turn(name: str, share: float, seat_ids: npt.NDArray[np.integer], week: Ints, seed: int) -> npt.NDArray[np.bool_]:
    """Return which officers have the turn of a variant in a week; (n,) each.

    Everybody begins at a keyed place and moves on by ``share`` a week, so turns come round evenly to all.
    """
    key = np.uint64(combine(np.uint64(combine(np.uint64(stream_key(seed, 0, STREAM_ROSTER)), _TURNS)), code_of(name)))
    different, place = np.unique(seat_ids, return_inverse=True)
    begins = np.array([uniform(key, int(seat), 0) for seat in different], dtype=np.float64)[place]
    return cast("npt.NDArray[np.bool_]", (begins + week * share) % 1.0 < share)


def _on(variant: Variant, weekday: Ints, month: Ints) -> npt.NDArray[np.bool_]:
    days = np.array([not variant.weekdays or day in variant.weekdays for day in WEEKDAYS])
    months = np.array([not variant.months or number in variant.months for number in range(1, 13)])
    return cast("npt.NDArray[np.bool_]", days[weekday] & months[month - 1])
