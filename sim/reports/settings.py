"""Swept settings as a chief officer would say them: "10% fewer call-takers", not "front door call takers shortfall 10 %".

A setting without words of its own is named by the end of its key; a planner's study may sweep anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sim.reports.words import capital, counted, joined, plain

Config = Mapping[str, Any]
Words = Callable[[Any, tuple[str, ...], Config], str]
"""From the value, what the stars stand for, and the configuration."""


def level_words(axis: str, text: object, config: Config) -> str:
    """A setting of an axis in our own words; nothing where we have none.

    `text` is the value as stored in the table of scenarios; `config` the composed configuration of that scenario, empty
    where a manifest keeps none.
    """
    value = value_at(config, axis) if "." in axis else None
    value = read(text) if value is None else value
    for pattern, words in _WORDS.items():
        stars = matched(pattern, axis)
        if stars is not None:
            try:
                return words(value, stars, config)
            except (TypeError, ValueError, KeyError, AttributeError):
                return ""  # a value of another kind than the words are for
    return ""


def plain_words(axis: str, text: object) -> str:
    """Any setting in words made of its key and value, for those we have no better ones for."""
    name = axis.split(".")[-1].replace("_", " ")
    value = read(text)
    if isinstance(value, bool):
        owner = " ".join(part.replace("_", " ") for part in axis.split(".")[-2:]) if name == "on" else name
        return f"{owner.removesuffix(' on')} {'on' if value else 'off'}"
    return f"{name} {'none' if value is None else plain(text).replace('_', ' ')}"


def read(text: object) -> Any:
    """A value as its text says it: numbers, true, false and null are read, all else stays text."""
    word = str(text)
    if word in ("true", "false", "null"):
        return {"true": True, "false": False, "null": None}[word]
    try:
        return float(word)
    except ValueError:
        return word


def matched(pattern: str, key: str) -> tuple[str, ...] | None:
    """What the stars of a dotted pattern stand for in a dotted key; None where the key does not fit."""
    mine, asked = pattern.split("."), key.split(".")
    if len(mine) != len(asked) or any(a not in ("*", b) for a, b in zip(mine, asked, strict=True)):
        return None
    return tuple(b for a, b in zip(mine, asked, strict=True) if a == "*")


def value_at(config: Config, key: str) -> Any:
    """The value at a dotted key of a plain configuration; None where there is none."""
    found: Any = config
    for name in key.split("."):
        if not isinstance(found, Mapping) or name not in found:
            return None
        found = found[name]
    return found


def percent(share: float) -> str:
    """A share as whole per cent where it is one: 0.125 as 12.5%."""
    return f"{100 * float(share):.3g}%"


def _shortfall(who: str, none: str) -> Words:
    return lambda value, _, __: none if float(value) == 0 else f"{percent(value)} {who}"


def _minutes(of: str, none: str) -> Words:
    return lambda value, _, __: none if float(value) == 0 else f"{float(value):g} min {of}"


def _switch(on: str, off: str) -> Words:
    def words(value: Any, _: Any, __: Config) -> str:
        if not isinstance(value, bool):
            raise TypeError
        return on if value else off

    return words


def _options(known: Mapping[str, str], other: str = "") -> Words:
    def words(value: Any, _: Any, __: Config) -> str:
        return known[value] if value in known else f"{other} {plain(value)}".replace("_", " ") if other else ""

    return words


def _count(none: str, noun: str, plural: str, after: str) -> Words:
    return lambda value, _, __: none if int(value) == 0 else f"{counted(int(value), noun, plural)} {after}"


def _grade(name: str, config: Config) -> str:
    return plain(value_at(config, f"force.grades.{name}.title") or capital(name.replace("_", " ")))


def _pool(name: str, config: Config) -> str:
    title = plain(value_at(config, f"pools.list.{name}.title") or name.replace("_", " "))
    return title[:1].lower() + title[1:]


def _skill(name: str, config: Config) -> str:
    return plain(value_at(config, f"skills.list.{name}.title") or capital(name.replace("_", " ")))


_CLOCKS = {"call": "the call", "logged": "the log", "sent": "the first crew sent"}
_STATISTICS = {"share": "the share within target", "median": "the middle case", "p90": "nine in ten"}


def _target(value: Any, stars: tuple[str, ...], config: Config) -> str:
    grade = _grade(stars[0], config)
    urban, rural = value["urban"], value["rural"]
    if urban is None and rural is None:
        vulnerable = value_at(config, f"force.grades.{stars[0]}.vulnerable_target_min")
        return f"{grade} standard for the vulnerable only" if vulnerable else f"no {grade} standard"
    if urban == rural:
        return f"{grade} standard {urban:g} min for everybody"
    told = [f"{minutes:g} min {kind}" if minutes is not None else f"none {kind}" for kind, minutes in value.items()]
    return f"{grade} standard {', '.join(told)}"


def _of_grade(form: str, none: str) -> Words:
    """Words for a share of a grade: the form takes the share and the grade's title."""

    def words(value: Any, stars: tuple[str, ...], config: Config) -> str:
        grade = _grade(stars[0], config)
        return (none if float(value) == 0 else form).format(percent(value), grade)

    return words


