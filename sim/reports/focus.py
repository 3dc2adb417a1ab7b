"""What a study turns out to be about: the measures that its own settings move most, beside the headline measures.

One rule for every study. Each swept setting's main effect is worked out on every whole-period measure. What is clear
(intervals corrected for everything looked at) and not tiny is ranked by its size on a scale that measures share: for shares
Cohen's h, the difference of 2 asin(sqrt(p)); for all others twice the change over the sum of both values, so that from
nothing to something is 2 (Cohen, Statistical Power Analysis for the Behavioral Sciences, ch. 6). No measure is chosen by name,
but strain, which has no nought of its own, comes after all others; of those that tell one story in several ways only the one
moved most is told.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.metrics import METRICS, Metric
from sim.reports import effects as adding
from sim.reports.effects import Change, Effect
from sim.reports.judging import MIXED, effect_verdict, is_clear
from sim.reports.results import ATTENDED, UNHEARD, Results
from sim.reports.words import EASED

NOTABLE = 0.07
"""Size from which a change is worth leading with, or telling beside: about a fifteenth, or 3 points of a share of 80 %."""
LONG_WAIT = "wait_p90_min"
MOST_COLUMNS = 3
"""Measures beside the headline ones that the decision table takes in."""
MOST_FOR_A_CHANGE = 2
_NOT_TOLD = frozenset(
    {
        *(name for name in METRICS if name.startswith("cascade_") or name.endswith("_at_a_time")),  # a picture of their own
        "productive_spent", "role_posts", "post_cost", "service_share",
        "backlog_first_half", "backlog_second_half", "backlog_growth_share",  # marks of stability
        "queue_first_half", "queue_second_half", "queue_growth_share", "queue_growth_week", "queue_short_until_day",
        "standard_kept",  # a yes or no, told by counting runs
        "officers_on_duty", "incidents_logged", "systems_down_hours", "officers_reached",  # what was put in
        "surge_hours", "surge_share", "source_logged", "source_attended", "source_hours", "source_officers",  # likewise
        "partner_own_wait_p50_min",  # next to nothing while a partner keeps up: any change is a large share of it
        "worked_through_spells", "leave_spells", "worked_unwell_share", "leave_unwell_share",  # as well: shares of spells
        "pressure_level",  # each has a unit of its own, which only its definition tells
        "writing_up_hours",  # told where ways of working are asked about
    }
)  # fmt: skip
_STORIES: tuple[frozenset[str], ...] = tuple(
    frozenset(names.split())
    for names in (
        "attended_within_target wait_p50_min wait_p90_min clock_p50_min clock_p90_min in_target_in_weeks wait_p90_in_weeks",
        "backlog_mean open_at_end backlog_in_weeks",
        "drive_mean_min drive_p90_min",
        "helped_share aid_hours aid_returned_hours aid_owed_hours",
        "pool_attended_share pool_alone_share pool_attended",
        "pool_on_duty pool_hours_a_month pool_utilisation",
        "misplaced_share asked_each_tightest asked_each_slackest",
        "extra_tours extra_opted_share extra_mandated_share extra_open_share mandated_tours mandated_tours_worst_tenth",
        "skill_wait_mean_min skill_wait_p90_min",
        "crews_per_incident officers_per_incident officer_hours_per_incident",
        "single_crewed_share often_alone_share single_crewed_log",
        "kss7_hours kss_mean sleep_before_duty_h sleepy_tours_share crash_odds_mean crash_tours_share sleep_debt "
        "short_sleep_share",
        "sickness_share sick_days sickness_days sickness_spells sickness_share_in_weeks",
        "hidden_sick_days ill_days hidden_share tours_worked_unwell slower_hours",
        "leave_used_up leave_worked leave_used_up_standing",
        "staff_sick_share staff_spells staff_strain staff_missing",
        "breaks_had_share breaks_in_peace_share break_min",
        "trauma_scenes trauma_officers_share",
        "undefused_share undefused_scenes",
        "watch_hours officers_on_watches watch_share watches_kept",
        "watch_reliefs watch_relief_mean_min watch_relief_p90_min watch_overtime_hours",
        "watch_wait_mean_min watch_wait_p90_min",
        "systems_lost_hours systems_lost_total_hours systems_lost_min_per_job outage_share",
        "leave_refused leave_refused_share leave_first_choice_share leave_second_choice_share leave_often_refused_share",
        "leave_short_notice leave_short_notice_refused_share",
        "leave_account leave_taken_days leave_requests",
        "experience_mean_years experience_under_2_share",
        "assaults assaults_expected assaults_per_1000_attended assaults_expected_per_1000 injuries injuries_expected "
        "injury_days injury_cost injury_cost_expected",
        "custody_hours custody_hours_per_arrest custody_duty_share custody_overtime_hours",
        "custody_wait_p50_min custody_wait_p90_min custody_desks_busy",
        "partner_wait_p50_min partner_wait_p90_min partner_gave_up_share partner_left_share "
        "partner_own_wait_p50_min partner_own_wait_p90_min",
        "brought_to_places place_drive_hours place_hours",
        "place_wait_p50_min place_wait_p90_min",
        "displaced_incidents displaced_hours unmet_displaced_share",
        "calls calls_per_logged_incident chase_calls",
        "calls_999_in_time calls_in_time call_wait_mean_s call_wait_p90_s calls_abandoned callers_lost never_heard",
        "control_room_busy control_room_strained_hours",
        "settled_without settled_came_back incidents_attended",
        "appointments appointment_delay_p50_h appointments_kept diary_full",
    )
)
"""Measures that tell the same story."""


@dataclass(frozen=True, slots=True)
class Focus:
    """`lead` is the measure the finding leads with and `led` its clear effects, largest first; `beside` are the largest clear
    effects on other measures, at most two for each change; `columns` those of their measures that the decision table takes in,
    the one moved most first.

    `unequal` are changes that serve parts of the public unequally, each as its clear effects on the parts. `looked_at` is the
    number of measures beside the headline ones that were looked at, parts included.
    """

    lead: tuple[str, str] | None
    led: tuple[Effect, ...]
    beside: tuple[Effect, ...]
    columns: tuple[tuple[str, str], ...]
    unequal: tuple[tuple[Effect, ...], ...]
    looked_at: int

    def of(self, change: Change) -> list[Effect]:
        """What a change moves beside the headline measures."""
        return [e for e in self.beside if e.change == change]


def focus(results: Results) -> Focus:
    """Work out what the settings of a study move most."""
    whole, parts = candidates(results), public_parts(results)
    looked_at = len(whole) + len(parts)
    headline = _clear(results, adding.effects(results, results.headline))
    others = _clear(results, adding.effects(results, whole, beside=looked_at))
    in_parts = _clear(results, adding.effects(results, parts, beside=looked_at))
    chosen = [e for change in dict.fromkeys(e.change for e in others) for e in _largest(results, others, headline, change)]
    chosen.sort(key=lambda e: _place(results, e))
    lead = _lead(results, headline, chosen)
    led = [e for e in (*headline, *chosen) if (e.metric, e.group) == lead]
    columns = tuple(dict.fromkeys((e.metric, e.group) for e in chosen))[:MOST_COLUMNS]
    led.sort(key=lambda e: -size(results, e))
    return Focus(lead, tuple(led), tuple(chosen), columns, tuple(_unequal(results, headline, in_parts)), looked_at)


def candidates(results: Results) -> list[tuple[str, str]]:
    """Measures looked at beside the headline ones: of the whole force, or of each group where only groups are stored."""
    found = []
    for name, group in results.matrices:
        metric = METRICS[name]
        spoken_for = (name, group) in results.headline or metric.headline or metric.by_hour or name in _NOT_TOLD
        if not (spoken_for or group.startswith(MIXED) or (group and (name, "") in results.matrices)):
            found.append((name, group))
    return found


def size(results: Results, effect: Effect) -> float:
    """Size of an effect from the baseline's value, on the scale that all measures share."""
    base = results.estimate(results.baseline.id, effect.metric, effect.group).mean
    return size_of_change(METRICS[effect.metric], base, effect.mean)


