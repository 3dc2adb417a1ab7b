"""Which option the finding speaks about, and the answer it gives.

The best that costs nobody; else the best trade; else one that gives the public something for a price; else the one that
hurts most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.calendar import DAYS_PER_YEAR
from sim.metrics import METRICS
from sim.reports.focus import Focus, size_of_change
from sim.reports.judging import few_runs, headline_verdicts, quoted, recounts, short_label, shown_verdict, too_few
from sim.reports.phrases import is_plural, phrase
from sim.reports.protocol import decided_on
from sim.reports.results import ATTENDED, Option, Results
from sim.reports.sharing import difference_words
from sim.reports.standards import standards_in_words
from sim.reports.words import COUNTED, EASED, HARDLY, TOO_CLOSE, UNCHANGED, counted, joined, level, standing

TRADE = "No option is better for everyone."
LENT = "aid_hours"
UNKNOWNS = {
    "sickness.gain": "the gain of the loop", "careers.leaving.gain": "what strain does to leaving",
    "control_room.gain": "what a busy control room does to sickness", "interventions.effects": "the believed effects",
    "survey.response": "who answers the survey",
}  # fmt: skip
"""Settings nobody can choose: a sweep over them asks what if, as over one that the study lists as a doubt. What
is put forward differs from the baseline in none of them."""
PROMISED = 0.03
"""Size from which attendance is named before what moves more: about a point of a share of 85 %."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The option to speak about, the answer, and how the subject is introduced; `told` where a headline measure says it."""

    subject: Option | None
    answer: str
    subject_words: str = ""
    told: bool = True


def unknowns(results: Results, option: Option | None = None) -> list[str]:
    """Which of the swept settings are assumptions: in words, or by name where a study says so; of ``option``, those in which it
    differs from the baseline.
    """
    axes = results.axes if option is None else [a for a in results.axes if option.codes[a] != results.baseline.codes[a]]
    others = [axis for axis in axes if axis not in results.doubts]
    known = [words for key, words in UNKNOWNS.items() if any(f"{axis}.".startswith(f"{key}.") for axis in others)]
    return known + [axis for axis in axes if axis in results.doubts]


def doubted_values(results: Results, axis: str) -> list[str]:
    """The values of a swept axis in words, in the order of the study."""
    return [f"\u201c{words}\u201d" for words in dict.fromkeys(option.settings[axis] for option in results.options)]


def gain_measure(results: Results, about: Focus) -> tuple[str, str] | None:
    """The headline measure that ranks options of equal standing: the leading one where it is good or bad, else the first."""
    if about.lead in results.headline and about.lead is not None and METRICS[about.lead[0]].direction != "neutral":
        return about.lead
    return results.headline[0] if results.headline else None


def choose(results: Results, about: Focus) -> Choice:
    """Choose the option to speak about, as the head of this module says."""
    if not results.baseline.stable:
        return Choice(None, "The baseline itself is unstable: its queues grow without end, so nothing can be compared with it.")
    stable = [o for o in results.others if o.stable]
    if not stable:
        return Choice(None, "Every alternative to the baseline is unstable: its queues grow without end.")
    stable = [o for o in stable if not unknowns(results, o)] or stable
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
    if given := [o for o in by_standing.get("mixed", []) if _attended_more(results, o) > 0]:
        # Of options alike to a tenth of a point the one that changes least.
        best = max(given, key=lambda o: (round(_attended_more(results, o), 3), -len(short_label(results, o))))
        return Choice(best, _answer(results, best, "mixed", 1), f"under {quoted(results, best)}")
    return _nothing_better(results, about, stable, by_standing, min(stable, key=gain))


def _nothing_better(
    results: Results, about: Focus, stable: Sequence[Option], by_standing: Mapping[str, Sequence[Option]], hardest: Option
) -> Choice:
    """The answer where no option may be put forward, about the one that is worst by the leading measure."""
    if results.replications < 2:
        return Choice(None, "One run for each option was made: too little to call any difference.")
    if set(by_standing) == {UNCHANGED}:
        return Choice(None, "No option changes anything: each came out the same as the baseline in every run.")
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
    answer = (
        f"Nothing tried beats the baseline: {worse} of {counted(len(stable), 'alternative')} "
        f"{'is' if worse == 1 else 'are'} clearly worse for somebody and none is better without a price."
    )
    return Choice(hardest, answer + silence(results, hardest), words, False)


