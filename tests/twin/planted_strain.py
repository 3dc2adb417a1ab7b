"""Changes planted in trauma, complaints, support and strain by dimension: in the reference's lives, and in the kernels."""

from __future__ import annotations

from tests.twin.planted_kernels import KernelPlant
from tests.twin.planted_lives import Plant

_TRAUMA, _COMPLAINTS, _NIGHT = "trauma.py", "complaints.py", "night.py"
_STRUCTURE, _DRAWN = "test_strain_structure.py", "test_trauma.py"
_FACTOR = "demands_factor or weigh_more or light_day or levels_have or relief or grid"

STRAIN_LIVES = (
    Plant("only the first officer meets a trauma", _TRAUMA,
          "        for officer in crew.officers:\n            officer.exposed[TRAUMA]",
          "        for officer in crew.officers[:1]:\n            officer.exposed[TRAUMA]", only_books=True),
    Plant("every scene is traumatic", _TRAUMA,
          "    if incident.plan.traumatic:\n        for officer in", "    if True:\n        for officer in"),
    Plant("a scene is left as it is closed", "incident.py", "        scene_is_over(self)\n", ""),
    Plant("who closes it leaves the scene once more", _TRAUMA, "incident.stage not in (BEING_CLEARED, CLOSED)",
          "incident.stage != BEING_CLEARED"),
    Plant("who turned back left a scene", _TRAUMA, "incident.plan.traumatic and crew.there and", "incident.plan.traumatic and"),
    Plant("every later deployment is too soon", _TRAUMA, "        officer.shaken_at = None\n", ""),
    Plant("too soon is in nobody's books", _TRAUMA, "            officer.exposed[SENT_ON] += 1\n", "", only_books=True),
    Plant("investigators feel nothing", "casework.py", "desk.distressing_ms += spent", "pass", only_books=True),
    Plant("all casework is distressing", "casework.py", "if self.force.incidents[crime.row].distressing:", "if True:",
          only_books=True),
    Plant("distress of the warm-up counts", "casework.py", "desk.measured_ms = desk.distressing_ms = 0", "desk.measured_ms = 0",
          only_books=True),
    Plant("it is always the first who is complained about", _COMPLAINTS,
          "there[int(who_of(incident.plan.complaint_of, len(there)))]",
          "there[0]"),
    Plant("guests and pools are complained about", _COMPLAINTS, " if officer.seat < force.inputs.n_own]", "]"),
    Plant("the last complaint ends all", _COMPLAINTS, "max(officer.complaint_to, force.night_shift.today + days)",
          "force.night_shift.today + days"),
    Plant("nobody hears that it is over", _COMPLAINTS, "if officer.complaint_to == today:", "if False:"),
    Plant("days under complaint are in nobody's books", _COMPLAINTS, "officer.exposed[UNDER_COMPLAINT] = 1", "pass",
          only_books=True),
    Plant("a sergeant who is out leads", "officer.py",
          "(status in LEADING) != (self.status in LEADING)", "(status != OFF) != (self.status != OFF)", only_books=True),
    Plant("everybody leads", "officer.py", "if self.is_sergeant and (status in LEADING)", "if (status in LEADING)", only_books=True),
    Plant("one sergeant less is none left", "area.py", "self._leaders += by", "self._leaders = max(0, by)", only_books=True),
    Plant("support as set is for nobody", _NIGHT, "if led_by == BY_SETTING or", "if", only_books=True),
    Plant("sergeants have no support", _NIGHT, " or (led_by == BY_SERGEANTS and officer.is_sergeant)", "", only_books=True),
    Plant("training is time of one's own", "officer.py", "reason not in TIME_TO_ONESELF:", "reason == SICK:", only_books=True),
    Plant("sick days are free days", _NIGHT, "officer.back_day >= self.today))", "False))", only_books=True),
    Plant("life outside is yesterday's", _NIGHT, "plan.life_outside(officer.seat, night)", "plan.life_outside(officer.seat, 0)",
          only_books=True),
    Plant("breaks lost are had", "pauses.py",
          "officer.exposed[BREAKS_HAD] += stage == BREAK_HAD", "officer.exposed[BREAKS_HAD] += 1",
          only_books=True),
    Plant("control is never low", _NIGHT, "officer.strain, officer.low_control, officer.low_support, exposed",
          "officer.strain, 0.0, officer.low_support, exposed", only_books=True),
)  # fmt: skip

STRAIN_KERNELS = (
    KernelPlant("demands weigh more on light days too", "strain.py",
                "    if demands > 0.0:\n        demands *=", "    if True:\n        demands *=",
                tests=_STRUCTURE, only=_FACTOR),
    KernelPlant("the factor has no most", "strain.py",
                "min(par[MOST], max(par[LEAST],", "max(par[LEAST], (", tests=_STRUCTURE, only=_FACTOR),
    KernelPlant("support does not moderate", "strain.py", "par[SLOPE] * (low_control + low_support)", "par[SLOPE] * low_control",
                tests=_STRUCTURE, only=_FACTOR),
    KernelPlant("relief raises what is below nought", "strain.py",
                "    if x > 0.0:\n        if par[FREE_DAY", "    if True:\n        if par[FREE_DAY",
                tests=_STRUCTURE, only=_FACTOR),
    KernelPlant("control goes as fast as free days", "strain.py", "low_control * memory + control", "low_control * 0.5 + control",
                tests=_STRUCTURE, only=_FACTOR),
    KernelPlant("breaks add strain", "strain.py",
                "(1.0 - par[BREAK_EASES])", "(1.0 + par[BREAK_EASES])", tests=_STRUCTURE, only=_FACTOR),
    KernelPlant("exactly long enough is too soon", "exposures.py", "now - left_at < defused_ms", "now - left_at <= defused_ms",
                tests=_DRAWN, only="too_soon"),
    KernelPlant("sick days are one's own", "exposures.py", " and not was_sick", "", tests=_DRAWN, only="to_oneself"),
    KernelPlant("a complaint is open a day longer", "complaints.py",
                "return complaint_to >= today", "return complaint_to >= today - 1",
                tests=_DRAWN, only="day_that_closes"),
    KernelPlant("days are rounded down", "complaints.py",
                "math.ceil(duration_minutes", "math.floor(duration_minutes", tests=_DRAWN,
                only="days_begun"),
    KernelPlant("one draw says who and how long", "complaints.py", "uniform(me, COMPLAINT_OF, 0)", "uniform(me, COMPLAINT, 0)",
                tests=_DRAWN, only="days_begun"),
    KernelPlant("every scene gets the time off calls", "trauma.py",
                "            incidents[i].traumatic = 1\n            incidents[i].clearing_ms",
                "            incidents[i].traumatic = 1\n        incidents[i].clearing_ms", tests=_DRAWN, only="shares_by_type"),
)  # fmt: skip
