"""Generated configurations: small forces that switch every mechanism on and off, drawn by number and never changed.

Configuration k is a function of k alone.  Each factor's levels come round once in every block as long as there are levels, in
an order keyed by the factor's name; so any 200 in a row hold every level equally often, nearly every pair of levels, and a
factor added later leaves the others as they were.

    python -m tests.twin.configurations 17        # runs number 17 on both engines and prints its overrides and the verdict
"""

from __future__ import annotations

import dataclasses
import hashlib
import sys
from collections import Counter
from dataclasses import dataclass

import numpy as np

from kernels.clock import HOUR_MS
from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.front_plan import FrontPlan
from sim.inputs.inputs import Inputs
from sim.inputs.return_plan import reordered, with_jobs_reordered
from sim.outcome import Outcome, conservation_faults
from sim.reference.force import run_reference
from sim.twins import TwinVerdict, compare_outcomes
from tests.twin.answering_words import ANSWERING, answering_words, fact_words
from tests.twin.availability_words import AVAILABILITY, availability_words
from tests.twin.careers_words import CAREERS, careers_words
from tests.twin.casework_words import CASEWORK, casework_words
from tests.twin.change_words import CHANGE, change_words
from tests.twin.custody_words import CUSTODY, custody_words
from tests.twin.displacement_words import DISPLACEMENT, displacement_words
from tests.twin.failure_words import FAILURE, failure_words
from tests.twin.levers_words import LEVERS, levers_words
from tests.twin.overtime_words import OVERTIME, overtime_words
from tests.twin.places_words import PLACES, places_words
from tests.twin.pools_words import POOLS, pools_words
from tests.twin.presence_words import PRESENCE, presence_words
from tests.twin.protected_words import PROTECTED, protected_words
from tests.twin.sickness_words import SICKNESS, sickness_words
from tests.twin.strain_words import STRAIN, strain_words
from tests.twin.threshold_words import THRESHOLD, threshold_words
from tests.twin.words import duration_words, partner_words, type_words
from tests.twin.working_words import WORKING, working_words

MOST_INCIDENTS = 1_000

FACTORS: dict[str, tuple[object, ...]] = {
    "places": ("own", "own", "own", "county"),  # a small force of our own, or the county's tables made small
    "officers": ("few", "team", "team", "many"),
    "roster": ("two_two_two_four", "gmp_vsa", "six_on_three_off", "four_on_four_off", "always_on"),
    "hours": ("own", "longest", "shorter", "rest_days"),
    "order": ("shipped", "reversed", "one_team"),  # reversed cycles have quick returns and tours that touch
    "crewing": ("single", "double", "double_at_night", "double_by_day"),
    "staffing": ("full", "cut", "uplift", "both"),
    "abstraction": ("none", "planned", "heavy"),
    "travel": (True, True, False),
    "clearing": (True, True, False),
    "wind_down": (0, 30, 120),
    "wind_down_grades": (0, 1, 2, 3),
    "sickness": ("feedback=-1", "none", "independent", "feedback=0", "feedback=3"),
    "fatigue": ("off", "on", "sensitive"),
    "sleepiness": ("three_process", "unified"),
    "overtime": ("regulations", "other"),
    "partners": ("off", "on=0", "on=0.5", "on=0.9"),
    "units": ("one", "gaps", "several"),
    "give_up": ("at_once", "soon", "late"),
    "areas": (1, 2, 3),
    "grades": (1, 2, 3, 4),
    "needed": ("one", "two", "up_to_six"),
    "distribution": ("lognormal", "exponential", "gamma", "weibull", "deterministic", "empirical"),
    "scene": ("short", "medium", "long", "past_the_next_tour", "past_the_next_tour"),
    "ties": ("no", "no", "whole_hours", "whole_hours", "no_time_at_all"),
    "load": ("starving", "usual", "busy", "overload"),
    "clock": ("summer", "spring_forward", "autumn_back", "leap_day", "new_year", "half_hour_change"),
    "warmup": (0, 1, 2),
    "days": (2, 3, 4),
    "day_to_day": (0.0, 0.2, 0.5),
    **ANSWERING,
    **AVAILABILITY,
    **CUSTODY,
    **WORKING,
    **OVERTIME,
    **CASEWORK,
    **POOLS,
    **PROTECTED,
    **SICKNESS,
    **CAREERS,
    **PRESENCE,
    **LEVERS,
    **STRAIN,
    **PLACES,
    **DISPLACEMENT,
    **THRESHOLD,
    **CHANGE,
    **FAILURE,
}  # fmt: skip

