"""The one decorator every kernel uses, so that its options are decided in one place.

``fastmath`` stays off and no vector math library is used (``kernels.__init__``): both change the last bits of a result, and
two engines that must agree to the last bit cannot afford that.  ``error_model="numpy"`` drops the branch before every division.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
from numba import types

from kernels._cache import point_numba_at_cache

CACHE_FOLDER = point_numba_at_cache()


def _widen(kind: types.Type) -> types.Type:
    kind = types.unliteral(kind)
    return types.int64 if isinstance(kind, types.Integer) and kind.signed else kind


def jit(function: Callable[..., Any]) -> Any:
    """Compile a kernel: no Python objects, no GIL, kept on disk where a folder is writable.

    One kernel calls another with whole numbers of every width and with constants, and numba would compile the callee anew for
    each of them.  Here all signed whole numbers arrive as int64, which halves the time to compile the engine.
    """
    kernel = numba.njit(cache=CACHE_FOLDER is not None, nogil=True, error_model="numpy")(function)
    template_of = getattr(kernel, "get_call_template", None)
    if template_of is not None:  # absent when compilation is switched off, which serves tests of single kernels only

        def get_call_template(args: tuple[types.Type, ...], kws: dict[str, types.Type]) -> Any:
            return template_of(tuple(map(_widen, args)), {name: _widen(kind) for name, kind in kws.items()})

        kernel.get_call_template = get_call_template
    return kernel
