"""Crewing: officers per crew by place, hour and risk, who goes out only with a tutor, triage cars and joint teams."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.faults import listed
from sim.scenario.values import ClockTime, Frozen, Name, Part, Probability, Problem, Row, Whole, refuse

Policy = Literal["single", "double", "double_at_night"]
Units = Annotated[Whole, Field(ge=0, le=500)]
DAY_MIN = 24 * 60


class Tutors(Part):
    """Officers not yet independent: a share of the seats, who go out with a tutor or not at all.

    ``students_count``: whether the student counts towards the officers an incident wants.
    """

    student_share: Annotated[float, Field(ge=0, le=0.5)] = 0.0
    students_count: bool = True


class TriageCar(Part):
    """The first ``cars`` crews an area forms at a booking on within the hours take a practitioner of ``partner`` along, until
    the hours end. With others that have ``joined_by`` them it is a joint team: one practitioner of each in the same car.

    ``areas`` empty means every area. ``settles`` is the probability that the practitioner settles what that partner
    would have been asked for, ``joined_by`` the same for each of the others. The hours may pass midnight.

    ``seconded``: so many units fewer each service has for all its other work in the hours of the team, on every day; who is not
    named sends people on top of its capacity. It is what was agreed, whatever crews form: of two teams that book on within the
    hours each has its cars. ``kept_in_area``: a car with practitioners is not lent to neighbours.
    """

    cars: Annotated[Whole, Field(ge=0, le=50)] = 0
    areas: Annotated[tuple[Name, ...], Row] = ()
    from_: Annotated[ClockTime, Field(alias="from")] = "14:00"
    to: ClockTime = "02:00"
    partner: Name = "mental_health"
    settles: Probability = 0.5
    joined_by: Annotated[dict[Name, Probability], Frozen] = Field(default_factory=dict, validate_default=True)
    seconded: Annotated[dict[Name, Units], Frozen] = Field(default_factory=dict, validate_default=True)
    kept_in_area: bool = False

    @property
    def services(self) -> dict[str, float]:
        """What share of its matters the practitioner of each service settles; nobody's where no car goes out."""
        return {self.partner: self.settles, **self.joined_by} if self.cars else {}

    @property
    def hours(self) -> tuple[float, ...]:
        """The share of each hour of the day, from midnight on, that lies in the hours of the team; 0 where no car goes out."""
        begin, end = minutes_of(self.from_), minutes_of(self.to)
        spans = [(begin, end)] if begin <= end else [(begin, DAY_MIN), (0, end)]
        within = [sum(max(0, min(to, hour + 60) - max(since, hour)) for since, to in spans) for hour in range(0, DAY_MIN, 60)]
        return tuple(minutes / 60 if self.cars else 0.0 for minutes in within)

    @model_validator(mode="after")
    def _shape(self) -> Self:
        found = []
        if self.cars and self.from_ == self.to:
            found.append(Problem("to", f"triage cars from {self.from_} to {self.to}", "two different times",
                                 'crewing.triage_car.from="00:00" and crewing.triage_car.to="23:59" for the whole day'))
        if self.partner in self.joined_by:
            found.append(Problem(f"joined_by.{self.partner}", "the service whose practitioner is in the car already",
                                 "services besides crewing.triage_car.partner",
                                 f"~crewing.triage_car.joined_by.{self.partner}; what it settles stands under settles"))
        for name in self.seconded:
            if name != self.partner and name not in self.joined_by:
                found.append(Problem(f"seconded.{name}", f"{name!r}, which has nobody in the car",
                                     f"services in the car: {listed([self.partner, *self.joined_by])}",
                                     f"~crewing.triage_car.seconded.{name}, or crewing.triage_car.joined_by.{name}=0.4"))
        refuse(found)
        return self


def minutes_of(time: str) -> int:
    """Return the minutes from midnight to a clock time."""
    hour, minute = time.split(":")
    return 60 * int(hour) + int(minute)


class Crewing(Part):
    """Officers per crew. The night hours matter only to ``double_at_night`` and may pass midnight.

    ``by_area`` names areas with a policy of their own. ``double_for_risk``: a risky incident gets two officers at least.
    ``split_when_waiting``: a pair parts once so many incidents wait in its area (0 = never); ``re_form`` lets single
    officers who were meant to be pairs join again. At least ``double_share`` of a team's officers go in pairs, whatever
    the policy. Who is alone in more than ``often_alone_share`` of duty time counts as often single crewed.
    """

    policy: Policy
    night_from: ClockTime = "19:00"
    night_to: ClockTime = "07:00"
    by_area: Annotated[dict[Name, Policy], Frozen] = Field(default_factory=dict, validate_default=True)
    double_for_risk: bool = False
    split_when_waiting: Annotated[Whole, Field(ge=0, le=1000)] = 0
    re_form: bool = False
    double_share: Probability = 0.0
    often_alone_share: Probability = 0.5
    tutors: Tutors = Field(default_factory=Tutors)
    triage_car: TriageCar = Field(default_factory=TriageCar)

    @model_validator(mode="after")
    def _night(self) -> Self:
        by_night = "double_at_night" in (self.policy, *self.by_area.values())
        if by_night and self.night_from == self.night_to:
            refuse(
                [
                    Problem(
                        "night_to",
                        f"a night from {self.night_from} to {self.night_to}",
                        "two different times",
                        "crewing.night_to=07:00, or crewing=double for the whole day",
                    )
                ]
            )
        return self
