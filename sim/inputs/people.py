"""Who sits where: sex, age, service, rank and role of each officer, drawn for the seat; no trajectory depends on them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kernels.draw import STREAM_OFFICER, stream_key, uniform
from sim.inputs.experience import service_years
from sim.inputs.inputs import Floats, Inputs, Ints
from sim.scenario import Scenario
from sim.scenario.people import JoinedAge

_WOMAN, _JOINED, _SERGEANT, _ROLE = 109, 110, 111, 112  # traits of an officer
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Traits:
    """Traits of the force's response officers at the start, each (own seats,); ``role`` is a place in ``roles``."""

    women: Flags
    age: Floats
    service: Floats
    sergeants: Flags
    role: Ints
    roles: tuple[str, ...]


def officers_of(scenario: Scenario, inputs: Inputs) -> Traits:
    """Return the traits of the response officers of a replication; the same in all of them, for they belong to the seat."""
    settings, seed = scenario.people, scenario.run.seed
    ids = inputs.seat_ids[: inputs.n_own]
    key = np.uint64(stream_key(seed, 0, STREAM_OFFICER))
    service = service_years(ids, scenario.staffing, scenario.force.officers, seed)
    joined = np.minimum(joined_at(drawn(key, ids, _JOINED), settings.joined_age), settings.oldest_age - service)
    sergeants = (drawn(key, ids, _SERGEANT) < settings.sergeants.share) & (service >= settings.sergeants.from_years)
    if scenario.supervision.on:
        sergeants = inputs.sergeants[: ids.size].copy()
    reached = np.cumsum([*settings.roles.values()])
    role = np.searchsorted(reached, drawn(key, ids, _ROLE) * reached[-1], side="right").astype(np.int64)
    women = drawn(key, ids, _WOMAN) < settings.women
    return Traits(women, joined + service, service, sergeants, role, tuple(settings.roles))


def joined_at(place: Floats, ages: JoinedAge) -> Floats:
    """Return ages at joining, by inversion of the triangle at ``place`` in (0, 1)."""
    low, peak, high = ages.youngest, ages.usual, ages.oldest
    rising = low + np.sqrt(place * (high - low) * (peak - low))
    falling = high - np.sqrt((1 - place) * (high - low) * (high - peak))
    return np.where(place < (peak - low) / (high - low), rising, falling)


def drawn(key: np.uint64, ids: npt.NDArray[np.integer], draw: int) -> Floats:
    """Return one uniform number in (0, 1) for each seat, by its number."""
    return np.array([uniform(key, seat, draw) for seat in ids.tolist()], dtype=np.float64)
