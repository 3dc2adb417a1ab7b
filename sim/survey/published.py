"""What is published of the survey and near it, beside which the simulated figures are set; nothing here is computed with."""

from __future__ import annotations

NOT_FOUND = "not found"

PREVALENCE: dict[str, str] = {
    "too_few_officers": "about 80 % (2016); 89.8 % (2018)",
    "workload": "66 % (2016)",
    "too_little_time": "58 % (2016)",
    "single_crewing": "73 % (2016, where crewing applies); 76.1 % (2018)",
    "long_hours": f"{NOT_FOUND}; near it: 27 % at 49 h or more a week (two English forces)",
}
"""Respondents who bear a pressure, by pressure; those left out were not found."""

ODDS: dict[tuple[str, str], str] = {
    ("long_hours", "stress"): f"{NOT_FOUND}; near it: 2.05 (1.57 to 2.68), distress at 49 h or more a week",
}
"""Odds ratios by pressure and outcome; of the survey itself none was found."""

STRESSED = "38.6 % (2016); 43.9 % (2018); general workforce 15 to 16 %"
WELLBEING = f"officers: {NOT_FOUND}; norms of England 23.7 men, 23.2 women"
LOW_WELLBEING = NOT_FOUND
OUTSIDE = NOT_FOUND
RESPONSE = "2.1 to 34.2 % by force (2016)"

SOURCES = (
    "PFEW 2016 survey of 16 841 officers, constable to chief inspector: results as given by the Federation, Oscar Kilo and the "
    "police press; response by force from the Thames Valley force report of January 2017",
    "Houdmont and Randall 2016, Occupational Medicine 66:713 (hours and distress, two English forces)",
    "Ng Fat and others 2017 (SWEMWBS norms, England 2010-13, n = 27 169)",
    "The rule p < .001 and r of .3 or more: PFEW report 2018/046, annex A",
)

MISSING = (
    "Published prevalence of unpaid overtime, conflicting demands, neglected tasks, time pressure, deadlines, refused leave and "
    "long hours; the wellbeing mean of officers; every odds ratio of the eleven pressures: in the inferential report of December "
    "2017, of which only the contents page was seen.",
    "Sick days, presenteeism and leaveism were outcomes of the original; here only stress and wellbeing are.",
    "The original asked constables to chief inspectors in every role and every force; here response officers of one force.",
)
"""What the comparison lacks, in words."""


def prevalence_of(pressure: str) -> str:
    """Return the published prevalence of a pressure in words."""
    return PREVALENCE.get(pressure, NOT_FOUND)


def odds_of(pressure: str, outcome: str) -> str:
    """Return the published odds ratio of a pressure and an outcome in words."""
    return ODDS.get((pressure, outcome), NOT_FOUND)
