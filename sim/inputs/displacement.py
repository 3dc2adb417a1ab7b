"""What may come to the police of work that partners leave undone, and of callers who ring again: drawn beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kernels.clock import MINUTE_MS
from kernels.displacement import (
    CALLER_BACK,
    CALLS_AGAIN,
    GAP_FILLED,
    JOB_LEFT_UNDONE,
    LUCK,
    fill_called_again,
    fill_displaced,
    keys_of_left,
    may_come,
)
from kernels.kinds import CALLED_AGAIN, PARTNER_GAP, PLACE_GAP, UNSERVED
from kernels.places import LEAVE
from kernels.records import GAP_RULES, INCIDENT, RETURN
from sim.inputs.custody import CustodyPlan, draw_custody
from sim.inputs.demand import DemandPlan, describe_incidents
from sim.inputs.displacement_plan import DisplacementPlan, still
from sim.inputs.durations import DurationTable
from sim.inputs.inputs import Floats, Ints, PartnerRules, Records
from sim.inputs.places import PlacePlan, draw_places
from sim.inputs.returns import Drawn
from sim.inputs.working import WorkingPlan, draw_working
from sim.scenario import Scenario
from sim.scenario.displacement import Fate


@dataclass(frozen=True)
class FateTable:
    """By partner: the chance of coming to the police, at the highest ever asked; as which type; and rows of durations."""

    chance: Floats  # (partners,)
    weights: Floats  # (partners, types) rising sums
    after_row: Ints  # (partners,)


@dataclass(frozen=True)
class Displaced:
    """Everything about displacement that replications share."""

    plan: DisplacementPlan
    requests: FateTable
    jobs: FateTable
    again: Floats  # (types,) chance that the caller rings again
    again_row: int


def plan_displacement(scenario: Scenario, partners: int, table: DurationTable) -> Displaced | None:
    """Return what replications share, None when off; ``partners`` counts the suites behind the services too."""
    ours = scenario.displacement
    if not ours.on:
        return None
    services = list(scenario.partners.services) if scenario.partners.on else []
    types = list(scenario.demand.types)
    gaps = np.zeros(partners, dtype=GAP_RULES)
    gaps["patience_ms"] = -1
    resolved = np.zeros((2, partners))
    requests, jobs = _blank(partners, types), _blank(partners, types)
    for name, unmet in ours.services.items():
        if name in services:
            p = services.index(name)
            gaps[p] = (round(unmet.patience_min * MINUTE_MS), unmet.requests.displaced, unmet.jobs.displaced)
            for row, (fates, fate) in enumerate(((requests, unmet.requests), (jobs, unmet.jobs))):
                resolved[row, p] = 1 - fate.lost
                _fill(fates, p, fate, types, ours.most, table)
    loop = ours.expectation
    again = ours.calls_again
    plan = DisplacementPlan(gaps, resolved, loop.on, still(loop.gain if loop.on else 0.0, loop.most, loop.memory_days))
    return Displaced(
        plan, requests, jobs,
        np.array([again.by_type.get(name, 0.0) if again.on else 0.0 for name in types]), table.row(again.after),
    )


def _blank(partners: int, types: list[str]) -> FateTable:
    return FateTable(np.zeros(partners), np.ones((partners, len(types))), np.zeros(partners, dtype=np.int64))


def _fill(fates: FateTable, p: int, fate: Fate, types: list[str], most: float, table: DurationTable) -> None:
    fates.chance[p] = min(1.0, fate.displaced * most)
    fates.after_row[p] = table.row(fate.after)
    if fate.displaced > 0:
        fates.weights[p] = np.cumsum([fate.becomes.get(name, 0.0) for name in types])


@dataclass(frozen=True)
class Describing:
    """How incidents that nobody planned are drawn as those of the plan are."""

    demand: DemandPlan
    durations: Floats
    custody: CustodyPlan | None
    working: WorkingPlan
    places: PlacePlan | None = None

    def describe(self, incidents: Records) -> None:
        """Draw into ``incidents`` (INCIDENT records with key, kind and area) all that is theirs, in place."""
        describe_incidents(self.demand, self.durations, incidents)
        draw_custody(self.custody, incidents, self.durations)
        draw_places(self.places, incidents)
        draw_working(self.working, self.durations, incidents)


def draw_gaps(shared: Displaced, how: Describing, incidents: Records) -> Drawn:
    """Return what may come of the requests made at ``incidents``, where they were made; parents are places in these."""
    asked = np.flatnonzero(incidents["partner"] >= 0)
    partner = incidents["partner"][asked].astype(np.int64)
    places = asked[may_come(np.ascontiguousarray(incidents["key"][asked]), LUCK, shared.requests.chance[partner])]
    out = np.zeros(places.size, dtype=INCIDENT)
    out["area"] = incidents["area"][places]
    partner = incidents["partner"][places].astype(np.int64)
    keys = np.ascontiguousarray(incidents["key"][places])
    return _drawn(shared.requests, how, PARTNER_GAP, GAP_FILLED, np.zeros(0), keys, partner, places, out)


def draw_left_there(shared: Displaced, partners: Sequence[PartnerRules], how: Describing, incidents: Records) -> Drawn:
    """Return what may come of those whom officers may leave at a place, where they were met; parents are places in these."""
    place = _brought_to(partners, incidents)
    leaves = np.array([rules.place and rules.at_limit == LEAVE for rules in partners] + [False])
    brought = np.flatnonzero(leaves[place])
    keys = keys_of_left(np.ascontiguousarray(incidents["key"][brought]))
    chosen = may_come(keys, LUCK, shared.requests.chance[place[brought]])
    parents = brought[chosen]
    out = np.zeros(parents.size, dtype=INCIDENT)
    out["area"] = incidents["area"][parents]
    return _drawn(shared.requests, how, PLACE_GAP, GAP_FILLED, np.zeros(0), keys[chosen], place[parents], parents, out)


def _brought_to(partners: Sequence[PartnerRules], incidents: Records) -> Ints:
    """Return to which place officers bring somebody if they bring anybody: where the person was to go, or who gives up goes."""
    convey_to = np.array([rules.convey_to for rules in partners] + [-1], dtype=np.int64)
    return np.where(incidents["taken_to"] > 0, incidents["taken_to"].astype(np.int64) - 1, convey_to[incidents["partner"]])


def draw_unserved(shared: Displaced, how: Describing, jobs: Records) -> Drawn:
    """Return what may come of the partners' own ``jobs`` (BACKGROUND), in areas as demand is shared; parents are jobs."""
    keys, partner = np.ascontiguousarray(jobs["key"]), jobs["partner"].astype(np.int64)
    places = may_come(keys, LUCK, shared.jobs.chance[partner])
    out = np.zeros(places.size, dtype=INCIDENT)
    areas = np.cumsum(how.demand.area_share)
    return _drawn(shared.jobs, how, UNSERVED, JOB_LEFT_UNDONE, areas, keys[places], partner[places], places, out)


def _drawn(
    fates: FateTable, how: Describing, cause: int, address: int, areas: Floats, keys: np.ndarray, partner: Ints, parents: Ints,
    out: Records,
) -> Drawn:  # fmt: skip
    listed = np.zeros(out.size, dtype=RETURN)
    listed["parent"], listed["cause"] = parents, cause
    fill_displaced(keys, partner, address, fates.weights, fates.after_row, areas, how.durations, out, listed)
    how.describe(out)
    return Drawn(out, listed)


def draw_calls_again(shared: Displaced, how: Describing, incidents: Records) -> Drawn:
    """Return what the callers about ``incidents`` ring about again; parents are places in these."""
    places = may_come(np.ascontiguousarray(incidents["key"]), CALLS_AGAIN, shared.again[incidents["kind"]])
    out, listed = np.zeros(places.size, dtype=INCIDENT), np.zeros(places.size, dtype=RETURN)
    for name in ("key", "kind", "area"):
        out[name] = incidents[name][places]
    listed["parent"], listed["cause"] = places, CALLED_AGAIN  # luck 0: it was drawn already
    fill_called_again(out, CALLER_BACK, shared.again_row, how.durations, listed)
    how.describe(out)
    return Drawn(out, listed)
