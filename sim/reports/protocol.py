"""What a study was held against: the targets and decisions of its protocol, beside what was simulated, failures first."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.experiments.judgement import Judged, Reach, Steady, Verdict, judge, reach, steady
from sim.experiments.plan import RESERVED_COLUMNS
from sim.metrics import METRICS, Metric
from sim.overrides import value_text
from sim.protocol import Decision, Protocol, Target
from sim.reports.charts import Table
from sim.reports.results import Option, Results
from sim.reports.words import capital, counted, figure, joined, with_unit

PARTS = {"held_out": "Held out: nothing was moved to meet these", "calibration": "Calibration: settings were moved to meet these"}
"""What was not fitted to comes first: only that can speak for the model."""
ORDER = ("missed", "open", "not run", "met")
SIGNS = {"met": "\u2714 met", "missed": "\u2718 missed", "open": "\u25cb open", "not run": "\u2013 not run"}
REACHES = {"holds": "holds everywhere", "fades": "fades: not clear everywhere", "turns": "turns",
           "reversed": "goes the other way everywhere", "not run": "was not run"}
ALONE = "As configured"
"""A row of a decision where no axis is left beside that of the columns."""
STEADY = {"alike": "the same at every {}", "unclear": "clear at some values of {} only", "opposed": "it depends on {}"}
TARGETS_NOTE = (
    "Fixed before the runs. Met: the whole 95% interval lies in the range, or has the sign; missed: wholly outside; open: across "
    "an edge. What is an input is no test of the model."
)
DECISIONS_NOTE = (
    "The change against the same arrangement without it, run by run: mean, 95% interval, and in how many runs it has the sign "
    "expected. Each interval stands alone."
)


@dataclass(frozen=True, slots=True)
class TriedTarget:
    """A target and what was simulated."""

    target: Target
    found: Judged


@dataclass(frozen=True, slots=True)
class TriedDecision:
    """A decision under every combination of the other axes, of which ``columns`` are values of its ``by``.

    ``rows``: the words of a combination (and of a group, where the decision is about several) and one judgement for each column,
    None where queues grow without end.
    """

    decision: Decision
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Judged | None, ...]], ...]
    reach: Reach
    along: Steady

    @property
    def in_words(self) -> str:
        """How far the sign reaches, and whether it depends on the axis whose values stand beside each other."""
        axis = self.decision.by.replace(".", " ").replace("_", " ")
        return f"{REACHES[self.reach]}; {STEADY[self.along].format(axis)}" if self.reach != "not run" else REACHES[self.reach]


def protocol_of(results: Results) -> Protocol | None:
    """Return the protocol the manifest keeps; None where there is none, or one of another form."""
    data = results.manifest.get("protocol")
    if not isinstance(data, Mapping):
        return None
    try:
        return Protocol.model_validate_json(json.dumps(data))
    except ValueError:
        return None


def tried_targets(results: Results) -> list[TriedTarget]:
    """Judge every target, in the order of the protocol."""
    protocol = protocol_of(results)
    return [TriedTarget(each, _judge(results, each)) for each in protocol.targets] if protocol else []


def tried_decisions(results: Results) -> list[TriedDecision]:
    """Judge every decision under every combination of the axes it does not change."""
    protocol = protocol_of(results)
    return [_try(results, each) for each in protocol.decisions] if protocol else []


def decided_on(results: Results) -> str:
    """Return the metric that the first decision of a study with doubts is about; "" for other studies."""
    protocol = protocol_of(results) if results.doubts else None
    return protocol.decisions[0].metric if protocol and protocol.decisions else ""


def protocol_tables(results: Results) -> list[tuple[str, str, Table]]:
    """Return (title, note, table) of both parts of the targets and of every decision; nothing without a protocol."""
    targets, out = tried_targets(results), []
    for part, title in PARTS.items():
        mine = [each for each in targets if each.target.part == part]
        if mine:
            out.append((f"{title}: {_counts(mine)}", TARGETS_NOTE, _target_table(mine)))
    return out + [_decision_table(results, each) for each in tried_decisions(results)]


def protocol_words(results: Results) -> list[str]:
    """What came of the protocol in sentences, failures named."""
    targets, words = tried_targets(results), []
    parts = {"held_out": ("figure or direction it was not fitted to", "figures and directions it was not fitted to"),
             "calibration": ("figure it was fitted to", "figures it was fitted to")}
    for part, nouns in parts.items():
        mine = [each for each in targets if each.target.part == part]
        if mine:
            missed = [each.target.says for each in mine if each.found.verdict == "missed"]
            said = f"Of {counted(len(mine), *nouns)}: {_counts(mine)}."
            words.append(f"{said} Missed: {'; '.join(missed)}." if missed else said)
            if part == "calibration":
                words[-1] += " Meeting these is a fit and no test."
    wrong = [each for each in targets if each.found.verdict not in ("not run", each.target.expected)]
    if targets:
        told = "; ".join(f"{each.target.says} (expected {each.target.expected}, {each.found.verdict})" for each in wrong)
        words.append(f"Expected beforehand and not so: {told}." if wrong else "Every verdict is the one expected beforehand.")
    decided = sorted(tried_decisions(results), key=_as_expected)
    failed = sum(not _as_expected(each) for each in decided)
    if len(decided) > 1:
        words.append(f"Of {len(decided)} expectations about decisions: {failed} failed and {len(decided) - failed} did not.")
    for tried in decided:
        but = "" if _as_expected(tried) else f"; it was expected that it {tried.decision.expected}"
        metric = METRICS[tried.decision.metric].title.lower()
        words.append(f"{tried.decision.says}, {metric}: {tried.in_words}{but}.")
    return words


def _as_expected(tried: TriedDecision) -> bool:
    return tried.reach in (tried.decision.expected, "not run")


def _counts(tried: Sequence[TriedTarget]) -> str:
    verdicts = [each.found.verdict for each in tried]
    return joined([f"{verdicts.count(name)} {name}" for name in ORDER if name in verdicts])


def _judge(results: Results, target: Target) -> Judged:
    values = _values(results, target, target.where)
    if target.against is not None:
        values = values - _values(results, target, target.against)
    if target.less is not None:
        values = values - _values(results, target, target.where | target.less)
        values = values + _values(results, target, (target.against or {}) | target.less)
    return judge(values, target.from_, target.to, target.sign, paired=target.against is not None)


def _values(results: Results, about: Target | Decision, place: Mapping[str, Any]) -> np.ndarray:
    """Return one value for each replication of the scenario at ``place``; all missing where it was not run."""
    option = _option_at(results, place)
    if option is None or not results.has(about.metric, about.group) or not option.has_mean(about.group):
        return np.full(results.replications, np.nan)
    return results.samples(option.id, about.metric, about.group).to_numpy(dtype="float64")


def _option_at(results: Results, place: Mapping[str, Any]) -> Option | None:
    """Return the scenario that differs from the baseline by these axes alone; None where it was not run."""
    asked = _codes(results, results.baseline.id) | {key: value_text(value) for key, value in place.items()}
    return next((option for option in results.options if _codes(results, option.id) == asked), None)


def _codes(results: Results, scenario: str) -> dict[str, str]:
    """Return every axis of a scenario as text, those of one value included."""
    row = results.scenarios[results.scenarios["scenario"] == scenario].iloc[0]
    return {str(axis): str(row[axis]) for axis in results.scenarios.columns if axis not in RESERVED_COLUMNS}


def _try(results: Results, decision: Decision) -> TriedDecision:
    """Make the change in every scenario that does not have it yet."""
    start = _codes(results, results.baseline.id)
    columns: dict[str, None] = {}
    found: dict[tuple[str, ...], dict[str, Judged | None]] = {}
    kind, star, _ = decision.group.partition("=*")
    groups = results.groups(decision.metric, kind) if star else [decision.group]
    for option in results.options:
        codes = _codes(results, option.id)
        if decision.by not in codes or any(codes.get(axis) != start.get(axis) for axis in decision.change):
            continue
        columns.setdefault(codes[decision.by])
        rest = [axis for axis in codes if axis not in decision.change and axis != decision.by and axis in results.axes]
        under = tuple(_in_words(results, axis, codes[axis]) for axis in rest)
        for group in groups:
            row = (*under, results.group_title(group)) if star else under
            about = decision.model_copy(update={"group": group})
            found.setdefault(row, {})[codes[decision.by]] = _change(results, about, codes)
    rows = tuple(("; ".join(row) or ALONE, tuple(map(cells.get, columns))) for row, cells in found.items())
    verdicts: list[list[Verdict]] = [[cell.verdict if cell else "open" for cell in cells] for _, cells in rows]
    return TriedDecision(decision, tuple(columns), rows, reach([each for row in verdicts for each in row]), steady(verdicts))


def row_of_baseline(results: Results, decision: Decision) -> str:
    """Return how the row begins in which the baseline stands: its values of the axes that are neither changed nor columns."""
    codes = _codes(results, results.baseline.id)
    rest = [axis for axis in codes if axis not in decision.change and axis != decision.by and axis in results.axes]
    return "; ".join(_in_words(results, axis, codes[axis]) for axis in rest)


def _change(results: Results, decision: Decision, codes: Mapping[str, str]) -> Judged | None:
    """Return what the change does to the scenario of these codes; None where either has no mean."""
    options = [_option_at(results, codes), _option_at(results, {**codes, **decision.change})]
    if any(option is not None and not option.has_mean(decision.group) for option in options):
        return None
    before, after = (_values(results, decision, place) for place in (codes, {**codes, **decision.change}))
    return judge(after - before, None, None, decision.sign, paired=True)


def place_words(results: Results, tried: TriedDecision, row: str, column: str) -> str:
    """Return a combination under which a decision was tried in words: its row's, and the value of the axis of the columns."""
    told = _in_words(results, tried.decision.by, column)
    return f"\u201c{told}\u201d" if row == ALONE else f"\u201c{row}; {told}\u201d"


