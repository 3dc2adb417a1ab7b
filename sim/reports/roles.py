"""Who is left where posts are cut or added by role: posts of every role, what they cost, and officers by service."""

from __future__ import annotations

from sim.metrics import METRICS
from sim.reports.charts import Table
from sim.reports.judging import short_label
from sim.reports.names import group_words
from sim.reports.results import Results
from sim.reports.setting_forms import value_at
from sim.reports.words import capital, figure

POSTS, COST, SERVICE = "role_posts", "post_cost", "service_share"


def role_tables(results: Results) -> list[tuple[str, Table]]:
    """Posts by role and officers by service of each option; nothing where no option cuts or adds any by role."""
    if not results.has(POSTS) or not any(value_at(config, "staffing.by_role") for config in results.configurations):
        return []
    service = {group: _service(group) for group in results.groups(SERVICE, "service")}
    roles = {group: group_words(group) for group in results.groups(POSTS, "role")}
    found = [("Posts left by role, and their cost a year", _table(results, POSTS, roles, COST))]
    return [*found, ("Officers by service", _table(results, SERVICE, service))] if service else found


def _service(group: str) -> str:
    first, _, last = group.partition("=")[2].partition("_to_")
    return f"{first} to {last} years" if last else f"{first.removesuffix('_on')} years or more"


def _table(results: Results, metric: str, groups: dict[str, str], total: str = "") -> Table:
    heads = ("Option", *(capital(words) for words in groups.values()), *((f"{METRICS[total].title} (pounds)",) if total else ()))
    rows = []
    for option in results.shown:
        values = [(metric, group) for group in groups] + ([(total, "")] if total else [])
        cells = [(METRICS[name], results.estimate(option.id, name, group).mean) for name, group in values]
        rows.append((short_label(results, option), *(figure(m, value) for m, value in cells)))
    return Table(heads, tuple(rows))
