"""Measures inside a sentence: each as a noun phrase, and the verb that follows it in the right number."""

from __future__ import annotations

from sim.metrics import Metric
from sim.reports.names import NAMED_BY_GROUP, group_inside, group_words

# The noun phrase, and whether it takes a plural verb. A measure without an entry goes by its title.
_PHRASES: dict[str, tuple[str, bool]] = {
    "attended_within_target": ("attendance within target", False),
    "wait_p50_min": ("the middle wait", False),
    "wait_p90_min": ("the wait that one in ten exceeds", False),
    "backlog_mean": ("incidents waiting for a crew", True),
    "open_at_end": ("incidents still open at the end", True),
    "standard_kept": ("the share of runs in which the standard is kept", False),
    "clock_p50_min": ("the middle time on the grade's clock", False),
    "clock_p90_min": ("the long time on the grade's clock", False),
    "cancelled_share": ("incidents that need nobody any more before a crew is sent", True),
    "helped_share": ("crews that come from another area", True),
    "aid_hours": ("work by other forces' officers", False),
    "aid_returned_hours": ("work returned to other forces", False),
    "aid_owed_hours": ("hours still owed to other forces", True),
    "substituted_share": ("incidents attended without the skill they need", True),
    "skill_wait_mean_min": ("the mean wait where a skill is needed", False),
    "skill_wait_p90_min": ("the wait where a skill is needed that one in ten exceeds", False),
    "drive_mean_min": ("the mean drive", False),
    "drive_p90_min": ("the drive that one in ten exceeds", False),
    "turned_back_share": ("crews turned back on the way", True),
    "crews_per_incident": ("crews at an incident", True),
    "officers_per_incident": ("officers at an incident", True),
    "officer_hours_per_incident": ("officer hours for an incident", True),
    "single_crewed_log": ("incidents logged as attended by one officer", True),
    "begun_short_share": ("incidents begun with too few officers", True),
    "suspended_share": ("incidents broken off and left to wait", True),
    "regraded_share": ("incidents raised to a higher grade", True),
    "clearing_dropped_hours": ("writing up cut short", False),
    "extra_tours": ("extra tours offered", True),
    "extra_opted_share": ("the share of extra tours filled by opting in", False),
    "extra_mandated_share": ("the share of extra tours mandated", False),
    "extra_open_share": ("the share of extra tours left open", False),
    "mandated_tours": ("mandated tours", True),
    "mandated_tours_most": ("mandated tours of the officer with most", True),
    "span_of_control": ("constables for each sergeant", True),
    "without_sergeant_share": ("hours in which an area has no sergeant", True),
    "sergeants_busy_share": ("sergeants' busy time", False),
    "pool_hours_a_month": ("hours that each in a pool gives in a month", True),
    "pool_on_duty": ("people of pools on duty", True),
    "pool_attended": ("incidents attended by pools", True),
    "pool_attended_share": ("the share of incidents with somebody of a pool", False),
    "pool_alone_share": ("the share of incidents attended by pools without an officer", False),
    "pool_utilisation": ("pools' busy time", False),
    "misplaced_share": ("officer hours out of step with demand", True),
    "asked_each_tightest": ("what is asked of each officer in the tightest hours", False),
    "asked_each_slackest": ("what is asked of each officer in the slackest hours", False),
    "utilisation": ("utilisation", False),
    "officers_on_duty": ("officers on duty", True),
    "kss7_hours": ("hours on duty while sleepy", True),
    "kss_mean": ("mean sleepiness on duty", False),
    "overtime_paid_hours": ("paid overtime", False),
    "overtime_unpaid_hours": ("unpaid overtime", False),
    "sickness_share": ("sickness absence", False),
    "sick_days": ("sick days", True),
    "single_crewed_share": ("single-crewed time", False),
    "often_alone_share": ("officers often single crewed", True),
    "sleep_before_duty_h": ("sleep before a tour", False),
    "quick_returns": ("quick returns", True),
    "cascade_establishment": ("the establishment", False),
    "cascade_strength": ("officers on strength", True),
    "cascade_deployable": ("officers who can be deployed", True),
    "cascade_rostered": ("officers rostered", True),
    "cascade_available": ("officers available", True),
    "cascade_productive": ("productive officers", True),
    "cascade_lost": ("officers lost on the way from post to street", True),
    "rostered_at_a_time": ("officers rostered at a time", True),
    "available_at_a_time": ("officers available at a time", True),
    "productive_at_a_time": ("productive officers at a time", True),
    "productive_share": ("the productive share of the establishment", False),
    "experience_mean_years": ("mean years of service", True),
    "experience_under_2_share": ("officers with less than two years of service", True),
    "leave_taken_days": ("leave taken", False),
    "leave_requests": ("requests for leave", True),
    "leave_refused": ("leave refused", False),
    "leave_refused_share": ("the share of requests for leave that are refused", False),
    "leave_first_choice_share": ("leave granted as asked for", False),
    "leave_second_choice_share": ("leave granted for the second choice", False),
    "leave_often_refused_share": ("officers often refused leave", True),
    "leave_short_notice": ("tours off at short notice", True),
    "leave_short_notice_refused_share": ("tours off at short notice that are refused", True),
    "leave_account": ("officers' leave account", False),
    "breaks_had_share": ("meal breaks had", True),
    "breaks_in_peace_share": ("meal breaks without a call", True),
    "break_min": ("the meal break of a tour", False),
    "assaults": ("assaults on officers", True),
    "assaults_expected": ("assaults to be expected", True),
    "assaults_per_1000_attended": ("assaults for each 1,000 officers who attend", True),
    "assaults_expected_per_1000": ("an officer's chance of being assaulted", False),
    "injuries": ("officers injured in assaults", True),
    "injuries_expected": ("injuries to be expected", True),
    "injury_days": ("days lost to injuries from assaults", True),
    "injury_cost": ("the cost of injuries from assaults", False),
    "injury_cost_expected": ("the cost of injuries to be expected", False),
    "officer_hours_held": ("officer hours held for partners", True),
    "partner_wait_p50_min": ("the middle wait for a partner", False),
    "partner_wait_p90_min": ("the long wait for a partner", False),
    "partner_gave_up_share": ("partners who never came", True),
    "partner_utilisation": ("partner units' busy time", False),
    "triaged_share": ("incidents settled by a practitioner in the crew", True),
    "calls": ("callers", True),
    "calls_per_logged_incident": ("calls for each incident logged", True),
    "calls_999_in_time": ("999 calls answered in time", True),
    "calls_in_time": ("calls answered in time", True),
    "call_wait_mean_s": ("the mean wait for an answer", False),
    "call_wait_p90_s": ("the wait for an answer that one in ten exceeds", False),
    "calls_abandoned": ("calls hung up unanswered", True),
    "callers_lost": ("callers who gave up", True),
    "never_heard": ("incidents nobody heard of", True),
    "chase_calls": ("calls asking where the officers are", True),
    "control_room_busy": ("the control room's busy time", False),
    "control_room_strained_hours": ("hours in which the control room is strained", True),
    "settled_without": ("incidents settled without officers", True),
    "settled_came_back": ("incidents settled that came back", True),
    "desk_backlog_mean": ("incidents waiting for the desk", True),
    "appointments": ("appointments made", True),
    "appointment_delay_p50_h": ("the time to an appointment", False),
    "appointments_kept": ("appointments kept", True),
    "diary_full": ("incidents for which the diary had no place", True),
    "incidents_logged": ("incidents logged", True),
    "incidents_attended": ("incidents attended", True),
}


def phrase(metric: Metric) -> str:
    """The metric as a noun phrase for the middle of a sentence."""
    return _PHRASES.get(metric.name, (metric.title[:1].lower() + metric.title[1:], False))[0]


def phrase_in(metric: Metric, group: str) -> str:
    """The same of a group: meal breaks had (urban areas); where the group is the measure it stands alone: leave lost."""
    if group.partition("=")[0] in NAMED_BY_GROUP:
        return group_inside(group)
    return f"{phrase(metric)} ({group_inside(group)})" if group else phrase(metric)


def title_in(metric: Metric, group: str) -> str:
    """The metric's title with that of a group, as a heading."""
    if group.partition("=")[0] in NAMED_BY_GROUP:
        return group_words(group)
    return f"{metric.title}, {group_inside(group)}" if group else metric.title


def moves(metric: Metric, value: float) -> str:
    """The verb, rises or falls, in the number that the metric's phrase needs."""
    return ("rise" if value > 0 else "fall") + ("" if is_plural(metric) else "s")


def is_plural(metric: Metric) -> bool:
    """Whether the metric's phrase takes a plural verb."""
    return _PHRASES.get(metric.name, ("", False))[1]
