"""For tests of kernels that also run with compilation switched off, as those of planted changes do."""

from __future__ import annotations

import numba
import numpy as np


def fields(records: np.ndarray) -> np.ndarray:
    """Return records the way a kernel reads them: plain Python reaches their fields as attributes only so."""
    return records.view(np.recarray) if numba.config.DISABLE_JIT else records
