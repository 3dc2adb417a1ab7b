"""At work unwell: spells worked through or spent on leave instead of reported, and slower work."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.capacity import Abstraction
from sim.scenario.safety import Safety
from sim.scenario.sickness import Sickness
from sim.scenario.values import Part, Problem, Whole, refuse

Share = Annotated[float, Field(ge=0, le=0.98)]
Slower = Annotated[float, Field(ge=1, le=5)]
KINDS = ("short", "long", "psychological")


class ByKind(Part):
    """A share for each kind of spell of ``sickness``."""

    short: Share = 0.0
    long: Share = 0.0
    psychological: Share = 0.0


class Lasts(Part):
    """How long a hidden spell lasts, as a share of what was drawn for one of its kind."""

    short: Annotated[float, Field(gt=0, le=1)] = 1.0
    long: Annotated[float, Field(gt=0, le=1)] = 1.0
    psychological: Annotated[float, Field(gt=0, le=1)] = 1.0


class WorkedThrough(Part):
    """Presenteeism: of the spells that fall a ``share`` is worked through; work then takes ``slower`` times as long."""

    on: bool = False
    share: ByKind = Field(default_factory=ByKind)
    slower: Slower = 1.0


class OnLeave(Part):
    """Leaveism: of the spells that fall a ``share`` is spent on rest days and leave, ``most_days`` at most, and not reported."""

    on: bool = False
    share: ByKind = Field(default_factory=ByKind)
    most_days: Annotated[Whole, Field(ge=1, le=60)] = 7


class Strained(Part):
    """Each unit of strain above ``above`` makes work take ``slower`` times as long again, at most ``most`` times in all."""

    on: bool = False
    above: Annotated[float, Field(ge=-100, le=100)] = 0.0
    slower: Slower = 1.0
    most: Slower = 1.0


class Presence(Part):
    """Spells of sickness that returns do not know of, and what working while unwell or worn takes longer.

    ``beside_absence``: the rates of sickness are of spells that are reported, and hidden ones fall beside them; otherwise those
    rates are of all spells, and what is hidden is not reported.
    """

    worked_through: WorkedThrough = Field(default_factory=WorkedThrough)
    on_leave: OnLeave = Field(default_factory=OnLeave)
    beside_absence: bool = False
    lasts: Lasts = Field(default_factory=Lasts)
    strained: Strained = Field(default_factory=Strained)

    @property
    def hides(self) -> bool:
        """Whether any spell may go unreported."""
        return self.worked_through.on or self.on_leave.on

    @property
    def on(self) -> bool:
        """Whether any part of it is on."""
        return self.hides or self.strained.on

    @property
    def told(self) -> bool:
        """Whether anything is to be said of hidden spells: some are, or would be with the switches thrown."""
        return self.hides or any(getattr(way.share, kind) for way in (self.worked_through, self.on_leave) for kind in KINDS)

    def hidden_share(self, kind: str) -> float:
        """Return the share of spells of a kind that is not reported."""
        ways = (self.worked_through, self.on_leave)
        return float(sum(getattr(way.share, kind) for way in ways if way.on))

    @model_validator(mode="after")
    def _some_are_reported(self) -> Self:
        found = [
            Problem(f"on_leave.share.{kind}", f"{self.hidden_share(kind):g} with worked_through.share.{kind}",
                    "at most 0.98 together", f"presence.on_leave.share.{kind}=0.1")
            for kind in KINDS if self.hidden_share(kind) > 0.98 + 1e-9
        ]  # fmt: skip
        if self.strained.on and (self.strained.slower == 1 or self.strained.most == 1):
            found.append(Problem("strained.slower", "strain that slows nobody", "slower and most above 1",
                                 "presence.strained={slower: 1.05, most: 1.2}"))  # fmt: skip
        refuse(found)
        return self


def _spells_to_hide(presence: Presence, sickness: Sickness) -> Iterable[Problem]:
    for name in ("worked_through", "on_leave"):
        if getattr(presence, name).on and not (sickness.model != "none" and sickness.by_kind):
            yield Problem(f"presence.{name}.on", "true, with sickness that is not told by kind", "sickness by kind",
                          f"sickness=by_kind, or presence.{name}.on=false")  # fmt: skip
    if presence.strained.on and sickness.model == "none":
        yield Problem("presence.strained.on", "true, where nobody's strain is reckoned", "sickness other than none",
                      "sickness=independent, or presence.strained.on=false")  # fmt: skip


def _leave_to_spend(presence: Presence, abstraction: Abstraction) -> Iterable[Problem]:
    if presence.on_leave.on and not abstraction.on:
        yield Problem("presence.on_leave.on", "true, with nobody on leave", "leave that is planned",
                      "abstraction=planned, or presence.on_leave.on=false")  # fmt: skip


def _injured_fall_sick(safety: Safety, sickness: Sickness) -> Iterable[Problem]:
    if safety.injuries_absent and not (sickness.model != "none" and sickness.by_kind):
        yield Problem("safety.injuries_absent", "true, with sickness that is not told by kind", "sickness by kind",
                      "sickness=by_kind, or safety.injuries_absent=false")  # fmt: skip


PRESENCE_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("presence", "sickness"), _spells_to_hide),
    (("presence", "abstraction"), _leave_to_spend),
    (("safety", "sickness"), _injured_fall_sick),
)
