"""What the engines are told of being unwell at work: parameters, how the study finds officers, chances of an assault."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kernels import presence

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PresencePlan:
    """By default off: every spell is reported, nobody works slower, and the injured go on working.

    ``par``: parameters of ``kernels.presence``, none when off. ``start`` (own seats, N_PRESENCE): every officer's row of presence
    on the eve of the study, its counts at nothing. ``assault_chance`` (types and kinds of watch,): of an assault on an officer
    in a pair.
    """

    par: Floats = field(default_factory=lambda: np.zeros(0))
    start: Ints = field(default_factory=lambda: np.zeros((0, presence.N_PRESENCE), dtype=np.int64))
    assault_chance: Floats = field(default_factory=lambda: np.zeros(0))

    @property
    def on(self) -> bool:
        """Whether any part of it is on."""
        return self.par.size > 0

    @property
    def injures(self) -> bool:
        """Whether the injured go off sick."""
        return self.on and bool(self.par[presence.INJURIES])

    def rows(self, n_seats: int) -> Ints:
        """Return the rows of ``n_seats`` seats, guests and pools included, whom none of it concerns."""
        out = np.zeros((n_seats if self.on else 0, presence.N_PRESENCE), dtype=np.int64)
        out[: len(self.start)] = self.start
        return out
