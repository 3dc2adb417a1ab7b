"""Who is left: posts by role, what they cost, and officers by years of service."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.window import Measure, Window, ratio, whole
from sim.scenario.roles import INVESTIGATORS


def role_measures(window: Window) -> Iterator[Measure]:
    """Yield posts and their cost a year by role and together, and the mix of service; nothing where posts are not known."""
    plan, staffing = window.inputs.availability, window.scenario.staffing
    teams = window.scenario.casework.teams
    total = 0.0
    for role, posts in plan.role_posts.items():
        each = staffing.cost.get(role, staffing.cost.get(INVESTIGATORS) if role in teams else None)
        total += posts * (float("nan") if each is None and posts else each or 0.0)
        yield whole("role_posts", posts, window.years, f"role={role}")
        if each is not None:
            yield whole("post_cost", posts * each, posts, f"role={role}")
    if plan.role_posts:
        yield whole("post_cost", total, sum(plan.role_posts.values()))
    bands = [*staffing.service.officers]
    if plan.service_years.size:
        place = np.searchsorted(bands, plan.service_years, side="right") - 1
        for index, first in enumerate(bands):
            name = f"{first}_to_{bands[index + 1]}" if index + 1 < len(bands) else f"{first}_on"
            yield ratio("service_share", int((place == index).sum()), place.size, f"service={name}")
