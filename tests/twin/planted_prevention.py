"""Changes planted in complaints' work and in prevention: in the reference's lives, and in the kernels."""

from __future__ import annotations

from tests.twin.planted_kernels import KernelPlant
from tests.twin.planted_lives import Plant

_FILE, _PROTECTED, _COMPLAINTS = "prevention.py", "protected.py", "complaints.py"
_QUESTIONS = "test_prevention_questions.py"

PREVENTION_LIVES = (
    Plant("nothing is ever prevented", _FILE, "if not self.plan.on or incident.watch:", "if True:"),
    Plant("watches are prevented too", _FILE, "if not self.plan.on or incident.watch:", "if not self.plan.on:"),
    Plant("what is prevented is logged all the same", "force.py", " and not self.prevention.prevents(row)", ""),
    Plant("nothing is invested", _FILE, "self.areas[area, TODAY_MS] += ms", "pass"),
    Plant("it works without a morning", "night.py", "            self.force.prevention.morning()\n", ""),
    Plant("time for repeat places is for sergeants", _PROTECTED, "for officer in able if self.prevention_ms else ():",
          "for officer in entitled if self.prevention_ms else ():"),
    Plant("complaints are for sergeants", _PROTECTED, "for officer in able if self.complaint_tour_ms else ():",
          "for officer in entitled if self.complaint_tour_ms else ():"),
    Plant("all that complaints ask for is due at once", _PROTECTED, "min(officer.complaint_owed_ms, self.complaint_tour_ms)",
          "officer.complaint_owed_ms"),
    Plant("work on complaints is never done", _PROTECTED, "officer.complaint_worked_ms += int(", "_ = ("),
    Plant("the officer has nothing to answer", _COMPLAINTS, "officer.complaint_asked_ms += answer", "pass"),
    Plant("the sergeant has nothing to look into", _COMPLAINTS, "sergeant.complaint_asked_ms += look", "pass"),
    Plant("the busiest sergeant looks into it", _COMPLAINTS, "key=lambda one: (one.complaint_owed_ms, one.seat)",
          "key=lambda one: (-one.complaint_owed_ms, one.seat)"),
    Plant("a sergeant looks into it himself", _COMPLAINTS, "one is not officer and ", ""),
    Plant("sergeants of other areas look into it", _COMPLAINTS,
          "force.inputs.seat_area[one.seat] == force.inputs.seat_area[officer.seat]", "True"),
    Plant("footage saves nothing", "levers.py", "return self._taken(FOOTAGE, seat)", "return 0.0"),
)  # fmt: skip

PREVENTION_KERNELS = (
    KernelPlant("every incident is at a repeat place", "prevention.py",
                "if u < part else NOT_REPEATED", "if u < 1.0 else NOT_REPEATED",
                tests=_QUESTIONS),
    KernelPlant("twice the hours prevent twice as much", "prevention.py", "/ (row[WORKING_NOW] + par[HALF_AT])", "/ par[HALF_AT]",
                tests=_QUESTIONS),
    KernelPlant("what works is never spent", "prevention.py", "row[WORKING_NOW] * par[KEEPS]", "row[WORKING_NOW]",
                tests=_QUESTIONS),
    KernelPlant("all begins to work at once", "prevention.py", "begins = young * par[MATURES]", "begins = young",
                tests=_QUESTIONS),
    KernelPlant("what is invested counts every morning", "prevention.py", "row[YOUNG], row[TODAY_MS] = young - begins, 0.0",
                "row[YOUNG] = young - begins", tests=_QUESTIONS),
    KernelPlant("repeat places come before supervision", "protected.py", "first = due_ms - prevention_ms", "first = 0",
                tests=_QUESTIONS),
    KernelPlant("complaints have all of the time", "protected.py", "min(had_ms, complaint_ms) - min(before_ms, complaint_ms)",
                "had_ms - before_ms", tests=_QUESTIONS),
)  # fmt: skip
