"""What five years of the county cost, with people who leave and join: CPU seconds of each step, and the most memory (Linux).

Run ``python -m benchmarks.five_years [words]``; words are overrides, such as ``careers=none`` or ``run.days=365``.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.measures import measure
from sim.replication import warm_up

FIVE_YEARS = ("careers=county", "run.days=1827")


def main(words: list[str]) -> None:
    """Run one replication and print what each step took."""
    warm_up()
    scenario, took = compose([*FIVE_YEARS, *words]), []

    def step(name: str, work: Callable[[], Any]) -> Any:
        began = time.process_time()
        found = work()
        took.append(time.process_time() - began)
        print(f"{name:10s} {took[-1]:6.2f} s   at most {_peak_mb():6.0f} MB so far", flush=True)
        return found

    plan = step("plan", lambda: make_plan(scenario))
    inputs = step("inputs", lambda: draw_inputs(plan, 0))
    outcome = step("engine", lambda: run_compiled(inputs))
    table = step("measures", lambda: measure(plan.scenario, plan.calendar, inputs, outcome))
    books = "balance" if table.check["conserved"] else "do not balance"
    print(f"{'all':10s} {sum(took):6.2f} s   {outcome.n_events:,} events; the books {books}")


def _peak_mb() -> float:
    """Return the most memory this process has held so far, MB."""
    with open("/proc/self/status", encoding="ascii") as status:
        return float(next(line for line in status if line.startswith("VmHWM")).split()[1]) / 1024


if __name__ == "__main__":
    main(sys.argv[1:])