def _attended_more(results: Results, option: Option) -> float:
    """By how much more of the public is attended in time, where that is sure and no matter of counting; else 0."""
    found = results.comparison(option.id, ATTENDED)
    clear = headline_verdicts(results, option).get(ATTENDED) == "better"
    return found.difference if clear and found is not None else 0.0


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
    gains = joined([difference_words(results, option, n) for n in _largest_gains(results, option, better)[:2]])
    if kind == "gains":
        others = f" ({rivals - 1} more {'is' if rivals == 2 else 'are'} better too)" if rivals > 1 else ""
        start = f"{quoted(results, option, first=True)} is better than the baseline{others}"
        return f"{start}: {gains}, and no headline measure is worse by more than a trifle.{borrowed(results, option)}"
    costs = joined([difference_words(results, option, n) for n in _by_size(results, option, worse)[:2]])
    trade = f"{TRADE} {quoted(results, option, first=True)} is a trade: {gains}, but {costs}."
    return trade + silence(results, option) + borrowed(results, option)


def borrowed(results: Results, option: Option) -> str:
    """That an option runs on other forces' officers, as a further sentence; else nothing."""
    lent = lent_in_a_run(results, option)
    return f" It borrows {lent:,.0f} officer hours from other forces in a run{results.run_words}." if lent else ""


def lent_in_a_run(results: Results, option: Option, measure: str = LENT) -> float:
    """Hours of a measure stored as of a year, as they are in a run; 0 where none are stored."""
    days = results.run.get("days")
    mean = results.estimate(option.id, measure).mean if results.has(measure) and option.stable else 0.0
    return mean * days / DAYS_PER_YEAR if isinstance(days, int | float) and mean > 0 else 0.0


def silence(results: Results, option: Option) -> str:
    """That some of what looks better under an option comes from lost calls, as a further sentence; else nothing."""
    eased = [phrase(METRICS[n]) for n, v in headline_verdicts(results, option).items() if v == EASED]
    if not eased:
        return ""
    looks = f"look{'s' if len(eased) == 1 else ''} better"
    return f" That {joined(eased)} {looks} there is no gain: it comes from calls that were lost."


def _largest_gains(results: Results, option: Option, names: Sequence[str]) -> list[str]:
    """By size, but attendance first unless it hardly moves, for it is what was promised; and what decisions are about."""
    ranked, decided = _by_size(results, option, names), decided_on(results)
    promised = ATTENDED in ranked and _size(results, option, ATTENDED) >= PROMISED
    return sorted(ranked, key=lambda name: name != decided and not (name == ATTENDED and promised))


def _by_size(results: Results, option: Option, names: Sequence[str]) -> list[str]:
    """Measures by size of change on the scale that all share, largest first."""
    return sorted(names, key=lambda name: -_size(results, option, name))


def _size(results: Results, option: Option, name: str) -> float:
    found = results.comparison(option.id, name)
    base = results.estimate(results.baseline.id, name).mean
    return size_of_change(METRICS[name], base, found.difference) if found else 0.0


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
    parts = "".join(f", for {results.group_title(g)} from {a} to {b}" for g, a, b in _counted_by_grade(results))
    return f"{start}, yet {counted_as}{parts}. {standards_in_words(results)}".strip()


def _counted_by_grade(results: Results) -> list[tuple[str, str, str]]:
    """Grades whose own figure moves with the yardstick: the group, the lowest and the highest figure."""
    metric, found = METRICS[ATTENDED], []
    for group in results.groups(ATTENDED, "grade"):
        verdicts = {shown_verdict(results, o, metric, group) for o in results.others}
        if verdicts & {"counted higher", "counted lower"}:
            means = [results.estimate(o.id, ATTENDED, group).mean for o in results.shown]
            found.append((group, level(metric, min(means)), level(metric, max(means))))
    return found


def _of(results: Results, option: Option) -> str:
    return "the baseline" if option.id == results.baseline.id else quoted(results, option)


def _waits_alike(results: Results, option: Option) -> bool:
    """Whether callers wait exactly as long as in the baseline in every run."""
    here, there = results.places[option.id], results.places[results.baseline.id]
    waits = [results.matrices.get((name, "")) for name in ("wait_p50_min", "wait_p90_min", "backlog_mean")]
    return all(values is None or bool((values[here] == values[there]).all()) for values in waits)
