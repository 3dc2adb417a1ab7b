"""The plan of a screening, laid out before anything runs: numbers, factors, walks, and every point of every option."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.statistics import Floats
from sim.faults import Faults
from sim.ledger import numbers_in
from sim.screening.design import refuse_without_salib, walks
from sim.screening.factors import Factor, factors_of, moves_at_all
from sim.screening.numbers import NO_RANGE, LeftOut, assumed_numbers
from sim.screening.points import CONFIGURED, Moved, PointScenario, allowed_factors, changes_at, refusal
from sim.screening.settings import ScreenSettings
from sim.studies import Study, StudyScenario

MOST_RUNS = 200_000


@dataclass(frozen=True)
class ScreenPlan:
    """``positions`` (walks, factors + 1, factors); ``points`` are numbered through the walks from 1, 0 is as configured.

    ``refused`` holds the rule that refuses a point, by its number; ``narrowed`` that which drew in a factor's range.
    """

    options: tuple[StudyScenario, ...]
    factors: tuple[Factor, ...]
    left_out: tuple[LeftOut, ...]
    narrowed: dict[str, str]
    positions: Floats
    refused: dict[int, str]
    scenarios: tuple[PointScenario, ...]
    seed: int

    @property
    def baseline(self) -> StudyScenario:
        """The option that the others are compared with."""
        return next(option for option in self.options if option.is_baseline)

    @property
    def points(self) -> int:
        """Points of all walks, the configured one not counted."""
        return self.positions.shape[0] * self.positions.shape[1]

    @property
    def numbers(self) -> int:
        """Settings that are moved."""
        return sum(len(factor.members) for factor in self.factors)

    def left_by_reason(self) -> dict[str, int]:
        """How many assumed settings are not screened, by reason, most first."""
        return dict(Counter(each.reason for each in self.left_out).most_common())


def plan_screening(
    study: Study, options: Sequence[StudyScenario], settings: ScreenSettings, idle: Callable[[str], bool]
) -> ScreenPlan:
    """Lay out a screening of a study whose scenarios are ``options``. Raises one FaultReport with all that forbids it."""
    _refuse_idle_study(study, options)
    refuse_without_salib()
    scenarios = [option.scenario for option in options]
    numbers, left = assumed_numbers(scenarios, list(study.axes), idle)
    factors = factors_of(numbers, settings.together, settings.reach)
    left += [LeftOut(number.key, NO_RANGE) for factor in factors if not moves_at_all(factor) for number in factor.members]
    factors, narrowed, refused = allowed_factors([factor for factor in factors if moves_at_all(factor)], scenarios)
    seed = scenarios[0].run.seed % 2**32 if settings.seed is None else settings.seed
    _refuse_size(factors, options, settings)
    positions = walks([factor.name for factor in factors], settings.trajectories, settings.levels, seed)
    made, refused_points = _points(options, factors, positions)
    return ScreenPlan(tuple(options), tuple(factors), tuple([*left, *refused]), narrowed, positions, refused_points, made, seed)


def _points(
    options: Sequence[StudyScenario], factors: Sequence[Factor], positions: Floats
) -> tuple[tuple[PointScenario, ...], dict[int, str]]:
    """Every option at every point that the rules allow for all options, and why the other points are refused."""
    made = [_at(option, CONFIGURED, ()) for option in options]
    refused: dict[int, str] = {}
    for number, row in enumerate(positions.reshape(-1, len(factors)), start=1):
        changes = changes_at(factors, row)
        words = next((found for option in options if (found := refusal(option.scenario, dict(changes)))), "")
        if words:
            refused[number] = words
        else:
            made += [_at(option, number, changes) for option in options]
    return tuple(made), refused


def _at(option: StudyScenario, number: int, changes: tuple[tuple[tuple[object, ...], object], ...]) -> PointScenario:
    name = f"point={number},{option.id}"
    where = "as configured" if number == CONFIGURED else f"point {number}"
    return PointScenario(name, f"{option.label}, {where}", Moved(option.scenario, changes, number), option.id)


def _refuse_idle_study(study: Study, options: Sequence[StudyScenario]) -> None:
    faults = Faults("the screening")
    if len(options) < 2:
        faults.add("the study", "one scenario, so nothing is decided", "a baseline and something to compare with it",
                   'sweep something: muster screen "staffing.cut=0,0.1"')
    elif not any(option.is_baseline for option in options):
        faults.add("the study", "no baseline", "one scenario that the others are compared with", "name it under baseline:")
    if options[0].scenario.run.replications < 2:
        faults.add("run.replications", "1 replication", "2 or more: their spread is the noise that effects are held against",
                   "run.replications=2")
    if options[0].scenario.run.sample.sets:
        faults.add("run.sample", "inputs that are sampled", "a screening moves every assumed number itself",
                   "run.sample={}")
    faults.raise_any()


def _refuse_size(factors: Sequence[Factor], options: Sequence[StudyScenario], settings: ScreenSettings) -> None:
    faults = Faults("the screening")
    if len(factors) < 2:
        faults.add("the study", f"{len(factors)} assumed numbers that can be moved", "2 or more", "choose what has some")
    replications = options[0].scenario.run.replications
    runs = (settings.trajectories * (len(factors) + 1) + 1) * len(options) * replications
    if runs > MOST_RUNS:
        words = f"{settings.trajectories} walks over {len(factors)} factors, {len(options)} options, {replications} replications"
        faults.add("screen.trajectories", f"{words}: {runs} runs", f"at most {MOST_RUNS} runs",
                   "fewer walks, options or replications, or screen.together=alike")
    faults.raise_any()


def ends_in_words(factor: Factor) -> tuple[str, str, str]:
    """The configured values of a factor and those at its ends, in words: one number, or from the least to the largest."""
    bottom, top = factor.at(0.0), factor.at(1.0)
    return (
        _spread([number.value for number in factor.members]),
        _spread([bottom[number.path] for number in factor.members]),
        _spread([top[number.path] for number in factor.members]),
    )


def _spread(values: Sequence[object]) -> str:
    if all(isinstance(value, str) for value in values):
        return _joined(sorted(str(value) for value in values))
    found = [number for each in values for number in numbers_in({"value": _plain(each)})["value"]]
    return _joined([f"{number:.4g}" for number in (min(found), max(found))])


def _plain(value: object) -> object:
    return np.array(value).tolist() if isinstance(value, list | tuple) else value


def _joined(values: Sequence[str]) -> str:
    return values[0] if values[0] == values[-1] else f"{values[0]} to {values[-1]}"
