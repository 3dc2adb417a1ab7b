"""Sickness: how often officers fall ill, for how long, and how far strain from the work moves it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.scenario.duration import DurationDays
from sim.scenario.spells import SpellSettings
from sim.scenario.values import ClockTime, Problem, Whole, refuse

PerYear = Annotated[float, Field(ge=0, le=100)]


class Sickness(SpellSettings):
    """Spells per officer-year at reference strain, and the loop.

    ``gain`` multiplies strain in the log hazard: 0 cuts the loop, a negative one turns it round. The hazard multiplier is clipped
    to [1 / ``hazard_cap``, ``hazard_cap``]. ``long`` is the whole length of spells that last more than ``long_spell_over_days``.
    Once a day, at ``drawn_at``, strain is reckoned and those who are well may fall ill. ``history_days`` are lived through before
    the simulated days, so that these begin with the usual share of officers away.
    """

    model: Literal["none", "independent", "feedback"]
    gain: Annotated[float, Field(ge=-5, le=5)] = 0.0
    short_per_year: PerYear
    long_per_year: PerYear
    short: DurationDays
    long: DurationDays
    long_spell_over_days: Annotated[float, Field(ge=0, le=365)] = 28.0
    drawn_at: ClockTime = "06:00"
    history_days: Annotated[Whole, Field(ge=0, le=3650)] = 400
    hazard_cap: Annotated[float, Field(ge=1, le=100)] = 5.0

    @model_validator(mode="after")
    def _not_always_ill(self) -> Self:
        ill = self.short_per_year * self.short.mean + self.long_per_year * self.long.mean
        ill += self.psychological.per_year * self.psychological.spell.mean if self.psychological.on else 0.0
        if self.model != "none" and ill > 300:
            refuse(
                [
                    Problem(
                        "short_per_year",
                        f"{ill:.0f} sick days per officer-year",
                        "at most 300",
                        "lower short_per_year, long_per_year or the lengths of spells",
                    )
                ]
            )
        return self

    @model_validator(mode="after")
    def _kinds_that_can_be(self) -> Self:
        found = [Problem("frailty", f"{self.frailty:g} with sickness.model=none", "0", "sickness.frailty=0")] * (
            self.model == "none" and self.frailty > 0
        )
        found += [
            Problem(f"{part}.on", f"true with sickness.model={self.model}", wanted, f"sickness.{part}.on=false")
            for part, wanted, fits in (
                ("psychological", "independent or feedback", self.model != "none"),
                ("season", "independent or feedback", self.model != "none"),
                ("return_to_duty", "independent or feedback", self.model != "none"),
                ("worked", "feedback: nothing that was worked moves the others", self.model == "feedback"),
            )
            if getattr(self, part).on and not fits
        ]
        duty, over = self.return_to_duty, self.long_spell_over_days
        if duty.on and duty.decided_after_days + duty.decision_takes_days <= over:
            found.append(Problem("return_to_duty.decided_after_days", f"{duty.decided_after_days}, so that no spell is long-term",
                                 f"more than {over:g} days in all", "sickness.return_to_duty.decided_after_days=182"))
        refuse(found)
        return self
