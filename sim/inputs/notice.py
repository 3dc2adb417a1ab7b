"""Notice: when a gap of the plan is known, by what causes it, and so whether another rest day can be given for filling it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kernels.kinds import COURT, ENQUIRY, EVENT, LEAVE, PUBLIC_ORDER, TRAINING
from sim.inputs.inputs import Ints, Records
from sim.scenario.overtime import RestDays

_POSTS = 0  # nobody is away: the team itself is below its minimum
CAUSES = {LEAVE: "leave", TRAINING: "training", COURT: "court", _POSTS: "posts",
          ENQUIRY: "surges", PUBLIC_ORDER: "surges", EVENT: "surges"}


def give_days_of_gaps(tours: Records, group_of: Ints, counts: npt.NDArray[np.bool_], minimum: Ints, rules: RestDays) -> Ints:
    """Return within how many days another rest day is given for filling each gap, (teams, most); 0: none is, it is paid.

    ``tours`` belong to the teams ``group_of``, officers who ``counts`` to their ``minimum`` (teams,).  Absences become known the
    longest notice first; a gap is known with the absence that takes its team below the minimum.
    """
    notice = {reason: rules.notice_of(cause) for reason, cause in CAUSES.items()}
    away = np.flatnonzero(counts & (tours["absent"] != 0))
    size = np.bincount(group_of, weights=counts, minlength=minimum.size).astype(np.int64)
    lacking = np.repeat(np.arange(minimum.size), np.maximum(0, minimum - size))
    group = np.concatenate([group_of[away], lacking])
    reason = np.concatenate([tours["absent"][away].astype(np.int64), np.full(lacking.size, _POSTS)])
    known = np.array([notice.get(each, rules.notice_days) for each in range(int(reason.max(initial=0)) + 1)])[reason]
    order = np.lexsort((-known, group))
    group, known = group[order], known[order]
    first = np.searchsorted(group, group)
    gap = np.arange(group.size) - first - np.maximum(0, size - minimum)[group]  # those before only use up who can be spared
    out = np.zeros((minimum.size, rules.most), dtype=np.int64)
    seen = (gap >= 0) & (gap < rules.most)
    out[group[seen], gap[seen]] = np.where(known[seen] >= rules.re_roster_days, rules.give_back_days, 0)
    return out
