"""Changes planted in being unwell at work, injuries and the people of the control room, and in the kernels they ask."""

from __future__ import annotations

from tests.twin.planted_kernels import KernelPlant
from tests.twin.planted_lives import Plant

_PRESENCE, _ROOM = "presence.py", "control_room.py"
_TESTS, _ROOM_TESTS = "test_presence.py", "test_control_room.py"
_QUICK = "shares_of_their_kind or share_begun or causes or slowness or slowed or assault_that or past"
_ROOM_QUICK = "strain_is or people_there"

PRESENCE_LIVES = (
    Plant("spells fall on who is unwell already", "spells.py", " and not self.force.presence.is_hidden(officer, today)", ""),
    Plant(
        "a hidden spell keeps away all the same",
        "spells.py",
        "if days and not self.force.presence.hides(officer, today, kind, days):",
        "if days and (self.force.presence.hides(officer, today, kind, days) or True):",
    ),
    Plant("days of injury are days of short spells", "spells.py", "if health[KIND] == INJURY:", "if False:", only_books=True),
    Plant(
        "who spends leave on it is there", "night.py", "LEAVE_WHEN_UNWELL if self.force.presence.spends_leave(officer) else ", ""
    ),
    Plant("hidden spells of the warm-up are counted", "night.py", "        self.force.presence.forget()\n", "", only_books=True),
    Plant("worked through is as long as drawn", _PRESENCE, "row[UNWELL_TO] = today + lasts", "row[UNWELL_TO] = today + days"),
    Plant("all hidden spells are physical", _PRESENCE, "int(cause_of(kind))", "0", only_books=True),
    Plant(
        "mornings unwell are counted a day longer",
        _PRESENCE,
        "row[UNWELL_TO] > today\n            row[LEAVE_DAYS]",
        "row[UNWELL_TO] >= today\n            row[LEAVE_DAYS]",
        only_books=True,
    ),
    Plant("leave used up is never worked", _PRESENCE, "return owes and not", "return False and not"),
    Plant(
        "leave used up is worked by the sick",
        _PRESENCE,
        "return owes and not self.force.night_shift.why_not_fit(officer)",
        "return owes",
    ),
    Plant("leave that was planned is used up too", _PRESENCE, "if reason == LEAVE_WHEN_UNWELL:", "if reason:"),
    Plant(
        "only those who are unwell are there",
        _PRESENCE,
        "return int(slowed_by(length, total, len(there)))",
        "return int(slowed_by(length, total, 1))",
    ),
    Plant("guests are slow", _PRESENCE, "if officer.seat >= self.force.inputs.n_own:\n            return 0\n", ""),
    Plant("drivers slow the work", _PRESENCE, "for crew in incident.crews if crew.there for", "for crew in incident.crews for"),
    Plant("a pair runs the risk of one alone", _PRESENCE, "alone=crew.size == 1 and len(there) == 1)", "alone=len(there) == 1)"),
    Plant("a crew of one is always alone", _PRESENCE, "alone=crew.size == 1 and len(there) == 1)", "alone=crew.size == 1)"),
    Plant("who joins is alone", _PRESENCE, "alone=crew.size == 1 and not company)", "alone=crew.size == 1)"),
    Plant("who relieves others runs a risk", _PRESENCE, "if crew.deployment.sent > begun:", "if False:"),
    Plant("every visit is the first", _PRESENCE, "self._arrivals[incident.row, crew.seat] - 1", "0"),
    Plant(
        "the injured are off at once",
        _PRESENCE,
        "first_day = self.force.night_shift.today + 1",
        "first_day = self.force.night_shift.today",
    ),
    Plant("an injury ends a longer spell", _PRESENCE, "if not gone and first_day + days > officer.back_day:", "if not gone:"),
    Plant(
        "guests go off injured",
        _PRESENCE,
        "if officer.seat < self.force.inputs.n_own:\n                    self",
        "if True:\n                    self",
    ),
    Plant(
        "a watch is slowed",
        "incident.py",
        "self.force.presence.slower_ms(self, self._planned_ms) if may_be else 0",
        "self.force.presence.slower_ms(self, self._planned_ms)",
    ),
    Plant(
        "officers convey before slower work is done",
        "partner.py",
        "incident.practice.started + incident.own_work_ms",
        "incident.practice.started + incident.own_work_ms - incident.practice.slower_ms",
    ),
    Plant(
        "every tour is begun well",
        "officer.py",
        "done.unwell = int(force.presence.is_unwell(self))",
        "done.unwell = 0",
        only_books=True,
    ),
    Plant(
        "the sick of the control room are there",
        _ROOM,
        "        if not self.plan.on:\n            return planned",
        "        if True:\n            return planned",
    ),
    Plant("a busy day is remembered for ever", _ROOM, "        pool.day_busy_ms = pool.day_there_ms = 0\n", "", only_books=True),
    Plant(
        "who is back in the control room waits a day",
        _ROOM,
        "if self.back_day[one] <= today:",
        "if self.back_day[one] < today:",
        only_books=True,
    ),
    Plant(
        "the control room is not strained",
        _ROOM,
        'multiplier = hazard_multiplier(float(room["strain"]), plan.par[GAIN], plan.par[HAZARD_CAP])',
        "multiplier = 1.0",
        only_books=True,
    ),
    Plant("the well of the control room are those of yesterday", _ROOM, '        room["well"] = room["employed"] - sick\n', ""),
    Plant(
        "those who are busy are not there",
        "pools.py",
        "self.day_there_ms += max(self.people, self.busy)",
        "self.day_there_ms += self.people",
        only_books=True,
    ),
)

