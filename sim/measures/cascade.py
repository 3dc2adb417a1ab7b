"""The availability cascade: of the tours of all posts, who is there to work them, step by step and reason by reason.

Everything is reckoned from tours. Every post of the establishment has its tours, whether somebody works them or not; each
step of the cascade loses some, whole or in part, for a reason. So the steps fall, and the reasons account for every
millisecond between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from kernels.kinds import CANCELLED_REST_DAY, COURT, IN_LIEU, LEAVE, REPAYING, REST_DAY_BACK, SICK, TRAINING
from sim.inputs.availability_plan import VACANT
from sim.inputs.inputs import Floats, Ints
from sim.inputs.tours_of_teams import rostered
from sim.measures.window import HOUR_MS, HOURS_OF_WEEK, Mask, Measure, Window, ratio, whole

STEPS = ("establishment", "strength", "deployable", "rostered", "available", "productive")
_AWAY = {"leave": LEAVE, "training": TRAINING, "court": COURT, "sick": SICK, "repaying": REPAYING}
_TIME_OFF = {"in_lieu": IN_LIEU, "rest_day_back": REST_DAY_BACK}


class Stretches(NamedTuple):
    """Stretches of tours, all (n,): elapsed ms and the team that holds the post."""

    start: Ints
    end: Ints
    team: Ints

    def where(self, mask: Ints) -> Stretches:
        """Return some of them."""
        return Stretches(self.start[mask], self.end[mask], self.team[mask])


class Loss(NamedTuple):
    """What a step of the cascade loses for one reason."""

    step: str
    reason: str
    stretches: Stretches


def cascade_measures(window: Window) -> Iterator[Measure]:
    """Yield the cascade in officers, by team and by reason; officers at a time; and its steps by hour of the week."""
    teams = max(1, window.scenario.roster.teams)
    everybody, found = tours_of_posts(window), losses(window)
    posts = window.inputs.n_own + window.inputs.availability.posts_without
    total = _by_team(window, everybody, teams)
    post_ms = int(total.sum()) / posts if posts else 0.0
    lost = [_by_team(window, loss.stretches, teams) for loss in found]
    for step, left in _steps(total, [(loss.step, ms) for loss, ms in zip(found, lost, strict=True)]):
        yield _officers(f"cascade_{step}", int(left.sum()), post_ms)
        for team in range(teams):
            yield _officers(f"cascade_{step}", int(left[team]), post_ms, f"team={team + 1}")
        if step in STEPS[3:]:
            yield ratio(f"{step}_at_a_time", int(left.sum()), window.high - window.low)
        if step == "productive":
            yield ratio("productive_share", int(left.sum()), int(total.sum()))
    for loss, ms in zip(found, lost, strict=True):
        yield _officers("cascade_lost", int(ms.sum()), post_ms, f"reason={loss.reason}")
    yield from _by_hour(window, everybody, found)


def tours_of_posts(window: Window) -> Stretches:
    """Return the tours of all posts, those that nobody works included; guests of mutual aid and overtime have none."""
    lost, own = window.inputs.availability.lost, _rostered(window)
    return Stretches(*(np.concatenate([column[own].astype(np.int64), lost[name].astype(np.int64)])
                       for name, column in zip(("start", "end", "team"), _by_the_roster(window), strict=True)))  # fmt: skip


def _by_the_roster(window: Window) -> tuple[Ints, Ints, Ints]:
    """Return start, end and team of every tour; what officers were told to do beyond the roster is overtime."""
    return *rostered(window.tours), window.tours["team"]


def _rostered(window: Window) -> Mask:
    """Return which tours are those of posts: what is worked beyond them is overtime."""
    own = window.own & (np.arange(window.tours.size) < window.inputs.n_own_tours)
    return own & (window.tours["kind"] < CANCELLED_REST_DAY)


def losses(window: Window) -> list[Loss]:
    """Return what each step loses, in the order of the steps; a stretch is lost once."""
    plan = window.inputs.availability
    missing = Stretches(*(plan.lost[name].astype(np.int64) for name in ("start", "end", "team")))
    found = [
        Loss("strength" if index == VACANT else "deployable", reason, missing.where(plan.lost["reason"] == index))
        for index, reason in enumerate(plan.reasons)
    ]
    own = _rostered(window)
    tours = Stretches(*(column[own].astype(np.int64) for column in _by_the_roster(window)))
    student = window.inputs.seat_student[window.tours["seat"][own]] == 1
    found.append(Loss("deployable", "student", tours.where(student)))
    # Of a tour that began while its officer was still at work, only what came after that work is lost.
    on, off, reason = (window.done[name][own] for name in ("on", "off", "reason"))
    since = np.where(on < 0, tours.start, np.where(off < 0, tours.end, np.clip(off, tours.start, tours.end)))
    rest, some = Stretches(since, tours.end, tours.team), ~student & (since < tours.end)
    away = _AWAY | (_TIME_OFF if window.inputs.overtime_plan.on else {})
    found += [Loss("available", name, rest.where(some & (reason == code))) for name, code in away.items()]
    found.append(Loss("available", "resting", rest.where(some & (reason == 0) & (on >= 0))))
    return [*found, *_taken_by_the_tour(window)]


def _taken_by_the_tour(_: Window) -> list[Loss]:
    """Return what a tour takes of those who are there, losses of the step "productive": nothing yet."""
    return []


def _steps(total: Ints, lost: list[tuple[str, Ints]]) -> Iterator[tuple[str, Ints]]:
    left = total
    for step in STEPS:
        left = left - sum((ms for there, ms in lost if there == step), start=np.zeros_like(total))
        yield step, left


def _by_team(window: Window, stretches: Stretches, teams: int) -> Ints:
    """Return the measured ms of stretches by team; whole numbers below 2^53, which bincount adds exactly."""
    inside = window.overlap_ms(stretches.start, stretches.end)
    return np.bincount(stretches.team, weights=inside, minlength=teams).astype(np.int64)


def _officers(metric: str, ms: int, post_ms: float, group: str = "") -> Measure:
    value = ms / post_ms if post_ms else float("nan")
    return whole(metric, value, post_ms / HOUR_MS, group)


def _by_hour(window: Window, everybody: Stretches, found: list[Loss]) -> Iterator[Measure]:
    observed = window.hours_observed()
    left = _hours(window, everybody)
    for step in STEPS:
        for loss in found:
            if loss.step == step:
                left = left - _hours(window, loss.stretches)
        for hour in range(HOURS_OF_WEEK):
            if observed[hour] > 0:
                yield Measure(f"duty_{step}", "", hour, float(left[hour] / observed[hour]), float(observed[hour]))


def _hours(window: Window, stretches: Stretches) -> Floats:
    return window.by_hour(stretches.start, stretches.end, np.ones(stretches.start.size))