def _place(results: Results, effect: Effect) -> tuple[bool, float]:
    """Where an effect stands among others: the largest first, but strain last. Its nought is an assumption of the model, so that
    its size beside that of others says little.
    """
    return METRICS[effect.metric].unit == "strain", -size(results, effect)


def size_of_change(metric: Metric, base: float, difference: float) -> float:
    """Cohen's h for shares, else twice the change over the sum of both values; 0 where there is no value."""
    if not (math.isfinite(base) and math.isfinite(difference)):
        return 0.0
    if metric.unit == "share":
        before, after = (2 * math.asin(math.sqrt(min(1.0, max(0.0, p)))) for p in (base, base + difference))
        return abs(after - before)
    together = abs(base) + abs(base + difference)
    return 2 * abs(difference) / together if together else 0.0


def story(metric: str) -> frozenset[str]:
    """The measures that tell the same story as this one, itself included."""
    return next((names for names in _STORIES if metric in names), frozenset({metric}))


def _clear(results: Results, found: Iterable[Effect]) -> list[Effect]:
    """Return the clear ones of what can be chosen: what is believed otherwise moves much, and nobody moves it."""
    return [e for e in found if np.isfinite(e.mean) and e.change.axis not in results.doubts and is_clear(results, e)]


def _largest(results: Results, others: Sequence[Effect], headline: Sequence[Effect], change: Change) -> list[Effect]:
    """The largest effects of a change that tell something its effects on the headline measures do not."""
    told = {story(e.metric) for e in headline if e.change == change}
    out: list[Effect] = []
    for effect in sorted((e for e in others if e.change == change), key=lambda e: _place(results, e)):
        if story(effect.metric) not in told and size(results, effect) >= NOTABLE and len(out) < MOST_FOR_A_CHANGE:
            told.add(story(effect.metric))
            out.append(effect)
    return out


