"""Changes planted in failure demand and complaints about it: in the reference's lives, and in the kernels."""

from __future__ import annotations

from tests.twin.planted_kernels import KernelPlant
from tests.twin.planted_lives import Plant

_FILE, _QUESTIONS = "failure.py", "test_failure_questions.py"

FAILURE_LIVES = (
    Plant("nothing that is late comes back", _FILE, "force.returns.of_incident(row, LATE, float(chance))", "pass"),
    Plant("whatever is late comes back", _FILE,
          "of_incident(row, LATE, float(chance))", "of_incident(row, LATE, float(chance > 0))"),
    Plant("late is what is sent late", _FILE, "incident.practice.arrived - incident.practice.logged",
          "incident.practice.started - incident.practice.logged"),
    Plant("lateness is reckoned from the plan's grade", _FILE, "incident.force.inputs.target_ms[incident.grade,",
          "incident.force.inputs.target_ms[incident.plan.grade,"),
    Plant("what is broken off is forgiven", _FILE, "    if incident.practice.suspended:\n", "    if False:\n"),
    Plant("whatever is attended was broken off", _FILE, "    if incident.practice.suspended:\n", "    if True:\n"),
    Plant("nobody misses what was not written up", _FILE, "    if incident.practice.dropped:\n", "    if False:\n"),
    Plant("writing up is dropped in nobody's books", "incident.py", "        self.practice.dropped = 1\n", ""),
    Plant("who gives up never rings again", "waiting.py",
          "incident.force.returns.of_incident(incident.row, ABANDONED)", "pass"),
    Plant("nobody complains for being late", "complaints.py", "late_ms(incident) > 0, rushed", "False, rushed"),
    Plant("at the target it is late", "complaints.py", "late_ms(incident) > 0, rushed", "late_ms(incident) >= 0, rushed"),
    Plant("what was cut short was not rushed", "complaints.py", "done.cut > 0 or ", ""),
    Plant("what was broken off was not rushed", "complaints.py", "done.suspended > 0 or ", ""),
    Plant("what was not written up was not rushed", "complaints.py", " or done.dropped > 0", ""),
)  # fmt: skip

FAILURE_KERNELS = (
    KernelPlant("at the target it comes back", "failure.py", "late_ms <= 0:", "late_ms < 0:", tests=_QUESTIONS),
    KernelPlant("beyond the worst it gets worse", "failure.py",
                "return most if late_ms >= worst_ms else most * late_ms / worst_ms",
                "return most * late_ms / worst_ms", tests=_QUESTIONS),
    KernelPlant("the target does not matter", "failure.py", "worst_at * target_ms", "worst_at * 60_000", tests=_QUESTIONS),
    KernelPlant("what escalates sinks a grade", "failure.py", "out[i].grade -= 1", "out[i].grade += 1", tests=_QUESTIONS),
    KernelPlant("all of it escalates", "failure.py", "uniform(me, _ESCALATES, 0) < escalates", "True", tests=_QUESTIONS),
    KernelPlant("what nobody began is shorter", "failure.py", "        if fresh:\n", "        if True:\n", tests=_QUESTIONS),
    KernelPlant("causes share their luck", "failure.py", "_LUCK + cause - LATE, 0)", "_LUCK, 0)", tests=_QUESTIONS),
    KernelPlant("late and rushed add up", "complaints.py", "(late_times if late else 1.0) * (rushed_times if rushed else 1.0)",
                "(late_times if late else 1.0) + (rushed_times if rushed else 1.0) - 1.0", tests=_QUESTIONS),
)  # fmt: skip