def _watch(name: str, config: Config) -> str:
    return plain(value_at(config, f"watches.kinds.{name}.title") or name.replace("_", " ")).lower()


def _instead(value: Any, _: Any, __: Config) -> str:
    return "nobody goes instead" if value in (None, "null") else f"anybody goes after {float(value):g} min"


def _breaks_into(what: str) -> Words:
    """Which grades call crews out of a briefing or a meal."""

    def words(value: Any, _: Any, config: Config) -> str:
        grades, titles = int(value), value_at(config, "force.grades")
        if grades == 0:
            return f"nobody breaks into {what}"
        if isinstance(titles, Mapping) and grades >= len(titles):
            return f"every grade breaks into {what}"
        return f"the highest grade breaks into {what}" if grades == 1 else f"the {grades} highest grades break into {what}"

    return words


def _stays(value: Any, _: Any, __: Config) -> str:
    grades = int(value)
    if grades == 0:
        return "no grade finished in any case"
    return "the highest grade finished in any case" if grades == 1 else f"the {grades} highest grades finished in any case"


def _called_away(value: Any, _: Any, __: Config) -> str:
    grades = int(value)
    if grades == 0:
        return "no crew called away"
    return "highest grade calls crews away" if grades == 1 else f"{grades} highest grades call crews away"


_CREWINGS = {
    "single": "single crewing",
    "double": "double crewing",
    "double_at_night": "double crewing at night",
    "double_split": "pairs that split while others wait",
    "by_area": "double crewing by area",
    "triage_car": "triage cars in the towns",
    "tutored": "students with tutors",
}


def _crewing(value: Any, _: Any, config: Config) -> str:
    words = _options(_CREWINGS, "crewing")(value, (), config)
    risky = value == "by_area" and value_at(config, "crewing.double_for_risk") is True
    return f"{words} and where it is risky" if risky else words


_ABOVE = {"pile": "above the limit it waits", "screen_out": "above the limit screened out"}


def _team(name: str, config: Config) -> str:
    return plain(value_at(config, f"casework.teams.{name}.title") or name.replace("_", " "))


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


