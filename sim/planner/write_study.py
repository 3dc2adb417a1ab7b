"""The study folder: demand.yaml and force.yaml as whole groups of plain data, and study.yaml with the sweep."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.planner.call_types import OfficersFit
from sim.planner.demand_fit import DemandFit
from sim.planner.durations_fit import DurationFits
from sim.planner.mapping import Mapping
from sim.planner.sizing import Size
from sim.scenario.demand import Demand
from sim.scenario.duration import Duration
from sim.scenario.force import Force

UK_ZONES = ("Europe/London", "Europe/Belfast", "Europe/Jersey", "Europe/Guernsey", "Europe/Isle_of_Man")


def demand_table(demand: DemandFit, durations: DurationFits, officers: OfficersFit, mapping: Mapping) -> dict[str, Any]:
    """Plain data for `sim.scenario.Demand`, validated. Shares sum to 1, weeks have mean 1, rates are of the scaled-up
    level.
    """
    total = demand.rates.sum()
    weeks, types = {}, {}
    for code, name in enumerate(demand.types):
        rate = demand.rates[code]
        shape = np.round(rate / rate.mean(), 4)
        weeks[name] = [[float(value) for value in row] for row in shape.reshape(7, 24)]
        grades = demand.grades[code] / demand.grades[code].sum()
        kind: dict[str, Any] = {
            "title": demand.labels[name],
            "share": round(float(rate.sum() / total), 6),
            "week": name,
            "attended": round(float(demand.attended[code]), 4),
            "grades": {g: round(float(w), 4) for g, w in zip(mapping.grades, grades, strict=True) if w >= 0.00005},
            "officers": dict(officers.weights[name]),
            "scene": durations.scene[name].config,
            "clearing": _duration(mapping.clearing),
        }
        if name in mapping.types.partners:
            kind["partners"] = dict(mapping.types.partners[name])
        types[name] = kind
    table = {
        "title": f"{mapping.title}: fitted demand"[:200],
        "logged_per_year": round(demand.per_year, 1),
        "scale": 1.0,
        "day_to_day_cv": round(demand.days.without_odd, 4),
        "monthly": [1.0] * 12,
        "bank_holidays_like": "none",
        "weeks": weeks,
        "types": types,
    }
    Demand.model_validate(table)
    return table


def _duration(duration: Duration) -> dict[str, Any]:
    plain = duration.model_dump(exclude_none=True)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in plain.items()}


def force_table(
    demand: DemandFit, durations: DurationFits, size: Size, mapping: Mapping
) -> tuple[dict[str, Any], list[str]]:
    """Plain data for `sim.scenario.Force`, validated, and what had to be assumed (in words)."""
    notes = [
        f"officers: {size.officers} = {size.rule}. An extract holds no roster: put your own establishment here if "
        f"you know it."
    ]
    shares = demand.areas / demand.areas.sum()
    areas = {}
    for share, (name, area) in zip(shares, mapping.areas.items(), strict=True):
        if share > 0:
            part = round(float(share), 6)
            areas[name] = {
                "kind": area.kind,
                "demand_share": part,
                "officer_share": part,
                "travel": durations.travel[name].config,
            }
        else:
            notes.append(f"area {name}: no incident in the extract, so it is left out")
    table: dict[str, Any] = {"title": mapping.force.title, "officers": size.officers, "time_zone": mapping.time_zone}
    table["subdivision"] = _subdivision(mapping.time_zone)
    table["areas"] = areas
    table["grades"] = {name: {"title": g.title, "target_min": dict(g.target_min)} for name, g in mapping.grades.items()}
    notes.append("officer_share of an area = its share of incidents (the extract does not say where officers stand)")
    Force.model_validate(table)
    return table, notes


def _subdivision(time_zone: str) -> str:
    """Whose bank holidays: none outside the United Kingdom."""
    if time_zone in UK_ZONES:
        return "NIR" if time_zone == "Europe/Belfast" else "ENG"
    return "none"


def study_table(mapping: Mapping, has_partners: bool) -> dict[str, Any]:
    """The sweep: rosters x cuts x partner shortfalls, the first of each as the baseline."""
    plan = mapping.study
    sweep: dict[str, Any] = {"roster": list(plan.rosters), "staffing.cut": list(plan.cuts)}
    if has_partners:
        sweep["partners.shortfall"] = list(plan.partner_shortfalls)
    return {
        "study": plan.name,
        "question": plan.question,
        "seed_row": "M1, C2, C10, D1",
        "choose": {"crewing": plan.crewing},
        "set": {"run.replications": 10},
        "sweep": sweep,
        "baseline": {key: values[0] for key, values in sweep.items()},
        "tables": {"demand": "demand.yaml", "force": "force.yaml"},
    }


def yaml_text(table: dict[str, Any], comments: list[str]) -> str:
    """Plain YAML, keys in order, short lists and small tables on one line, comments on top."""
    import yaml

    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

        def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> Any:
            small = isinstance(mapping, dict) and all(not isinstance(v, dict | list) for v in mapping.values())
            return super().represent_mapping(
                tag, mapping, flow_style=small and len(mapping) <= 6 and mapping is not table
            )

        def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> Any:
            return super().represent_sequence(
                tag, sequence, flow_style=all(not isinstance(v, dict | list) for v in sequence)
            )

    head = "".join(f"# {line}\n" for comment in comments for line in comment.splitlines())
    return head + yaml.dump(
        table, Dumper=Plain, sort_keys=False, allow_unicode=True, width=130, default_flow_style=False
    )
