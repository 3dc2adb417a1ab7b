"""The page of a screening, made of a report by hand: the table first, text that cannot run, words that say what figures say."""

from __future__ import annotations

import json
import re
from itertools import combinations

import pytest

from sim.reports.screen import conclusion_rows, render
from sim.reports.screen_chart import LABEL_PX, PLACES, label_shifts, screen_chart
from sim.reports.screen_words import (
    answer,
    everywhere_words,
    factor_name,
    range_words,
    sentences,
    terminal_words,
    verdict_of,
    warnings,
)
from sim.screening.numbers import REASONS

HOSTILE = "<script>alert(1)</script>"


def factor(name: str, **more: object) -> dict:
    return {"name": name, "members": 1, "move": "range", "unit": "min", "configured": "34 to 171", "low": "23 to 110",
            "high": "65 to 320", "strength": "assumed", "source": f"No source found {HOSTILE}", "more_sources": 2, "narrowed": "",
            **more}


def conclusion(metric: str, state: str = "down", **more: object) -> dict:
    points = {"up": 0, "down": 0, "close": 0, "unstable": 0, "missing": 0} | {state: 12}
    return {"scenario": "staffing.cut=0.1", "label": f"staffing cut 10 % {HOSTILE}", "metric": metric, "configured": state,
            "difference": -0.047, "standard_error": 0.002, "points": points, "reversed": 0, "hangs_on": [], "above_noise": 1,
            "floor": 0.001, **more}


LINK = {"factor": "demand.types.*.scene.mean_min", "changes": 3, "reversals": 1, "steps": 4, "mu": -0.02, "mu_star": 0.03}


def report(**more: object) -> dict:
    hanging = conclusion("attended_within_target", hangs_on=[LINK], reversed=1,
                         points={"up": 1, "down": 6, "close": 3, "unstable": 2, "missing": 0})
    return {
        "format": 1, "study": f"first {HOSTILE}", "question": f"Which {HOSTILE}?", "baseline": f"as it is {HOSTILE}",
        "options": ["as it is", "cut"], "points": 12, "assumed": 9, "screened": 4,
        "left_out": {"of a mechanism that is off": 5},
        "not_screened": [{"key": f"custody.{HOSTILE}", "reason": "off"}],
        "settings": {"trajectories": 2, "levels": 4, "reach": 1.0, "together": "alike", "seed": 1, "metrics": []},
        "run": {"days": 28, "warmup_days": 14, "replications": 2, "seed": 1, "start": "2026-01-05"},
        "factors": [factor("demand.types.*.scene.mean_min"), factor("sickness.gain", unit="log hazard per strain")],
        "steps": {"taken": 4, "with_effect": 4},
        "refused": 1, "refusals": [{"rule": f"roster: {HOSTILE}", "points": 1}], "unstable_points": 2,
        "unstable": [{"option": "as it is", "baseline": True, "points": 1}, {"option": "cut", "baseline": False, "points": 2}],
        "into_instability": [{"factor": "sickness.gain", "steps": 2}], "nothing_at_all": ["sickness.gain"],
        "conclusions": [conclusion("sickness_share", "close"), hanging, conclusion("overtime_paid_hours", "up", difference=8.9)],
        **more,
    }  # fmt: skip


EFFECTS = [
    {"scenario": "staffing.cut=0.1", "metric": "attended_within_target", "factor": name, "mu": mu, "mu_star": abs(mu),
     "sigma": 0.01, "steps": 4, "noise": 0.001, "floor": 0.002, "changes": 3, "reversals": 1, "runs_away": 0, "hangs_on": mu != 0}
    for name, mu in (("demand.types.*.scene.mean_min", -0.03), ("sickness.gain", 0.0))
]  # fmt: skip


def test_the_first_table_has_conclusion_assumption_range_and_source() -> None:
    page = render(report(), EFFECTS, "/* plotly */")
    first = page[page.index("<table") : page.index("</table>")]
    for words in ("attended within target", "time at the scene, mean", "configured 34 to 171", "assumed: No source found",
                  "23 to 110 min at the lowest, 65 to 320 min at the highest", "3 of 4 steps changed it, 1 turned it round",
                  "the other way in 1 (surely in 1)"):
        assert words in first, words
    assert page.index("<table") < page.index('id="chart-1"')


