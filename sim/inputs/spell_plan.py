"""What the engines are told of sickness by kind: parameters, the season of each night, how the study finds each officer."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kernels import spells

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SpellPlan:
    """By default off: one rate, two lengths, nothing after a spell (``kernels.sickness``).

    ``par``: parameters of ``kernels.spells``, none when off. ``season`` (nights,): what short spells are multiplied by.
    ``start`` (own seats, N_HEALTH): every officer's row of health on the eve of the study, its counts at nothing. ``usual``
    (nights,): the season without its wave of influenza.
    ``frailty`` (own seats,): what every hazard of who holds a seat at the start is multiplied by for good; none where all are
    alike. ``traits``: the key by which the frailty of who joins is drawn.
    """

    par: Floats = field(default_factory=lambda: np.zeros(0))
    season: Floats = field(default_factory=lambda: np.zeros(0))
    start: Ints = field(default_factory=lambda: np.zeros((0, spells.N_HEALTH), dtype=np.int64))
    usual: Floats = field(default_factory=lambda: np.zeros(0))
    frailty: Floats = field(default_factory=lambda: np.zeros(0))
    traits: np.uint64 = np.uint64(0)

    def __post_init__(self) -> None:
        """Where nobody says what the season is without a wave, there is none."""
        if not self.usual.size:
            object.__setattr__(self, "usual", self.season)

    @property
    def on(self) -> bool:
        """Whether spells are told by kind."""
        return self.par.size > 0

    def health(self, n_seats: int) -> Ints:
        """Return the rows of ``n_seats`` seats, guests and pools included, whom none of it concerns."""
        out = np.zeros((n_seats if self.on else 0, spells.N_HEALTH), dtype=np.int64)
        out[: len(self.start)] = self.start
        return out

    def frailties(self, n_seats: int) -> Floats:
        """Return what the hazards of each of ``n_seats`` seats are multiplied by: 1 for whom nothing is said of."""
        out = np.ones(n_seats if self.on else 0)
        out[: len(self.frailty)] = self.frailty
        return out
