"""How the pages judge: what an option is called, what a stored verdict is worth, and when a change may be claimed.

Four things make a sure difference less than a gain or a loss. It may be tiny. It may come from counting differently: a
later clock or a longer target makes more incidents "in time" without anybody arriving sooner. It may be of a group whose
members changed: officers alone and in pairs go to other incidents once the crewing changes,
others answer a survey. And it may come from work nobody
heard of, because callers gave up (`sim.reports.unheard`).
"""

from __future__ import annotations

from sim.metrics import METRICS, Family, Metric
from sim.reports import effects as adding
from sim.reports.results import Option, Results
from sim.reports.setting_forms import matched
from sim.reports.unheard import without_silence
from sim.reports.words import EASED, SAME, TINY, TOO_CLOSE, capital, counted, is_tiny

FEW_RUNS = 5
"""Below this many replications intervals are so wide that finding nothing says nothing."""
CLEAR = frozenset({"better", "worse", "higher", "lower", "counted higher", "counted lower", EASED})
YARDSTICKS = tuple(f"force.grades.*.{key}" for key in ("clock", "statistic", "aim", "target_min", "vulnerable_target_min"))
"""Settings that change how attendance is counted and nothing else, as long as crews are sent by grade."""
MIXED = ("crew=", "who=respondents")
"""How groups begin whose members change: with the crewing, or with who answers."""
_EASED_BY_SILENCE: frozenset[Family] = frozenset({"public", "answering", "officers", "safety", "partners", "casework"})
"""Families whose measures look better where less work comes in."""
COUNTED_BY_YARDSTICK = frozenset({"attended_within_target", "standard_kept", "clock_p50_min", "clock_p90_min"})


def short_label(results: Results, option: Option) -> str:
    """The settings in which an option differs from the baseline; its whole label where the study swept no axes."""
    if option.id == results.baseline.id:
        return "Baseline" if results.others else "This arrangement"
    moved = [option.settings[a] for a in results.axes if option.codes[a] != results.baseline.codes[a]]
    return " + ".join(moved) or option.label


def quoted(results: Results, option: Option, first: bool = False) -> str:
    """The short label of an option in quotation marks; with a capital where it is the first word of a sentence."""
    label = short_label(results, option)
    return f"\u201c{capital(label) if first else label}\u201d"


def is_yardstick(axis: str) -> bool:
    """Whether a swept setting is one of the yardsticks, or one kind of area's part of it."""
    return any(matched(pattern, axis) is not None or matched(f"{pattern}.*", axis) is not None for pattern in YARDSTICKS)


def recounts(results: Results, option: Option) -> bool:
    """Whether an option is measured by another yardstick than the baseline."""
    return any(is_yardstick(a) for a in results.axes if option.codes[a] != results.baseline.codes[a])


def shown_verdict(results: Results, option: Option, metric: Metric, group: str = "") -> str:
    """The stored verdict on an option as the page shows it; nothing where it is not compared."""
    found = results.comparison(option.id, metric.name, group)
    if found is None:
        return ""
    if found.low == found.high == 0:
        return SAME
    verdict = weighed(results, metric, found.verdict or TOO_CLOSE, found.difference, group, recounts(results, option))
    if verdict == "better" and metric.family in _EASED_BY_SILENCE and (heard := without_silence(results, option)) is not None:
        return verdict if shown_verdict(results, heard, metric, group) == "better" else EASED
    return verdict


def weighed(results: Results, metric: Metric, verdict: str, difference: float, group: str = "", recounted: bool = False) -> str:
    """A verdict as it may be shown: tiny where the difference is too small against the baseline's value to weigh, and
    neither good nor bad where the yardstick (`recounted`) or the members of the group changed.
    """
    if verdict not in ("better", "worse", "higher", "lower"):
        return verdict
    base = results.estimate(results.baseline.id, metric.name, group).mean
    way = "higher" if difference > 0 else "lower"
    if recounted and metric.name in COUNTED_BY_YARDSTICK:
        verdict = f"counted {way}"
    if is_tiny(metric, difference, base):
        return verdict + TINY
    return way if group.startswith(MIXED) else verdict


def effect_verdict(results: Results, effect: adding.Effect) -> str:
    """The same for an effect of a swept setting, or of all together."""
    axes = [effect.change.axis] if effect.change.axis else list(results.axes)
    if effect.low == effect.high == 0:
        return SAME
    recounted = any(is_yardstick(axis) for axis in axes)
    metric = METRICS[effect.metric]
    verdict = weighed(results, metric, effect.verdict, effect.mean, effect.group, recounted)
    if verdict == "better" and metric.family in _EASED_BY_SILENCE and _silences(results, effect.change):
        return EASED
    return verdict


def _silences(results: Results, change: adding.Change) -> bool:
    """Whether a change of one setting takes work away mostly because callers give up."""
    if not (change.axis and results.silencing):
        return False
    return (change.axis, results.options[results.places[change.pairs[0][0]]].codes[change.axis]) in results.silencing


def is_clear(results: Results, effect: adding.Effect) -> bool:
    """Whether an effect may be claimed: neither too close to call nor tiny."""
    return effect_verdict(results, effect) in CLEAR


def headline_verdicts(results: Results, option: Option, family: Family | None = None) -> dict[str, str]:
    """Verdict per headline metric of one option, for one family or for all."""
    return {
        name: shown_verdict(results, option, METRICS[name], group)
        for name, group in results.headline
        if family in (None, results.family(name))
    }


def few_runs(results: Results) -> bool:
    """Whether there are too few replications for their silence to mean anything."""
    return results.replications < FEW_RUNS


def too_few(results: Results) -> str:
    """That there are too few of them, in words."""
    each = " for each option" if results.others else ""
    return f"{capital(counted(results.replications, 'simulated run'))}{results.run_words}{each} are too few to settle much"
