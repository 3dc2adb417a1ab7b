"""Questions about partners' places: which incidents need a partner besides, and who is taken to a place after the scene."""

from __future__ import annotations

from kernels._jit import jit
from kernels.draw import choose, uniform

# Draw numbers of an incident, as those of `kernels.demand`; never renumbered.
NEEDS_PARTNER, TAKEN_TO, TO_PLACE, PLACE_HANDOVER, PLACE_CARE = range(200, 205)

# What officers do who have waited for a partner as long as is allowed.
CONVEY, LEAVE, STAY = range(3)


@jit
def draw_places(incidents, needs, at_scene, taken_to):
    """Write into ``incidents`` (INCIDENT records) who needs a partner besides, and who is taken to a place.

    ``needs`` (types, partners + 1, last = none) rising sums: of incidents that neither need a partner yet nor end with an arrest,
    which partner they need.  ``at_scene`` (partners,) 1: it comes to the scene, 0: it is a place, to which officers bring the
    person when the scene is over.  ``taken_to`` (partners, partners + 1, last = none) rising sums: where those are taken who
    needed a partner at the scene.
    """
    none = needs.shape[1] - 1
    for i in range(incidents.shape[0]):
        me, partner = incidents[i].key, incidents[i].partner
        if incidents[i].arrest or incidents[i].watch:
            continue
        if partner < 0:
            needed = choose(uniform(me, NEEDS_PARTNER, 0), needs[incidents[i].kind])
            if needed == none:
                continue
            if not at_scene[needed]:
                incidents[i].taken_to = 1 + needed
                continue
            incidents[i].partner = partner = needed
        place = choose(uniform(me, TAKEN_TO, 0), taken_to[partner])
        incidents[i].taken_to = 1 + place if place < none else 0
