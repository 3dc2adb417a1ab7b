"""Displacement: what becomes of work that partners leave undone, callers who ring again, and how asking grows with helping."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.demand import Demand, types_there_are
from sim.scenario.duration import Duration
from sim.scenario.partners import Partners
from sim.scenario.values import Frozen, Name, Part, Probability, Problem, refuse, some

Shares = Annotated[dict[Name, Probability], Field(max_length=200), Frozen]


def _some_hours() -> Duration:
    return Duration(kind="exponential", mean_min=240.0)


class Fate(Part):
    """What becomes of work a partner left undone.

    ``becomes``: by type, the share that comes to the police and is attended, ``after`` so long. Of the rest a share is ``lost``:
    nobody does it and nothing more is heard of it; what is left is resolved elsewhere.
    """

    becomes: Shares = Field(default_factory=dict, validate_default=True)
    lost: Probability = 0.0
    after: Duration = Field(default_factory=_some_hours)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.displaced > 1 + 1e-9:
            refuse([Problem("becomes", f"shares that sum to {self.displaced:g}", "a sum of at most 1",
                            "lower them: what is left undone comes to the police once")])  # fmt: skip
        return self

    @property
    def displaced(self) -> float:
        """Share that comes to the police, as long as no more and no less is asked of them than usual."""
        return sum(self.becomes.values())


class Unmet(Part):
    """What a service leaves undone: ``jobs`` of its own that waited ``patience_min`` for a unit, ``requests`` of the police.

    A place's requests are the people whom officers brought there and left when its limit was reached.
    """

    patience_min: Annotated[float, Field(gt=0, le=100_000)]
    jobs: Fate
    requests: Fate


class CallsAgain(Part):
    """A share of incidents, ``by_type``, is followed by another of the same caller and type, whatever was done about the first,
    ``after`` so long from its logging.
    """

    on: bool = False
    by_type: Shares = Field(default_factory=dict, validate_default=True)
    after: Duration = Field(default_factory=lambda: Duration(kind="exponential", mean_min=4320.0))


class Expectation(Part):
    """The more of partners' gaps the police fill, the more is asked of them next.

    Each day pulls what is asked, a multiple of the shares above, towards 1 + ``gain`` x the share of the day's gaps that the
    police filled, up to ``most``; it moves by 1 / ``memory_days`` of the way. With a gain of 0 nothing moves.
    """

    on: bool = False
    gain: Annotated[float, Field(ge=-10, le=10)] = 0.5
    most: Annotated[float, Field(ge=1, le=10)] = 2.0
    memory_days: Annotated[float, Field(ge=1, le=3660)] = 91.0


class Displacement(Part):
    """By service of ``partners``.

    A service that is not named leaves no jobs of its own undone, and nothing comes of the requests that it does not meet.
    """

    on: bool
    services: Annotated[dict[Name, Unmet], Field(max_length=50), Frozen] = Field(default_factory=dict, validate_default=True)
    calls_again: CallsAgain = Field(default_factory=CallsAgain)
    expectation: Expectation = Field(default_factory=Expectation)

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.on and not self.services and not self.calls_again.on:
            refuse([Problem("on", "true, and nothing is displaced", "services, or calls_again.on=true",
                            "displacement=county, or displacement=none")])  # fmt: skip
        return self

    @property
    def most(self) -> float:
        """The highest multiple of the shares that may ever be asked."""
        return self.expectation.most if self.expectation.on and self.expectation.gain > 0 else 1.0


def _types(displacement: Displacement, demand: Demand) -> Iterable[Problem]:
    if not displacement.on:
        return
    for name, service in displacement.services.items():
        for part, fate in (("jobs", service.jobs), ("requests", service.requests)):
            yield from types_there_are(f"displacement.services.{name}.{part}.becomes", fate.becomes, demand)
    if displacement.calls_again.on:
        yield from types_there_are("displacement.calls_again.by_type", displacement.calls_again.by_type, demand)


def _services(displacement: Displacement, partners: Partners) -> Iterable[Problem]:
    if not displacement.on or not partners.on:
        return
    strangers = [name for name in displacement.services if name not in partners.services]
    if strangers:
        yield Problem(f"displacement.services.{strangers[0]}", f"no such partner: {some(strangers)}",
                      f"the services under partners.services: {', '.join(partners.services) or 'none'}",
                      f"~displacement.services.{strangers[0]}, or add partners.services.{strangers[0]}")  # fmt: skip


DISPLACEMENT_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("displacement", "demand"), _types),
    (("displacement", "partners"), _services),
)