def test_reasons_read_after_a_number_and_by_themselves() -> None:
    told = " ".join(sentences(report(left_out={reason: number for number, reason in enumerate(REASONS, start=1)})))
    assert "(1 of a mechanism that is off; 2 varied by the study itself; 3 chosen by the force, not unknown;" in told
    assert not any(reason.startswith(("belongs", "a ", "no ", "cannot", "is ")) for reason in REASONS)


@pytest.mark.parametrize("marks", [[(100.0, 50.0)] * 4, [(100.0, 0.0), (103.0, 0.0), (106.0, 0.0), (250.0, 90.0)]])
def test_numbers_in_the_chart_do_not_lie_over_each_other(marks: list[tuple[float, float]]) -> None:
    places = [(x + right, y + up) for (x, y), (right, up) in zip(marks, label_shifts(marks), strict=True)]
    apart = [max(abs(a - c), abs(b - d)) for (a, b), (c, d) in combinations(places, 2)]
    assert min(apart) >= LABEL_PX
    assert label_shifts(marks)[0] == PLACES[0]


def test_text_of_a_study_cannot_run() -> None:
    page = render(report(), EFFECTS, "/* plotly */")
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page
    assert page.count("<script>") == 2, "Plotly's and ours"
    data = re.search(r'id="chart-data">(.*?)</script>', page, re.DOTALL)
    assert data
    assert json.loads(data[1])["charts"][0]["id"] == "chart-1"
    assert "default-src 'none'" in page


def test_what_is_too_close_hangs_on_nothing_and_has_a_table_of_its_own() -> None:
    rows = conclusion_rows(report())
    assert [len(row["links"]) for row in rows] == [1, 0]
    page = render(report(), EFFECTS, "")
    assert "Nothing that was moved alone" in page
    assert "too close to call as configured" in page


def test_the_answer_counts_what_the_rows_hold() -> None:
    words = "Of 2 conclusions that are clear as configured, 1 hangs on assumed numbers and 1 turns round"
    assert answer(report()).startswith(words)
    none = [conclusion("attended_within_target")]
    assert "none was changed" in answer(report(conclusions=none))
    assert "no conclusion is clear" in answer(report(conclusions=[conclusion("sickness_share", "close")]))
    assert "hangs on" in terminal_words(report())


def test_a_space_that_mostly_runs_away_is_said_first() -> None:
    assert not warnings(report())
    assert "screen.reach" in warnings(report(unstable_points=7))[0]
    assert "more walks" in warnings(report(steps={"taken": 4, "with_effect": 3}))[0]


@pytest.mark.parametrize(
    ("metric", "state", "verdict"),
    [("attended_within_target", "up", "better"), ("attended_within_target", "down", "worse"), ("wait_p90_min", "up", "worse"),
     ("wait_p90_min", "close", "too close to call"), ("wait_p90_min", "unstable", "unstable")],
)  # fmt: skip
def test_a_sign_becomes_a_verdict_by_the_direction_of_its_measure(metric: str, state: str, verdict: str) -> None:
    assert verdict_of(metric, state) == verdict


def test_factors_in_words() -> None:
    assert factor_name("demand.types.*.scene.mean_min") == "Each type of incident: time at the scene, mean (demand)"
    assert "tilted" in range_words(factor("demand.types.*.grades.*", move="tilt"))
    assert "narrowed" in range_words(factor("sickness.gain", narrowed="a rule"))
    assert everywhere_words(conclusion("wait_p90_min", "close")) == "clear in 0 of 12"


def test_a_number_of_which_a_single_step_counts_is_drawn_with_a_mark_of_its_own() -> None:
    single = [EFFECTS[0] | {"sigma": None, "steps": 1}, EFFECTS[1]]
    drawn = [trace for rows in (single, EFFECTS) for trace in _traces(rows) if trace["mode"] == "markers" and trace["x"]]
    marks = [trace["marker"]["symbol"] for trace in drawn]
    assert marks == ["circle-open", "triangle-up", "circle-open", "circle"]


def _traces(rows: list[dict]) -> list[dict]:
    chart = screen_chart(report(), rows)
    assert chart is not None
    return chart.figure["data"]


def test_without_effects_there_is_no_chart_and_still_a_page() -> None:
    page = render(report(conclusions=[]), [], "")
    assert 'id="chart-1"' not in page
    assert "What this does not show" in page
