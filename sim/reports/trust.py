"""How sure we are and where it comes from: the facts of the run, in words, with nothing left out that weakens them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from sim.reports import effects as adding
from sim.reports.focus import Focus
from sim.reports.growing import grows_besides
from sim.reports.judging import few_runs, is_yardstick, short_label
from sim.reports.levels import family_size
from sim.reports.results import Option, Results
from sim.reports.switches import any_on
from sim.reports.verification import Fact, audit_fact, books_fact
from sim.reports.words import capital, counted, joined, plain


def facts(results: Results, about: Focus) -> list[Fact]:
    """Everything a sceptical reader asks, in order."""
    found = [
        _runs(results),
        _intervals(results),
        _choice_of_measures(results, about),
        _yardstick(results),
        _pairing(results),
        _stability(results),
        audit_fact(results),
        books_fact(results),
        _failures(results),
    ]
    return [f for f in found if f is not None] + [
        _doubt(results) or Fact(
            "Chance, and what we do not know",
            "The intervals hold the chance between simulated runs: more runs shrink it. They do not hold our ignorance "
            "of the inputs (how long jobs take, how tired shifts make people, how partners behave), which no number of "
            "runs shrinks and which is usually the larger. It has not been worked out for this page.",
        )
    ]


def _doubt(results: Results) -> Fact | None:
    """Which inputs were sampled with the runs; None where none were."""
    sample = results.run.get("sample")
    sets = sample.get("sets") if isinstance(sample, Mapping) else 0
    if not sets or not isinstance(sample, Mapping):
        return None
    return Fact(
        "Chance, and what we do not know",
        f"Each run took one of {sets} sets of values of {counted(len(sample['settings']), 'setting')}, drawn over the ranges of "
        f"the ledger and the same for every option: {joined([plain(name) for name in sample['settings']])}. The intervals hold "
        "both chance and that doubt, as far as the ranges do, and no doubt about any other input.",
    )


def _runs(results: Results) -> Fact:
    warm = results.run.get("warmup_days")
    start = results.run.get("start")
    parts = [
        f"{counted(results.replications, 'simulated run')}{results.run_words} for each of "
        f"{counted(len(results.options), 'option')}"
    ]
    if start:
        parts.append(f"the calendar starts on {plain(start)}")
    if isinstance(warm, int | float):
        parts.append(f"{counted(int(warm), 'day')} run beforehand to fill queues and fatigue, and not counted")
    return Fact("Runs", capital(joined(parts)) + ".", few_runs(results))


def _intervals(results: Results) -> Fact | None:
    if not results.others or results.replications < 2:
        return None
    table = family_size(results, results.headline[0][0]) if results.headline else 0
    effects = adding.effects(results, results.headline[:1])
    words = "95%, by Student's t over runs."
    if table:
        words += (
            f" Those of the decision table are widened (Bonferroni) so that all {counted(table, 'comparison')} hold at "
            "once; those of detail charts so that all options and groups of one measure do."
        )
    if effects:
        words += f" Those of the added-up effects hold at once for all {counted(effects[0].family_size, 'effect')}."
    return Fact(
        "Intervals",
        f"{words} A difference whose interval holds zero is too close to call; one that is "
        "sure but under 1% of the baseline (for shares, at most a tenth of a point) is called tiny and counts as no "
        "gain or loss.",
    )


def _choice_of_measures(results: Results, about: Focus) -> Fact | None:
    """How the page chose what to show beside the headline measures, and what that costs."""
    changes = len(adding.changes(results))
    if not (results.others and changes and results.replications > 1 and about.looked_at):
        return None
    every = len(results.headline) + about.looked_at
    return Fact(
        "What else moves",
        f"Beside the headline measures all {about.looked_at} others were looked at, for each of "
        f"{counted(changes, 'swept setting')}. What is told of them holds at once for all {every * changes:,} "
        "effects, and is chosen by size: for shares Cohen's h, for all else the change against the mean of both values. Of "
        "measures that tell one story, the one moved most is told.",
    )


def _yardstick(results: Results) -> Fact | None:
    """What a changed clock or target does to verdicts; None where nothing of the kind was swept."""
    if not any(is_yardstick(axis) for axis in results.axes):
        return None
    return Fact(
        "Yardsticks",
        "Some options change the clock, the statistic or the target itself. Attendance is then counted differently, which "
        "is neither better nor worse for anybody: the waits say whether callers are served sooner.",
    )


def _pairing(results: Results) -> Fact | None:
    pairs = [results.comparison(o.id, m, g) for o in results.others if o.stable for m, g in results.headline]
    known = sorted(c.correlation for c in pairs if c is not None and math.isfinite(c.correlation))
    if not known:
        return None
    middle = known[len(known) // 2]
    idle = sum(c <= 0 for c in known)
    words = (
        "Every option meets the same incidents on the same days with the same luck (common random numbers), so options "
        f"are compared run by run. The correlation between an option and the baseline is {middle:.2f} (middle case)"
    )
    if 0 < middle < 0.9999:
        gain = 1 / math.sqrt(1 - middle)
        words += f", which makes intervals of differences about {gain:.1f} times narrower than unpaired runs would"
    words += "."
    if idle:
        words += f" In {idle} of {len(known)} comparisons pairing brought nothing."
    return Fact("Pairing", words, idle > len(known) / 2)


def _stability(results: Results) -> Fact:
    unstable = [short_label(results, o) for o in results.options if not o.stable]
    some = [o for o in results.options if o.stable and math.isfinite(o.ran_away) and o.ran_away > 0]
    if unstable:
        words = f"Unstable, so no averages are shown: {joined(unstable)}."
    else:
        words = "No option was found unstable: no grade's queue grew for as long as the run lasted."
    besides = grows_besides(results)
    words += f" {besides}" if besides else ""
    for option in results.options:
        if grades := results.kept_up(option):
            words += f" In {short_label(results, option)} {joined(grades)} kept up, and those averages are shown."
    if some:
        words += f" Near the edge: queues ran away in {joined(_ran_away(results, some))}."
    return Fact("Stability", words, bool(unstable or some or besides))


def _ran_away(results: Results, options: Sequence[Option]) -> list[str]:
    """How many runs of which options ran away; many options alike are counted, not named."""
    alike: dict[int, list[str]] = {}
    for option in options:
        alike.setdefault(round(option.ran_away * results.replications), []).append(short_label(results, option))
    return [
        f"{count} of {results.replications} runs of {joined(names) if len(names) < 3 else f'each of {len(names)} options'}"
        for count, names in sorted(alike.items(), reverse=True)
    ]


def _failures(results: Results) -> Fact | None:
    if not results.failures:
        return Fact("Failures", "No run failed.")
    return Fact(
        "Failures",
        f"{counted(len(results.failures), 'run')} gave no result and cannot be in any average. Runs that fail "
        "cluster where a force is overloaded, so what remains may look better than it is.",
        True,
    )


def paid_hours(results: Results) -> list[tuple[str, str]]:
    """What was done to compare rosters at equal paid hours, one line for each roster."""
    rows = [r for r in results.manifest.get("paid_hours") or () if isinstance(r, Mapping)]
    return [(plain(r.get("roster", "")).replace("_", " "), plain(r.get("words", ""), 300)) for r in rows]


def provenance(results: Results) -> list[tuple[str, str]]:
    """Where the numbers come from: enough to make them again."""
    manifest = results.manifest
    listed = [s for s in manifest.get("scenarios") or () if isinstance(s, Mapping)]
    first = listed[0] if listed else {}
    code, commit = manifest.get("code"), manifest.get("commit")
    if isinstance(code, Mapping):
        commit, identity = {"id": code.get("commit"), "dirty": code.get("dirty")}, code.get("identity")
    else:
        identity = code
    rows: list[tuple[str, Any]] = [
        ("Study", manifest.get("study")),
        ("Needs it answers (codes of the project's mission)", manifest.get("seed_row")),
        ("Finished", manifest.get("finished")),
        ("Engine", manifest.get("engine") or first.get("engine")),
        ("Seed", manifest.get("seed", first.get("seed"))),
        ("Code", identity),
        ("Commit", _commit_words(commit)),
        ("Command", manifest.get("command")),
        ("Inputs", _listed(manifest.get("inputs"))),
        ("Bank holidays", _listed(manifest.get("bank_holidays"))),
        ("Versions", _listed(manifest.get("versions"))),
    ]
    return [(title, plain(value, 600)) for title, value in rows if value not in (None, "", [], {})]


def _commit_words(commit: Any) -> str | None:
    if not isinstance(commit, Mapping) or not commit.get("id"):
        return plain(commit) if isinstance(commit, str) else None
    return f"{str(commit['id'])[:12]}{', with changes not committed' if commit.get('dirty') else ''}"


def _listed(values: Any) -> str:
    if not isinstance(values, Mapping):
        return plain(values or "", 600)
    return "; ".join(f"{plain(k)}: {', '.join(map(str, v)) if isinstance(v, list) else v}" for k, v in values.items())


def _money(results: Results) -> str:
    """What is not priced, and what is."""
    known = [("the cost of injuries from assaults", "safety"), ("pay for overtime", "overtime_pay"),
             ("what interventions cost", "interventions"), ("recruits, severance and empty posts", "careers")]
    priced = [words for words, switch in known if any_on(results.configurations, switch)]
    if results.has("post_cost"):
        priced.insert(0, "posts")
    told = "Money as a whole. No total is drawn up; rosters are compared at equal paid hours where the settings say so."
    return f"{told} Priced apart: {joined(priced)}." if priced else f"{told} Nothing is priced."


def _feeds_strain(results: Results, stressor: str) -> bool:
    """Whether a stressor has a weight in strain, and strain is reckoned, under any option."""
    strains = [config.get("strain") for config in results.configurations if any_on([config], "feedback")]
    weights = [strain.get("weights") for strain in strains if isinstance(strain, Mapping)]
    return any(isinstance(each, Mapping) and (each.get(stressor) or 0) > 0 for each in weights)


def not_shown(results: Results) -> list[str]:
    """What this page does not show, said before somebody finds out."""
    out = [
        "What the inputs could be wrong by. Only chance between runs is in the intervals so far."
        if _doubt(results) is None
        else "What the inputs that were not sampled could be wrong by.",
        "A forecast. Officers, incidents and partners are synthetic; trust differences between options before levels.",
        "Any person. Sleepiness and sickness are modelled loads on groups, no diagnosis and no ground for judging.",
        _money(results),
    ]
    if any_on(results.configurations, "availability"):
        out.append("What officers on other duties do instead, and how they come and go: who cannot be deployed is drawn once.")
    if any_on(results.configurations, "entitlement"):
        feeds = "" if _feeds_strain(results, "refused_leave") else "to strain, to sickness and "
        out.append(f"What a refusal of leave does {feeds}to staying in the force.")
    if any_on(results.configurations, "meal_break"):
        eased = _feeds_strain(results, "missed_breaks") or any_on(results.configurations, "relief")
        but = "beyond strain, by an assumed weight" if eased else "in this model a break rests nobody"
        out.append(f"What missed breaks do to alertness or health: {but}.")
    if any_on(results.configurations, "trauma"):
        ill = "it makes nobody ill but through strain" if _feeds_strain(results, "trauma") else "nobody here is ill from one"
        out.append(f"Trauma as anybody lived it: which scenes are traumatic is drawn by type, and {ill}.")
    if any_on(results.configurations, "complaints"):
        told = "How a complaint ends, and who is right."
        if not any_on(results.configurations, "complaint_work"):
            told = "What a complaint takes to answer, and how it ends: here it only weighs on the officer while it is open."
        out.append(told)
    if any_on(results.configurations, "threshold"):
        out.append("What other services do with calls that the police turn away, and whether they have anybody to send.")
    if any_on(results.configurations, "watches"):
        out.append("What happens on a watch: nobody is assaulted there, and nobody else could keep it.")
    if any_on(results.configurations, "surges"):
        out.append("What officers do whom a surge takes, and what it does to them: here they are away, as at court.")
    if any_on(results.configurations, "change"):
        out.append("Whether demand will change so. Watches and calls that are never logged do not grow or shrink with it.")
    if any_on(results.configurations, "rest_days", "recall", "planned"):
        cost = "family life or staying in the force: in this model it is hours of work."
        out.append(f"What a spoilt rest day, or a tour made longer, does to {cost}")
    if any_on(results.configurations, "hand_over", "hand_back", "watches"):
        out.append("What is lost in handing over: a job goes on as if the same officers were there.")
    if results.axes:
        out.append("Any setting that was not swept: all others stayed as in the assumptions below.")
    sickness = results.configuration.get("sickness")
    if isinstance(sickness, Mapping) and sickness.get("model") == "feedback":
        out.append(
            "Whether strain really makes officers sick. The evidence is contested; the strength of that loop is "
            f"assumed (gain {plain(sickness.get('gain', 'as set'))}), and a conclusion should survive it being zero."
        )
    return out
