"""What a study asks about besides the headline measures: who sweeps a mechanism wants its own measure in the decision table.

No study is named here. A mechanism's measures that are good or bad for somebody belong to the headline measures where one of
its settings is swept, so that an option cannot be called better for everyone while it costs officers their break or their leave.
"""

from __future__ import annotations

from collections.abc import Collection

_ASKED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("tour.meal_break", ("breaks_had_share", "breaks_in_peace_share")),
    ("custody", ("custody_hours", "custody_wait_p90_min")),
    ("watches", ("watch_share",)),
    ("working", ("systems_lost_hours", "writing_up_hours")),
    ("operations.cut_short", ("scenes_cut_share", "came_again")),
    ("displacement", ("displaced_incidents", "displaced_hours", "unmet_lost_share")),
    ("threshold", ("threshold_deployments", "threshold_hours", "threshold_back", "threshold_wrongly_refused")),
    ("complaints", ("complaints_made", "complaint_hours")),
    ("prevention", ("incidents_prevented", "prevention_hours", "prevention_payback")),
    ("failure_demand", ("failure_share", "failure_hours")),
    ("casework", ("crimes_late_share", "crimes_neglected_share", "crimes_screened_share")),
    ("careers", ("posts_independent_share", "careers_net_pounds")),
    ("interventions", ("interventions_cost", "sick_days")),
    ("abstraction.entitlement", ("leave_refused_share", "leave_often_refused_share")),
)
"""The settings of a mechanism, by the start of their key, and its measures."""


def asked_about(axes: Collection[str]) -> frozenset[str]:
    """Measures of the mechanisms that these axes sweep: by a setting, or by the option of the group that holds it."""
    found = [
        names
        for start, names in _ASKED
        if any(axis == start or axis.startswith(f"{start}.") or axis == start.partition(".")[0] for axis in axes)
    ]
    return frozenset(name for names in found for name in names)
