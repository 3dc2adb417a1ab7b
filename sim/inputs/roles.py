"""Posts cut or added by role: whose seats go and come, how many sergeants a team is left, and the heads of everybody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.inputs.experience import service_years
from sim.inputs.supervision import rank_trait, sergeants
from sim.inputs.workforce import Counts, Floats, Seats, chances, even_order, largest_remainder, shortest_places
from sim.scenario import Scenario
from sim.scenario.roles import CONSTABLES, CONTROL_ROOM, INVESTIGATORS, SERGEANTS, lines_of, posts_changed
from sim.scenario.values import FrozenDict

_WHO_GOES, _TIE = 6, 7  # draws of the staffing stream


@dataclass(frozen=True, eq=False)
class Officers:
    """The posts of officers that are left, and how many of each area's team are sergeants, (areas, teams)."""

    posts: Seats
    sergeants: Counts


def staffed(scenario: Scenario) -> Scenario:
    """Return the scenario with the heads of teams, pools and the control room as they are once posts are cut or added.

    What is asked of officers stays to be done, because whose seats go is known only where there are seats.  So to ask twice
    changes nothing more.
    """
    asked = scenario.staffing.by_role
    if not asked:
        return scenario
    teams, pools, front = dict(scenario.casework.teams), dict(scenario.pools.list), {}
    if INVESTIGATORS in asked:
        sizes = np.array([team.investigators for team in teams.values()], dtype=np.int64)
        more = posts_changed(asked[INVESTIGATORS], int(sizes.sum()))
        parts = largest_remainder(abs(more), sizes / max(1, sizes.sum())) * np.sign(more)
        teams = {name: _sized(team, "investigators", int(n)) for (name, team), n in zip(teams.items(), parts, strict=True)}
    for role, change in asked.items():
        if role in teams and role != INVESTIGATORS:
            teams[role] = _sized(teams[role], "investigators", posts_changed(change, teams[role].investigators))
        elif role in pools:
            pools[role] = _sized(pools[role], "heads", posts_changed(change, pools[role].heads))
        elif role in CONTROL_ROOM:
            part = getattr(scenario.front_door, role)
            share = 1 + (float(str(change).rstrip("% ")) / 100)
            front[role] = part.model_copy(update={"week": tuple(tuple(n * share for n in day) for day in part.week)})
    left = FrozenDict({role: change for role, change in asked.items() if role in (CONSTABLES, SERGEANTS)})
    return scenario.model_copy(update={
        "casework": scenario.casework.model_copy(update={"teams": FrozenDict(teams)}),
        "pools": scenario.pools.model_copy(update={"list": FrozenDict(pools)}),
        "front_door": scenario.front_door.model_copy(update=front),
        "staffing": scenario.staffing.model_copy(update={"by_role": left}),
    })  # fmt: skip


def _sized(part: Any, field: str, more: int) -> Any:
    return part.model_copy(update={field: max(0, getattr(part, field) + more)})


def officers_by_role(posts: Seats, scenario: Scenario) -> Officers:
    """Return the posts that are left of ``posts`` once constables and sergeants are cut or added.

    Constables go evenly over areas and teams, in each whom ``staffing.who_goes`` names; a sergeant's post goes with the seat of
    who has it, and nobody steps up.  A larger cut takes everybody a smaller one takes.
    """
    n_teams, asked = max(1, scenario.roster.teams), scenario.staffing.by_role
    shape = (len(scenario.force.areas), n_teams)
    ranked = sergeants(posts, scenario.supervision, scenario.run.seed)
    cell = posts.area.astype(np.int64) * n_teams + posts.team
    # A team too small for its sergeants has posts for them all the same: who comes back is one.
    sizes = np.bincount(cell, minlength=shape[0] * shape[1])
    quota = np.array([scenario.supervision.sergeants_of(int(size)) for size in sizes], dtype=np.int64).reshape(shape)
    quota *= scenario.supervision.on
    stay = np.ones(len(posts), dtype=np.bool_)
    more = 0
    if SERGEANTS in asked:
        change = posts_changed(asked[SERGEANTS], int(ranked.sum()))
        if change < 0:
            trait = rank_trait(posts.id, scenario.run.seed)
            gone = _go(np.flatnonzero(ranked), cell, shape, trait, -change, scenario.run.seed)
            stay[gone] = False
            np.subtract.at(quota.reshape(-1), cell[gone], 1)
        more += max(0, change)
    for band, each in lines_of(asked.get(CONSTABLES, 0)):
        members = np.flatnonzero(~ranked & _in_band(posts, scenario, band))
        change = posts_changed(each, members.size)
        if change < 0:
            stay[_go(members, cell, shape, _order(posts, scenario), -change, scenario.run.seed)] = False
        more += max(0, change)
    left = Seats(posts.id[stay], posts.area[stay], posts.team[stay])
    if not more:
        return Officers(left, quota)
    return _with_new(left, posts, scenario, more, quota, posts_changed(asked.get(SERGEANTS, 0), int(ranked.sum())))


