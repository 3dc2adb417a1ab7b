"""``muster trace``: one incident's life or one synthetic officer's days, from either engine."""

from __future__ import annotations

from sim.commands.options import Options, refuse_paths
from sim.faults import Faults
from sim.overrides import split_paths

HELP = """muster trace [overrides] [incident=N | officer=N] [replication=N] [days=N]

Tells one life line by line, in local time: an incident of the first days (default: the first that asked for a
partner), or an officer's tours. Officers are synthetic. Both engines tell the same; engine=simpy takes the
reference.

  muster trace
  muster trace incident=120 engine=simpy
  muster trace officer=17 days=5 sickness=feedback
"""

OWN = ("incident", "officer", "replication", "days")


def run(words: list[str], _: Options) -> int:
    """Print one life."""
    from sim.configuration import compose
    from sim.tracing import trace

    paths, overrides = split_paths(words)
    refuse_paths("trace", paths, ())
    own = {name: word.partition("=")[2] for word in overrides for name in OWN if word.startswith(f"{name}=")}
    faults = Faults("the command line")
    for name, text in own.items():
        if not text.isdecimal():
            faults.add(f"{name}={text}", repr(text), "a whole number", f"{name}=1")
    if "incident" in own and "officer" in own:
        faults.add("incident= and officer=", "both", "one of them", "leave one out")
    faults.raise_any()
    rest = [word for word in overrides if word.partition("=")[0] not in OWN]
    numbers = {name: int(text) for name, text in own.items()}
    replication, days = numbers.get("replication", 0), numbers.get("days", 3)
    for line in trace(compose(rest), replication, days, numbers.get("incident"), numbers.get("officer")):
        print(line)
    return 0