def _lead(results: Results, headline: Sequence[Effect], chosen: Sequence[Effect]) -> tuple[str, str] | None:
    """What the public meets, if something moves it notably; else the headline measure moved most, if notably; else the measure
    of any kind moved most; else the first.
    """
    notable = [e for e in headline if size(results, e) >= NOTABLE]
    for name in (ATTENDED, UNHEARD, LONG_WAIT):
        verdicts = [effect_verdict(results, e) for e in notable if e.metric == name]
        if any(v != EASED and not v.startswith("counted") for v in verdicts):
            return name, ""
    largest = min(notable or (*chosen, *headline), key=lambda e: _place(results, e), default=None)
    if largest is not None:
        return largest.metric, largest.group
    return results.headline[0] if results.headline else None


def public_parts(results: Results) -> list[tuple[str, str]]:
    """What parts of the public meet: attendance and the long wait by grade, by kind of area, by vulnerability."""
    groups = [(name, results.groups(name, kind)) for name in (ATTENDED, LONG_WAIT) for kind in ("grade", "kind", "vulnerable")]
    return [(name, group) for name, found in groups if len(found) > 1 for group in found]


def _unequal(results: Results, headline: Sequence[Effect], in_parts: Sequence[Effect]) -> list[tuple[Effect, ...]]:
    """Changes that are good for one part of the public and bad for another, the largest first, one partition for each change."""
    found: dict[Change, list[tuple[Effect, ...]]] = {}
    for effect in in_parts:
        alike = tuple(
            e for e in in_parts
            if (e.change, e.metric, e.group.partition("=")[0]) == (effect.change, effect.metric, effect.group.partition("=")[0])
        )  # fmt: skip
        told = [e for e in headline if (e.change, e.metric) == (effect.change, effect.metric)]
        verdicts = {effect_verdict(results, e) for e in alike}
        if {"better", "worse"} <= verdicts or (verdicts & {"better", "worse"} and not told and len(alike) == 1):
            found.setdefault(effect.change, []).append(alike)

    def weight(part: tuple[Effect, ...]) -> float:
        return max(size(results, e) for e in part)

    largest = [max(sets, key=weight) for sets in found.values()]
    return sorted((part for part in largest if weight(part) >= NOTABLE), key=lambda part: -weight(part))
