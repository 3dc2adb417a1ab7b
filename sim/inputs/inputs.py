"""What one replication is given: plain arrays, the same for both engines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Records = npt.NDArray[np.void]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# The sickness models of a scenario, as the engines number them.
SICKNESS_MODELS = ("none", "independent", "feedback")


@dataclass(frozen=True)
class Rules:
    """Switches and habits that are whole numbers; times in ms."""

    wind_down_ms: int
    wind_down_grades: int
    travel_on: bool
    fatigue_on: bool
    sickness_model: int  # index in SICKNESS_MODELS
    quick_return_ms: int


@dataclass(frozen=True)
class PartnerRules:
    """One partner: when officers give up waiting, and rows of the table of durations."""

    give_up_ms: int
    handover_row: int
    care_row: int
    convey_row: int


@dataclass(frozen=True)
class Inputs:
    """The plan of one replication.  Records are laid out as in ``kernels.records``; times are ms since study start."""

    horizon_ms: int
    measure_from_ms: int
    n_grades: int
    rules: Rules
    incidents: Records  # (n,) INCIDENT, attended incidents in order of (created, key)
    logged_in_hour: Ints  # (hours,) every incident logged, attended or not
    tours: Records  # (n,) TOUR in order of (start, team, area, seat)
    seat_ids: Ints  # (seats,) establishment numbers
    seat_area: Ints  # (seats,)
    seat_back_day: Ints  # (seats,) first day (since 1970-01-01) back from a spell that began before the study
    n_areas: int
    travel_row: Ints  # (areas,) rows of ``durations``
    partners: tuple[PartnerRules, ...]
    steps: Records  # (n,) STEP, units of the partners from then on, in order of (time, partner)
    background: Records  # (n,) BACKGROUND in order of (asked, key)
    nights: Ints  # (days, 2): the hour of bookkeeping (06:00) of each local date, and the date's number since 1970-01-01
    durations: Floats  # table of distributions, see kernels.durations
    fatigue: Floats  # (seats, parameters), see kernels.fatigue
    sickness: Floats
    overtime: Ints
    zone_at_ms: Ints
    zone_offset_ms: Ints
    key_travel: np.uint64
    key_sickness: np.uint64

    @property
    def n_seats(self) -> int:
        """Number of seats after cuts and uplift."""
        return int(self.seat_ids.shape[0])
