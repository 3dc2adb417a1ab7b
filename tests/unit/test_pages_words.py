"""Words and digits of the pages: measures, groups, settings, intervals, verdicts."""

from __future__ import annotations

import math
from typing import Any

import pytest

from sim.configuration import compose
from sim.faults import Faults
from sim.metrics import FAMILIES, METRICS, headline_metrics, metric
from sim.overrides import value_text
from sim.reports.names import group_words
from sim.reports.phrases import _PHRASES, moves
from sim.reports.settings import level_words, plain_words
from sim.reports.sharing import SHORT_NAMES
from sim.reports.words import (
    VERDICTS,
    chained,
    chart_text,
    figure,
    interval,
    is_tiny,
    level,
    plain,
    size_of,
    standing,
    within,
    wrap,
)
from sim.studies import shipped_studies
from sim.yaml_strict import load_file
from tests.support.pages import ATTENDED

# The registry


def test_every_metric_is_fully_described() -> None:
    for name, each in METRICS.items():
        assert name == each.name
        assert each.family in FAMILIES
        assert len(each.definition) > 30
        assert each.definition.endswith(".")
        assert each.denominator
        assert each.unit
        assert 0 <= each.decimals <= 3
    assert len({m.title for m in METRICS.values()}) == len(METRICS), "two metrics share a title"
    assert {m.family for m in headline_metrics()} == {"public", "officers", "money", "partners", "front_door"}
    assert set(SHORT_NAMES) == set(FAMILIES), "every family has a name for the top of the page"
    unsaid = {m.name for m in METRICS.values() if not m.by_hour} - set(_PHRASES)
    of_queues = {name for name in METRICS if name.startswith("queue_")}
    marks = {"backlog_first_half", "backlog_second_half", "backlog_growth_share"} | of_queues
    assert unsaid == marks, "measures no sentence can speak of"


def test_an_unknown_metric_is_answered_with_near_ones() -> None:
    with pytest.raises(KeyError, match="kss7_hours"):
        metric("kss7_hour")


# Words


def test_numbers_read_as_british_readers_write_them() -> None:
    share, hours = METRICS[ATTENDED], METRICS["officer_hours_held"]
    assert figure(share, 0.8123) == "81.2"
    assert figure(hours, 14725.4) == "14,725"
    assert figure(share, -0.05, signed=True) == "\u22125.0"
    assert figure(share, 0.00001, signed=True) == "0.0", "nothing has no sign"
    assert figure(share, math.nan) == "\u2013"


def test_the_size_of_a_fall_is_given_without_sign_and_smaller_end_first() -> None:
    words = size_of(METRICS[ATTENDED], -0.021, -0.026, -0.016).replace("\u202f", " ")
    assert words == "2.1 points (1.6 to 2.6)"


def test_labels_lose_what_cannot_be_seen_and_chart_text_is_literal() -> None:
    assert plain("a\u202eb\u0000c\n d") == "abc d"
    assert plain("x" * 500, 20) == "x" * 19 + "\u2026"
    assert chart_text("<a href=x>&$x$") == "&lt;a href=x&gt;&amp;&#36;x&#36;"


def test_labels_wrap_into_balanced_lines() -> None:
    rows = wrap("five-week variable roster + 10% fewer officers + partners 25% short", 42).split("<br>")
    assert len(rows) == 2
    assert max(map(len, rows)) - min(map(len, rows)) < 12
    assert wrap("", 10) == ""


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ("grade=1", "Grade 1"),
        ("grade=prompt", "Prompt grade"),
        ("partner=mental_health", "Mental health"),
        ("kind=urban", "Urban areas"),
        ("vulnerable=no", "Nobody vulnerable"),
        ("crew=single", "Officers alone"),
        ("line=999", "999"),
        ("pool=call_takers", "Call-takers"),
        ("way=no_attendance", "By sending nobody"),
        ("way=carrier_pigeon", "Carrier pigeon"),
        ("", "All"),
    ],
)
def test_groups_are_named_in_words(group: str, words: str) -> None:
    assert group_words(group) == words


def test_a_difference_is_tiny_under_a_hundredth_of_the_baseline_or_a_tenth_of_a_point() -> None:
    assert is_tiny(METRICS["officer_hours_held"], -189.0, 38000.0)
    assert not is_tiny(METRICS["officer_hours_held"], 400.0, 38000.0)
    assert is_tiny(METRICS[ATTENDED], 0.0009, 0.84)
    assert not is_tiny(METRICS[ATTENDED], 0.0011, 0.84)
    assert not is_tiny(METRICS["sickness_share"], 0.0006, 0.047), "a hundredth of a small share is less than a tenth point"


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        (["better", "too close to call"], "gains"),
        (["worse", "better, tiny"], "pays"),
        (["worse", "better"], "mixed"),
        (["worse, tiny"], "hardly changes"),
        (["counted lower", "the same"], "counted differently"),
        (["counted lower", "worse"], "pays"),
        (["the same", "the same"], "unchanged"),
        (["the same", "too close to call"], "too close to call"),
        (["too close to call"], "too close to call"),
        ([], "too close to call"),
    ],
)
def test_standing_weighs_nothing_and_ignores_trifles(verdicts: list[str], expected: str) -> None:
    assert standing(verdicts) == expected


def test_verdicts_differ_by_shape_and_sign_so_that_print_needs_no_colour() -> None:
    main = [VERDICTS[v] for v in ("better", "worse", "too close to call", "baseline", "higher", "lower")]
    assert len({v.shape for v in main}) == len(main)
    assert len({v.sign for v in main}) == len(main)
    assert all(v.word for v in main)


