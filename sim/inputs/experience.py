"""Experience: how many years each officer has served."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kernels.draw import STREAM_OFFICER, stream_key, uniform
from sim.scenario import Staffing

STUDENT = 3  # trait of an officer: the place in the order of service, the newest lowest; students are the lowest share
RECRUITED_WITHIN_YEARS = 1.0  # students of an uplift joined in the last year


def service_years(
    seat_ids: npt.NDArray[np.integer], staffing: Staffing, establishment: int, seed: int
) -> npt.NDArray[np.float64]:
    """Return the years of service of each seat at the start of the study, (seats,).

    The draw belongs to the seat and is inverted through the bands of ``staffing.service``.  Seats numbered from
    ``establishment`` on are of an uplift: where that brings students, they joined in the last year.
    """
    key = np.uint64(stream_key(seed, 0, STREAM_OFFICER))
    place = np.array([uniform(key, int(seat), STUDENT) for seat in seat_ids], dtype=np.float64)
    service = staffing.service
    begins, officers = np.array([*service.officers], dtype=np.float64), np.array([*service.officers.values()])
    width = np.diff(begins, append=service.longest_years)
    reached = np.cumsum(officers)
    wanted = place * reached[-1]
    band = np.searchsorted(reached, wanted, side="right")  # never a band nobody is in
    years = begins[band] + width[band] * (1.0 - (reached[band] - wanted) / officers[band])
    if staffing.who_comes == "students":
        years = np.where(np.asarray(seat_ids) >= establishment, place * RECRUITED_WITHIN_YEARS, years)
    return years
