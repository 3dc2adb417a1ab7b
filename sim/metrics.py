"""The registry of metrics: what each number means, its unit, its denominator and which way is good.

Storage, statistics, pages, exports and `muster explain` all read this one table, so a word or a unit is
changed here and nowhere else. The registry holds no values and imports nothing of the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Direction = Literal["lower", "higher", "neutral"]
Family = Literal["public", "officers", "partners", "demand"]

FAMILIES: dict[Family, str] = {
    "public": "The public",
    "officers": "Officers",
    "partners": "Partners",
    "demand": "Demand",
}


@dataclass(frozen=True, slots=True)
class Metric:
    """One measure of a replication.

    `direction` says which way is better ("neutral": a change is reported as higher or lower, never as good).
    `decimals` counts digits of the value as shown, so a share of 0.8123 with one decimal reads 81.2 %.
    `headline` marks the measures that the decision table shows; `by_hour` those stored once per hour of the week.
    """

    name: str
    title: str
    unit: str
    definition: str
    denominator: str
    direction: Direction
    family: Family
    decimals: int
    headline: bool = False
    by_hour: bool = False

    @property
    def scale(self) -> float:
        """Factor from the stored value to the value as shown: shares are stored 0 to 1 and shown in per cent."""
        return 100.0 if self.unit == "share" else 1.0

    @property
    def shown_unit(self) -> str:
        """Unit of the value as shown."""
        return "%" if self.unit == "share" else self.unit

    @property
    def difference_unit(self) -> str:
        """Unit of a difference as shown: two percentages differ by percentage points."""
        return "points" if self.unit == "share" else self.unit


_PUBLIC = (
    Metric(
        "attended_within_target",
        "Attended within target",
        "share",
        "Incidents whose first officer arrived within the target time of their grade and area, as a share of "
        "all incidents due an attendance by the end of the run. One that was never reached counts as missed.",
        "incidents of the period whose target time had run out by the end of the run, met or not",
        "higher",
        "public",
        1,
        headline=True,
    ),
    Metric(
        "wait_p50_min",
        "Wait, middle case",
        "min",
        "Half of the incidents due an attendance waited no longer than this from creation to the first "
        "officer there. One still waiting at the end counts with its wait so far.",
        "incidents due an attendance that were created in the period",
        "lower",
        "public",
        1,
    ),
    Metric(
        "wait_p90_min",
        "Wait, one in ten longer",
        "min",
        "Nine in ten incidents due an attendance waited no longer than this from creation to the first "
        "officer there. One still waiting at the end counts with its wait so far.",
        "incidents due an attendance that were created in the period",
        "lower",
        "public",
        1,
        headline=True,
    ),
    Metric(
        "backlog_mean",
        "Incidents waiting for a crew",
        "incidents",
        "Number of incidents with no crew yet assigned, averaged over time.",
        "time in the period",
        "lower",
        "public",
        1,
        headline=True,
    ),
    Metric(
        "backlog_first_half",
        "Waiting for a crew, first half",
        "incidents",
        "Number of incidents with no crew yet assigned, averaged over the first half of the measured period.",
        "time in the first half of the period",
        "neutral",
        "public",
        1,
    ),
    Metric(
        "backlog_second_half",
        "Waiting for a crew, second half",
        "incidents",
        "Number of incidents with no crew yet assigned, averaged over the second half of the measured period. Much "
        "more than in the first half is the mark of a force that cannot keep up.",
        "time in the second half of the period",
        "neutral",
        "public",
        1,
    ),
    Metric(
        "backlog_growth_share",
        "Growth of the backlog",
        "share",
        "Growth of the number waiting from the first half of the period to the second, as a share of the incidents "
        "that came in between the middles of the two: work that comes in and is never answered.",
        "incidents created between the middles of both halves",
        "neutral",
        "public",
        1,
    ),
    Metric(
        "open_at_end",
        "Still open at the end",
        "incidents",
        "Incidents not yet closed when the run stops. A number that grows with the length of the run is the mark "
        "of a force that cannot keep up.",
        "one count per replication",
        "lower",
        "public",
        0,
    ),
)

_OFFICERS = (
    Metric(
        "utilisation",
        "Utilisation",
        "share",
        "Busy officer-minutes inside rostered, non-absent time as a share of those minutes. Overtime is apart.",
        "rostered officer-minutes not lost to absence",
        "neutral",
        "officers",
        1,
    ),
    Metric(
        "officers_on_duty",
        "Officers on duty",
        "officers",
        "Number of response officers on duty, averaged over time.",
        "time in the period",
        "neutral",
        "officers",
        1,
    ),
    Metric(
        "kss7_hours",
        "Hours on duty while sleepy",
        "h per officer a year",
        "Hours on duty at 7 or more on the nine-point Karolinska sleepiness scale, as modelled from each "
        "synthetic officer's hours worked. A group risk, no diagnosis of a person.",
        "officer-years of the posts there are after cuts and uplift",
        "lower",
        "officers",
        0,
        headline=True,
    ),
    Metric(
        "kss_mean",
        "Mean sleepiness on duty",
        "points of 9",
        "Modelled Karolinska sleepiness score averaged over all hours on duty.",
        "officer-minutes on duty in tours worked to their end",
        "lower",
        "officers",
        2,
    ),
    Metric(
        "overtime_paid_hours",
        "Paid overtime",
        "h per officer a year",
        "Hours held over after the end of a tour that the regulations pay for.",
        "officer-years of the posts there are after cuts and uplift",
        "lower",
        "officers",
        1,
        headline=True,
    ),
    Metric(
        "overtime_unpaid_hours",
        "Unpaid overtime",
        "h per officer a year",
        "Hours held over after the end of a tour that the regulations do not pay for: the first half-hour on "
        "the first occasions of a week and what falls short of a completed quarter of an hour.",
        "officer-years of the posts there are after cuts and uplift",
        "lower",
        "officers",
        1,
        headline=True,
    ),
    Metric(
        "sickness_share",
        "Sickness absence",
        "share",
        "Rostered time lost to sickness as a share of all rostered time. Sickness on a day of leave, training or court is not "
        "in it, for the tour was lost already.",
        "rostered officer-hours",
        "lower",
        "officers",
        2,
        headline=True,
    ),
    Metric(
        "sick_days",
        "Sick days",
        "days per officer a year",
        "Calendar days on which an officer was sick, rest days included.",
        "officer-years of the posts there are after cuts and uplift",
        "lower",
        "officers",
        1,
    ),
    Metric(
        "single_crewed_share",
        "Single-crewed time",
        "share",
        "Time on duty of officers who work their tour in a crew of one, as a share of all time on duty.",
        "officer-time on duty in tours worked",
        "lower",
        "officers",
        1,
        headline=True,
    ),
    Metric(
        "sleep_before_duty_h",
        "Sleep before a tour",
        "h",
        "Modelled sleep in the 24 hours before a tour of duty begins.",
        "tours worked",
        "higher",
        "officers",
        2,
    ),
    Metric(
        "quick_returns",
        "Quick returns",
        "per officer a year",
        "Times an officer starts a tour less than 11 hours after the one before really ended.",
        "officer-years of the posts there are after cuts and uplift",
        "lower",
        "officers",
        1,
    ),
)

_PARTNERS = (
    Metric(
        "officer_hours_held",
        "Officer hours held for partners",
        "h a year",
        "Officer hours at incidents after the police work was done: waiting for another service, handing over "
        "to it, or conveying the person themselves.",
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
        "the handover included. Officers who gave up and went themselves count until they were done, open ones so far.",
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
        "the handover included. Officers who gave up and went themselves count until they were done, open ones so far.",
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

_DEMAND = (
    Metric(
        "incidents_logged",
        "Incidents logged",
        "a year",
        "Incidents created, attended or not.",
        "one year of the whole force",
        "neutral",
        "demand",
        0,
    ),
    Metric(
        "incidents_attended",
        "Incidents attended",
        "a year",
        "Incidents that an officer reached.",
        "one year of the whole force",
        "neutral",
        "demand",
        0,
    ),
)

_BY_HOUR = (
    Metric(
        "supply_officers",
        "Officers on duty by hour",
        "officers",
        "Officers at work in crews in this hour of the week, overtime included, averaged over the weeks of the run.",
        "time in this hour of the week",
        "neutral",
        "officers",
        1,
        by_hour=True,
    ),
    Metric(
        "busy_officers",
        "Officers busy by hour",
        "officers",
        "Officers sent to an incident that is not yet closed in this hour of the week, averaged over the "
        "weeks of the run.",
        "time in this hour of the week",
        "neutral",
        "officers",
        1,
        by_hour=True,
    ),
    Metric(
        "demand_officers",
        "Officers asked for by hour",
        "officers",
        "Officer-hours that incidents take, from the crew being sent until they are closed, counted at the "
        "hour the incident came in and divided by the hours observed. Incidents still open count with the "
        "work planned.",
        "time in this hour of the week",
        "neutral",
        "demand",
        1,
        by_hour=True,
    ),
    Metric(
        "waiting_incidents",
        "Incidents waiting by hour",
        "incidents",
        "Incidents with no crew yet assigned in this hour of the week, averaged over the weeks of the run.",
        "time in this hour of the week",
        "lower",
        "public",
        1,
        by_hour=True,
    ),
)

METRICS: dict[str, Metric] = {m.name: m for m in (*_PUBLIC, *_OFFICERS, *_PARTNERS, *_DEMAND, *_BY_HOUR)}
"""Every metric by its name, in the order pages show them."""

HOURS_OF_WEEK = 168
WHOLE_PERIOD = -1
"""Value of the hour_of_week column for a row that covers the whole measured period."""


def metric(name: str) -> Metric:
    """The metric of this name; raises KeyError naming the nearest known ones."""
    try:
        return METRICS[name]
    except KeyError:
        from difflib import get_close_matches

        near = ", ".join(get_close_matches(name, METRICS, n=3)) or "see METRICS"
        raise KeyError(f"no metric is called {name!r}; did you mean: {near}") from None


def headline_metrics(family: Family | None = None) -> tuple[Metric, ...]:
    """The measures of the decision table, of one family or of all, in page order."""
    return tuple(m for m in METRICS.values() if m.headline and family in (None, m.family))
