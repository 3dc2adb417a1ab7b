"""What each mechanism costs: the county year on the compiled engine with one thing more switched on, turn by turn in one process.

Run ``python -m benchmarks.mechanisms [--quick] [--json FILE]``.
"""

from __future__ import annotations

import argparse
import json
import statistics
from pathlib import Path

from benchmarks.years import QUICK_DAYS, YEAR_DAYS, seconds_of
from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan

EVERYTHING = ("operations=responsive", "crewing=double_split", "skills=county", "safety=county", "mutual_aid=regional",
              "front_door=county", "tour=county", "availability=county", "abstraction=entitlement", "custody=county",
              "watches=county", "working=county", "overtime=in_lieu",
              "overtime.recall={on: true, answer_min: 60, stay_h: 6, most: 4}", "casework=county", "operations.cut_short.on=true",
              "pools=county", "supervision=own_load", "casework.desk.minutes=60", "fatigue=unified", "trauma=county",
              "complaints=county_work", "failure_demand=county",
              "strain=demand_control_support", "sickness=by_kind", "sickness.frailty=0.7",
              "availability.not_deployable.recuperative.share=0", "presence=county", "safety.injuries_absent=true",
              "control_room=county", "interventions=all", "partners=places", "displacement=places",
              "displacement.expectation.on=true", "displacement.calls_again.on=true",
              "crewing.triage_car={cars: 1, areas: [city, coastal_towns], joined_by: {social_care: 0.4}}",
              "crewing.triage_car.seconded={mental_health: 2, social_care: 2}",
              "demand.comes_back_most=2", "threshold=right_care", "surges=murder_enquiry",
              "change=county")  # fmt: skip
MECHANISMS: dict[str, tuple[str, ...]] = {
    "as shipped": (),
    "staged answers": ("operations.dispatch.staged=true",),
    "surplus leaves": ("operations.surplus.on=true",),
    "pre-emption": ("operations.preemption.grades=1",),
    "neighbours help": ("operations.help.on=true",),
    "thinning travel": ("operations.thinning.on=true",),
    "promotion and news": ("operations.regrading.promotion=true", "operations.regrading.new_information=true"),
    "patience": ("operations.patience=true",),
    "split and pair": ("crewing=double_split",),
    "students and tutors": ("crewing=tutored",),
    "triage car": ("crewing=triage_car",),
    "joint team": ("crewing=joint_team",),
    "skills": ("skills=county",),
    "mutual aid": ("mutual_aid=regional",),
    "briefing and breaks": ("tour=county",),
    "relief": ("operations.tour_end=hand_over",),
    "rest days worked": ("overtime=rest_days",),
    "recall": ("overtime=recall",),
    "planned overtime": ("overtime=planned",),
    "time off in lieu": ("overtime=in_lieu",),
    "availability": ("availability=county",),
    "leave asked for": ("abstraction=entitlement",),
    "people leave and join": ("careers=county",),
    "arrests to custody": ("custody=county",),
    "partners' places": ("partners=places",),
    "extra tours": ("bids=weekend_peak",),
    "specials and PCSOs": ("pools=county",),
    "surges": ("surges=murder_enquiry",),
    "changing demand": ("change=county",),
    "front door": ("front_door=county",),
    "watches": ("watches=county",),
    "ways of working": ("working=county",),
    "casework": ("casework=county",),
    "desk time": ("casework=county", "casework.desk.minutes=60"),
    "sergeants' own work": ("supervision=own_load",),
    "displacement": ("displacement=growing",),
    "scenes cut short": ("operations.cut_short.on=true",),
    "failure demand": ("failure_demand=county",),
    "complaints looked into": ("complaints=county_work", "supervision=county"),
    "time for repeat places": ("prevention=repeat_places",),
    "fatigue with debt": ("fatigue=unified",),
    "sickness by kind": ("sickness=by_kind",),
    "at work unwell": ("sickness=by_kind", "presence=county", "safety=county", "safety.injuries_absent=true"),
    "staff who fall sick": ("front_door=county", "control_room=county"),
    "interventions": ("sickness=by_kind", "tour=county", "working=county", "safety=county", "trauma=county", "complaints=county",
                      "strain=demand_control_support", "interventions=all"),
    "trauma and complaints": ("trauma=county", "complaints=county"),
    "threshold for calls": ("threshold=right_care",),
    "demands, control, support": ("strain=demand_control_support", "supervision=county"),
    "everything": EVERYTHING,
}


def costs(days: int, turns: int) -> dict[str, dict[str, float]]:
    """Return for every mechanism the median seconds of drawing and of running ``days`` days, the events, and the ratio."""
    common = ("run.warmup_days=0", f"run.days={days}", "sickness=feedback")
    plans = {name: make_plan(compose([*common, *words])) for name, words in MECHANISMS.items()}
    inputs = {name: draw_inputs(plan, 0) for name, plan in plans.items()}
    events = {name: run_compiled(given).n_events for name, given in inputs.items()}
    drawing: dict[str, list[float]] = {name: [] for name in plans}
    running: dict[str, list[float]] = {name: [] for name in plans}
    for _ in range(turns):
        for name, plan in plans.items():
            drawing[name].append(seconds_of(lambda plan=plan: draw_inputs(plan, 0)))
            running[name].append(seconds_of(lambda name=name: run_compiled(inputs[name])))
    base = statistics.median(running["as shipped"])
    return {
        name: {
            "inputs": statistics.median(drawing[name]), "compiled": statistics.median(running[name]),
            "ratio": statistics.median(running[name]) / base, "events": float(events[name]),
        }
        for name in plans
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mechanisms", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_DAYS} days instead of a year")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    arguments = parser.parse_args()
    days = QUICK_DAYS if arguments.quick else YEAR_DAYS
    found = costs(days, turns=3)
    print(f"County force, {days} days, medians of three turns; the ratio is that of the compiled run to 'as shipped'")
    print(f"  {'':<22}{'inputs s':>10}{'compiled s':>12}{'ratio':>8}{'events':>13}")
    for name, row in found.items():
        print(f"  {name:<22}{row['inputs']:>10.3f}{row['compiled']:>12.3f}{row['ratio']:>8.2f}{row['events']:>13,.0f}")
    if arguments.json:
        arguments.json.write_text(json.dumps({"days": days, "mechanisms": found}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
