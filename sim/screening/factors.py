"""Factors: what one step of a walk moves. Each has a position from 0 (low end) to 1 (high end) of what is plausible.

A number on its own goes from the low to the high end of its range in the ledger. Numbers that are alike (the scene times of
all types of incident) go together, each through its own range. Where only the proportion between numbers counts, the
range of one of them says nothing: a table of weights is tilted from those named first to those named last, a profile
through the week or the year is made flatter or steeper, by half. A list of amounts is scaled as a whole, until its largest
or its smallest value meets the end of the range.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sim.configuration import canonical_number
from sim.screening.numbers import RELATIVE, Number, Path

Move = Literal["range", "tilt", "steepness", "scale"]
TILT = 1.5
"""A tilted table ends with its first weight this many times as heavy beside the rest, the last as much lighter."""
STEEPER = 0.5
"""The exponent of a profile moves by this much to either side of 1."""
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_CLOCK_STEP_MIN = 5


@dataclass(frozen=True)
class Factor:
    """``name`` is the pattern of its members; ``down`` and ``up`` are the shares (0 to 1) of the way to either end used."""

    name: str
    members: tuple[Number, ...]
    move: Move
    down: float = 1.0
    up: float = 1.0

    def at(self, position: float) -> dict[Path, Any]:
        """The value of each member at a position from 0 to 1."""
        if self.move == "tilt":
            return dict(_tilted(self.members, self._lean(position)))
        return {number.path: self._moved(number, position) for number in self.members}

    def _lean(self, position: float) -> float:
        """How far from the configured values, -1 to 1."""
        lean = 2 * position - 1
        return lean * (self.up if lean > 0 else self.down)

    def _moved(self, number: Number, position: float) -> Any:
        low, high = number.entry.low, number.entry.high
        if self.move == "steepness":
            return _steeper(number.value, 1 + STEEPER * self._lean(position), low, high)
        if self.move == "scale":
            return _scaled(number.value, self._lean(position), low, high)
        value = hours(number.value)
        bottom = value - self.down * max(0.0, value - low)
        top = value + self.up * max(0.0, high - value)
        return like(number.value, bottom + position * (top - bottom))


def factors_of(numbers: Sequence[Number], together: str, reach: float) -> list[Factor]:
    """Put numbers that are alike into one factor each, in the order in which they first stand in the configuration."""
    groups: dict[str, list[Number]] = {}
    for number in numbers:
        groups.setdefault(number.pattern if together == "alike" else number.key, []).append(number)
    return [Factor(name, tuple(members), _move_of(members, together), reach, reach) for name, members in groups.items()]


def values_at(factors: Sequence[Factor], positions: Iterable[float]) -> dict[Path, Any]:
    """Every screened setting at one point of the space."""
    found: dict[Path, Any] = {}
    for factor, position in zip(factors, positions, strict=True):
        found |= factor.at(float(position))
    return found


def moves_at_all(factor: Factor) -> bool:
    """Whether the two ends differ."""
    return factor.at(0.0) != factor.at(1.0)


def narrowed(factor: Factor, end: int, share: float) -> Factor:
    """The factor with one side (0 down, 1 up) cut to a share of itself."""
    return replace(factor, up=factor.up * share) if end else replace(factor, down=factor.down * share)


def _move_of(members: Sequence[Number], together: str) -> Move:
    first = members[0]
    if isinstance(first.value, list | tuple):
        return "steepness" if first.entry.unit in RELATIVE else "scale"
    return "tilt" if first.entry.unit in RELATIVE and together == "alike" else "range"


def _tilted(members: Sequence[Number], lean: float) -> Iterable[tuple[Path, Any]]:
    for table in _tables(members).values():
        for place, number in enumerate(table):
            rank = 2 * place / (len(table) - 1) - 1 if len(table) > 1 else 0.0
            yield number.path, like(number.value, _within(number.value * TILT ** (lean * rank), number.value, number))


def _tables(members: Sequence[Number]) -> Mapping[Path, list[Number]]:
    """Weights by the table they are held against one another in: all names but the last that a planner chose."""
    tables: dict[Path, list[Number]] = {}
    for number in members:
        stars = [place for place, name in enumerate(number.pattern.split(".")) if name == "*"]
        place = stars[-1] if stars else len(number.path) - 1
        tables.setdefault((*number.path[:place], None, *number.path[place + 1 :]), []).append(number)
    return tables


def _within(moved: float, value: float, number: Number) -> float:
    return min(max(moved, min(number.entry.low, value)), max(number.entry.high, value))


def _steeper(values: Any, exponent: float, low: float, high: float) -> Any:
    flat = list(_flat(values))
    mean = sum(flat) / len(flat)
    if mean <= 0:
        return values

    def one(value: float) -> float:
        moved = mean * (value / mean) ** exponent if value > 0 else value
        return min(max(moved, min(low, value)), max(high, value))

    return _each(values, one)


def _scaled(values: Any, lean: float, low: float, high: float) -> Any:
    positive = [value for value in _flat(values) if value > 0]
    if not positive:
        return values
    end = max(1.0, high / max(positive)) if lean > 0 else min(1.0, low / min(positive))
    return _each(values, lambda value: value * (1 + abs(lean) * (end - 1)))


def _flat(values: Any) -> Iterable[float]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from _flat(value)
        else:
            yield hours(value)


def _each(values: Any, change: Any) -> Any:
    return [_each(value, change) if isinstance(value, list | tuple) else like(value, change(hours(value))) for value in values]


def hours(value: Any) -> float:
    """A number, or a clock time as hours after midnight."""
    clock = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    return int(clock[1]) + int(clock[2]) / 60 if clock else float(value)


def like(before: Any, value: float) -> Any:
    """A value in the form of the one before: a whole number, a clock time to five minutes, or a number of six digits."""
    if isinstance(before, str):
        minutes = min(max(0, round(value * 60 / _CLOCK_STEP_MIN) * _CLOCK_STEP_MIN), 24 * 60 - _CLOCK_STEP_MIN)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(before, int):
        return round(value)
    return canonical_number(float(f"{value:.6g}"))
