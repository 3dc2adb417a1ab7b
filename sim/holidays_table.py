"""Which days are bank holidays, resolved once and frozen, so that a study can print the days it used.

The days come from the ``holidays`` library.  Two traps are closed here.  Without a part of the United Kingdom the
library leaves out Easter Monday and the August holiday, so the part is mandatory.  And a holiday that falls on a
weekend appears twice, on its own date and on the weekday given instead; we keep one day per holiday, the weekday given
instead, which is how the published lists of bank holidays count (eight in England and Wales in an ordinary year).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

SUBDIVISIONS = ("ENG", "WLS", "SCT", "NIR")
NONE = "none"  # a force outside the United Kingdom, whose holidays are not known here

_INSTEAD = " (observed)"  # how the library marks a weekday given instead of a weekend date


@dataclass(frozen=True)
class BankHoliday:
    """One statutory bank holiday: the day off, its name, and whether it stands in for a date at a weekend."""

    day: date
    name: str
    substitute: bool


def bank_holidays(first: date, last: date, subdivision: str) -> tuple[BankHoliday, ...]:
    """Return the statutory bank holidays from ``first`` to ``last`` (both included), in order of date.

    ``subdivision`` is ENG, WLS, SCT, NIR, or none for no holidays; anything else raises ``ValueError``.
    """
    if subdivision == NONE:
        return ()
    if subdivision not in SUBDIVISIONS:
        raise ValueError(f"bank holidays need a part of the United Kingdom: {subdivision!r} is not one of "
                         f"{', '.join(SUBDIVISIONS)}")
    years = range(first.year, last.year + 1)
    return tuple(day for year in years for day in _of_year(year, subdivision) if first <= day.day <= last)


def holiday_source() -> str:
    """Return the library and version behind the days, for provenance: one-off holidays differ between versions."""
    import holidays

    return f"holidays {holidays.__version__}"


@lru_cache(maxsize=256)
def _of_year(year: int, subdivision: str) -> tuple[BankHoliday, ...]:
    import holidays  # here, because importing it costs as much as building a calendar

    table = holidays.country_holidays("GB", subdiv=subdivision, years=year, language="en_GB")
    # A date can carry two names: on 2 January 2023 Scotland had its own holiday and the one given for New Year's Day.
    named = [(day, name) for day in sorted(table) for name in table.get_list(day)]
    instead_of = {name.removesuffix(_INSTEAD) for _, name in named if name.endswith(_INSTEAD)}
    kept: dict[date, list[str]] = {}
    for day, name in named:
        if name in instead_of:
            continue  # the weekend date itself: the day off is the weekday given instead
        kept.setdefault(day, []).append(name)
    return tuple(_joined(day, names) for day, names in sorted(kept.items()))


def _joined(day: date, names: list[str]) -> BankHoliday:
    plain = [name.removesuffix(_INSTEAD) for name in names]
    return BankHoliday(day, "; ".join(plain), any(name.endswith(_INSTEAD) for name in names))
