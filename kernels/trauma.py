"""Questions about trauma: which scenes are traumatic, and which crimes are distressing to work on.

Both are facts of an incident, drawn from its key by type, so that another roster or a cut meets the same scenes.
"""

from __future__ import annotations

from kernels._jit import jit
from kernels.draw import uniform

# Draw numbers of an incident, never renumbered.
IS_TRAUMATIC, IS_DISTRESSING = 180, 181


@jit
def mark_trauma(incidents, scenes, cases, off_calls_ms):
    """Mark in ``incidents`` (INCIDENT records) which are traumatic and which leave a crime that is distressing, in place.

    ``scenes`` and ``cases`` (types,): the chances by type. The writing up of a traumatic one takes ``off_calls_ms`` longer: time
    to defuse, for whoever stayed to the end of the scene.
    """
    for i in range(incidents.shape[0]):
        me, k = incidents[i].key, incidents[i].kind
        if uniform(me, IS_TRAUMATIC, 0) < scenes[k]:
            incidents[i].traumatic = 1
            incidents[i].clearing_ms += off_calls_ms
        if uniform(me, IS_DISTRESSING, 0) < cases[k]:
            incidents[i].distressing = 1
