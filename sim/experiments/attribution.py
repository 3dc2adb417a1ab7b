"""Attribution over the factorial of a sweep: how much of a difference comes from each setting that changed, run by run.

A `Game` is a baseline, the value each player changes to, and the scenario of every combination in between. Each replication of
it is a game of its own, with shares of its own that add up to that replication's difference (`sim.experiments.shapley`); the
replication is the unit of intervals, as everywhere, so common random numbers work for shares as they do for differences.

Intervals hold together, at `LEVEL`, for everything a request attributes in measures of the whole force; the groups of one metric
are a family of their own, as in comparisons. A game with a scenario that was not run, or that has no mean because its queues grow
without end, is not attributed, and the reason is kept.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from sim.attribution import Attribution
from sim.experiments.comparison import LEVEL
from sim.experiments.shapley import alone, dividends, last, shapley, together
from sim.experiments.statistics import ROUNDING, Floats, MeanInterval, difference_interval, settled_before, verdict
from sim.metrics import METRICS
from sim.overrides import value_text

TOTAL, TOGETHER = "total", "together"
"""Parts that are no player: the whole difference, and what of it exceeds the sum of what each change does alone."""
DIRECT, INDIRECT = "direct", "indirect"
SPLIT, HELD = "officer_hours_spent", "officer_hours_held"
"""A bill's measure that is split, and the one that holds its direct part."""
NOT_RUN, RUNS_AWAY, NO_VALUE = "not run", "runs away", "no value"
WHOLE = "whole force"


@dataclass(frozen=True)
class Game:
    """One attribution to make: `corners[c]` is the scenario in which the players in c (bit i: player i) have changed.

    A corner is "" where that combination was not run; `level` are the values of the settings it is made at.
    """

    level: Mapping[str, str]
    changed: Mapping[str, str]
    corners: tuple[str, ...]

    @property
    def players(self) -> tuple[str, ...]:
        """Settings that change, in the order of their bits."""
        return tuple(self.changed)


@dataclass(frozen=True)
class Share:
    """What came from one player (or `TOTAL`, `TOGETHER`), with its interval; of a bill's hours also its `component`s.

    `alone` and `last` are the means of what it moves as the first change and as the last one; NaN where there is no such thing.
    """

    player: str
    component: str
    found: MeanInterval
    alone: float
    last: float
    verdict: str


@dataclass(frozen=True)
class Attributed:
    """The shares of one game in one measure; where there are none, `why` says so and `where` names the scenarios it is about.

    `pure` are the means of what settings do only together, by the settings it takes: they add up to `TOGETHER`.
    """

    request: Attribution
    game: Game
    metric: str
    group: str
    shares: tuple[Share, ...]
    family_size: int
    why: str = ""
    where: tuple[str, ...] = ()
    pure: Mapping[tuple[str, ...], float] = field(default_factory=dict)

    def share(self, player: str, component: str = "") -> Share:
        """Return the share of one player; KeyError where there is none."""
        for each in self.shares:
            if (each.player, each.component) == (player, component):
                return each
        raise KeyError(player)


class Runs(Protocol):
    """What was run: of each scenario the values of a measure, and whether a group of it has a mean at all."""

    def values(self, scenario: str, metric: str, group: str) -> Floats:
        """One value for each replication, NaN where missing, hidden or not stored."""
        ...

    def has_mean(self, scenario: str, group: str) -> bool:
        """Whether its queues do not grow without end."""
        ...

    def groups(self, metric: str, kind: str) -> Sequence[str]:
        """Groups of a kind that a metric is stored for."""
        ...

    def own_groups(self, game: Game, player: str) -> Sequence[str]:
        """Groups of partners whose capacity a player changes."""
        ...


@dataclass(frozen=True)
class _Measured:
    """Shares of every replication of a game, before anybody knows how many there are: name and component to (replications,)."""

    game: Game
    metric: str
    group: str
    parts: Mapping[tuple[str, str], Floats]
    firsts: Mapping[str, tuple[float, float]]
    settled: bool
    why: str = ""
    where: tuple[str, ...] = ()
    pure: Mapping[tuple[str, ...], float] = field(default_factory=dict)

    @property
    def family(self) -> str:
        return self.metric if self.group else WHOLE


def games_of(request: Attribution, codes: Mapping[str, Mapping[str, str]], baseline: str) -> list[Game]:
    """Return every game a request asks for, level by level; `codes` are each scenario's values of all axes, as text.

    None where a player is no axis of the study any more, or was not run with another value than the baseline's.
    """
    start = codes[baseline]
    players, levels = request.of(list(start))
    if any(axis not in start for axis in players):
        return []
    levels = tuple(axis for axis in levels if axis in start)
    seen = {axis: list(dict.fromkeys(of[axis] for of in codes.values())) for axis in start}
    wanted = {axis: value_text(code) for axis, code in request.to.items()}
    goals = [[code for code in seen[axis] if code != start[axis] and code == wanted.get(axis, code)] for axis in players]
    place = {tuple(of[axis] for axis in start): scenario for scenario, of in codes.items()}

    def corner(level: Mapping[str, str], changed: Mapping[str, str]) -> str:
        return place.get(tuple({**start, **level, **changed}[axis] for axis in start), "")

    found = []
    for level_codes in itertools.product(*(seen[axis] for axis in levels)):
        level = dict(zip(levels, level_codes, strict=True))
        for target in itertools.product(*goals):
            changed = dict(zip(players, target, strict=True))
            subsets = ({axis: code for bit, (axis, code) in enumerate(changed.items()) if coalition >> bit & 1}
                       for coalition in range(1 << len(players)))  # fmt: skip
            found.append(Game(level, changed, tuple(corner(level, subset) for subset in subsets)))
    return found


