"""Who is left of each role, how long they have served, and what their posts cost."""

from __future__ import annotations

from sim.metrics.metric import Metric

ROLES = (
    Metric(
        "role_posts",
        "Posts by role",
        "posts",
        "Posts once all cuts and uplifts are made, vacant ones included: officers who are no sergeants, sergeants, investigators "
        "by team, heads of pools; in the control room the people that its hours on duty take.",
        "one scenario",
        "neutral",
        "availability",
        1,
    ),
    Metric(
        "post_cost",
        "Cost of posts",
        "pounds a year",
        "Posts times the yearly cost of one of their role (staffing.cost), overtime apart. It cannot be given where a role has "
        "none. A post costs the same whoever holds it: pay that rises with service is not in it.",
        "posts",
        "neutral",
        "money",
        0,
    ),
    Metric(
        "service_share",
        "Officers by service",
        "share",
        "Officers who can be deployed by years of service at the start of the study, in the bands of staffing.service.",
        "officers who can be deployed",
        "neutral",
        "availability",
        1,
    ),
)
"""Registered by :mod:`sim.metrics`."""
