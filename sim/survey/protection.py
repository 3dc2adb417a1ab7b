"""Small numbers protected: groups below a size are not shown, nor what would let them be reckoned from the rest."""

from __future__ import annotations

from sim.measures.small_groups import hidden

__all__ = ["ROUNDED_TO", "hidden", "rounded", "share_shown"]

ROUNDED_TO = 5


def share_shown(count: int, of: int, least: int) -> float | None:
    """Return a share, or nothing where fewer than ``least`` are, or are not, among those it counts; none and all are shown."""
    return None if 0 < count < least or 0 < of - count < least else count / of


def rounded(count: int) -> int:
    """Return a count of people to the nearest five, halves up."""
    return ROUNDED_TO * ((count + ROUNDED_TO // 2) // ROUNDED_TO)