STARTS = {
    "summer": "2026-06-01", "spring_forward": "2026-03-28", "autumn_back": "2026-10-24", "leap_day": "2028-02-28",
    "new_year": "2026-12-30", "half_hour_change": "2026-04-04",
}  # fmt: skip
CYCLES = {  # as shipped, in the opposite order: nights first
    "two_two_two_four": "[N, N, L, L, E, E, R, R, R, R]",
    "gmp_vsa": "[R, R, E, E, E, R, R, A, A, A, A, R, R, R, N, N, N, R, R, E, E, E, E, R, R, A, A, A, R, R, R, N, N, N, N]",
    "six_on_three_off": "[N, N, L, L, E, E, R, R, R]",
    "four_on_four_off": "[N, N, D, D, R, R, R, R]",
}
LONGEST = {"two_two_two_four": 42.0, "gmp_vsa": 42.0, "six_on_three_off": 37.0, "four_on_four_off": 42.0}


class Dice:
    """Numbers that belong to a configuration and a name, on every machine and under every Python."""

    def __init__(self, number: int) -> None:
        self.number = number

    def share(self, name: str) -> float:
        return int.from_bytes(hashlib.sha256(f"{self.number}:{name}".encode()).digest()[:6], "big") / 2**48

    def whole(self, name: str, low: int, high: int) -> int:
        return low + int(self.share(name) * (high - low + 1))

    def one_of(self, name: str, options: tuple[str, ...]) -> str:
        return options[self.whole(name, 0, len(options) - 1)]


@dataclass(frozen=True)
class Configuration:
    """What one number stands for: overrides for `compose`, the replication, and whether arrivals fall on whole hours."""

    number: int
    overrides: tuple[str, ...]
    on_the_hour: bool

    @property
    def replication(self) -> int:
        return self.number % 3

    def __str__(self) -> str:
        words = " ".join(f"'{word}'" for word in self.overrides)
        hours = "; arrivals moved back to the whole hour" if self.on_the_hour else ""
        return (f"configuration {self.number}, replication {self.replication}{hours}\n"
                f"  reproduce: python -m tests.twin.configurations {self.number}\n  overrides: {words}")


@dataclass(frozen=True)
class Played:
    """Both engines' outcome of a configuration, told in what little a test needs to keep."""

    configuration: Configuration
    verdict: TwinVerdict
    conservation: dict[str, list[str]]
    n_events: int
    seats: int

    def explain(self) -> str:
        return f"{self.verdict.detail}\n  {self.configuration}"


def levels_of(number: int) -> dict[str, object]:
    """Return the level of every factor in configuration ``number``."""
    found = {}
    for factor, levels in FACTORS.items():
        block, place = divmod(number, len(levels))
        order = sorted(range(len(levels)), key=lambda i: hashlib.sha256(f"{factor}:{block}:{i}".encode()).digest())
        found[factor] = levels[order[place]]
    return found


