"""Groups of incidents, officers and calls in words."""

from __future__ import annotations

from sim.reports.words import capital, plain

# kind=name as the measures store it. What is not here is named by a rule of its kind, or by its name and kind.
_NAMES = {
    "kind=urban": "Urban areas",
    "kind=rural": "Rural areas",
    "vulnerable=yes": "Somebody vulnerable",
    "vulnerable=no": "Nobody vulnerable",
    "crew=single": "Officers alone",
    "crew=double": "Officers in pairs",
    "pool=call_takers": "Call-takers",
    "pool=desk": "The desk",
    "way=phone": "By phone",
    "way=signposted": "Sent to another service",
    "way=desk": "At the desk",
    "way=no_attendance": "By sending nobody",
    "cause=late": "Reached late",
    "cause=abandoned": "No longer needed before anybody was sent",
    "cause=broken_off": "Broken off and done later",
    "cause=not_written_up": "Not written up",
    "cause=slow": "Slow systems and entering twice",
    "cause=outage": "Outages",
    "reason=vacant": "Vacant posts",
    "reason=left": "Posts empty after leavers",
    "reason=severance": "Posts empty after severance",
    "reason=in_training": "Recruits in training",
    "reason=career_break": "Career breaks",
    "reason=part_time": "Part-time working",
    "reason=student": "Students with tutors",
    "reason=court": "Court and like duties",
    "reason=sick": "Sickness",
    "reason=enquiry": "Major enquiries",
    "reason=public_order": "Public order",
    "reason=event": "Major events",
    "reason=recuperating": "Recuperative duty after sickness",
    "reason=restricted_duty": "Restricted duty after sickness",
    "duty=recuperative": "Recuperative duty",
    "duty=restricted": "Restricted duty",
    "spell=short": "Short spells",
    "spell=long": "Long spells",
    "spell=psychological": "Psychological spells",
    "spell=injury": "Injuries",
    "cause=physical": "Physical causes",
    "cause=psychological": "Psychological causes",
    "way=worked_through": "Worked through",
    "way=on_leave": "Spent on leave",
    "reason=leave_when_unwell": "Leave spent on ill health",
    "days=none": "No sick day",
    "days=1_to_5": "1 to 5 sick days",
    "days=6_to_19": "6 to 19 sick days",
    "days=20_or_more": "20 sick days or more",
    "reason=repaying": "Repaying other forces",
    "reason=in_lieu": "Time off in lieu of pay",
    "reason=rest_day_back": "Rest days given back",
    "reason=resting": "Rest after late work",
    "reason=meal_break": "Meal breaks",
    "reason=custody_drive": "Drives to custody",
    "reason=custody_suite": "At the custody suite",
    "reason=case_file": "Files after an arrest",
    "reason=watch": "Watches",
    "reason=systems": "Lost to systems",
    "reason=supervision": "Supervisory work",
    "reason=desk": "Desk time",
    "role=sergeants": "Sergeants",
    "role=constables": "Constables",
    "role=call_takers": "Call-takers",
    "who=officers": "All officers asked",
    "who=respondents": "Those who answer",
    "role=pcsos": "PCSOs",
    "use=free": "Free for incidents",
    "use=scene": "At the scene",
    "use=held": "Held for a partner",
    "use=to_place": "On the way to a partner's place",
    "use=at_place": "At a partner's place",
    "use=writing": "Writing up",
    "overtime=casual": "Held over",
    "overtime=planned": "Planned",
    "overtime=recall": "Recalls",
    "overtime=rest_day": "Rest days cancelled",
    "overtime=public_holiday": "Public holidays",
    "entry=entitled": "Leave entitled to",
    "entry=carried_in": "Leave carried in",
    "entry=bought": "Leave bought",
    "entry=received": "Leave received",
    "entry=taken": "Leave taken",
    "entry=given": "Leave given away",
    "entry=carried_out": "Leave carried over",
    "entry=lost": "Leave lost",
    "team=response": "Response officers",
    "category=section_136": "Section 136 and assessments",
    "lever=flu_jabs": "Influenza jabs",
    "lever=occupational_health": "Faster occupational health",
    "lever=early_return": "Early return to duty",
    "lever=mandatory_breaks": "Mandatory breaks",
    "lever=fewer_hindrances": "Fewer hindrances",
    "lever=body_worn_video": "Body-worn video",
    "lever=resilience": "A resilience programme",
    "lever=supervisor_support": "Support by supervisors",
    "lever=trim": "Trauma risk management",
    "lever=debriefs": "Debriefs",
}
KINDS = {
    "helpers": "pool of people",
    "kind": "kind of area",
    "vulnerable": "vulnerability",
    "crew": "crew",
    "line": "line",
    "pool": "pool",
    "way": "way",
    "team": "team",
}
"""Kinds of group whose own name says too little."""
NAMED_BY_GROUP = frozenset({"entry"})
"""Kinds of group whose name says what is measured: an entry of an account."""


_HELPERS = {"pcsos": "PCSOs"}


def group_words(group: str) -> str:
    """grade=1 as Grade 1, grade=prompt as Prompt grade, partner=mental_health as Mental health, line=999 as 999."""
    if not group:
        return "All"
    if group in _NAMES:
        return _NAMES[group]
    kind, _, name = plain(group).partition("=")
    name = name.replace("_", " ")
    if kind == "helpers":
        return _HELPERS.get(name, capital(name))
    if kind in ("partner", "area", "line", "pool", "way", "reason", "use", "role", "entry", "watch", "cause", "team", "pressure",
                "dimension", "type", "category", "source"):
        return capital(name)
    return f"{capital(kind)} {name}" if name[:1].isdigit() else f"{capital(name)} {kind}"


_INSIDE = {
    "vulnerable=yes": "incidents with somebody vulnerable",
    "vulnerable=no": "incidents with nobody vulnerable",
}
_OVER_ALL = {"grade": "over all grades", "kind": "over all areas", "area": "over all areas", "line": "on both lines"}


def over_all(group: str) -> str:
    """What the whole is called beside a part of it: over all grades."""
    return _OVER_ALL.get(group.partition("=")[0], "over all")


def group_inside(group: str) -> str:
    """The same inside a sentence, after "for": urban areas, 999."""
    words = _INSIDE.get(group) or group_words(group)
    return words[:1].lower() + words[1:]
