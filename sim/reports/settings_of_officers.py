"""Settings of officers in words: how many, who is there, what they work, what wears them down, what is tried."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.reports.setting_forms import Config, Words, breaks_into, count, minutes, options, percent, shortfall, switch, value_at
from sim.reports.words import counted, joined, plain


def _pool(name: str, config: Config) -> str:
    title = plain(value_at(config, f"pools.list.{name}.title") or name.replace("_", " "))
    return title[:1].lower() + title[1:]


def _ranked(share: float | None) -> str:
    if share is None:
        return "sergeants as it falls"
    return f"{percent(share)} of them sergeants" if share else "no sergeants"


def _surge(name: str, config: Config) -> str:
    return plain(value_at(config, f"surges.list.{name}.title") or name.replace("_", " ")).lower()


def _by_role(changes: Any, config: Config) -> str:
    """Posts cut or added by role, "15 fewer sergeants and 10% more PCSOs"; by service where constables are told apart by it."""
    if not isinstance(changes, Mapping):
        raise TypeError
    told = []
    for role, change in changes.items():
        bands = [*(value_at(config, "staffing.service.officers") or {})]
        for band, each in change.items() if isinstance(change, Mapping) else [(None, change)]:
            less = str(each).startswith("-")
            size = str(each).lstrip("+-").removesuffix(".0")
            if size.rstrip("% ") in ("0", "0.0"):
                continue
            name = _role(role, config) + (_of_service(int(band), bands) if band is not None else "")
            told.append(f"{size} {'fewer' if less else 'more'} {name}")
    return joined(told) if told else "no role cut"


def _role(role: str, config: Config) -> str:
    title = value_at(config, f"casework.teams.{role}.title") or value_at(config, f"pools.list.{role}.title")
    if title:
        words = plain(title)
        return f"{words[:1].lower()}{words[1:]}" + (" investigators" if value_at(config, f"casework.teams.{role}.title") else "")
    return {"call_takers": "call-takers", "desk": "people at the desk"}.get(role, role.replace("_", " "))


def _gain_of_leaving(gain: float) -> str:
    if not gain:
        return "leaving whatever the strain"
    return f"strain drives officers out (gain {gain:g})" if gain > 0 else f"strain keeps officers in (gain {gain:g})"


def _of_service(band: int, bands: list[Any]) -> str:
    later = [int(each) for each in bands if int(each) > band]
    return f" of {band} to {min(later)} years" if later else f" of {band} years or more"


OF_OFFICERS: dict[str, Words] = {
    "staffing.cut": shortfall("fewer officers", "no cut"),
    "staffing.uplift": shortfall("more officers", "no uplift"),
    "staffing.who_goes": options(
        {
            "by_chance": "a cut takes anybody",
            "newest": "a cut takes the newest",
            "longest_serving": "a cut takes the longest serving",
        }
    ),
    "staffing.who_comes": options({"officers": "an uplift brings officers", "students": "an uplift brings students"}),
    "staffing.by_role": lambda v, _, c: _by_role(v, c),
    "staffing.by_role.*": lambda v, s, c: _by_role({s[0]: v}, c),
    "availability": options(
        {"none": "everybody there can be deployed", "county": "availability as in a county"}, "availability"
    ),
    "availability.on": switch("availability as it is", "everybody there can be deployed"),
    "availability.vacancies": shortfall("of posts vacant", "no vacancies"),
    "availability.not_deployable.*.share": lambda v, s, c: (
        f"{percent(v)} on {plain(value_at(c, f'availability.not_deployable.{s[0]}.title') or s[0].replace('_', ' ')).lower()}"
    ),
    "availability.part_time.share": shortfall("part-time", "nobody part-time"),
    "availability.adjusted_hours.share": shortfall("on adjusted hours", "nobody on adjusted hours"),
    "availability.part_time.works": lambda v, _, __: f"part-timers work {percent(v)} of tours",
    "careers": options({"none": "nobody leaves or joins", "county": "people leave and join"}, "careers"),
    "careers.on": switch("people leave and join", "nobody leaves or joins"),
    "careers.leaving.gain": lambda v, _, __: _gain_of_leaving(float(v)),
    "careers.recruitment.freeze.months": count("recruiting throughout", "month", "months", "without recruits"),
    "careers.recruitment.per_year": lambda v, _, __: (
        "any number of recruits a year" if v in (None, "null") else f"{counted(int(v), 'recruit')} a year at most"
    ),
    "careers.recruitment.places": lambda v, _, __: (
        "any number of recruits an intake" if v in (None, "null") else f"{counted(int(v), 'recruit')} an intake at most"
    ),
    "careers.severance.share": shortfall("of those eligible gone by severance", "no severance"),
    "careers.career_breaks.per_year": lambda v, _, __: f"{float(v):g} career breaks an officer a year",
    "abstraction": options(
        {"none": "no leave, training or court", "planned": "leave as a share of tours", "entitlement": "leave by entitlement"}
    ),
    "abstraction.entitlement.most_away_share": lambda v, _, __: f"{percent(v)} of a team on leave at most",
    "abstraction.entitlement.least_left": count("no least number left", "officer", "officers", "of a team stay"),
    "abstraction.entitlement.short_notice_share": shortfall("of leave at short notice", "no leave at short notice"),
    "abstraction.entitlement.bought.share": shortfall("of officers buy leave", "nobody buys leave"),
    "abstraction.entitlement.shared.givers": shortfall("of officers share leave", "nobody shares leave"),
    "abstraction.entitlement.carry_most_days": lambda v, _, __: f"{float(v):g} days carried over at most",
    "surges": options({"none": "no surge", "murder_enquiry": "a murder enquiry", "public_order": "public order"}, "surges"),
    "surges.on": switch("surges take officers", "no surge"),
    "surges.list.*.officers": lambda v, s, c: (
        f"{_surge(s[0], c)}: nobody taken" if int(v) == 0 else f"{_surge(s[0], c)}: {counted(int(v), 'officer')} taken"
    ),
    "surges.list.*.days": lambda v, s, c: f"{_surge(s[0], c)} of {counted(int(v), 'day')}",
    "surges.list.*.leaves_out": lambda v, s, c: (
        f"{_surge(s[0], c)} without {joined(v)}" if v else f"{_surge(s[0], c)} of anybody"
    ),
    "surges.list.*.sergeants": lambda v, s, c: f"{_surge(s[0], c)}: {_ranked(v)}",
    "safety": options({"none": "safety not modelled"}, "safety"),
    "bids": options({"none": "no extra tours", "weekend_peak": "extra tours at the weekend peak"}, "extra tours"),
    "bids.on": switch("extra tours offered", "no extra tours"),
    "bids.mandated": switch("unfilled tours mandated", "unfilled tours left open"),
    "bids.opt_in": shortfall("opt in", "nobody opts in"),
    "bids.posts_share": shortfall("of officers on extra tours", "no extra tours"),
    "supervision": options(
        {"none": "no sergeants told apart", "county": "sergeants told apart", "own_load": "sergeants with their own work"},
        "supervision",
    ),
    "supervision.sergeants": count("no sergeants", "sergeant", "sergeants", "in each team and area"),
    "supervision.span": lambda v, _, __: f"a sergeant to {counted(int(v), 'officer')}" if int(v) else "sergeants by team",
    "supervision.last_to_be_sent": switch("sergeants sent last", "sergeants sent like anybody"),
    "supervision.own_work.minutes": minutes("of a sergeant's own work", "nothing for each tour"),
    "supervision.own_work.per_officer_min": minutes("for each officer led", "nothing for each officer led"),
    "supervision.own_work.per_crime_min": minutes("for each crime reviewed", "no crime reviewed"),
    "supervision.own_work.called_out_by": breaks_into("supervisory work"),
    "pressures": options({"none": "pressures not reported", "surveyed": "pressures of the survey"}, "pressures"),
    "people": options({"none": "officers without age, sex or rank", "county": "officers of the county"}, "people"),
    "survey": options({"none": "nobody is asked", "county": "officers are asked"}, "survey"),
    "survey.response.rate": lambda v, _, __: f"{v:.0%} of officers answer",
    "survey.response.by_strain": lambda v, _, __: (
        f"the strained answer {'more' if v > 0 else 'less'} ({v:+g})" if v else "strain does not decide who answers"
    ),
    "strain": options(
        {"overload": "strain from overload", "pressures": "strain from all pressures", "equal": "all stressors weigh the same",
         "demand_control_support": "strain by demands, control and support"}, "strain"),
    "strain.memory_days": lambda v, _, __: f"strain stays {v:g} days",
    "strain.shrink": lambda v, _, __: f"weights of strain times {v:g}",
    "strain.structure": options(
        {"additive": "stressors add", "demand_control_support": "demands weigh by control and support"}, "strain"),
    "strain.support.on": switch("support from sergeants counts", "support from sergeants does not count"),
    "strain.outside_work.on": switch("life outside work counts", "life outside work does not count"),
    "strain.relief.on": switch("free days and breaks ease strain", "strain only fades"),
    "trauma": options({"none": "nothing traumatic", "county": "traumatic scenes and casework"}, "trauma"),
    "trauma.on": switch("traumatic scenes and casework", "nothing traumatic"),
    "trauma.defuse": minutes("to defuse after a traumatic scene", "no time set aside to defuse"),
    "complaints": options({"none": "nobody complains", "county": "complaints about officers",
                           "county_work": "complaints looked into in full",
                           "county_short": "minor complaints settled by a talk"}, "complaints"),
    "complaints.on": switch("complaints about officers", "nobody complains"),
    "pools": options({"none": "officers alone", "county": "specials, PCSOs and volunteers"}, "pools"),
    "pools.on": switch("specials, PCSOs and volunteers", "officers alone"),
    "pools.list.*.heads": lambda v, s, c: f"{int(v)} {_pool(s[0], c)}",
    "pools.list.*.turn_out": lambda v, s, c: f"{percent(v)} of {_pool(s[0], c)} turn out",
    "overtime": options(
        {
            "regulations": "gaps left open",
            "rest_days": "rest days cancelled",
            "re_rostered": "rest days moved",
            "recall": "officers called in",
            "in_lieu": "rest days cancelled, time off in place of pay",
            "planned": "tours made longer, told beforehand",
            "by_notice": "rest days moved or cancelled by notice",
        }
    ),
    "overtime.rest_days.on": switch("rest days worked to fill gaps", "no rest day worked"),
    "overtime.rest_days.notice_days": lambda v, _, __: f"{counted(int(v), 'day')} of notice",
    "overtime.rest_days.notice.*": lambda v, s, _: f"{counted(int(v), 'day')} of notice of {s[0]}",
    "overtime.planned.on": switch("tours made longer, told beforehand", "no tour made longer"),
    "overtime.planned.most_h": lambda v, _, __: f"tours at most {float(v):g} h longer",
    "overtime.planned.before_rest_days": switch("longer tours before rest days", "rest days before longer tours"),
    "overtime.recall.on": switch("officers called in", "nobody called in"),
    "overtime.lieu.share": shortfall("of overtime taken as time off", "no time off in lieu"),
    "overtime.minimum.share": lambda v, _, __: f"a minimum of {percent(v)} of posts",
    "tour": options({"none": "no briefing and no meal break", "county": "briefing and meal break"}, "tour"),
    "tour.briefing.minutes": minutes("of briefing", "no briefing"),
    "tour.briefing.called_out_by": breaks_into("briefings"),
    "tour.meal_break.on": switch("meal breaks", "no meal breaks"),
    "tour.meal_break.called_out_by": breaks_into("meals"),
    "tour.meal_break.keep": count("no crew kept ready during meals", "crew", "crews", "kept ready during meals"),
    "tour.meal_break.counts_from": lambda v, _, __: f"a break counts from {percent(v)} of its length",
    "sickness": options(
        {"none": "no sickness", "independent": "sickness whatever the strain", "feedback": "sickness that follows strain",
         "by_kind": "sickness by kind"},
        "sickness",
    ),
    "presence": options({"none": "all ill health reported", "county": "some ill health unreported"}, "presence"),
    "presence.worked_through.on": switch("spells worked through", "no spell worked through"),
    "presence.on_leave.on": switch("spells spent on leave", "no spell spent on leave"),
    "presence.strained.on": switch("strain slows work", "strain slows nobody"),
    "safety.injuries_absent": switch("the injured go off sick", "the injured go on working"),
    "control_room": options({"none": "nobody in the control room sick", "county": "sickness in the control room"}, "staff"),
    "interventions": options(
        {
            "none": "nothing tried",
            "flu_jabs": "influenza jabs",
            "occupational_health": "faster occupational health",
            "early_return": "early return to duty",
            "mandatory_breaks": "mandatory breaks",
            "fewer_hindrances": "fewer hindrances",
            "body_worn_video": "body-worn video",
            "resilience": "a resilience programme",
            "supervisor_support": "support by supervisors",
            "trim": "trauma risk management",
            "debriefs": "debriefs",
            "all": "everything at once",
        },
        "interventions",
    ),
    "interventions.effects": options(
        {"low": "effects at their low end", "central": "effects as believed", "high": "effects at their high end"}
    ),
    "sickness.return_to_duty.early.share": shortfall("of what long spells exceed four weeks by saved", "no early return"),
    "sickness.return_to_duty.early.duty_per_day": lambda v, _, __: f"{float(v):g} days of duty for each day saved",
    "interventions.*.reach": lambda v, s, _: f"{s[0].replace('_', ' ')} for {percent(v)} of officers",
    "interventions.*.on": lambda v, s, _: f"{s[0].replace('_', ' ')} {'on' if v in (True, 'true') else 'off'}",
    "sickness.gain": lambda v, _, __: f"gain of the loop {float(v):g}".replace("-", "\u2212"),
    "sickness.season.wave.size": lambda v, _, __: (
        "no wave of sickness" if float(v) == 1 else f"a wave of sickness, {float(v):g} times"
    ),
}
