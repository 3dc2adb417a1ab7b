"""Changes planted in the threshold: in what happens to calls, and in the kernel that says who is turned away."""

from __future__ import annotations

from tests.twin.planted_kernels import KernelPlant
from tests.twin.planted_lives import Plant

_FILE, _TESTS = "threshold.py", "test_threshold_questions.py"

THRESHOLD_LIVES = (
    Plant("nobody is turned away", _FILE, "if not is_turned_away(plan.tested, plan.turned_from_ms, force.now):", "if True:"),
    Plant("the policy holds from the beginning", _FILE, "plan.turned_from_ms, force.now)", "plan.turned_from_ms, 1 << 60)"),
    Plant("every call is of a category", _FILE, "is_turned_away(plan.tested,", "is_turned_away(1,"),
    Plant("what is turned away stays open", _FILE, "practice.logged = practice.closed = force.now", "practice.logged = force.now",
          only_books=True),
    Plant("nobody asks again", _FILE, "for cause in (ASKED_AGAIN, HARMED):", "for cause in (HARMED,):"),
    Plant("nobody hears of harm", _FILE, "for cause in (ASKED_AGAIN, HARMED):", "for cause in (ASKED_AGAIN,):"),
    Plant("the category is told wrongly", _FILE, "row, plan.tested - 1)", "row, plan.tested)"),
    Plant("what comes back is not tested again", "returns.py", "self.force.take_call(row)", "self.force.log_incident(row)"),
    Plant("only what the front door passes on is tested", "force.py",
          "        if not turned_away(self, row):\n            self.log_incident(row)", "        self.log_incident(row)"),
    Plant("the front door tests nobody", "front_door.py", "if officers_asked_for and turned_away(self.force, incident):",
          "if False:"),
    Plant("an appointment is made without a test", "front_door.py",
          "officers_asked_for = self.is_sent_to(incident) or disposition == APPOINTMENT",
          "officers_asked_for = self.is_sent_to(incident)"),
    Plant("who is turned away during the call is decided about twice", "front_door.py",
          "in (PASSED_ON, BELOW_THRESHOLD)", "in (PASSED_ON,)"),
)  # fmt: skip

THRESHOLD_KERNELS = (
    KernelPlant("a policy begins a millisecond late", _FILE, "0 <= from_ms <= now", "0 <= from_ms < now", tests=_TESTS),
    KernelPlant("it builds up to everybody", _FILE, "build_up_ms * (u / kept)", "build_up_ms * u", tests=_TESTS),
    KernelPlant("it is kept to by all", _FILE, "    if u >= kept:\n        return np.int64(-1)\n", "", tests=_TESTS),
    KernelPlant("specificity is taken for its opposite", _FILE, "else 1.0 - specificity", "else specificity", tests=_TESTS),
    KernelPlant("harm befalls anybody", _FILE, "    if not at_risk:\n", "    if False:\n", tests=_TESTS),
    KernelPlant("harm comes on top of coming back", _FILE, "u < shares[HARM] + shares[BACK_AT_RISK]", "u < shares[BACK_AT_RISK]",
                tests=_TESTS),
    KernelPlant("all harm is heard of", _FILE, "if u_heard < shares[HEARD] else HARM_UNHEARD_OF", "if True else HARM_UNHEARD_OF",
                tests=_TESTS),
    KernelPlant("a duty of care is no reason to go", _FILE, "(incident.known & (SEEN | DUTY)) == 0",
                "(incident.known & SEEN) == 0", tests=_TESTS),
    KernelPlant("a risk that is real is enough", _FILE, "(incident.known & (SEEN | DUTY)) == 0",
                "(incident.known & (RISK | DUTY)) == 0", tests=_TESTS),
    KernelPlant("what was said before is forgotten", _FILE, "        if incident.known & TOLD_BEFORE:\n            continue\n",
                "", tests=_TESTS),
    KernelPlant("what comes back is judged as before", _FILE, "(out[i].known & (AGENCY | RISK | DUTY))",
                "(out[i].known & (AGENCY | RISK | DUTY | SEEN))", tests=_TESTS),
    KernelPlant("what is graver is no risk", _FILE, "            out[i].known |= RISK\n", "", tests=_TESTS),
    KernelPlant("harm keeps its grade", _FILE, "out[i].grade = out[i].tested = out[i].fate = 0",
                "out[i].tested = out[i].fate = 0", tests=_TESTS),
    KernelPlant("harm is tested like any call", _FILE, "        out[i].known = TOLD_BEFORE\n", "        out[i].known = 0\n",
                tests=_TESTS),
)  # fmt: skip
