"""Changes planted in what the reference counts of an officer's day: nothing happens otherwise, only the books differ."""

from __future__ import annotations

from tests.twin.planted_kernels import KernelPlant
from tests.twin.planted_lives import Plant

EXPOSURES = (
    Plant(
        "time away is duty",
        "officer.py",
        "elif self.status != RESTING:\n                self._book_duty",
        "if self.status != RESTING:\n                self._book_duty",
        only_books=True,
    ),
    Plant(
        "all work is done while others wait",
        "officer.py",
        "self.exposed[CONFLICT] += self.area.waited_ms - self._waited",
        "self.exposed[CONFLICT] += spent",
        only_books=True,
    ),
    Plant("being held is no hindrance", "officer.py", "if self.status in HINDRANCE:", "if False:", only_books=True),
    Plant(
        "what is paid is unpaid", "officer.py", "self.exposed[UNPAID] += unpaid", "self.exposed[UNPAID] += paid", only_books=True
    ),
    Plant(
        "a tour that is carried is no short rest",
        "officer.py",
        "done.quick_return = 1  # no rest at all between two tours\n        self.exposed[QUICK_RETURNS] += 1",
        "done.quick_return = 1",
        only_books=True,
    ),
    Plant(
        "nobody waits any more once an incident is sent to",
        "area.py",
        "            if not self.waiting:\n                self._waited",
        "            if True:\n                self._waited",
        only_books=True,
    ),
    Plant("everybody is late", "coming.py", "int(self._force.now - incident.practice.logged > target)", "1", only_books=True),
    Plant(
        "who turns round on the way was rushed",
        "crew.py",
        "        if self.there:\n            for officer",
        "        if True:\n            for officer",
        only_books=True,
    ),
    Plant(
        "handing back is being rushed",
        "incident.py",
        "        if why == FOR_A_HIGHER_GRADE:\n            self._rushed()",
        "        if True:\n            self._rushed()",
        only_books=True,
    ),
    Plant(
        "a report dropped of a scene cut short counts twice",
        "incident.py",
        "if not self.practice.cut:  # otherwise",
        "if True:  #",
        only_books=True,
    ),
    Plant(
        "areas share their tours",
        "night.py",
        "worked[officer.area.number] += officer.exposed[TOURS]",
        "worked[0] += officer.exposed[TOURS]",
        only_books=True,
    ),
    Plant(
        "crimes are left alone off duty",
        "casework.py",
        "return (neglected, overdue) if officer.exposed[DUTY] else (0, 0)",
        "return neglected, overdue",
        only_books=True,
    ),
    Plant(
        "what was done stays new",
        "casework.py",
        "idle, self._worked_by_morning = self.worked_ms == self._worked_by_morning, self.worked_ms",
        "idle = self.worked_ms == self._worked_by_morning",
        only_books=True,
    ),
    Plant(
        "a break broken off is not missed",
        "pauses.py",
        '                force.officers[int(plan["seat"][tour])].exposed[BREAKS_MISSED] += 1\n',
        "",
        only_books=True,
    ),
)

EXPOSURE_KERNELS = (
    KernelPlant("every stressor is measured against duty", "strain.py", "day[_AGAINST[k]]", "day[DUTY]", tests="test_strain.py"),
    KernelPlant("an area is never short", "exposures.py", "if tours_needed <= 0.0 or tours_worked >= tours_needed:", "if True:",
                tests="test_strain.py"),
)  # fmt: skip
