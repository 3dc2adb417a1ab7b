"""The books of careers must balance: every morning every post is in one phase, and posts change phase by what happened."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from kernels import careers as k
from sim.inputs.inputs import Inputs, Ints


def career_faults(inputs: Inputs, posts: Ints, days: Ints, student_ms: Ints, rostered: Ints) -> Iterator[str]:
    """Yield what does not balance, in words; nothing when careers are off.

    ``posts`` (own seats, N_CAREER), ``days`` (nights, N_DAILY), ``student_ms`` (own seats, N_STATUS) of ``rostered`` (seats,
    N_STATUS).
    """
    if not inputs.careers.on:
        return
    lived = days[inputs.nights[:, 0] < inputs.horizon_ms]
    for night in np.flatnonzero(lived[:, : k.N_PHASES].sum(axis=1) != inputs.n_own)[:3].tolist():
        yield f"morning {night}: {lived[night, : k.N_PHASES].sum()} posts in some phase, of {inputs.n_own}"
    yield from _flows(inputs, lived, posts)
    measured = inputs.nights[: len(lived), 0] > inputs.measure_from_ms
    away = int(lived[measured][:, k.LEFT : k.SEVERED + 1].sum())
    if away != int(posts[:, k.GONE_DAYS].sum()):
        yield f"{away} days on which nobody was there, by the mornings; {posts[:, k.GONE_DAYS].sum()} by the posts"
    if bool((student_ms > rostered[: inputs.n_own]).any()) or bool((student_ms < 0).any()):
        yield "a student did more than whoever held the post did"


def _flows(inputs: Inputs, days: Ints, posts: Ints) -> Iterator[str]:
    """Yield where the posts that nobody holds did not change by who left and who joined, and joiners whom nobody counted."""
    empty = days[:, [k.LEFT, k.SEVERED]].sum(axis=1)
    left = days[:, k.LEAVERS : k.LEAVERS + k.MOST_BANDS].sum(axis=1) + days[:, k.SEVERANCES]
    before = np.concatenate([[int((inputs.careers.start[:, k.PHASE] == k.LEFT).sum())], empty[:-1]]) if empty.size else empty
    for night in np.flatnonzero(empty != before + left - days[:, k.JOINED_TODAY])[:3].tolist():
        joined = days[night, k.JOINED_TODAY]
        yield f"morning {night}: {before[night]} posts empty, {left[night]} left, {joined} joined, {empty[night]} empty"
    if int(days[:, k.JOINED_TODAY].sum()) != int(posts[:, k.PERSONS].sum()):
        yield f"{days[:, k.JOINED_TODAY].sum()} joined by the mornings, {posts[:, k.PERSONS].sum()} by the posts"
    if bool((days[:, k.REJOINED] > days[:, k.JOINED_TODAY]).any()):
        yield "more came back than joined"
    held = days[:, k.HOLDERS : k.HOLDERS + k.MOST_BANDS].sum(axis=1)
    if not np.array_equal(held + empty, days[:, : k.N_PHASES].sum(axis=1)):
        yield "officers by service are not all who hold a post"


def student_tours(inputs: Inputs, seats: npt.NDArray[np.integer], noted: Ints) -> npt.NDArray[np.bool_]:
    """Return which tours were a student's, (n,): as ``noted`` when they began where that changes, else by their ``seats``."""
    return (noted == 1) if inputs.careers.on else inputs.seat_student[seats] == 1
