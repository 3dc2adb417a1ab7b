"""Goldens: what was modelled later leaves no trace while it is off, whether never switched on or switched off by every word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sim.compiled import run_compiled
from sim.configuration import compose, options
from sim.inputs.build import draw_inputs, make_plan
from sim.reports.switches import SWITCHES, WELFARE_OFF, any_on

GOLDENS: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("trajectories.yaml").read_text(encoding="utf-8"))
# The groups that are about how officers fare and nothing else.
WELFARE = ("fatigue", "pressures", "sickness", "people", "survey", "safety", "interventions", "strain",
           "trauma", "complaints", "presence")  # fmt: skip
ON = ["fatigue=unified", "pressures=surveyed", "strain=demand_control_support", "sickness=by_kind", "people=county",
      "survey=county", "safety=county", "trauma=county", "complaints=county",
      "complaints.handling.officer_h=4", "presence=county"]  # fmt: skip
NEEDED = {"survey": ["people=county"], "presence": ["sickness=by_kind"]}
NEEDED["interventions"] = ["sickness=by_kind", "safety=county", "trauma=county", "complaints=county",
                           "strain=demand_control_support"]  # fmt: skip
BASIS = ["tour=county", "working=county", "supervision=county"]  # what interventions and complaints are tried on besides
# The groups that are about something else, if only who is there.
OTHERS = {"abstraction", "availability", "bids", "careers", "casework", "change", "control_room", "crewing", "custody", "demand",
          "displacement", "failure_demand", "force", "front_door", "mutual_aid", "operations", "overtime", "partners", "pools",
          "prevention", "roster", "run", "skills", "staffing", "supervision", "surges", "threshold", "tour", "watches",
          "working"}  # fmt: skip


def trajectory(words: list[str]) -> int:
    inputs = draw_inputs(make_plan(compose(["run.days=30", "run.warmup_days=5", *words])), 0)
    return run_compiled(inputs).trajectory


def off() -> list[str]:
    return list(dict.fromkeys(WELFARE_OFF.values()))


@pytest.mark.parametrize("name", GOLDENS)
def test_as_it_was_before(name: str) -> None:
    assert trajectory(GOLDENS[name]["words"]) == GOLDENS[name]["trajectory"]


@pytest.mark.parametrize("name", GOLDENS)
def test_switched_on_and_off_again_by_every_word_it_is_as_it_was_without(name: str) -> None:
    words = GOLDENS[name]["words"]
    assert trajectory([*words, *ON, *off()]) == GOLDENS[name]["without_welfare"]
    if "roster=ottawa" in words:  # one that shows that what is switched off had been at work
        assert trajectory([*words, *ON]) not in (GOLDENS[name]["trajectory"], GOLDENS[name]["without_welfare"])


def test_interventions_switched_off_leave_what_they_acted_on() -> None:
    without = [*BASIS, *NEEDED["interventions"], "operations=responsive"]
    plain = trajectory(without)
    assert trajectory([*without, "interventions=all"]) != plain
    levers = [word for name, word in WELFARE_OFF.items() if word.startswith(f"interventions.{name}.")]
    assert trajectory([*without, "interventions=all", *levers]) == plain


def test_every_welfare_mechanism_has_a_word_that_switches_it_off() -> None:
    """Whatever an option of a welfare group switches on must be in the list, and be off once the whole list is said."""
    assert set(options()) == {*WELFARE, *OTHERS}, "a new group: is it about how officers fare?"
    before = plain([*BASIS, *off()])
    known = {name for name in SWITCHES if any_on([before], name)}
    lit: set[str] = set()
    for group in WELFARE:
        for option in options()[group]:
            config = plain([*BASIS, *NEEDED.get(group, []), f"{group}={option}"])
            lit |= {name for name in SWITCHES if any_on([config], name)} - known
    assert lit == set(WELFARE_OFF)
    everything = plain([*BASIS, *ON, "interventions=all"])
    assert {name for name in WELFARE_OFF if not any_on([everything], name)} == set()
    assert {name for name in SWITCHES if any_on([plain([*BASIS, *ON, "interventions=all", *off()])], name)} == known


def plain(words: list[str]) -> dict[str, Any]:
    return compose(words).model_dump(mode="json")
