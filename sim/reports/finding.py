"""The finding in plain words, computed from the tables: which option is better, by how much, how sure, and who pays.

There is no overall score. An option is *better* when at least one headline measure is clearly better and none clearly
worse; *a trade* when some are better and some worse; otherwise worse, or too close to call. Where options differ only in how
attendance is counted, none is better: the finding says how far the count moves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sim.metrics import METRICS
from sim.reports import effects as adding
from sim.reports.bill import findings
from sim.reports.caveats import lent_hours, not_a_choice, towns_and_country, turned_away, unheard
from sim.reports.choice import TRADE, choose, gain_measure
from sim.reports.focus import Focus, focus
from sim.reports.growing import grows_besides, growth_in_words, tried
from sim.reports.judging import effect_verdict, few_runs, is_clear, quoted, recounts, too_few
from sim.reports.names import group_inside
from sim.reports.phrases import is_plural, moves, phrase, phrase_in
from sim.reports.protocol import protocol_words
from sim.reports.results import Option, Results, read_results
from sim.reports.reversal import decided_under_doubts
from sim.reports.sharing import SHORT_NAMES, LedgerRow, Share, family_share, ledger
from sim.reports.standards import KEPT, standards_title
from sim.reports.verification import reasons_to_stop
from sim.reports.words import (
    MINUS,
    NARROW_SPACE,
    amount,
    capital,
    chained,
    change,
    counted,
    decimals_for,
    interval,
    joined,
    plain,
    size_of,
)

MOST_UNEQUAL = 1
"""Lines about parts of the public that are served unequally."""
MOST_BESIDE = 2
"""Lines about measures beside the one the finding leads with."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything the top of the page says. `subject` is the option the family sentences speak about.

    `stop` says why nothing on the page may be trusted, and stands before the answer; `warnings` stand after it. `focus` holds
    the measures that the study turned out to be about.
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
    focus: Focus


def find(results: Results) -> Finding:
    """Work the finding out of the tables. Where a protocol was fixed before the runs, what came of it is the answer; else, where
    a study asks for that, what came from which setting. A study that names its doubts asks what to choose: there the options are.
    """
    found = _find(results)
    told = [] if results.doubts else protocol_words(results) or findings(results)
    return replace(found, answer=told[0], sentences=(*told[1:], found.answer, *found.sentences)) if told else found


def _find(results: Results) -> Finding:
    open_question = "What do these options do, and to whom?" if results.others else "What does this arrangement do?"
    question = plain(results.manifest.get("question") or open_question, 400)
    about = focus(results)
    if not results.others:
        return _single(results, question, about)
    chosen = choose(results, about)
    answer, moves_most = chosen.answer, _what_moves(results, about)
    trade = answer.startswith(TRADE) and len([axis for axis in results.axes if axis not in results.doubts]) > 1
    if about.led and (trade or not chosen.told):
        # Where the best option costs somebody, or no headline measure tells, what weighs most is the answer.
        answer, moves_most = moves_most, answer
    decided = decided_under_doubts(results)
    sentences = [
        *decided,
        not_a_choice(results),
        "" if decided else moves_most,
        *_unequal(results, about),
        *_beside(results, about),
        towns_and_country(results, chosen.subject),
        lent_hours(results, chosen.subject),
        turned_away(results, chosen.subject),
        unheard(results),
        _beyond(results, about),
        _how_often(results, chosen.subject, about),
        _how_sure(results),
    ]
    if few_runs(results):
        sentences.insert(0, sentences.pop())
    return Finding(
        question,
        answer,
        tuple(s for s in sentences if s),
        tuple(family_share(results, chosen.subject, f) for f in results.paying) if chosen.subject else (),
        ledger(results, about),
        chosen.subject,
        chosen.subject_words,
        tuple(_warnings(results)),
        tuple(reasons_to_stop(results)),
        about,
    )


def finding_in_words(results_folder: Path) -> str:
    """The finding as plain text for a terminal: no symbols beyond the Windows code page. Raises UnreadableResults."""
    results = read_results(results_folder)
    finding = find(results)
    values = _values_in_lines(results)
    told = [s for s in finding.sentences if not values or s not in _values(results)]
    lines = [finding.question, "", *finding.stop, finding.answer, *finding.warnings, *values, *told]
    if finding.families:
        lines += ["", f"{capital(finding.subject_words)}:"]
        lines += [f"  {SHORT_NAMES[s.family]}: {s.shown}. {s.words}" for s in finding.families]
    return "\n".join(lines).replace(MINUS, "-").replace(NARROW_SPACE, " ").replace("\u2026", "...")


