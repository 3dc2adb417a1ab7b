"""What is wrong with an input, in plain words, all at once.

Whoever reads input collects into `Faults` and raises one `FaultReport` at the end, so that a planner mends
everything in one go.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST_SHOWN = 40


@dataclass(frozen=True)
class Fault:
    """One thing to mend: where it stands, what was found there, what is allowed, and the words that mend it."""

    where: str
    found: str
    allowed: str
    remedy: str

    def __str__(self) -> str:
        lines = [self.where, f"   found:   {self.found}"]
        lines += [f"   allowed: {self.allowed}"] if self.allowed else []
        lines += [f"   mend it: {self.remedy}"] if self.remedy else []
        return "\n".join(lines)


class FaultReport(Exception):
    """All faults of one input. Printed whole; the command line answers it with exit status 2."""

    def __init__(self, faults: Iterable[Fault], subject: str = "the configuration") -> None:
        self.faults = tuple(faults)
        self.subject = subject
        super().__init__(self.faults, subject)

    def __str__(self) -> str:
        count = len(self.faults)
        head = f"{count} fault{'s' if count != 1 else ''} in {self.subject}; nothing was run."
        shown = [f"{number}. {fault}" for number, fault in enumerate(self.faults[:MOST_SHOWN], start=1)]
        more = [f"... and {count - MOST_SHOWN} more."] if count > MOST_SHOWN else []
        return "\n".join([head, *shown, *more])

    def __reduce__(self) -> tuple[type[FaultReport], tuple[tuple[Fault, ...], str]]:
        return (FaultReport, (self.faults, self.subject))


class Faults:
    """Collects faults in the order they are met, each once."""

    def __init__(self, subject: str = "the configuration") -> None:
        self.subject = subject
        self._kept: dict[Fault, None] = {}

    def add(self, where: str, found: str, allowed: str = "", remedy: str = "") -> None:
        """Keep one fault; an equal one is kept once."""
        self._kept.setdefault(Fault(printable(where), printable(found), printable(allowed), printable(remedy)))

    def extend(self, faults: Iterable[Fault]) -> None:
        """Keep every fault of another collection or report."""
        for fault in faults:
            self._kept.setdefault(fault)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def __bool__(self) -> bool:
        return bool(self._kept)

    def raise_any(self) -> None:
        """Raise one `FaultReport` with everything collected, or return when nothing was."""
        if self._kept:
            raise FaultReport(self._kept, self.subject)


def printable(text: str, longest: int = 400) -> str:
    """Text safe for a terminal: control and direction characters escaped, cut where it runs on."""
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
    return safe if len(safe) <= longest else safe[: longest - 4] + " ..."


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like ``word``, or None when nothing is close enough to suggest."""
    known = list(known)
    by_lower = {k.lower(): k for k in known}
    found = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None


def listed(words: Iterable[str], most: int = 20) -> str:
    """Words for a sentence: ``a, b, c``; cut where there are too many to read."""
    words = list(words)
    return (
        ", ".join(words[:most]) + (f" and {len(words) - most} more" if len(words) > most else "") if words else "none"
    )
