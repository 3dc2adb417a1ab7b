"""How a screening is done: words that begin with ``screen.``, taken out before the scenario is composed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from sim.faults import Faults, listed, nearest
from sim.metrics import METRICS
from sim.overrides import parse, value_text
from sim.scenario.values import Part, Row, Whole

PREFIX = "screen."
SHORT = {"run.days": "28", "run.warmup_days": "14", "run.replications": "2"}
"""The horizon of a screening that names none: many short runs say more here than few long ones."""
_ALLOWED = {
    "trajectories": ("a whole number from 2 to 1000", "4"),
    "levels": ("an even whole number from 4 to 20", "4"),
    "reach": ("a number above 0 up to 1: the share of each range that is walked", "0.5"),
    "together": ("alike or each", "alike"),
    "seed": ("a whole number from 0", "1"),
    "metrics": ("a list of measures; muster list shows them", "[attended_within_target,wait_p90_min]"),
}


class ScreenSettings(Part):
    """``trajectories`` walks over a grid of ``levels``; ``reach`` is the share of every range used, from the configured value.

    ``together``: numbers that differ in nothing but the name of a type, area, grade or partner move as one, or each alone.
    ``seed`` draws the walks (the run's own seed where it is None). ``metrics``: the measures of the conclusions; empty for those
    of the decision table.
    """

    trajectories: Annotated[Whole, Field(ge=2, le=1000)] = 4
    levels: Annotated[Whole, Field(ge=4, le=20, multiple_of=2)] = 4
    reach: Annotated[float, Field(gt=0, le=1)] = 1.0
    together: Literal["alike", "each"] = "alike"
    seed: Annotated[Whole, Field(ge=0, lt=2**32)] | None = None
    metrics: Annotated[tuple[str, ...], Row] = ()


def take_settings(words: Sequence[str], faults: Faults) -> tuple[ScreenSettings, list[str]]:
    """Return the settings of the screening and the words left for the scenario; what is wrong goes to ``faults``."""
    own = [word for word in words if word.lstrip("+~").startswith(PREFIX)]
    rest = [word for word in words if word not in own]
    given: dict[str, Any] = {}
    for word in parse(own, faults):
        name = word.key.removeprefix(PREFIX)
        if name not in ScreenSettings.model_fields:
            like = nearest(name, ScreenSettings.model_fields)
            faults.add(word.text, f"no setting called {word.key}", listed(PREFIX + n for n in ScreenSettings.model_fields),
                       f"did you mean {PREFIX}{like}" if like else "leave it out")
        elif word.action == "delete" or word.sweep is not None:
            faults.add(word.text, "several values" if word.sweep is not None else "a setting taken away", "one value",
                       f"{word.key}={_ALLOWED[name][1]}")
        else:
            given[name] = word.value
    return _validated(given, faults), rest


def _validated(given: dict[str, Any], faults: Faults) -> ScreenSettings:
    sound: dict[str, Any] = {}
    for name, value in given.items():
        allowed, example = _ALLOWED[name]
        try:
            ScreenSettings.model_validate({name: value})
        except ValidationError:
            faults.add(f"{PREFIX}{name}={value_text(value)}", value_text(value), allowed, f"{PREFIX}{name}={example}")
        else:
            sound[name] = value
    settings = ScreenSettings.model_validate(sound)
    for metric in settings.metrics:
        if metric not in METRICS:
            like = nearest(metric, METRICS)
            faults.add(f"{PREFIX}metrics", f"no measure called {metric}", _ALLOWED["metrics"][0],
                       f"did you mean {like}" if like else "leave it out")
    return settings