def _in_words(results: Results, axis: str, code: str) -> str:
    """An axis value as the rest of the page says it."""
    return next((o.settings[axis] for o in results.options if o.codes.get(axis) == code), f"{axis} {code}")


def _target_table(tried: Sequence[TriedTarget]) -> Table:
    heads = ("What", "Verdict", "Published", "To lie", "Simulated", "95% interval", "Expected", "What was an input", "Source")
    rows = []
    for each in sorted(tried, key=lambda one: ORDER.index(one.found.verdict)):
        target, found = each.target, each.found
        metric, signed = METRICS[target.metric], target.against is not None
        simulated = (_figure(metric, found.mean, signed), _interval(metric, found, signed))
        rows.append((target.says, SIGNS[found.verdict], target.published, _range(metric, target), *simulated,
                     target.expected, target.input, target.source))  # fmt: skip
    return Table(heads, tuple(rows))


def _decision_table(results: Results, tried: TriedDecision) -> tuple[str, str, Table]:
    decision = tried.decision
    metric = METRICS[decision.metric]
    heads = ("Under", *(capital(_in_words(results, decision.by, column)) for column in tried.columns))
    rows = tuple((capital(words), *(_cell(metric, cell, decision) for cell in cells)) for words, cells in tried.rows)
    expected = f"Expected: {'+' if decision.sign == '+' else chr(0x2212)}, and that it {decision.expected}. {decision.why}"
    title = f"{decision.says}, {metric.title.lower()}: {tried.in_words}"
    return title, f"{expected} {DECISIONS_NOTE}", Table(heads, rows)


