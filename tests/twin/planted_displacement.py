"""Changes planted in what partners leave undone, and in the questions asked about it."""

from __future__ import annotations

from tests.twin.planted_kernels import KernelPlant
from tests.twin.planted_lives import Plant

_LIFE, _TESTS = "displacement.py", "test_displacement_questions.py"

DISPLACEMENT_LIVES = (
    Plant("jobs never lose patience", _LIFE, "self._gaps[partner].patience_ms >= 0", "False"),
    Plant("a job that was taken leaves all the same", _LIFE, "if job.taken >= 0:\n            return", "pass"),
    Plant("a job that has left is served", _LIFE, "request.withdrawn = True", "request.withdrawn = False"),
    Plant("nothing comes of jobs", _LIFE, "self.force.returns.of_job(row,", "self.force.returns.of_job(-1,"),
    Plant(
        "nothing comes of requests", _LIFE, "self.force.returns.of_incident(incident.row,", "self.force.returns.of_incident(-1,"
    ),
    Plant("jobs come with the chance of requests", _LIFE, "self._gaps[partner].of_jobs * ", "self._gaps[partner].of_requests * "),
    Plant("jobs come at the level of the first day", _LIFE, ".of_jobs * self._level", ".of_jobs"),
    Plant("requests come at the level of the first day", _LIFE, ".of_requests * self._level", ".of_requests"),
    Plant("conveying fills no gap", _LIFE, "+= int(filled)", "+= 0"),
    Plant("what comes of jobs fills no gap", _LIFE, "in (PARTNER_GAP, PLACE_GAP, UNSERVED)", "in (PARTNER_GAP, PLACE_GAP)"),
    Plant("what comes of requests fills no gap", _LIFE, "in (PARTNER_GAP, PLACE_GAP, UNSERVED)", "in (PLACE_GAP, UNSERVED)"),
    Plant("what comes of people left at a place fills no gap", _LIFE, "in (PARTNER_GAP, PLACE_GAP, UNSERVED)",
          "in (PARTNER_GAP, UNSERVED)"),
    Plant("nothing comes of people left at a place", "places.py", "self.number, PLACE_GAP, filled", "self.number, 0, filled"),
    Plant("people left at a place come as what was asked at the scene", "places.py", "self.number, PLACE_GAP, filled",
          "self.number, 2, filled"),  # PARTNER_GAP
    Plant("who leaves somebody at a place fills the gap", "places.py", "PLACE_GAP, filled=False", "PLACE_GAP, filled=True"),
    Plant("people left come with the chance of the first partner", "places.py", "request_not_met(incident, self.number,",
          "request_not_met(incident, 0,"),
    Plant(
        "jobs are no gaps",
        _LIFE,
        "        self.expectation.unmet += 1\n        self.force.returns.of_job",
        "        self.force.returns.of_job",
    ),
    Plant("gaps are never forgotten", _LIFE, "asked.filled = asked.unmet = 0", "asked.unmet = 0"),
    Plant(
        "the level at the hour is that after it",
        _LIFE,
        "asked.before, asked.reckoned = asked.level, self.force.now\n        ",
        "",
    ),
    Plant(
        "the books do not say when a job was taken",
        _LIFE,
        "self.jobs[row].taken = self.force.now",
        "self.jobs[row].taken = 0",
        only_books=True,
    ),
    Plant("only a queue makes jobs wait", "partner.py", "bool(self._queue) or self.busy >= self.units", "bool(self._queue)"),
    Plant(
        "only busy units make jobs wait", "partner.py", "bool(self._queue) or self.busy >= self.units", "self.busy >= self.units"
    ),
    Plant("callers do not ring again", "force.py", "self.returns.of_incident(row, CALLED_AGAIN)", "pass"),
    Plant("every incident fills a gap", "returns.py", "return int(self._listed[place][3]) if", "return 3 if"),
)

DISPLACEMENT_KERNELS = (
    KernelPlant("a share above one fills more", _LIFE, "min(1.0, filled / unmet)", "filled / unmet", tests=_TESTS),
    KernelPlant("a day without gaps counts as filled", _LIFE, "if unmet > 0 else 0.0", "if unmet > 0 else 1.0", tests=_TESTS),
    KernelPlant(
        "what is asked has no most",
        _LIFE,
        "min(most, max(0.0, 1.0 + gain * share))",
        "max(0.0, 1.0 + gain * share)",
        tests=_TESTS,
    ),
    KernelPlant("what is asked falls below nothing", _LIFE, "max(0.0, 1.0 + gain * share)", "1.0 + gain * share", tests=_TESTS),
    KernelPlant("it moves at once", _LIFE, "(goal - level) / memory_days", "(goal - level)", tests=_TESTS),
    KernelPlant(
        "the level before never counts", _LIFE, "return before if reckoned == now else level", "return level", tests=_TESTS
    ),
    KernelPlant(
        "who is left at a place has the luck of the request at the scene",
        _LIFE,
        "out[i] = combine(keys[i], LEFT_THERE)",
        "out[i] = keys[i]",
        tests=_TESTS,
    ),
    KernelPlant(
        "luck is another number",
        _LIFE,
        "listed[i].luck = uniform(me, LUCK, 0)",
        "listed[i].luck = uniform(me, BECOMES, 0)",
        tests=_TESTS,
    ),
    KernelPlant(
        "a unit is free after the drive",
        _LIFE,
        "answered[i] + handover + duration_ms",
        "answered[i] + 0 * handover + duration_ms",
        tests=_TESTS,
    ),
    KernelPlant(
        "what is lost is resolved",
        _LIFE,
        "out[i] = 1 if uniform(keys[i], UNDISPLACED, 0) < share[i] else 0",
        "out[i] = 1",
        tests=_TESTS,
    ),
)
