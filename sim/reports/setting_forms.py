"""Forms that words about settings take: a share, minutes, a switch, one of several options, a count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sim.reports.words import counted, plain

Config = Mapping[str, Any]
Words = Callable[[Any, tuple[str, ...], Config], str]
"""From the value, what the stars stand for, and the configuration."""


def read(text: object) -> Any:
    """A value as its text says it: numbers, true, false and null are read, all else stays text."""
    word = str(text)
    if word in ("true", "false", "null"):
        return {"true": True, "false": False, "null": None}[word]
    try:
        return float(word)
    except ValueError:
        return word


def matched(pattern: str, key: str) -> tuple[str, ...] | None:
    """What the stars of a dotted pattern stand for in a dotted key; None where the key does not fit."""
    mine, asked = pattern.split("."), key.split(".")
    if len(mine) != len(asked) or any(a not in ("*", b) for a, b in zip(mine, asked, strict=True)):
        return None
    return tuple(b for a, b in zip(mine, asked, strict=True) if a == "*")


def value_at(config: Config, key: str) -> Any:
    """The value at a dotted key of a plain configuration; None where there is none."""
    found: Any = config
    for name in key.split("."):
        if not isinstance(found, Mapping) or name not in found:
            return None
        found = found[name]
    return found


def percent(share: float) -> str:
    """A share as whole per cent where it is one: 0.125 as 12.5%."""
    return f"{100 * float(share):.3g}%"


def shortfall(who: str, none: str) -> Words:
    """Words for a share that may be none."""
    return lambda value, _, __: none if float(value) == 0 else f"{percent(value)} {who}"


def minutes(of: str, none: str) -> Words:
    """Words for minutes that may be none."""
    return lambda value, _, __: none if float(value) == 0 else f"{float(value):g} min {of}"


def switch(on: str, off: str) -> Words:
    """Words for a switch; a value that is neither true nor false has none."""

    def words(value: Any, _: Any, __: Config) -> str:
        if not isinstance(value, bool):
            raise TypeError
        return on if value else off

    return words


def options(known: Mapping[str, str], other: str = "") -> Words:
    """Words for one of several options; for one not known, its name behind ``other``."""

    def words(value: Any, _: Any, __: Config) -> str:
        return known[value] if value in known else f"{other} {plain(value)}".replace("_", " ") if other else ""

    return words


def count(none: str, noun: str, plural: str, after: str) -> Words:
    """Words for a whole number of something that may be none."""
    return lambda value, _, __: none if int(value) == 0 else f"{counted(int(value), noun, plural)} {after}"


def breaks_into(what: str) -> Words:
    """Which grades call crews out of a briefing or a meal."""

    def words(value: Any, _: Any, config: Config) -> str:
        grades, titles = int(value), value_at(config, "force.grades")
        if grades == 0:
            return f"nobody breaks into {what}"
        if isinstance(titles, Mapping) and grades >= len(titles):
            return f"every grade breaks into {what}"
        return f"the highest grade breaks into {what}" if grades == 1 else f"the {grades} highest grades break into {what}"

    return words
