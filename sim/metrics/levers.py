"""What was tried: whom an intervention reaches, and what it costs."""

from __future__ import annotations

from sim.metrics.metric import Metric

LEVERS = (
    Metric(
        "officers_reached",
        "Officers reached by an intervention",
        "officers",
        "Officers who can be deployed and are among those an intervention reaches, from its start on or not.",
        "officers who can be deployed",
        "neutral",
        "welfare",
        0,
    ),
    Metric(
        "interventions_cost",
        "Cost of interventions",
        "pounds a year",
        "What interventions cost: so much for each officer reached, and so much besides, from their start on. What they save is "
        "not taken off.",
        "years in the period",
        "lower",
        "money",
        0,
    ),
    Metric(
        "strain_eased",
        "Strain that interventions take away",
        "strain",
        "What support by supervisors, trauma risk management and debriefs take off what feeds an officer's strain in 28 days, "
        "before it fades, each by itself; of a lever that gains strength, at its mean strength in each period.",
        "officers x periods of 28 days",
        "higher",
        "welfare",
        3,
    ),
)
"""Registered by :mod:`sim.metrics`."""
