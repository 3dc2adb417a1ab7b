"""The threshold for sending officers: which calls it is put to, what is known of them, and what becomes of those turned away."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.demand import Demand, types_there_are
from sim.scenario.duration import Duration
from sim.scenario.values import Day, Frozen, Name, Part, Probability, Problem, Title, refuse, some

Weeks = Annotated[float, Field(ge=0, le=520)]


class Category(Part):
    """Calls of one sort: a share of the incidents of some ``types``.

    ``from_agencies`` of them come from other agencies. A share of them are at real and immediate ``risk`` to life or of serious
    harm; to a share the police owe a ``duty`` of care already.
    """

    title: Title
    types: Annotated[dict[Name, Probability], Field(min_length=1, max_length=200), Frozen]
    from_agencies: Probability = 0.75
    risk: Probability
    duty: Probability = 0.0


class Perceived(Part):
    """What the call-taker makes of it: ``sensitivity`` is the share of real risks that are seen, ``specificity`` the share of
    calls without one of which that is seen.
    """

    sensitivity: Probability = 1.0
    specificity: Probability = 1.0


class Phase(Part):
    """From the date it ``starts`` (null: since before the study) the policy holds for a category; the share of decisions that are
    made by it rises evenly to ``kept`` in ``build_up_weeks``. Off, it never begins.
    """

    on: bool = True
    starts: Day | None = None
    build_up_weeks: Weeks = 0.0
    kept: Probability = 1.0


def _a_day() -> Duration:
    return Duration(kind="exponential", mean_min=1440.0)


class TurnedAway(Part):
    """What comes of calls that are turned away, by whether the risk was real.

    Without one, ``comes_back`` come to the police again; with one, ``comes_back_at_risk`` do, and to ``harm`` somebody comes to
    harm, of which ``heard_of`` come to the police as incidents of the highest grade. The rest is resolved. Of what comes back a
    share is ``graver``: a grade higher, and at real risk. ``back_after`` and ``harm_after`` are counted from being turned away.
    """

    comes_back: Probability = 0.0
    comes_back_at_risk: Probability = 0.0
    harm: Probability = 0.0
    heard_of: Probability = 1.0
    graver: Probability = 0.0
    back_after: Duration = Field(default_factory=_a_day)
    harm_after: Duration = Field(default_factory=_a_day)

    @model_validator(mode="after")
    def _one_fate_each(self) -> Self:
        if self.harm + self.comes_back_at_risk > 1 + 1e-9:
            refuse([Problem("comes_back_at_risk", f"{self.comes_back_at_risk:g} with harm {self.harm:g}", "a sum of at most 1",
                            "lower one of them: a call that is turned away has one fate")])  # fmt: skip
        return self


class Threshold(Part):
    """Officers are sent to calls of these ``categories`` only where an immediate risk to life or of serious harm is perceived, or
    a duty of care is owed, once one of the ``phases`` holds. Categories without a phase are counted, and nothing else.
    """

    on: bool
    categories: Annotated[dict[Name, Category], Field(max_length=100), Frozen] = Field(
        default_factory=dict, validate_default=True
    )
    perceived: Perceived = Field(default_factory=Perceived)
    phases: Annotated[dict[Name, Phase], Field(max_length=100), Frozen] = Field(default_factory=dict, validate_default=True)
    turned_away: TurnedAway = Field(default_factory=TurnedAway)

    @model_validator(mode="after")
    def _categories_there_are(self) -> Self:
        found = []
        if self.on and not self.categories:
            found.append(Problem("categories", "none, with on: true", "at least one", "threshold=right_care, or threshold=none"))
        for name in self.phases:
            if self.on and name not in self.categories:
                found.append(Problem(f"phases.{name}", f"the category {name!r}", f"one of {some(list(self.categories))}",
                                     f"~threshold.phases.{name}, or add the category"))  # fmt: skip
        for kind in dict.fromkeys(kind for one in self.categories.values() for kind in one.types):
            total = sum(one.types.get(kind, 0.0) for one in self.categories.values())
            if total > 1 + 1e-9:
                first = next(name for name, one in self.categories.items() if kind in one.types)
                found.append(Problem(f"categories.{first}.types.{kind}", f"shares of {kind} that sum to {total:g}",
                                     "a sum of at most 1", "lower them: a call is in one category"))  # fmt: skip
        refuse(found)
        return self


def _types_there_are(threshold: Threshold, demand: Demand) -> Iterable[Problem]:
    for name, one in threshold.categories.items() if threshold.on else ():
        yield from types_there_are(f"threshold.categories.{name}.types", one.types, demand)


THRESHOLD_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("threshold", "demand"), _types_there_are),
)
