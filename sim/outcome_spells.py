"""The ledger of health must balance: every day of an officer is a sick day of one kind, on duty after sickness, or fit."""

from __future__ import annotations

import numpy as np

from kernels.presence import INJURED_DAYS
from kernels.spells import DAYS, FIT_DAYS, LONG_TERM_DAYS, N_KINDS, RECUPERATIVE_DAYS
from sim.inputs.inputs import Inputs, Ints


def spell_faults(inputs: Inputs, health: Ints, sick_days: Ints, gone_days: Ints, presence: Ints) -> list[str]:
    """Return what does not balance, in words; nothing when sickness is not told by kind.

    ``gone_days`` (own seats,): mornings on which nobody was there to be sick or fit.
    """
    if not inputs.spells.on:
        return []
    own = health[: inputs.n_own]
    # A morning at the very instant at which measuring begins is bookkeeping of the warm-up.
    counted = int(((inputs.nights[:, 0] > inputs.measure_from_ms) & (inputs.nights[:, 0] < inputs.horizon_ms)).sum())
    by_kind = own[:, DAYS : DAYS + N_KINDS].sum(axis=1)
    if inputs.presence.on:
        by_kind = by_kind + presence[: inputs.n_own, INJURED_DAYS]
    told = gone_days + by_kind + own[:, RECUPERATIVE_DAYS : FIT_DAYS + 1].sum(axis=1)
    faults = [
        f"seat {inputs.seat_ids[seat]}: {told[seat]} days sick, on duty after it, fit or gone, of {counted} mornings"
        for seat in np.flatnonzero(told != counted)[:5]
    ]
    if not np.array_equal(by_kind, sick_days[: inputs.n_own]):
        faults.append(f"{by_kind.sum()} sick days by kind, {sick_days[: inputs.n_own].sum()} in all")
    if bool((own[:, LONG_TERM_DAYS] > by_kind).any()):
        faults.append("more long-term days than sick days")
    return faults
