"""Alternating renewal: posts are held and empty in turn, each by itself, at one hazard of leaving and one time to fill.

Who holds a post draws every morning and leaves with probability p; whoever joins does so after the draws of that morning, so
is there for a geometric number of days, 1 / p on average.  The post is empty for the V days drawn.  In the long run a post is
empty for the share E[V] / (E[V] + 1 / p) of days, and, as posts have nothing to do with each other, the number empty is binomial.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from scipy import stats

from kernels.kinds import POST_EMPTY, RECRUIT_TRAINING
from tests.oracle import theory
from tests.oracle.bench import COMPILED, REFERENCE, Look, Measured, Report, Size, observe, on_engines
from tests.oracle.counting import off_by_day

POSTS = 8
PER_YEAR = 30.0  # often, so that a run holds many
BANDS = (0, 2, 5, 10, 15, 20, 25, 30)  # of the county's service: all alike here
OVERRIDES = [
    f"force.officers={POSTS}", "demand=flat", "demand.logged_per_year=0", "careers=county",
    f"careers.leaving.per_year={{{', '.join(f'{band}: {PER_YEAR}' for band in BANDS)}}}", "careers.vacant_at_start=0",
    "careers.career_breaks.per_year=0",
    "careers.recruitment.every_months=0", "careers.recruitment.places=null", "careers.recruitment.tutored_weeks=0",
    "careers.recruitment.rejoiners.share=0",
    # everybody has a tour every day, after the draw of 06:00
    "roster.always_on=false", "roster.shifts={D: {start: '08:00', hours: 8, night: false}}", "roster.cycle=[D]",
]
VACANCIES = {
    "geometric": ("careers.vacancy={kind: exponential, mean_days: 2}", theory.geometric_days(2.0)),
    "deterministic": ("careers.vacancy={kind: deterministic, mean_days: 3}", 3.0),
}
TRAINING_DAYS = 2
SIZES = {COMPILED: Size(180, 3600), REFERENCE: Size(30, 500)}
WARM_UP_DAYS = 90  # everybody is there at the start; seven cycles later nothing tells


def share_empty(days: float) -> float:
    """Return the share of days on which a post is empty that takes ``days`` to fill on average."""
    return days / (days - 1.0 / math.expm1(-PER_YEAR / 365.25))


def _look(share: float) -> Look:
    """Return what is looked at: share empty, spread of the number empty around its true mean, none empty, three or more."""

    def look(measured: Measured) -> tuple[float, ...]:
        empty = off_by_day(measured, POSTS, POST_EMPTY)
        spread = ((empty - POSTS * share) ** 2).mean() / (POSTS * share * (1.0 - share))
        return empty.mean() / POSTS, spread, float((empty == 0).mean()), float((empty >= 3).mean())

    return look


@pytest.mark.parametrize(("vacancy", "engine"), on_engines(VACANCIES, long=["deterministic"], short=["geometric"]))
def test_number_of_empty_posts_is_binomial(vacancy: str, engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    override, days = VACANCIES[vacancy]
    share = share_empty(days)
    found = report(engine, f"{POSTS} posts, {vacancy} vacancies of {days:.3f} days, {share:.3f} empty")
    words = [*OVERRIDES, "careers.recruitment.training_weeks=0", override]
    seen = observe(words, engine, seed, SIZES.get(engine, SIZES[COMPILED]), _look(share), settle_h=0, tail_h=0,
                   warmup_days=WARM_UP_DAYS)  # fmt: skip
    binomial = stats.binom(POSTS, share)
    wide, wider = (0.06, 0.12) if engine == REFERENCE else (0.02, 0.02)
    found.agrees("share empty", share, seen[:, 0], wide)
    found.agrees("variance / binomial variance", 1.0, seen[:, 1], wider)
    found.agrees("P(no post empty)", float(binomial.pmf(0)), seen[:, 2], wider)
    found.agrees("P(three or more empty)", float(binomial.sf(2)), seen[:, 3], 0.2 if engine == REFERENCE else 0.02)


def test_recruits_in_training_leave_like_anybody(seed: int, report: Callable[[str, str], Report]) -> None:
    """Holding a post lasts a geometric time G whatever is learnt; of it min(G, T), in training of T days, is off the roster."""
    days, p = 3.0, -math.expm1(-PER_YEAR / 365.25)
    cycle = days + 1.0 / p
    in_training = sum((1.0 - p) ** day for day in range(TRAINING_DAYS))
    found = report(COMPILED, f"{POSTS} posts, training of {TRAINING_DAYS} days")

    def look(measured: Measured) -> tuple[float, ...]:
        tours, done = measured.inputs.tours, measured.outcome.tours
        counted = (tours["start"] >= measured.low) & (tours["start"] < measured.high)
        reason = done["reason"][counted]
        return float((reason == POST_EMPTY).mean()), float((reason == RECRUIT_TRAINING).mean())

    words = [*OVERRIDES, VACANCIES["deterministic"][0], f"careers.recruitment.training_weeks={TRAINING_DAYS / 7}"]
    seen = observe(words, COMPILED, seed, Size(60, 2000), look, settle_h=0, tail_h=0, warmup_days=WARM_UP_DAYS)
    found.agrees("share empty", days / cycle, seen[:, 0], 0.02)
    found.agrees("share in training", in_training / cycle, seen[:, 1], 0.02)
