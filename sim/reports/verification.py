"""Was the program right: the audit by the second engine, and the books that must balance after every run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.reports.results import Results
from sim.reports.words import counted, joined, plain

STOP = "Do not decide on these results."
_SAME = frozenset({"identical", "same", "agree", "agrees", "equal", "passed", "pass", "ok", "true"})
_CHECKS = {
    "conserved": "every incident is closed, open or cancelled, and officers' time adds up",
    "faults": "no engine fault",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of "how sure are we": what is asked and the answer; `alarm` marks an answer that should worry."""

    title: str
    words: str
    alarm: bool = False


def audit_fact(results: Results) -> Fact:
    """What the audit found when it repeated runs on the other engine."""
    rows = [r for r in results.manifest.get("audit") or () if isinstance(r, Mapping)]
    if not rows:
        return Fact("Audit", "No run was repeated on the second engine.", True)
    good = [r for r in rows if str(r.get("verdict", "")).lower() in _SAME]
    days = sorted({int(r["days"]) for r in rows if isinstance(r.get("days"), int | float)})
    length = f" (the warm-up and the first {joined([str(d) for d in days], 'or')} days)" if days else ""
    if len(good) == len(rows):
        return Fact(
            "Audit",
            f"{counted(len(rows), 'run')}{length} repeated on the second engine gave "
            "exactly the same events at the same times. The two share the kernels for draws and choices, so that an error there "
            "is in both.",
        )
    broken = [r for r in rows if str(r.get("verdict", "")).lower() == "error"]
    if len(broken) + len(good) == len(rows):
        words = f"{len(broken)} of {counted(len(rows), 'audit')} failed to run, so the engines were not compared there."
        return Fact("Audit", words, True)
    bad = [r for r in rows if r not in good and r not in broken]
    told = joined([_disagreement(r) for r in bad[:3]])
    words = f"The two engines disagree in {len(bad)} of {counted(len(rows), 'audited run')}: {told}."
    return Fact("Audit", f"{words} {STOP}", True)


def _disagreement(row: Mapping[str, Any]) -> str:
    words = f"{plain(row.get('verdict', ''), 40)} {plain(row.get('detail', ''), 120)}"
    return f"{plain(row.get('scenario', ''), 80)}, run {plain(row.get('replication'), 20)}: {words}".strip()


def books_fact(results: Results) -> Fact | None:
    """Whether what went in came out again in every run; None where nothing was checked."""
    checks = results.manifest.get("checks")
    if isinstance(checks, Mapping):
        pairs = [(plain(name), value) for name, value in checks.items()]
    elif isinstance(checks, list | tuple):
        pairs = [(plain(c.get("name", "check")), c.get("passed", c.get("ok"))) for c in checks if isinstance(c, Mapping)]
    else:
        return None
    pairs = [(_CHECKS.get(name, name.replace("_", " ")), value) for name, value in pairs]
    failed = [name for name, value in pairs if value is False]
    if failed:
        return Fact("Books", f"The books do not balance: {joined(failed)}. {STOP}", True)
    names = joined([name for name, value in pairs if value is True])
    return Fact("Books", f"Checked after every run and found true: {names}.") if names else None


def reasons_to_stop(results: Results) -> list[str]:
    """What makes the whole page worthless; said at its very top."""
    found = [audit_fact(results), books_fact(results)]
    return [f.words for f in found if f is not None and f.words.endswith(STOP)]
