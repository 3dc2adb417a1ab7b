"""Small numbers protected: groups below a size are not shown, nor what would let them be reckoned from the rest."""

from __future__ import annotations

from collections.abc import Sequence

ROUNDED_TO = 5


def hidden(sizes: Sequence[int], least: int) -> list[bool]:
    """Return which groups of one breakdown are not shown.

    Those with somebody in them, but fewer than ``least``; and the next smallest ones until at least ``least`` people and two
    groups are hidden together, for all groups add up to a total that is known.
    """
    out = [0 < size < least for size in sizes]
    while any(out):
        held = [size for size, hides in zip(sizes, out, strict=True) if hides]
        if len(held) > 1 and sum(held) >= least:
            break
        shown = [place for place, size in enumerate(sizes) if size and not out[place]]
        if not shown:
            break
        out[min(shown, key=lambda place: sizes[place])] = True
    return out


def share_shown(count: int, of: int, least: int) -> float | None:
    """Return a share, or nothing where fewer than ``least`` are, or are not, among those it counts; none and all are shown."""
    return None if 0 < count < least or 0 < of - count < least else count / of


def rounded(count: int) -> int:
    """Return a count of people to the nearest five, halves up."""
    return ROUNDED_TO * ((count + ROUNDED_TO // 2) // ROUNDED_TO)
