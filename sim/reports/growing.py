"""Which queue grows without end, since when, by how much, and which rule would hold it: an unstable option in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow.parquet as pq

from sim.holding import FOLDER, MORE, NOTHING, RULES
from sim.reports.charts import Table
from sim.reports.judging import quoted, short_label
from sim.reports.results import Option, Results
from sim.reports.setting_forms import value_at
from sim.reports.words import capital, joined, plain

BEGINNING = 0.15  # of the period: what is never as short again from here on has grown from the beginning
NOTE = (
    "In the middle case of the runs that ran away: by how many the queue grows in a week, and since when it was never again as "
    "short as on average in the first tenth of the period. A rule holds where no run runs away any more; rules were tried one "
    "by one, in three runs, for the options nearest to the edge. What a rule costs elsewhere is for a sweep to show."
)
SAYS = {rule.name: rule.says for rule in RULES}


@dataclass(frozen=True, slots=True)
class Grows:
    """A queue that runs away: its group, by how many a week, and on which day of the period it was last short."""

    queue: str
    per_week: float
    since_day: float


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule that was tried on an option: whether nothing ran away any more, and by how many all queues of grades grew a week."""

    rule: str
    held: bool
    per_week: float


def growing(results: Results) -> Mapping[str, tuple[Grows, ...]]:
    """The queues that run away by option; empty where no table tells of them."""
    path = results.folder / "tables" / "queues.parquet"
    found: dict[str, list[Grows]] = {}
    for row in pq.read_table(path, partitioning=None).to_pylist() if path.is_file() else ():
        found.setdefault(row["scenario"], []).append(Grows(row["queue"], row["per_week"], row["since_day"]))
    return {option: tuple(queues) for option, queues in found.items()}


def tried(results: Results) -> Mapping[str, tuple[Tried, ...]]:
    """The rules tried by option, those that hold first, the mildest first; empty where none were."""
    tables = results.folder / FOLDER / "tables"
    if not (tables / "scenarios.parquet").is_file() or not (tables / "queues.parquet").is_file():
        return {}
    grew: dict[str, float] = {}
    for row in pq.read_table(tables / "queues.parquet", partitioning=None).to_pylist():
        if row["queue"].startswith("queue=grade."):
            grew[row["scenario"]] = grew.get(row["scenario"], 0.0) + row["per_week"]
    order = {rule.name: place for place, rule in enumerate(RULES)}
    found: dict[str, list[Tried]] = {}
    for row in pq.read_table(tables / "scenarios.parquet", partitioning=None).to_pylist():
        trial = Tried(row["rule"], row["stability"] == "stable" and row["ran_away_share"] == 0, grew.get(row["scenario"], 0.0))
        found.setdefault(row["option"], []).append(trial)
    return {option: tuple(sorted(trials, key=lambda one: (not one.held, order.get(one.rule, len(order)))))
            for option, trials in found.items()}  # fmt: skip


def growth_in_words(results: Results, option: Option) -> str:
    """An option that runs away in words: which queue, since when, what would hold it; "" where nothing is known."""
    queues = [each for each in growing(results).get(option.id, ()) if not each.queue.startswith("queue=area.")]
    if not queues:
        return ""
    told = [f"{_name(results, one.queue)}, by {_number(one.per_week)} a week {_since(results, one.since_day)}" for one in queues]
    rules = tried(results).get(option.id, ())
    where = f" under {quoted(results, option)}" if results.others else ""
    words = f"What grows{where}: {'; '.join(told)}."
    return f"{words} {capital(_would_hold(rules))}." if rules else words


def grows_besides(results: Results) -> str:
    """A sentence on queues that run away though every grade keeps up, such as a partner's; "" where none does."""
    found = growing(results)
    places: dict[str, list[str]] = {}
    for option in results.options:
        for each in found.get(option.id, ()) if option.stable else ():
            places.setdefault(_name(results, each.queue), []).append(quoted(results, option))
    told = [f"{name} under {joined(options) if len(options) < 4 else f'{len(options)} options'}"
            for name, options in places.items()]  # fmt: skip
    return f"A queue of others grows without end, so that waits in it have no average: {'; '.join(told)}." if told else ""