def _cell(metric: Metric, cell: Judged | None, decision: Decision) -> str:
    if cell is None:
        return "queues grow without end: no mean"
    if cell.verdict == "not run":
        return SIGNS["not run"]
    sign = {"met": "\u2714", "missed": "\u2718"}.get(cell.verdict, "\u25cb")
    had = f"{round(cell.share * cell.n)} of {counted(cell.n, 'run')}"
    return f"{sign} {_figure(metric, cell.mean, True)} ({_interval(metric, cell, True)}); {had}"


def _figure(metric: Metric, value: float, signed: bool) -> str:
    digits = figure(metric, value, signed=signed, decimals=metric.decimals + signed)
    return digits if digits == "\u2013" else with_unit(digits, metric.difference_unit if signed else metric.shown_unit)


def _interval(metric: Metric, found: Judged, signed: bool) -> str:
    if np.isnan(found.low) or np.isnan(found.high):
        return "no interval"
    low, high = (figure(metric, end, signed=signed, decimals=metric.decimals + signed) for end in (found.low, found.high))
    return f"{low} to {high}"


def _range(metric: Metric, target: Target) -> str:
    if target.sign is not None:
        return "above 0" if target.sign == "+" else "below 0"
    signed, ends = target.against is not None, (target.from_, target.to)
    digits = metric.decimals + signed
    low, high = (None if end is None else figure(metric, end, signed=signed, decimals=digits) for end in ends)
    words = f"{low} to {high}" if low and high else f"from {low}" if low else f"up to {high}"
    return with_unit(words, metric.difference_unit if signed else metric.shown_unit)
