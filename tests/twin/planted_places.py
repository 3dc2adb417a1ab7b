"""Changes planted in the life of a person taken to a partner's place, and in the questions about who is taken there."""

from __future__ import annotations

from tests.twin.planted_kernels import KernelPlant
from tests.twin.planted_lives import Plant

_TESTS = "test_places_draws.py"

PLACES = (
    Plant("everybody there goes along to a place", "places.py", "PERSON_CONVEYED, place.rules.officers)", "PERSON_CONVEYED, 6)"),
    Plant("the drive to a place takes no time", "places.py", "force.now + place.drive_ms(incident)", "force.now"),
    Plant("officers at a place are on the way for ever", "places.py", "incident.everybody_enters(AT_PARTNER)", "pass",
          only_books=True),
    Plant("the way to a place is booked as held", "places.py", "incident.everybody_enters(CONVEYING)", "pass", only_books=True),
    Plant("nobody at a place asks for relief", "places.py", "    ask_for_relief(incident)\n", ""),
    Plant("who waits at a place cannot be relieved", "incident.py", "WAITING_FOR_PARTNER, AT_CUSTODY, AT_PLACE)",
          "WAITING_FOR_PARTNER, AT_CUSTODY)"),
    Plant("who relieves officers at a place is booked as at the scene", "coming.py", "            crew.enter(AT_PARTNER)",
          "            pass", only_books=True),
    Plant("a bed is taken for the police at once", "places.py",
          "request = self._join(lambda: bed_free.succeed(self._take(incident)))",
          "self.busy += 1\n        request = self._join(lambda: None)\n        request.withdrawn = True\n"
          "        bed_free.succeed(self._take(incident))"),
    Plant("a bed is free when the person is handed over", "places.py", "force.now + handover + care, incident.key",
          "force.now + handover, incident.key"),
    Plant("officers wait at a place until the care is over", "places.py",
          "return force.moments.at(force.now + handover,", "return force.moments.at(force.now + handover + care,"),
    Plant("officers never leave a place", "places.py", "if self.rules.at_limit != STAY:", "if False:"),
    Plant("who left a place keeps its place in the queue", "places.py", "                request.withdrawn = True\n", ""),
    Plant("who left a place counts as handed over", "places.py", "self._ends(incident, LEFT_UNMET, LEFT, LEFT_WAITING)",
          "self._ends(incident, TAKEN_OVER, LEFT, LEFT_WAITING)", only_books=True),
    Plant("a bed is free before the unit at the scene", "places.py", "incident.key, place=1)", "incident.key, place=-1)"),
    Plant("who left the scene still takes somebody along", "places.py", "if asked in (NOT_NEEDED, LEFT_UNMET):",
          "if asked == NOT_NEEDED:"),
    Plant("who was settled there is taken to a place", "places.py", "if asked in (NOT_NEEDED, LEFT_UNMET):",
          "if asked == LEFT_UNMET:"),
    Plant("the place of those who give up comes first", "places.py", "if row < 0 and asked == GIVEN_UP",
          "if asked == GIVEN_UP"),
    Plant("nobody is taken to a place after giving up", "places.py", "        row = incident.partner.rules.convey_to\n",
          "        pass\n"),
    Plant("who is to be taken to a place can be called away", "incident.py",
          "return self.partner is not None or bool(self.plan.taken_to)", "return self.partner is not None"),
    Plant("officers stay at a scene whatever the limit", "partner.py", "if self.rules.at_limit != STAY:", "if False:"),
    Plant("officers who may leave convey", "partner.py", "if self.rules.at_limit == LEAVE:", "if False:"),
    Plant("who gives up conveys somewhere before driving to a place", "partner.py",
          "if incident.plan.taken_to or self.rules.convey_to >= 0:", "if False:"),
    Plant("the partner did what the officers did", "partner.py", "BY_POLICE if incident.practice.gave_up else BY_PARTNER",
          "BY_PARTNER", only_books=True),
)

QUESTIONS = (
    KernelPlant("who is arrested may be taken to a place", "places.py", "if incidents[i].arrest or incidents[i].watch:",
                "if incidents[i].watch:", tests=_TESTS),
    KernelPlant("a further need comes before that of the demand", "places.py", "        if partner < 0:", "        if True:",
                tests=_TESTS),
    KernelPlant("a place comes to the scene", "places.py", "if not at_scene[needed]:", "if False:", tests=_TESTS),
    KernelPlant("needs and places share a draw", "places.py", "uniform(me, TAKEN_TO, 0)", "uniform(me, NEEDS_PARTNER, 0)",
                tests=_TESTS),
    KernelPlant("the place is one too far", "places.py", "1 + place if place < none else 0", "place if place < none else 0",
                tests=_TESTS),
)
