"""Small numbers, one rule for measures, surveys and pages: no figure about fewer than ten officers, nor what gives one away.

The officers are synthetic, but a force copied from life makes them stand for real ones. A group that is hidden alone could be
reckoned from the total and the rest, so then others are hidden with it.
"""

from __future__ import annotations

from collections.abc import Sequence

SMALLEST_GROUP = 10
"""Officers below which no figure about a group is given."""
LEAST_FOR_A_TENTH = 10 * SMALLEST_GROUP
"""Officers of whom a tenth, or a part found by what befell them, can be spoken of without speaking of somebody."""
ROUNDED_TO = 5

PARTS_OF_THE_FORCE = ("area", "team", "pool")
"""Kinds of group that are people."""
CELLS = ("days", "service")
"""Kinds of group that divide all officers: what is shown is how many are in each."""
COUNTED = ("trauma_officers_share", "worked_unwell_share", "leave_unwell_share", "experience_under_2_share")
"""Shares that say how many officers something befell, or what is a cell under another name; out of all officers."""

REACH = ("officers_reached", "interventions_cost")
"""How many officers an intervention reaches, and what gives it away: what it costs, and what all of them cost."""


def hidden(sizes: Sequence[int], least: int = SMALLEST_GROUP) -> list[bool]:
    """Return which groups of one breakdown, of so many officers each, are not shown.

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


def is_small_part(count: int, of: int, least: int = SMALLEST_GROUP) -> bool:
    """Return whether a share of ``of`` officers speaks of a few: those it counts, or those it leaves; none and all do not."""
    return 0 < count < least or 0 < of - count < least


def share_shown(count: int, of: int, least: int = SMALLEST_GROUP) -> float | None:
    """Return a share, or nothing where it speaks of a few officers."""
    return None if is_small_part(count, of, least) else count / of


def rounded(count: int) -> int:
    """Return a count of people to the nearest five, halves up."""
    return ROUNDED_TO * ((count + ROUNDED_TO // 2) // ROUNDED_TO)


def counts_officers(metric: str, group: str) -> bool:
    """Return whether a measure says how many officers something befell or reached, so that its value decides if it is hidden.

    Of such a measure a mean over the replications in which it is not hidden would lie too high: there is none then.
    """
    return metric in COUNTED or metric in REACH or group.partition("=")[0] in CELLS