def configuration(number: int) -> Configuration:
    """Return configuration ``number`` (0, 1, ...)."""
    levels, dice = levels_of(number), Dice(number)
    words = [*_run_words(levels, dice), *_roster_words(levels, dice), *_people_words(levels, dice)]
    words += [*_welfare_words(levels, dice), *partner_words(levels, dice), *_place_words(levels, dice)]
    words += answering_words(levels, dice)
    words += availability_words(levels, dice)
    words += custody_words(levels, dice)
    words += working_words(levels, dice)
    words += overtime_words(levels, dice)
    words += casework_words(levels, dice)
    words += pools_words(levels, dice)
    words += protected_words(levels, dice)
    words += sickness_words(levels, dice)
    words += careers_words(levels, dice)
    words += presence_words(levels, dice)
    words += strain_words(levels, dice)
    words += places_words(levels, dice)
    words += levers_words(levels, dice, words)
    words += displacement_words(levels, dice)
    words += threshold_words(levels, dice)
    words += change_words(levels, dice, words)
    words += failure_words(levels, dice, words)
    return Configuration(number, tuple(words), levels["ties"] != "no")


def inputs_of(chosen: Configuration) -> Inputs:
    """Return the inputs of a configuration."""
    inputs = draw_inputs(make_plan(compose(chosen.overrides)), chosen.replication)
    return _on_the_hour(inputs) if chosen.on_the_hour else inputs


def play(number: int) -> Played:
    """Run configuration ``number`` on both engines; where they differ, once more with logs, to say where."""
    chosen = configuration(number)
    try:
        inputs = inputs_of(chosen)
        pair = run_compiled(inputs, log=True), run_reference(inputs)
        verdict = compare_outcomes(inputs, *pair)
        if not verdict.identical:
            verdict = compare_outcomes(inputs, pair[0], run_reference(inputs, log=True))
    except Exception as error:
        error.add_note(str(chosen))
        raise
    return _played(chosen, inputs, pair, verdict)


def _played(chosen: Configuration, inputs: Inputs, pair: tuple[Outcome, Outcome], verdict: TwinVerdict) -> Played:
    _EVENTS[chosen.number] = _events(pair[0])
    return Played(
        chosen, verdict, {one.engine: conservation_faults(inputs, one) for one in pair},
        pair[0].n_events, inputs.n_seats,
    )


_EVENTS: dict[int, Counter[int]] = {}


def events_of(number: int) -> Counter[int]:
    """Return how often each kind of event occurs in configuration ``number``; unless played before, by the compiled engine."""
    if number not in _EVENTS:
        _EVENTS[number] = _events(run_compiled(inputs_of(configuration(number)), log=True))
    return _EVENTS[number]


def _events(outcome: Outcome) -> Counter[int]:
    kinds, counts = np.unique(outcome.log[:, 1], return_counts=True)
    return Counter(dict(zip(kinds.tolist(), counts.tolist(), strict=True)))


def _on_the_hour(inputs: Inputs) -> Inputs:
    """Let whatever arrives arrive on the hour, so that many things happen at one instant."""
    incidents, own = inputs.incidents.copy(), inputs.background.copy()
    n = inputs.returns.first if inputs.returns.on else incidents.size  # what may come back stays behind the others
    incidents["created"][:n] -= incidents["created"][:n] % HOUR_MS
    own["asked"] -= own["asked"] % HOUR_MS
    by_hour = np.lexsort((own["key"], own["asked"]))
    order = np.append(np.lexsort((incidents["key"][:n], incidents["created"][:n])), np.arange(n, incidents.size))
    return dataclasses.replace(
        inputs, incidents=incidents[order], background=own[by_hour],
        front=_rung_on_the_hour(inputs.front, order) if inputs.front.on else inputs.front,
        casework=inputs.casework if not inputs.casework.on else dataclasses.replace(
            inputs.casework, crimes=inputs.casework.crimes[order]),
        returns=with_jobs_reordered(reordered(inputs.returns, order), by_hour),
    )


