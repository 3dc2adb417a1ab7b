"""Who the officers are: sex, age, rank and role, which the survey's analysis allows for and nothing else looks at."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.values import Frozen, Name, Part, Positive, Probability, Problem, Weight, refuse

Age = Annotated[Positive, Field(ge=16, le=80)]


class JoinedAge(Part):
    """The age at which officers join: a triangle from ``youngest`` to ``oldest`` with its peak at ``usual``."""

    youngest: Age
    usual: Age
    oldest: Age

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if not self.youngest <= self.usual <= self.oldest or self.youngest == self.oldest:
            refuse([Problem("usual", f"{self.youngest:g}, {self.usual:g}, {self.oldest:g}",
                            "youngest, usual and oldest in rising order", "joined_age: {youngest: 18, usual: 23, oldest: 45}")])
        return self


class RankedSergeants(Part):
    """``share`` of officers with ``from_years`` of service or more are sergeants, where supervision does not say who is."""

    share: Probability
    from_years: Annotated[float, Field(ge=0, le=40)]


class People(Part):
    """Traits of the seats. They change no trajectory; service is that of ``staffing.service``.

    ``roles`` are relative numbers.  Nobody is older than ``oldest_age`` at the start: who has served long joined young enough.
    """

    on: bool
    women: Probability
    joined_age: JoinedAge
    oldest_age: Age
    sergeants: RankedSergeants
    roles: Annotated[dict[Name, Weight], Frozen]

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not sum(self.roles.values()):
            refuse([Problem("roles", "nobody in any role", "officers in one role at least", "roles: {response: 100}")])
        return self
