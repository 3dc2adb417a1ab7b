"""Changes planted in interventions: in what the reference asks of them, and in the kernels that answer."""

from __future__ import annotations

from tests.twin.planted_kernels import KernelPlant
from tests.twin.planted_lives import Plant

_FILE = "levers.py"
_TESTS, _EASED = "test_lever_questions.py", "test_eased_strain.py"

LEVER_LIVES = (
    Plant("jabs do nothing", _FILE, "return float(without_flu(season, usual, self._taken(FLU_JABS, seat)))", "return season"),
    Plant("treatment reaches nobody", _FILE, "return self._taken(TREATMENT, seat), self", "return 0.0, self"),
    Plant("an early return reaches nobody", _FILE, "seat), self._taken(EARLY_RETURN, seat)", "seat), 0.0"),
    Plant("treatment and early return are mixed up", _FILE,
          "return self._taken(TREATMENT, seat), self._taken(EARLY_RETURN, seat)",
          "return self._taken(EARLY_RETURN, seat), self._taken(TREATMENT, seat)"),
    Plant("strain is felt as it is", _FILE, "strain_felt(officer.strain, self._taken(RESILIENCE, officer.seat))",
          "officer.strain"),
    Plant("nothing eases strain", _FILE, "return strain_left(self.reached[seat], self", "return strain_left(0, self",
          only_books=True),
    Plant("what begins this morning eases the day that closes", _FILE, "night_shift.today - 1, self", "night_shift.today, self",
          only_books=True),
    Plant("a camera keeps nobody from complaining", _FILE, "return self._taken(RECORDED, seat)", "return 0.0"),
    Plant("it is the camera of whoever came first", "complaints.py", "complaints_avoided(officer.seat)",
          "complaints_avoided(there[0].seat)"),
    Plant("slow systems hold up everybody", _FILE, "time_left(ms, self._taken(FEWER_HINDRANCES, seat))", "ms"),
    Plant("a lever begins a day early", _FILE, "night_shift.today, self.plan.rows",
          "night_shift.today + 1, self.plan.rows"),
    Plant("the last crew sent writes it up", "writing.py", "slowed_ms(slowed, crews[0].seat)",
          "slowed_ms(slowed, crews[-1].seat)"),
    Plant("a break that is kept is broken off like any", "pauses.py",
          "crew.pause(KEPT_BREAK if _is_kept(crew, self.tours) else MEAL_BREAK, self)", "crew.pause(MEAL_BREAK, self)"),
    Plant("kept breaks wait like any", "dispatcher.py",
          "        if self.force.keeps_breaks:\n            begin_kept_breaks(area)\n", ""),
    Plant("kept breaks begin whoever waits", "pauses.py",
          "    if any(area.queues[: area.force.inputs.rules.break_grades]):\n        return\n", ""),
    Plant("kept breaks begin with the highest seat", "pauses.py", "sorted(kept, key=lambda crew: crew.seat)",
          "sorted(kept, key=lambda crew: -crew.seat)"),
)  # fmt: skip

LEVER_KERNELS = (
    KernelPlant("a lever works in full at once", _FILE, "return 1.0 if lag_days <= 0.0 else", "return 1.0 if True else",
                tests=_TESTS),
    KernelPlant("a lever works before it starts", _FILE, "if day < from_day:", "if day < from_day - 1:",
                tests=_TESTS),
    KernelPlant("a lever reaches everybody", _FILE, "if (reached >> lever) & 1 == 0 or", "if",
                tests=_TESTS),
    KernelPlant("a jab takes away the whole season", _FILE, "season - share * (season - usual)", "season - share * season",
                tests=_TESTS),
    KernelPlant("resilience helps on easy days too", _FILE, "if strain > 0.0 else strain", "",
                tests=_TESTS),
    KernelPlant("what is saved is what is left", _FILE, "np.int64(ms * (1.0 - share))", "np.int64(ms * share)",
                tests=_TESTS),
    KernelPlant("trauma care and debriefs are mixed up", _FILE,
                "        1.0 - taken(TRIM, reached, day, levers),\n        1.0 - taken(DEBRIEFS, reached, day, levers),\n",
                "        1.0 - taken(DEBRIEFS, reached, day, levers),\n        1.0 - taken(TRIM, reached, day, levers),\n",
                tests=_TESTS),
    KernelPlant("the usual is eased with what is met", "strain.py", "((met - par[FIRST_REFERENCE + k]",
                "((met - left[_EASED_BY[k]] * par[FIRST_REFERENCE + k]", tests=_EASED),
    KernelPlant("every stressor is eased", "strain.py", "if name in EASED else 0", "if name in EASED else 2", tests=_EASED),
    KernelPlant("complaints avoided are the ones made", "complaints.py", ">= avoided", "< avoided", tests=_TESTS),
    KernelPlant("who is avoided depends on who was picked", "complaints.py", "return u * officers - who_of(u, officers) >=",
                "return u >=", tests=_TESTS),
    KernelPlant("who keeps the break may be called out of it", "breaks.py", "return pause != KEPT_BREAK", "return True",
                tests="test_kernel_questions.py", only="call_crews_out"),
    KernelPlant("a camera does nothing", "safety.py", "p = min(1.0, p * left[d])", "p = min(1.0, p)", tests=_TESTS),
)  # fmt: skip
