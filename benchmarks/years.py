"""The two engines side by side on the same period of the county force, turn by turn in one process."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.reference.force import run_reference

YEAR_DAYS = 365
QUICK_DAYS = 28


@dataclass(frozen=True)
class Timing:
    """Seconds of one thing over several turns."""

    name: str
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The turn in the middle: machines are noisy, single turns mislead."""
        return statistics.median(self.seconds)


def side_by_side(days: int, turns: int, reference_turns: int) -> tuple[list[Timing], dict[str, float]]:
    """Time drawing the demand, the compiled engine and the reference over ``days`` days; return timings and facts."""
    scenario = compose(["run.warmup_days=0", f"run.days={days}", "sickness=feedback", "sickness.gain=1"])
    plan = make_plan(scenario)
    inputs = draw_inputs(plan, 0)
    compiled = run_compiled(inputs)
    run_reference(inputs, 86_400_000)  # its questions are loaded, or compiled, before the clock starts
    draws, fast, slow = [], [], []
    for turn in range(turns):
        draws.append(seconds_of(lambda: draw_inputs(plan, 0)))
        fast.append(seconds_of(lambda: run_compiled(inputs)))
        if turn < reference_turns:
            slow.append(seconds_of(lambda: run_reference(inputs)))
    timings = [Timing("inputs drawn", tuple(draws)), Timing("compiled", tuple(fast)), Timing("reference (SimPy)", tuple(slow))]
    facts = {
        "incidents logged": float(inputs.logged_in_hour.sum()), "incidents attended": float(inputs.incidents.size),
        "events": float(compiled.n_events), "ratio": timings[2].median / timings[1].median,
        "ratio with inputs": (timings[2].median + timings[0].median) / (timings[1].median + timings[0].median),
        "ns per event, compiled": 1e9 * timings[1].median / max(1, compiled.n_events),
    }
    return timings, facts


def seconds_of(work: Callable[[], object]) -> float:
    """Return the seconds a piece of work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
