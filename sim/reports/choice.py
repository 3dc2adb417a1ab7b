"""Which option the finding speaks about, and the answer it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.metrics import METRICS
from sim.reports.focus import Focus
from sim.reports.judging import few_runs, headline_verdicts, quoted, recounts, short_label, too_few
from sim.reports.phrases import is_plural, phrase
from sim.reports.results import ATTENDED, Option, Results
from sim.reports.sharing import difference_words
from sim.reports.standards import standards_in_words
from sim.reports.words import COUNTED, HARDLY, TOO_CLOSE, UNCHANGED, counted, joined, level, standing

TRADE = "No option is better for everyone."


@dataclass(frozen=True, slots=True)
class Choice:
    """The option to speak about, the answer, and how the subject is introduced; `told` where a headline measure says it."""

    subject: Option | None
    answer: str
    subject_words: str = ""
    told: bool = True


def gain_measure(results: Results, about: Focus) -> tuple[str, str] | None:
    """The headline measure that ranks options of equal standing: the leading one where it is good or bad, else the first."""
    if about.lead in results.headline and about.lead is not None and METRICS[about.lead[0]].direction != "neutral":
        return about.lead
    return results.headline[0] if results.headline else None


def choose(results: Results, about: Focus) -> Choice:
    """Choose the option to speak about: the best that costs nobody, else the best trade, else the one that hurts most."""
    if not results.baseline.stable:
        return Choice(None, "The baseline itself is unstable: its queues grow without end, so nothing can be compared with it.")
    stable = [o for o in results.others if o.stable]
    if not stable:
        return Choice(None, "Every alternative to the baseline is unstable: its queues grow without end.")
    by_standing: dict[str, list[Option]] = {}
    for option in stable:
        by_standing.setdefault(standing(list(headline_verdicts(results, option).values())), []).append(option)

    def gain(option: Option) -> float:
        return _gain(results, option, about)

    for kind in ("gains", "mixed"):
        ranked = sorted(by_standing.get(kind, []), key=gain, reverse=True)
        if ranked and (kind == "gains" or gain(ranked[0]) > 0):
            return Choice(ranked[0], _answer(results, ranked[0], kind, len(ranked)), f"under {quoted(results, ranked[0])}")
    if by_standing.get(COUNTED) and set(by_standing) <= {COUNTED, UNCHANGED, TOO_CLOSE, HARDLY}:
        return Choice(None, _recounted(results, stable))
    hardest = min(stable, key=gain)
    if results.replications < 2:
        return Choice(None, "One run for each option was made: too little to call any difference.")
    measure = gain_measure(results, about)
    leading = phrase(METRICS[measure[0]]).removeprefix("the ") if measure else ""
    worst = "worst figure for" if measure and is_plural(METRICS[measure[0]]) else "worst"
    words = f"under {quoted(results, hardest)}" + (f", the option with the {worst} {leading}" if leading else "")
    close = [o for kind in (TOO_CLOSE, HARDLY, UNCHANGED) for o in by_standing.get(kind, [])]
    if len(close) == len(stable):
        if few_runs(results):
            return Choice(hardest, f"{too_few(results)}, and so far no difference from the baseline is clear.", words)
        hardly = " by more than a trifle" if by_standing.get(HARDLY) else ""
        none = f"no option differs clearly{hardly} from the baseline on any headline measure"
        return Choice(hardest, f"Too close to call: {none}.", words, False)
    worse = len(by_standing.get("pays", [])) + len(by_standing.get("mixed", []))
    return Choice(
        hardest,
        f"Nothing tried beats the baseline: {worse} of {counted(len(stable), 'alternative')} "
        f"{'is' if worse == 1 else 'are'} clearly worse for somebody and none is better without a price.",
        words,
    )


def _gain(results: Results, option: Option, about: Focus) -> float:
    """Change of the ranking measure, positive when good."""
    measure = gain_measure(results, about)
    if measure is None:
        return 0.0
    found = results.comparison(option.id, *measure)
    if found is None:
        return float("-inf")
    return found.difference if METRICS[measure[0]].direction == "higher" else -found.difference


def _answer(results: Results, option: Option, kind: str, rivals: int) -> str:
    verdicts = headline_verdicts(results, option)
    better = [n for n, v in verdicts.items() if v == "better"]
    worse = [n for n, v in verdicts.items() if v == "worse"]
    gains = joined([difference_words(results, option, n) for n in better[:2]])
    if kind == "gains":
        others = f" ({rivals - 1} more {'is' if rivals == 2 else 'are'} better too)" if rivals > 1 else ""
        start = f"{quoted(results, option, first=True)} is better than the baseline{others}"
        return f"{start}: {gains}, and no headline measure is worse by more than a trifle."
    costs = joined([difference_words(results, option, n) for n in _hardest(results, option, worse)[:2]])
    return f"{TRADE} {quoted(results, option, first=True)} is a trade: {gains}, but {costs}."


def _hardest(results: Results, option: Option, names: Sequence[str]) -> list[str]:
    """Measures by size of change relative to the baseline, largest first."""

    def relative(name: str) -> float:
        found = results.comparison(option.id, name)
        base = abs(results.estimate(results.baseline.id, name).mean)
        return abs(found.difference) / base if found and base else 0.0

    return sorted(names, key=relative, reverse=True)


def _recounted(results: Results, stable: Sequence[Option]) -> str:
    """The answer where options differ in how attendance is counted and in nothing else that is clear."""
    options = [results.baseline, *(o for o in stable if recounts(results, o))]
    metric = METRICS[ATTENDED]
    # Of options that count alike, the one that changes least is named.
    options.sort(key=lambda o: len(short_label(results, o)) if o.id != results.baseline.id else 0)
    means = {o.id: round(results.estimate(o.id, ATTENDED).mean, 6) for o in options}
    ends = min(options, key=lambda o: means[o.id]), max(options, key=lambda o: means[o.id])
    low, high = (f"{level(metric, means[o.id])} ({_of(results, o)})" for o in ends)
    unmoved = all(_waits_alike(results, o) for o in stable)
    nobody = "Only the yardstick moves: nobody waits a minute more or less under any option"
    start = nobody if unmoved else "Little but the count moves"
    counted_as = f"attendance within target is counted as anything from {low} to {high}"
    return f"{start}, yet {counted_as}. {standards_in_words(results)}".strip()


def _of(results: Results, option: Option) -> str:
    return "the baseline" if option.id == results.baseline.id else quoted(results, option)


def _waits_alike(results: Results, option: Option) -> bool:
    """Whether callers wait exactly as long as in the baseline in every run."""
    here, there = results.places[option.id], results.places[results.baseline.id]
    waits = [results.matrices.get((name, "")) for name in ("wait_p50_min", "wait_p90_min", "backlog_mean")]
    return all(values is None or bool((values[here] == values[there]).all()) for values in waits)
