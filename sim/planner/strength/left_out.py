"""A scenario without one thing that a spreadsheet knows nothing of: what is needed then says what the thing costs."""

from __future__ import annotations

from collections.abc import Callable

from sim.configuration import compose
from sim.scenario import Scenario
from sim.scenario.demand import IncidentType
from sim.scenario.values import frozen


def left_out(scenario: Scenario) -> dict[str, Scenario]:
    """Return the scenario without each of these in turn, by name, as far as the scenario has them."""
    out = {name: make(scenario) for name, make in _WAYS.items()}
    return {name: other for name, other in out.items() if other != scenario}


def _single(scenario: Scenario) -> Scenario:
    crewing = scenario.crewing.model_copy(update={"policy": "single", "by_area": compose(["crewing=single"]).crewing.by_area})
    return scenario.model_copy(update={"crewing": crewing})


def _all_urgent(scenario: Scenario) -> Scenario:
    top = next(iter(scenario.force.grades))
    return _with_types(scenario, lambda kind: kind.model_copy(update={"grades": frozen({top: 1.0})}))


def _one_officer_each(scenario: Scenario) -> Scenario:
    """The same work asked for by more incidents, each of which wants one officer."""

    def alone(kind: IncidentType) -> IncidentType:
        return kind.model_copy(update={"officers": frozen({1: 1.0}), "minimum": None, "share": kind.share * _officers(kind)})

    demand = scenario.demand
    before = sum(kind.share for kind in demand.types.values())
    after = sum(kind.share * _officers(kind) for kind in demand.types.values())
    more = demand.model_copy(update={"scale": demand.scale * after / before})
    return scenario if after == before else _with_types(scenario.model_copy(update={"demand": more}), alone)


def _officers(kind: IncidentType) -> float:
    return sum(officers * weight for officers, weight in kind.officers.items()) / sum(kind.officers.values())


def _even_days(scenario: Scenario) -> Scenario:
    level = {"day_to_day_cv": 0.0, "monthly": (1.0,) * 12, "bank_holidays_like": "none"}
    even = scenario.model_copy(update={"demand": scenario.demand.model_copy(update=level)})
    if not scenario.change.on:
        return even
    seasons = dict.fromkeys(("seasons", "bank_holidays", "events"), frozen({}))
    return even.model_copy(update={"change": scenario.change.model_copy(update=seasons)})


def _no_partners(scenario: Scenario) -> Scenario:
    return scenario.model_copy(update={"partners": scenario.partners.model_copy(update={"on": False})})


def _with_types(scenario: Scenario, change: Callable[[IncidentType], IncidentType]) -> Scenario:
    types = frozen({name: change(kind) for name, kind in scenario.demand.types.items()})
    return scenario.model_copy(update={"demand": scenario.demand.model_copy(update={"types": types})})


_WAYS: dict[str, Callable[[Scenario], Scenario]] = {
    "crews of two": _single,
    "crews of two, and incidents that want several officers at once": lambda scenario: _one_officer_each(_single(scenario)),
    "days and months busier than others": _even_days,
    "waiting for partners": _no_partners,
    "grades that can wait": _all_urgent,
}
