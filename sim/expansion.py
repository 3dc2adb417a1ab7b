"""Several values in one word: Hydra's sweep grammar, enumerated in decimals and made canonical.

``roster=a,b``, ``staffing.cut=0,0.1``, ``range(0,0.2,0.05)`` (the stop excluded), ``choice(...)``, and ``glob(*)``
over the options of a group. Hydra would count 0, 0.05, 0.1, 0.15000000000000002; here the last is 0.15.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sim.configuration import options
from sim.faults import Faults, listed
from sim.overrides import Word, parse, value_text

MOST_SCENARIOS = 20_000


@dataclass(frozen=True)
class Sweep:
    """``axes``: the canonical values of each swept key, in the order given. ``combinations``: one key -> value for
    each scenario, the last axis turning fastest. ``fixed``: the words that hold for all.
    """

    axes: dict[str, list[str]]
    combinations: list[dict[str, str]]
    fixed: list[str]

    def overrides(self) -> list[list[str]]:
        """The words of each scenario, ready for `sim.configuration.compose`."""
        return [[*self.fixed, *(f"{key}={quoted(value)}" for key, value in one.items())] for one in self.combinations]


def expand(overrides: Sequence[str]) -> Sweep:
    """Enumerate every combination the words ask for; without a swept word, the single scenario. Raises FaultReport."""
    faults = Faults()
    words = parse(overrides, faults)
    axes = {key: [value_text(value) for value in values] for key, values in axes_of(words, faults).items()}
    faults.raise_any()
    fixed = [word.text for word in words if word.sweep is None]
    return Sweep(axes, [dict(zip(axes, values, strict=True)) for values in itertools.product(*axes.values())], fixed)


def quoted(value: str) -> str:
    """A text that Hydra reads back as the same value (texts that would end the word early are put in quotes)."""
    return f"'{value}'" if any(c in value for c in ",'\"()=") and value[:1] not in "[{" else value


def axes_of(words: Iterable[Word], faults: Faults) -> dict[str, list[Any]]:
    """The swept words as plain values by key, duplicates dropped; faults for what cannot be enumerated."""
    axes: dict[str, list[Any]] = {}
    for word in words:
        if word.sweep is None:
            continue
        if word.action == "delete" or word.key in axes:
            faults.add(
                word.text,
                "several values" if word.action == "delete" else f"{word.key} swept twice",
                "each key once, with its values",
                f"write one word: {word.key}=a,b,c",
            )
            continue
        values = _values(word, faults)
        axes[word.key] = list({value_text(value): value for value in values}.values())
    check_size(axes, faults)
    return axes


def check_size(axes: Mapping[str, Sequence[Any]], faults: Faults) -> None:
    """A fault where the axes multiply to more scenarios than a study can hold."""
    count = 1
    for values in axes.values():
        count *= max(1, len(values))
    if count > MOST_SCENARIOS:
        faults.add(
            " ".join(axes), f"{count} combinations", f"at most {MOST_SCENARIOS}", "sweep fewer values or fewer keys"
        )


def _values(word: Word, faults: Faults) -> list[Any]:
    from hydra.core.override_parser.types import ChoiceSweep, Glob, QuotedString, RangeSweep

    sweep = word.sweep
    if isinstance(sweep, ChoiceSweep):
        return [value.text if isinstance(value, QuotedString) else value for value in sweep.list]
    if isinstance(sweep, Glob):
        if word.key not in options():
            faults.add(
                word.text,
                "a glob over values",
                "glob(*) over the options of a group",
                f"list the values: {word.key}=a,b (groups: {listed(options())})",
            )
            return []
        matched = sweep.filter(list(options()[word.key]))
        if not matched:
            faults.add(
                word.text,
                "a glob that matches nothing",
                f"options: {listed(options()[word.key])}",
                f"{word.key}=glob(*)",
            )
        return list(matched)
    if isinstance(sweep, RangeSweep):
        return _range(word, sweep, faults)
    faults.add(word.text, "an interval without steps", "values that can be counted", f"{word.key}=range(0,0.2,0.05)")
    return []


def _range(word: Word, sweep: Any, faults: Faults) -> list[int | float]:
    finite = all(math.isfinite(number) for number in (sweep.start, sweep.stop, sweep.step))
    start, stop, step = (
        Decimal(str(number)) if finite else Decimal(0) for number in (sweep.start, sweep.stop, sweep.step)
    )
    count = int((stop - start) / step) if step else 0
    steps = range(count + 1 if step and start + count * step != stop else count)
    if not len(steps) or len(steps) > MOST_SCENARIOS:
        many = "too many" if len(steps) else "no"
        faults.add(
            word.text,
            f"a range with {many} values",
            "range(start,stop,step), the stop excluded",
            f"{word.key}=range(0,0.2,0.05)",
        )
        return []
    values = [start + number * step for number in steps]
    return [int(value) if value == value.to_integral_value() else float(value) for value in values]
