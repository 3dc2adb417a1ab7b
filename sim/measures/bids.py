"""Extra tours that were offered: filled by those who opted in, mandated, left open."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.window import Measure, Window, ratio
from sim.metrics.small_groups import LEAST_FOR_A_TENTH


def bid_measures(window: Window) -> Iterator[Measure]:
    """Yield how extra tours were filled and what was mandated; nothing where none are offered."""
    if not window.scenario.bids.on:
        return
    books, from_date = window.inputs.bids, window.scenario.run.warmup_days
    offers, moved = books.offers[books.offers["date"] >= from_date], books.moved[books.moved["date"] >= from_date]
    posts, opted, mandated = (int(offers[name].sum()) for name in ("posts", "opted", "mandated"))
    yield ratio("extra_tours", posts, window.years)
    yield ratio("extra_opted_share", opted, posts)
    yield ratio("extra_mandated_share", mandated, posts)
    yield ratio("extra_open_share", posts - opted - mandated, posts)
    each = np.bincount(moved["seat"][moved["mandated"] == 1], minlength=window.inputs.n_own)
    yield ratio("mandated_tours", int(each.sum()), window.officer_years)
    if each.size >= LEAST_FOR_A_TENTH:
        yield ratio("mandated_tours_worst_tenth", float(np.quantile(each, 0.9)), window.years)
