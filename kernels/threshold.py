"""Questions about the threshold for sending officers: which calls it is for, what is known of them, and what if they are refused.

A call is put to the test where it falls in a category (welfare checks, walk-outs, ...).  Officers go where an immediate risk to
life or of serious harm is perceived, or where the police owe a duty of care; the others are turned away once the policy holds
for their category.  How fully it is kept to builds up evenly, so a call is turned away from some moment on: all draws are made
before the run.
"""

from __future__ import annotations

import numpy as np

from kernels._jit import jit
from kernels.demand import CLEARING_TIME, SCENE
from kernels.draw import choose, combine, uniform
from kernels.durations import duration_ms

# Draw numbers of an incident, never renumbered.
CATEGORY, BY_AGENCY, AT_RISK, OWED_CARE, JUDGED, KEPT_TO, WHAT_COMES, BACK_AFTER, GRAVER, HARM_AFTER, HEARD_OF = range(240, 251)
_BACK, _HARM = 251, 252  # of the keys of what comes of it

# What is true of a call, and what the call-taker takes to be true: one bit each.
AGENCY = 1  # another agency asks
RISK = 2  # there is a real and immediate risk to life, or of serious harm
DUTY = 4  # the police owe a duty of care already
SEEN = 8  # the call-taker perceives such a risk, rightly or not
TOLD_BEFORE = 16  # all this was said of the call before: the matter was turned away once

# What comes of a call that is turned away.
RESOLVED = 0  # the agency sees to it, or it sees to itself
COMES_BACK = 1
HARM_HEARD_OF = 2  # somebody comes to harm, and it comes to the police
HARM_UNHEARD_OF = 3  # ... and it does not

# Columns of a category's table.
FROM_AGENCIES, REAL_RISK, DUTY_OF_CARE, BEGINS_MS, BUILD_UP_MS, KEPT = range(6)
N_COLUMNS = 6
# The table of all categories.
SENSITIVITY, SPECIFICITY, BACK, BACK_AT_RISK, HARM, HEARD, GRAVER_SHARE = range(7)
N_SHARES = 7


@jit
def is_turned_away(tested, from_ms, now):
    """Return whether a call is turned away now; ``tested`` and ``from_ms`` of its INCIDENT record."""
    return tested > 0 and 0 <= from_ms <= now


@jit
def turned_from(u, begins_ms, build_up_ms, kept):
    """Return the ms from which on a decision is made by the policy, -1 never.

    From ``begins_ms`` on, which may lie before the study, the share of decisions made by it rises evenly to ``kept`` (0: there is
    no such phase) in ``build_up_ms``; ``u`` is the decision's uniform number, so that a fuller or an earlier policy is the policy
    of all that it was before, and more.
    """
    if u >= kept:
        return np.int64(-1)
    return max(np.int64(0), np.int64(begins_ms + np.rint(build_up_ms * (u / kept))))


@jit
def is_perceived(u, at_risk, sensitivity, specificity):
    """Return whether the call-taker perceives a risk, where there is one (``at_risk``) or is none."""
    return u < (sensitivity if at_risk else 1.0 - specificity)


@jit
def what_comes(u, u_heard, at_risk, shares):
    """Return what comes of a call that is turned away; harm befalls only those who were really at risk."""
    if not at_risk:
        return COMES_BACK if u < shares[BACK] else RESOLVED
    if u < shares[HARM]:
        return HARM_HEARD_OF if u_heard < shares[HEARD] else HARM_UNHEARD_OF
    return COMES_BACK if u < shares[HARM] + shares[BACK_AT_RISK] else RESOLVED


