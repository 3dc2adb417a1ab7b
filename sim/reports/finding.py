"""The finding in plain words, computed from the tables: which option is better, by how much, how sure, and who pays.

There is no overall score. An option is *better* when at least one headline measure is clearly better and none clearly
worse; *a trade* when some are better and some worse; otherwise worse, or too close to call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.metrics import METRICS, Family, Metric
from sim.reports import effects as adding
from sim.reports.results import Comparison, Option, Results, read_results
from sim.reports.verification import reasons_to_stop
from sim.reports.words import (
    HARDLY,
    MINUS,
    NARROW_SPACE,
    TINY,
    TOO_CLOSE,
    amount,
    capital,
    change,
    counted,
    decimals_for,
    is_tiny,
    joined,
    moves,
    phrase,
    plain,
    size_of,
    standing,
)

PAYING: tuple[Family, ...] = ("public", "officers", "partners")
FEW_RUNS = 5
"""Below this many replications intervals are so wide that finding nothing says nothing."""
_TRADE = "No option is better for everyone."
SHORT_NAMES: dict[Family, str] = {
    "public": "Public",
    "officers": "Officers",
    "partners": "Partners",
    "demand": "Demand",
}


@dataclass(frozen=True, slots=True)
class Share:
    """What one family gets out of one change: gains, pays, mixed or too close to call, and the measure that says so."""

    family: Family
    standing: str
    words: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One change and what it does to each family."""

    title: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything the top of the page says. `subject` is the option the family sentences speak about.

    `stop` says why nothing on the page may be trusted, and stands before the answer; `warnings` stand after it.
    """

    question: str
    answer: str
    sentences: tuple[str, ...]
    families: tuple[Share, ...]
    ledger: tuple[LedgerRow, ...]
    subject: Option | None
    subject_words: str
    warnings: tuple[str, ...]
    stop: tuple[str, ...]


def short_label(results: Results, option: Option) -> str:
    """The settings in which an option differs from the baseline; its whole label where the study swept no axes."""
    if option.id == results.baseline.id:
        return "Baseline" if results.others else "This arrangement"
    moved = [option.settings[a] for a in results.axes if option.codes[a] != results.baseline.codes[a]]
    return " + ".join(moved) or option.label


def shown_verdict(results: Results, metric: Metric, comparison: Comparison | None, group: str = "") -> str:
    """The stored verdict; "better, tiny" or "worse, tiny" where the difference is sure but too small to weigh."""
    if comparison is None:
        return ""
    return weighed(results, metric, comparison.verdict or TOO_CLOSE, comparison.difference, group)


def weighed(results: Results, metric: Metric, verdict: str, difference: float, group: str = "") -> str:
    """A verdict, marked as tiny where the difference is too small against the baseline's value to weigh."""
    if verdict not in ("better", "worse"):
        return verdict
    base = results.estimate(results.baseline.id, metric.name, group).mean
    return verdict + TINY if is_tiny(metric, difference, base) else verdict


def headline_verdicts(results: Results, option: Option, family: Family | None = None) -> dict[str, str]:
    """Verdict per headline metric of one option, for one family or for all."""
    return {
        name: shown_verdict(results, METRICS[name], results.comparison(option.id, name, group), group)
        for name, group in results.headline
        if family in (None, METRICS[name].family)
    }


def find(results: Results) -> Finding:
    """Work the finding out of the tables."""
    question = plain(results.manifest.get("question") or "What does this arrangement do?", 400)
    if not results.others:
        return _single(results, question)
    subject, answer, subject_words = _choice(results)
    moves_most = _what_moves(results)
    if len(results.axes) > 1 and moves_most and answer.startswith(_TRADE):
        # Where the best option costs somebody, what weighs most is the answer; the trade comes after it.
        answer, moves_most = moves_most, answer
    sentences = [moves_most, _beyond(results), _how_often(results, subject), _how_sure(results)]
    if few_runs(results):
        sentences.insert(0, sentences.pop())
    return Finding(
        question,
        answer,
        tuple(s for s in sentences if s),
        tuple(_family_share(results, subject, f) for f in PAYING) if subject else (),
        _ledger(results),
        subject,
        subject_words,
        tuple(_warnings(results)),
        tuple(reasons_to_stop(results)),
    )


