"""Partners: services with their own queues, which hold officers at the scene, or at their own place, until a unit is free."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.faults import listed, nearest
from sim.scenario.demand import Demand, types_there_are
from sim.scenario.duration import Duration
from sim.scenario.values import Frozen, Minutes, Name, Part, Probability, Problem, Title, Week, Whole, refuse

Few = Annotated[Whole, Field(ge=1, le=6)]
Shares = Annotated[dict[Name, Probability], Frozen]


class Service(Part):
    """One partner.

    ``week`` is its capacity in units (crews, practitioners, cubicles, beds) by hour of week. ``background_per_hour`` is the mean
    demand it has without the police, shaped by ``background_week`` (relative). ``care`` is the unit's own time per
    case, ``handover`` the time officers stay once a unit is allocated, its drive included. After ``give_up_min`` of
    waiting officers do what ``at_limit`` says: ``convey`` (act themselves: take the person to the place ``convey_to``, or, where
    none is named, wherever they can in the time ``convey``), ``leave`` (go, with the job unmet) or ``stay`` all the same.
    ``shortfall`` is the share of its capacity that is missing, where it is not the one of all services.

    ``where: place``: it does not come. Officers ``drive`` there with the person when the scene is over, and so many ``officers``
    wait in its queue with the others who come. ``taken_to`` are the shares of those who needed it at the scene who are taken on
    to a place, handed over or not.
    """

    title: Title
    week: Week
    background_per_hour: Annotated[float, Field(ge=0, le=100_000)]
    background_week: Week
    care: Duration
    handover: Duration
    give_up_min: Minutes
    convey: Duration | None = None
    shortfall: Annotated[float, Field(ge=0, le=0.95)] | None = None
    where: Literal["scene", "place"] = "scene"
    drive: Duration | None = None
    officers: Few = 2
    at_limit: Literal["convey", "leave", "stay"] = "convey"
    convey_to: Name | None = None
    taken_to: Shares = Field(default_factory=dict, validate_default=True)

    @model_validator(mode="after")
    def _shape(self) -> Self:
        found = list(self._of_a_place() if self.where == "place" else self._at_the_scene())
        if self.background_per_hour > 0 and not any(map(any, self.background_week)):
            found.append(
                Problem("background_week", "a week of zeros", "at least one hour above 0", "write background_week: 1")
            )
        refuse(found)
        return self

    def _of_a_place(self) -> Iterator[Problem]:
        if self.drive is None:
            yield Problem("drive", "missing, where officers bring people", "how long officers drive there",
                          "give drive, for example {kind: lognormal, mean_min: 20, cv: 0.5}")  # fmt: skip
        if self.at_limit == "convey":
            yield Problem("at_limit", "convey, at a place", "leave or stay: the person is there already", "write at_limit: stay")
        if self.convey_to or self.taken_to:
            yield Problem("convey_to" if self.convey_to else "taken_to", "somewhere else, from a place",
                          "nothing: people are taken to a place from the scene", "take it out")  # fmt: skip

    def _at_the_scene(self) -> Iterator[Problem]:
        if self.at_limit == "convey" and self.convey is None and self.convey_to is None:
            yield Problem("convey", "missing", "how long officers take who act themselves, or a place under convey_to",
                          "give convey, for example {kind: lognormal, mean_min: 70, cv: 0.6}")  # fmt: skip
        if sum(self.taken_to.values()) > 1 + 1e-9:
            yield Problem("taken_to", f"shares that sum to {sum(self.taken_to.values()):g}", "a sum of at most 1",
                          "lower them: a person is taken to one place at most")  # fmt: skip


class Partners(Part):
    """``shortfall`` is the share of capacity that is missing of every service without one of its own.

    ``needs`` gives by type of incident the shares that need a service besides those of the demand: of incidents that need none
    yet and end with no arrest. Who needs a place is taken there when the scene is over.
    """

    on: bool
    shortfall: Annotated[float, Field(ge=0, le=0.95)] = 0.0
    services: Annotated[dict[Name, Service], Field(max_length=50), Frozen] = Field(
        default_factory=dict, validate_default=True
    )
    needs: Annotated[dict[Name, Shares], Frozen] = Field(default_factory=dict, validate_default=True)

    def missing(self, service: Service) -> float:
        """Return the share of a service's capacity that is missing: its own, or else the one of all."""
        return self.shortfall if service.shortfall is None else service.shortfall

    @property
    def places(self) -> list[str]:
        """Names of the services that are places."""
        return [name for name, service in self.services.items() if service.where == "place"]

    @model_validator(mode="after")
    def _who_there_is(self) -> Self:
        found: list[Problem] = []
        for name, service in self.services.items():
            if service.convey_to:
                found += _unknown(f"services.{name}.convey_to", [service.convey_to], self.places, "a place")
            found += _unknown(f"services.{name}.taken_to", list(service.taken_to), self.places, "a place")
        for kind, shares in self.needs.items():
            found += _unknown(f"needs.{kind}", list(shares), list(self.services), "a service")
            if sum(shares.values()) > 1 + 1e-9:
                found.append(Problem(f"needs.{kind}", f"shares that sum to {sum(shares.values()):g}", "a sum of at most 1",
                                     "lower them: an incident needs one partner at most"))  # fmt: skip
        refuse(found if self.on else [])
        return self


def _unknown(part: str, named: list[str], known: list[str], what: str) -> Iterator[Problem]:
    for name in named:
        if name not in known:
            like = nearest(name, known)
            more = "give it where: place" if what == "a place" else f"add partners.services.{name}"
            yield Problem(part, f"{name!r}, which is not {what}", f"one of {listed(known) or 'none'}",
                          f"write {like}" if like else f"take {name} out, or {more}")  # fmt: skip


def _types_that_need(partners: Partners, demand: Demand) -> Iterable[Problem]:
    return types_there_are("partners.needs", partners.needs, demand) if partners.on else ()


def _asked_at_the_scene(partners: Partners, demand: Demand) -> Iterable[Problem]:
    """A partner that the demand names comes to the scene; who is to be taken to a place stands under ``needs``."""
    if not partners.on:
        return
    for kind, incident in demand.types.items():
        for name in incident.partners:
            if name in partners.places:
                yield Problem(f"demand.types.{kind}.partners.{name}", "a place, which does not come", "a service at the scene",
                              f"partners.needs.{kind}.{name} instead")  # fmt: skip


PARTNER_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("partners", "demand"), _types_that_need),
    (("partners", "demand"), _asked_at_the_scene),
)
