"""Settings of the work in words: grades, the front door, crews, dispatch, cases, custody, partners, systems."""

from __future__ import annotations

from typing import Any

from sim.reports.setting_forms import Config, Words, breaks_into, count, minutes, options, percent, shortfall, switch, value_at
from sim.reports.words import capital, counted, plain


def _grade(name: str, config: Config) -> str:
    return plain(value_at(config, f"force.grades.{name}.title") or capital(name.replace("_", " ")))


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
    "joint_team": "joint teams in the towns",
    "tutored": "students with tutors",
}


def _crewing(value: Any, _: Any, config: Config) -> str:
    words = options(_CREWINGS, "crewing")(value, (), config)
    risky = value == "by_area" and value_at(config, "crewing.double_for_risk") is True
    return f"{words} and where it is risky" if risky else words


def _service(name: str, config: Config) -> str:
    title = plain(value_at(config, f"partners.services.{name}.title") or name.replace("_", " "))
    return title[:1].lower() + title[1:]


def _cars(value: Any, stars: tuple[str, ...], config: Config) -> str:
    """A triage car, or a joint team where others ride along too; the areas where not all have one."""
    what = "joint team" if value_at(config, "crewing.triage_car.joined_by") else "triage car"
    areas = value_at(config, "crewing.triage_car.areas")
    few = "in one area" if len(areas or ()) == 1 else f"in each of {len(areas or ())} areas"
    where = few if areas else "in each area"
    return count(f"no {what}", what, f"{what}s", where)(value, stars, config)


def _seconded(value: Any, stars: tuple[str, ...], config: Config) -> str:
    return f"{int(value) or 'nobody'} of the {_service(stars[0], config)} seconded"


_ABOVE = {"pile": "above the limit it waits", "screen_out": "above the limit screened out"}


def _team(name: str, config: Config) -> str:
    return plain(value_at(config, f"casework.teams.{name}.title") or name.replace("_", " "))


def _phase(value: Any, stars: tuple[str, ...], config: Config) -> str:
    title = plain(value_at(config, f"threshold.categories.{stars[0]}.title") or stars[0].replace("_", " "))
    title = title[:1].lower() + title[1:]
    return f"the threshold holds for {title}" if value is True else f"no threshold for {title}"


def _of_one_service(value: Any, stars: tuple[str, ...], config: Config) -> str:
    title = value_at(config, f"partners.services.{stars[0]}.title") or stars[0].replace("_", " ")
    if value is None:
        return f"{title} as partners in general"
    return f"{title} at full capacity" if float(value) == 0 else f"{percent(value)} less {plain(title).lower()} capacity"


