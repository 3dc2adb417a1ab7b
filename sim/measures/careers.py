"""Careers: who left and who joined, posts nobody holds, recruits in training, students, experience, money; in all and by year.

Everything comes from the mornings both engines kept: posts by phase, who left by service, who joined.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels import careers as k
from kernels.kinds import EXTRA, SICK
from sim.inputs.inputs import Ints
from sim.inputs.tours_of_teams import rostered
from sim.measures.window import Mask, Measure, Window, ratio

# Metrics of the mean share of posts in a phase, or in any of some.
PHASES = {
    "posts_empty_share": (k.LEFT, k.SEVERED),
    "posts_in_training_share": (k.IN_TRAINING,),
    "posts_on_break_share": (k.ON_BREAK,),
    "posts_with_student_share": (k.STUDENT,),
    "posts_independent_share": (k.INDEPENDENT,),
}


def career_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of careers; none where nobody leaves and nobody joins."""
    if not window.inputs.careers.on:
        return
    at = window.inputs.nights[:, 0]
    measured = (at > window.low) & (at < window.high)
    days = window.outcome.career_days
    yield from _of(window, days[measured], "")
    for band, name in enumerate(_bands(window)):
        held = int(days[measured, k.HOLDERS + band].sum())
        yield ratio("leavers_share", int(days[measured, k.LEAVERS + band].sum()), held / k.DAYS_PER_YEAR, f"service={name}")
    for group, low, high in window.year_groups:
        yield from _of(window, days[measured & (at >= low) & (at < high)], group)
    yield from _sickness(window)


def _of(window: Window, days: Ints, group: str) -> Iterator[Measure]:
    """Yield the measures of some mornings, (n, N_DAILY)."""
    years, posts = len(days) / k.DAYS_PER_YEAR, window.inputs.n_own
    total = days.sum(axis=0)
    left = int(total[k.LEAVERS : k.LEAVERS + k.MOST_BANDS].sum())
    severed, joined, again = (int(total[column]) for column in (k.SEVERANCES, k.JOINED_TODAY, k.REJOINED))
    held = int(total[k.HOLDERS : k.HOLDERS + k.MOST_BANDS].sum())
    yield ratio("leavers_share", left + severed, held / k.DAYS_PER_YEAR, group)
    yield ratio("leavers", left + severed, years, group)
    yield ratio("severed", severed, years, group)
    yield ratio("joiners", joined, years, group)
    for metric, phases in PHASES.items():
        yield ratio(metric, int(total[list(phases)].sum()), posts * len(days), group)
    there = int(total[k.INDEPENDENT] + total[k.STUDENT])
    yield ratio("service_in_run_years", int(total[k.SERVED_DAYS]) / k.DAYS_PER_YEAR, there, group)
    yield ratio("new_in_run_share", int(total[k.NEW]), there, group)
    yield from _pounds(window, joined - again, again, severed, int(total[list(PHASES["posts_empty_share"])].sum()),
                       int(total[k.ON_BREAK]), years, group)  # fmt: skip


def _pounds(
    window: Window, recruits: int, rejoiners: int, severed: int, empty_days: int, break_days: int, years: float, group: str
) -> Iterator[Measure]:
    """Yield what joining and severance cost a year, what empty posts and breaks save, and what is left of it."""
    settings = window.scenario.careers
    each = window.scenario.staffing.cost.get("constables", float("nan"))
    joining = recruits * settings.recruitment.cost + rejoiners * settings.recruitment.cost_rejoiner
    severance = severed * settings.severance.cost
    saved = (empty_days + break_days) / k.DAYS_PER_YEAR * each
    yield ratio("joining_pounds", joining, years, group)
    yield ratio("severance_pounds", severance, years, group)
    yield ratio("unpaid_posts_pounds", saved, years, group)
    yield ratio("careers_net_pounds", joining + severance - saved, years, group)


def _bands(window: Window) -> list[str]:
    """Return the bands of service by which officers leave, in words of groups."""
    begins = [*window.scenario.careers.leaving.per_year]
    return [f"{first}_to_{after}" for first, after in zip(begins, begins[1:], strict=False)] + [f"{begins[-1]}_on"]


def _sickness(window: Window) -> Iterator[Measure]:
    """Yield sickness by year, as the measure of the whole period is reckoned: out of tours somebody held the post to work."""
    tours = window.tours
    roster = window.by_officers & ~np.isin(tours["kind"], EXTRA) & window.held
    start, end = rostered(tours)
    sick: Mask = roster & (window.done["reason"] == SICK)
    for group, low, high in window.year_groups:
        length = window.overlap_ms(start, end, low, high)
        yield ratio("sickness_share", int(length[sick].sum()), int(length[roster].sum()), group)
