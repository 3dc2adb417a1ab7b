"""How long something takes: a distribution named by its mean, so that changing the kind keeps the mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from sim.scenario.values import Minutes, Part, Positive, Problem, Row, refuse

Kind = Literal["lognormal", "exponential", "gamma", "weibull", "deterministic", "empirical"]
NEEDS_CV = ("lognormal", "gamma", "weibull")
Quantiles = Annotated[tuple[Annotated[float, Field(ge=0)], ...], Row]


def _mean_of_quantiles(quantiles: tuple[float, ...]) -> float:
    # Linear interpolation between equally spaced quantiles: each piece contributes its midpoint.
    pieces = len(quantiles) - 1
    return sum((a + b) / 2 for a, b in zip(quantiles[:-1], quantiles[1:], strict=True)) / pieces


def _problems(kind: str, mean: float | None, cv: float | None, quantiles: Any, unit: str) -> list[Problem]:
    found: list[Problem] = []
    if kind == "empirical":
        rising = quantiles is not None and all(a <= b for a, b in zip(quantiles, quantiles[1:], strict=False))
        if quantiles is None or len(quantiles) < 2 or not rising:
            found.append(
                Problem(
                    f"quantiles_{unit}",
                    "missing" if quantiles is None else f"{list(quantiles)[:6]}",
                    "two or more numbers that never fall, equally spaced quantiles from 0 to 1",
                    f"give quantiles_{unit}, for example [5, 20, 45, 90, 300]",
                )
            )
        return found
    if mean is None:
        found.append(Problem(f"mean_{unit}", "missing", f"a mean for kind {kind}", f"give mean_{unit}"))
    elif mean == 0 and kind != "deterministic":
        found.append(
            Problem(f"mean_{unit}", "0", f"above 0 for kind {kind}", "use kind deterministic for no time at all")
        )
    if kind in NEEDS_CV and cv is None:
        found.append(
            Problem("cv", "missing", f"a coefficient of variation for kind {kind}", "give cv, for example cv: 1.0")
        )
    return found


def _used_only(data: Any, unit: str) -> Any:
    """Drop what the kind does not use, so that ``kind=exponential`` alone switches and equal durations hash alike."""
    if not isinstance(data, Mapping):
        return data
    kind, kept = data.get("kind"), dict(data)
    if kind in ("empirical", "exponential", "deterministic"):
        kept.pop("cv", None)
    kept.pop(f"mean_{unit}" if kind == "empirical" else f"quantiles_{unit}", None)
    return kept


class Duration(Part):
    """A time in minutes. ``cv`` is standard deviation / mean; ``quantiles_min`` are equally spaced from 0 to 1."""

    kind: Kind
    mean_min: Minutes | None = None
    cv: Annotated[Positive, Field(le=20)] | None = None
    quantiles_min: Quantiles | None = None

    @model_validator(mode="before")
    @classmethod
    def _drop_unused(cls, data: Any) -> Any:
        return _used_only(data, "min")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        refuse(_problems(self.kind, self.mean_min, self.cv, self.quantiles_min, "min"))
        return self

    @property
    def mean(self) -> float:
        """Mean in minutes, whatever the kind."""
        return _mean_of_quantiles(self.quantiles_min) if self.quantiles_min else float(self.mean_min or 0.0)


class DurationDays(Part):
    """A time in calendar days (a spell of sickness); otherwise as `Duration`."""

    kind: Kind
    mean_days: Annotated[float, Field(ge=0, le=3660)] | None = None
    cv: Annotated[Positive, Field(le=20)] | None = None
    quantiles_days: Quantiles | None = None

    @model_validator(mode="before")
    @classmethod
    def _drop_unused(cls, data: Any) -> Any:
        return _used_only(data, "days")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        refuse(_problems(self.kind, self.mean_days, self.cv, self.quantiles_days, "days"))
        return self

    @property
    def mean(self) -> float:
        """Mean in days, whatever the kind."""
        return _mean_of_quantiles(self.quantiles_days) if self.quantiles_days else float(self.mean_days or 0.0)


def skewed_days(mean: float, cv: float) -> DurationDays:
    """Return a lognormal length of ``mean`` days, the form most lengths of spells have where nobody says otherwise."""
    return DurationDays.model_validate({"kind": "lognormal", "mean_days": mean, "cv": cv})
