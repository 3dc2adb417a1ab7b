"""What partners cost: officers held, waits for a unit, requests given up."""

from __future__ import annotations

from sim.metrics.metric import Metric

PARTNERS = (
    Metric(
        "officer_hours_held",
        "Officer hours held for partners",
        "h a year",
        "Officer hours at incidents after the police work was done: waiting for another service, handing over "
        "to it, or conveying the person themselves, to its place too and there. By partner: whom it was asked for at the "
        "scene; of a place, those brought there with nobody asked before.",
        "one year of the whole force",
        "lower",
        "partners",
        0,
        headline=True,
    ),
    Metric(
        "partner_wait_p50_min",
        "Wait for a partner, middle case",
        "min",
        "Half of the requests to a partner had relieved the officers of the person within this time, the unit's drive and "
        "the handover included. Officers who gave up and went themselves count until they were done, those who "
        "left until then, open ones so far.",
        "requests made to partners from incidents",
        "lower",
        "partners",
        0,
    ),
    Metric(
        "partner_wait_p90_min",
        "Wait for a partner, one in ten longer",
        "min",
        "Nine in ten requests to a partner had relieved the officers of the person within this time, the unit's drive and "
        "the handover included. Officers who gave up and went themselves count until they were done, those who "
        "left until then, open ones so far.",
        "requests made to partners from incidents",
        "lower",
        "partners",
        0,
    ),
    Metric(
        "partner_gave_up_share",
        "Partner never came",
        "share",
        "Requests to a partner that officers gave up waiting for, as a share of all requests.",
        "requests made to partners from incidents",
        "lower",
        "partners",
        1,
    ),
    Metric(
        "triaged_share",
        "Settled by a practitioner in the crew",
        "share",
        "Incidents at which a practitioner of a partner who came with a crew settled what a partner would have been asked for, "
        "as a share of those that need a partner, by partner too. With no car that carries one it is 0; where no incident needs "
        "the partner it cannot be given.",
        "incidents of the period that need a partner and whose work began",
        "higher",
        "partners",
        1,
    ),
    Metric(
        "practitioner_hours",
        "Hours that practitioners ride along",
        "h a year",
        "Hours for which practitioners of partners are planned to be in crews' cars: from the booking on of a crew that takes "
        "one along to the end of the hours set for it, or of the tour. By partner too; a joint team takes one of each.",
        "one year of the whole force",
        "neutral",
        "partners",
        0,
    ),
    Metric(
        "partner_utilisation",
        "Partner units busy",
        "share",
        "Busy time of partner units as a share of the time they were there.",
        "partner unit-hours available",
        "neutral",
        "partners",
        1,
    ),
)
