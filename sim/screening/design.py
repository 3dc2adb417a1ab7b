"""The walks: Morris trajectories drawn by SALib, the same for the same seed."""

from __future__ import annotations

import numpy as np

from sim.experiments.statistics import Floats
from sim.faults import Faults


def refuse_without_salib() -> None:
    """Raise a FaultReport where SALib is not installed."""
    try:
        import SALib.sample.morris  # noqa: F401
    except ImportError as error:
        faults = Faults("the screening")
        faults.add("SALib", f"not installed ({error.name})", "the extra for screenings", 'pip install "muster-sim[screen]"')
        faults.raise_any()


def walks(names: list[str], trajectories: int, levels: int, seed: int) -> Floats:
    """Return positions from 0 to 1, shape (trajectories, factors + 1, factors); neighbours on a walk differ in one factor.

    Raises FaultReport where SALib is not installed.
    """
    refuse_without_salib()
    from SALib.sample.morris import sample

    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    drawn = np.asarray(sample(problem, trajectories, num_levels=levels, seed=seed), dtype=np.float64)
    # SALib adds and takes away steps: the same level may come out with another last bit, which would be another scenario.
    return np.round(drawn, 9).reshape(trajectories, len(names) + 1, len(names))
