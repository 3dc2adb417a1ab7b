"""The one decorator every kernel uses, so that its options are decided in one place.

``fastmath`` stays off and no vector math library is used: both change the last bits of a result, and two engines that must
agree to the last bit cannot afford that.  ``error_model="numpy"`` drops the branch before every division.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba

from kernels._cache import point_numba_at_cache

numba.config.DISABLE_INTEL_SVML = 1
CACHE_FOLDER = point_numba_at_cache()


def jit(function: Callable[..., Any]) -> Any:
    """Compile a kernel: no Python objects, no GIL, kept on disk where a folder is writable."""
    return numba.njit(cache=CACHE_FOLDER is not None, nogil=True, error_model="numpy")(function)