def finding_in_words(results_folder: Path) -> str:
    """The finding as plain text for a terminal: no symbols beyond the Windows code page. Raises UnreadableResults."""
    finding = find(read_results(results_folder))
    lines = [finding.question, "", *finding.stop, finding.answer, *finding.warnings, *finding.sentences]
    if finding.families:
        lines += ["", f"{capital(finding.subject_words)}:"]
        lines += [f"  {SHORT_NAMES[s.family]}: {s.standing}. {s.words}" for s in finding.families]
    return "\n".join(lines).replace(MINUS, "-").replace(NARROW_SPACE, " ").replace("\u2026", "...")


def _single(results: Results, question: str) -> Finding:
    only = results.baseline
    answer = "One arrangement was run, so there is nothing to compare it with yet."
    parts = [f"{phrase(METRICS[m])} {amount(METRICS[m], results.estimate(only.id, m, g).mean)}" for m, g in results.headline]
    if not only.stable:
        kept_up = results.kept_up(only)
        but = f" but those of {joined(kept_up)}, which kept up" if kept_up else ""
        answer = (
            "This arrangement is unstable: demand outruns the officers and the queues grow for as long as the run lasts, "
            f"so no average means anything and none is shown{but}."
        )
        parts = []
    sentences = (*((capital(joined(parts)) + ".",) if parts else ()), _how_sure(results))
    warnings = tuple(_failed(results))  # the answer has said what else there is to warn of
    return Finding(question, answer, sentences, (), (), None, "", warnings, tuple(reasons_to_stop(results)))


def _gain(results: Results, option: Option) -> float:
    """Change of the first headline measure, positive when good: ranks options of equal standing."""
    if not results.headline:
        return 0.0
    name, group = results.headline[0]
    found = results.comparison(option.id, name, group)
    if found is None:
        return float("-inf")
    return found.difference if METRICS[name].direction == "higher" else -found.difference


def _choice(results: Results) -> tuple[Option | None, str, str]:
    """The option to speak about, the answer, and how the subject is introduced."""
    if not results.baseline.stable:
        return (
            None,
            "The baseline itself is unstable: its queues grow without end, so nothing can be compared with it.",
            "",
        )
    stable = [o for o in results.others if o.stable]
    if not stable:
        return None, "Every alternative to the baseline is unstable: its queues grow without end.", ""
    by_standing: dict[str, list[Option]] = {}
    for option in stable:
        by_standing.setdefault(standing(list(headline_verdicts(results, option).values())), []).append(option)
    for kind in ("gains", "mixed"):
        ranked = sorted(by_standing.get(kind, []), key=lambda o: _gain(results, o), reverse=True)
        if ranked and (kind == "gains" or _gain(results, ranked[0]) > 0):
            return ranked[0], _answer(results, ranked[0], kind, len(ranked)), f"under {_name(results, ranked[0])}"
    hardest = min(stable, key=lambda o: _gain(results, o))
    if results.replications < 2:
        return None, "One run for each option was made: too little to call any difference.", ""
    leading = phrase(METRICS[results.headline[0][0]]).removeprefix("the ") if results.headline else ""
    words = f"under {_name(results, hardest)}" + (f", the option with the worst {leading}" if leading else "")
    if len(by_standing.get(TOO_CLOSE, [])) == len(stable):
        if few_runs(results):
            return hardest, f"{_too_few(results)}, and so far no difference from the baseline is clear.", words
        return hardest, "Too close to call: no option differs clearly from the baseline on any headline measure.", words
    worse = len(by_standing.get("pays", [])) + len(by_standing.get("mixed", []))
    return (
        hardest,
        (
            f"Nothing tried beats the baseline: {worse} of {counted(len(stable), 'alternative')} "
            f"{'is' if worse == 1 else 'are'} clearly worse for somebody and none is better without a price."
        ),
        words,
    )