def growing_table(results: Results) -> tuple[str, str, Table] | None:
    """Return (title, note, table): every queue that runs away, by option; None where none does."""
    found, rules = growing(results), tried(results)
    options = [option for option in results.options if option.id in found]
    if not options:
        return None
    rows = []
    for option in options:
        trials = rules.get(option.id, ())
        for place, each in enumerate(found[option.id]):
            since = capital(_since(results, each.since_day))
            what = capital(_name(results, each.queue)), f"{_number(each.per_week)} a week", since
            rules_told = ("", "") if place else (_held(trials), _not_held(trials))
            rows.append((capital(short_label(results, option)), *what, *rules_told))
    names = list(dict.fromkeys(_name(results, each.queue) for option in options for each in found[option.id][:1]))
    title = f"What grows without end: {joined(names)}" if len(names) < 4 else f"{len(names)} queues grow without end"
    heads = ("Option", "Queue", "Grows by", "Since", "Would hold with", "Would not hold with")
    return title, NOTE, Table(heads, tuple(rows))


def _would_hold(rules: Sequence[Tried]) -> str:
    if held := [_says(each) for each in _least(rules, held=True)]:
        return f"nothing would run away with one of these: {'; '.join(held)}"
    missed = joined([_says(each) for each in _least(rules, held=False)], "or")
    return f"none of what was tried would hold it: {missed}"


def _held(rules: Sequence[Tried]) -> str:
    if not rules:
        return "not tried"
    return "; ".join(capital(_says(each)) for each in _least(rules, held=True)) or "none"


def _not_held(rules: Sequence[Tried]) -> str:
    told = [f"{capital(_says(each))} ({_number(each.per_week)} a week)" for each in _least(rules, held=False)]
    return "; ".join(told) or ("none" if rules else "")


def _least(rules: Sequence[Tried], *, held: bool) -> list[Tried]:
    """Those that hold, or do not; of several numbers of more officers the smallest that holds, the largest that does not."""
    kept = [each for each in rules if each.held == held and each.rule != NOTHING]
    more = [each for each in kept if each.rule.startswith(MORE)]
    left_out = more[1:] if held else more[:-1]
    return [each for each in kept if each not in left_out]


def _says(each: Tried) -> str:
    return SAYS.get(each.rule, each.rule)


def _number(per_week: float) -> str:
    return f"{per_week:,.0f}" if per_week >= 10 else f"{per_week:.1f}"


def _since(results: Results, day: float) -> str:
    run = results.manifest.get("run") or {}
    days, start = run.get("days"), run.get("start")
    if not math.isfinite(day) or not isinstance(days, int | float) or not start:
        return "from the beginning"
    if day <= BEGINNING * days:
        return "from the beginning"
    when = date.fromisoformat(str(start)) + timedelta(days=round(day))
    return f"since about {when.day} {when:%B %Y}"


def _name(results: Results, queue: str) -> str:
    """A queue in words: queue=grade.prompt as Prompt incidents that wait for a crew."""
    kind, _, name = queue.removeprefix("queue=").partition(".")
    if kind == "grade":
        return f"{results.group_title(f'grade={name}')} incidents that wait for a crew"
    if kind == "area":
        return f"incidents that wait for a crew in {results.group_title(f'area={name}')}"
    if kind == "suite":
        return f"people who wait for a desk of the custody suite {plain(name).replace('_', ' ')}"
    if kind == "crimes":
        return f"crimes that wait for {plain(results.group_title(f'team={name}')).lower()}"
    if kind == "partner":
        title = value_at(results.configuration, f"partners.services.{name}.title") or name.replace("_", " ")
        return f"jobs that wait for {plain(str(title)).lower()}"
    return "matters that wait for the desk"
