"""Interventions: levers that may be pulled, whom each reaches, what it does, from when on, and what it costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.scenario.complaints import Complaints
from sim.scenario.safety import Safety
from sim.scenario.sickness import Sickness
from sim.scenario.strain import Strain
from sim.scenario.tour import Tour
from sim.scenario.trauma import Trauma
from sim.scenario.values import Day, Part, Probability, Problem, refuse
from sim.scenario.working import Working

Share = Annotated[float, Field(ge=-1, le=1)]
Pounds = Annotated[float, Field(ge=0, le=1_000_000_000)]
Reading = Literal["low", "central", "high"]


class Effect(Part):
    """The share of a harm that a lever takes away once it works in full: what is believed, and how far that may be out.

    Below 0 it does harm.
    """

    low: Share = 0.0
    central: Share = 0.0
    high: Share = 0.0


class Lever(Part):
    """One intervention: the share of officers it reaches, its effect, when it starts and how long it takes to work in full.

    ``starts`` null: with the first day of the warm-up. It costs ``per_officer`` pounds a year for each officer it reaches, and
    ``per_year`` besides.
    """

    on: bool = False
    reach: Probability = 1.0
    effect: Effect = Field(default_factory=Effect)
    starts: Day | None = None
    lag_days: Annotated[float, Field(ge=0, le=3660)] = 0.0
    per_officer: Pounds = 0.0
    per_year: Pounds = 0.0

    def effect_read(self, reading: Reading) -> float:
        """Return the effect as it is read."""
        return float(getattr(self.effect, reading))


class Avoided(Part):
    """The share of something that a lever keeps from happening, as an ``Effect``; there is nothing below 0."""

    low: Probability = 0.0
    central: Probability = 0.0
    high: Probability = 0.0


class Camera(Lever):
    """Body-worn video acts three times: its ``effect`` on assaults, on ``complaints`` about whom it reaches, and on those
    that are made all the same, whose work and days are ``shorter`` by a share.
    """

    complaints: Avoided = Field(default_factory=Avoided)
    shorter: Avoided = Field(default_factory=Avoided)

    def complaints_read(self, reading: Reading) -> float:
        """Return the effect on complaints as it is read."""
        return float(getattr(self.complaints, reading))

    def shorter_read(self, reading: Reading) -> float:
        """Return by which share complaints are shorter, as it is read."""
        return float(getattr(self.shorter, reading))


class Interventions(Part):
    """The levers by name, each defined in ``kernels.levers``; ``effects``: which end of every effect is believed."""

    effects: Reading = "central"
    flu_jabs: Lever = Field(default_factory=Lever)
    occupational_health: Lever = Field(default_factory=Lever)
    early_return: Lever = Field(default_factory=Lever)
    mandatory_breaks: Lever = Field(default_factory=Lever)
    fewer_hindrances: Lever = Field(default_factory=Lever)
    body_worn_video: Camera = Field(default_factory=Camera)
    resilience: Lever = Field(default_factory=Lever)
    supervisor_support: Lever = Field(default_factory=Lever)
    trim: Lever = Field(default_factory=Lever)
    debriefs: Lever = Field(default_factory=Lever)

    @property
    def on(self) -> bool:
        """Whether any lever is pulled."""
        return any(self.lever(name).on for name in LEVERS)

    def lever(self, name: str) -> Lever:
        """Return a lever by its name."""
        found = getattr(self, name)
        assert isinstance(found, Lever)
        return found

    @model_validator(mode="after")
    def _effects_in_order(self) -> Self:
        effects: list[tuple[str, Effect | Avoided]]
        effects = [(f"{name}.effect", self.lever(name).effect) for name in LEVERS if self.lever(name).on]
        if self.body_worn_video.on:
            effects.append(("body_worn_video.complaints", self.body_worn_video.complaints))
            effects.append(("body_worn_video.shorter", self.body_worn_video.shorter))
        refuse(
            Problem(where, f"low {found.low:g}, central {found.central:g}, high {found.high:g}",
                    "low, central and high in this order", f"interventions.{where}.central={found.low:g}")
            for where, found in effects
            if not found.low <= found.central <= found.high
        )  # fmt: skip
        return self


LEVERS = tuple(name for name, field in Interventions.model_fields.items() if field.annotation in (Lever, Camera))


def _no_mechanism(name: str, missing: str, wanted: str, remedy: str) -> Problem:
    return Problem(f"interventions.{name}.on", f"true, and {missing}", wanted, f"{remedy}, or interventions.{name}.on=false")


def _spells_to_shorten(levers: Interventions, sickness: Sickness) -> Iterable[Problem]:
    falls_sick, season = sickness.model != "none", sickness.season
    if levers.flu_jabs.on and not (falls_sick and season.on and season.wave.on):
        yield _no_mechanism("flu_jabs", "no wave of influenza", "true where sickness.season.wave is on", "sickness=by_kind")
    if levers.occupational_health.on and not (falls_sick and sickness.by_kind):
        yield _no_mechanism("occupational_health", "spells are not told by kind", "true where they are", "sickness=by_kind")
    if levers.early_return.on and not (falls_sick and sickness.return_to_duty.on):
        yield _no_mechanism("early_return", "no duty to return to after a long spell", "true where sickness.return_to_duty is on",
                            "sickness=by_kind")  # fmt: skip
    if levers.resilience.on and sickness.model != "feedback":
        yield _no_mechanism("resilience", "strain makes nobody sick", "true with sickness.model=feedback", "sickness=by_kind")


def _breaks_to_keep(levers: Interventions, tour: Tour) -> Iterable[Problem]:
    if levers.mandatory_breaks.on and not tour.meal_break.on:
        yield _no_mechanism("mandatory_breaks", "tours have no meal break", "true where tour.meal_break is on", "tour=county")


def _time_to_save(levers: Interventions, working: Working) -> Iterable[Problem]:
    if levers.fewer_hindrances.on and not (working.on and working.systems.lost_per_job.mean > 0):
        yield _no_mechanism("fewer_hindrances", "no time is lost to slow systems", "true where working.systems.lost_per_job is",
                            "working=county")  # fmt: skip


def _assaults_or_complaints_to_avoid(levers: Interventions, safety: Safety, complaints: Complaints) -> Iterable[Problem]:
    if levers.body_worn_video.on and not safety.on and not complaints.on:
        yield _no_mechanism("body_worn_video", "neither assaults are counted nor complaints made",
                            "true where safety or complaints is on", "safety=county complaints=county")  # fmt: skip


def _strain_to_ease(levers: Interventions, sickness: Sickness, strain: Strain, trauma: Trauma) -> Iterable[Problem]:
    scenes = trauma.on and any(trauma.scenes.values())
    sent_on = scenes and trauma.defused_after_min > 0
    for name, stressor, met, missing, remedy in (
        ("supervisor_support", "unsupported", strain.support.on, "strain.support is off", "strain=demand_control_support"),
        ("trim", "trauma", scenes, "no scene is traumatic", "trauma=county"),
        ("debriefs", "undefused", sent_on, "nobody is sent on too soon after a traumatic scene", "trauma=county"),
    ):
        gaps = [] if met else [(missing, remedy)]
        if sickness.model == "none":
            gaps.append(("without sickness no strain is reckoned", "sickness=by_kind"))
        if not getattr(strain.weights, stressor) * strain.shrink:
            gaps.append((f"strain.weights.{stressor} is 0", "strain=demand_control_support"))
        if levers.lever(name).on and gaps:
            yield _no_mechanism(name, ", ".join(gap for gap, _ in gaps), f"true where {stressor} feeds strain",
                                " ".join(dict.fromkeys(word for _, word in gaps)))  # fmt: skip


INTERVENTION_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("interventions", "sickness"), _spells_to_shorten),
    (("interventions", "tour"), _breaks_to_keep),
    (("interventions", "working"), _time_to_save),
    (("interventions", "safety", "complaints"), _assaults_or_complaints_to_avoid),
    (("interventions", "sickness", "strain", "trauma"), _strain_to_ease),
)
