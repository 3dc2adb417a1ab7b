"""What officers did hour by hour: the time of rostered tours by status, for the cascade of who is there."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.clock import HOUR_MS
from kernels.compiled.state import N_OWN, NOW


@jit_inner
def book_hours(st, seat):
    """Add the time in the officer's present status to the hours it fell in, if it was rostered.

    Students go out with a tutor only and count as missing, specials and guests have no post: they are left out.
    """
    officer = st.officers[seat]
    if officer.account != 0 or seat >= st.control[N_OWN]:
        return
    now = st.control[NOW]
    if st.seat_student[seat] != 0:
        if st.student_ms.shape[0] > 0:  # who is a student changes: what they did is kept apart
            st.student_ms[seat, officer.status] += now - officer.since
        return
    at = officer.since
    while at < now:
        hour = at // HOUR_MS
        until = min(now, (hour + 1) * HOUR_MS)
        st.duty_hours[hour, officer.status] += until - at
        at = until
