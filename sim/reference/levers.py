"""Interventions in the reference: what each lever takes away from an officer today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kernels.levers import (
    BODY_WORN_VIDEO,
    EARLY_RETURN,
    FEWER_HINDRANCES,
    FLU_JABS,
    FOOTAGE,
    RECORDED,
    RESILIENCE,
    TREATMENT,
    strain_felt,
    strain_left,
    taken,
    time_left,
    without_flu,
)

if TYPE_CHECKING:
    from sim.reference.force import Force
    from sim.reference.officer import Officer


class Levers:
    """The interventions of the force; with none of them everything is left as it is."""

    def __init__(self, force: Force) -> None:
        self.force, self.plan = force, force.inputs.levers
        self.reached = self.plan.reached_seats(force.inputs.n_seats).tolist()

    def _taken(self, lever: int, seat: int) -> float:
        return float(taken(lever, self.reached[seat], self.force.night_shift.today, self.plan.rows))

    def season(self, seat: int, season: float, usual: float) -> float:
        """Return what the season multiplies the officer's short spells by; ``usual`` without influenza."""
        return float(without_flu(season, usual, self._taken(FLU_JABS, seat)))

    def shorter_spells(self, seat: int) -> tuple[float, float]:
        """Return what occupational health and early return take off the length of a spell that begins today."""
        return self._taken(TREATMENT, seat), self._taken(EARLY_RETURN, seat)

    def strain_of(self, officer: Officer) -> float:
        """Return the strain that makes an officer sick."""
        return float(strain_felt(officer.strain, self._taken(RESILIENCE, officer.seat)))

    def strain_left(self, seat: int) -> tuple[float, ...]:
        """Return how much of the day that closes this morning still feeds an officer's strain, by what interventions ease."""
        return strain_left(self.reached[seat], self.force.night_shift.today - 1, self.plan.rows)  # type: ignore[no-any-return]

    def complaints_avoided(self, seat: int) -> float:
        """Return the share of today's complaints about an officer that body-worn video keeps from being made."""
        return self._taken(RECORDED, seat)

    def complaint_shorter(self, seat: int) -> float:
        """Return the share of the work and days of today's complaints about an officer that footage saves."""
        return self._taken(FOOTAGE, seat)

    def assault_left(self, seat: int) -> float:
        """Return what body-worn video leaves of the chance of an assault on a crew, by its first officer."""
        return 1.0 - self._taken(BODY_WORN_VIDEO, seat)

    def slowed_ms(self, ms: int, seat: int) -> int:
        """Return how long slow systems hold up writing that takes ``ms`` longer for them, by who came first to the incident."""
        return int(time_left(ms, self._taken(FEWER_HINDRANCES, seat)))
