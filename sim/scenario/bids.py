"""Bids: extra tours at peak hours that officers opt into, or are mandated to, in exchange for a quieter tour of the same week."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.roster import Roster
from sim.scenario.roster_variants import Weekday
from sim.scenario.values import ClockTime, Part, Probability, Problem, Row, Whole, refuse

Weekdays = Annotated[tuple[Weekday, ...], Field(max_length=7), Row]


class Bids(Part):
    """On ``weekdays`` extra tours from ``start`` are offered, ``posts_share`` of the officers each date, by area.

    Who has a rest day then and a tour on one of the days ``gives`` of the same week (the first named first) may move it there, at
    its own length, so that nobody's hours change. Each opts in with chance ``opt_in``; what stays unfilled is ``mandated``,
    who has had fewest first, or open. ``rest_h`` hours lie before and after, and nobody works more than
    ``longest_run`` days in a row.
    """

    on: bool
    weekdays: Weekdays = ()
    start: ClockTime = "18:00"
    night: bool = True
    posts_share: Annotated[float, Field(ge=0, le=0.5)] = 0.03
    opt_in: Probability = 0.2
    mandated: bool = True
    gives: Weekdays = ()
    rest_h: Annotated[float, Field(ge=0, le=48)] = 11.0
    longest_run: Annotated[Whole, Field(ge=1, le=31)] = 7

    @model_validator(mode="after")
    def _something_for_something(self) -> Self:
        found = []
        if self.on and not self.weekdays:
            found.append(Problem("weekdays", "none", "the days on which extra tours are offered", "bids.weekdays=[fri, sat]"))
        if self.on and not set(self.gives) - set(self.weekdays):
            found.append(Problem("gives", "no day but those on which extra tours are offered",
                                 "the days whose tours are given in exchange", "bids.gives=[tue, wed]"))  # fmt: skip
        refuse(found)
        return self


def _rest_days_to_bid_on(bids: Bids, roster: Roster) -> Iterable[Problem]:
    if bids.on and roster.always_on:
        yield Problem("bids.on", "true, with a roster that is always on", "rest days to work on",
                      "bids=none, or a roster with tours")  # fmt: skip


BID_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("bids", "roster"), _rest_days_to_bid_on),
)
