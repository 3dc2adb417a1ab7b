"""Sickness by kind: spells and days, who is long-term sick or back and not to be sent, and on how few the days fall."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels import spells as k
from kernels.presence import INJURED_DAYS, INJURED_TIMES
from sim.inputs.inputs import Ints
from sim.measures.window import A_YEAR, Measure, Window, ratio
from sim.metrics.small_groups import LEAST_FOR_A_TENTH

CLASSES = {"none": (0, 0), "1_to_5": (1, 5), "6_to_19": (6, 19), "20_or_more": (20, None)}


def sickness_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of sickness by kind; none where it is not told by kind."""
    if not window.inputs.spells.on:
        return
    health = window.outcome.health[: window.inputs.n_own]
    by_kind = health[:, k.DAYS : k.DAYS + k.N_KINDS]
    injured = _injured(window)
    days = by_kind.sum(axis=1) + injured[:, 1]
    everyday = int(health[:, k.DAYS :].sum() - health[:, k.LONG_TERM_DAYS].sum() + injured[:, 1].sum())
    total = int(days.sum())
    for kind, name in enumerate(k.NAMES):
        yield ratio("sickness_spells", int(health[:, k.SPELLS + kind].sum()), window.officer_years, f"spell={name}")
        yield ratio("sickness_days", int(by_kind[:, kind].sum()), window.officer_years, f"spell={name}")
    if window.inputs.presence.injures:
        yield ratio("sickness_spells", int(injured[:, 0].sum()), window.officer_years, "spell=injury")
        yield ratio("sickness_days", int(injured[:, 1].sum()), window.officer_years, "spell=injury")
    yield ratio("psychological_share", int(by_kind[:, k.PSYCHOLOGICAL].sum()), total)
    yield ratio("long_term_sick_share", int(health[:, k.LONG_TERM_DAYS].sum()), everyday)
    if window.scenario.sickness.return_to_duty.on:
        for name, column in (("recuperative", k.RECUPERATIVE_DAYS), ("restricted", k.RESTRICTED_DAYS)):
            yield ratio("office_duty_share", int(health[:, column].sum()), everyday, f"duty={name}")
    if days.size >= LEAST_FOR_A_TENTH:
        yield ratio("sick_days_of_worst_tenth", int(np.sort(days)[-(days.size // 10) :].sum()), total)
    if A_YEAR[0] <= everyday // max(1, days.size) <= A_YEAR[1]:
        yield from _classes(days)


def _injured(window: Window) -> Ints:
    """Return how often each officer went off injured, and days off for it, (own seats, 2); 0 where injuries keep nobody off."""
    if not window.inputs.presence.injures:
        return np.zeros((window.inputs.n_own, 2), dtype=np.int64)
    return window.outcome.presence[: window.inputs.n_own, [INJURED_TIMES, INJURED_DAYS]]


def _classes(days: Ints) -> Iterator[Measure]:
    for name, (least, most) in CLASSES.items():
        inside = (days >= least) & (days <= (most if most is not None else days.max(initial=0)))
        yield ratio("sick_days_class_share", int(inside.sum()), days.size, f"days={name}")
