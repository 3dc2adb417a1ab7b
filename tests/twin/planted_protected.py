"""Changes planted in the reference's protected time, and in the kernel of its questions; see `planted_lives`."""

from __future__ import annotations

from tests.twin.planted_kernels import KernelPlant
from tests.twin.planted_lives import Plant

_FILE, _QUESTIONS, _CALLED = "protected.py", "test_protected_questions.py", "test_kernel_questions.py"

PROTECTED_LIVES = (
    Plant("constables have supervisory work", _FILE, "[officer for officer in entitled if officer.is_sergeant]",
          "list(entitled)"),
    Plant("sergeants lead themselves", _FILE, "[officer for officer in there if officer not in entitled]", "there"),
    Plant("crimes are not reviewed", _FILE, "crimes = sum(officer.desk.cases for officer in led if officer.desk)", "crimes = 0"),
    Plant("protected time is due at once", _FILE, "begins = min(int(plan[\"start\"]) + self.rule.from_ms, until)",
          "begins = int(plan[\"start\"])"),
    Plant("it may begin to the end of the tour", _FILE, "min(int(plan[\"start\"]) + int(self.rule.until_ms), int(plan[\"end\"]))",
          "int(plan[\"end\"])"),
    Plant("nobody is told that it is due", _FILE, "                time.stage = TIME_DUE\n        area.touch()\n",
          "                time.stage = TIME_DUE\n"),
    Plant("nobody sees that it is too late", _FILE, "            if self.of(officer).stage == TIME_DUE:\n",
          "            if False:\n"),
    Plant("who has no crime sits at a desk", _FILE,
          "return officer.desk.work_in_hand if officer.desk else 0", "return ANY_AMOUNT"),
    Plant("a spell broken off does not count", _FILE,
          "            time.had_ms += self.force.now - time.began\n", "            pass\n"),
    Plant("nobody notes what is left", _FILE, "        if time.stage == TIME_LEFT:\n", "        if False:\n"),
    Plant("the other of a pair is at the desk too", _FILE,
          "[officer for officer in crew.officers if kind.wanted(officer) > 0]", "list(crew.officers)", only_books=True),
    Plant("who is ready again is not looked for", _FILE,
          "        self.force.journal.note(PROTECTED_ENDED, self.crew.seat, 1)\n        self.crew.area.touch()\n",
          "        self.force.journal.note(PROTECTED_ENDED, self.crew.seat, 1)\n"),
    Plant("desk time comes before supervision", _FILE, "        for kind in self.kinds:\n            while",
          "        for kind in reversed(self.kinds):\n            while"),
    Plant("no crew stays ready", _FILE, "while kind.on and area.ready > kind.rule.keep:", "while kind.on:"),
    Plant("the highest seat goes first", _FILE, "crew = min(wanting,", "crew = max(wanting,"),
    Plant("crews leave a meal for it", _FILE, "if crew.paused_for == READY and _length", "if _length"),
    Plant("a spell outlasts the tour", _FILE, ", crew.end - crew.force.now)", ", 1 << 60)"),
    Plant("the first of a pair decides how long", _FILE, "max(kind.wanted(officer) for officer in crew.officers)",
          "kind.wanted(crew.officers[0])"),
    Plant("calls out of it are not counted", _FILE, "            time.called_out += called_out\n", "", only_books=True),
    Plant("desk time is no time for crimes", "officer.py", "AT_CRIMES = (FREE, AT_DESK)", "AT_CRIMES = (FREE,)"),
    Plant("work in hand forgets what was done since", "casework.py", "-1 if self._from is None else self._from, self.casework",
          "-1, self.casework"),
    Plant("meals come after protected time", "dispatcher.py",
          "                if self.force.has_breaks:\n                    begin_breaks(area)\n"
          "                if self.force.protected.on:\n                    self.force.protected.begin(area)\n",
          "                if self.force.protected.on:\n                    self.force.protected.begin(area)\n"
          "                if self.force.has_breaks:\n                    begin_breaks(area)\n"),
    Plant("every grade calls out of protected time", "dispatcher.py", "protected = (kind.rule.grades for kind",
          "protected = (9 for kind"),
    Plant("sergeants are sent like anybody", "dispatcher.py", "int(self.rules.sergeants_last and crew.sergeants > 0)", "0"),
    Plant("only a sergeant in front goes last", "crew.py", "sum(officer.is_sergeant for officer in officers)",
          "int(officers[0].is_sergeant)"),
    Plant("a call leaves the books of a spell open", "crew.py", "            self.pausing.break_off()\n", "            pass\n"),
)  # fmt: skip

PROTECTED_KERNELS = (
    KernelPlant("every sergeant has all of it", "protected.py", " // max(1, sergeants)", "", tests=_QUESTIONS),
    KernelPlant("crimes are reviewed at the price of officers", "protected.py", "per_crime_ms * crimes",
                "per_officer_ms * crimes", tests=_QUESTIONS),
    KernelPlant("what was done at the desk is done again", "protected.py", "max(0, left_ms + from_at - now)", "left_ms",
                tests=_QUESTIONS),
    KernelPlant("work in hand is no limit", "protected.py", "left if in_hand_ms < 0 else min(left, in_hand_ms)", "left",
                tests=_QUESTIONS),
    KernelPlant("what was had is wanted again", "protected.py", "max(0, due_ms - had_ms)", "due_ms", tests=_QUESTIONS),
    KernelPlant("it is too late a moment later", "protected.py", "if now < until:", "if now <= until:", tests=_QUESTIONS),
    KernelPlant("what there was no work for is left", "protected.py",
                "TIME_LEFT if time_wanted(due_ms, had_ms, in_hand_ms) > 0 else TIME_HAD", "TIME_LEFT", tests=_QUESTIONS),
    KernelPlant("desk time is left for what supervision is", "breaks.py", "return grade < desk_grades",
                "return grade < supervisory_grades", tests=_CALLED),
    KernelPlant("supervision is left for what a meal is", "breaks.py", "return grade < supervisory_grades",
                "return grade < break_grades", tests=_CALLED),
    KernelPlant("sergeants go first", "crewing.py", "fit + 10_000 if goes_last", "fit - 10_000 if goes_last", tests=_CALLED),
)  # fmt: skip
