"""Extra tours at peak hours: who fills them."""

from __future__ import annotations

from sim.metrics.metric import Metric

BIDS = (
    Metric(
        "extra_tours",
        "Extra tours offered",
        "per year",
        "Extra tours at peak hours offered in exchange for a quieter tour of the same week.",
        "years",
        "neutral",
        "availability",
        0,
    ),
    Metric(
        "extra_opted_share",
        "Extra tours filled by opting in",
        "share",
        "Extra tours worked by officers who opted in, as a share of those offered.",
        "extra tours offered",
        "higher",
        "availability",
        1,
    ),
    Metric(
        "extra_mandated_share",
        "Extra tours mandated",
        "share",
        "Extra tours that officers who had not opted in were told to work, as a share of those offered.",
        "extra tours offered",
        "lower",
        "availability",
        1,
    ),
    Metric(
        "extra_open_share",
        "Extra tours left open",
        "share",
        "Extra tours that nobody works, as a share of those offered.",
        "extra tours offered",
        "lower",
        "availability",
        1,
    ),
    Metric(
        "mandated_tours",
        "Mandated tours",
        "per officer a year",
        "Extra tours an officer was told to work, a rest day moved for each. No hours are added.",
        "officer-years of those who can be deployed",
        "lower",
        "availability",
        2,
    ),
    Metric(
        "mandated_tours_worst_tenth",
        "Mandated tours, officers with most",
        "per year",
        "What the tenth of officers told to work most extra tours exceed, or at least reach, in such tours a year. Not given of "
        "fewer than 100 officers, whose tenth are few.",
        "years",
        "lower",
        "availability",
        1,
    ),
)
