"""Response standards: whether each was kept, and the time on its own clock."""

from __future__ import annotations

from sim.metrics.metric import Metric

_CLOCK = (
    "The clock of a grade starts at the call, when the incident is logged, or when the first crew is sent, and stops at "
    "the first officer there."
)
_OPEN = "One still waiting at the end counts with its time so far, one no longer needed with its time until then."

CLOCKS = (
    Metric(
        "standard_kept",
        "Standard kept",
        "share",
        "1 where a grade's standard was kept over the period, 0 where not, so the mean is the share of runs in which it was. "
        "By the grade's own statistic: the share within target reached its aim, or the median, or the time nine in ten are "
        "within, was no longer than the target (each time as a multiple of its own target). For the whole force: every grade "
        "kept its standard. What counts as missed is said under attended within target.",
        "incidents of the period whose target time had run out by the end of the run, met or not",
        "higher",
        "public",
        0,
    ),
    Metric(
        "clock_p50_min",
        "Time on the grade's clock, middle case",
        "min",
        f"Half of the grade's incidents had their first officer within this time on the grade's clock. {_CLOCK} {_OPEN}",
        "incidents of the period whose clock had started",
        "lower",
        "public",
        1,
    ),
    Metric(
        "clock_p90_min",
        "Time on the grade's clock, one in ten longer",
        "min",
        f"Nine in ten of the grade's incidents had their first officer within this time on the grade's clock. {_CLOCK} {_OPEN}",
        "incidents of the period whose clock had started",
        "lower",
        "public",
        1,
    ),
    Metric(
        "cancelled_share",
        "No longer needed before anybody was sent",
        "share",
        "Incidents whose callers needed nobody any more before a crew was sent, as a share of all that were passed to the "
        "dispatcher.",
        "incidents of the period passed to the dispatcher",
        "lower",
        "public",
        1,
    ),
)