def _go(members: Counts, cell: Counts, shape: tuple[int, int], first: Floats, leavers: int, seed: int) -> Counts:
    """Return the rows of those of ``members`` who go, spread evenly over areas and teams; at most all of them."""
    tie = chances(seed, shape[0] * shape[1], _TIE)
    return members[even_order(cell[members], shape, first[members], tie, min(leavers, members.size))]


def _in_band(posts: Seats, scenario: Scenario, band: int | None) -> np.ndarray:
    if band is None:
        return np.ones(len(posts), dtype=np.bool_)
    staffing, years = scenario.staffing, _years(posts, scenario)
    bands = [*staffing.service.officers, np.inf]
    return (years >= band) & (years < bands[bands.index(band) + 1])


def _years(posts: Seats, scenario: Scenario) -> Floats:
    return service_years(posts.id, scenario.staffing, scenario.force.officers, scenario.run.seed)


def _order(posts: Seats, scenario: Scenario) -> Floats:
    """Return the order in which constables leave an area's team, the lowest first."""
    goes = scenario.staffing.who_goes
    if goes == "by_chance":
        return chances(scenario.run.seed, int(posts.id.max(initial=0)) + 1, _WHO_GOES)[posts.id]
    return _years(posts, scenario) * (1.0 if goes == "newest" else -1.0)


def _with_new(left: Seats, posts: Seats, scenario: Scenario, more: int, quota: Counts, ranked: int) -> Officers:
    """Add ``more`` posts where areas and teams are shortest, the first ``ranked`` of them sergeants' (none below 0)."""
    shares = np.array([area.officer_share for area in scenario.force.areas.values()])
    area, team = shortest_places(posts.area.astype(np.int64), posts.team.astype(np.int64), shares / shares.sum(),
                                 quota.shape[1], more)
    for place in range(max(0, ranked)):
        quota[area[place], team[place]] += 1
    first = max(scenario.force.officers, int(posts.id.max(initial=-1)) + 1)
    return Officers(
        Seats(
            np.concatenate([left.id, first + np.arange(more)]).astype(np.int32),
            np.concatenate([left.area, area]).astype(np.int16),
            np.concatenate([left.team, team]).astype(np.int16),
        ),
        quota,
    )


def as_roles(posts: Seats, officers: Officers) -> int:
    """Return how many of the posts left are sergeants': no more than a team has posts."""
    have = np.zeros_like(officers.sergeants)
    np.add.at(have, (posts.area, posts.team), 1)
    return int(np.minimum(have, officers.sergeants).sum())


def heads_left(scenario: Scenario, officers: Officers) -> dict[str, float]:
    """Return the posts of every role there is, by name, in a scenario that is `staffed`; heads of pools, posts of staff."""
    ranked = as_roles(officers.posts, officers)
    found: dict[str, float] = {CONSTABLES: len(officers.posts) - ranked}
    if scenario.supervision.on:
        found[SERGEANTS] = ranked
    if scenario.casework.on:
        found |= {name: team.investigators for name, team in scenario.casework.teams.items()}
    if scenario.pools.on:
        found |= {name: pool.heads for name, pool in scenario.pools.list.items()}
    if scenario.front_door.on:
        for role in CONTROL_ROOM:
            part = getattr(scenario.front_door, role)
            people = sum(map(sum, part.week)) * (1 - part.shortfall)
            found[role] = people / scenario.staffing.control_room_h
    return found

