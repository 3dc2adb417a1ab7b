"""Working alone by the hours of the officers; the log of incidents (in answering) counts it another way, and need not agree."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.window import Measure, Window, ratio


def crewing_measures(window: Window) -> Iterator[Measure]:
    """Yield the share of duty time in a crew of one, and the share of officers for whom it was much of their time."""
    tours, done = window.tours, window.done
    worked = window.ended & (done["crew"] > 0)
    duty = (done["off"] - done["on"])[worked]
    alone = done["alone_ms"][worked]
    yield ratio("single_crewed_share", int(alone.sum()), int(duty.sum()))
    seat = tours["seat"][worked]
    on_duty, by_oneself = (np.bincount(seat, weights=ms, minlength=window.inputs.n_seats) for ms in (duty, alone))
    often, at_work = by_oneself > window.scenario.crewing.often_alone_share * on_duty, on_duty > 0
    yield ratio("often_alone_share", int((often & at_work).sum()), int(at_work.sum()))
