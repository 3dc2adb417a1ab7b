"""The section "Leave and experience": requests refused, the leave account, tours off at short notice, years of service."""

from __future__ import annotations

from sim.reports.results import Results
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

REFUSED = (
    "A request is refused where too many of the team in that area are away already on both dates asked for. Who is refused often "
    "bears a pressure of its own; what it does to strain is not modelled."
)
ACCOUNT = "Of the whole leave years that the runs touch. Lost is what is neither taken nor carried over."
SERVICE = "At the start of the study, of those who can be deployed."
_ENTRIES = ("taken", "lost", "carried_out")
_MOST_AREAS = 12


def leave_plans(results: Results) -> list[Plan]:
    """Refusals, the account, short notice; experience where somebody chose who goes or comes."""
    areas = results.groups("leave_refused_share", "area")[:_MOST_AREAS]
    others = [g for g in results.groups("leave_account", "entry") if g.partition("=")[2] not in _ENTRIES]
    return [
        Plan(
            (
                Wanted("leave_refused_share"),
                Wanted("leave_often_refused_share"),
                Wanted("leave_refused"),
                Wanted("leave_first_choice_share", drawn=False),
                Wanted("leave_second_choice_share", drawn=False),
                *(Wanted("leave_refused_share", g, f"Refused, {results.group_title(g)}", drawn=False) for g in areas),
            ),
            REFUSED,
            ("entitlement",),
        ),
        Plan(
            (
                *(Wanted("leave_account", f"entry={e}", results.group_title(f"entry={e}")) for e in _ENTRIES),
                *(Wanted("leave_account", g, results.group_title(g), drawn=False) for g in others),
            ),
            ACCOUNT,
            ("entitlement",),
        ),
        Plan((Wanted("leave_short_notice"), Wanted("leave_short_notice_refused_share")), "", ("entitlement",)),
        Plan((Wanted("experience_mean_years"), Wanted("experience_under_2_share")), SERVICE, ("experience",), only_on=True),
    ]
