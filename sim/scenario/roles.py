"""Posts cut or added by role: so many of them, or a share of those there are."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sim.scenario.values import Problem, some

CONSTABLES, SERGEANTS, INVESTIGATORS = "constables", "sergeants", "investigators"
CONTROL_ROOM = ("call_takers", "desk")
_SHARE = re.compile(r"([+-]?\d+(?:\.\d+)?) ?%")
_WRITTEN = 'a whole number of posts (-12, 5), or a share of them in quotes ("-10%")'
_MOST = 20_000


def posts_changed(change: int | str, there: int) -> int:
    """Return how many of ``there`` posts a change adds or, below 0, takes away; half a post counts as one."""
    if isinstance(change, int):
        return change
    share = float(change.rstrip("% ")) / 100
    posts = math.floor(abs(share) * there + 0.5 + 1e-9)
    return posts if share > 0 else -posts


def lines_of(change: Any) -> list[tuple[int | None, int | str]]:
    """Return the changes of a role by the band of service they are about, None for the whole role."""
    return list(change.items()) if isinstance(change, Mapping) else [(None, change)]


def written_wrong(by_role: Mapping[str, Any], bands: Mapping[int, float]) -> Iterable[Problem]:
    """Yield what is wrong with changes by role taken by themselves; ``bands`` are those of service, by their first year."""
    for role, change in by_role.items():
        if isinstance(change, Mapping) and role != CONSTABLES:
            yield Problem(f"by_role.{role}", "a table", f"{_WRITTEN}; only constables are told apart by service",
                          f"+staffing.by_role.{role}=-5")  # fmt: skip
            continue
        if isinstance(change, Mapping) and not change:
            yield Problem(f"by_role.{role}", "an empty table", _WRITTEN, f"+staffing.by_role.{role}=0")
        for band, each in lines_of(change):
            key = f"by_role.{role}" if band is None else f"by_role.{role}.{band}"
            yield from _one_wrong(key, each)
            if band is None:
                continue
            if band not in bands:
                known = some([*map(str, bands)])
                yield Problem(key, f"a band from {band} years", f"a band of staffing.service.officers: {known}",
                              "name the year in which the band begins")  # fmt: skip
            elif _is_change(each) and posts_changed(each, _MOST) > 0:
                yield Problem(key, f"{each}, officers of a service of their own", "a cut; an uplift is of new officers",
                              f"+staffing.by_role.{role}=5, with staffing.who_comes")  # fmt: skip


def _is_change(change: Any) -> bool:
    whole = isinstance(change, int) and not isinstance(change, bool)
    return whole or (isinstance(change, str) and _SHARE.fullmatch(change) is not None)


def _one_wrong(key: str, change: Any) -> Iterable[Problem]:
    if not _is_change(change):
        yield Problem(key, repr(change), _WRITTEN, f"+staffing.{key}=-5")
    elif isinstance(change, str) and not -100 <= float(change.rstrip("% ")) <= 100:
        yield Problem(key, change, "a share from -100% to 100%", f"+staffing.{key}=-10%")
    elif isinstance(change, int) and abs(change) > _MOST:
        yield Problem(key, str(change), f"at most {_MOST} posts", f"+staffing.{key}=-5")


def _known(staffing: Any, supervision: Any, casework: Any, pools: Any, front_door: Any) -> Iterable[Problem]:
    """Every role named has somebody in it to cut, or to add to."""
    teams = dict(casework.teams) if casework.on else {}
    people = dict(pools.list) if pools.on else {}
    on = {CONSTABLES: True, SERGEANTS: supervision.on, INVESTIGATORS: bool(teams)}
    switch = {SERGEANTS: "supervision=county", INVESTIGATORS: "casework=county"}
    on |= dict.fromkeys(CONTROL_ROOM, front_door.on)
    switch |= dict.fromkeys(CONTROL_ROOM, "front_door=county")
    listed = [*(role for role, there in on.items() if there), *teams, *people]
    for role, change in staffing.by_role.items():
        key, homes = f"staffing.by_role.{role}", [role in on, role in teams, role in people]
        if sum(homes) > 1:
            yield Problem(key, f"{role}, a role, a team or a pool", "a name for one of them", "call the others otherwise")
        elif role in on and not on[role]:
            yield Problem(key, f"{role}, whom nothing here models", f"roles there are: {', '.join(listed)}",
                          f"{switch[role]}, or leave it out")  # fmt: skip
        elif not any(homes):
            yield Problem(key, f"the role {role!r}", f"one of {', '.join(listed)}", f"~staffing.by_role.{role}")
        elif role in CONTROL_ROOM and isinstance(change, int) and change:
            yield Problem(key, f"{change} posts", "a share, for the control room is given by people on duty",
                          f"+staffing.by_role.{role}=-10%")  # fmt: skip
        if role in teams and INVESTIGATORS in staffing.by_role:
            yield Problem(key, f"{role}, beside investigators, who are of all teams", "either all teams or some by name",
                          f"~staffing.by_role.{INVESTIGATORS}")  # fmt: skip


def _enough(staffing: Any, supervision: Any, casework: Any, pools: Any, force: Any, roster: Any) -> Iterable[Problem]:
    """No role gives more posts than it has."""
    officers = staffing.posts(force.officers)
    there = {CONSTABLES: officers}
    if supervision.on:
        there[SERGEANTS] = _sergeants(supervision, officers, force, roster)
        there[CONSTABLES] = officers - there[SERGEANTS]
    if casework.on:
        sizes = {name: team.investigators for name, team in casework.teams.items()}
        there |= {INVESTIGATORS: sum(sizes.values())} | sizes
    if pools.on:
        there |= {name: pool.heads for name, pool in pools.list.items()}
    for role, posts in there.items():
        changes = [each for _, each in lines_of(staffing.by_role.get(role, 0)) if isinstance(each, int)]
        if -sum(changes) > posts:
            yield Problem(f"staffing.by_role.{role}", f"{sum(changes)} posts of {posts}", "no more than there are",
                          f"+staffing.by_role.{role}={-posts}")  # fmt: skip


def _sergeants(supervision: Any, officers: int, force: Any, roster: Any) -> int:
    """Return about how many sergeants there are: teams are taken to be alike."""
    cells = len(force.areas) * max(1, roster.teams)
    return min(officers, cells * int(supervision.sergeants_of(round(officers / cells))))


def _somebody_left(staffing: Any, supervision: Any, force: Any, roster: Any) -> Iterable[Problem]:
    """Constables and sergeants are not cut to nobody."""
    officers = staffing.posts(force.officers)
    ranked = _sergeants(supervision, officers, force, roster) if supervision.on else 0
    there = {CONSTABLES: officers - ranked, SERGEANTS: ranked}
    left = officers + sum(
        posts_changed(each, posts)
        for role, posts in there.items() for band, each in lines_of(staffing.by_role.get(role, 0)) if band is None
    )  # fmt: skip
    if officers and left <= 0 and -left <= officers:
        yield Problem("staffing.by_role", f"cuts that leave none of {officers} officers", "officers left", "smaller cuts")


ROLE_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("staffing", "supervision", "casework", "pools", "front_door"), _known),
    (("staffing", "supervision", "casework", "pools", "force", "roster"), _enough),
    (("staffing", "supervision", "force", "roster"), _somebody_left),
)