PRESENCE_KERNELS = (
    KernelPlant(
        "spells are spent on leave from the low end",
        _PRESENCE,
        "u >= 1.0 - par[ON_LEAVE + kind]",
        "u < par[ON_LEAVE + kind] * 2",
        tests=_TESTS,
        only=_QUICK,
    ),
    KernelPlant(
        "the kinds share one share", _PRESENCE, "if u < par[THROUGH + kind]:", "if u < par[THROUGH]:", tests=_TESTS, only=_QUICK
    ),
    KernelPlant(
        "what is worked through ends with leave",
        _PRESENCE,
        "if how == SPENT_ON_LEAVE else lasts",
        "if how else lasts",
        tests=_TESTS,
        only=_QUICK,
    ),
    KernelPlant(
        "days are rounded down",
        _PRESENCE,
        "math.ceil(par[LASTS + kind] * days)",
        "math.floor(par[LASTS + kind] * days)",
        tests=_TESTS,
        only=_QUICK,
    ),
    KernelPlant(
        "psychological is physical",
        _PRESENCE,
        "MENTAL if kind == PSYCHOLOGICAL",
        "MENTAL if kind != PSYCHOLOGICAL",
        tests=_TESTS,
        only=_QUICK,
    ),
    KernelPlant(
        "low strain speeds work up",
        _PRESENCE,
        "max(0.0, strain - par[STRAIN_FROM])",
        "(strain - par[STRAIN_FROM])",
        tests=_TESTS,
        only=_QUICK,
    ),
    KernelPlant(
        "strain has no most",
        _PRESENCE,
        "min(par[STRAIN_MOST], par[STRAIN_EACH]",
        "max(par[STRAIN_MOST], par[STRAIN_EACH]",
        tests=_TESTS,
        only=_QUICK,
    ),
    KernelPlant("slownesses are not shared", _PRESENCE, "// (MILLION * officers)", "// MILLION", tests=_TESTS, only=_QUICK),
    KernelPlant(
        "nobody is alone",
        _PRESENCE,
        "with_odds(chance, par[SINGLE_ODDS]) if alone else chance",
        "chance",
        tests=_TESTS,
        only=_QUICK,
    ),
    KernelPlant("every assault injures", _PRESENCE, "< p * par[INJURY_SHARE]", "< p", tests=_TESTS, only=_QUICK),
    KernelPlant(
        "hidden spells of the past are reported",
        _PRESENCE,
        "            if how != REPORTED:\n",
        "            if False:\n",
        tests=_TESTS,
        only=_QUICK,
    ),
    KernelPlant(
        "hidden spells of the past run together",
        _PRESENCE,
        "if day < max(row[0], max(row[5], row[6])):",
        "if day < row[0]:",
        tests=_TESTS,
        only=_QUICK,
    ),
    KernelPlant("strain of a room does not fade", _ROOM, "return x * keep +", "return x +", tests=_ROOM_TESTS, only=_ROOM_QUICK),
    KernelPlant(
        "a room is strained by being busy at all",
        _ROOM,
        "/ par[BUSY_USUAL] - 1.0",
        "/ par[BUSY_USUAL]",
        tests=_ROOM_TESTS,
        only=_ROOM_QUICK,
    ),
    KernelPlant(
        "fractions of people are never there",
        _ROOM,
        "planned * well / employed + u)",
        "planned * well / employed)",
        tests=_ROOM_TESTS,
        only=_ROOM_QUICK,
    ),
)
