"""The answer of a spreadsheet: Erlang's formula, one hour of the week after the other, one officer to a call.

It takes every hour by itself, as if it lasted for ever; each officer an incident needs as a call of its own; all incidents in
one line, each as urgent as the highest grade.  That is how minimum strength is commonly worked out, and what the simulation
is held against.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
MOST = 100_000


def delay_probability(servers: int, offered: float) -> float:
    """Return the chance that a call has to wait, Erlang 1917, for an ``offered`` load in erlangs; 1 where it is too much.

    By the recursion for the chance of loss, which does not overflow.
    """
    if offered <= 0:
        return 0.0
    if servers <= offered:
        return 1.0
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = offered * blocked / (n + offered * blocked)
    return blocked / (1.0 - offered / servers * (1.0 - blocked))


def share_in_time(servers: int, offered: float, patience_h: float, handling_h: float) -> float:
    """Return the share of calls that wait at most ``patience_h``, with calls of ``handling_h`` hours on average."""
    if offered <= 0:
        return 1.0
    late = delay_probability(servers, offered) * math.exp(-(servers - offered) * patience_h / handling_h)
    return 1.0 - late if servers > offered else 0.0


def officers_needed(offered: Floats, patience_h: float, handling_h: float, aim: float) -> Ints:
    """Return the fewest officers, (n,), at which ``aim`` of the calls wait at most ``patience_h``; ``offered`` (n,) erlangs.

    Raises ``ValueError`` for an aim no number of officers reaches, or for a load beyond any force.
    """
    if not 0 < aim < 1 or offered.size and offered.max() > MOST:
        raise ValueError(f"an aim of {aim:g} at up to {offered.max(initial=0):g} erlangs has no answer")
    out = np.zeros(offered.size, dtype=np.int64)
    for place, load in enumerate(offered):
        servers = math.floor(load) + 1 if load > 0 else 0
        while share_in_time(servers, float(load), patience_h, handling_h) < aim:
            servers += 1
        out[place] = servers
    return out
