"""Ctrl-C with manners: the first press stops scheduling and lets current work finish, the second stops at once."""

from __future__ import annotations

import _thread
import contextlib
import signal
import threading
import time
from collections.abc import Iterator
from types import FrameType
from typing import Any

GRACE_SECONDS = 10.0
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """A request to stop, from Ctrl-C, from SIGTERM or from the program itself.

    Used as a context manager it takes over both signals (in the main thread; elsewhere it leaves them alone).
    `requested` means: start nothing new. `expired` means: the grace period is over, or the user pressed again;
    abandon what runs.
    """

    def __init__(self, grace: float = GRACE_SECONDS) -> None:
        self.grace = grace
        self._presses = 0
        self._deadline = float("inf")
        self._open_to_interrupt = False
        self._before: dict[int, Any] = {}
        self._timer: threading.Timer | None = None

    @property
    def requested(self) -> bool:
        """Whether anyone asked to stop."""
        return self._presses > 0

    @property
    def expired(self) -> bool:
        """Whether running work should be abandoned now."""
        return self._presses > 1 or time.monotonic() >= self._deadline

    def request(self) -> None:
        """Ask to stop, as the first Ctrl-C does."""
        self._presses += 1
        self._deadline = min(self._deadline, time.monotonic() + self.grace)

    @contextlib.contextmanager
    def interruptible(self) -> Iterator[None]:
        """Mark work in this process that an expired stop may cut off with KeyboardInterrupt."""
        self._open_to_interrupt = True
        try:
            yield
        finally:
            self._open_to_interrupt = False

    def __enter__(self) -> Stop:
        if threading.current_thread() is threading.main_thread():
            self._before = {number: signal.signal(number, self._on_signal) for number in _SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before = {}

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.request()
        if self._presses == 1:
            # Work in this very process hears of the end of the grace period only through another signal.
            self._timer = threading.Timer(self.grace, _press_again)
            self._timer.daemon = True
            self._timer.start()
        elif self._open_to_interrupt:
            raise KeyboardInterrupt


def _press_again() -> None:
    if hasattr(signal, "pthread_kill"):
        # Sent to the main thread by name, so that it also wakes from a blocking call.
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()