def _single(results: Results, question: str, about: Focus) -> Finding:
    only = results.baseline
    answer = "One arrangement was run, so there is nothing to compare it with yet."
    parts = _values(results)
    if not only.stable:
        kept_up = results.kept_up(only)
        but = f" but those of {joined(kept_up)}, which kept up" if kept_up else ""
        answer = (
            "This arrangement is unstable: demand outruns the officers and the queues grow for as long as the run lasts, "
            f"so no average means anything and none is shown{but}."
        )
        parts = [words for words in [growth_in_words(results, only)] if words]
    kept = [f"{standards_title(results)}."] if only.stable and results.has(KEPT) else []
    sentences = (*kept, *parts, _how_sure(results))
    warnings = tuple(_failed(results))  # the answer has said what else there is to warn of
    return Finding(question, answer, sentences, (), (), None, "", warnings, tuple(reasons_to_stop(results)), about)


def _values(results: Results) -> list[str]:
    """Each family's headline measures with their values, in a sentence."""
    told = []
    for family in results.paying:
        mine = [measure for measure in results.headline if results.family(measure[0]) == family]
        values = [(METRICS[name], results.estimate(results.baseline.id, name, group).mean) for name, group in mine]
        words = [f"{phrase(m)} {'are' if is_plural(m) else 'is'} {amount(m, value)}" for m, value in values]
        told.append(f"{capital(words[0])}." if len(words) == 1 else f"{SHORT_NAMES[family]}: {joined(words)}.")
    return told


def _values_in_lines(results: Results) -> list[str]:
    """The headline measures of a single arrangement, one on a line with its interval; none of several or where it is unstable."""
    if results.others or not results.baseline.stable:
        return []
    lines = [""]
    for family in results.paying:
        mine = [measure for measure in results.headline if results.family(measure[0]) == family]
        told = [_value_in_line(results, *measure) for measure in mine]
        lines += [f"{SHORT_NAMES[family]}:", *(f"  {line}" for line in told)] if len(told) > 1 else told
    return [*lines, ""]


def _value_in_line(results: Results, name: str, group: str) -> str:
    """A measure's value with its interval: Attendance within target: 88.5% (87.5 to 89.5)."""
    metric, found = METRICS[name], results.estimate(results.baseline.id, name, group)
    sure = f" ({interval(metric, found.low, found.high)})" if results.replications > 1 else ""
    return f"{capital(phrase(metric))}: {amount(metric, found.mean)}{sure}"


def _what_moves(results: Results, about: Focus) -> str:
    """Which setting moves the leading measure most, and which come next."""
    if about.lead is None:
        return ""
    metric = METRICS[about.lead[0]]
    if not about.led:
        if few_runs(results):
            return ""  # silence of few runs is no evidence that nothing moves
        return f"No single swept setting moves {phrase(metric)} clearly." if results.axes else ""
    ranked = sorted(about.led, key=lambda e: -abs(e.mean))
    first = ranked[0]
    size = size_of(metric, first.mean, first.low, first.high)
    way = f"{'they' if is_plural(metric) else 'it'} {moves(metric, first.mean)} by {size}"
    if effect_verdict(results, first).startswith("counted"):
        way = f"by {size} {'more' if first.mean > 0 else 'less'}, with nobody there sooner or later for it"
    count = "the count of " if effect_verdict(results, first).startswith("counted") else ""
    words = f"What moves {count}{phrase_in(metric, about.lead[1])} most is \u201c{first.change.words}\u201d: {way}"
    others = [f"{_sized(e)} for \u201c{e.change.words}\u201d" for e in ranked[1:4]]
    tail = f"; next, {joined(others)}" if others else ""
    average = " (each averaged over the other settings)" if len(results.axes) > 1 else ""
    return f"{words}{tail}{average}."


def _sized(effect: adding.Effect) -> str:
    metric = METRICS[effect.metric]
    return change(metric, effect.mean, decimals=decimals_for(metric, effect.mean))


