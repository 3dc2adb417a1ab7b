"""Changes planted in watches and in the writing up of the reference engine, each of which the twins must catch."""

from __future__ import annotations

from tests.twin.planted_lives import Plant

WORKING = (
    # watches
    Plant("a watch ends with the tour as the rule says", "incident.py", "if self.plan.watch:  # somebody takes over",
          "if False:  #"),
    Plant("a watch is booked as an incident", "coming.py", "crew.enter(ON_WATCH if incident.plan.watch else ON_SCENE)",
          "crew.enter(ON_SCENE)", only_books=True),
    Plant("officers are called away from a watch", "dispatcher.py",
          "        if victim.plan.watch:\n            return False\n", ""),
    Plant("a pair never parts for a watch", "dispatcher.py",
          "or (self.rules.watch_splits and bool(incident.plan.watch))", "or False"),
    Plant("a pair parts for a watch whatever the setting", "dispatcher.py",
          "(self.rules.watch_splits and bool(incident.plan.watch))", "bool(incident.plan.watch)"),
    Plant("it takes two to relieve a pair from a watch for one", "relief.py",
          "if incident.plan.watch and (incident.there", "if False and (incident.there"),
    Plant("one officer relieves a pair at an incident", "relief.py",
          "if incident.plan.watch and (incident.there", "if (incident.there"),
    Plant("who is not needed on a watch any more stays for relief", "relief.py",
          "        if self.incident.plan.watch:  # others may be enough without it\n            self._let_go_home()\n", ""),
    Plant("a watch begun short stays short", "incident.py",
          "        if self.plan.watch:  # it may have begun with fewer than it wants\n            self.relief.seek()\n", ""),
    Plant("the surplus of a watch leaves early", "incident.py", "self.strength > self.minimum and not self.plan.watch",
          "self.strength > self.minimum"),
    Plant("whoever comes late to a watch relieves nobody", "relief.py",
          "        elif not self.incident.plan.watch:\n            return\n", "        else:\n            return\n"),
    # writing up
    Plant("clearing takes no time", "writing.py", "left = plan.clearing_ms", "left = 0"),
    Plant("the systems are never down", "writing.py", "if wait > 0:", "if False:"),
    Plant("nobody writes on paper", "writing.py",
          "wait = int(wait_for_systems(inputs.outages_ms, self.force.now, inputs.rules.paper_after_ms))\n            if",
          "wait = int(wait_for_systems(inputs.outages_ms, self.force.now, 1 << 50))\n            if"),
    Plant("writing under way goes on through an outage", "writing.py",
          "yield self._at(int(writes_until(inputs.outages_ms, begun, left)))", "yield self._at(begun + left)"),
    Plant("what was written before the outage is lost", "writing.py", "left -= self.force.now - begun",
          "left = 0 if self.force.now - begun >= left else left"),
    Plant("systems are never slow", "writing.py", "slowed, crews = int(self.incident.plan.systems_ms)", "slowed, crews = 0"),
    Plant("time lost to systems is booked as writing", "writing.py", "everybody_enters(LOST_TO_SYSTEMS)",
          "everybody_enters(CLEARING)", only_books=True),
    Plant("who waited for systems is booked so to the end", "writing.py",
          "        self.incident.everybody_enters(CLEARING)\n", "", only_books=True),
    Plant("what is lost is forgotten when the writing is cut short", "incident.py", "        self.writing.book()\n", "",
          only_books=True),
    Plant("systems are always back", "writing.py", "self.incident.row, int(not down))", "self.incident.row, 1)"),
    Plant("writing ends after the tours that end with it", "writing.py",
          "moments.at(time, RELEASE, self.incident.key, turns.CLEARED)",
          "moments.at(time, 3, self.incident.key, turns.CLEARED)"),
)  # fmt: skip
