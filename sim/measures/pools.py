"""What specials, PCSOs and volunteers give and attend; no measure of officers holds them."""

from __future__ import annotations

from collections.abc import Iterator

from kernels.kinds import BUSY, ON_DUTY
from sim.inputs.pools import pool_of_seats
from sim.measures.window import HOUR_MS, Mask, Measure, Window, ratio
from sim.outcome import ROSTERED

MONTHS_A_YEAR = 12


def pool_measures(window: Window) -> Iterator[Measure]:
    """Yield hours given, incidents attended and their share, for all pools and for each; nothing where there are none."""
    plan = window.inputs.pools
    if not plan.on:
        return
    of_seat, of_tour = pool_of_seats(window.inputs), window.tours["pool"]
    attended = window.created & (window.practice["arrived"] >= 0)
    n = int(attended.sum())
    came = (window.sent["arrived"] >= 0) & ~window.sent_officers
    officers_came = window.total_sent((window.sent["arrived"] >= 0) & window.sent_officers) > 0
    groups: dict[str, tuple[Mask, Mask]] = {"": (of_seat > 0, of_tour > 0)}
    groups |= {f"helpers={name}": (of_seat == k, of_tour == k) for k, name in enumerate(plan.names, start=1)}
    for group, (seats, tours) in groups.items():
        accounts = window.outcome.accounts[seats]
        there = int(accounts[:, :, list(ON_DUTY)].sum())
        present, busy = int(accounts[:, ROSTERED][:, list(ON_DUTY)].sum()), int(accounts[:, ROSTERED, BUSY].sum())
        theirs = attended & (window.total_sent(came & tours[window.sent["tour"]]) > 0)
        yield ratio("pool_hours_a_month", there / HOUR_MS, int(seats.sum()) * window.years * MONTHS_A_YEAR, group)
        yield ratio("pool_on_duty", there, window.high - window.low, group)
        yield ratio("pool_attended", int(theirs.sum()), window.years, group)
        yield ratio("pool_attended_share", int(theirs.sum()), n, group)
        yield ratio("pool_alone_share", int((theirs & ~officers_came).sum()), n, group)
        yield ratio("pool_utilisation", busy, present, group)