def _name(results: Results, option: Option) -> str:
    return f"\u201c{short_label(results, option)}\u201d"


def _answer(results: Results, option: Option, kind: str, rivals: int) -> str:
    verdicts = headline_verdicts(results, option)
    better = [n for n, v in verdicts.items() if v == "better"]
    worse = [n for n, v in verdicts.items() if v == "worse"]
    gains = joined([_difference(results, option, n) for n in better[:2]])
    if kind == "gains":
        others = f" ({rivals - 1} more {'is' if rivals == 2 else 'are'} better too)" if rivals > 1 else ""
        start = f"{_name(results, option)} is better than the baseline{others}"
        return f"{start}: {gains}, and no headline measure is worse by more than a trifle."
    costs = joined([_difference(results, option, n) for n in _hardest(results, option, worse)[:2]])
    return f"{_TRADE} {_name(results, option)} is a trade: {gains}, but {costs}."


def _hardest(results: Results, option: Option, names: Sequence[str]) -> list[str]:
    """Measures by size of change relative to the baseline, largest first."""

    def relative(name: str) -> float:
        found = results.comparison(option.id, name)
        base = abs(results.estimate(results.baseline.id, name).mean)
        return abs(found.difference) / base if found and base else 0.0

    return sorted(names, key=relative, reverse=True)


def _difference(results: Results, option: Option, name: str) -> str:
    metric, found = METRICS[name], results.comparison(option.id, name)
    if found is None:
        return phrase(metric)
    size = size_of(metric, found.difference, found.low, found.high)
    return f"{phrase(metric)} {moves(metric, found.difference)} by {size}"


def _what_moves(results: Results) -> str:
    if not results.headline:
        return ""
    name, group = results.headline[0]
    metric = METRICS[name]
    found = [e for e in adding.effects(results, [(name, group)]) if is_clear(results, e)]
    ranked = sorted(found, key=lambda e: -abs(e.mean))
    if not ranked:
        if few_runs(results):
            return ""  # silence of few runs is no evidence that nothing moves
        return f"No single swept setting moves {phrase(metric)} clearly." if results.axes else ""
    first = ranked[0]
    words = (
        f"What moves {phrase(metric)} most is \u201c{first.change.words}\u201d: it {moves(metric, first.mean)} by "
        f"{size_of(metric, first.mean, first.low, first.high)}"
    )
    others = [f"{change(metric, e.mean)} for \u201c{e.change.words}\u201d" for e in ranked[1:4]]
    tail = f"; next, {joined(others)}" if others else ""
    average = " (each averaged over the other settings)" if len(results.axes) > 1 else ""
    return f"{words}{tail}{average}."


def _beyond(results: Results) -> str:
    found = adding.beyond_sum(results, results.headline[:1])
    if not found or not is_clear(results, found[0]):
        return ""
    effect = found[0]
    metric = METRICS[effect.metric]
    more = "worse" if effect.verdict == "worse" else "better"
    return (
        f"Everything at once is {more} than the sum of its parts: {phrase(metric)} "
        f"{moves(metric, effect.mean)} by a further {size_of(metric, effect.mean, effect.low, effect.high)}."
    )


def _how_often(results: Results, subject: Option | None) -> str:
    if subject is None or not results.headline:
        return ""
    name, group = results.headline[0]
    difference = (results.samples(subject.id, name, group) - results.samples(results.baseline.id, name, group)).dropna()
    if len(difference) < 2:
        return ""
    up = bool(difference.mean() > 0)
    times = int((difference > 0).sum() if up else (difference < 0).sum())
    word = "better" if up == (METRICS[name].direction == "higher") else "worse"
    return (
        f"Under {_name(results, subject)}, {phrase(METRICS[name])} was {word} than in the baseline in {times} of "
        f"{len(difference)} simulated runs with the same incidents."
    )