OF_WORK: dict[str, Words] = {
    "custody": options({"none": "arrests cost nothing after the scene", "county": "arrests go to custody"}, "custody"),
    "custody.on": switch("arrests go to custody", "arrests cost nothing after the scene"),
    "custody.shortfall": shortfall("fewer custody desks", "all custody desks"),
    "custody.weekend_shortfall": shortfall("fewer custody desks at weekends", "weekend custody desks as planned"),
    "custody.file.mean_min": lambda v, _, __: f"{float(v) / 60:.2g} h to build a file",
    "custody.booking_in.mean_min": minutes("to book somebody in", "no booking-in"),
    "custody.escort": count("no escort", "officer", "officers", "to custody"),
    "custody.file_officers": lambda v, _, __: f"{counted(int(v), 'officer builds', 'officers build')} a file",
    "partners.shortfall": shortfall("less partner capacity", "partners at full capacity"),
    "partners.services.*.shortfall": _of_one_service,
    "displacement": options(
        {"none": "what partners leave undone is gone", "county": "part of what partners leave undone comes to the police",
         "growing": "what partners leave undone comes to the police, the more they help the more of it",
         "places": "part of what partners leave undone, and of whom officers leave at their places, comes to the police"},
        "displacement",
    ),
    "displacement.expectation.on": switch("asking that grows with helping", "asking that stays as it is"),
    "displacement.expectation.gain": lambda v, _, __: f"a gain of asking of {float(v):g}",
    "displacement.calls_again.on": switch("callers who ring again", "no caller who rings again"),
    "force.grades.*.clock": lambda v, s, c: f"{_grade(s[0], c)} clock from {_CLOCKS[v]}",
    "force.grades.*.statistic": lambda v, s, c: f"{_grade(s[0], c)} judged by {_STATISTICS[v]}",
    "force.grades.*.aim": lambda v, s, c: f"{_grade(s[0], c)} aim {percent(v)}",
    "force.grades.*.target_min": _target,
    "front_door": options({"none": "no front door"}, "front door"),
    "front_door.on": switch("front door on", "no front door"),
    "front_door.call_takers.shortfall": shortfall("fewer call-takers", "call-takers at full strength"),
    "front_door.desk.shortfall": shortfall("fewer at the desk", "the desk at full strength"),
    "front_door.strip.share.*": _of_grade("{0} of {1} settled without officers", "{1} sent to as before"),
    "front_door.redefine.up.*": _of_grade("{0} of the vulnerable go up from {1}", "the vulnerable stay in {1}"),
    "front_door.redefine.down.*": _of_grade("{0} of the others go down from {1}", "the others stay in {1}"),
    "front_door.appointments.share.*": _of_grade("{0} of {1} by appointment", "no appointments for {1}"),
    "threshold": options({"none": "officers go whatever is asked", "right_care": "Right Care Right Person"}, "threshold"),
    "threshold.on": switch("a threshold for sending officers", "officers go whatever is asked"),
    "threshold.phases.*.on": _phase,
    "threshold.perceived.sensitivity": lambda v, _, __: f"{percent(v)} of real risks perceived",
    "threshold.perceived.specificity": lambda v, _, __: f"{percent(v)} of the others seen to be none",
    "front_door.search_min": minutes("of searching in each call", "no searching"),
    "front_door.chasing.on": switch("callers chase", "nobody chases"),
    "crewing": _crewing,
    "crewing.double_for_risk": switch("two where it is risky", "one may do where it is risky"),
    "crewing.double_share": shortfall("in pairs at least", "no least share in pairs"),
    "crewing.split_when_waiting": lambda v, _, __: "pairs never split" if int(v) == 0 else f"pairs split when {int(v)} wait",
    "crewing.re_form": switch("pairs join again", "pairs stay split"),
    "crewing.triage_car.cars": _cars,
    "crewing.triage_car.seconded.*": _seconded,
    "crewing.triage_car.settles": lambda v, _, __: f"{percent(v)} settled by the practitioner in the car",
    "crewing.triage_car.joined_by.*": lambda v, s, c: f"{percent(v)} settled by the {_service(s[0], c)} in the car",
    "crewing.triage_car.kept_in_area": switch("the car kept for its own area", "the car lent to neighbours too"),
    "crewing.tutors.student_share": shortfall("students", "no students"),
    "crewing.tutors.students_count": switch("a student counts as an officer", "a student does not count"),
    "skills": options({"none": "no special skills"}, "skills"),
    "skills.list.*.share": lambda v, s, c: f"{_skill(s[0], c)}: {percent(v)} of officers",
    "skills.list.*.substitute_after_min": _instead,
    "casework": options(
        {"none": "nothing to investigate", "county": "crimes investigated", "complex": "complex crimes investigated too"},
        "casework",
    ),
    "casework.on": switch("crimes investigated", "nothing to investigate"),
    "casework.caseload_limit": lambda v, _, __: (
        f"at most {int(v)} crimes an officer" if int(v) else "any number of crimes an officer"
    ),
    "casework.above_limit": lambda v, _, __: _ABOVE.get(v, f"above the limit to {plain(v).replace('_', ' ')}"),
    "casework.screen_when_waiting": lambda v, _, __: (
        f"more screened out once {int(v)} wait" if int(v) else "no screening for the queue's sake"
    ),
    "casework.settle_in_min": minutes("to settle in at the desk", "at the desk at once"),
    "casework.teams.*.investigators": lambda v, s, c: f"{_team(s[0], c)}: {counted(int(v), 'investigator')}",
    "casework.teams.*.caseload_limit": lambda v, s, c: f"{_team(s[0], c)}: at most {counted(int(v), 'case')} each",
    "casework.teams.*.work_factor": lambda v, s, c: f"{_team(s[0], c)}: cases {float(v):g} times as long",
    "mutual_aid": options({"none": "no mutual aid", "regional": "mutual aid"}, "mutual aid"),
    "mutual_aid.on": switch("mutual aid", "no mutual aid"),
    "mutual_aid.officers": lambda v, _, __: f"{counted(int(v), 'officer')} of mutual aid",
    "casework.desk.minutes": minutes("of desk time a tour", "no desk time"),
    "casework.desk.called_out_by": breaks_into("desk time"),
    "casework.desk.keep": count("no crew kept ready during desk time", "crew", "crews", "kept ready during desk time"),
    "operations.help.on": switch("help from neighbours", "no help from neighbours"),
    "operations.help.after_min": lambda v, _, __: f"neighbours asked after {float(v):g} min",
    "operations.thinning.on": switch("drives lengthen as crews thin out", "drives as usual however few are free"),
    "operations.dispatch.order": options(
        {
            "strict": "strictly by grade",
            "ageing": "waiting counts beside grade",
            "earliest_target": "earliest target first",
        }
    ),
    "operations.dispatch.staged": switch("crews sent one by one", "crews sent together"),
    "operations.reserve.crews": count("no crew kept back", "crew", "crews", "kept back"),
    "operations.preemption.grades": _called_away,
    "operations.surplus.on": switch("spare crews leave early", "all crews stay to the end"),
    "operations.cut_short.on": switch("scenes cut short while many wait", "every scene takes its time"),
    "operations.cut_short.when_waiting": lambda v, _, __: f"scenes cut short once {int(v)} wait",
    "operations.cut_short.to": lambda v, _, __: f"scenes cut to {percent(v)}",
    "operations.cut_short.comes_back": lambda v, _, __: f"{percent(v)} of what is cut short comes back",
    "prevention": options({"none": "no time for repeat places", "repeat_places": "time for repeat places"}, "prevention"),
    "prevention.on": switch("time for repeat places", "no time for repeat places"),
    "prevention.minutes_in_tour": minutes("of each tour for repeat places", "no time for repeat places"),
    "failure_demand": options({"none": "nothing comes back", "county": "failure demand comes back"}, "failure demand"),
    "failure_demand.on": switch("failure demand comes back", "nothing comes back"),
    "failure_demand.late.comes_back": lambda v, _, __: f"up to {percent(v)} of what is late comes back",
    "failure_demand.abandoned": lambda v, _, __: f"{percent(v)} of what is abandoned comes back",
    "operations.patience": switch("callers may give up", "callers wait for ever"),
    "operations.tour_end": options(
        {
            "hold_over": "held over at the end of tour",
            "hand_over": "relieved at the end of tour",
            "hand_back": "work handed back at the end of tour",
        }
    ),
    "operations.tour_end_stays": _stays,
    "change": options(
        {"none": "demand as it is", "county": "demand that grows and has seasons", "new_estate": "an estate of new homes",
         "complex_crime": "complex crimes grow"}, "change"
    ),
    "change.on": switch("demand changes", "demand as it is"),
    "change.trend.years_on": lambda v, _, __: "no growth yet" if float(v) == 0 else f"{float(v):g} years of growth on",
    "change.estates.*.homes": lambda v, _, __: "no new homes" if int(v) == 0 else f"{int(v):,} new homes",
    "change.estates.*.months": lambda v, _, __: f"built up over {float(v):g} months",
    "watches": options({"none": "no watches", "county": "scene guards, bed watches and observations"}, "watches"),
    "watches.on": switch("watches kept", "no watches"),
    "watches.split_pairs": switch("a pair parts for a watch", "a pair stays together on a watch"),
    "watches.kinds.*.per_year": lambda v, s, c: f"{float(v):,.12g} a year of {_watch(s[0], c)}",
    "watches.kinds.*.officers": lambda v, s, c: f"{_watch(s[0], c)} by {counted(int(v), 'officer')}",
    "working": options(
        {
            "none": "no trips to base and no time lost to systems",
            "county": "trips to base and systems as in a county",
            "slow_systems": "slower systems",
            "mobile": "mobile working",
            "lean": "lean writing up",
        },
        "working",
    ),
    "working.on": switch("trips to base and systems as they are", "no trips to base and no time lost to systems"),
    "working.return_to_base_min": minutes("to base and back for each job", "no trips to base"),
    "working.mobile_share": shortfall("of jobs written up at the scene", "no job written up at the scene"),
    "working.lean_min_per_job": minutes("saved on each job", "nothing saved on a job"),
    "working.self_briefing_min": lambda v, _, __: (
        "briefed by others" if v in (None, "null") else f"officers brief themselves in {float(v):g} min"
    ),
    "working.systems.outages.per_year": count("no outages", "outage", "outages", "a year"),
    "operations.interrupted": options({"resume": "work broken off goes on", "restart": "work broken off begins anew"}),
    "operations.rekeying_min": minutes("of entering again", "nothing entered twice"),
    "operations.regrading.promotion": switch("long waits raise the grade", "no grade raised for waiting"),
}
