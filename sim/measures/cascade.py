"""The availability cascade: of the tours of all posts, who is there to work them, step by step and reason by reason.

Every post of the establishment has its tours, whether somebody works them or not; each step of the cascade loses some, whole or
in part, for a reason. So the steps fall, and the reasons account for every millisecond between them. Down to who is there it is
reckoned from the tours; what a tour then takes of its own is in the books both engines keep: each officer's time by status, and
everybody's hour by hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from kernels.kinds import (
    AT_DESK,
    AT_PARTNER,
    CANCELLED_REST_DAY,
    CAREER_BREAK,
    CLEARING,
    CONVEYING,
    COURT,
    FILE_BUILDING,
    FREE,
    HELD,
    IN_BRIEFING,
    IN_CUSTODY,
    IN_LIEU,
    IN_SUPERVISION,
    LEAVE,
    LEAVE_WHEN_UNWELL,
    LOST_TO_SYSTEMS,
    ON_BREAK,
    ON_SCENE,
    ON_WATCH,
    POST_EMPTY,
    POST_SEVERED,
    RECRUIT_TRAINING,
    RECUPERATIVE,
    REPAYING,
    REST_DAY_BACK,
    RESTRICTED,
    SICK,
    TO_CUSTODY,
    TRAINING,
    TRAVELLING,
)
from sim.inputs.availability_plan import VACANT
from sim.inputs.inputs import Floats, Ints
from sim.inputs.surges import REASONS
from sim.inputs.tours_of_teams import rostered
from sim.measures.window import HOUR_MS, HOURS_OF_WEEK, Mask, Measure, Window, ratio, whole
from sim.outcome import ROSTERED
from sim.outcome_careers import student_tours
from sim.outcome_hours import with_post_ms

STEPS = ("establishment", "strength", "deployable", "rostered", "available", "productive")
_AWAY = {"leave": LEAVE, "training": TRAINING, "court": COURT, "sick": SICK, "repaying": REPAYING}
_AFTER_SICKNESS = {"recuperating": RECUPERATIVE, "restricted_duty": RESTRICTED}  # there, and not to be sent
_NOBODY = {"left": POST_EMPTY, "severance": POST_SEVERED}  # posts that somebody left
_NOT_IN_THE_ROSTER = {"in_training": RECRUIT_TRAINING, "career_break": CAREER_BREAK}
_TIME_OFF = {"in_lieu": IN_LIEU, "rest_day_back": REST_DAY_BACK}
# Whoever is there is in one of these: what a tour takes, by reason, and what the rest goes on.  A new status is a line in either.
TAKEN_BY_THE_TOUR = {
    "briefing": IN_BRIEFING,
    "meal_break": ON_BREAK,
    "custody_drive": TO_CUSTODY,
    "custody_suite": IN_CUSTODY,
    "case_file": FILE_BUILDING,
    "watch": ON_WATCH,
    "systems": LOST_TO_SYSTEMS,
    "supervision": IN_SUPERVISION,
    "desk": AT_DESK,
}
PRODUCTIVE = {"free": FREE, "driving": TRAVELLING, "scene": ON_SCENE, "held": HELD, "to_place": CONVEYING, "at_place": AT_PARTNER,
              "writing": CLEARING}  # fmt: skip


class Stretches(NamedTuple):
    """Stretches of tours, all (n,): elapsed ms and the team that holds the post."""

    start: Ints
    end: Ints
    team: Ints

    def where(self, mask: Ints | Mask) -> Stretches:
        """Return some of them."""
        return Stretches(self.start[mask], self.end[mask], self.team[mask])


class Loss(NamedTuple):
    """Whole stretches of tours that a step of the cascade loses for one reason."""

    step: str
    reason: str
    stretches: Stretches


class Reckoned(NamedTuple):
    """What a step loses for one reason, in measured ms: (teams,), and (168,) by hour of the week."""

    step: str
    reason: str
    by_team: Ints
    by_hour: Floats


def cascade_measures(window: Window) -> Iterator[Measure]:
    """Yield the cascade in officers, by team and by reason; officers at a time; and its steps by hour of the week."""
    teams = max(1, window.scenario.roster.teams)
    everybody, found = tours_of_posts(window), reckoned(window, teams)
    posts = window.inputs.n_own + window.inputs.availability.posts_without
    total = _by_team(window, everybody, teams)
    post_ms = int(total.sum()) / posts if posts else 0.0
    for step, left in _steps(total, found):
        yield _officers(f"cascade_{step}", int(left.sum()), post_ms)
        for team in range(teams):
            yield _officers(f"cascade_{step}", int(left[team]), post_ms, f"team={team + 1}")
        if step in STEPS[3:]:
            yield ratio(f"{step}_at_a_time", int(left.sum()), window.high - window.low)
        if step == "productive":
            yield ratio("productive_share", int(left.sum()), int(total.sum()))
    for loss in found:
        yield _officers("cascade_lost", int(loss.by_team.sum()), post_ms, f"reason={loss.reason}")
    spent = _rostered_ms(window).sum(axis=0)
    for use, status in PRODUCTIVE.items():
        yield _officers("productive_spent", int(spent[status]), post_ms, f"use={use}")
    yield from _by_hour(window, everybody, found)


def reckoned(window: Window, teams: int) -> list[Reckoned]:
    """Return what each step loses for each reason, in the order of the steps."""
    lost = [
        Reckoned(loss.step, loss.reason, _by_team(window, loss.stretches, teams), _hours(window, loss.stretches))
        for loss in losses(window)
    ]
    return [*lost, *_taken_by_the_tour(window, teams)]


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
    """Return what each step loses down to those available, in the order of the steps; a stretch is lost once."""
    plan = window.inputs.availability
    missing = Stretches(*(plan.lost[name].astype(np.int64) for name in ("start", "end", "team")))
    found = [
        Loss("strength" if index == VACANT else "deployable", reason, missing.where(plan.lost["reason"] == index))
        for index, reason in enumerate(plan.reasons)
    ]
    own = _rostered(window)
    tours = Stretches(*(column[own].astype(np.int64) for column in _by_the_roster(window)))
    student = student_tours(window.inputs, window.tours["seat"][own], window.done["student"][own])
    found.append(Loss("deployable", "student", tours.where(student)))
    # Of a tour that began while its officer was still at work, only what came after that work is lost.
    on, off, reason = (window.done[name][own] for name in ("on", "off", "reason"))
    since = np.where(on < 0, tours.start, np.where(off < 0, tours.end, np.clip(off, tours.start, tours.end)))
    rest, some = Stretches(since, tours.end, tours.team), ~student & (since < tours.end)
    if window.inputs.careers.on:
        found += [Loss("strength", name, rest.where(some & (reason == code))) for name, code in _NOBODY.items()]
        found += [Loss("deployable", name, rest.where(some & (reason == code))) for name, code in _NOT_IN_THE_ROSTER.items()]
    if window.inputs.spells.on:
        found += [Loss("deployable", name, rest.where(some & (reason == code))) for name, code in _AFTER_SICKNESS.items()]
    away = _AWAY | (_TIME_OFF if window.inputs.overtime_plan.on else {})
    if window.inputs.presence.on:
        away |= {"leave_when_unwell": LEAVE_WHEN_UNWELL}
    if window.scenario.surges.on:
        away |= REASONS
    found += [Loss("available", name, rest.where(some & (reason == code))) for name, code in away.items()]
    found.append(Loss("available", "resting", rest.where(some & (reason == 0) & (on >= 0))))
    return found


def _taken_by_the_tour(window: Window, teams: int) -> Iterator[Reckoned]:
    """Yield what tours take of those who are there, the losses of the step "productive"; overtime is none of a post's tours."""
    by_seat, by_hour = _rostered_ms(window), _hours_of_week(window)
    team = np.zeros(by_seat.shape[0], dtype=np.int64)
    own = _rostered(window)
    team[window.tours["seat"][own]] = window.tours["team"][own]
    for reason, status in TAKEN_BY_THE_TOUR.items():
        ms = np.bincount(team, weights=by_seat[:, status], minlength=teams).astype(np.int64)
        yield Reckoned("productive", reason, ms, by_hour[:, status])


