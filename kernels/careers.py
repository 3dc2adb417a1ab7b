"""Careers: who leaves a post, how long it stands empty, and who holds it next.

A seat is a post; a person holds it.  Once a local day, at the hour of bookkeeping, everybody who holds a post draws whether to
leave (the hazard goes by years of service, and strain may raise or lower it), and who is independent and well whether to take
a career break.  A post that was left may be filled after a drawn time, on a morning on which recruits join, while there are
places and money; whoever joins is in training first, then a student with a tutor, then independent.  Who has served before
needs neither.

Draws are keyed by seat and date, so what one officer does moves nobody else's draws.  Days are counted from 1970-01-01.

Parameters (``par``, float64; built by ``sim.inputs.careers.career_parameters``):

=============  ========================================  ==============================================================
index          setting (careers.)                        meaning
=============  ========================================  ==============================================================
GAIN           leaving.gain                              strain in the log hazard of leaving; any sign, 0 cuts the link
CAP            leaving.hazard_cap                        most by which strain multiplies or divides it
TRAINING       recruitment.training_weeks                days of training, off the roster
TUTORED        recruitment.tutored_weeks                 days as a student after it
REJOIN         recruitment.rejoiners.share               of those who join, who served before
REJOIN_DAYS    recruitment.rejoiners.service_years       their service, in days
BREAK_RATE     career_breaks.per_year                    breaks begun per day by who is independent and well
FROM_DAYS      severance.from_years                      service that may go by severance, in days ...
TO_DAYS        severance.to_years                        ... and below this
REFILLED       severance.refilled                        1: such posts are filled again
LENGTHS        vacancy, career_breaks.length             two rows of equal width, laid out as in ``kernels.durations``, days
=============  ========================================  ==============================================================

``bands`` (n, 2) float64: years of service from which a band begins, and the share of its officers that leaves, per day.
"""

from __future__ import annotations

import math

import numpy as np

from kernels._jit import jit
from kernels.draw import uniform
from kernels.durations import duration_minutes
from kernels.sickness import seat_and_day
from kernels.strain import hazard_multiplier

DAYS_PER_YEAR = 365.25

# What a post is: who holds it, or why nobody is there.
INDEPENDENT, STUDENT, LEFT, IN_TRAINING, ON_BREAK, SEVERED = range(6)
N_PHASES = 6
_FIRST_REASON = 18  # reasons 20 to 23 of kernels.kinds belong to the phases from LEFT on

(GAIN, CAP, TRAINING, TUTORED, REJOIN, REJOIN_DAYS, BREAK_RATE, FROM_DAYS, TO_DAYS, REFILLED) = range(10)
LENGTHS = 10  # rows to the end of the array
OF_VACANCY, OF_BREAK = range(2)
LONGEST_DAYS = 36_500

# Draw numbers of one seat on one day ...
DRAW_LEAVES, DRAW_VACANCY, DRAW_BREAK, DRAW_BREAK_LENGTH, DRAW_REJOINS = range(5)
# ... and of one seat for the whole study.
DRAW_SEVERANCE, DRAW_SEVERANCE_DAY, DRAW_VACANT = range(10, 13)

# A row for each post, int64: how it stands, what belongs to the post whoever holds it, and mornings since measuring began on
# which nobody was there to be sent.
(PHASE, JOINED, UNTIL, SINCE, PERSONS, SKILLS, SERGEANT, SEVERANCE_DAY, GONE_DAYS) = range(9)
N_CAREER = 9
NEVER = -1

# A row for each morning, int64: posts by phase (0 to 5), service and newcomers of those in the roster, what happened, and by band
# of service those who left otherwise than by severance, and those who hold a post.
SERVED_DAYS, NEW, JOINED_TODAY, REJOINED, SEVERANCES, BREAKS = range(6, 12)
MOST_BANDS = 12
LEAVERS = 12
HOLDERS = LEAVERS + MOST_BANDS
N_DAILY = HOLDERS + MOST_BANDS
NEW_BELOW_DAYS = 730  # of service

# A row of the intake of each morning: how many may join, and the budget year it falls in.
PLACES, YEAR = range(2)


@jit
def gone_as(phase):
    """Return the reason for which nobody is there for a tour of a post in this phase; 0 when somebody is."""
    return np.int64(0) if phase < LEFT else np.int64(_FIRST_REASON + phase)


@jit
def is_held(phase):
    """Return whether a post has a holder: in the roster, in training or on a career break."""
    return phase != LEFT and phase != SEVERED


@jit
def band_of(served, bands):
    """Return the band of service, by its row, of somebody who served so many days; the first when below all."""
    years = served / DAYS_PER_YEAR
    band = 0
    while band + 1 < bands.shape[0] and years >= bands[band + 1, 0]:
        band += 1
    return band


@jit
def leaves(key, seat, day, served, strain, par, bands):
    """Return whether the holder of a post leaves on ``day``, after ``served`` days."""
    rate = bands[band_of(served, bands), 1] * hazard_multiplier(strain, par[GAIN], par[CAP])
    return uniform(key, seat_and_day(seat, day), DRAW_LEAVES) < -math.expm1(-rate)


@jit
def is_eligible(served, par):
    """Return whether somebody who served so many days may go by severance."""
    return par[FROM_DAYS] <= served < par[TO_DAYS]


@jit
def _days(par, row, u):
    table = par[LENGTHS:].reshape(2, -1)
    return np.int64(min(float(LONGEST_DAYS), max(1.0, math.ceil(duration_minutes(table, row, u)))))


@jit
def vacant_days(key, seat, day, par):
    """Return after how many whole days (at least 1) a post left on ``day`` may be filled."""
    return _days(par, OF_VACANCY, uniform(key, seat_and_day(seat, day), DRAW_VACANCY))


@jit
def break_days(key, seat, day, par):
    """Return the whole days of the career break that an officer begins on ``day``; 0 when none begins."""
    entity = seat_and_day(seat, day)
    if uniform(key, entity, DRAW_BREAK) >= -math.expm1(-par[BREAK_RATE]):
        return np.int64(0)
    return _days(par, OF_BREAK, uniform(key, entity, DRAW_BREAK_LENGTH))


@jit
def rejoins(key, seat, day, par):
    """Return whether who joins on ``day`` has served before."""
    return uniform(key, seat_and_day(seat, day), DRAW_REJOINS) < par[REJOIN]


@jit
def stage_of(day, joined, again, par):
    """Return (phase, until which day) of who joined on ``joined``; who has served before (``again``) learns nothing anew."""
    trained = joined + np.int64(par[TRAINING])
    taught = trained + np.int64(par[TUTORED])
    if again or day >= taught:
        return np.int64(INDEPENDENT), np.int64(NEVER)
    if day < trained:
        return np.int64(IN_TRAINING), trained
    return np.int64(STUDENT), taught


@jit
def may_be_filled(phase, until, day, par):
    """Return whether a post may be filled on ``day``."""
    return (phase == LEFT or (phase == SEVERED and par[REFILLED] == 1.0)) and until <= day
