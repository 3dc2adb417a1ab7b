"""Changes planted in the unified model of fatigue: in what officers keep of it, and in its questions."""

from __future__ import annotations

from tests.twin.planted_kernels import KernelPlant
from tests.twin.planted_lives import Plant

SLEEPINESS = (
    Plant("debt is left at the station", "officer.py",
          "self.s_wake, self.woke_at, self.slept_ms, self.pressure, self.debt = sleep",
          "self.s_wake, self.woke_at, self.slept_ms, self.pressure, _ = sleep", only_books=True),
    Plant("everybody begins without debt", "officer.py", 'float(rest["debt"])', "0.0", only_books=True),
    Plant("a tour is read without its debt", "officer.py",
          "self.s_wake, self.woke_at, self.pressure, self.debt, self.on_at, force.now",
          "self.s_wake, self.woke_at, 0.0, self.debt, self.on_at, force.now", only_books=True),
    Plant("crash odds are the sleepiness", "officer.py", "done.crash_minutes, done.debt = crash_minutes, self.debt",
          "done.crash_minutes, done.debt = kss_minutes, self.debt", only_books=True),
)  # fmt: skip

_UNIFIED = "test_unified.py"

SLEEPINESS_KERNELS = (
    KernelPlant("debt rises as fast as pressure", "unified.py", "kept = math.exp(-hours / par[DEBT_H])",
                "kept = math.exp(-hours / par[DAY_H])", tests=_UNIFIED),
    KernelPlant("a night takes debt off at the pace of a day", "unified.py", "floor = -2.0 * par[CEILING]",
                "floor = -1.0 * par[CEILING]", tests=_UNIFIED),
    KernelPlant("pressure asleep does not follow debt", "unified.py",
                "+ floor * (1.0 - left) + follows", "+ floor * (1.0 - left)", tests=_UNIFIED),
    KernelPlant("the body clock has one wave", "unified.py", "0.22 * math.sin(2.0 * w)", "0.0 * math.sin(2.0 * w)",
                tests=_UNIFIED),
    KernelPlant("the lead of the body clock is a lag", "unified.py", "clock_hour + par[CLOCK_LEAD_H]",
                "clock_hour - par[CLOCK_LEAD_H]", tests=_UNIFIED),
    KernelPlant("the rested have the debt of one night", "unified.py", "/ (1.0 - math.exp(-24.0 / par[DEBT_H]))", "/ 1.0",
                tests=_UNIFIED),
    KernelPlant("the unified model is never asked", "fatigue.py", "if par[BY_DEBT] > 0.0:", "if False:", tests=_UNIFIED),
    KernelPlant("crash odds have no cap", "fatigue.py", "min(par[CRASH_CAP], par", "max(0.0, par", tests="test_fatigue.py",
                only="crash or tour_sums"),
    KernelPlant("debt is forgotten in four days", "sleep.py", "FORGOTTEN_MS = 60 * DAY_MS", "FORGOTTEN_MS = 4 * DAY_MS",
                tests=_UNIFIED),
    KernelPlant("a nap leaves debt as it was", "sleep.py",
                "pressure, debt = _after_sleep(pressure, debt, nap_at - woke_at_ms, nap, par)", "pass", tests=_UNIFIED),
)  # fmt: skip
