"""What was found wrong with an extract, in words a planner can act on; grouped, masked, counted and never a
traceback.

A finding is *fatal* (the fit stops, exit status 2) or a *warning* (the rows are left out or the number is qualified,
and the report says so). Values are shown escaped, at most 40 characters, with what looks like a person masked.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sim.faults import Fault, FaultReport

CAP_PER_RULE = 20
LONGEST_VALUE = 40
LONGEST_MASKED = 400
LINES_NAMED = 5
VALUES_KEPT = 1000  # per group; every line is listed all the same

_MASKS = (
    (re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"), "<email>"),
    (re.compile(r"(?<![\w/:.-])\+?\d[\d ()]{8,}\d(?![\w/:.-])"), "<number>"),
    (re.compile(r"(?<!\w)[A-Za-z]{1,2}\d{1,2}[A-Za-z]? ?\d[A-Za-z]{2}(?!\w)"), "<postcode>"),
    (re.compile(r"(?<!\w)[A-Za-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-Da-d](?!\w)"), "<identity number>"),
    (re.compile(r"(?<!\w)[A-Z]{2}\d{2} ?[A-Z]{3}(?!\w)"), "<plate>"),
    (re.compile(r"(?i)(?<!\w)(pc|ps|dc|ds|sgt|insp|mr|mrs|ms|miss|dr)\.? ?[a-z0-9]*( [a-z'-]+)?(?!\w)"), "<person>"),
)
_TITLE_CASE = re.compile(r"(?<!\w)[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)+(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_STRAY = re.compile(r"<[a-z ]+>|[^\W\d_]+")
_TIME_WORDS = re.compile(
    r"(?i)^(am|pm|a|p|t|z|utc|gmt|bst|nan|nat|na|none|null|true|false|unknown|missing|pending|tbc|not|recorded|yes|no|"
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(mon|tue|wed|thu|fri|sat|sun)[a-z]*)$"
)


def masked(value: str, kind: str = "text") -> str:
    """A value fit to be shown. ``kind``: "time" (any stray word is masked), "identifier" (all but the last two
    characters are masked), "category" (a call type or grade: whole words are what the planner needs), or "text".
    """
    value = value[:LONGEST_MASKED]  # looking for people in megabytes would take hours, and so much is never shown
    plain = value.encode("unicode_escape").decode("ascii") if not value.isprintable() else value
    words = [word for word in _WORD.findall(plain) if not _TIME_WORDS.match(word)]
    for pattern, instead in _MASKS:
        # 01 02 2025 1000 is a date, but 07700 900123 in the middle of words is a telephone number.
        if kind != "time" or words:
            plain = pattern.sub(instead, plain)
    if kind == "identifier":
        plain = "*" * max(0, min(len(plain), 8) - 2) + plain[-2:]
    elif kind == "time":
        plain = _STRAY.sub(
            lambda found: found[0] if found[0][0] == "<" or _TIME_WORDS.match(found[0]) else _hidden(found[0]), plain
        )
    elif kind == "text":
        plain = _TITLE_CASE.sub("<name>", plain)
    return plain if len(plain) <= LONGEST_VALUE else plain[: LONGEST_VALUE - 1] + "…"


def _hidden(word: str) -> str:
    return "x" * min(len(word), 6)


def shape(value: str) -> str:
    """Values of one shape have one fault: digits become 9, letters a."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "9", value[:LONGEST_MASKED]))[:60]


@dataclass(frozen=True)
class Finding:
    """One kind of fault, with all its rows. ``lines`` count from 1 at the header, as Excel does; ``values`` are
    masked and belong to the first lines (none when the fault is of the whole file).
    """

    rule: str
    fatal: bool
    what: str
    remedy: str
    column: str = ""
    allowed: str = ""
    lines: tuple[int, ...] = ()
    values: tuple[str, ...] = ()
    accepted: bool = False

    @property
    def count(self) -> int:
        """Rows affected; 0 for a fault of the whole file."""
        return len(self.lines)

    def where(self, file: str) -> str:
        """File, line and column, with the other lines like it."""
        place = file
        if self.lines:
            place += f", line {self.lines[0]}"
        if self.column:
            place += f', column "{masked(self.column)}"'
        return place

    def alike(self) -> str:
        """How many more rows have the same fault, and the first of their lines."""
        more = self.lines[1:]
        if not more:
            return ""
        named = ", ".join(str(line) for line in more[:LINES_NAMED])
        noun, rest = "lines" if len(more) > 1 else "line", ", ..." if len(more) > LINES_NAMED else ""
        return f"{len(more):,} more alike ({noun} {named}{rest})"

    def sentence(self, file: str) -> str:
        """The whole message on one line."""
        value = f": {self.values[0]}" if self.values else ""
        alike = f"; {self.alike()}" if self.alike() else ""
        return f"{self.where(file)}{value}: {self.what}{alike}. {self.remedy[:1].upper()}{self.remedy[1:]}"


