"""The section "Custody": officer hours after arrests, the wait for a desk, overtime with an arrest in hand."""

from __future__ import annotations

from sim.reports.results import Results
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

HOURS = "From the end of the work at the scene until the file is built: the drive, the wait for a desk, booking-in and the file."
_MOST_SUITES = 6
_LONG = "one in ten waits longer than"


def custody_plans(results: Results) -> list[Plan]:
    """Hours and their share of duty, hours for an arrest, waits by suite with the desks behind them, overtime."""
    suites = results.groups("custody_wait_p90_min", "suite")
    waits = tuple(Wanted("custody_wait_p90_min", g, f"{results.group_title(g)}: {_LONG}", drawn=n < _MOST_SUITES)
                  for n, g in enumerate(suites if len(suites) > 1 else []))  # fmt: skip
    busy = tuple(Wanted("custody_desks_busy", g, f"{results.group_title(g)}: desks busy", drawn=False) for g in suites)
    return [
        Plan(
            (
                Wanted("custody_hours"),
                Wanted("custody_hours_per_arrest"),
                Wanted("custody_duty_share", drawn=False),
                Wanted("arrests", drawn=False),
            ),
            HOURS,
            ("custody",),
        ),
        Plan(
            (
                Wanted("custody_wait_p90_min", "", f"All suites: {_LONG}"),
                *waits,
                Wanted("custody_wait_p50_min", drawn=False),
                *busy,
            ),
            "From coming to the suite to being at a desk, with the person arrested.",
            ("custody",),
        ),
        Plan((Wanted("custody_overtime_hours"),), "Part of the overtime of all officers.", ("custody",)),
    ]
