"""What time of officers goes on incidents and sickness, and what it is worth: what a bill is made out in."""

from __future__ import annotations

from sim.metrics.metric import Metric

_WHOLE = "one year of the whole force"

BILL = (
    Metric(
        "officer_hours_busy",
        "Officer hours busy",
        "h a year",
        "Officer hours spent with incidents and watches: driving, at the scene, held for a partner, in custody, writing up; in "
        "the roster's hours and in overtime.",
        _WHOLE,
        "neutral",
        "money",
        0,
    ),
    Metric(
        "officer_hours_sick",
        "Officer hours lost to sickness",
        "h a year",
        "Rostered officer hours lost to sickness.",
        _WHOLE,
        "lower",
        "money",
        0,
    ),
    Metric(
        "officer_hours_spent",
        "Officer hours spent",
        "h a year",
        "Officer hours busy and officer hours lost to sickness together. A difference between two runs is what one takes of "
        "officers and the other does not, whatever way it takes it.",
        _WHOLE,
        "neutral",
        "money",
        0,
    ),
    Metric(
        "officer_time_cost",
        "What the time of officers is worth",
        "pounds a year",
        "Rostered officer hours busy or lost to sickness at what a rostered hour costs (staffing.cost.constables for every "
        "officer, over the hours the roster asks), and pay for overtime where that is reckoned (overtime.pay.on). No budget "
        "shrinks by it: hours that come free are there for other work.",
        _WHOLE,
        "neutral",
        "money",
        0,
    ),
)
