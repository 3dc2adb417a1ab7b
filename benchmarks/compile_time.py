"""What compiling costs, noun by noun: every kernel compiled from nothing, self time summed per file.

Run ``python -m benchmarks.compile_time [FOLDER]``; with a folder, one that is empty, what was compiled stays there as a cache
(``MUSTER_CACHE``) for whoever runs next.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

_PROBE = """
import json, sys, time
from numba.core import event

class Clock(event.Listener):
    def __init__(self):
        self.stack, self.cost = [], {}
    def on_start(self, e):
        self.stack.append([e.data["dispatcher"].py_func.__module__, time.perf_counter(), 0.0])
    def on_end(self, e):
        module, began, inner = self.stack.pop()
        spent = time.perf_counter() - began
        self.cost[module] = self.cost.get(module, 0.0) + spent - inner
        if self.stack:
            self.stack[-1][2] += spent

clock = Clock()
event.register("numba:compile", clock)
began = time.perf_counter()
from sim.replication import warm_up
imported = time.perf_counter()
warm_up()
print(json.dumps({"seconds": time.perf_counter() - imported, "import": imported - began, "modules": clock.cost}))
"""


def compile_seconds(keep_in: Path | None = None) -> dict[str, float]:
    """Return seconds of compilation per kernel file, with ``total`` and ``first run`` (compilation and one small run).

    What is compiled is kept in ``keep_in``, or thrown away. Raises ValueError where something lies there already.
    """
    if keep_in and keep_in.is_dir() and any(keep_in.iterdir()):
        raise ValueError(f"{keep_in} is not empty: nothing would be compiled")
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "MUSTER_CACHE": str(keep_in or folder)}
        done = subprocess.run([sys.executable, "-c", _PROBE], env=environment, capture_output=True, text=True, check=True)
    probe = json.loads(done.stdout.splitlines()[-1])
    nouns: dict[str, float] = defaultdict(float)
    for module, seconds in probe["modules"].items():
        nouns[module] += seconds
    return dict(sorted(nouns.items(), key=lambda item: -item[1])) | {
        "total": sum(nouns.values()), "first run": probe["seconds"],
    }


def main(words: list[str]) -> None:
    """Print the table."""
    for noun, seconds in compile_seconds(Path(words[0]).absolute() if words else None).items():
        print(f"{noun:<32}{seconds:8.2f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