def _unequal(results: Results, about: Focus) -> list[str]:
    """Changes that help one part of the public at the cost of another, or one part alone."""
    told = []
    for part in about.unequal[:MOST_UNEQUAL]:
        metric = METRICS[part[0].metric]
        clauses = [
            (moves(metric, e.mean), f"by {size_of(metric, e.mean, e.low, e.high)} for {_part(results, e.group)}") for e in part
        ]
        told.append(f"With \u201c{part[0].change.words}\u201d, {phrase(metric)} {chained(clauses)}.")
    return told


def _part(results: Results, group: str) -> str:
    return results.group_title(group) if group.startswith("grade=") else group_inside(group)


def _beside(results: Results, about: Focus) -> list[str]:
    """The largest clear changes of other measures, one line for each measure, with every setting that makes them."""
    lines: dict[tuple[str, str], list[adding.Effect]] = {}
    for effect in about.beside:
        if (effect.metric, effect.group) != about.lead:
            lines.setdefault((effect.metric, effect.group), []).append(effect)
    told = []
    for (name, group), found in list(lines.items())[:MOST_BESIDE]:
        metric, first = METRICS[name], found[0]
        words = f"{phrase_in(metric, group)} {moves(metric, first.mean)} by {size_of(metric, first.mean, first.low, first.high)}"
        more = joined([f"with \u201c{e.change.words}\u201d, {_sized(e)}" for e in found[1:3]])
        told.append(f"With \u201c{first.change.words}\u201d, {words}{f'; {more}' if more else ''}.")
    return told


def _beyond(results: Results, about: Focus) -> str:
    """What all changes together do beyond their sum to the leading measure."""
    if about.lead not in results.headline:
        return ""
    found = adding.beyond_sum(results, [about.lead])
    if not found or not is_clear(results, found[0]) or found[0].verdict not in ("better", "worse"):
        return ""
    effect = found[0]
    metric = METRICS[effect.metric]
    return (
        f"Everything at once is {effect.verdict} than the sum of its parts: {phrase(metric)} "
        f"{moves(metric, effect.mean)} by a further {size_of(metric, effect.mean, effect.low, effect.high)}."
    )


def _how_often(results: Results, subject: Option | None, about: Focus) -> str:
    measure = gain_measure(results, about)
    if subject is None or measure is None or recounts(results, subject):
        return ""
    name, group = measure
    difference = (results.samples(subject.id, name, group) - results.samples(results.baseline.id, name, group)).dropna()
    if len(difference) < 2:
        return ""
    up = bool(difference.mean() > 0)
    times = int((difference > 0).sum() if up else (difference < 0).sum())
    word = "better" if up == (METRICS[name].direction == "higher") else "worse"
    return (
        f"Under {quoted(results, subject)}, {phrase(METRICS[name])} came out {word} than in the baseline in {times} of "
        f"{len(difference)} simulated runs with the same incidents."
    )


def _how_sure(results: Results) -> str:
    if results.replications < 2:
        return f"One simulated run{results.run_words}: it shows no spread, so nothing here is sure. Ask for at least ten."
    each = " for each option" if results.others else ""
    if few_runs(results):
        return f"How sure: not very. {too_few(results)}: ask for at least ten."
    return (
        f"How sure: {results.replications} simulated runs{results.run_words}{each}. The intervals cover chance between "
        "runs only, not doubt about the inputs."
    )


def _warnings(results: Results) -> list[str]:
    out = []
    unstable = [o for o in results.options if not o.stable]
    if unstable:
        names = joined([quoted(results, o) for o in unstable])
        out.append(
            f"Unstable: {names}. Demand outruns the officers and the queues grow for as long as the run lasts, so no "
            "average of theirs means anything and none is shown."
        )
        kept: dict[tuple[str, ...], list[Option]] = {}
        for option in unstable:
            kept.setdefault(tuple(results.kept_up(option)), []).append(option)
        for grades, options in kept.items():
            if grades:
                where = "each of them" if 1 < len(options) == len(unstable) else joined([quoted(results, o) for o in options])
                out[-1] += f" Under {where} {joined(grades)} kept up all the same, with averages of their own."
    out += [words for option in unstable if option.id in tried(results) and (words := growth_in_words(results, option))]
    besides = grows_besides(results)
    return out + ([besides] if besides else []) + _failed(results)


def _failed(results: Results) -> list[str]:
    if not results.failures:
        return []
    return [f"{counted(len(results.failures), 'run')} failed and cannot be in any average; what remains may look too good."]
