"""What a check found, in words for the terminal and as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections import Counter

from sim.faults import listed
from sim.planner.rosters.check import GAP, OVERLAP, Verdict
from sim.planner.rosters.rules import GRADES, RuleBook
from sim.planner.rosters.table import RosterTable

SHOWN = 10  # of one rule; all stand in the table that out= names
OF_THE_TABLE = {OVERLAP: ("tours that overlap", "none"), GAP: ("dates without a row", "none")}


def in_words(table: RosterTable, book: RuleBook, verdict: Verdict) -> str:
    """The verdict for a reader: how many of each grade, then rule by rule with bound, source and the first breaches."""
    first = table.calendar.first_date
    last = table.calendar.date(table.days - 1)
    lines = [
        f"{table.file}: {_of(len(table.teams), 'team')}, {_of(len(table.rows), 'row')}, {first} to {last} ({table.zone}); "
        f"{_of(len(book.rules), 'rule')} held against it."
    ]
    lines += [_not_judged(name, days, table.days) for name, days in verdict.not_judged.items()]
    graded = Counter(breach.grade for breach in verdict.breaches)
    lines.append("; ".join(f"{GRADES[grade].lower()}: {graded[grade]}" for grade in GRADES if graded[grade]) or "No breach.")
    counts = Counter(breach.rule for breach in verdict.breaches)
    for rule, count in counts.items():
        lines += ["", *_heading(rule, book)]
        mine = [breach for breach in verdict.breaches if breach.rule == rule]
        lines += [f"  {breach.date}  {breach.who:<18} {breach.found}" for breach in mine[:SHOWN]]
        lines += [f"  ... and {count - SHOWN} more; out=breaches.csv lists all"] if count > SHOWN else []
    return "\n".join(lines)


def _heading(rule: str, book: RuleBook) -> list[str]:
    if rule in OF_THE_TABLE:
        words, bound = OF_THE_TABLE[rule]
        return [f"{GRADES['table']}: {words} ({bound} allowed)"]
    held = book.rules[rule]
    own = " (your own limit)" if rule in book.changed else ""
    return [f"{GRADES[held.grade]}: {held.words}, {held.bound}{own}  [{rule}]", f"  {held.strength}: {held.source}"]


def _not_judged(rule: str, needed: int, days: int) -> str:
    return f"Not judged: {rule}, which asks for {needed} days; the table has {days}."


def _of(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' if count != 1 else ''}"


def rule_in_words(name: str, book: RuleBook) -> str:
    """What a rule asks, by whom, how strong it is and where it is from."""
    rule = book.rules[name]
    return (
        f"{name}: {rule.words}, {rule.bound}\n  {rule.grade}; asked by {listed(rule.sets)} (muster check roster.csv rules=...)\n"
        f"  {rule.unit}, plausible from {rule.low:g} to {rule.high:g}; {rule.strength}: {rule.source}"
    )


def as_csv(book: RuleBook, verdict: Verdict) -> str:
    """Every breach as a row: date, team, seat, rule, grade, what was found, the bound, strength and source."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(["date", "team", "seat", "rule", "grade", "found", "bound", "strength", "source"])
    for breach in verdict.breaches:
        rule = book.rules.get(breach.rule)
        told = [rule.bound, rule.strength, rule.source] if rule else [OF_THE_TABLE[breach.rule][1], "", ""]
        writer.writerow([breach.date, breach.team, breach.seat or "", breach.rule, breach.grade, breach.found, *told])
    return held.getvalue()