def test_a_verb_is_said_once_for_all_that_go_its_way() -> None:
    clauses = [("falls", "by 1 here"), ("rises", "by 2 there"), ("rises", "by 3 elsewhere")]
    assert chained(clauses) == "falls by 1 here but rises by 2 there and by 3 elsewhere"


def test_intervals_are_cut_to_what_is_possible() -> None:
    share, wait = METRICS[ATTENDED], METRICS["wait_p90_min"]
    assert interval(share, 0.8, 1.2) == "80.0 to 100.0"
    assert interval(share, -0.3, 1.2) == "no useful interval"
    assert interval(wait, -40.0, 130.0) == "0.0 to 130.0"
    assert interval(share, -1.4, 0.2, signed=True) == "\u2212100.0 to +20.0"
    assert interval(share, -1.4, 1.2, signed=True) == "no useful interval"
    assert interval(share, -0.5, 0.4, signed=True, base=0.84) == "\u221250.0 to +16.0"
    assert interval(wait, -40.0, 5.0, signed=True, base=16.0) == "\u221216.0 to +5.0"
    assert within(wait, -3.0, 4.0) == (0.0, 4.0)
    assert interval(METRICS["backlog_growth_share"], -0.2, 1.1) == "\u221220.0 to 110.0", "this one may be anything"
    strain = METRICS["strain_mean"]
    assert interval(strain, -0.16, -0.14, signed=True, base=-0.55) == "\u22120.16 to \u22120.14", "below nought too"
    assert interval(strain, -0.6, -0.5) == "\u22120.60 to \u22120.50"


def test_a_sure_difference_is_not_shown_as_nothing() -> None:
    backlog = METRICS["backlog_mean"]
    assert size_of(backlog, 0.27, 0.02, 0.51) == "0.27 (0.02 to 0.51)"
    assert interval(backlog, -0.51, -0.02, signed=True) == "\u22120.51 to \u22120.02"
    assert interval(backlog, -0.02, 0.51, signed=True) == "0.0 to +0.5", "unsure: as few digits as always"


def test_money_is_written_with_its_sign_before_the_digits() -> None:
    cost = METRICS["injury_cost"]
    assert level(cost, 382642.9) == "\u00a3382,643 a year"
    assert size_of(cost, -17393.0, -20000.0, -15000.0).startswith("\u00a317,393 a year")
    assert moves(cost, 1.0) == "rises"
    assert moves(METRICS["injuries"], 1.0) == "rise"


# Settings

GRADES: dict[str, dict[str, Any]] = {"prompt": {"title": "Prompt", "vulnerable_target_min": {"urban": 60, "rural": 60}}}


@pytest.mark.parametrize(
    ("axis", "value", "words"),
    [
        ("staffing.cut", "0.1", "10% fewer officers"),
        ("front_door.call_takers.shortfall", "0", "call-takers at full strength"),
        ("front_door.call_takers.shortfall", "0.125", "12.5% fewer call-takers"),
        ("front_door.strip.share.standard", "0.5", "50% of Standard settled without officers"),
        ("operations.help.on", "true", "help from neighbours"),
        ("operations.preemption.grades", "2", "2 highest grades call crews away"),
        ("operations.reserve.crews", "1", "1 crew kept back"),
        ("crewing", "double_at_night", "double crewing at night"),
        ("crewing", "our_own", "crewing our own"),
        ("mutual_aid", "none", "no mutual aid"),
        ("force.grades.prompt.clock", "call", "Prompt clock from the call"),
        ("skills.list.taser.substitute_after_min", "null", "nobody goes instead"),
        ("demand.scale", "1.3", ""),
        ("operations.help.on", "perhaps", ""),
    ],
)
def test_swept_settings_are_said_in_words(axis: str, value: str, words: str) -> None:
    assert level_words(axis, value, {"force": {"grades": GRADES}}) == words


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        ({"urban": 60, "rural": 60}, "Prompt standard 60 min for everybody"),
        ({"urban": 15, "rural": 20}, "Prompt standard 15 min urban, 20 min rural"),
        ({"urban": None, "rural": None}, "Prompt standard for the vulnerable only"),
    ],
)
def test_a_target_is_read_from_the_configuration_and_not_from_its_text(targets: dict[str, Any], words: str) -> None:
    grade = {**GRADES["prompt"], "target_min": targets}
    assert level_words("force.grades.prompt.target_min", "{...}", {"force": {"grades": {"prompt": grade}}}) == words


def test_a_setting_without_words_of_its_own_is_named_by_its_key() -> None:
    assert plain_words("operations.surplus.on", "true") == "surplus on"
    assert plain_words("operations.surplus.on", "false") == "surplus off"
    assert plain_words("demand.scale", "1.3") == "scale 1.3"
    assert plain_words("a.give_up_min", "null") == "give up min none"


@pytest.mark.parametrize("name", sorted(shipped_studies()))
def test_every_setting_a_shipped_study_sweeps_has_words(name: str) -> None:
    faults = Faults("the study")
    document = load_file(shipped_studies()[name] / "study.yaml", faults)
    assert document is not None
    assert not faults
    chosen = [f"{group}={option}" for group, option in ({"skills": "county"} | document.data["choose"]).items()]
    for axis, values in document.data["sweep"].items():
        if axis in document.data.get("bundles", {}):
            continue  # named by whoever wrote the study
        # Rosters have titles of their own.
        named = [value_text(value) for value in values if axis != "roster" and not isinstance(value, dict)]
        composed = [compose([*chosen, f"{axis}={text}"]).model_dump(mode="json") for text in named]
        words = [
            level_words(axis, text, {**config, "force": {"grades": GRADES} | config["force"]})
            for text, config in zip(named, composed, strict=True)
        ]
        assert all(words), f"{axis}: {words}"
        assert len(set(words)) == len(words), f"{axis}: two settings in the same words"
