"""Skills: what only some officers may do, how many of them hold it, and how long an incident waits for one who does."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.values import Frozen, Minutes, Name, Part, Probability, Problem, Title, refuse


class Skill(Part):
    """Held by a share of the seats (students hold none). An incident that waited ``substitute_after_min`` for it takes
    anybody; null means never.
    """

    title: Title
    share: Probability
    substitute_after_min: Minutes | None = None

    @model_validator(mode="after")
    def _somebody_comes(self) -> Self:
        if self.share == 0 and self.substitute_after_min is None:
            refuse(
                [
                    Problem(
                        "share",
                        "0, and nobody may go instead",
                        "a share above 0, or a time after which anybody goes",
                        "give a share, for example 0.1, or substitute_after_min: 60",
                    )
                ]
            )
        return self


class Skills(Part):
    """``list`` names the skills; incident types say how often they need one."""

    on: bool
    # One bit each in a signed number of 32 bits.
    list: Annotated[dict[Name, Skill], Field(max_length=30), Frozen] = Field(default_factory=dict, validate_default=True)
