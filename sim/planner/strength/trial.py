"""Trying a strength: a scenario whose officers are there by the hour of the week, played, and what came of it in each area."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sim.configuration import compose
from sim.measures.clocks import read_clock
from sim.measures.window import HOURS_OF_WEEK, Window
from sim.replication import plan_of, play
from sim.scenario import Roster, Scenario
from sim.scenario.values import frozen

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
SAMPLE_MS = 900_000  # the officers busy are counted every quarter of an hour

# What keeps officers from calls, or takes them away from a tour, is no part of a minimum strength: it comes on top.
# Nor is how tired they are.  A crew never nears the end of its tour, and nobody helps: no other force, no pool, no recall.
_WITHOUT = ("staffing=full", "availability=none", "abstraction=none", "bids=none", "supervision=none", "pools=none", "tour=none",
            "overtime=regulations", "mutual_aid=none", "fatigue=none", "sickness=none", "safety=none",
            "roster=always_on")  # fmt: skip


@dataclass(frozen=True, eq=False)
class Tried:
    """What came of a trial, summed over its replications; areas and grades in the order of the force."""

    windows: tuple[Window, ...]

    @cached_property
    def in_time(self) -> Floats:
        """Share reached within target, (areas, grades); NaN where nothing fell due."""
        met, due = self._reached
        return np.divide(met, due, out=np.full(met.shape, np.nan), where=due > 0)

    @cached_property
    def _reached(self) -> tuple[Floats, Floats]:
        force = self.windows[0].scenario.force
        shape = (len(force.areas), len(force.grades))
        met, due = np.zeros(shape), np.zeros(shape)
        for window in self.windows:
            clock, where = read_clock(window), (window.incidents["area"], window.incidents["grade"])
            np.add.at(met, where, clock.met & clock.due)
            np.add.at(due, where, clock.due)
        return met, due

    @cached_property
    def busy(self) -> tuple[Floats, Floats]:
        """Mean and variance of the officers of each area who are with an incident, by hour of week, (areas, 168) each.

        The variance is over the hour itself and its two neighbours, so that one week's chance does not make an hour.
        """
        sums, squares, counted = (np.zeros((self._n_areas, HOURS_OF_WEEK)) for _ in range(3))
        for window in self.windows:
            at = np.arange(window.low, window.high, SAMPLE_MS)
            hour = window.calendar.hour_of_week[np.searchsorted(window.calendar.hour_start_ms, at, side="right") - 1]
            for area in range(self._n_areas):
                busy = _under_way(window, area, at)
                sums[area] += np.bincount(hour, weights=busy, minlength=HOURS_OF_WEEK)
                squares[area] += np.bincount(hour, weights=busy**2, minlength=HOURS_OF_WEEK)
                counted[area] += np.bincount(hour, minlength=HOURS_OF_WEEK)
        seen = np.maximum(counted, 1)
        own = squares / seen - (sums / seen) ** 2
        return sums / seen, (own + np.roll(own, 1, axis=1) + np.roll(own, -1, axis=1)) / 3

    @cached_property
    def attended(self) -> Floats:
        """Incidents attended an hour, by area and the hour of week in which they were called in, (areas, 168)."""
        out, weeks = np.zeros((self._n_areas, HOURS_OF_WEEK)), np.zeros(HOURS_OF_WEEK)
        for window in self.windows:
            there = window.created & (window.practice["arrived"] >= 0)
            cell = np.searchsorted(window.calendar.hour_start_ms, window.incidents["created"][there], side="right") - 1
            np.add.at(out, (window.incidents["area"][there], window.calendar.hour_of_week[cell]), 1)
            weeks += window.hours_observed() / 3_600_000
        return out / np.maximum(weeks, 1e-9)

    def mean_handling(self) -> tuple[Floats, Floats, Floats]:
        """Return, for each area, officers to an incident, hours of each with it, and hours of the drive, (areas,) each."""
        officers, held, drives, driven, attended = (np.zeros(self._n_areas) for _ in range(5))
        for window in self.windows:
            area, sent = window.incidents["area"][window.sent["incident"]], window.sent
            heads = sent["officers"].astype(np.float64)
            drove = np.where(sent["arrived"] >= 0, sent["arrived"] - sent["sent"], 0) / 3_600_000
            np.add.at(officers, area, heads)
            np.add.at(held, area, heads * (window.left_or_end - sent["sent"]) / 3_600_000)
            np.add.at(driven, area, drove)
            np.add.at(drives, area, sent["arrived"] >= 0)
            np.add.at(attended, window.incidents["area"], window.practice["arrived"] >= 0)
        return officers / np.maximum(attended, 1), held / np.maximum(officers, 1), driven / np.maximum(drives, 1)

    @property
    def _n_areas(self) -> int:
        return len(self.windows[0].scenario.force.areas)


def _under_way(window: Window, area: int, at: Ints) -> Floats:
    """Return the officers with incidents of ``area`` at each of the times ``at``, (n,)."""
    sent = window.sent
    here = window.incidents["area"][sent["incident"]] == area
    heads = sent["officers"][here].astype(np.float64)

    def so_far(times: Ints) -> Floats:
        order = np.argsort(times, kind="stable")
        return np.append(0.0, np.cumsum(heads[order]))[np.searchsorted(times[order], at, side="right")]

    return so_far(sent["sent"][here]) - so_far(window.left_or_end[here])


def trial_of(scenario: Scenario, strength: Ints) -> Scenario:
    """Return ``scenario`` with ``strength`` (areas, 168) officers there in each hour of the week, and nothing else to do."""
    bare = compose([*_WITHOUT, "demand=flat", "force=bench", "front_door=none", "partners=none", "skills=none", "crewing=single"])
    names, force, bounds = list(scenario.force.areas), scenario.force, _seats(strength)
    roster = {**bare.roster.model_dump(), "anchor": bare.roster.anchor,
              "strength": {name: strength[row].reshape(7, 24).astype(float).tolist() for row, name in enumerate(names)}}
    areas = {name: force.areas[name].model_copy(update={"officer_share": float(bounds[row])}) for row, name in enumerate(names)}
    crewing = scenario.crewing.model_copy(update={"tutors": bare.crewing.tutors})
    operations = scenario.operations.model_copy(update={"wind_down_min": 0.0})
    off = {name: getattr(bare, name) for name in (word.partition("=")[0] for word in _WITHOUT)}
    changed = off | {
        "roster": Roster.model_validate(roster), "crewing": crewing, "operations": operations,
        "force": force.model_copy(update={"officers": int(bounds.sum()), "areas": frozen(areas)}),
    }
    return scenario.model_copy(update=changed)


def _seats(strength: Ints) -> Ints:
    """Return seats enough for every area, (areas,): the most of its hours, twice over, for single and double crews."""
    return 2 * strength.max(axis=1, initial=1)


def play_trials(scenario: Scenario, replications: Sequence[int], told: Callable[[float], None]) -> Tried:
    """Play replications of a trial, in threads, for the engine lets others work meanwhile; ``told`` hears after each how
    many seconds it took.
    """
    plan = plan_of(scenario)  # made once, before the threads ask for it

    def one(replication: int) -> tuple[Window, float]:
        began = time.perf_counter()
        inputs, outcome = play(scenario, replication)
        return Window(scenario, plan.calendar, inputs, outcome), time.perf_counter() - began

    windows = []
    with ThreadPoolExecutor(max_workers=min(len(replications), 4)) as pool:
        for window, seconds in pool.map(one, replications):
            told(seconds)
            windows.append(window)
    return Tried(tuple(windows))
