"""Variants in a table: the rows in which they put other tours in place, and the pattern behind those rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from sim.faults import Faults
from sim.scenario.roster_variants import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.planner.rosters.table import RosterTable


class AnyVariant(Protocol):
    """What a variant of an option and one of a companion file have in common."""

    @property
    def weekdays(self) -> tuple[str, ...]:
        """Days of the week it is for, none named means all."""

    @property
    def months(self) -> tuple[int, ...]:
        """Months it is for, 1 to 12; none named means all."""

    @property
    def instead(self) -> Mapping[str, str]:
        """By the tour of the cycle, the tour worked instead."""

    @property
    def share(self) -> float:
        """Share of the officers of a team who work it."""


def applies(variant: AnyVariant, date: datetime.date) -> bool:
    """Return whether a variant is for tours that begin on ``date``."""
    weekday = WEEKDAYS[date.weekday()]
    return (not variant.weekdays or weekday in variant.weekdays) and (not variant.months or date.month in variant.months)


def swaps(date: datetime.date, variants: Iterable[AnyVariant], turn: bool) -> dict[str, str]:
    """Return tour -> tour worked instead on a date, by who has the turn of every variant or (``turn`` false) of none."""
    found: dict[str, str] = {}
    for variant in variants:
        if (turn or variant.share == 1) and applies(variant, date):
            found = {**variant.instead, **found}  # the first named counts
    return found


def moved(drawn: np.ndarray, dates: list[datetime.date], variants: Iterable[AnyVariant], turn: bool) -> np.ndarray:
    """Return the tours worked, (days, teams) codes, where the pattern has ``drawn``."""
    known = list(variants)
    worked = drawn.copy()
    for day, date in enumerate(dates if known else ()):
        there = swaps(date, known, turn)
        worked[day] = [there.get(code, code) for code in drawn[day]]
    return worked


def as_drawn(table: RosterTable, faults: Faults) -> RosterTable:
    """The table as the pattern has it, the tours of the companion's variants turned back; seats with turns are taken out.

    Every row that the variants do not explain is a fault with its line.
    """
    variants = (table.companion.variants or {}) if table.companion else {}
    if not variants:
        return table
    rows = table.rows
    turns = rows["seat"].isin([1, 2]).all() and any(variant.share < 1 for variant in variants.values())
    base = rows[rows["seat"] == 1] if turns else rows
    drawn = []
    for date, code, line in zip(base["date"], base["shift"], base["line"], strict=True):
        there = swaps(date.date(), variants.values(), turn=False)
        drawn.append(_turned_back(str(code), there, f"{table.file}, line {line}", faults))
    whole = replace(table, rows=base.assign(shift=drawn, seat=0).reset_index(drop=True))
    if turns:
        _turns_kept(table, whole, faults)
    return whole


def _turned_back(code: str, there: dict[str, str], where: str, faults: Faults) -> str:
    behind = [one for one, other in there.items() if other == code]
    if code in there and not behind:
        faults.add(where, f"tour {code}, where the variants of the companion put {there[code]}", there[code],
                   "correct the row, or the dates of the variant")  # fmt: skip
    elif len(behind) > 1:
        faults.add(where, f"tour {code}, worked instead of {' and of '.join(behind)} on that date", "a code for each of them",
                   "give one of them a code of its own")  # fmt: skip
    return behind[0] if behind else code


def _turns_kept(table: RosterTable, whole: RosterTable, faults: Faults) -> None:
    """Seat 2 of every team works the pattern with every turn."""
    assert table.companion is not None
    variants = (table.companion.variants or {}).values()
    first = whole.rows
    pattern = {(team, day): code for team, day, code in zip(first["team"], first["day"], first["shift"], strict=True)}
    second = table.rows[table.rows["seat"] == 2]
    for team, day, date, code, line in zip(*(second[name] for name in ("team", "day", "date", "shift", "line")), strict=True):
        drawn = pattern.get((team, day))
        meant = drawn if drawn is None else swaps(date.date(), variants, turn=True).get(drawn, drawn)
        if meant != code:
            told, allowed = f"tour {code}" if code else "rest", f"tour {meant}" if meant else "what seat 1 has"
            faults.add(f"{table.file}, line {line}", f"{told} for seat 2, who has every turn", allowed,
                       "correct the row, or the variants of the companion")  # fmt: skip
