"""How compiled kernels are joined: each is translated once, and all that a run needs is optimised together, once.

Left alone, numba optimises every kernel together with copies of all kernels below it, makes machine code of the result, and
throws most of that away when the next storey up does the same again; that was more than half of the time to compile the engine.
Here a kernel that a kernel calls stays a *draft*: translated, neither optimised nor turned into machine code.  A kernel that
Python calls is a *whole*: it gathers the drafts of all kernels beneath it, each once, and is optimised and kept on disk.

This is the one place that leans on numba's internals (the code library behind a compiled function).  Where ``known_to_numba``
does not find them, kernels are compiled numba's own way: the same answers, a cold start of twice the time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba.core import codegen, compiler
from numba.core.environment import lookup_environment

# What is leaned on: methods by class, and attributes that a class sets when it is made.
METHODS = {"JITCodeLibrary": ("finalize", "_finalized", "get_pointer_to_function", "_get_module_for_linking",
                              "_optimize_final_module")}  # fmt: skip
ATTRIBUTES = {"CodeLibrary": ("_codegen",), "CPUCodeLibrary": ("_linking_libraries", "_final_module", "_shared_module")}
ENVIRONMENT = "_ZN08NumbaEnv"  # how the symbols begin that point to a kernel's constants


def known_to_numba() -> bool:
    """Return whether this numba is built the way this file takes it to be."""
    methods = all(hasattr(getattr(codegen, name, None), method) for name, used in METHODS.items() for method in used)
    return methods and hasattr(compiler.Flags, "nrt") and all(set(used) <= _set_by(name) for name, used in ATTRIBUTES.items())


def _set_by(name: str) -> set[str]:
    code = getattr(getattr(getattr(codegen, name, None), "__init__", None), "__code__", None)
    return set(code.co_names) if code else set()


class _Draft(codegen.JITCodeLibrary):
    """A kernel translated, but not optimised: there is no machine code and nothing to call from Python."""

    def finalize(self) -> None:
        self._finalized = True

    def _get_module_for_linking(self) -> Any:
        if self._shared_module is None:
            _relink(self._final_module, "external", "linkonce_odr")  # several kernels may bring the same definition
            self._shared_module = self._final_module
        return self._shared_module

    def get_pointer_to_function(self, name: str) -> int:
        return 0

    @property
    def codegen(self) -> Any:
        return self

    def set_env(self, name: str, environment: Any) -> None:
        """Do nothing: the whole that takes this draft in sets where its constants are."""


class _Whole(codegen.JITCodeLibrary):
    """A kernel that Python calls, with the drafts of all it needs."""

    def finalize(self) -> None:
        self._linking_libraries = _gathered(self._linking_libraries)
        super().finalize()
        for variable in self._final_module.global_variables:
            environment = lookup_environment(variable.name) if variable.name.startswith(ENVIRONMENT) else None
            if environment is not None:
                self._codegen.set_env(variable.name, environment)

    def _optimize_final_module(self) -> None:
        # Nobody else will ask for what was taken in, so that LLVM may drop what it has written into all callers.
        _relink(self._final_module, "linkonce_odr", "internal")
        super()._optimize_final_module()


def _gathered(libraries: list[Any]) -> list[Any]:
    """Return these libraries and, through drafts, all that those need, each once."""
    found: dict[Any, None] = {}
    waiting = list(libraries)
    while waiting:
        library = waiting.pop()
        if library not in found:
            found[library] = None
            if isinstance(library, _Draft):
                waiting += library._linking_libraries
    return list(found)


def _relink(module: Any, old: str, new: str) -> None:
    for function in module.functions:
        if not function.is_declaration and function.linkage.name == old:
            function.linkage = new


_SIZES: dict[str, int] = {}


def _remembering(size_of: Callable[[Any], int]) -> Callable[[Any], int]:
    """Return what tells the bytes of an LLVM type: asked for every variable, and numba parses a module to answer."""

    def remembered(kind: Any) -> int:
        name = str(kind)
        if name not in _SIZES:
            _SIZES[name] = size_of(kind)
        return _SIZES[name]

    return remembered


class _OwnLibrary(compiler.Compiler):
    """Numba's compiler, writing into a library of ours."""

    library: type[codegen.JITCodeLibrary]

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.state.targetctx.get_abi_sizeof = _remembering(self.state.targetctx.get_abi_sizeof)

    def define_pipelines(self) -> Any:
        """Return numba's own passes; the last of them writes into the library it finds."""
        self.state.library = self.library(self.state.targetctx.codegen(), self.state.func_id.func_qualname)
        self.state.library.enable_object_caching()  # before anything is written, as numba itself does
        return super().define_pipelines()


class DraftCompiler(_OwnLibrary):
    """For ``pipeline_class``: a kernel for kernels."""

    library = _Draft

    def __init__(self, typing: Any, target: Any, none: Any, args: tuple[Any, ...], result: Any, flags: Any, names: Any) -> None:
        # What is borrowed has no owner to count for, so that such a kernel need not even be translated with the counting in it.
        flags.nrt = not any(getattr(kind, "borrowed", False) for kind in args)
        super().__init__(typing, target, none, args, result, flags, names)


class WholeCompiler(_OwnLibrary):
    """For ``pipeline_class``: a kernel for Python."""

    library = _Whole
