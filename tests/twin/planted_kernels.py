"""Changes planted in a kernel that both engines share: the twins agree all the same, so the kernel's own tests must object.

A plant is put into a copy of ``kernels`` in a temporary folder, which goes before the repository on the path of a process of its
own; there the tests run in plain Python (numba switched off), which needs no compilation.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import kernels
from tests.twin.planted_lives import Plant, planted

SOURCES = Path(kernels.__file__).parent
REPOSITORY = SOURCES.parent
UNIT = REPOSITORY / "tests" / "unit"
LONGEST_S = 600  # two to six seconds on a quiet machine; slowness is no fault of a plant
TESTS_FAILED = 1  # pytest's exit status; anything else but 0 means the tests did not run as they should

_GUARD = """
from pathlib import Path
import kernels
assert Path(kernels.__file__).parent == Path(__file__).parent / "kernels", f"tested {kernels.__file__} instead of the plant"
"""


@dataclass(frozen=True)
class KernelPlant(Plant):
    """A plant, the file of tests/unit that must catch it, and which of its tests where the whole is slow in plain Python."""

    tests: str = ""
    only: str = ""

    __str__ = Plant.__str__


@dataclass(frozen=True)
class Caught:
    """How the tests of a planted kernel ended."""

    status: int
    output: str

    @property
    def tests_failed(self) -> bool:
        return self.status == TESTS_FAILED


_DRAW, _DURATIONS, _DEMAND, _QUESTIONS = "test_draw.py", "test_durations.py", "test_demand_kernel.py", "test_kernel_questions.py"
_CUSTODY = "test_custody_draws.py"
_SYSTEMS = "test_systems.py"
_RINGING = "patience or ring_again or 999_comes"
_SICK = "hand or day_by_day or daily_chance or stronger or collide or bounded or no_rate"

KERNELS = (
    KernelPlant("all draws of an entity are one", "draw.py", "(np.uint64(draw) + _ONE) * _DRAW", "_DRAW", tests=_DRAW),
    KernelPlant("replications share their draws", "draw.py", "mix(np.uint64(seed)), replication)", "mix(np.uint64(seed)), 0)",
                tests=_DRAW),
    KernelPlant("mixing shifts by one bit less", "draw.py", "_S27 = np.uint64(27)", "_S27 = np.uint64(26)", tests=_DRAW),
    KernelPlant("a uniform number can be 0", "draw.py", "(float(z >> _S12) + 0.5)", "float(z >> _S12)", tests=_DRAW),
    KernelPlant("a digit of the normal quantile", "draw.py", "3.387132872796366608", "3.387132872896366608", tests=_DRAW),
    KernelPlant("Poisson probabilities decay too fast", "draw.py", "            p *= mean / k\n",
                "            p *= mean / (k + 1)\n", tests=_DRAW),
    KernelPlant("a choice on the edge takes the earlier", "draw.py", "if target < cumulative[i]:", "if target <= cumulative[i]:",
                tests=_DRAW),
    KernelPlant("exponential draws run the other way", "durations.py", "-first * math.log1p(-u)", "-first * math.log(u)",
                tests=_DURATIONS),
    KernelPlant("Weibull shape taken for its inverse", "durations.py", "** (1.0 / first)", "** first", tests=_DURATIONS),
    KernelPlant("quantiles one place short", "durations.py", "u * (table[row, 3] - 1.0)", "u * (table[row, 3] - 2.0)",
                tests=_DURATIONS),
    KernelPlant("milliseconds are cut off", "durations.py", "np.int64(np.rint(", "np.int64(np.floor(", tests=_DURATIONS),
    KernelPlant("the gamma search stops early", "gamma.py", "<= 1e-10 * x:", "<= 1e-2 * x:", tests=_DURATIONS),
    KernelPlant("a term of the gamma series", "gamma.py", "term *= x / n", "term *= x / (n + 1.0)", tests=_DURATIONS),
    KernelPlant("nights past midnight are days", "crewing.py", "local_hour >= night_from or local_hour < night_to",
                "local_hour >= night_from and local_hour < night_to", tests=_QUESTIONS),
    KernelPlant("the smallest of too small crews fits best", "crewing.py", "return officers_wanted - size", "return size",
                tests=_QUESTIONS),
    KernelPlant("winding down begins a moment late", "dispatch.py", "tour_end - now > wind_down_ms",
                "tour_end - now >= wind_down_ms", tests=_QUESTIONS),
    KernelPlant("one grade more is taken while winding down", "dispatch.py", "grade < wind_down_grades",
                "grade <= wind_down_grades", tests=_QUESTIONS),
    KernelPlant("too few go while others are busy", "dispatch.py", "heads == heads_on_duty", "heads <= heads_on_duty",
                tests=_QUESTIONS),
    KernelPlant("students are not among everybody", "dispatch.py", "heads == heads_on_duty", "officers == heads_on_duty",
                tests=_QUESTIONS),
    KernelPlant("ageing forgets the grade", "dispatch.py", "return grade * ageing_ms + logged", "return grade + logged",
                tests=_QUESTIONS),
    KernelPlant("the earliest log comes first, not the earliest target", "dispatch.py", "return logged + target_ms",
                "return logged", tests=_QUESTIONS),
    KernelPlant("a reserve is taken twice", "dispatch.py", "max(0, free_crews - reserve_crews)",
                "max(0, free_crews - 2 * reserve_crews)", tests=_QUESTIONS),
    KernelPlant("less than nobody can be spared", "dispatch.py", "max(0, free_crews - reserve_crews)",
                "free_crews - reserve_crews", tests=_QUESTIONS),
    KernelPlant("the reserve is open to one grade more", "dispatch.py", "if grade < reserve_grades:",
                "if grade <= reserve_grades:", tests=_QUESTIONS),
    KernelPlant("a skill lapses a moment late", "dispatch.py", "0 <= substitute_ms[skill] <= waited",
                "0 <= substitute_ms[skill] < waited", tests=_QUESTIONS),
    KernelPlant("a skill that never lapses does", "dispatch.py", "0 <= substitute_ms[skill] <= waited",
                "substitute_ms[skill] <= waited", tests=_QUESTIONS),
    KernelPlant("an equal may be interrupted", "dispatch.py", "grade < lower_grade", "grade <= lower_grade", tests=_QUESTIONS),
    KernelPlant("whoever is lower may be interrupted by anybody", "dispatch.py", "grade < preempt_grades and grade < lower_grade",
                "grade < lower_grade", tests=_QUESTIONS),
    KernelPlant("a practitioner is sent anywhere else first", "crewing.py", "fit + 1_000 if triage == NO_TRIAGE else fit - 1_000",
                "fit - 1_000 if triage == NO_TRIAGE else fit + 1_000", tests=_QUESTIONS),
    KernelPlant("a pair that is begun is not made", "crewing.py", "math.ceil(double_share", "math.floor(double_share",
                tests=_QUESTIONS),
    KernelPlant("a share of pairs is rounded up by its last bit", "crewing.py", " / 2.0 - 1e-9)", " / 2.0)", tests=_QUESTIONS),
    KernelPlant("more pairs than officers", "crewing.py", "return min(most, int(", "return max(0, int(", tests=_QUESTIONS),
    KernelPlant("the second student counts", "crewing.py", "return size - first_student - second_student",
                "return size - first_student", tests=_QUESTIONS),
    KernelPlant("drives lengthen with the number of crews itself", "travel.py", "math.sqrt(usual_free / max(free, 1))",
                "usual_free / max(free, 1)", tests=_QUESTIONS),
    KernelPlant("many free crews lengthen a drive", "travel.py", "usual_free / max(free, 1)", "max(free, 1) / usual_free",
                tests=_QUESTIONS),
    KernelPlant("drives shorten without bound", "travel.py", "max(1.0 / most, factor)", "factor", tests=_QUESTIONS),
    KernelPlant("drives are cut off to the millisecond", "travel.py", "factor)) + 0.5)", "factor)))", tests=_QUESTIONS),
    KernelPlant("the clock changes a moment late", "clock.py", "zone_at_ms[i] > t", "zone_at_ms[i] >= t", tests=_QUESTIONS),
    KernelPlant("the trajectory forgets the second number", "trajectory.py", "kind), a), b)", "kind), a), 0)", tests=_QUESTIONS),
    KernelPlant("those attended and not attended change places", "demand.py", ">= attended[k]:", "< attended[k]:", tests=_DEMAND),
    KernelPlant("nobody needs only one officer", "demand.py", "1 + choose(uniform(me, OFFICERS, 0)",
                "2 + choose(uniform(me, OFFICERS, 0)", tests=_DEMAND),
    KernelPlant("grade and arrival share a draw", "demand.py", "uniform(me, GRADE, 0)",
                "1.0 - uniform(me, WHEN, 0) / 4.0", tests=_DEMAND),
    KernelPlant("a practitioner is sent for what nobody in the car settles", "demand.py",
                "if partner >= 0 and triage_settles[partner] >= 0:", "if partner >= 0:", tests=_DEMAND),
    KernelPlant("all services settle what the first does", "demand.py", "TRIAGE, 0) < triage_settles[partner]",
                "TRIAGE, 0) < triage_settles[0]", tests=_DEMAND),
    KernelPlant("fractions of a unit never come", "demand.py", "units[p, hour_of_week[h]] + u)", "units[p, hour_of_week[h]])",
                tests=_DEMAND),
    KernelPlant("day factors are not of mean one", "demand.py", "* z - 0.5 * variance)", "* z)", tests=_DEMAND),
    KernelPlant("areas do not divide the rate", "demand.py", "rate * area_share[a])", "rate)", tests=_DEMAND),
    KernelPlant("the dip after lunch comes at another hour", "fatigue.py", "_ULTRADIAN_LAG_H = 3.0", "_ULTRADIAN_LAG_H = 2.0",
                tests="test_fatigue.py"),
    KernelPlant("sleep restores in a straight line for ever", "fatigue.py", "if hours_asleep <= to_level:", "if True:",
                tests="test_fatigue.py"),
    KernelPlant("the last piece of a tour counts as a whole one", "fatigue.py", "cell = min(GRID_MS, off_ms - start)",
                "cell = GRID_MS", tests="test_fatigue.py"),
    KernelPlant("day sleep goes on to the usual length", "sleep.py", "+ circadian(clock_hour + hours, par) - par",
                "+ circadian(clock_hour, par) - par", tests="test_sleep.py"),
    KernelPlant("rest is complete after two days", "sleep.py", "LONG_GAP_MS = 4 * DAY_MS", "LONG_GAP_MS = 2 * DAY_MS",
                tests=_QUESTIONS),
    KernelPlant("the way home takes no time", "sleep.py", "_to_ms(par[COMMUTE_H] + par[WIND_DOWN_H])", "_to_ms(par[WIND_DOWN_H])",
                tests="test_sleep.py"),
    KernelPlant("strain never fades", "strain.py", "x * math.exp(-1.0 / memory) * share", "x * share",
                tests="test_strain.py"),
    KernelPlant("light days do not take strain away", "strain.py", "        excess += weighted_excess(k, day, par, left)",
                "        excess += abs(weighted_excess(k, day, par, left))",
                tests="test_strain.py"),
    KernelPlant("the hazard is bounded above only", "strain.py", "max(1.0 / cap, math.exp(exponent))", "math.exp(exponent)",
                tests="test_strain.py"),
    KernelPlant("spells are a day shorter", "sickness.py", "math.ceil(days)", "math.floor(days)",
                tests="test_sickness.py", only=_SICK),
    KernelPlant("long and short spells change places", "sickness.py", "if u_kind < par[SHORT_SHARE]:",
                "if u_kind >= par[SHORT_SHARE]:", tests="test_sickness.py", only=_SICK),
    KernelPlant("the multiplier is ignored", "sickness.py", "par[RATE_PER_DAY] * multiplier)", "par[RATE_PER_DAY])",
                tests="test_sickness.py", only=_SICK),
    KernelPlant("the fourth occasion is paid in full", "overtime.py", "if occasion <= par[OCCASIONS]:",
                "if occasion < par[OCCASIONS]:", tests="test_overtime.py"),
    KernelPlant("broken quarters are paid", "overtime.py", "paid = counted - counted % par[UNIT_MS]", "paid = counted",
                tests="test_overtime.py"),
    KernelPlant("the overtime week begins a day late", "overtime.py", "day + _THURSDAY - par", "day + _THURSDAY - 1 - par",
                tests="test_overtime.py"),
    KernelPlant("the journey of a recall is worked", "overtime.py", "journey_ms + short", "short", tests="test_overtime.py"),
    KernelPlant("four hours are paid on top", "overtime.py", "max(0, par[LEAST_MS] - counted)", "par[LEAST_MS]",
                tests="test_overtime.py"),
    KernelPlant("time and a third is a third", "overtime.py", "* twelfths // 12", "* (twelfths - 12) // 12",
                tests="test_overtime.py"),
    KernelPlant("eleven hours are not enough before", "rest.py", "rest_before_ms < par[REST_MS]",
                "rest_before_ms <= par[REST_MS]", tests="test_rest.py"),
    KernelPlant("rest after is no matter", "rest.py", " or rest_after_ms < par[REST_MS]", "", tests="test_rest.py"),
    KernelPlant("a run may be a day longer", "rest.py", "> par[LONGEST_RUN]", "> par[LONGEST_RUN] + 1", tests="test_rest.py"),
    KernelPlant("days before do not count to a run", "rest.py", "        first -= 1\n", "        break\n", tests="test_rest.py"),
    KernelPlant("leave next is no leave", "rest.py", " or (after < row.shape[0] and row[after] < 0)", "", tests="test_rest.py"),
    KernelPlant("leave counts as time with no work", "rest.py", "        if row[at] >= 0:", "        if True:",
                tests="test_rest.py"),
    KernelPlant("what is left over at the end is a period", "rest.py", "min(day // length, periods - 1)", "day // length",
                tests="test_rest.py"),
    KernelPlant("who opted out has no rest", "rest.py", "return opted_out == 1 or average", "return opted_out == 0 or average",
                tests="test_rest.py"),
    KernelPlant("a tour off for a little less", "rest.py", "credit_ms >= tour_ms", "credit_ms > tour_ms", tests="test_rest.py"),
    KernelPlant("the highest seat fills the gap", "gaps.py", "so_far[seat] >= so_far[best]", "so_far[seat] > so_far[best]",
                tests="test_rest.py"),
    KernelPlant("always the same fill the gap", "gaps.py", "            so_far[best] += 1\n", "", tests="test_rest.py"),
    KernelPlant("an extra tour is no tour", "gaps.py", "= start[g], end[g], length", "= start[g], end[g], 0",
                tests="test_rest.py"),
    KernelPlant("a tour is given up where nobody can be spared", "gaps.py", ">= minimum[group] + spare", ">= 0",
                tests="test_rest.py"),
    KernelPlant("a tour given up is still worked", "gaps.py", "present[group_of[row]] -= 1", "pass", tests="test_rest.py"),
    KernelPlant("101 is answered before 999", "front_door.py", "if first_999 >= 0:", "if first_999 >= 0 and first_101 < 0:",
                tests="test_front_door_questions.py", only=_RINGING),
    KernelPlant("a caller is as patient at every ring", "front_door.py", "combine(key, PATIENCE), attempt, 0)",
                "combine(key, PATIENCE), 0, 0)", tests="test_front_door_questions.py", only=_RINGING),
    KernelPlant("who rings again is chosen backwards", "front_door.py", "uniform(combine(key, AGAIN), attempt, 0) < chance",
                "uniform(combine(key, AGAIN), attempt, 0) >= chance", tests="test_front_door_questions.py", only=_RINGING),
    KernelPlant("a meal is left for whatever a briefing is", "breaks.py", "return grade < break_grades",
                "return grade < briefing_grades", tests=_QUESTIONS),
    KernelPlant("a briefing is left for one grade more", "breaks.py", "return grade < briefing_grades",
                "return grade <= briefing_grades", tests=_QUESTIONS),
    KernelPlant("a break counts only beyond its share", "breaks.py", "taken_ms >= counts_from", "taken_ms > counts_from",
                tests=_QUESTIONS),
    KernelPlant("a break broken off is due again however late", "breaks.py", "BREAK_DUE if now < break_until else BREAK_LOST",
                "BREAK_DUE", tests=_QUESTIONS),
    KernelPlant("somebody is arrested whom a partner takes on", "custody.py", "incidents[i].partner >= 0 or ", "",
                tests=_CUSTODY),
    KernelPlant("the chance of an arrest is turned round", "custody.py", "uniform(me, ARREST, 0) >= chance",
                "uniform(me, ARREST, 0) < chance", tests=_CUSTODY),
    KernelPlant("every drive to custody is the first area's", "custody.py", "to_suite_row[incidents[i].area]", "to_suite_row[0]",
                tests=_CUSTODY),
    KernelPlant("the file is drawn with booking-in", "custody.py", "me, FILE, 0)", "me, BOOKING_IN, 0)", tests=_CUSTODY),
    KernelPlant("chances are multiplied instead of odds", "safety.py", "chance * odds / (1.0 - chance + chance * odds)",
                "min(1.0, chance * odds)", tests=_QUESTIONS),
    KernelPlant("an outage begins a moment late", "systems.py", "if outages[middle, 0] <= now:", "if outages[middle, 0] < now:",
                tests=_SYSTEMS),
    KernelPlant("an outage that is over has still to end", "systems.py", "outages[begun - 1, 1] <= now:",
                "outages[begun - 1, 1] < now - 1:", tests=_SYSTEMS),
    KernelPlant("paper is never taken", "systems.py", "return min(outages[begun - 1, 1] - now, np.int64(paper_after_ms))",
                "return outages[begun - 1, 1] - now", tests=_SYSTEMS),
    KernelPlant("writing stops at the outage before", "systems.py", "        return outages[begun, 0]\n",
                "        return outages[begun - 1, 0]\n", tests=_SYSTEMS),
    KernelPlant("mobile officers make the trip and others do not", "systems.py", ">= mobile_share else 0",
                "< mobile_share else 0", tests=_SYSTEMS),
    KernelPlant("lean writing takes less than nothing", "systems.py", "max(0, incidents[i].clearing_ms + trip - lean_ms)",
                "incidents[i].clearing_ms + trip - lean_ms", tests=_SYSTEMS),
    KernelPlant("what nobody writes up is taken to base", "systems.py", "if incidents[i].clearing_ms == 0:", "if False:",
                tests=_SYSTEMS),
    # pools
    KernelPlant("anybody of a pool may arrest", "dispatch.py", "return attendance & arresting if arrest else attendance",
                "return attendance", tests=_QUESTIONS, only="somebody_is_arrested"),
    KernelPlant("who may not arrest never goes", "dispatch.py", "return attendance & arresting if arrest else attendance",
                "return attendance & arresting", tests=_QUESTIONS, only="somebody_is_arrested"),
    KernelPlant("who may attend depends on the pools above", "dispatch.py", "(attendance >> pool) & 1 == 1",
                "attendance >> pool != 0", tests=_QUESTIONS, only="who_may_attend"),
    KernelPlant("a pool attends what the one before it may", "dispatch.py", "(attendance >> pool) & 1 == 1",
                "(attendance >> (pool + 1)) & 1 == 1", tests=_QUESTIONS, only="who_may_attend"),
    KernelPlant("whoever turns out once always does", "abstraction.py",
                "uniform(combine(key, seat_id[i]), day_number[i], 0) < share[i]",
                "uniform(combine(key, seat_id[i]), 0, 0) < share[i]", tests=_QUESTIONS, only="turns_out"),
    KernelPlant("a date brings everybody or nobody", "abstraction.py",
                "uniform(combine(key, seat_id[i]), day_number[i], 0) < share[i]",
                "uniform(key, day_number[i], 0) < share[i]", tests=_QUESTIONS, only="turns_out"),
    KernelPlant("those come who should stay away", "abstraction.py", "kind[i] = HERE if comes else reason",
                "kind[i] = reason if comes else HERE", tests=_QUESTIONS, only="turns_out"),
)  # fmt: skip


def look_for(plant: KernelPlant, folder: Path) -> Caught:
    """Run the tests that must catch ``plant`` against a copy of the kernels that holds it."""
    copy = _copy_kernels(folder)
    source = copy / plant.file
    source.write_text(planted(source.read_text(encoding="utf-8"), plant), encoding="utf-8")
    return _run(folder, [plant.tests], plant.only)


def prove_nothing_planted_passes(folder: Path, plants: Sequence[KernelPlant]) -> None:
    """Run the same tests against an unchanged copy: they must pass, or a failure would prove nothing about a plant."""
    _copy_kernels(folder)
    for only in sorted({plant.only for plant in plants}):
        ended = _run(folder, sorted({plant.tests for plant in plants if plant.only == only}), only)
        assert ended.status == 0, f"without any plant:\n{ended.output}"


def _copy_kernels(folder: Path) -> Path:
    copy = folder / "kernels"
    shutil.copytree(SOURCES, copy, ignore=shutil.ignore_patterns("__pycache__", "compiled"))
    (folder / "planted_guard.py").write_text(_GUARD, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return copy


def _run(folder: Path, files: Sequence[str], only: str) -> Caught:
    """Run tests with ``folder`` first on the path; importlib mode and its own ini keep pytest from putting another there."""
    words = ["-c", str(folder / "pytest.ini"), "--rootdir", str(folder), "--import-mode=importlib", "-p", "no:cacheprovider",
             "-p", "planted_guard", "-x", "-q", "--no-header", "-W", "ignore", *(["-k", only] if only else [])]  # fmt: skip
    there = {**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONDONTWRITEBYTECODE": "1",
             "PYTHONPATH": os.pathsep.join([str(folder), str(REPOSITORY)])}  # fmt: skip
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", *words, *(str(UNIT / file) for file in files)], cwd=folder, env=there,
        capture_output=True, text=True, timeout=LONGEST_S, check=False,
    )  # fmt: skip
    return Caught(ended.returncode, ended.stdout[-3_000:] + ended.stderr[-1_000:])
