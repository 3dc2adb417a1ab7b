"""What a user sees while a study runs: a bar on a terminal, lines in a log, or nothing."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Literal, Protocol, TextIO

Mode = Literal["auto", "bar", "plain", "quiet"]
_SECONDS_BETWEEN_LINES = 10.0


class Progress(Protocol):
    """Hears what happens in a study. Calls come in the order start, any of advance and say, finish."""

    def start(self, study: str, waiting: Mapping[str, int], workers: int) -> None:
        """Work begins: `waiting` counts the jobs of each kind."""
        ...

    def advance(self, kind: str, seconds: float) -> None:
        """One job of this kind has ended, well or badly, after so many seconds."""
        ...

    def say(self, text: str) -> None:
        """A sentence for the user."""
        ...

    def finish(self) -> None:
        """Nothing more will come."""
        ...


def progress_for(mode: Mode, stream: TextIO | None = None) -> Progress:
    """Choose how progress is shown; "auto" is the bar on a terminal, lines elsewhere. Stream: stderr by default."""
    stream = sys.stderr if stream is None else stream
    if mode == "quiet":
        return Quiet()
    if mode == "bar" or (mode == "auto" and stream.isatty()):
        return Bar(stream)
    return Plain(stream)


class TimeLeft:
    """Time left from the time jobs really took, kind by kind; silent until it knows.

    The first job of each worker also loads compiled code, so those are set aside once others have ended.
    """

    def __init__(self, waiting: Mapping[str, int], workers: int) -> None:
        self._waiting = dict(waiting)
        self._workers = max(1, workers)
        self._ended = 0
        self._first: dict[str, list[float]] = defaultdict(list)
        self._later: dict[str, list[float]] = defaultdict(list)

    @property
    def ended(self) -> int:
        """Jobs ended so far."""
        return self._ended

    def record(self, kind: str, seconds: float) -> None:
        """One job has ended."""
        warm = self._ended >= self._workers
        (self._later if warm else self._first)[kind].append(seconds)
        self._ended += 1
        self._waiting[kind] = self._waiting.get(kind, 0) - 1

    def seconds(self) -> float | None:
        """Estimated seconds left, or None while some kind of job still waiting has never been seen to end."""
        work, longest = 0.0, 0.0
        for kind, waiting in self._waiting.items():
            if waiting <= 0:
                continue
            seen = self._later[kind] or self._first[kind]
            if not seen:
                return None
            each = sum(seen) / len(seen)
            work, longest = work + waiting * each, max(longest, each)
        return max(work / self._workers, longest)

    def in_words(self) -> str:
        """The estimate as a user reads it."""
        left = self.seconds()
        if left is None:
            return "time left not known yet"
        if left < 60:
            return "less than a minute left"
        if left < 90 * 60:
            return f"about {round(left / 60)} min left"
        return f"about {left / 3600:.1f} h left"


class Quiet:
    """Shows nothing; what matters is in the result."""

    def start(self, study: str, waiting: Mapping[str, int], workers: int) -> None:
        """See `Progress`."""

    def advance(self, kind: str, seconds: float) -> None:
        """See `Progress`."""

    def say(self, text: str) -> None:
        """See `Progress`."""

    def finish(self) -> None:
        """See `Progress`."""


class Plain:
    """A line now and then, for logs and CI."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def start(self, study: str, waiting: Mapping[str, int], workers: int) -> None:
        """See `Progress`."""
        self._total = sum(waiting.values())
        self._left = TimeLeft(waiting, workers)
        self._last = time.monotonic()

    def advance(self, kind: str, seconds: float) -> None:
        """See `Progress`."""
        self._left.record(kind, seconds)
        now = time.monotonic()
        if now - self._last >= _SECONDS_BETWEEN_LINES or self._left.ended == self._total:
            self._last = now
            tail = "" if self._left.ended == self._total else f", {self._left.in_words()}"
            self.say(f"{self._left.ended} of {self._total} done{tail}")

    def say(self, text: str) -> None:
        """See `Progress`."""
        print(text, file=self._stream, flush=True)

    def finish(self) -> None:
        """See `Progress`."""


class Bar:
    """A progress bar with the time left, on a terminal."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console

        self._console = Console(file=stream, highlight=False)
        self._bar: Any = None

    def start(self, study: str, waiting: Mapping[str, int], workers: int) -> None:
        """See `Progress`."""
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as RichProgress

        self._left = TimeLeft(waiting, workers)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[left]}"),
        )
        self._bar = RichProgress(*columns, console=self._console)
        self._task = self._bar.add_task(study, total=sum(waiting.values()), left=self._left.in_words())
        self._bar.start()

    def advance(self, kind: str, seconds: float) -> None:
        """See `Progress`."""
        self._left.record(kind, seconds)
        self._bar.update(self._task, advance=1, left=self._left.in_words())

    def say(self, text: str) -> None:
        """See `Progress`."""
        # Not as markup: a scenario may have square brackets in its name.
        self._console.print(text, markup=False)

    def finish(self) -> None:
        """See `Progress`."""
        if self._bar is not None:
            self._bar.stop()
