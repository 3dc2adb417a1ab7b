"""Changes planted in sickness by kind: in what the reference's sick list does each morning, and in the kernels it asks."""

from __future__ import annotations

from tests.twin.planted_kernels import KernelPlant
from tests.twin.planted_lives import Plant

_LIST = "spells.py"
_SEASON = "times[SHORT] *= levers.season(officer.seat, self.plan.season[night], self.plan.usual[night])"
_TESTS = "test_spells.py"
_QUICK = "multiplies_by_one or gain_of_its_own or night_counts or quick_returns or leaky or long_weeks or cap or early or decided"
_DUTY = "duty_after_a_long or stages"

SICKNESS_LIVES = (
    Plant("back from sickness, everybody can be sent", "night.py", "else self.sick_list.duty_of(officer)", "else 0"),
    Plant("who is on duty in an office may be recalled", "recall.py", "self.force.night_shift.why_not_fit(officer) or",
          "officer.back_day > self.force.night_shift.today or"),
    Plant("the season touches every kind", _LIST, _SEASON,
          "times = [each * self.plan.season[night] for each in times]"),
    Plant("no season", _LIST, _SEASON, "pass"),
    Plant("everybody is as frail as the others", _LIST, "health[NIGHT_AGO], loads[RETURNS], loads[HOURS], par) * frailty",
          "health[NIGHT_AGO], loads[RETURNS], loads[HOURS], par)"),
    Plant("a night is never over", _LIST, "else health[NIGHT_AGO] + 1", "else health[NIGHT_AGO]"),
    Plant("a shorter duty takes the place of a longer one", _LIST, "max(health[RECUPERATIVE_TO], to), max(health[FIT_DAY], fit)",
          "to, fit"),
    Plant("quick returns do not fade", _LIST, "faded(loads[RETURNS], float(officer.exposed[QUICK_RETURNS]), par)",
          "loads[RETURNS] + officer.exposed[QUICK_RETURNS]", only_books=True),
    Plant("hours are counted in minutes", _LIST, "officer.exposed[DUTY] / HOUR_MS", "officer.exposed[DUTY] / HOUR_MS * 60"),
    Plant("who is back stays off one day more", _LIST,
          "if officer.back_day <= today and not", "if officer.back_day < today and not"),
    Plant("all spells are psychological in the log", _LIST,
          "note(SPELL_KIND, officer.seat, kind)", "note(SPELL_KIND, officer.seat, 2)"),
    Plant("days are booked to short spells", _LIST, "health[DAYS + health[KIND]] += 1", "health[DAYS] += 1", only_books=True),
    Plant("every spell is long-term", _LIST,
          "bool(is_long_term(today, health[LENGTH], officer.back_day, self.plan.par))", "1", only_books=True),
    Plant("restricted duty is booked as fit", _LIST, ", RESTRICTED: RESTRICTED_DAYS}", "}", only_books=True),
    Plant("spells of the warm-up are counted", _LIST,
          "            health[SPELLS:] = [0] * (N_HEALTH - SPELLS)", "            pass",
          only_books=True),
)  # fmt: skip

SICKNESS_KERNELS = (
    KernelPlant("the night's factor is on long spells", "spells.py", "    if kind == SHORT:\n        if night_ago",
                "    if kind == LONG:\n        if night_ago", tests=_TESTS, only=_QUICK),
    KernelPlant("frailty is forgotten before the study", "spells.py", "own = frailty[i]", "own = 1.0", tests=_TESTS,
                only="frailty_counts"),
    KernelPlant("a night counts a day longer", "spells.py", "if night_ago < par[NIGHT_DAYS]:", "if night_ago <= par[NIGHT_DAYS]:",
                tests=_TESTS, only=_QUICK),
    KernelPlant("hours a week are hours a month", "spells.py", "return 7.0 * count", "return 28.0 * count",
                tests=_TESTS, only=_QUICK),
    KernelPlant("short spells are capped by the decision", "spells.py", "    if kind != SHORT:\n        whole = min",
                "    if True:\n        whole = min", tests=_TESTS, only=_QUICK),
    KernelPlant("an early return saves of every spell", "spells.py",
                "beyond = days - np.int64(par[OVER_DAYS])", "beyond = days",
                tests=_TESTS, only=_QUICK),
    KernelPlant("the kinds share one gain", "spells.py", "log = par[GAINS + kind] * strain", "log = par[GAINS] * strain",
                tests=_TESTS, only=_QUICK),
    KernelPlant("days saved cost no duty", "spells.py", "weeks + par[EARLY_DUTY] * saved", "weeks", tests=_TESTS, only=_DUTY),
    KernelPlant("a spell as long as the limit is long-term", "spells.py", "or days + saved <= par[OVER_DAYS]",
                "or days + saved < par[OVER_DAYS]", tests=_TESTS, only=_DUTY),
    KernelPlant("days saved count for nothing", "spells.py", "or days + saved <= par[OVER_DAYS]", "or days <= par[OVER_DAYS]",
                tests=_TESTS, only="days_saved"),
    KernelPlant("who joins is as frail as who left", "spells.py", "uniform(combine(traits, DRAW_FRAILTY), seat, person)",
                "uniform(traits, seat, DRAW_FRAILTY)", tests=_TESTS, only="somebody_else"),
    KernelPlant("restricted duty comes first", "spells.py", "    if day < recuperative_to:\n        return RECUPERATIVE\n",
                "    if day < recuperative_to:\n        return RESTRICTED\n", tests=_TESTS, only=_DUTY),
)  # fmt: skip
