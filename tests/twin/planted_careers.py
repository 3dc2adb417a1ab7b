"""Changes planted in careers: in what the reference does each morning, and in the kernels it asks."""

from __future__ import annotations

from tests.twin.planted_kernels import KernelPlant
from tests.twin.planted_lives import Plant

_FILE = "careers.py"
_TESTS = "test_careers.py"
_SOMEBODYS = "            if self.force.careers.is_somebodys(officer):\n            "
_ANYBODY = "            if True:\n            "
_THERE = "            if not self.force.careers.why_gone(officer):\n            "

CAREERS_LIVES = (
    Plant("empty posts are worked", "force.py", "self.careers.why_gone(officer) or planned", "planned"),
    Plant("planned leave hides an empty post", "force.py", "self.careers.why_gone(officer) or planned or",
          "planned or self.careers.why_gone(officer) or"),
    Plant("who is gone falls sick", "night.py", "if not self.force.careers.why_gone(officer):  # nobody", "if True:  #"),
    Plant("a break is nobody's", _FILE, "in (0, CAREER_BREAK)", "== 0", only_books=True),
    Plant("who joins bears the day before", "night.py", "if officer.exposed[DAYS]:  # who", "if True:  # who", only_books=True),
    Plant("who joins worked the night before", "spells.py", "        if not officer.exposed[ONE_DAY]:  # he",
          "        if False:  # he", only_books=True),
    Plant("an empty post lives on", "night.py", f"{_SOMEBODYS}    self._live", f"{_ANYBODY}    self._live", only_books=True),
    Plant("an empty post is refused leave", "night.py", f"{_THERE}    officer.", f"{_ANYBODY}    officer.", only_books=True),
    Plant("who left bore nothing", "night.py", f"{_SOMEBODYS}    self.strains", f"{_ANYBODY}    self.strains", only_books=True),
    Plant("frailty stays with the post", _FILE, "self.force.night_shift.sick_list.begins_anew(officer, post.persons)", "pass"),
    Plant("leave used up stays with the post", "presence.py", "            row[OWED] = 0\n", ""),
    Plant("a scene stays with the post", _FILE, "        officer.shaken_at = None\n", ""),
    Plant("severance asks for no service", _FILE, "bool(asked and is_eligible(served, plan.par))", "asked"),
    Plant("severance takes officers from their career breaks", _FILE, "post.severance_day == today and post.phase == INDEPENDENT",
          "post.severance_day == today"),
    Plant("a post left by severance is like any other", _FILE, "post.phase, post.since = SEVERED if severed else LEFT, today",
          "post.phase, post.since = LEFT, today"),
    Plant("posts may be filled a day early", _FILE, "post.until = today + int(vacant_days(",
          "post.until = today - 1 + int(vacant_days("),
    Plant("strain stays with the post", _FILE, "officer.strain = officer.low_control =", "officer.low_control =",
          only_books=True),
    Plant("sickness stays with the post", _FILE, "min(officer.back_day, today), 0", "officer.back_day, 0"),
    Plant("health stays with the post", _FILE, "        self.force.night_shift.sick_list.forget_history(officer)\n", "",
          only_books=True),
    Plant("the sick take breaks", _FILE, "post.phase != INDEPENDENT or officer.back_day > today", "post.phase != INDEPENDENT"),
    Plant("breaks last a day longer", _FILE, "ON_BREAK, today + days", "ON_BREAK, today + days + 1"),
    Plant("who is back from a break joined anew", _FILE, "            post.phase, post.until = INDEPENDENT, NEVER\n",
          "            post.phase, post.until, post.joined = INDEPENDENT, NEVER, today\n", only_books=True),
    Plant("the lowest seats are filled first", _FILE, "(post.since, officer.seat) for", "(0, officer.seat) for"),
    Plant("money is no matter", _FILE, "min(places, self.budget[year])", "places"),
    Plant("places are no matter", _FILE, "min(places, self.budget[year])", "self.budget[year]"),
    Plant("the budget is never spent", _FILE, "            self.budget[year] -= 1\n", ""),
    Plant("everybody who joins is new", _FILE, "again = bool(rejoins(", "again = False and bool(rejoins("),
    Plant("students are independent", _FILE, "student = post.phase == STUDENT", "student = False"),
    Plant("students keep the skills of the post", _FILE, "0 if student else post.skills", "post.skills"),
    Plant("who learns does so for ever", _FILE, "or today < post.until:", "or today <= post.until:"),
    Plant("students may be recalled", "recall.py", " or not self.force.careers.may_be_recalled(officer)", ""),
    Plant("who left keeps the crimes", "casework.py", "        self._hand_in()\n", ""),
    Plant("who is gone is given crimes", "casework.py", "not officer.is_student and not self.force.careers.why_gone(officer)",
          "not officer.is_student"),
    Plant("days away of the warm-up are counted", _FILE, "            post.gone_days = 0\n",
                "            pass\n", only_books=True),
    Plant("a tour is no student's", _FILE, "self.force.done[tour].student = int(officer.is_student)", "pass", only_books=True),
    Plant("newcomers are counted among the gone", _FILE, "            day[NEW] += served < NEW_BELOW_DAYS\n",
          "            day[NEW] += 1\n", only_books=True),
)  # fmt: skip

CAREERS_KERNELS = (
    KernelPlant("strain has no part in leaving", "careers.py", "* hazard_multiplier(strain, par[GAIN], par[CAP])", "",
                tests=_TESTS, only="strain"),
    KernelPlant("strain keeps officers", "careers.py", "hazard_multiplier(strain, par[GAIN]",
                "hazard_multiplier(-strain, par[GAIN]",
                tests=_TESTS, only="strain"),
    KernelPlant("a band begins a year late", "careers.py", "years >= bands[band + 1, 0]", "years >= bands[band + 1, 0] + 1",
                tests=_TESTS, only="band"),
    KernelPlant("a post is filled the day it is left", "careers.py", "max(1.0, math.ceil(", "max(0.0, math.floor(",
                tests=_TESTS, only="days"),
    KernelPlant("who comes back learns anew", "careers.py", "if again or day >= taught:", "if day >= taught:",
                tests=_TESTS, only="learn"),
    KernelPlant("training takes a day more", "careers.py", "if day < trained:", "if day <= trained:",
                tests=_TESTS, only="learn"),
    KernelPlant("severance takes who has served too long", "careers.py", "<= served < par[TO_DAYS]", "<= served",
                tests=_TESTS, only="severance"),
    KernelPlant("posts left by severance are filled", "careers.py", "and par[REFILLED] == 1.0)", ")",
                tests=_TESTS, only="filled"),
    KernelPlant("breaks and leaving share a draw", "careers.py", "uniform(key, entity, DRAW_BREAK) >=",
                "uniform(key, entity, DRAW_LEAVES) >=", tests=_TESTS, only="apart"),
    KernelPlant("a recruit in training is there", "careers.py", "if phase < LEFT else", "if phase <= IN_TRAINING else",
                tests=_TESTS, only="reason"),
)  # fmt: skip
