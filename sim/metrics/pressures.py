"""What officers bear: the eleven pressures of the survey, and strain."""

from __future__ import annotations

from sim.metrics.metric import Metric

_ASKED = "officers x periods of 28 days in which they worked tours enough (pressures.least_tours)"

PRESSURES = (
    Metric(
        "pressure_frequent_share",
        "Officers who bear a pressure frequently",
        "share",
        "Share of officers for whom a pressure, counted over 28 days, reached what is called frequent (pressures.frequent).",
        _ASKED,
        "lower",
        "welfare",
        1,
    ),
    Metric(
        "pressure_level",
        "Level of a pressure",
        "as defined",
        "Mean over officers of the exposure that a pressure is counted by: minutes of unpaid overtime; share of the area's "
        "needed tours that were missing, by time on duty; share of duty with work in hand; share of that work while others "
        "waited; share of incidents cut short or left for a more urgent one; share of duty in a crew of one; crimes left alone, "
        "a tour; share of incidents reached after their target; crimes overdue, a tour; requests for leave refused; hours of "
        "duty a week.",
        _ASKED,
        "lower",
        "welfare",
        2,
    ),
    Metric(
        "pressures_borne",
        "Pressures an officer bears frequently",
        "pressures",
        "Mean number of pressures an officer bears frequently, of those that the mechanisms switched on can show.",
        _ASKED,
        "lower",
        "welfare",
        2,
    ),
    Metric(
        "pressures_many_share",
        "Officers who bear four or more pressures",
        "share",
        "Share of officers who bear four pressures or more frequently.",
        _ASKED,
        "lower",
        "welfare",
        1,
    ),
    Metric(
        "strain_mean",
        "Strain",
        "strain",
        "Mean strain as the periods of 28 days end, or as somebody leaves; 0 is what the usual exposures leave behind "
        "(strain.references).",
        "officers x periods of 28 days",
        "lower",
        "welfare",
        2,
    ),
    Metric(
        "strain_worst_tenth",
        "Strain of the worst tenth",
        "strain",
        "Strain that a tenth of officers reach or pass as the periods of 28 days end.",
        "officers x periods of 28 days",
        "lower",
        "welfare",
        2,
    ),
)
