"""Moments: SimPy events whose order at one instant is stated, not left to the order of their creation.

SimPy serves equal times by priority and then by creation.  Here the priority is built from (round, rank, key, sub), the order
the design gives to one instant.  What is due at the present instant goes into the next round; after the last event of a round
comes the dispatch of that round.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import simpy

from kernels.kinds import DISPATCH, MOST_ROUNDS

_SUB_BITS, _KEY_BITS, _RANK_BITS = 16, 64, 8
_RANK_AT = _SUB_BITS + _KEY_BITS
_ROUND_AT = _RANK_AT + _RANK_BITS
_LIFT = 2  # SimPy's own priorities are 0 (urgent) and 1 (normal): what follows at once from an event comes before the next


class EndlessInstant(RuntimeError):
    """Work kept creating work for the same instant."""


class Moment(simpy.Event):
    """An event that happens at ``time``, in round ``number`` of that instant."""

    def __init__(self, env: simpy.Environment, time: int, number: int, entered: Callable[[Any], None]) -> None:
        self.env = env
        self.callbacks = [entered]
        self._ok, self._value = True, None
        self.time, self.number = time, number


class Moments:
    """The clock of the reference: makes events for stated moments and calls the dispatcher once a round."""

    def __init__(self, env: simpy.Environment, dispatch: Callable[[], None]) -> None:
        self.env = env
        self._dispatch = dispatch
        self.now = 0  # as env.now, kept here because it is asked for at every turn
        self._instant = -1
        self._round = 0
        self._called_for: tuple[int, int] = (-1, -1)

    def at(self, time: int, rank: int, key: int, sub: int = 0) -> simpy.Event:
        """Return an event for millisecond ``time``; of equal times the lower (rank, key, sub) comes first."""
        number = self._round + 1 if time == self._instant else 0
        return self._schedule(time, number, rank, key, sub)

    def planned(self, time: int, rank: int, key: int) -> simpy.Event:
        """Return an event that was known beforehand, so that it belongs to the first round of its instant."""
        return self._schedule(time, 0, rank, key, 0)

    def call_dispatch(self) -> None:
        """Have the dispatcher look at the end of the present round."""
        here = (self._instant, self._round)
        if self._called_for != here:
            self._called_for = here
            event = self._schedule(self._instant, self._round, DISPATCH, 0, 0)
            event.callbacks.append(self._serve_dispatch)  # type: ignore[union-attr]

    def _serve_dispatch(self, _: simpy.Event) -> None:
        self._dispatch()

    def _schedule(self, time: int, number: int, rank: int, key: int, sub: int) -> simpy.Event:
        if number >= MOST_ROUNDS:
            raise EndlessInstant(f"the instant {time} ms after the start of the study never ends")
        event = Moment(self.env, time, number, self._enter)
        order = (number << _ROUND_AT) | (rank << _RANK_AT) | (key << _SUB_BITS) | sub
        self.env.schedule(event, priority=order + _LIFT, delay=time - int(self.env.now))  # type: ignore[arg-type]
        return event

    def _enter(self, event: Moment) -> None:
        self.now = self._instant = event.time
        self._round = event.number
