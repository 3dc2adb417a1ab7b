"""What feeds strain, by dimension; support from sergeants; and officers under complaint."""

from __future__ import annotations

from collections.abc import Iterator

from kernels.exposures import DAYS, DUTY, UNDER_COMPLAINT, UNLED, WINDOW_DAYS
from kernels.strain import DIMENSION, DIMENSIONS, FIRST_REFERENCE, FIRST_WEIGHT, STRESSORS, UNITS
from sim.inputs.inputs import Floats, Ints
from sim.measures.window import Measure, Window, ratio


def strain_measures(window: Window) -> Iterator[Measure]:
    """Yield what each dimension added to strain, the share of duty with support, and days under complaint."""
    whole = window.outcome.exposures[:, : window.inputs.exposures.n_whole].reshape(-1, window.outcome.exposures.shape[-1])
    days = int(whole[:, DAYS].sum())
    if not days:
        return
    if window.scenario.complaints.on:
        yield ratio("under_complaint_share", int(whole[:, UNDER_COMPLAINT].sum()), days)
    if window.scenario.strain.support.on:
        yield ratio("supported_share", int((whole[:, DUTY] - whole[:, UNLED]).sum()), int(whole[:, DUTY].sum()))
    if window.inputs.rules.sickness_model:
        months = days / WINDOW_DAYS
        for name, added in added_by(whole.sum(axis=0), window.inputs.sickness).items():
            yield ratio("strain_added", added, months, f"dimension={name}")


def added_by(exposures: Ints, par: Floats) -> dict[str, float]:
    """Return what the stressors of each dimension add to strain by themselves, before it fades and without what they do together.

    ``exposures`` (N_EXPOSURES,) of any time.  Dimensions whose stressors all weigh nothing are left out.
    """
    found: dict[str, float] = {}
    for k, (_, exposure, against) in enumerate(STRESSORS):
        weight = par[FIRST_WEIGHT + k]
        if weight:
            beyond = (exposures[exposure] - par[FIRST_REFERENCE + k] * exposures[against]) / UNITS[k]
            name = DIMENSIONS[DIMENSION[k]]
            found[name] = found.get(name, 0.0) + float(weight * beyond)
    return found
