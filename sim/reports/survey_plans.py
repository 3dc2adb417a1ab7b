"""The section "If officers were asked": stress and wellbeing of all officers beside those who would answer a survey."""

from __future__ import annotations

from sim.reports.results import Results
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

SAID = (
    "Simulated officers, asked as each 28 days end, with cut points as configured: a consistency test of the model, no evidence "
    "for it. Published, of officers who chose to answer: 38.6 % very or extremely stressed (2016), 43.9 % (2018); general "
    "workforce 15 to 16 %. "
    "Wellbeing is a SWEMWBS-equivalent mapping, not the scale; norms of England are 23.7 for men and 23.2 for women."
)


def survey_plans(results: Results) -> list[Plan]:
    """Stress, low wellbeing and the mean score, of everybody and of respondents."""
    whose = results.groups("survey_stressed_share", "who")
    if not whose:
        return []

    def of(metric: str, what: str) -> tuple[Wanted, ...]:
        return tuple(Wanted(metric, group, f"{results.group_title(group)}: {what}") for group in whose)

    return [
        Plan((*of("survey_stressed_share", "very or extremely stressed"), *of("survey_low_wellbeing_share", "low wellbeing")),
             SAID, ("survey",), always=True),
        Plan(of("survey_wellbeing_mean", "wellbeing score"), "Higher is better.", ("survey",)),
    ]
