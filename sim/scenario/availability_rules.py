"""Rules between parts about who is there: part-timers' tours, teams that leave has to leave somebody of, recruits to tutor."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from sim.scenario.availability import Availability
from sim.scenario.capacity import Abstraction, Staffing
from sim.scenario.force import Force
from sim.scenario.roster import Roster
from sim.scenario.sickness import Sickness
from sim.scenario.values import Problem


def _most_together(force: Force, roster: Roster, staffing: Staffing) -> int:
    """Return the posts of the largest team in the largest area."""
    shares = [area.officer_share for area in force.areas.values()]
    teams = 1 if roster.always_on else roster.teams
    return math.ceil(force.officers * staffing.about(force.officers) * max(shares) / sum(shares) / teams - 1e-9)


def _tours_to_work_part_of(availability: Availability, roster: Roster) -> Iterable[Problem]:
    part = availability.part_time
    if availability.on and roster.always_on and availability.adjusted_hours.share > 0:
        said = f"{availability.adjusted_hours.share:g}, with a roster that is always on"
        yield Problem("availability.adjusted_hours.share", said, "tours that begin and end",
                      "availability.adjusted_hours.share=0, or a roster with tours")
    if availability.on and roster.always_on and part.share > 0 and part.works < 1:
        yield Problem("availability.part_time.share", f"{part.share:g} with a roster that is always on",
                      "no part-timers, for there are no tours to have off",
                      "availability.part_time.share=0, or a roster with tours")


def _somebody_may_go(abstraction: Abstraction, force: Force, roster: Roster, staffing: Staffing) -> Iterable[Problem]:
    if not abstraction.by_entitlement or roster.always_on or not force.officers:
        return
    together, least = _most_together(force, roster, staffing), abstraction.entitlement.least_left
    if together and least >= together:
        yield Problem("abstraction.entitlement.least_left", f"{least}, where a team has {together} posts in an area at most",
                      "fewer than that, or nobody ever has leave", f"abstraction.entitlement.least_left={max(0, together // 3)}")


def _recruits_have_tutors(staffing: Staffing, force: Force, roster: Roster) -> Iterable[Problem]:
    brought = staffing.who_comes == "students" and staffing.uplift > 0
    if brought and _most_together(force, roster, staffing) < 2:
        yield Problem("staffing.who_comes", "students, where a team has one officer in an area at most",
                      "somebody to tutor: teams of two or more in an area", "staffing.who_comes=officers, or more officers")
    elif brought and staffing.uplift > 1 - staffing.cut:
        yield Problem("staffing.who_comes", f"students, {staffing.uplift:g} of the posts where {1 - staffing.cut:g} are left",
                      "at least as many officers as students", "staffing.who_comes=officers, or a smaller cut")


def _recuperating_once(availability: Availability, sickness: Sickness) -> Iterable[Problem]:
    reason = availability.not_deployable.get("recuperative")
    if availability.on and sickness.return_to_duty.on and reason is not None and reason.share > 0:
        yield Problem("availability.not_deployable.recuperative.share", f"{reason.share:g}, with duty after sickness",
                      "0: whoever is back from sickness would be lost twice",
                      "availability.not_deployable.recuperative.share=0")


AVAILABILITY_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("availability", "roster"), _tours_to_work_part_of),
    (("abstraction", "force", "roster", "staffing"), _somebody_may_go),
    (("staffing", "force", "roster"), _recruits_have_tutors),
    (("availability", "sickness"), _recuperating_once),
)
