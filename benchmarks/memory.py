"""Peak memory of one replication, measured in a process of its own."""

from __future__ import annotations

import subprocess
import sys

_PROBE = """
import sys
from sim.configuration import compose
from sim.replication import simulate
simulate(compose(["run.warmup_days=0", "run.days=" + sys.argv[1], "sickness=feedback"]), 0)
# Not getrusage: its peak is inherited from the process that started this one.
with open("/proc/self/status", encoding="ascii") as status:
    print(next(line for line in status if line.startswith("VmHWM")).split()[1])
"""


def peak_megabytes(days: int) -> float:
    """Return the peak resident memory (MB) of a process that simulates the county force for ``days`` days; Linux only."""
    done = subprocess.run([sys.executable, "-c", _PROBE, str(days)], capture_output=True, text=True, check=True)
    return float(done.stdout) / 1024
