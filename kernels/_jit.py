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


OPTIONS = {"cache": CACHE_FOLDER is not None, "nogil": True, "error_model": "numpy"}


def _widen(kind: types.Type) -> types.Type:
    kind = types.unliteral(kind)
    return types.int64 if isinstance(kind, types.Integer) and kind.signed else kind


def jit(function: Callable[..., Any]) -> Any:
    """Compile a kernel: no Python objects, no GIL, kept on disk where a folder is writable.

    One kernel calls another with whole numbers of every width and with constants, and numba would compile the callee anew for
    each of them.  Here all signed whole numbers arrive as int64, which halves the time to compile the engine.
    """
    return _with_wide_numbers(numba.njit(function, **OPTIONS))


def jit_inner(function: Callable[..., Any]) -> Any:
    """Compile a kernel that only kernels call: it needs no door to Python, which saves a seventh of the time to compile."""
    return _with_wide_numbers(numba.njit(function, no_cpython_wrapper=True, no_cfunc_wrapper=True, **OPTIONS))


def jit_part(function: Callable[..., Any]) -> Any:
    """Compile a kernel as part of the one kernel that calls it, for the upper storeys of the engine.

    Numba optimises a kernel together with everything below it, so that each storey repeats the work of those beneath.  A part
    is written into its caller instead and compiled once.  It is worth it for large kernels with a single caller.
    """
    return _with_wide_numbers(numba.njit(function, inline="always", **OPTIONS | {"cache": False}))


def _with_wide_numbers(kernel: Any) -> Any:
    template_of = getattr(kernel, "get_call_template", None)
    if template_of is not None:  # absent when compilation is switched off, which serves tests of single kernels only

        def get_call_template(args: tuple[types.Type, ...], kws: dict[str, types.Type]) -> Any:
            return template_of(tuple(map(_widen, args)), {name: _widen(kind) for name, kind in kws.items()})

        kernel.get_call_template = get_call_template
    return kernel
