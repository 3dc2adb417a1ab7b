"""Numbers that belong to names."""

from __future__ import annotations

import hashlib

import numpy as np


def code_of(name: str) -> np.uint64:
    """Return a number that belongs to a name, so that draws do not depend on the place of a name in its list."""
    return np.uint64(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "little"))