def _rung_on_the_hour(front: FrontPlan, order: np.ndarray) -> FrontPlan:
    """Let callers ring on the hour too; ``order`` is the new order of the incidents, to which calls and plans point."""
    calls, n = front.calls.copy(), front.n_planned
    calls["rings"][:n] -= calls["rings"][:n] % HOUR_MS
    new_row = np.append(np.argsort(order), -1)  # the last stands for no incident
    calls["incident"] = new_row[calls["incident"]]
    call_order = np.append(np.lexsort((calls["key"][:n], calls["rings"][:n])), np.arange(n, calls.size))
    new_call = np.append(np.argsort(call_order), -1)
    decided = front.decided[order].copy()
    decided["call"], decided["chaser"] = new_call[decided["call"]], new_call[decided["chaser"]]
    return dataclasses.replace(front, calls=calls[call_order], decided=decided)


# Words, one function for each part of the scenario


def _run_words(levels: dict[str, object], dice: Dice) -> list[str]:
    clock = str(levels["clock"])
    words = [
        f"run.start={STARTS[clock]}", f"run.days={levels['days']}", f"run.warmup_days={levels['warmup']}",
        f"run.seed={dice.whole('seed', 0, 2**40)}", f"crewing={str(levels['crewing']).replace('by_day', 'at_night')}",
    ]
    if levels["crewing"] == "double_by_day":
        words += ["crewing.night_from='07:00'", "crewing.night_to='19:00'"]
    if clock == "half_hour_change":
        words.append("force.time_zone=Australia/Lord_Howe")
    words += [f"staffing.{name}={dice.whole(name, 1, 5) / 10}" for name in ("cut", "uplift")
              if levels["staffing"] in (name, "both")]
    words += [f"operations.travel={str(levels['travel']).lower()}", f"operations.clearing={str(levels['clearing']).lower()}",
              f"operations.wind_down_min={levels['wind_down']}",
              f"operations.wind_down_grades={levels['wind_down_grades']}"]
    return words


def _roster_words(levels: dict[str, object], dice: Dice) -> list[str]:
    roster, hours = str(levels["roster"]), levels["hours"]
    if roster == "always_on":
        return ["roster=always_on"]
    words = [f"roster={roster}"]
    if levels["order"] == "reversed":
        words.append(f"roster.cycle={CYCLES[roster]}")
    if levels["order"] == "one_team":  # everybody on together and off together, the days between without anybody
        words += ["roster.teams=1", "roster.offset_days=0", f"roster.anchor=2024-01-0{dice.whole('anchor', 1, 5)}"]
    if hours == "own":
        return [*words, "roster.equal_paid_hours=false"]
    paid = {"longest": LONGEST[roster], "shorter": 36.0, "rest_days": 30.0}[str(hours)]
    by = "rest_days" if hours == "rest_days" else "tour_length"
    return [*words, "roster.equal_paid_hours=true", f"roster.paid_hours_per_week={paid}", f"roster.equalise_by={by}"]


def _people_words(levels: dict[str, object], dice: Dice) -> list[str]:
    heads = {"few": dice.whole("heads", 1, 9), "team": dice.whole("heads", 10, 25), "many": dice.whole("heads", 30, 60)}
    words = [f"force={'county' if levels['places'] == 'county' else 'bench'}",
             f"force.officers={heads[str(levels['officers'])]}"]
    kind = "none" if levels["roster"] == "always_on" else str(levels["abstraction"])
    words.append(f"abstraction={kind.replace('heavy', 'planned')}")
    if kind == "heavy":
        words += [f"abstraction.{name}_share=0.2" for name in ("leave_weeks", "training", "court")]
    return words


