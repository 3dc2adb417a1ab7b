"""How compiled kernels are joined: one for kernels stays a draft, one for Python takes in all it needs and is kept on disk."""

import os
import subprocess
import sys
from pathlib import Path

import numba
import pytest
from llvmlite import ir
from numba.core.registry import cpu_target

from kernels import _jit, _linkage
from kernels._jit import jit, jit_inner

pytestmark = pytest.mark.skipif(numba.config.DISABLE_JIT, reason="compilation is switched off")
REPOSITORY = Path(__file__).parents[2]

# Two kernels for Python with one below both; it raises, for which compiled code looks up its constants where Python put them.
_KERNELS = """
import numpy as np
from kernels._jit import jit, jit_inner

STEPS = np.array([3, 4, 5])

@jit_inner
def step(i):
    if i >= STEPS.shape[0]:
        raise ValueError("there are three steps")
    return STEPS[i]

@jit
def climb(n):
    height = 0
    for i in range(n):
        height += step(i)
    return height

@jit
def climb_twice(n):
    return climb(n) + climb(n)

if __name__ == "__main__":
    print(climb(3), climb_twice(2))
    for kernel in (climb, climb_twice):
        try:
            kernel(4)
        except ValueError as error:
            print(error)
    print(sum(kernel.stats.cache_hits.total() for kernel in (climb, climb_twice)))
"""


def test_the_numba_installed_is_one_whose_kernels_can_be_joined() -> None:
    """Otherwise all works, but a first run takes twice the time: say so here rather than nowhere."""
    assert _linkage.known_to_numba()
    assert _jit.JOINED


@pytest.mark.parametrize("table", ["METHODS", "ATTRIBUTES"])
@pytest.mark.parametrize("other", [{"CPUCodeLibrary": ("_not_there",)}, {"NoSuchLibrary": ("_codegen",)}])
def test_a_numba_built_otherwise_is_noticed(table: str, other: dict[str, tuple[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_linkage, table, other)
    assert not _linkage.known_to_numba()


def test_with_such_a_numba_kernels_are_compiled_its_own_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_jit, "JOINED", False)
    monkeypatch.setitem(_jit.OPTIONS, "cache", False)

    @jit_inner
    def double(x):
        return 2 * x

    @jit
    def plus_one(x):
        return double(x) + 1

    assert plus_one(20) == 41
    assert double.signatures == plus_one.signatures == [(numba.int64,)]
    assert not isinstance(double.overloads[(numba.int64,)].library, _linkage._Draft)


def test_sizes_of_types_are_those_numba_tells_and_asked_for_once() -> None:
    target = cpu_target.target_context
    asked: list[str] = []

    def size_of(kind: ir.Type) -> int:
        asked.append(str(kind))
        return target.get_abi_sizeof(kind)

    remembered = _linkage._remembering(size_of)
    odd = ir.LiteralStructType([ir.IntType(40), ir.ArrayType(ir.DoubleType(), 13)])  # of no kernel: not remembered yet
    assert remembered(odd) == remembered(odd) == target.get_abi_sizeof(odd) == 8 + 13 * 8
    assert asked == [str(odd)]


def test_a_kernel_is_translated_once_for_all_callers_and_for_python_only_when_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_jit.OPTIONS, "cache", False)  # what is found on disk needs no drafts

    @jit_inner
    def double(x):
        return 2 * x

    @jit
    def plus_one(x):
        return double(x) + 1

    @jit
    def minus_one(x):
        return double(x) - 1 + 0 * plus_one(x)

    assert (plus_one(4), minus_one(4)) == (9, 7)
    draft = double.overloads[(numba.int64,)].library
    assert isinstance(draft, _linkage._Draft)
    assert plus_one.draft.signatures == [(numba.int64,)]
    assert minus_one.draft.signatures == []  # no kernel calls it
    for whole in (plus_one, minus_one):
        assert whole.overloads[(numba.int64,)].library._linking_libraries.count(draft) == 1


def test_a_second_process_finds_the_whole_with_its_constants_on_disk(tmp_path: Path) -> None:
    """A clean machine, then a second start: the same answers and the same error, the second time from the cache."""
    (tmp_path / "stairs.py").write_text(_KERNELS, encoding="utf-8")
    there = {**os.environ, "MUSTER_CACHE": str(tmp_path / "cache"), "PYTHONPATH": str(REPOSITORY)}
    first, second = (
        subprocess.run([sys.executable, "stairs.py"], cwd=tmp_path, env=there, capture_output=True, text=True, check=True)
        .stdout.splitlines() for _ in range(2)
    )  # fmt: skip
    assert first == ["12 14", "there are three steps", "there are three steps", "0"]
    assert second == [*first[:-1], "2"]
