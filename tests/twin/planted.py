"""Every planted change there is: whatever tables the files planted_*.py hold, so that none can be forgotten."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TypeVar

from tests.twin.planted_kernels import KernelPlant
from tests.twin.planted_lives import Plant

_Kind = TypeVar("_Kind", bound=Plant)


def _all_of(kind: type[_Kind]) -> list[_Kind]:
    """Return the plants of exactly this kind, in the order of the files and of the tables in them."""
    found: list[_Kind] = []
    for path in sorted(Path(__file__).parent.glob("planted_*.py")):
        for table in vars(import_module(f"tests.twin.{path.stem}")).values():
            if isinstance(table, tuple):
                found += [plant for plant in table if type(plant) is kind]
    return found


PLANTS = _all_of(Plant)
KERNELS = _all_of(KernelPlant)