@jit
def _judge(incident, table, shares):
    """Let the call-taker judge a call whose facts are known, and draw what comes of it if it is turned away."""
    me = incident.key
    at_risk = (incident.known & RISK) != 0
    if is_perceived(uniform(me, JUDGED, 0), at_risk, shares[SENSITIVITY], shares[SPECIFICITY]):
        incident.known |= SEEN
    row = table[incident.tested - 1]
    incident.turned_from_ms = -1
    if (incident.known & (SEEN | DUTY)) == 0:
        incident.turned_from_ms = turned_from(uniform(me, KEPT_TO, 0), row[BEGINS_MS], row[BUILD_UP_MS], row[KEPT])
    incident.fate = what_comes(uniform(me, WHAT_COMES, 0), uniform(me, HEARD_OF, 0), at_risk, shares)


@jit
def put_to_the_test(incidents, categories, table, shares):
    """Write into ``incidents`` (INCIDENT records) whether they are put to the test, and all that follows, in place.

    ``categories`` (types, categories + 1) rising sums, the last of none; ``table`` (categories, N_COLUMNS); ``shares``
    (N_SHARES,).  What was said of a call before stands.
    """
    for i in range(incidents.shape[0]):
        incident = incidents[i]
        if incident.known & TOLD_BEFORE:
            continue
        me = incident.key
        incident.tested = incident.known = incident.fate = 0
        incident.turned_from_ms = -1
        category = choose(uniform(me, CATEGORY, 0), categories[incident.kind])
        if category == table.shape[0]:
            continue
        incident.tested = 1 + category
        row = table[category]
        known = 0
        if uniform(me, BY_AGENCY, 0) < row[FROM_AGENCIES]:
            known |= AGENCY
        if uniform(me, AT_RISK, 0) < row[REAL_RISK]:
            known |= RISK
        if uniform(me, OWED_CARE, 0) < row[DUTY_OF_CARE]:
            known |= DUTY
        incident.known = known
        _judge(incident, table, shares)


@jit
def come_back(out, after_row, scene_row, clearing_row, clearing_on, more_clearing_ms, durations, table, shares, after_ms):
    """Make of copies of calls, in ``out`` (INCIDENT records), what they are when they are made again, ``after_ms`` later.

    The same matter with a key and times of its own, judged anew; a share is a grade higher, and then the risk is real.
    """
    for i in range(out.shape[0]):
        parent, k = out[i].key, out[i].kind
        graver = uniform(parent, GRAVER, 0) < shares[GRAVER_SHARE]
        after_ms[i] = duration_ms(durations, after_row, parent, BACK_AFTER, 0)
        me = combine(combine(parent, _BACK), 1)
        _renew(out[i], me, scene_row[k], clearing_row[k], clearing_on, more_clearing_ms, durations)
        out[i].known = (out[i].known & (AGENCY | RISK | DUTY)) | TOLD_BEFORE
        if graver:
            out[i].known |= RISK
            out[i].grade = max(0, out[i].grade - 1)
        _judge(out[i], table, shares)


@jit
def come_to_harm(out, after_row, scene_row, clearing_row, clearing_on, more_clearing_ms, durations, after_ms):
    """Make of copies of calls, in ``out``, the incidents of the highest grade that harm makes of them; nobody tests these."""
    for i in range(out.shape[0]):
        parent, k = out[i].key, out[i].kind
        after_ms[i] = duration_ms(durations, after_row, parent, HARM_AFTER, 0)
        me = combine(combine(parent, _HARM), 1)
        _renew(out[i], me, scene_row[k], clearing_row[k], clearing_on, more_clearing_ms, durations)
        out[i].grade = out[i].tested = out[i].fate = 0
        out[i].known = TOLD_BEFORE
        out[i].patience_ms = out[i].regrade_ms = out[i].turned_from_ms = -1


@jit
def _renew(incident, key, scene_row, clearing_row, clearing_on, more_clearing_ms, durations):
    incident.key = key
    incident.scene_ms = duration_ms(durations, scene_row, key, SCENE, 0)
    incident.clearing_ms = more_clearing_ms
    if clearing_on:
        incident.clearing_ms += duration_ms(durations, clearing_row, key, CLEARING_TIME, 0)