@dataclass
class Findings:
    """Collects findings; ``accepted`` are the rules the planner has said to live with (fatal ones become warnings)."""

    accepted: frozenset[str] = frozenset()
    items: list[Finding] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        """Keep a finding, as a warning when its rule is accepted."""
        known = finding.rule in self.accepted
        self.items.append(replace(finding, accepted=known, fatal=finding.fatal and not known))

    def by_shape(
        self,
        rule: str,
        fatal: bool,
        column: str,
        kind: str,
        lines: Iterable[int],
        raw: Sequence[str],
        what: str,
        remedy: str,
        allowed: str = "",
        same: bool = False,
    ) -> None:
        """Add faulty rows grouped by the shape of their value (by the value itself with ``same``)."""
        numbers = [int(line) for line in lines]
        groups: dict[str, list[int]] = {}
        for place, value in enumerate(raw):
            groups.setdefault(value if same else shape(value), []).append(place)
        for places in groups.values():
            self.add(
                Finding(
                    rule,
                    fatal,
                    what,
                    remedy,
                    column,
                    allowed,
                    tuple(numbers[p] for p in places),
                    tuple(masked(raw[p], kind) for p in places[:VALUES_KEPT]),
                )
            )

    @property
    def fatal(self) -> list[Finding]:
        """Findings that stop the fit."""
        return [item for item in self.items if item.fatal]

    @property
    def warnings(self) -> list[Finding]:
        """Findings the fit lives with."""
        return [item for item in self.items if not item.fatal]

    def capped(self, items: Iterable[Finding]) -> tuple[list[Finding], Counter[str]]:
        """At most 20 findings per rule, the most frequent first, and how many kinds were left for faults.csv."""
        order = list(dict.fromkeys(item.rule for item in self.items))
        ranked = sorted(items, key=lambda item: (order.index(item.rule), -item.count, item.lines[:1]))
        shown, left, seen = [], Counter[str](), Counter[str]()
        for item in ranked:
            seen[item.rule] += 1
            if seen[item.rule] <= CAP_PER_RULE:
                shown.append(item)
            else:
                left[item.rule] += 1
        return shown, left

    def report(self, file: str) -> FaultReport:
        """The exception to raise when something fatal was found: all fatal findings, then what else was noticed."""
        faults = []
        for heading, items in (("", self.fatal), ("also noticed: ", self.warnings)):
            shown, left = self.capped(items)
            for item in shown:
                value = f"{item.values[0]}: " if item.values and item.values[0] else ""
                found = f"{heading}{value}{item.what}"
                alike = item.alike()
                faults.append(
                    Fault(item.where(file), f"{found}; {alike}" if alike else found, item.allowed, item.remedy)
                )
            for rule, kinds in left.items():
                faults.append(
                    Fault(file, f"{heading}{kinds} more kinds of {rule}", "", "see faults.csv for the full list")
                )
        return FaultReport(faults, file)

    def write_csv(self, path: Path, file: str) -> None:
        """Every affected line of every finding. Text that a spreadsheet would run as a formula is quoted."""
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle)
            writer.writerow(["file", "line", "column", "value", "rule", "stops_the_fit", "what", "remedy"])
            for item in self.items:
                lines: Sequence[int | str] = item.lines or ("",)
                values = [*item.values, *[""] * (len(lines) - len(item.values))]
                for line, value in zip(lines, values, strict=True):
                    row = [
                        file,
                        line,
                        item.column,
                        value,
                        item.rule,
                        "yes" if item.fatal else "no",
                        item.what,
                        item.remedy,
                    ]
                    writer.writerow([_plain_cell(cell) for cell in row])


def _plain_cell(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\0") else cell
