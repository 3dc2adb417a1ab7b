"""The limits a roster is held against, read from ``rules.yaml``, and how a planner chooses and changes them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from sim.faults import Faults, listed, nearest
from sim.scenario.values import ClockTime, Part, Problem, Row, Whole, clock_minutes, refuse
from sim.yaml_strict import load_file

Grade = Literal["table", "regulation", "agreement", "guidance"]
Strength = Literal["published", "derived", "assumed"]
GRADES: Mapping[str, str] = {
    "table": "Contradiction or gap in the table",
    "regulation": "Breach of regulation",
    "agreement": "Breach of an agreement",
    "guidance": "Departure from guidance",
}
Check = Literal[
    "rest_between",
    "weekly_average",
    "rest_day_rate",
    "duty_days",
    "tour_hours",
    "tour_below",
    "hours_in_period",
    "nights",
    "rest_block",
    "rotation",
    "start",
]
AT_LEAST = ("rest_between", "rest_day_rate", "rest_block", "start")  # what must not fall short; the others must not exceed


class Rule(Part):
    """One limit: what it limits (``words``), its unit and plausible range, who asks for it and how strong that is."""

    check: Check
    words: str
    limit: Annotated[float, Field(ge=0)]
    unit: str
    low: float
    high: float
    grade: Grade
    sets: Annotated[tuple[str, ...], Row, Field(min_length=1)]
    strength: Strength
    source: Annotated[str, Field(min_length=1)]
    over_days: Annotated[Whole, Field(ge=1, le=400)] | None = None

    @property
    def bound(self) -> str:
        """The limit in words, for instance ``at least 11 h``."""
        if self.check == "start":
            return f"not before {int(self.limit):02d}:{round(60 * (self.limit % 1)):02d}"
        which = "at least" if self.check in AT_LEAST else "under" if self.check == "tour_below" else "at most"
        return f"{which} {self.limit:g} {self.unit}"

    @model_validator(mode="after")
    def _holds_together(self) -> Rule:
        found = []
        if not self.low <= self.limit <= self.high:
            found.append(Problem("limit", f"{self.limit:g}", f"from {self.low:g} to {self.high:g}", "correct one of the three"))
        if (self.check in ("weekly_average", "rest_day_rate", "hours_in_period")) != (self.over_days is not None):
            found.append(Problem("over_days", str(self.over_days), "a period for rules over a period", "add or remove over_days"))
        refuse(found)
        return self


class Night(Part):
    """What makes a tour a night: ``hours`` of it between ``from`` and ``to``."""

    from_: ClockTime = Field(alias="from")
    to: ClockTime
    hours: Annotated[float, Field(gt=0, le=12)]
    strength: Strength
    source: str

    @property
    def period(self) -> tuple[int, int]:
        """Minutes after midnight at which the night period begins, and its end on the next day."""
        begin, end = clock_minutes(self.from_), clock_minutes(self.to)
        return begin, end + 1440 * (end <= begin)


@dataclass(frozen=True)
class RuleBook:
    """Rules by name, and what a night is. ``changed``: names of the rules whose limit is the planner's own."""

    rules: Mapping[str, Rule]
    night: Night
    changed: frozenset[str] = frozenset()

    @property
    def sets(self) -> tuple[str, ...]:
        """Names of the sets, in the order they are met."""
        return tuple(dict.fromkeys(name for rule in self.rules.values() for name in rule.sets))


@functools.cache
def rule_book() -> RuleBook:
    """The limits that ship with the package."""
    faults = Faults("rules.yaml")
    document = load_file(Path(__file__).with_name("rules.yaml"), faults)
    faults.raise_any()
    assert document is not None
    rules = {name: Rule.model_validate(plain) for name, plain in document.data["rules"].items()}
    return RuleBook(rules, Night.model_validate(document.data["night"]))


def choose(book: RuleBook, names: Iterable[str], limits: Mapping[str, str], faults: Faults) -> RuleBook:
    """The rules of the sets (or single rules) named, all where none is; ``limits`` are a planner's own, by rule.

    Unknown names and limits that are no numbers go to ``faults``, each with the nearest name.
    """
    wanted: set[str] = set()
    for name in names:
        found = {rule for rule, held in book.rules.items() if name == rule or name in held.sets}
        if not found:
            like = nearest(name, [*book.sets, *book.rules])
            cure = f"did you mean {like}?" if like else "leave rules= away to hold the roster against all"
            faults.add(f"rules={name}", "no such set or rule", listed([*book.sets, *book.rules], 30), cure)
        wanted |= found
    rules = {name: rule for name, rule in book.rules.items() if name in wanted or not wanted}
    for name, text in limits.items():
        if name not in book.rules:
            like = nearest(name, book.rules)
            cure = f"did you mean {like}={text}?" if like else "muster check --help shows what it takes"
            faults.add(f"{name}={text}", "no such rule", listed(book.rules, 30), cure)
            continue
        limit, usual = _limit(text), book.rules[name]
        if limit is None:
            faults.add(f"{name}={text}", repr(text), f"a number ({usual.unit})", f"{name}={usual.limit:g}")
        elif name not in rules:
            cure = f"add {name} to rules=, or leave the limit out"
            faults.add(f"{name}={text}", "a rule that rules= leaves out", listed(rules), cure)
        else:
            rules[name] = usual.model_copy(update={"limit": limit})
    return replace(book, rules=rules, changed=frozenset(limits) & frozenset(rules))


def _limit(text: str) -> float | None:
    try:
        if ":" in text:
            return clock_minutes(text) / 60
        limit = float(text)
    except ValueError:
        return None
    return limit if 0 <= limit < 1e6 else None
