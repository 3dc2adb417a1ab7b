"""What comes of an incident that nobody planned: rows behind all others, which sleep until something happens to their parent."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.heap import push
from kernels.compiled.state import EV_COMES_AGAIN, NOW, SUBS


@jit_inner
def promise_returns(st, k, cause, chance):
    """Have what was drawn to come back for ``cause`` do so where its luck is below ``chance``; ``k`` the first of its parent."""
    while k >= 0:
        back = st.returns[k]
        if back.cause == cause and back.luck < chance:
            row = st.incidents.shape[0] - st.returns.shape[0] + k
            push(st, st.control[NOW] + back.after_ms, st.incidents[row].key, EV_COMES_AGAIN * SUBS, EV_COMES_AGAIN, row, 0)
        k = back.next


@jit_inner
def comes_back(st, i, cause, chance):
    """Something happened to incident ``i`` for which others may come."""
    if st.returns.shape[0] > 0:
        promise_returns(st, st.follows[i], cause, chance)
