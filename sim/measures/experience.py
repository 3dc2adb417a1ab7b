"""Experience: the service of those who can be deployed."""

from __future__ import annotations

from collections.abc import Iterator

from sim.measures.window import Measure, Window, ratio

NEW_BELOW_YEARS = 2.0


def experience_measures(window: Window) -> Iterator[Measure]:
    """Yield mean service and the share of officers new to it; nothing where service is not known."""
    years = window.inputs.availability.service_years
    if years.size:
        yield ratio("experience_mean_years", float(years.sum()), years.size)
        yield ratio("experience_under_2_share", int((years < NEW_BELOW_YEARS).sum()), years.size)
