"""Every queue by itself, to tell which one grows without end and since when."""

from __future__ import annotations

from sim.metrics.metric import Metric

_WHICH = (
    "Queues: incidents of a grade, or of an area, that wait for a first crew; people brought to a custody suite; crimes that "
    "wait for an investigator; matters that wait for the desk of the control room; partners' own jobs and officers' requests."
)

QUEUES = (
    Metric(
        "queue_first_half", "Length of a queue, first half", "in the queue",
        f"How many waited, averaged over the first half of the period. {_WHICH}",
        "ms in the first half of the period", "neutral", "demand", 1,
    ),
    Metric(
        "queue_second_half", "Length of a queue, second half", "in the queue",
        f"How many waited, averaged over the second half of the period. {_WHICH}",
        "ms in the second half of the period", "neutral", "demand", 1,
    ),
    Metric(
        "queue_growth_share", "Growth of a queue", "share",
        "Growth of a queue from the first half of the period to the second, as a share of what joined it between the middles "
        "of the two: what comes in and is never dealt with.", "joined between the middles of both halves", "neutral", "demand", 1,
    ),
    Metric(
        "queue_growth_week", "Growth of a queue in a week", "a week",
        "By how much a queue grew in a week: from the mean of the first half of the period to that of the second.",
        "weeks between the middles of both halves", "neutral", "demand", 1,
    ),
    Metric(
        "queue_short_until_day", "Queue last as short as in the beginning", "day of the period",
        "Days of the period that had gone by when the queue was last as short as it was on average in the first tenth of the "
        "period. A queue that keeps up comes back to that length until the end.", "ms in the period", "neutral", "demand", 0,
    ),
)  # fmt: skip
