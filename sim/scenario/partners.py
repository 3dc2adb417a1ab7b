"""Partners: services with their own queues, which hold officers at the scene until a unit is free."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.duration import Duration
from sim.scenario.values import Frozen, Minutes, Name, Part, Problem, Title, Week, refuse


class Service(Part):
    """One partner.

    ``week`` is its capacity in units (crews, practitioners) by hour of week. ``background_per_hour`` is the mean
    demand it has without the police, shaped by ``background_week`` (relative). ``care`` is the unit's own time per
    case, ``handover`` the time officers stay once a unit is allocated, its drive included. After ``give_up_min`` of
    waiting officers act themselves, which takes ``convey``. ``shortfall`` is the share of its capacity that is missing,
    where it is not the one of all services.
    """

    title: Title
    week: Week
    background_per_hour: Annotated[float, Field(ge=0, le=100_000)]
    background_week: Week
    care: Duration
    handover: Duration
    give_up_min: Minutes
    convey: Duration
    shortfall: Annotated[float, Field(ge=0, le=0.95)] | None = None

    @model_validator(mode="after")
    def _shape(self) -> Self:
        if self.background_per_hour > 0 and not any(map(any, self.background_week)):
            refuse(
                [Problem("background_week", "a week of zeros", "at least one hour above 0", "write background_week: 1")]
            )
        return self


class Partners(Part):
    """``shortfall`` is the share of capacity that is missing of every service without one of its own."""

    on: bool
    shortfall: Annotated[float, Field(ge=0, le=0.95)] = 0.0
    services: Annotated[dict[Name, Service], Field(max_length=50), Frozen] = Field(
        default_factory=dict, validate_default=True
    )

    def missing(self, service: Service) -> float:
        """Return the share of a service's capacity that is missing: its own, or else the one of all."""
        return self.shortfall if service.shortfall is None else service.shortfall
