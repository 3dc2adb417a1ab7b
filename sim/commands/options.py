"""What every verb is given besides its words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.faults import Faults, listed

RESULTS = Path("results")


@dataclass(frozen=True)
class Options:
    """Switches of the command line: ``quiet`` shows no progress, ``debug`` tracebacks; ``strict`` makes breaches a status."""

    quiet: bool = False
    debug: bool = False
    show_configuration: bool = False
    strict: bool = False


def refuse_paths(verb: str, paths: dict[str, str], allowed: tuple[str, ...]) -> None:
    """Raise a FaultReport for paths that a verb does not take."""
    faults = Faults("the command line")
    for name in paths:
        if name not in allowed:
            takes = listed([f"{each}=" for each in allowed]) or "no path"
            faults.add(f"{name}={paths[name]}", f"muster {verb} does not take {name}=", takes, f"leave {name}= out")
    faults.raise_any()


def exactly_one(verb: str, words: list[str], what: str, example: str) -> str:
    """Return the single word a verb wants; a FaultReport says what was expected otherwise."""
    if len(words) != 1:
        faults = Faults("the command line")
        faults.add(f"muster {verb} {' '.join(words)}".strip(), f"{len(words)} words after {verb}", what, example)
        faults.raise_any()
    return words[0]
