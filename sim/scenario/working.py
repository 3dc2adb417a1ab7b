"""Ways of working: trips to base, time lost to systems that are slow or down, and what saves either."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated

from pydantic import Field

from sim.scenario.duration import Duration
from sim.scenario.operations import Operations
from sim.scenario.tour import Tour
from sim.scenario.values import Minutes, Part, Positive, Probability, Problem


def _no_time() -> Duration:
    return Duration(kind="deterministic", mean_min=0.0)


class Outages(Part):
    """The systems are down ``per_year`` times in 365.25 days, for ``length`` each.

    Who writes up waits meanwhile, and after ``paper_after_min`` writes on paper, which takes as long as it would have.
    """

    per_year: Annotated[float, Field(ge=0, le=10_000)] = 0.0
    length: Duration = Field(default_factory=_no_time)
    paper_after_min: Annotated[Positive, Field(le=10_080)] = 60.0


class Systems(Part):
    """What systems cost: minutes of every job on waiting for them and entering things twice, and their outages."""

    lost_per_job: Duration = Field(default_factory=_no_time)
    outages: Outages = Field(default_factory=Outages)


class Working(Part):
    """How jobs are written up; off, none of it counts.

    ``return_to_base_min``: the trip to base that comes with each, but for the share ``mobile_share`` written up at the scene.
    ``lean_min_per_job`` is saved on each, never more than it takes. ``self_briefing_min``: as long takes the briefing of officers
    who brief themselves (null: as long as the tour's).
    """

    on: bool = False
    return_to_base_min: Annotated[Minutes, Field(le=480)] = 0.0
    mobile_share: Probability = 0.0
    lean_min_per_job: Annotated[Minutes, Field(le=480)] = 0.0
    self_briefing_min: Annotated[Minutes, Field(le=240)] | None = None
    systems: Systems = Field(default_factory=Systems)

    def briefing_min(self, tour: Tour) -> float:
        """How long a tour's briefing takes, in minutes."""
        usual = tour.briefing.minutes
        return min(usual, self.self_briefing_min) if self.on and self.self_briefing_min is not None else usual


def _writing_up(working: Working, operations: Operations) -> Iterable[Problem]:
    """Whatever changes the writing up needs some."""
    if operations.clearing or not working.on:
        return
    for key, minutes in (
        ("return_to_base_min", working.return_to_base_min), ("lean_min_per_job", working.lean_min_per_job),
        ("systems.lost_per_job.mean_min", working.systems.lost_per_job.mean),
        ("systems.outages.per_year", working.systems.outages.per_year),
    ):  # fmt: skip
        if minutes > 0:
            yield Problem(f"working.{key}", f"{minutes:g}, and nothing is written up", "0 where operations.clearing is false",
                          "operations.clearing=true, or working=none")  # fmt: skip


def _trips_to_save(working: Working) -> Iterable[Problem]:
    if working.on and working.mobile_share > 0 and working.return_to_base_min == 0:
        yield Problem("working.mobile_share", f"{working.mobile_share:g}, and no trip to base that it could save",
                      "0, or a trip to base", "working.return_to_base_min=10, or working.mobile_share=0")  # fmt: skip


def _a_briefing_to_shorten(working: Working, tour: Tour) -> Iterable[Problem]:
    if working.on and working.self_briefing_min is not None and tour.briefing.minutes == 0:
        yield Problem("working.self_briefing_min", f"{working.self_briefing_min:g}, and tours begin with no briefing",
                      "null where there is none", "tour=county, or working.self_briefing_min=null")  # fmt: skip


WORKING_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("working", "operations"), _writing_up),
    (("working",), _trips_to_save),
    (("working", "tour"), _a_briefing_to_shorten),
)