def _welfare_words(levels: dict[str, object], dice: Dice) -> list[str]:
    model, _, gain = str(levels["sickness"]).partition("=")
    words = [f"sickness={model}"]
    if model != "none":  # far more and shorter spells than anywhere, or a few days would hold none
        words += ["sickness.short_per_year=60", "sickness.short={kind: lognormal, mean_days: 1.5, cv: 0.8}"]
    if gain:
        words += [f"sickness.gain={gain}", f"sickness.hazard_cap={dice.whole('cap', 2, 50)}",
                  f"strain.memory_days={dice.whole('memory', 1, 28)}"]
    words.append(f"fatigue={'none' if levels['fatigue'] == 'off' else levels['sleepiness']}")
    if levels["fatigue"] == "sensitive":
        words += ["fatigue.kss_threshold=4", "fatigue.nap_probability=1", "fatigue.commute_h=0.25"]
    if levels["overtime"] == "other":
        words += [f"overtime.week_starts={dice.whole('week_starts', 0, 6)}", "overtime.occasions=1",
                  "overtime.unpaid_first_min=10", "overtime.unit_min=1"]
    return words


def _place_words(levels: dict[str, object], dice: Dice) -> list[str]:
    """Areas, grades and demand: the county's, or our own."""
    days = int(levels["days"]) + int(levels["warmup"])  # type: ignore[call-overload]
    head = [f"demand.day_to_day_cv={levels['day_to_day']}"]
    if levels["places"] == "county":
        a_year = {"starving": 2_000, "usual": 10_000, "busy": 40_000, "overload": 120_000}[str(levels["load"])]
        return ["demand=county", *head, f"demand.logged_per_year={min(a_year, int(MOST_INCIDENTS / days / 0.5 * 365))}"]
    words = [f"demand={dice.one_of('week', ('flat', 'hourly'))}", *head, "~force.areas.bench", "~demand.types.job"]
    for i in range(int(levels["areas"])):  # type: ignore[call-overload]
        travel = duration_words(dice.one_of(f"travel {i}", ("exponential", "lognormal", "empirical")), 8 + 5 * i, levels["ties"])
        words.append(f"+force.areas.area_{i}={{kind: {('urban', 'rural')[i % 2]}, demand_share: {3 - i}, "
                     f"officer_share: {dice.whole(f'officers {i}', 1, 3)}, travel: {travel}}}")
    grades = int(levels["grades"])  # type: ignore[call-overload]
    if grades == 1:
        words.append("~force.grades.prompt")
    words += [f"+force.grades.later_{i}={{title: Later {i}, target_min: {{urban: 60, rural: 90}}}}" for i in range(2, grades)]
    names = ["immediate", "prompt", "later_2", "later_3"][:grades]
    week = words[0].partition("=")[2]
    return [*words, *type_words(levels, dice, names, week, _logged_per_year(levels, dice, days),
                                lambda name: fact_words(levels, dice, name))]


def _logged_per_year(levels: dict[str, object], dice: Dice, days: int) -> float:
    """Return demand for the load that is wanted, roughly, kept to what runs in a fraction of a second."""
    minutes = {"short": 20, "medium": 60, "long": 300, "past_the_next_tour": 1_800}[str(levels["scene"])] + 25
    each = {"one": 1.0, "two": 1.5, "up_to_six": 3.5}[str(levels["needed"])]
    heads = {"few": 5, "team": 17, "many": 45}[str(levels["officers"])] * (1.0 if levels["roster"] == "always_on" else 0.22)
    load = {"starving": 0.15, "usual": 0.5, "busy": 0.9, "overload": 2.5}[str(levels["load"])]
    an_hour = load * heads * 60 / (minutes * each)
    most = MOST_INCIDENTS
    if levels["ties"] == "no_time_at_all":  # a backlog of several hundred that takes no time counts as an endless instant
        an_hour, most = 6.0 * load, 150
    return round(min(an_hour, most / (days * 24)) * 8_766, 1)


def main(number: int) -> int:
    """Run one configuration and print what came of it; 0 when the engines agree."""
    played = play(number)
    print(played.configuration)
    print(f"  {played.n_events} events, {played.seats} seats: {played.verdict.word}. {played.verdict.detail}")
    print(f"  conservation: {played.conservation}")
    return 0 if played.verdict.word == "identical" else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
