"""The decorator of all kernels: one compilation serves whole numbers of every width, and constants."""

import os

import numba
import numpy as np
import pytest

from kernels._jit import jit

pytestmark = pytest.mark.skipif(numba.config.DISABLE_JIT, reason="compilation is switched off")


def test_whole_numbers_of_every_width_share_one_compilation():
    @jit
    def answer(a, b):
        return a * 10 + b

    @jit
    def ask(small, large):
        return answer(small[0], 7) + answer(large[0], small[1]) + answer(3, large[0])

    assert ask(np.array([1, 2], dtype=np.int8), np.array([5], dtype=np.int64)) == 17 + 52 + 35
    assert answer.draft.signatures == [(numba.int64, numba.int64)]


def test_no_vector_math_library_changes_the_last_bits():
    assert os.environ["NUMBA_DISABLE_INTEL_SVML"] == "1"
    assert not numba.config.USING_SVML
