"""What partners' places cost: people brought there, hours on the way and in their queues, and jobs left unmet."""

from __future__ import annotations

from sim.metrics.metric import Metric

PLACES = (
    Metric(
        "brought_to_places",
        "People officers brought to a partner's place",
        "a year",
        "People whom officers brought to a place where a partner takes them on: an emergency department, a place of safety.",
        "one year of the whole force",
        "neutral",
        "partners",
        0,
    ),
    Metric(
        "place_drive_hours",
        "Officer hours on the way to partners' places",
        "h a year",
        "Officer hours driving to a partner's place with somebody.",
        "one year of the whole force",
        "lower",
        "partners",
        0,
    ),
    Metric(
        "place_hours",
        "Officer hours at partners' places",
        "h a year",
        "Officer hours at a partner's place with somebody they brought: waiting for a bed, a cubicle or a nurse, handing over.",
        "one year of the whole force",
        "lower",
        "partners",
        0,
    ),
    Metric(
        "place_wait_p50_min",
        "Wait at a partner's place, middle case",
        "min",
        "Half of those brought to a place were taken on within this time of coming there, or left there at the limit; those "
        "still waiting count so far.",
        "people brought to a place in the period",
        "lower",
        "partners",
        0,
    ),
    Metric(
        "place_wait_p90_min",
        "Wait at a partner's place, one in ten longer",
        "min",
        "Nine in ten of those brought to a place were taken on within this time of coming there, or left there at the limit; "
        "those still waiting count so far.",
        "people brought to a place in the period",
        "lower",
        "partners",
        0,
    ),
    Metric(
        "partner_own_wait_p50_min",
        "The partner's own people wait, middle case",
        "min",
        "Half of a partner's own patients or clients had a unit within this time of asking, its drive not included, or had left "
        "unserved; those still waiting count so far.",
        "jobs of the partner's own, asked for in the period",
        "lower",
        "partners",
        0,
    ),
    Metric(
        "partner_own_wait_p90_min",
        "The partner's own people wait, one in ten longer",
        "min",
        "Nine in ten of a partner's own patients or clients had a unit within this time of asking, its drive not included, or "
        "had left unserved; those still waiting count so far.",
        "jobs of the partner's own, asked for in the period",
        "lower",
        "partners",
        0,
    ),
    Metric(
        "partner_left_share",
        "Officers left the job unmet",
        "share",
        "Requests to a partner, and people brought to its place, that officers left at the limit, nobody having taken them on.",
        "requests made to partners and people brought to their places",
        "lower",
        "partners",
        1,
    ),
)
