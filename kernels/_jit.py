"""The decorators every kernel uses, so that their options are decided in one place.

``fastmath`` stays off and no vector math library is used (``kernels.__init__``): both change the last bits of a result, and
two engines that must agree to the last bit cannot afford that.  ``error_model="numpy"`` drops the branch before every division.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
from numba import types

from kernels import _linkage
from kernels._cache import point_numba_at_cache

CACHE_FOLDER = point_numba_at_cache()
JOINED = _linkage.known_to_numba()


OPTIONS = {"cache": CACHE_FOLDER is not None, "nogil": True, "error_model": "numpy"}
NO_DOORS = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def _widen(kind: types.Type) -> types.Type:
    kind = types.unliteral(kind)
    return types.int64 if isinstance(kind, types.Integer) and kind.signed else kind


def jit(function: Callable[..., Any]) -> Any:
    """Compile a kernel: no Python objects, no GIL, kept on disk where a folder is writable.

    Python calls it with all it needs compiled into one; kernels call a second form of it, a draft (``kernels._linkage``), and
    either form is compiled only when it is called.
    """
    if not JOINED or numba.config.DISABLE_JIT:
        return _with_wide_numbers(numba.njit(function, **OPTIONS))
    kernel = numba.njit(function, pipeline_class=_linkage.WholeCompiler, no_cfunc_wrapper=True, **OPTIONS)
    draft = jit_inner(function)
    kernel.get_call_template = draft.get_call_template
    kernel.get_overload = draft.get_overload
    kernel.draft = draft
    return kernel


def jit_inner(function: Callable[..., Any]) -> Any:
    """Compile a kernel that only kernels call: it needs no door to Python, and is not kept on disk but as part of its callers."""
    if not JOINED:
        return _with_wide_numbers(numba.njit(function, **NO_DOORS, **OPTIONS))
    return _with_wide_numbers(
        numba.njit(function, pipeline_class=_linkage.DraftCompiler, **NO_DOORS, **OPTIONS | {"cache": False}))


def _with_wide_numbers(kernel: Any) -> Any:
    """Let all signed whole numbers arrive as int64.

    One kernel calls another with whole numbers of every width and with constants, and numba would compile the callee anew for
    each of them; this halves the time to compile the engine.
    """
    template_of = getattr(kernel, "get_call_template", None)
    if template_of is not None:  # absent when compilation is switched off, which serves tests of single kernels only

        def get_call_template(args: tuple[types.Type, ...], kws: dict[str, types.Type]) -> Any:
            return template_of(tuple(map(_widen, args)), {name: _widen(kind) for name, kind in kws.items()})

        kernel.get_call_template = get_call_template
    return kernel
