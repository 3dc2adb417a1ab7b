"""What officers would answer if they were asked: stress and wellbeing, of all officers and of those who answer."""

from __future__ import annotations

from sim.metrics.metric import Metric

_ASKED = "officers x periods of 28 days in which they worked tours enough to be asked; respondents: of them, who answer"

SURVEY = (
    Metric(
        "survey_stressed_share",
        "Officers who call their job very or extremely stressful",
        "share",
        "Share of simulated officers who would answer very or extremely on the five-point item, all of them and those who would "
        "answer a survey (survey.response). Cut points are as configured: muster survey calibrates them, runs and sweeps do not.",
        _ASKED,
        "lower",
        "welfare",
        1,
    ),
    Metric(
        "survey_low_wellbeing_share",
        "Officers whose wellbeing score is low",
        "share",
        "Share of simulated officers whose score is at survey.wellbeing.low_to or below. SWEMWBS-equivalent mapping of strain, "
        "not the scale itself.",
        _ASKED,
        "lower",
        "welfare",
        1,
    ),
    Metric(
        "survey_wellbeing_mean",
        "Wellbeing score",
        "points",
        "Mean wellbeing score of simulated officers from 7 to 35, beside norms of 23.7 (men) and 23.2 (women) in England "
        "2010-13. SWEMWBS-equivalent mapping of strain, not the scale itself.",
        _ASKED,
        "higher",
        "welfare",
        2,
    ),
)
