"""Careers, morning by morning: who leaves, who is back from a break, who has learnt enough, and who joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kernels.careers import (
    BREAKS,
    HOLDERS,
    IN_TRAINING,
    INDEPENDENT,
    JOINED_TODAY,
    LEAVERS,
    LEFT,
    N_CAREER,
    N_DAILY,
    NEVER,
    NEW,
    NEW_BELOW_DAYS,
    ON_BREAK,
    REJOIN_DAYS,
    REJOINED,
    SERVED_DAYS,
    SEVERANCES,
    SEVERED,
    STUDENT,
    band_of,
    break_days,
    gone_as,
    is_eligible,
    is_held,
    leaves,
    may_be_filled,
    rejoins,
    stage_of,
    vacant_days,
)
from kernels.kinds import (
    BACK_FROM_BREAK,
    BREAK_TAKEN,
    CAREER_BREAK,
    INDEPENDENT_NOW,
    N_STATUS,
    OFFICER_JOINED,
    OFFICER_LEFT,
    TRAINED,
)
from sim.inputs.inputs import Ints

if TYPE_CHECKING:
    from sim.reference.force import Force
    from sim.reference.officer import Officer


class Post:
    """A seat, and whoever holds it; days since 1 January 1970."""

    def __init__(self, row: list[int]) -> None:
        (self.phase, self.joined, self.until, self.since, self.persons, self.skills, self.sergeant, self.severance_day,
         self.gone_days) = row

    def row(self) -> list[int]:
        """Return the post as a row of ``kernels.careers``."""
        return [self.phase, self.joined, self.until, self.since, self.persons, self.skills, self.sergeant, self.severance_day,
                self.gone_days]


class Careers:
    """Every post of the force, the mornings so far, and what is left of the budget for recruits."""

    def __init__(self, force: Force) -> None:
        self.force, self.plan = force, force.inputs.careers
        self.on = self.plan.on
        self.posts = [Post(row) for row in self.plan.start.tolist()]
        self.days = self.plan.blank_days().tolist()
        self.budget = self.plan.budget.tolist()
        self.student_ms = [[0] * N_STATUS for _ in self.posts]

    def _post(self, officer: Officer) -> Post | None:
        return self.posts[officer.seat] if officer.seat < len(self.posts) else None

    # What others ask

    def why_gone(self, officer: Officer) -> int:
        """Return why nobody is there for a tour of this post, 0 when somebody is."""
        post = self._post(officer)
        return int(gone_as(post.phase)) if post else 0

    def is_somebodys(self, officer: Officer) -> bool:
        """Return whether the post is held by who is out of training: in the roster, or on a career break."""
        return self.why_gone(officer) in (0, CAREER_BREAK)

    def has_left(self, officer: Officer) -> bool:
        """Return whether the officer of this post has left, and works the last tour."""
        post = self._post(officer)
        return post is not None and not is_held(post.phase)

    def may_be_recalled(self, officer: Officer) -> bool:
        """Return whether the post's holder is there, and no student by now."""
        post = self._post(officer)
        return post is None or post.phase == INDEPENDENT

    def begins(self, officer: Officer, tour: int) -> None:
        """An officer begins a tour as what he is by now."""
        if self._post(officer):
            self._fit(officer)
            self.force.done[tour].student = int(officer.is_student)

    def book(self, officer: Officer, status: int, spent: int) -> None:
        """Keep what a student did in a rostered tour."""
        if self._post(officer) and officer.is_student:
            self.student_ms[officer.seat][status] += spent

    def _fit(self, officer: Officer) -> None:
        """A student has neither the post's skills nor its rank; whoever is independent has both."""
        post = self.posts[officer.seat]
        student = post.phase == STUDENT
        officer.is_student, officer.has_post = student, not student
        officer.skills = 0 if student else post.skills
        officer.take_rank(not student and bool(post.sergeant))

    # The morning

    def morning(self, own: list[Officer], night: int, today: int) -> None:
        """Live the morning of every post, then let recruits join; it takes effect at the next tour not yet begun."""
        if not self.on:
            return
        for officer in own:
            post = self.posts[officer.seat]
            self._learn(officer, post, today)
            if is_held(post.phase) and not self._leave(officer, post, night, today):
                self._take_a_break(officer, post, night, today)
        self._intake(own, night, today)
        for officer in own:
            self._count(officer, self.posts[officer.seat], self.days[night], today)

    def _learn(self, officer: Officer, post: Post, today: int) -> None:
        """End what ends today: training, being a student, a career break."""
        if post.phase not in (STUDENT, IN_TRAINING, ON_BREAK) or today < post.until:
            return
        note, before = self.force.journal.note, post.phase
        if before == ON_BREAK:
            post.phase, post.until = INDEPENDENT, NEVER
            self.force.night_shift.sick_list.forget_work(officer)
            note(BACK_FROM_BREAK, officer.seat, today)
            return
        post.phase, post.until = map(int, stage_of(today, post.joined, False, self.plan.par))
        if before == IN_TRAINING:
            note(TRAINED, officer.seat, today)
        if post.phase == INDEPENDENT:
            note(INDEPENDENT_NOW, officer.seat, today)

    def _leave(self, officer: Officer, post: Post, night: int, today: int) -> bool:
        """Let the holder of a post leave, if that is so today; return whether it is."""
        plan, served = self.plan, today - post.joined
        asked = post.severance_day == today and post.phase == INDEPENDENT
        severed = bool(asked and is_eligible(served, plan.par))
        if not severed and not leaves(plan.key, officer.number, today, served, officer.strain, plan.par, plan.bands):
            return False
        self.days[night][SEVERANCES if severed else LEAVERS + int(band_of(served, plan.bands))] += 1
        post.phase, post.since = SEVERED if severed else LEFT, today
        post.until = today + int(vacant_days(plan.key, officer.number, today, plan.par))
        officer.strain = officer.low_control = officer.low_support = 0.0
        officer.back_day, officer.complaint_to = min(officer.back_day, today), 0
        officer.complaint_lapsed_ms += officer.complaint_owed_ms
        self.force.night_shift.sick_list.forget_history(officer)
        self.force.presence.end_hidden_spell(officer, today)
        self.force.journal.note(OFFICER_LEFT, officer.seat, int(severed))
        return True

    def _take_a_break(self, officer: Officer, post: Post, night: int, today: int) -> None:
        if post.phase != INDEPENDENT or officer.back_day > today:
            return
        days = int(break_days(self.plan.key, officer.number, today, self.plan.par))
        if days:
            post.phase, post.until = ON_BREAK, today + days
            self.days[night][BREAKS] += 1
            self.force.journal.note(BREAK_TAKEN, officer.seat, days)

    def _intake(self, own: list[Officer], night: int, today: int) -> None:
        """Let recruits join, the post that has been empty for longest first: as many as there are places and money for."""
        places, year = self.plan.intake[night].tolist()
        open_posts = [
            (post.since, officer.seat) for officer, post in zip(own, self.posts, strict=True)
            if may_be_filled(post.phase, post.until, today, self.plan.par)
        ]
        for _, seat in sorted(open_posts)[: min(places, self.budget[year])]:
            self.budget[year] -= 1
            self._join(own[seat], night, today)

    def _join(self, officer: Officer, night: int, today: int) -> None:
        post, par = self.posts[officer.seat], self.plan.par
        again = bool(rejoins(self.plan.key, officer.number, today, par))
        post.joined = today - (int(par[REJOIN_DAYS]) if again else 0)
        post.phase, post.until = map(int, stage_of(today, post.joined, again, par))
        post.persons += 1
        officer.shaken_at = None
        self.force.night_shift.sick_list.begins_anew(officer, post.persons)
        self.days[night][JOINED_TODAY] += 1
        self.days[night][REJOINED] += again
        self.force.journal.note(OFFICER_JOINED, officer.seat, int(again))

    def _count(self, officer: Officer, post: Post, day: list[int], today: int) -> None:
        served = today - post.joined
        day[post.phase] += 1
        if is_held(post.phase):
            day[HOLDERS + int(band_of(served, self.plan.bands))] += 1
        if self.why_gone(officer):
            post.gone_days += 1
        else:
            day[SERVED_DAYS] += served
            day[NEW] += served < NEW_BELOW_DAYS
        if officer.tour is None:
            self._fit(officer)

    # The books

    def forget(self) -> None:
        """The warm-up is over: days away, and what students did, are counted from nothing."""
        for post in self.posts:
            post.gone_days = 0
        self.student_ms = [[0] * N_STATUS for _ in self.posts]

    def close(self) -> tuple[Ints, Ints, Ints]:
        """Return every post, every morning, and what students did in rostered tours, (own seats, N_STATUS) ms."""
        posts = np.array([post.row() for post in self.posts], dtype=np.int64).reshape(-1, N_CAREER)
        days = np.array(self.days, dtype=np.int64).reshape(-1, N_DAILY)
        return posts, days, np.array(self.student_ms, dtype=np.int64).reshape(-1, N_STATUS)
