"""Changes planted in the reference's casework, and in the kernel of its questions; see `planted_lives` and `planted_kernels`."""

from __future__ import annotations

from tests.twin.planted_kernels import KernelPlant
from tests.twin.planted_lives import Plant

_FILE, _QUESTIONS = "casework.py", "test_casework_questions.py"

CASEWORK_LIVES = (
    Plant("nobody needs to settle in", _FILE, "force.now + self.casework.settle_in_ms", "force.now"),
    Plant("the crime due last is worked on first", _FILE, "return self.due, self.row", "return -self.due, self.row"),
    Plant("of equal deadlines the later incident comes first", _FILE, "return self.due, self.row", "return self.due, -self.row"),
    Plant("what is finished as the officer is sent stays open", _FILE, "self._from + self.crimes[0].left_ms <= now:",
          "self._from + self.crimes[0].left_ms < now:"),
    Plant("work broken off is forgotten", _FILE, "if self.crimes:\n                self.work(self.crimes[0], self._from",
          "if False:\n                self.work(self.crimes[0], self._from"),
    Plant("work in the warm-up is measured too", _FILE, "desk.measured_ms = desk.distressing_ms = 0",
          "desk.distressing_ms = 0", only_books=True),
    Plant("the longest time untouched is the last", _FILE, "max(self.practice.idle_ms, began - self.practice.touched)",
          "began - self.practice.touched", only_books=True),
    Plant("nobody leaves a crime", "incident.py",
          "        self.force.casework.left_by(self)\n", "        pass\n"),
    Plant("the crew is gone before anybody has the crime", "incident.py",
          "self.force.casework.left_by(self)\n        complain(self)\n        if self.practice.cut:\n            self._rushed()\n"
          "            self.force.returns.of_incident(self.row, CUT_SHORT)\n        self._release_all()\n",
          "self._release_all()\n        self.force.casework.left_by(self)\n        complain(self)\n"),
    Plant("nobody is screened out", _FILE, "if is_screened_out(plan.screen", "if False and is_screened_out(plan.screen"),
    Plant("guests carry crimes home", _FILE, "if crew.seat < self.force.inputs.n_own:", "if True:"),
    Plant("the last crew sent has the crime", _FILE, "for crew in incident.crews:", "for crew in reversed(incident.crews):"),
    Plant("the limit is not looked at", _FILE, "self.desks[officer.seat].cases\n", "0\n"),
    Plant("the pile goes to whoever carries most", _FILE, "self._carry(pile.popleft(), min(below,",
          "self._carry(pile.popleft(), max(below,"),
    Plant("the pile is shared out beyond the limit", _FILE, "if not most or desk.cases < most]", "if True]"),
    Plant("students have a share of the pile", _FILE, "not officer.is_student and ", ""),
    Plant("free officers' work is not booked before the pile is shared out", _FILE,
          "            for desk in desks:\n                desk.settle()\n", ""),
    Plant("a team takes what came during the day", _FILE, "        while self.queue and self.queue[0].practice.opened < began:",
          "        while self.queue:"),
    Plant("a team hands out to the busiest", _FILE, "self._give_next(min(below,", "self._give_next(max(below,"),
    Plant("nobody takes a second case on one day", _FILE, "if spent[desk] < minutes_ms and self.queue and",
          "if False and self.queue and"),
    Plant("who finishes with the day takes the next at once", _FILE, "if spent[desk] < minutes_ms and self.queue and",
          "if self.queue and"),
    Plant("investigators finish in the order of their numbers", _FILE,
          "key=lambda one: (spent[one] + one.crimes[0].left_ms, one.number))", "key=lambda one: one.number)"),
    Plant("the rest of the day is lost", _FILE, "if desk.crimes and spent[desk] < minutes_ms:", "if False:"),
    # scenes cut short
    Plant("everybody's scene is cut short", "incident.py", "rules.cut_waiting, self.grade, rules.cut_spared)",
          "rules.cut_waiting, 9, rules.cut_spared)"),
    Plant("what is resumed is cut once more", "incident.py", "self._fresh_length() if self._left_ms < 0 else self._left_ms",
          "self._fresh_length()"),
    Plant("officers convey after the whole scene time", "partner.py", "incident.own_work_ms)", "incident.plan.scene_ms)"),
    Plant("what was not cut short comes back too", "incident.py", "        if self.practice.cut:\n            self._rushed",
          "        if True:\n            self._rushed"),
    Plant("it comes back at once", "returns.py", "force.now + after_ms, RELEASE", "force.now, RELEASE"),
    Plant("another incident comes back", "returns.py", "self._first + place, parent",
          "self._first + len(self._listed) - 1 - place, parent"),
)  # fmt: skip

CASEWORK_KERNELS = (
    KernelPlant("a queue is long one later", "casework.py", "waiting >= long_waiting", "waiting > long_waiting",
                tests=_QUESTIONS),
    KernelPlant("the limit allows one more", "casework.py", "0 < limit <= cases", "0 < limit < cases", tests=_QUESTIONS),
    KernelPlant("what nobody of the force attended is lost", "casework.py", "        return PILE", "        return OUT",
                tests=_QUESTIONS),
    KernelPlant("every incident leaves a crime", "casework.py", ">= chance[k]:", ">= 1.0:", tests=_QUESTIONS),
    KernelPlant("screening goes by who has it", "casework.py", "u = uniform(me, SCREENED_BY, 0)",
                "u = uniform(me, CRIME_GOES_TO, 0)", tests=_QUESTIONS),
    KernelPlant("the spared grades are cut short too", "cutting.py", "grade >= spared\n\n", "grade >= 0\n\n",
                tests="test_cutting_questions.py"),
    KernelPlant("a queue is long one incident later", "cutting.py", "cut_waiting <= waiting", "cut_waiting < waiting",
                tests="test_cutting_questions.py"),
    KernelPlant("what comes back is the very same", "cutting.py", "me = combine(combine(parent, COMES_AGAIN), 1)", "me = parent",
                tests="test_cutting_questions.py"),
    KernelPlant("a team's cases take no longer", "casework.py", "* work_factor[who]", "* 1.0", tests=_QUESTIONS),
)  # fmt: skip
