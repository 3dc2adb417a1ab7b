"""Doubt about inputs: replications that each take another set of values, sampled within the ranges of the ledger.

With ``run.sample`` replication r runs with set r of ``sets`` (then from the first again), the same in every scenario, so that
options are still compared pair by pair and intervals hold what we do not know beside what chance does. Sets are a Latin
hypercube (McKay, Beckman and Conover 1979): each setting's range is cut into as many equal parts as there are sets, each part is
used once. Draws are keyed by setting and set: naming one more setting leaves the values of the others as they were.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

import numpy as np

from kernels.draw import combine, stream_key, uniform
from sim.faults import Faults
from sim.ledger import Entry, ledger
from sim.scenario import Scenario

_STREAM = 1_000  # of no mechanism: sets are drawn outside the model
_DRAW_PART, _DRAW_WITHIN = 0, 1
MOST_TRIED = 100  # sets put together before a study runs: some hundredths of a second each


def sampled(scenario: Scenario, replication: int) -> Scenario:
    """Return the scenario a replication really runs: its set of values in place of those configured; itself without a sample.

    Raises ValueError where a set breaks a rule between settings, naming the values.
    """
    sample = scenario.run.sample
    return _with_set(scenario, replication % sample.sets) if sample.sets else scenario


@lru_cache(maxsize=8)
def _with_set(scenario: Scenario, number: int) -> Scenario:
    values = set_of(scenario, number)
    plain = scenario.model_dump(mode="python")
    for setting, value in values.items():
        *way, last = setting.split(".")
        part: Any = plain
        for key in way:
            part[key] = dict(part[key])
            part = part[key]
        part[last] = round(value) if isinstance(part[last], int) else value
    try:
        return Scenario.model_validate(plain)
    except ValueError as error:
        raise ValueError(f"the sampled values {values} do not go together: {error}") from error


def set_of(scenario: Scenario, number: int) -> dict[str, float]:
    """Return the values of one set by setting, in the order in which the study names them."""
    sample, found = scenario.run.sample, {}
    for setting in sample.settings:
        entry = ledger().entry_for(setting)
        if entry is None:
            raise ValueError(f"{setting} has no entry in the ledger")
        found[setting] = float(_column(setting, entry, sample.sets, scenario.run.seed)[number])
    return found


def ranges_of(scenario: Scenario) -> dict[str, tuple[float, float]]:
    """Return the range of each setting that is sampled: with the scenario they decide what every replication runs."""
    entries = {setting: ledger().entry_for(setting) for setting in scenario.run.sample.settings}
    return {setting: (entry.low, entry.high) for setting, entry in entries.items() if entry is not None}


def _column(setting: str, entry: Entry, sets: int, seed: int) -> np.ndarray:
    """Return the values of one setting in every set, (sets,): one from each part of its range."""
    key = np.uint64(combine(np.uint64(stream_key(seed, 0, _STREAM)), zlib.crc32(setting.encode())))
    part = np.argsort(np.argsort([uniform(key, number, _DRAW_PART) for number in range(sets)], kind="stable"), kind="stable")
    within = np.array([uniform(key, number, _DRAW_WITHIN) for number in range(sets)])
    return entry.low + (part + within) / sets * (entry.high - entry.low)


def refuse_what_cannot_be_sampled(scenarios: Iterable[Scenario]) -> None:
    """Raise one FaultReport naming every setting to be sampled that is no single number with an entry in the ledger, or in which
    alone two scenarios differ, for a sample would make them alike; else every set found to break a rule.
    """
    faults, studied = Faults("the study"), list(scenarios)
    seen: set[tuple[str, str]] = set()
    like: dict[str, dict[str, Any]] = {}  # values of the sampled settings, by what else a scenario says
    for scenario in studied:
        plain = scenario.model_dump(mode="json") if scenario.run.sample.sets else {}
        looked_up = {setting: _looked_up(setting, plain) for setting in scenario.run.sample.settings}
        others = like.setdefault(_without(plain, looked_up), {}) if plain else {}
        for setting, (value, problem) in looked_up.items():
            if problem is None and value != others.setdefault(setting, value):
                problem = (f"{setting}, in which alone scenarios differ", "a setting that is the same in scenarios like these",
                           "sweep it or sample it")  # fmt: skip
            if problem is not None and (setting, problem[0]) not in seen:
                seen.add((setting, problem[0]))
                faults.add(f"run.sample.settings: {setting}", *problem)
    if not faults:
        _refuse_sets(studied, faults)
    faults.raise_any()


def _without(plain: Mapping[str, Any], settings: Iterable[str]) -> str:
    """Return a scenario's settings but for these, as text that is equal where they are."""
    rest = json.loads(json.dumps(plain))
    for setting in settings:
        *path, last = setting.split(".")
        inner = rest
        for key in path:
            inner = inner.get(key, {}) if isinstance(inner, dict) else {}
        if isinstance(inner, dict):
            inner.pop(last, None)
    return json.dumps(rest, sort_keys=True)


def _refuse_sets(scenarios: Sequence[Scenario], faults: Faults) -> None:
    """Report the sets, of those the runs take and as many as can be tried in some seconds, that break a rule between settings."""
    taken = ((scenario, number) for number in range(max((min(each.run.sample.sets, each.run.replications) for each in scenarios),
                                                        default=0))
             for scenario in scenarios if number < scenario.run.sample.sets)  # fmt: skip
    for scenario, number in islice(taken, MOST_TRIED):
        try:
            _with_set(scenario, number)
        except ValueError as error:
            faults.add(f"run.sample: set {number + 1}", " ".join(str(error).split()), "values that go together",
                       "leave one of the settings out")  # fmt: skip


def _looked_up(setting: str, plain: Mapping[str, Any]) -> tuple[Any, tuple[str, str, str] | None]:
    """Return the value of a setting, and what is wrong with sampling it: found, allowed, remedy."""
    value: Any = plain
    for key in setting.split("."):
        if not isinstance(value, Mapping) or key not in value:
            return None, (f"no setting called {setting}", "a setting of every scenario", "muster explain shows what there is")
        value = value[key]
    if not isinstance(value, int | float) or isinstance(value, bool):
        return value, (f"{setting} is no single number", "a number", "sample something else, or sweep it")
    entry = ledger().entry_for(setting)
    if entry is None or entry.low == entry.high:
        return value, (f"{setting} has no range in the ledger", "a number about people or the world", "sweep it instead")
    return value, None
