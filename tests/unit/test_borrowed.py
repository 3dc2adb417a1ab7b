"""Borrowed state: a kernel that is given it counts no references, so that it may make no arrays and hand none back."""

import numba
import numpy as np
import pytest
from numba import types
from numba.experimental import structref

from kernels import _jit
from kernels._jit import jit, jit_inner
from kernels.compiled.borrowed import borrowed, borrowed_state

pytestmark = pytest.mark.skipif(
    numba.config.DISABLE_JIT or not _jit.JOINED, reason="borrowed kernels are told apart only where kernels are joined"
)


@structref.register
class PileType(types.StructRef):
    """A pile of numbers."""


class Pile(structref.StructRefProxy):
    """A pile of numbers, seen from Python."""


structref.define_proxy(Pile, PileType, ["sheets"])


@pytest.fixture(autouse=True)
def nothing_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_jit.OPTIONS, "cache", False)


def _asked_of_a_pile(question):  # type: ignore[no-untyped-def]
    @jit
    def ask(fields):
        pile = Pile(*borrowed(fields))
        return question(borrowed_state(pile)) + pile.sheets.shape[0]

    return ask((np.array([3.0, 4.0, 5.0]),))


def _counts(kernel) -> bool:  # type: ignore[no-untyped-def]
    (made,) = kernel.overloads.values()
    return bool(made.target_context.enable_nrt)


def test_kernels_given_a_borrowed_state_count_no_references_and_others_do() -> None:
    @jit_inner
    def first(row):
        return row[0]

    @jit_inner
    def third(state):
        part = state.sheets[1:]
        return part[1] + 10 * first(part)

    assert _asked_of_a_pile(third) == 5 + 40 + 3
    assert not _counts(third)
    assert _counts(first)  # what it is given may have an owner, whoever asked first


def test_a_borrowed_kernel_that_makes_an_array_is_refused() -> None:
    """Nobody would ever give its memory back."""

    @jit_inner
    def blank(state):
        return np.zeros(state.sheets.shape[0])[0]

    with pytest.raises(numba.TypingError, match="Only accept returning of array passed"):
        _asked_of_a_pile(blank)


def test_a_borrowed_kernel_that_hands_an_array_back_is_refused() -> None:
    """Whoever gets it would count down what was never counted up."""

    @jit_inner
    def lent(state):
        return state.sheets

    @jit_inner
    def through(state):
        return lent(state)[0]

    with pytest.raises(numba.TypingError, match="Only accept returning of array passed"):
        _asked_of_a_pile(through)
