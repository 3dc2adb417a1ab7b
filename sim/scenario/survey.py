"""The virtual survey: how officers answer, who answers at all, and how answers are analysed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from sim.scenario.capacity import Staffing
from sim.scenario.people import People
from sim.scenario.pressures import Pressures
from sim.scenario.sickness import Sickness
from sim.scenario.values import Part, Probability, Problem, Row, Whole, refuse

Cut = Annotated[float, Field(ge=-20, le=20)]
Cuts = Annotated[tuple[Cut, Cut, Cut, Cut], Row]
Slope = Annotated[float, Field(ge=-10, le=10)]
Spread = Annotated[float, Field(ge=0, le=20)]
Score = Annotated[float, Field(ge=7, le=35)]
Inside = Annotated[float, Field(gt=0, lt=1)]


def _rising(cuts: tuple[float, ...]) -> None:
    if any(low >= high for low, high in pairwise(cuts)):
        refuse([Problem("cuts", ", ".join(f"{cut:g}" for cut in cuts), "four rising numbers", "put the lowest first")])


class Item(Part):
    """A five-point item: the strain from which half of officers answer each of the upper four points, and its ``slope``."""

    cuts: Cuts
    slope: Slope

    @model_validator(mode="after")
    def _order(self) -> Self:
        _rising(self.cuts)
        return self


class StressItem(Item):
    """Where ``calibrated``, ``muster survey`` moves all cuts alike until ``share`` of respondents answer very or extremely."""

    calibrated: bool
    share: Inside


class Wellbeing(Part):
    """A score from 7 to 35: published norms for officers under no more strain than usual, less what strain takes."""

    men: Score
    women: Score
    per_strain: Slope
    per_own: Slope
    spread: Spread
    low_to: Score


class Answers(Part):
    """How an exposure becomes one of five points: as a multiple of what is frequent, with noise, coloured by who answers."""

    cuts: Cuts
    noise: Spread
    coloured: Slope

    @model_validator(mode="after")
    def _order(self) -> Self:
        _rising(self.cuts)
        return self


class Response(Part):
    """Who answers: ``rate`` of those asked, with odds that rise or fall with strain and with calling things stressful sooner."""

    rate: Inside
    by_strain: Slope
    by_own: Slope


class Analysis(Part):
    """Links are kept below ``p_below`` and from a correlation of ``r_from`` on; ``confidence`` is that of intervals."""

    p_below: Inside
    r_from: Probability
    confidence: Inside


class Protection(Part):
    """Nothing is reported of a force unless more than ``least_respondents`` answer, nor of groups below ``smallest_group``."""

    least_respondents: Annotated[Whole, Field(ge=100, le=100_000)]
    smallest_group: Annotated[Whole, Field(ge=10, le=1_000)]


class Survey(Part):
    """``own``: how far officers differ, under the same strain, in when they call it stressful; log odds."""

    on: bool
    own: Spread
    stress: StressItem
    outside: Item
    wellbeing: Wellbeing
    answers: Answers
    response: Response
    analysis: Analysis
    protection: Protection


def _somebody_to_ask(survey: Survey, people: People) -> Iterable[Problem]:
    if survey.on and not people.on:
        yield Problem("survey.on", "a survey of officers of whom nothing is known", "people switched on as well",
                      "people=county, or survey=none")


def _pressures_to_ask_about(survey: Survey, pressures: Pressures) -> Iterable[Problem]:
    if survey.on and not pressures.on:
        yield Problem("survey.on", "a survey about pressures that are not counted", "pressures switched on as well",
                      "pressures=surveyed, or survey=none")


def _strain_to_feel(survey: Survey, sickness: Sickness) -> Iterable[Problem]:
    if survey.on and sickness.model == "none":
        yield Problem("survey.on", "a survey without strain, which is reckoned with sickness", "sickness other than none",
                      "sickness=feedback or sickness=independent, or survey=none")


def _years_before_service(people: People, staffing: Staffing) -> Iterable[Problem]:
    first = people.joined_age.youngest + staffing.service.longest_years
    if people.on and people.oldest_age < first:
        yield Problem("people.oldest_age", f"{people.oldest_age:g}, though who joined youngest and serves longest is {first:g}",
                      "at least joined_age.youngest + staffing.service.longest_years", f"people.oldest_age={first:g}")


SURVEY_RULES: tuple[tuple[tuple[str, ...], Any], ...] = (
    (("survey", "people"), _somebody_to_ask),
    (("survey", "pressures"), _pressures_to_ask_about),
    (("survey", "sickness"), _strain_to_feel),
    (("people", "staffing"), _years_before_service),
)
