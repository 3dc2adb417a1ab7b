"""Overtime and rest: what is paid, who is called in or kept from a rest day, and the time off that is owed for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.overtime_told import Notice, Planned
from sim.scenario.roster import Roster
from sim.scenario.values import Minutes, Part, Positive, Probability, Problem, Whole, refuse

Rate = Annotated[float, Field(ge=0, le=4)]
Pounds = Annotated[float, Field(ge=0, le=1000)]
TWELFTHS = 12


class Minimum(Part):
    """Officers of a team in an area below which there is a gap: a ``share`` of its posts (before any cut), at least ``least``.

    Time off, and tours given up for a rest day, leave more than ``spare`` officers above it.
    """

    share: Probability = 0.0
    least: Annotated[Whole, Field(ge=0, le=1000)] = 0
    spare: Annotated[Whole, Field(ge=0, le=1000)] = 0


class RestDays(Part):
    """Gaps known when the plan is made (leave, training, court, cuts) are filled by officers on a rest day, ``most`` for a team.

    With fewer than ``re_roster_days`` of the ``notice_days`` the rest day is cancelled, at time and a half; with so many another
    is given for it within ``give_back_days``, without money. ``given_back_share`` of the rest days cancelled goes into the bank.
    ``notice`` may say otherwise for what causes the gap.
    """

    on: bool = False
    notice_days: Annotated[Whole, Field(ge=0, le=365)] = 7
    re_roster_days: Annotated[Whole, Field(ge=0, le=365)] = 15
    give_back_days: Annotated[Whole, Field(ge=1, le=90)] = 28
    most: Annotated[Whole, Field(ge=1, le=100)] = 2
    given_back_share: Probability = 0.0
    notice: Notice = Field(default_factory=Notice)

    def notice_of(self, cause: str) -> int:
        """Return the days of notice of a gap with this cause, a field of `Notice`."""
        own = getattr(self.notice, cause)
        return int(self.notice_days if own is None else own)


class Recall(Part):
    """Who is short when a team begins calls in officers off duty, at most ``most``: there after ``answer_min``, for ``stay_h``.

    Nobody stays beyond the end of the team's tour for it.
    """

    on: bool = False
    answer_min: Annotated[Minutes, Field(le=600)] = 60.0
    stay_h: Annotated[Positive, Field(le=14)] = 6.0
    most: Annotated[Whole, Field(ge=1, le=100)] = 2


class Lieu(Part):
    """A ``share`` of overtime is taken as time off, in the same proportion as its pay; a whole tour at a time, when spare."""

    on: bool = False
    share: Probability = 0.0


class Bank(Part):
    """Rest days worked and not given back yet: on average ``opening_days`` stand to begin with, each of ``day_hours``."""

    on: bool = False
    opening_days: Annotated[float, Field(ge=0, le=100)] = 0.0
    day_hours: Annotated[Positive, Field(le=24)] = 8.0


class Rates(Part):
    """Pay for an hour as a multiple of the hourly rate, in twelfths: 1.333 is time and a third."""

    casual: Rate = 4 / 3
    recall: Rate = 4 / 3
    rest_day: Rate = 1.5
    public_holiday: Rate = 2.0
    planned: Rate = 4 / 3

    def twelfths(self, kind: str) -> int:
        """Return a rate in whole twelfths."""
        return round(float(getattr(self, kind)) * TWELFTHS)


class Pay(Part):
    """Pounds for an hour at plain time, by rank; inspectors are paid none. Ranks are shares of the officers."""

    on: bool = False
    constable: Pounds = 0.0
    sergeant: Pounds = 0.0
    sergeants_share: Probability = 0.0
    inspectors_share: Probability = 0.0

    @model_validator(mode="after")
    def _ranks(self) -> Self:
        total = self.sergeants_share + self.inspectors_share
        refuse([Problem("inspectors_share", f"sergeants and inspectors together {total:g}", "at most 1",
                        "overtime.pay.inspectors_share=0")] if total > 1 else [])  # fmt: skip
        return self


class Limits(Part):
    """What extra duty must leave: ``rest_h`` before and after, ``longest_run`` days in a row, ``week_h`` on average.

    The average is taken over ``reference_weeks``; those who opted out of it (``opted_out_share``) are not bound by it.
    """

    rest_h: Annotated[float, Field(ge=0, le=48)] = 11.0
    longest_run: Annotated[Whole, Field(ge=1, le=31)] = 7
    week_h: Annotated[Positive, Field(le=168)] = 48.0
    reference_weeks: Annotated[Whole, Field(ge=1, le=52)] = 17
    opted_out_share: Probability = 0.0


class Overtime(Part):
    """Casual overtime: the first minutes of the first occasions in a week go unpaid; the rest in completed units.

    A recall or a cancelled rest day counts at least as ``least_paid_h``.
    """

    unpaid_first_min: Annotated[Minutes, Field(le=240)] = 30.0
    occasions: Annotated[Whole, Field(ge=0, le=14)] = 4
    unit_min: Annotated[float, Field(gt=0, le=240)] = 15.0
    week_starts: Annotated[Whole, Field(ge=0, le=6)] = 0
    least_paid_h: Annotated[float, Field(ge=0, le=12)] = 4.0
    minimum: Minimum = Field(default_factory=Minimum)
    rest_days: RestDays = Field(default_factory=RestDays)
    recall: Recall = Field(default_factory=Recall)
    lieu: Lieu = Field(default_factory=Lieu)
    bank: Bank = Field(default_factory=Bank)
    rates: Rates = Field(default_factory=Rates)
    pay: Pay = Field(default_factory=Pay)
    limits: Limits = Field(default_factory=Limits)
    planned: Planned = Field(default_factory=Planned)

    @property
    def fills_gaps(self) -> bool:
        """Whether anything here changes who is on duty."""
        return self.rest_days.on or self.recall.on or self.lieu.on or self.bank.on or self.planned.on

    @model_validator(mode="after")
    def _facts_for_switches(self) -> Self:
        found = []
        if self.fills_gaps and not self.minimum.share and not self.minimum.least:
            found.append(Problem("minimum.share", "0, with something that fills gaps or gives time off", "a minimum to go by",
                                 "overtime.minimum.share=0.6"))  # fmt: skip
        if self.lieu.on and not self.lieu.share:
            found.append(Problem("lieu.share", "0, with time off in lieu switched on", "some of the overtime",
                                 "overtime.lieu.share=0.3, or overtime.lieu.on=false"))  # fmt: skip
        back = self.rest_days.given_back_share
        if back and not self.bank.on:
            found.append(Problem("rest_days.given_back_share", f"{back:g}, without a bank of rest days", "0, or a bank",
                                 "overtime.bank.on=true"))  # fmt: skip
        if self.pay.on and not self.pay.constable:
            found.append(Problem("pay.constable", "0, with pay switched on", "pounds for an hour",
                                 "overtime.pay.constable=22, or overtime.pay.on=false"))  # fmt: skip
        if self.planned.on and self.planned.before_rest_days and not self.rest_days.on:
            found.append(Problem("planned.before_rest_days", "true, with no rest day worked", "rest days that come after",
                                 "overtime.planned.before_rest_days=false, or overtime.rest_days.on=true"))  # fmt: skip
        refuse(found)
        return self


def _gaps_need_tours(overtime: Overtime, roster: Roster) -> Iterable[Problem]:
    for name in ("rest_days", "recall", "lieu", "bank", "planned"):
        if roster.always_on and getattr(overtime, name).on:
            yield Problem(f"overtime.{name}.on", "true, with a roster that is always on", "tours that begin and end",
                          f"overtime.{name}.on=false, or a roster with tours")  # fmt: skip


def _a_day_has_room(overtime: Overtime, roster: Roster) -> Iterable[Problem]:
    planned = overtime.planned
    hours = [] if roster.always_on else [roster.stretch * shift.hours for shift in roster.shifts.values()]
    if planned.on and hours and min(hours) + planned.least_h > planned.longest_day_h:
        room = min(hours) + planned.least_h
        yield Problem("overtime.planned.longest_day_h", f"{planned.longest_day_h:g} h, and no tour is short enough to be longer",
                      f"{room:g} h at least", f"overtime.planned.longest_day_h={room:g}")  # fmt: skip


OVERTIME_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("overtime", "roster"), _gaps_need_tours),
    (("overtime", "roster"), _a_day_has_room),
)
