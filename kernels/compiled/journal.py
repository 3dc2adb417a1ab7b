"""The journal: every event goes into a running hash and, where there is room, into the log."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit_inner
from kernels.compiled.state import LOG_N, NOW
from kernels.trajectory import fold


@jit_inner
def note(st, kind, a, b):
    """Record that ``kind`` happened now to ``a`` (and ``b``)."""
    at = st.control[NOW]
    st.hash[0] = fold(st.hash[0], at, kind, a, b)
    n = st.control[LOG_N]
    if n < st.log.shape[0]:
        st.log[n, 0] = at
        st.log[n, 1] = kind
        st.log[n, 2] = a
        st.log[n, 3] = b
    st.control[LOG_N] = n + np.int64(1)
