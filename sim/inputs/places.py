"""Partners' places: which incidents need a partner besides those of the demand, and who is taken to a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from kernels.places import draw_places as draw
from sim.inputs.inputs import Floats, Ints, Records
from sim.scenario import Scenario


@dataclass(frozen=True)
class PlacePlan:
    """What replications share; ``needs`` (types, services + 1) and ``taken_to`` (services, services + 1) rising sums."""

    needs: Floats
    at_scene: Ints  # (services,)
    taken_to: Floats


def plan_places(scenario: Scenario) -> PlacePlan | None:
    """Return the plan of places and further needs; None where no service has any."""
    partners = scenario.partners
    services = partners.services
    if not partners.on or not (partners.needs or any(service.taken_to for service in services.values())):
        return None
    return PlacePlan(
        _rising((partners.needs.get(kind, {}) for kind in scenario.demand.types), list(services)),
        np.array([service.where == "scene" for service in services.values()], dtype=np.int64),
        _rising((service.taken_to for service in services.values()), list(services)),
    )


def _rising(shares: Iterable[Mapping[str, float]], names: list[str]) -> Floats:
    chance = np.array([[row.get(name, 0.0) for name in names] for row in shares], dtype=np.float64)
    none = np.maximum(0.0, 1.0 - chance.sum(axis=1, keepdims=True))
    return np.ascontiguousarray(np.cumsum(np.hstack([chance, none]), axis=1))


def draw_places(plan: PlacePlan | None, incidents: Records) -> None:
    """Write into ``incidents`` (INCIDENT records) who needs a partner besides, and who is taken to a place."""
    if plan is not None:
        draw(incidents, plan.needs, plan.at_scene, plan.taken_to)
