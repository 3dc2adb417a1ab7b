"""Careers: who leaves and joins, posts nobody holds, who is learning, experience, and what it costs."""

from __future__ import annotations

from sim.metrics.metric import Direction, Metric

_YEARS = "Groups: years of the run, from the day on which results begin to count."
_POSTS = "posts, averaged over the mornings of the period"
_POST = "Posts of response officers, not those of pools or of officers who cannot be deployed for other reasons."


def _posts(name: str, title: str, what: str, direction: Direction = "neutral") -> Metric:
    definition = f"{what} {_POST} {_YEARS}"
    return Metric(name, title, "share", definition, _POSTS, direction, "availability", 1)


def _pounds(name: str, title: str, what: str) -> Metric:
    return Metric(name, title, "pounds a year", f"{what} {_YEARS}", "years", "neutral", "money", 0)


CAREERS = (
    Metric(
        "leavers_share",
        "Officers who left in a year",
        "share",
        "Officers who left, by severance or otherwise, out of those who held a post. Groups: years of service (severance apart), "
        f"and years of the run. {_POST}",
        "officer-years of those who hold a post",
        "neutral",
        "availability",
        1,
    ),
    Metric("leavers", "Officers who left", "officers a year", f"Officers who left, by severance or otherwise. {_POST} {_YEARS}",
           "years", "neutral", "availability", 1),
    Metric("severed", "Officers gone by severance", "officers a year", f"Officers who left by voluntary severance. {_YEARS}",
           "years", "neutral", "availability", 1),
    Metric("joiners", "Officers who joined", "officers a year", f"Recruits, and those who came back to the service. {_YEARS}",
           "years", "neutral", "availability", 1),
    _posts("posts_empty_share", "Posts empty after leavers",
           "Posts that somebody left, by severance or otherwise, and nobody has joined yet.", "lower"),
    _posts("posts_in_training_share", "Recruits in training", "Posts whose holder is in training and not in the roster."),
    _posts("posts_on_break_share", "On career breaks", "Posts whose holder is on a career break."),
    _posts("posts_with_student_share", "Posts held by students", "Posts whose holder may go out with a tutor only."),
    _posts("posts_independent_share", "Posts held by independent officers",
           "Posts whose holder may be sent alone, sick or on leave included.", "higher"),
    Metric(
        "service_in_run_years",
        "Years of service, in the run",
        "years",
        f"Service of the officers in the roster, averaged over the mornings of the period. {_YEARS}",
        "officers in the roster",
        "neutral",
        "availability",
        1,
    ),
    Metric(
        "new_in_run_share",
        "Officers with less than two years, in the run",
        "share",
        f"Officers in the roster with less than 730 days of service, averaged over the mornings of the period. {_YEARS}",
        "officers in the roster",
        "neutral",
        "availability",
        1,
    ),
    _pounds("joining_pounds", "Cost of recruits",
            "Recruiting and training those who joined (careers.recruitment.cost, cost_rejoiner), at the time they join."),
    _pounds("severance_pounds", "Cost of severance", "What those who went by severance were paid, careers.severance.cost each."),
    _pounds("unpaid_posts_pounds", "Pay of posts nobody is paid for",
            "The yearly cost of a constable's post (staffing.cost) for the time a post was empty or its holder on a break."),
    _pounds("careers_net_pounds", "Net cost of leaving and joining",
            "Cost of recruits and of severance, less the pay of posts nobody is paid for; below 0 money is saved. Overtime that "
            "empty posts cause is not in it."),
)  # fmt: skip
"""Registered by :mod:`sim.metrics`."""