_WORDS: dict[str, Words] = {
    "staffing.cut": _shortfall("fewer officers", "no cut"),
    "staffing.uplift": _shortfall("more officers", "no uplift"),
    "staffing.who_goes": _options(
        {
            "by_chance": "a cut takes anybody",
            "newest": "a cut takes the newest",
            "longest_serving": "a cut takes the longest serving",
        }
    ),
    "staffing.who_comes": _options({"officers": "an uplift brings officers", "students": "an uplift brings students"}),
    "staffing.by_role": lambda v, _, c: _by_role(v, c),
    "staffing.by_role.*": lambda v, s, c: _by_role({s[0]: v}, c),
    "availability": _options(
        {"none": "everybody there can be deployed", "county": "availability as in a county"}, "availability"
    ),
    "availability.on": _switch("availability as it is", "everybody there can be deployed"),
    "availability.vacancies": _shortfall("of posts vacant", "no vacancies"),
    "availability.not_deployable.*.share": lambda v, s, c: (
        f"{percent(v)} on {plain(value_at(c, f'availability.not_deployable.{s[0]}.title') or s[0].replace('_', ' ')).lower()}"
    ),
    "availability.part_time.share": _shortfall("part-time", "nobody part-time"),
    "availability.adjusted_hours.share": _shortfall("on adjusted hours", "nobody on adjusted hours"),
    "availability.part_time.works": lambda v, _, __: f"part-timers work {percent(v)} of tours",
    "careers": _options({"none": "nobody leaves or joins", "county": "people leave and join"}, "careers"),
    "careers.on": _switch("people leave and join", "nobody leaves or joins"),
    "careers.leaving.gain": lambda v, _, __: _gain_of_leaving(float(v)),
    "careers.recruitment.freeze.months": _count("recruiting throughout", "month", "months", "without recruits"),
    "careers.recruitment.per_year": lambda v, _, __: (
        "any number of recruits a year" if v in (None, "null") else f"{counted(int(v), 'recruit')} a year at most"
    ),
    "careers.recruitment.places": lambda v, _, __: (
        "any number of recruits an intake" if v in (None, "null") else f"{counted(int(v), 'recruit')} an intake at most"
    ),
    "careers.severance.share": _shortfall("of those eligible gone by severance", "no severance"),
    "careers.career_breaks.per_year": lambda v, _, __: f"{float(v):g} career breaks an officer a year",
    "abstraction": _options(
        {"none": "no leave, training or court", "planned": "leave as a share of tours", "entitlement": "leave by entitlement"}
    ),
    "abstraction.entitlement.most_away_share": lambda v, _, __: f"{percent(v)} of a team on leave at most",
    "abstraction.entitlement.least_left": _count("no least number left", "officer", "officers", "of a team stay"),
    "abstraction.entitlement.short_notice_share": _shortfall("of leave at short notice", "no leave at short notice"),
    "abstraction.entitlement.bought.share": _shortfall("of officers buy leave", "nobody buys leave"),
    "abstraction.entitlement.shared.givers": _shortfall("of officers share leave", "nobody shares leave"),
    "abstraction.entitlement.carry_most_days": lambda v, _, __: f"{float(v):g} days carried over at most",
    "custody": _options({"none": "arrests cost nothing after the scene", "county": "arrests go to custody"}, "custody"),
    "custody.on": _switch("arrests go to custody", "arrests cost nothing after the scene"),
    "custody.shortfall": _shortfall("fewer custody desks", "all custody desks"),
    "custody.weekend_shortfall": _shortfall("fewer custody desks at weekends", "weekend custody desks as planned"),
    "custody.file.mean_min": lambda v, _, __: f"{float(v) / 60:.2g} h to build a file",
    "custody.booking_in.mean_min": _minutes("to book somebody in", "no booking-in"),
    "custody.escort": _count("no escort", "officer", "officers", "to custody"),
    "custody.file_officers": lambda v, _, __: f"{counted(int(v), 'officer builds', 'officers build')} a file",
    "partners.shortfall": _shortfall("less partner capacity", "partners at full capacity"),
    "force.grades.*.clock": lambda v, s, c: f"{_grade(s[0], c)} clock from {_CLOCKS[v]}",
    "force.grades.*.statistic": lambda v, s, c: f"{_grade(s[0], c)} judged by {_STATISTICS[v]}",
    "force.grades.*.aim": lambda v, s, c: f"{_grade(s[0], c)} aim {percent(v)}",
    "force.grades.*.target_min": _target,
    "front_door": _options({"none": "no front door"}, "front door"),
    "front_door.on": _switch("front door on", "no front door"),
    "front_door.call_takers.shortfall": _shortfall("fewer call-takers", "call-takers at full strength"),
    "front_door.desk.shortfall": _shortfall("fewer at the desk", "the desk at full strength"),
    "front_door.strip.share.*": _of_grade("{0} of {1} settled without officers", "{1} sent to as before"),
    "front_door.redefine.up.*": _of_grade("{0} of the vulnerable go up from {1}", "the vulnerable stay in {1}"),
    "front_door.redefine.down.*": _of_grade("{0} of the others go down from {1}", "the others stay in {1}"),
    "front_door.appointments.share.*": _of_grade("{0} of {1} by appointment", "no appointments for {1}"),
    "front_door.search_min": _minutes("of searching in each call", "no searching"),
    "front_door.chasing.on": _switch("callers chase", "nobody chases"),
    "crewing": _crewing,
    "crewing.double_for_risk": _switch("two where it is risky", "one may do where it is risky"),
    "crewing.double_share": _shortfall("in pairs at least", "no least share in pairs"),
    "crewing.split_when_waiting": lambda v, _, __: "pairs never split" if int(v) == 0 else f"pairs split when {int(v)} wait",
    "crewing.re_form": _switch("pairs join again", "pairs stay split"),
    "crewing.triage_car.cars": _count("no triage car", "triage car", "triage cars", "in each area"),
    "crewing.tutors.student_share": _shortfall("students", "no students"),
    "crewing.tutors.students_count": _switch("a student counts as an officer", "a student does not count"),
    "skills": _options({"none": "no special skills"}, "skills"),
    "skills.list.*.share": lambda v, s, c: f"{_skill(s[0], c)}: {percent(v)} of officers",
    "skills.list.*.substitute_after_min": _instead,
    "casework": _options({"none": "nothing to investigate", "county": "crimes investigated"}, "casework"),
    "casework.on": _switch("crimes investigated", "nothing to investigate"),
    "casework.caseload_limit": lambda v, _, __: (
        f"at most {int(v)} crimes an officer" if int(v) else "any number of crimes an officer"
    ),
    "casework.above_limit": lambda v, _, __: _ABOVE.get(v, f"above the limit to {plain(v).replace('_', ' ')}"),
    "casework.screen_when_waiting": lambda v, _, __: (
        f"more screened out once {int(v)} wait" if int(v) else "no screening for the queue's sake"
    ),
    "casework.settle_in_min": _minutes("to settle in at the desk", "at the desk at once"),
    "casework.teams.*.investigators": lambda v, s, c: f"{_team(s[0], c)}: {counted(int(v), 'investigator')}",
    "casework.teams.*.caseload_limit": lambda v, s, c: f"{_team(s[0], c)}: at most {counted(int(v), 'case')} each",
    "casework.teams.*.work_factor": lambda v, s, c: f"{_team(s[0], c)}: cases {float(v):g} times as long",
    "safety": _options({"none": "safety not modelled"}, "safety"),
    "mutual_aid": _options({"none": "no mutual aid", "regional": "mutual aid"}, "mutual aid"),
    "mutual_aid.on": _switch("mutual aid", "no mutual aid"),
    "mutual_aid.officers": lambda v, _, __: f"{counted(int(v), 'officer')} of mutual aid",
    "bids": _options({"none": "no extra tours", "weekend_peak": "extra tours at the weekend peak"}, "extra tours"),
    "bids.on": _switch("extra tours offered", "no extra tours"),
    "bids.mandated": _switch("unfilled tours mandated", "unfilled tours left open"),
    "bids.opt_in": _shortfall("opt in", "nobody opts in"),
    "bids.posts_share": _shortfall("of officers on extra tours", "no extra tours"),
    "supervision": _options(
        {"none": "no sergeants told apart", "county": "sergeants told apart", "own_load": "sergeants with their own work"},
        "supervision",
    ),
    "supervision.sergeants": _count("no sergeants", "sergeant", "sergeants", "in each team and area"),
    "supervision.span": lambda v, _, __: f"a sergeant to {counted(int(v), 'officer')}" if int(v) else "sergeants by team",
    "supervision.last_to_be_sent": _switch("sergeants sent last", "sergeants sent like anybody"),
    "supervision.own_work.minutes": _minutes("of a sergeant's own work", "nothing for each tour"),
    "supervision.own_work.per_officer_min": _minutes("for each officer led", "nothing for each officer led"),
    "supervision.own_work.per_crime_min": _minutes("for each crime reviewed", "no crime reviewed"),
    "supervision.own_work.called_out_by": _breaks_into("supervisory work"),
    "casework.desk.minutes": _minutes("of desk time a tour", "no desk time"),
    "casework.desk.called_out_by": _breaks_into("desk time"),
    "casework.desk.keep": _count("no crew kept ready during desk time", "crew", "crews", "kept ready during desk time"),
    "pressures": _options({"none": "pressures not reported", "surveyed": "pressures of the survey"}, "pressures"),
    "people": _options({"none": "officers without age, sex or rank", "county": "officers of the county"}, "people"),
    "survey": _options({"none": "nobody is asked", "county": "officers are asked"}, "survey"),
    "survey.response.rate": lambda v, _, __: f"{v:.0%} of officers answer",
    "survey.response.by_strain": lambda v, _, __: (
        f"the strained answer {'more' if v > 0 else 'less'} ({v:+g})" if v else "strain does not decide who answers"
    ),
    "strain": _options(
        {"overload": "strain from overload", "pressures": "strain from all pressures", "equal": "all stressors weigh the same",
         "demand_control_support": "strain by demands, control and support"}, "strain"),
    "strain.memory_days": lambda v, _, __: f"strain stays {v:g} days",
    "strain.shrink": lambda v, _, __: f"weights of strain times {v:g}",
    "strain.structure": _options(
        {"additive": "stressors add", "demand_control_support": "demands weigh by control and support"}, "strain"),
    "strain.support.on": _switch("support from sergeants counts", "support from sergeants does not count"),
    "strain.outside_work.on": _switch("life outside work counts", "life outside work does not count"),
    "strain.relief.on": _switch("free days and breaks ease strain", "strain only fades"),
    "trauma": _options({"none": "nothing traumatic", "county": "traumatic scenes and casework"}, "trauma"),
    "trauma.on": _switch("traumatic scenes and casework", "nothing traumatic"),
    "trauma.defuse": _minutes("to defuse after a traumatic scene", "no time set aside to defuse"),
    "complaints": _options({"none": "nobody complains", "county": "complaints about officers"}, "complaints"),
    "complaints.on": _switch("complaints about officers", "nobody complains"),
    "pools": _options({"none": "officers alone", "county": "specials, PCSOs and volunteers"}, "pools"),
    "pools.on": _switch("specials, PCSOs and volunteers", "officers alone"),
    "pools.list.*.heads": lambda v, s, c: f"{int(v)} {_pool(s[0], c)}",
    "pools.list.*.turn_out": lambda v, s, c: f"{percent(v)} of {_pool(s[0], c)} turn out",
    "operations.help.on": _switch("help from neighbours", "no help from neighbours"),
    "operations.help.after_min": lambda v, _, __: f"neighbours asked after {float(v):g} min",
    "operations.thinning.on": _switch("drives lengthen as crews thin out", "drives as usual however few are free"),
    "operations.dispatch.order": _options(
        {
            "strict": "strictly by grade",
            "ageing": "waiting counts beside grade",
            "earliest_target": "earliest target first",
        }
    ),
    "operations.dispatch.staged": _switch("crews sent one by one", "crews sent together"),
    "operations.reserve.crews": _count("no crew kept back", "crew", "crews", "kept back"),
    "operations.preemption.grades": _called_away,
    "operations.surplus.on": _switch("spare crews leave early", "all crews stay to the end"),
    "operations.cut_short.on": _switch("scenes cut short while many wait", "every scene takes its time"),
    "operations.cut_short.when_waiting": lambda v, _, __: f"scenes cut short once {int(v)} wait",
    "operations.cut_short.to": lambda v, _, __: f"scenes cut to {percent(v)}",
    "operations.cut_short.comes_back": lambda v, _, __: f"{percent(v)} of what is cut short comes back",
    "operations.patience": _switch("callers may give up", "callers wait for ever"),
    "operations.tour_end": _options(
        {
            "hold_over": "held over at the end of tour",
            "hand_over": "relieved at the end of tour",
            "hand_back": "work handed back at the end of tour",
        }
    ),
    "operations.tour_end_stays": _stays,
    "overtime": _options(
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
    "overtime.rest_days.on": _switch("rest days worked to fill gaps", "no rest day worked"),
    "overtime.rest_days.notice_days": lambda v, _, __: f"{counted(int(v), 'day')} of notice",
    "overtime.rest_days.notice.*": lambda v, s, _: f"{counted(int(v), 'day')} of notice of {s[0]}",
    "overtime.planned.on": _switch("tours made longer, told beforehand", "no tour made longer"),
    "overtime.planned.most_h": lambda v, _, __: f"tours at most {float(v):g} h longer",
    "overtime.planned.before_rest_days": _switch("longer tours before rest days", "rest days before longer tours"),
    "overtime.recall.on": _switch("officers called in", "nobody called in"),
    "overtime.lieu.share": _shortfall("of overtime taken as time off", "no time off in lieu"),
    "overtime.minimum.share": lambda v, _, __: f"a minimum of {percent(v)} of posts",
    "tour": _options({"none": "no briefing and no meal break", "county": "briefing and meal break"}, "tour"),
    "tour.briefing.minutes": _minutes("of briefing", "no briefing"),
    "tour.briefing.called_out_by": _breaks_into("briefings"),
    "tour.meal_break.on": _switch("meal breaks", "no meal breaks"),
    "tour.meal_break.called_out_by": _breaks_into("meals"),
    "tour.meal_break.keep": _count("no crew kept ready during meals", "crew", "crews", "kept ready during meals"),
    "tour.meal_break.counts_from": lambda v, _, __: f"a break counts from {percent(v)} of its length",
    "watches": _options({"none": "no watches", "county": "scene guards, bed watches and observations"}, "watches"),
    "watches.on": _switch("watches kept", "no watches"),
    "watches.split_pairs": _switch("a pair parts for a watch", "a pair stays together on a watch"),
    "watches.kinds.*.per_year": lambda v, s, c: f"{float(v):,.12g} a year of {_watch(s[0], c)}",
    "watches.kinds.*.officers": lambda v, s, c: f"{_watch(s[0], c)} by {counted(int(v), 'officer')}",
    "working": _options(
        {
            "none": "no trips to base and no time lost to systems",
            "county": "trips to base and systems as in a county",
            "slow_systems": "slower systems",
            "mobile": "mobile working",
            "lean": "lean writing up",
        },
        "working",
    ),
    "working.on": _switch("trips to base and systems as they are", "no trips to base and no time lost to systems"),
    "working.return_to_base_min": _minutes("to base and back for each job", "no trips to base"),
    "working.mobile_share": _shortfall("of jobs written up at the scene", "no job written up at the scene"),
    "working.lean_min_per_job": _minutes("saved on each job", "nothing saved on a job"),
    "working.self_briefing_min": lambda v, _, __: (
        "briefed by others" if v in (None, "null") else f"officers brief themselves in {float(v):g} min"
    ),
    "working.systems.outages.per_year": _count("no outages", "outage", "outages", "a year"),
    "operations.interrupted": _options({"resume": "work broken off goes on", "restart": "work broken off begins anew"}),
    "operations.rekeying_min": _minutes("of entering again", "nothing entered twice"),
    "operations.regrading.promotion": _switch("long waits raise the grade", "no grade raised for waiting"),
    "sickness": _options(
        {"none": "no sickness", "independent": "sickness whatever the strain", "feedback": "sickness that follows strain",
         "by_kind": "sickness by kind"},
        "sickness",
    ),
    "presence": _options({"none": "all ill health reported", "county": "some ill health unreported"}, "presence"),
    "presence.worked_through.on": _switch("spells worked through", "no spell worked through"),
    "presence.on_leave.on": _switch("spells spent on leave", "no spell spent on leave"),
    "presence.strained.on": _switch("strain slows work", "strain slows nobody"),
    "safety.injuries_absent": _switch("the injured go off sick", "the injured go on working"),
    "control_room": _options({"none": "nobody in the control room sick", "county": "sickness in the control room"}, "staff"),
    "interventions": _options(
        {
            "none": "nothing tried",
            "flu_jabs": "influenza jabs",
            "occupational_health": "faster occupational health",
            "early_return": "early return to duty",
            "mandatory_breaks": "mandatory breaks",
            "fewer_hindrances": "fewer hindrances",
            "body_worn_video": "body-worn video",
            "resilience": "a resilience programme",
            "all": "everything at once",
        },
        "interventions",
    ),
    "interventions.effects": _options(
        {"low": "effects at their low end", "central": "effects as believed", "high": "effects at their high end"}
    ),
    "sickness.return_to_duty.early.share": _shortfall("of what long spells exceed four weeks by saved", "no early return"),
    "sickness.return_to_duty.early.duty_per_day": lambda v, _, __: f"{float(v):g} days of duty for each day saved",
    "interventions.*.reach": lambda v, s, _: f"{s[0].replace('_', ' ')} for {percent(v)} of officers",
    "interventions.*.on": lambda v, s, _: f"{s[0].replace('_', ' ')} {'on' if v in (True, 'true') else 'off'}",
    "sickness.gain": lambda v, _, __: f"gain of the loop {float(v):g}".replace("-", "\u2212"),
    "sickness.season.wave.size": lambda v, _, __: (
        "no wave of sickness" if float(v) == 1 else f"a wave of sickness, {float(v):g} times"
    ),
}
