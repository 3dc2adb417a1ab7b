"""Does the work of complaints balance: what they asked for is done, still owed, or lapsed with who left?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.inputs.inputs import Inputs, Records


def complaint_faults(inputs: Inputs, practice: Records, seats: Records, protected: Records) -> Iterator[str]:
    """Yield what does not balance, in words: by incidents and by officers as much is asked for, and no more than that done."""
    asked, of_incidents = int(seats["complaint_asked_ms"].sum()), int(practice["complaint_ms"].sum())
    if asked != of_incidents:
        yield f"complaints ask for {of_incidents} ms of work, officers for {asked} ms"
    owed = seats["complaint_asked_ms"] - seats["complaint_worked_ms"] - seats["complaint_lapsed_ms"]
    if bool((owed < 0).any()):
        yield "more work was done on complaints than they asked for"
    done = np.zeros(len(seats), dtype=np.int64)
    if protected.size:
        time = protected[:, 0]
        some = time["complaint_ms"] > 0
        spent = np.minimum(time["had_ms"], time["complaint_ms"])
        np.add.at(done, inputs.tours["seat"][some], spent[some])
    wrong = np.flatnonzero(done != seats["complaint_worked_ms"])
    for seat in wrong[:3].tolist():
        worked = int(seats["complaint_worked_ms"][seat])
        yield f"seat {inputs.seat_ids[seat]}: {done[seat]} ms on complaints by its tours, {worked} ms by its own books"