def _rostered_ms(window: Window) -> Ints:
    """Return the time in rostered tours of each seat by status, (seats, N_STATUS) ms; none while it is not deployable."""
    return with_post_ms(window.inputs, window.outcome.accounts[:, ROSTERED], window.outcome.student_ms)


def _hours_of_week(window: Window) -> Floats:
    """Return the same of all together by hour of the week, (168, N_STATUS) ms.

    The books are kept by hours that elapsed, which are those of the clock but where a zone changes by part of an hour.
    """
    hours = window.outcome.hours
    cell = np.searchsorted(window.calendar.hour_start_ms, np.arange(len(hours)) * HOUR_MS, side="right") - 1
    out = np.zeros((HOURS_OF_WEEK, hours.shape[1]))
    np.add.at(out, window.calendar.hour_of_week[cell], hours)
    return out


def _steps(total: Ints, lost: list[Reckoned]) -> Iterator[tuple[str, Ints]]:
    left = total
    for step in STEPS:
        left = left - sum((loss.by_team for loss in lost if loss.step == step), start=np.zeros_like(total))
        yield step, left


def _by_team(window: Window, stretches: Stretches, teams: int) -> Ints:
    """Return the measured ms of stretches by team; whole numbers below 2^53, which bincount adds exactly."""
    inside = window.overlap_ms(stretches.start, stretches.end)
    return np.bincount(stretches.team, weights=inside, minlength=teams).astype(np.int64)


def _officers(metric: str, ms: int, post_ms: float, group: str = "") -> Measure:
    value = ms / post_ms if post_ms else float("nan")
    return whole(metric, value, post_ms / HOUR_MS, group)


def _by_hour(window: Window, everybody: Stretches, found: list[Reckoned]) -> Iterator[Measure]:
    observed = window.hours_observed()
    left = _hours(window, everybody)
    for step in STEPS:
        for loss in found:
            if loss.step == step:
                left = left - loss.by_hour
        for hour in range(HOURS_OF_WEEK):
            if observed[hour] > 0:
                yield Measure(f"duty_{step}", "", hour, float(left[hour] / observed[hour]), float(observed[hour]))


def _hours(window: Window, stretches: Stretches) -> Floats:
    return window.by_hour(stretches.start, stretches.end, np.ones(stretches.start.size))