def _how_sure(results: Results) -> str:
    if results.replications < 2:
        return f"One simulated run{results.run_words}: it shows no spread, so nothing here is sure. Ask for at least ten."
    each = " for each option" if results.others else ""
    if few_runs(results):
        return f"How sure: not very. {_too_few(results)}: ask for at least ten."
    return (
        f"How sure: {results.replications} simulated runs{results.run_words}{each}. The intervals cover chance between "
        "runs only, not doubt about the inputs."
    )


def few_runs(results: Results) -> bool:
    """Whether there are too few replications for their silence to mean anything."""
    return results.replications < FEW_RUNS


def _too_few(results: Results) -> str:
    each = " for each option" if results.others else ""
    return f"{capital(counted(results.replications, 'simulated run'))}{results.run_words}{each} are too few to settle much"


def is_clear(results: Results, effect: adding.Effect) -> bool:
    """Whether an effect may be claimed: neither too close to call nor tiny."""
    verdict = weighed(results, METRICS[effect.metric], effect.verdict, effect.mean, effect.group)
    return verdict != TOO_CLOSE and not verdict.endswith(TINY)


def _family_share(results: Results, option: Option, family: Family) -> Share:
    verdicts = headline_verdicts(results, option, family)
    clear = [n for n, v in verdicts.items() if v in ("better", "worse")]
    close = [phrase(METRICS[n]) for n, v in verdicts.items() if v == TOO_CLOSE]
    tiny = [_difference(results, option, n) for n, v in verdicts.items() if v.endswith(TINY)]
    words = [capital(joined([_difference(results, option, n) for n in clear])) + "."] if clear else []
    if tiny:
        words.append(f"Sure but tiny: {joined(tiny)}.")
    if close:
        # Where nothing else was found the standing beside it has said "too close to call" already.
        words.append(f"{capital(joined(close))}: too close to call." if words else f"Looked at: {joined(close)}.")
    return Share(family, standing(list(verdicts.values())), " ".join(words) or "No headline measure was stored.")


def _ledger(results: Results) -> tuple[LedgerRow, ...]:
    """Who gains and who pays for each swept setting, from its main effects on all headline measures."""
    found = adding.effects(results, results.headline)
    rows: dict[str, list[adding.Effect]] = {}
    for effect in found:
        rows.setdefault(effect.change.words, []).append(effect)
    return tuple(
        LedgerRow(title, tuple(_ledger_share(results, [e for e in row if METRICS[e.metric].family == f], f) for f in PAYING))
        for title, row in rows.items()
    )


def _ledger_share(results: Results, found: Sequence[adding.Effect], family: Family) -> Share:
    """The standing, and the first measure that clearly moves each way (the tiny ones only where nothing else moves)."""
    verdicts = {e.metric: weighed(results, METRICS[e.metric], e.verdict, e.mean, e.group) for e in found}
    kind = standing(list(verdicts.values()))
    wanted = [v for v in verdicts.values() if v in (("better, tiny", "worse, tiny") if kind == HARDLY else ("better", "worse"))]
    shown = [next(e for e in found if verdicts[e.metric] == v) for v in dict.fromkeys(wanted)]
    words = "; ".join(
        f"{METRICS[e.metric].title.lower()} {change(METRICS[e.metric], e.mean, decimals=decimals_for(METRICS[e.metric], e.mean))}"
        for e in shown
    )
    return Share(family, kind, words)


def _warnings(results: Results) -> list[str]:
    out = []
    unstable = [o for o in results.options if not o.stable]
    if unstable:
        names = joined([_name(results, o) for o in unstable])
        out.append(
            f"Unstable: {names}. Demand outruns the officers and the queues grow for as long as the run lasts, so no "
            "average of theirs means anything and none is shown."
        )
        for option in unstable:
            if grades := results.kept_up(option):
                out[-1] += f" Under {_name(results, option)} {joined(grades)} kept up all the same, with averages of their own."
    return out + _failed(results)


def _failed(results: Results) -> list[str]:
    if not results.failures:
        return []
    return [f"{counted(len(results.failures), 'run')} failed and cannot be in any average; what remains may look too good."]
