"""Careers: officers who leave, posts that stand empty, recruits who join and learn, career breaks and severance."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from kernels.careers import MOST_BANDS
from sim.scenario.availability import Availability
from sim.scenario.crewing import Crewing
from sim.scenario.duration import DurationDays, skewed_days
from sim.scenario.force import Force
from sim.scenario.roster import Roster
from sim.scenario.sickness import Sickness
from sim.scenario.values import Frozen, Part, Positive, Probability, Problem, Whole, WholeKeys, refuse

Years = Annotated[int, Field(ge=0, le=60)]
PerYear = Annotated[float, Field(ge=0, le=100)]
Weeks = Annotated[float, Field(ge=0, le=260)]
Months = Annotated[Whole, Field(ge=0, le=240)]
Pounds = Annotated[float, Field(ge=0, le=1_000_000)]


class Leaving(Part):
    """``per_year``: the hazard of leaving, by the years of service from which a band begins.

    Strain multiplies it by exp(``gain`` x strain), at most by ``hazard_cap`` either way; 0 cuts that link, below 0 turns it
    round.
    """

    per_year: Annotated[dict[Years, PerYear], WholeKeys, Frozen] = Field(default={0: 0.0}, validate_default=True)
    gain: Annotated[float, Field(ge=-5, le=5)] = 0.0
    hazard_cap: Annotated[float, Field(ge=1, le=100)] = 5.0

    @model_validator(mode="after")
    def _bands(self) -> Self:
        found, bands = [], list(self.per_year)
        if 0 not in bands or bands != sorted(bands):
            found.append(Problem("per_year", f"bands from {', '.join(map(str, bands)) or 'nowhere'} years",
                                 "rising years, the first from 0", "per_year: {0: 0.08, 5: 0.04, 30: 0.5}"))
        if len(bands) > MOST_BANDS:
            found.append(Problem("per_year", f"{len(bands)} bands", f"at most {MOST_BANDS}", "join some of them"))
        refuse(found)
        return self


class Freeze(Part):
    """For so many ``months`` nobody joins, from ``after_months`` on, counted from the day on which results begin to count."""

    after_months: Months = 0
    months: Months = 0


class Rejoiners(Part):
    """A ``share`` of those who join have served before, ``service_years`` each; they need no training and no tutor."""

    share: Probability = 0.0
    service_years: Annotated[float, Field(ge=0, le=40)] = 8.0


class Recruitment(Part):
    """Who joins, and when.

    Intakes begin on the first of every ``every_months``-th month, January first; 0: posts are filled on any day. ``places``:
    how many may join at each, null any number; ``per_year``: how many a calendar year has money for, null any number. Who joins
    is in training for ``training_weeks``, then a student with a tutor for ``tutored_weeks``. ``cost``: pounds for recruiting and
    training one; rejoiners cost ``cost_rejoiner``.
    """

    every_months: Annotated[Whole, Field(ge=0, le=12)] = 0
    places: Annotated[Whole, Field(ge=0, le=10_000)] | None = None
    per_year: Annotated[Whole, Field(ge=0, le=10_000)] | None = None
    freeze: Freeze = Field(default_factory=Freeze)
    rejoiners: Rejoiners = Field(default_factory=Rejoiners)
    training_weeks: Weeks = 24.0
    tutored_weeks: Weeks = 20.0
    cost: Pounds = 12_900.0
    cost_rejoiner: Pounds = 3_000.0


class CareerBreaks(Part):
    """Breaks begun in a year by an officer who is independent and well; the post waits, nobody is paid."""

    per_year: PerYear = 0.0
    length: DurationDays = Field(default_factory=lambda: skewed_days(365.0, 0.5))


class Severance(Part):
    """A programme of voluntary severance: of officers with ``from_years`` to below ``to_years`` of service a ``share`` goes,
    ``most`` at most, spread over the ``weeks`` that begin ``after_months`` after results begin to count.

    Posts are ``refilled`` like others, or stay empty for good. ``cost``: pounds for each who goes.
    """

    share: Probability = 0.0
    most: Annotated[Whole, Field(ge=0, le=100_000)] | None = None
    after_months: Months = 0
    weeks: Annotated[Whole, Field(ge=1, le=104)] = 13
    from_years: Annotated[float, Field(ge=0, le=60)] = 20.0
    to_years: Annotated[Positive, Field(le=80)] = 60.0
    refilled: bool = False
    cost: Pounds = 35_000.0

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if self.from_years >= self.to_years:
            refuse([Problem("to_years", f"{self.to_years:g}, from {self.from_years:g}", "more than from_years",
                            f"to_years={self.from_years + 10:g}")])
        return self


class Careers(Part):
    """``vacancy``: from somebody's leaving until the post may be filled, in days begun, one at least.

    ``vacant_at_start``: share of the posts that nobody holds when the study begins; they may be filled at once.
    """

    on: bool
    leaving: Leaving = Field(default_factory=Leaving)
    vacancy: DurationDays = Field(default_factory=lambda: skewed_days(120.0, 0.5))
    vacant_at_start: Annotated[float, Field(ge=0, le=0.95)] = 0.0
    recruitment: Recruitment = Field(default_factory=Recruitment)
    career_breaks: CareerBreaks = Field(default_factory=CareerBreaks)
    severance: Severance = Field(default_factory=Severance)

    @model_validator(mode="after")
    def _something(self) -> Self:
        leavers = any(self.leaving.per_year.values()) or self.severance.share or self.career_breaks.per_year
        if self.on and not (leavers or self.vacant_at_start):
            refuse([Problem("on", "true, but nobody leaves, nobody takes a break and no post is vacant",
                            "something it can work on", "careers.leaving.per_year={0: 0.06}, or careers=none")])
        return self


def _strain_to_leave_for(careers: Careers, sickness: Sickness) -> Iterable[Problem]:
    if careers.on and careers.leaving.gain and sickness.model == "none":
        yield Problem("careers.leaving.gain", f"{careers.leaving.gain:g}, with sickness=none",
                      "0, for strain is not reckoned then", "careers.leaving.gain=0, or sickness=independent")


def _students_once(careers: Careers, crewing: Crewing) -> Iterable[Problem]:
    share = crewing.tutors.student_share
    if careers.on and share > 0:
        yield Problem("crewing.tutors.student_share", f"{share:g}, with careers", "0: who is a student goes by service there",
                      "crewing.tutors.student_share=0")


def _training_once(careers: Careers, availability: Availability) -> Iterable[Problem]:
    reason = availability.not_deployable.get("initial_training")
    if careers.on and availability.on and reason is not None and reason.share > 0:
        yield Problem("availability.not_deployable.initial_training.share", f"{reason.share:g}, with careers",
                      "0: recruits in training would be lost twice", "availability.not_deployable.initial_training.share=0")


def _vacant_once(careers: Careers, availability: Availability) -> Iterable[Problem]:
    if careers.on and availability.on and availability.vacancies > 0:
        yield Problem("availability.vacancies", f"{availability.vacancies:g}, with careers",
                      "0: posts fall vacant and are filled there", "availability.vacancies=0")


def _somebody_to_tutor(careers: Careers, force: Force, roster: Roster) -> Iterable[Problem]:
    if not careers.on or not careers.recruitment.tutored_weeks or not force.officers or roster.always_on:
        return
    shares = [area.officer_share for area in force.areas.values()]
    if force.officers * max(shares) / sum(shares) / max(1, roster.teams) < 2:
        weeks = careers.recruitment.tutored_weeks
        yield Problem("careers.recruitment.tutored_weeks", f"{weeks:g}, where no team has two officers",
                      "0, or teams of two and more", "careers.recruitment.tutored_weeks=0, or more officers")


CAREER_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("careers", "sickness"), _strain_to_leave_for),
    (("careers", "crewing"), _students_once),
    (("careers", "availability"), _training_once),
    (("careers", "availability"), _vacant_once),
    (("careers", "force", "roster"), _somebody_to_tutor),
)