def attribute(request: Attribution, games: Iterable[Game], runs: Runs, level: float = LEVEL) -> list[Attributed]:
    """Attribute every game in every measure of a request, whole force first, in the order asked for."""
    measured = [_measure(request, game, metric, group, runs)
                for metric, group in _measures(request, runs) for game in games]  # fmt: skip
    sizes = Counter(each.family for each in measured for _ in each.parts)
    return [_judged(request, each, sizes[each.family], level) for each in measured]


def _measures(request: Attribution, runs: Runs) -> Iterable[tuple[str, str]]:
    for each in request.measures:
        kind, star, _ = each.group.partition("=*")
        for group in runs.groups(each.metric, kind) if star else [each.group]:
            yield each.metric, group


def _measure(request: Attribution, game: Game, metric: str, group: str, runs: Runs) -> _Measured:
    away = tuple(each for each in game.corners if each and not runs.has_mean(each, group))
    if "" in game.corners:
        return _Measured(game, metric, group, {}, {}, False, NOT_RUN)
    if away:
        return _Measured(game, metric, group, {}, {}, False, RUNS_AWAY, away)
    values = _stacked(game, metric, group, runs)
    if np.isnan(values).any(axis=0).all():
        return _Measured(game, metric, group, {}, {}, False, NO_VALUE)
    sign = -1.0 if request.bill else 1.0
    shares, total = sign * shapley(values), sign * (values[-1] - values[0])
    parts = {(player, ""): _clean(share, values) for player, share in zip(game.players, shares, strict=True)}
    if request.bill and (metric, group) == (SPLIT, ""):
        for player, share in zip(game.players, shares, strict=True):
            direct = sign * _direct(game, player, runs)
            if not np.isnan(direct).all():
                parts |= {(player, DIRECT): _clean(direct, values), (player, INDIRECT): _clean(share - direct, values)}
    parts |= {(TOGETHER, ""): _clean(sign * together(values), values), (TOTAL, ""): _clean(total, values)}
    both = np.isnan(values).any(axis=0)
    firsts, lasts = (np.where(both, np.nan, sign * found(values)) for found in (alone, last))
    means = {player: (float(np.nanmean(first)), float(np.nanmean(final)))
             for player, first, final in zip(game.players, firsts, lasts, strict=True)}  # fmt: skip
    return _Measured(game, metric, group, parts, means, settled_before(values), pure=_pure(game, sign * values))


def _pure(game: Game, values: Floats) -> dict[tuple[str, ...], float]:
    """Return the mean of what each set of two players or more does only together."""
    found = dividends(values[:, ~np.isnan(values).any(axis=0)])
    sets = {tuple(p for bit, p in enumerate(game.players) if c >> bit & 1): row for c, row in enumerate(found)}
    return {players: float(row.mean()) for players, row in sets.items() if len(players) > 1}


def _stacked(game: Game, metric: str, group: str, runs: Runs) -> Floats:
    return np.stack([runs.values(corner, metric, group) for corner in game.corners])


def _direct(game: Game, player: str, runs: Runs) -> Floats:
    """Return a player's share in the hours held for the very partners it changes, (replications,); NaN where it changes none."""
    own = [_stacked(game, HELD, group, runs) for group in runs.own_groups(game, player)]
    if not own:
        return np.full(1, np.nan)
    share: Floats = shapley(np.sum(own, axis=0))[game.players.index(player)]
    return share


def _clean(share: Floats, values: Floats) -> Floats:
    """Return shares without the rounding of sums: what misses nought, or equal ones, in its last digits only."""
    rounding = len(values) * ROUNDING * np.abs(values).max(axis=0)
    out = np.where(np.abs(share) <= rounding, 0.0, share)  # NaN where a value is missing
    there = ~np.isnan(out)
    if there.any() and np.ptp(out[there]) <= rounding[there].max():
        out[there] = out[there][0]
    return out


def _judged(request: Attribution, measured: _Measured, size: int, level: float) -> Attributed:
    shares = []
    direction = METRICS[measured.metric].direction
    for (player, component), values in measured.parts.items():
        found = difference_interval(values, level, size, measured.settled)
        first, final = measured.firsts.get(player, (np.nan, np.nan)) if not component else (np.nan, np.nan)
        shares.append(Share(player, component, found, first, final, verdict(found.low, found.high, direction)))
    about = (measured.game, measured.metric, measured.group)
    return Attributed(request, *about, tuple(shares), size, measured.why, measured.where, measured.pure)


