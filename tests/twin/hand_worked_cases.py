"""Every small case that is worked by hand, with what the compiled engine makes of it: the quickest to tell two engines apart."""

from __future__ import annotations

import inspect
import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, NamedTuple

from sim.compiled import run_compiled
from sim.inputs.inputs import Inputs
from sim.outcome import Outcome

MODULES = (
    "custody", "overtime", "told", "relief", "pauses", "foresight", "preemption", "staged", "crews", "areas", "aid", "dispatch",
    "front_door", "tours", "partners", "pools", "watches", "systems", "casework", "protected", "hours", "exposures", "sleepiness",
    "spells", "careers", "presence", "control_room", "levers", "strain", "places", "threshold", "surges", "failure",
    "complaints", "prevention", "displacement", "",
)  # fmt: skip


class Case(NamedTuple):
    """Inputs, what the compiled engine makes of them, and a name: ``custody: test_of_this 2`` is that test's second run."""

    name: str
    inputs: Inputs
    compiled: Outcome


@cache
def hand_worked() -> tuple[Case, ...]:
    """Return every hand-worked case, in the order of the files."""
    found: list[Case] = []
    runs: Counter[str] = Counter()
    test_name = ""

    def run(inputs: Inputs) -> Outcome:
        outcome = run_compiled(inputs, log=True)
        runs[test_name] += 1
        found.append(Case(f"{test_name} {runs[test_name]}", inputs, outcome))
        return outcome

    for name in MODULES:
        module = import_module(f"tests.twin.test_hand_worked{'_' if name else ''}{name}")
        for test, words in _tests(module):
            test_name = f"{name or 'first'}: {test.__name__.removeprefix('test_')}"
            with suppress(AssertionError):  # whether it comes out as worked by hand is for the test itself to say
                test(run=run, **words)
    return tuple(found)


def _tests(module: ModuleType) -> Iterator[tuple[Callable[..., None], dict[str, Any]]]:
    """Yield the tests of a module that run an engine, with every combination of their parameters."""
    for name, test in list(vars(module).items()):
        if name.startswith("test_") and "run" in inspect.signature(test).parameters:
            marks = [mark.args for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
            for chosen in itertools.product(*(values for _, values in marks)):
                words: dict[str, Any] = {}
                for (names, _), values in zip(marks, chosen, strict=True):
                    words |= _named(names, values)
                yield test, words


def _named(names: str | tuple[str, ...], values: Any) -> dict[str, Any]:
    return {names: values} if isinstance(names, str) else dict(zip(names, values, strict=True))
