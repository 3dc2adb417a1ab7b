"""Peak memory of one replication, measured in a process of its own."""

from __future__ import annotations

import subprocess
import sys

_PROBE = """
import resource, sys
from sim.configuration import compose
from sim.replication import simulate
simulate(compose(["run.warmup_days=0", "run.days=" + sys.argv[1], "sickness=feedback"]), 0)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def peak_megabytes(days: int) -> float:
    """Return the peak resident memory (MB) of a process that simulates the county force for ``days`` days; POSIX only."""
    done = subprocess.run([sys.executable, "-c", _PROBE, str(days)], capture_output=True, text=True, check=True)
    return float(done.stdout)
