"""Changes planted in a life of the reference engine, each of which the twin comparison must catch.

A plant replaces one snippet, found exactly once, in a copy of ``sim/reference`` that is imported under a name of its own; the
repository's files stay as they are.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sim.reference
from sim.outcome import Outcome

REFERENCE = Path(sim.reference.__file__).parent


@dataclass(frozen=True)
class Plant:
    """One change: ``old`` must stand once in ``file``; ``only_books`` where no event differs, only what is booked."""

    name: str
    file: str
    old: str
    new: str
    only_books: bool = False

    def __str__(self) -> str:
        return self.name.replace(" ", "_")


_SETTLED = """                    if officer.exposed[DAYS]:  # who joined this morning, or was in training, has lived no day yet
                        self._settle_strain(officer)
"""
_DRAWN = """                    if not self.force.careers.why_gone(officer):  # nobody falls sick on a break
                        self._draw(officer, night)
"""
LIVES = (
    # dispatch
    Plant("the crew free for the shortest time goes", "dispatcher.py", "crew.free_since, crew.seat",
          "-crew.free_since, crew.seat"),
    Plant("of equal crews the highest seat goes", "dispatcher.py", "crew.free_since, crew.seat", "crew.free_since, -crew.seat"),
    Plant("last come first served", "incident.py", "return self.practice.logged, self.row",
          "return -self.practice.logged, self.row"),
    Plant("the lowest grade goes first", "dispatcher.py", "min(fronts, key=lambda incident: incident.urgency, default=None)",
          "max(fronts, key=lambda incident: incident.urgency, default=None)"),
    Plant("wind-down is ignored", "dispatcher.py", "return bool(may_be_sent(", "return True or bool(may_be_sent("),
    Plant("those off duty still count", "area.py", "self.on_duty -= 1", "self.on_duty -= 0"),
    Plant("those absent count as on duty", "force.py",
          "                self.areas[area].on_duty += crew.size\n        TeamDay",
          "                pass\n        self.areas[area].on_duty += len(tours)\n        TeamDay"),
    Plant("a crew's wait for work is not begun anew", "crew.py",
          "        self.free_since = self.force.now\n        self.area.free.append(self)",
          "        self.free_since = self.free_since or self.force.now\n        self.area.free.append(self)"),
    Plant("a crew is known by its second officer", "crew.py", "return self.officers[0].seat", "return self.officers[-1].seat"),
    # incidents
    Plant("work starts when the first crew is there", "coming.py",
          "if incident.there >= incident.minimum or everybody:", "if True:"),
    Plant("all crews travel alike", "force.py", "np.uint64(incident.key), ordinal))", "np.uint64(incident.key), 0))"),
    Plant("the scene lasts a millisecond longer", "incident.py", "self._scene_over_at = now + length",
          "self._scene_over_at = now + length + 1"),
    Plant("officers held are booked as clearing", "incident.py", "self.everybody_enters(HELD)",
          "self.everybody_enters(CLEARING)", only_books=True),
    # partners
    Plant("the last to ask a partner is the first served", "partner.py", "self._queue.append(request)",
          "self._queue.appendleft(request)"),
    Plant("nobody gives up waiting", "partner.py", "force.now + self.rules.give_up_ms", "force.now + (1 << 50)"),
    Plant("a unit goes to officers who gave up", "partner.py", "if self._queue[0].withdrawn:", "if False:"),
    Plant("a unit is free before its care is over", "partner.py", "force.now + handover + care,", "force.now + care,"),
    Plant("units that come on duty are not given out", "partner.py",
          "self.force.journal.note(CAPACITY, self.number, units)\n        self.touch()",
          "self.force.journal.note(CAPACITY, self.number, units)"),
    Plant("officers convey before their own work is done", "partner.py",
          "begins = max(force.now, incident.practice.started + incident.own_work_ms)", "begins = force.now"),
    Plant("time with more units at work than on duty is not counted", "partner.py", "max(self.units, self.busy) * spent",
          "self.units * spent", only_books=True),
    # tours
    Plant("a new week does not forget occasions of overtime", "officer.py", "self.occasion_week, self.occasions = week, 0",
          "self.occasion_week = week", only_books=True),
    Plant("overtime leaves no strain", "officer.py", "self.exposed[OVERTIME] += held_over", "pass", only_books=True),
    Plant("rest is reckoned from an older tour", "officer.py", "        self.last_off = force.now", "        pass",
          only_books=True),
    Plant("a carried tour rests as free", "officer.py", "AWAY if reason else RESTING", "AWAY if reason else FREE",
          only_books=True),
    Plant("tours end before the work that ends with them", "officer.py", "self.force.tour_end[self.tour], TOUR_OFF, self.seat)",
          "self.force.tour_end[self.tour], 0, self.seat)"),
    Plant("officers held over are never let go", "incident.py", "            crew.release()",
          "            if not crew.ended:\n                crew.release()"),
    Plant("a crew whose tour is over takes further work", "crew.py", "        if self.ended:", "        if False:"),
    Plant("a carried officer stays for the next incident", "officer.py", "        self._stand_down()\n        yield end",
          "        yield end\n        self._stand_down()"),
    # custody
    Plant("everybody drives to custody", "custody.py", "if incident.there - crew.counts >= officers]", "if False]"),
    Plant("the first sent leave for custody last", "custody.py", "(over or spare)[-1]", "(over or spare)[0]"),
    Plant("whose tour is over goes to custody like anybody", "custody.py", "[crew for crew in spare if crew.ended]", "spare"),
    Plant("the way to custody is booked as waiting there", "custody.py", "everybody_enters(TO_CUSTODY)",
          "everybody_enters(IN_CUSTODY)", only_books=True),
    Plant("the file is booked as custody", "custody.py", "everybody_enters(FILE_BUILDING)", "everybody_enters(IN_CUSTODY)",
          only_books=True),
    Plant("nobody is relieved at the suite", "custody.py", "    if incident.may_be_relieved:", "    if False:"),
    Plant("who asked at the scene is forgotten at the suite", "custody.py", "    incident.relief.seek()", "    pass"),
    Plant("a desk is free while somebody is booked in", "custody.py", "self._unit_free_at(until, incident.key)",
          "self._unit_free_at(force.now, incident.key)"),
    Plant("the last to come to the suite is booked in first", "custody.py",
          "self._join(lambda: self._begin_booking(incident, booked_in))",
          "self._join(lambda: self._begin_booking(incident, booked_in)); self._queue.rotate(1)"),
    Plant("a file that takes no time waits for the next round", "custody.py", "if plan.file_ms > 0:", "if True:"),
    Plant("all arrests go to the first suite", "force.py",
          "self.suites[int(self.inputs.suites.of_area[area]) - self.inputs.suites.first]", "self.suites[0]"),
    Plant("who relieves an escort is booked as at the scene", "coming.py", "            crew.enter(IN_CUSTODY)",
          "            crew.enter(ON_SCENE)", only_books=True),
    Plant("nobody at the suite can be relieved", "incident.py", "(WORKING, WAITING_FOR_PARTNER, AT_CUSTODY, AT_PLACE)",
          "(WORKING, WAITING_FOR_PARTNER, AT_PLACE)"),
    # one instant
    Plant("incidents are logged before tours begin", "force.py", "self.moments.planned(incident.created, ARRIVAL, row)",
          "self.moments.planned(incident.created, 1, row)"),
    Plant("what is due at once joins the present round", "moment.py", "number = self._round + 1 if", "number = self._round if"),
    # the night shift
    Plant("the sick come to work", "force.py", "self.night_shift.why_not_fit(officer)", "0"),
    Plant("sickness is drawn before strain is settled", "night.py", _SETTLED + _DRAWN, _DRAWN + _SETTLED),
    Plant("exposures are counted twice", "night.py", "        officer.forget_exposures()", "        pass"),
    Plant("the sick are back a day late", "night.py", "if officer.back_day > self.today:\n            return SICK",
          "if officer.back_day >= self.today:\n            return SICK"),
    Plant("the warm-up is measured too", "night.py", "            officer.accounts = [[0] * N_STATUS for _ in range(N_ROWS)]\n",
          "", only_books=True),
    # hour by hour
    Plant("all the time is booked to the hour in which it began", "hours.py", "min(HOUR_MS - spent, ended - begun)",
          "ended - begun", only_books=True),
    Plant("the hours remember the warm-up", "hours.py", "self._pages = [[0] * N_STATUS for _ in self._pages]", "pass",
          only_books=True),
    Plant("overtime is booked hour by hour", "officer.py", "            if self.over == ROSTERED:\n", "            if True:\n",
          only_books=True),
    Plant("students are booked hour by hour", "officer.py", "seat < force.inputs.n_own and not self.is_student",
          "seat < force.inputs.n_own", only_books=True),
    Plant("specials and guests are booked hour by hour", "officer.py", "seat < force.inputs.n_own and not self.is_student",
          "not self.is_student", only_books=True),
)  # fmt: skip


def engine_with(plant: Plant | None, folder: Path, package: str) -> Callable[..., Outcome]:
    """Return ``run_reference`` of a copy of the reference called ``package``, in ``folder``, with ``plant`` (None: as it is).

    Only the engine that is returned holds on to the copy.
    """
    copy = folder / package
    copy.mkdir()
    for source in sorted(REFERENCE.glob("*.py")):
        text = source.read_text(encoding="utf-8")
        if plant is not None and source.name == plant.file:
            text = planted(text, plant)
        (copy / source.name).write_text(text.replace("sim.reference.", f"{package}."), encoding="utf-8")
    sys.path.insert(0, str(folder))
    try:
        importlib.invalidate_caches()
        engine: Callable[..., Outcome] = importlib.import_module(f"{package}.force").run_reference
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.partition(".")[0] == package]:
            del sys.modules[name]  # or no copy would ever be given back
    return engine


def planted(text: str, plant: Plant) -> str:
    """Return ``text`` with the plant in it; the snippet must stand there once, or the plant has to be written anew."""
    found = text.count(plant.old)
    if found != 1:
        raise LookupError(f"the plant {plant.name!r} looks for {plant.old!r} in {plant.file} and finds it {found} times")
    return text.replace(plant.old, plant.new)
