"""The section "What officers bear": the pressures of the survey, how many officers bear each frequently, and strain."""

from __future__ import annotations

from sim.reports.results import Results, known_means
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

BORNE = (
    "Each pressure is counted from what happened to an officer over 28 days, never drawn. From when on it is frequent is "
    "assumed: read changes, not levels. In the survey of 2016, of officers who chose to answer: too few officers about 80 %, "
    "workload too high 66 %, too little time 58 %, often or always single crewed 73 %."
)
STRAIN = "Strain is a model, no measurement: 0 is what the usual exposures leave behind. What it does to sickness is contested."


BY_KIND = (
    "Long-term sick is who has been away for more than four weeks and still is. Published: psychological causes 31 to 47 % of "
    "officers' sick days in two forces; 1.8 % of officers long-term sick on one day of 2022. Rates are set with these in view: "
    "they are no test of the model."
)


TRAUMA = (
    "Which scenes are traumatic is drawn by type of incident, scaled so that about as many of the shipped county's officers meet "
    "one in a year as of those who answered the survey of 2018 (61.7 %): that share is set and tests nothing. Sent on too soon "
    "is within an hour of leaving the scene unless set otherwise; the writing up counts as time to defuse. All of it is assumed."
)
COMPLAINTS = (
    "How often attending brings a complaint, for how long it is open and what it asks for is assumed. Where it is somebody's "
    "work, the time is taken from duty as supervisory work is."
)
SUPPORT = "A sergeant of the area who is on duty, and free, at a briefing or at supervisory work, has time for others."


def trauma_plans(results: Results) -> list[Plan]:
    """Traumatic scenes and time to defuse; complaints; support from sergeants."""
    hours = tuple(Wanted("distressing_hours", group, f"{results.group_title(group)}: hours of distressing casework", drawn=False)
                  for group in results.groups("distressing_hours", "team"))  # fmt: skip
    by_role = tuple(Wanted("complaint_hours", group, drawn=False) for group in results.groups("complaint_hours", "role"))
    met = (Wanted("undefused_share"), Wanted("undefused_scenes", drawn=False), Wanted("trauma_officers_share", drawn=False),
           Wanted("trauma_scenes", drawn=False))  # fmt: skip
    return [
        Plan((*met, *hours), TRAUMA, ("trauma",)),
        Plan((Wanted("under_complaint_share"), Wanted("complaints_made"), Wanted("complaint_hours"), *by_role,
              Wanted("complaint_hours_owed", drawn=False)), COMPLAINTS, ("complaints",)),
        Plan((Wanted("supported_share"),), SUPPORT, ("support",)),
    ]
SPREAD = "Shares of rostered time lost to sickness. Who was sick again: spells that begin, of groups of officers, never of one."


def sickness_plans(results: Results) -> list[Plan]:
    """Sick days by kind of spell, who is long-term sick, and who is back and not to be sent."""
    def listed(metric: str, kind: str, what: str) -> tuple[Wanted, ...]:
        return tuple(Wanted(metric, group, f"{results.group_title(group)}{what}", drawn=False)
                     for group in results.groups(metric, kind))  # fmt: skip

    shares = (Wanted("psychological_share"), Wanted("long_term_sick_share"), Wanted("sick_days_of_worst_tenth", drawn=False))
    lines = (*listed("sickness_days", "spell", ": sick days"), *listed("sickness_spells", "spell", ""),
             *listed("office_duty_share", "duty", ""), *listed("sick_days_class_share", "days", ""))  # fmt: skip
    weeks = listed("sickness_share_in_weeks", "weeks", ": time lost")
    spread = (Wanted("sickness_winter_ratio"), Wanted("sickness_night_ratio"), Wanted("sick_again_ratio"), *weeks)
    return [Plan((*shares, *lines), BY_KIND, ("sickness",)), Plan(spread, SPREAD, ("sickness",))]


def pressure_plans(results: Results) -> list[Plan]:
    """How many pressures officers bear, each pressure in the table below, and strain."""
    found = known_means(results, "pressures_borne", "pressures_many_share")
    if found is None:
        return []
    names = results.groups("pressure_frequent_share", "pressure")

    def by_pressure(metric: str, what: str) -> tuple[Wanted, ...]:
        return tuple(Wanted(metric, group, f"{results.group_title(group)}: {what}", drawn=False) for group in names)

    title = f"An officer bears {found[0]:.1f} of {len(names)} pressures frequently; {found[1]:.0%} bear four or more"
    borne = (Wanted("pressures_borne"), Wanted("pressures_many_share"))
    listed = (*by_pressure("pressure_frequent_share", "officers who bear it frequently"), *by_pressure("pressure_level", "level"))
    strain = (Wanted("strain_mean"), Wanted("strain_worst_tenth"))
    fed = tuple(Wanted("strain_added", group, f"{results.group_title(group)}: strain added in 28 days", drawn=False)
                for group in results.groups("strain_added", "dimension"))  # fmt: skip
    return [
        Plan((*borne, *listed), BORNE, ("pressures",), always=True, only_on=True, title=title),
        Plan((*strain, *fed), STRAIN, ("sickness",)),
    ]
