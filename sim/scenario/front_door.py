"""The front door: who rings, who answers, what becomes of a call, and what is settled without sending anybody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.demand import Demand
from sim.scenario.duration import Duration
from sim.scenario.force import Force
from sim.scenario.values import Frozen, Minutes, Name, Part, Positive, Probability, Problem, Row, Week, Weight, refuse

ByGrade = Annotated[dict[Name, Probability], Frozen]
Share = Annotated[float, Field(ge=0, le=0.95)]
Seconds = Annotated[float, Field(ge=0, le=3600)]
MOST_CHANCE = 0.99  # somebody who always rang again would ring for ever where nobody answers
DAY: tuple[tuple[float, ...], ...] = ((0.0,) * 24,) * 7


def _minutes(mean: float) -> Duration:
    return Duration(kind="exponential", mean_min=mean) if mean else Duration(kind="deterministic", mean_min=0.0)


class Ringing(Part):
    """One line (999 or 101): how long a caller waits for an answer, and the chance that one who hung up rings again.

    ``answered_within_s`` is the standard that answers are measured against.
    """

    answered_within_s: Seconds
    patience: Duration = _minutes(5.0)
    rings_again: Annotated[float, Field(ge=0, le=MOST_CHANCE)] = 0.0


class Staff(Part):
    """People on duty by hour of week (a fraction is there on that fraction of dates), less ``shortfall`` of them."""

    week: Week = DAY
    shortfall: Share = 0.0


class Desk(Staff):
    """Staff who settle by phone what needs nobody there; ``work`` is their time for one incident."""

    work: Duration = _minutes(0.0)


class Route(Part):
    """A way to settle an incident without sending officers: how often, and the chance that it comes back."""

    weight: Weight
    comes_back: Probability = 0.0


class Settled(Part):
    """What becomes of incidents nobody is sent to: told by phone at once, sent to another service (or told it is no
    police matter), worked on at the desk, or recorded without anybody going.
    """

    phone: Route = Route(weight=1.0)
    signposted: Route = Route(weight=0.0)
    desk: Route = Route(weight=0.0)
    no_attendance: Route = Route(weight=0.0)

    @model_validator(mode="after")
    def _some_way(self) -> Self:
        if not any((self.phone.weight, self.signposted.weight, self.desk.weight, self.no_attendance.weight)):
            refuse([Problem("phone.weight", "ways to settle that all weigh 0", "at least one weight above 0",
                            "front_door.settled.phone.weight=1")])  # fmt: skip
        return self


class Strip(Part):
    """Demand stripping: the share of incidents of a grade, otherwise sent to, that is settled instead, by the ways and
    weights of ``settled``; and the chance that one of these comes back.
    """

    share: ByGrade = Field(default_factory=dict, validate_default=True)
    comes_back: Probability = 0.0


class Redefine(Part):
    """Grades set by vulnerability: the share of a grade's vulnerable callers who go one grade ``up``, and of all its
    others who go one grade ``down``.
    """

    up: ByGrade = Field(default_factory=dict, validate_default=True)
    down: ByGrade = Field(default_factory=dict, validate_default=True)


class Appointments(Part):
    """The diary: the share of a grade that is offered a place instead of a crew at once.

    ``places`` begin in each hour of the week in the whole force, split over areas as demand is. The first free place at
    least ``notice_min`` ahead is taken; without one within ``within_days`` a crew is sent as for any other. It is kept
    if the first officer is there within ``kept_within_min`` of it.
    """

    share: ByGrade = Field(default_factory=dict, validate_default=True)
    notice_min: Minutes = 0.0
    within_days: Annotated[float, Field(ge=0, le=60)] = 5.0
    kept_within_min: Annotated[Minutes, Field(le=1440)] = 30.0
    places: Week = DAY


class Chasing(Part):
    """Callers who ring again to ask where the officers are: a ``share`` of them, every ``after_min`` minutes on average
    by grade (exponential) until somebody is there; answering one takes ``handling``.
    """

    on: bool = False
    share: Probability = 0.0
    after_min: Annotated[dict[Name, Annotated[Positive, Field(le=527_040)]], Frozen] = Field(
        default_factory=dict, validate_default=True
    )
    handling: Duration = _minutes(2.0)


class FrontDoor(Part):
    """The control room. Off, incidents are logged the moment they are created; on, somebody has to get through first.

    Every incident but those of the types in ``not_by_phone`` rings once when it is created, on 999 with the chance
    ``on_999`` of its grade. Besides, ``unlogged_share`` of all first calls never become an incident. ``handling`` is the
    call-taker's time for a call that is logged, ``search_min`` the part of it that goes into searching across systems (on
    top); ``unlogged_handling`` that of the others. An incident somebody is to be sent to is known to the dispatcher
    ``passed_on_after_min`` into the call, by grade; at its end where nothing is said, or where it ends before.
    Of two calls that wait the one on 999 is answered first.
    Those who hang up and ring again do so after ``rings_again_after``. What is settled wrongly comes back after
    ``comes_back_after``, and then somebody is sent.
    """

    on: bool
    not_by_phone: Annotated[tuple[Name, ...], Row] = ()
    unlogged_share: Share = 0.0
    on_999: ByGrade = Field(default_factory=dict, validate_default=True)
    unlogged_on_999: Probability = 0.0
    handling: Duration = _minutes(5.0)
    unlogged_handling: Duration = _minutes(5.0)
    search_min: Annotated[Minutes, Field(le=120)] = 0.0
    passed_on_after_min: Annotated[dict[Name, Annotated[Minutes, Field(le=120)]], Frozen] = Field(
        default_factory=dict, validate_default=True
    )
    line_999: Ringing = Ringing(answered_within_s=10.0)
    line_101: Ringing = Ringing(answered_within_s=60.0)
    rings_again_after: Duration = _minutes(5.0)
    call_takers: Staff = Staff()
    desk: Desk = Desk()
    settled: Settled = Settled()
    comes_back_after: Duration = _minutes(24 * 60.0)
    strip: Strip = Strip()
    redefine: Redefine = Redefine()
    appointments: Appointments = Appointments()
    chasing: Chasing = Chasing()


def front_door_problems(front: FrontDoor, demand: Demand | None, force: Force | None) -> list[Problem]:
    """Broken rules between the front door and the rest; parts that are missing are passed over, and so is a door that is off."""
    if not front.on:
        return []
    found = []
    if demand is not None:
        found += _unknown("not_by_phone", front.not_by_phone, "type", list(demand.types))
    if force is not None:
        for key, named in (
            ("on_999", front.on_999), ("strip.share", front.strip.share), ("redefine.up", front.redefine.up),
            ("redefine.down", front.redefine.down), ("appointments.share", front.appointments.share),
            ("chasing.after_min", front.chasing.after_min), ("passed_on_after_min", front.passed_on_after_min),
        ):  # fmt: skip
            found += _unknown(key, named, "grade", list(force.grades))
    return found


def _unknown(key: str, named: Iterable[str], what: str, known: list[str]) -> list[Problem]:
    return [
        Problem(f"front_door.{key}", f"the {what} {name!r}", f"the {what}s there are: {', '.join(known)}",
                f"take {name} out, or choose a front door that belongs to this force and demand")
        for name in named
        if name not in known
    ]  # fmt: skip
