"""Who needs a partner besides, and who is taken to a partner's place: keyed draws."""

from __future__ import annotations

import numpy as np

from kernels.draw import uniform
from kernels.places import NEEDS_PARTNER, TAKEN_TO, draw_places
from kernels.records import INCIDENT
from tests.support.plain_python import fields


def drawn(share: float = 0.25, taken: float = 0.4) -> np.ndarray:
    """Partner 0 comes to the scene, 1 is a place; of type 0 a share needs either, of who needs partner 0 some are taken on."""
    given = fields(np.zeros(4_000, dtype=INCIDENT))
    given["key"] = np.arange(4_000) + 7
    given["kind"], given["partner"] = np.arange(4_000) % 2, -1
    given["partner"][::5] = 0
    given["arrest"][2::10] = 1
    needs = np.array([[share, 2 * share, 1.0], [0.0, 0.0, 1.0]])
    draw_places(given, needs, np.array([1, 0]), np.array([[0.0, taken, 1.0], [0.0, 0.0, 1.0]]))
    return given


def test_types_have_their_needs_and_nobody_else() -> None:
    given, before = drawn(), np.where(np.arange(4_000) % 5 == 0, 0, -1)
    free = (before < 0) & (given["arrest"] == 0)
    assert not given["taken_to"][given["arrest"] == 1].any()
    assert (given["partner"][~free] == before[~free]).all()
    assert not (given["taken_to"][free & (given["kind"] == 1)]).any()
    mine = free & (given["kind"] == 0)
    u = np.array([uniform(np.uint64(key), NEEDS_PARTNER, 0) for key in given["key"]])
    assert (given["partner"][mine] == np.where(u < 0.25, 0, -1)[mine]).all()
    straight = mine & (u >= 0.25) & (u < 0.5)
    assert (given["taken_to"][straight] == 2).all()
    assert (given["partner"][straight] == -1).all()


def test_some_of_those_who_need_a_partner_at_the_scene_are_taken_on() -> None:
    given = drawn()
    asked = (given["partner"] == 0) & (given["arrest"] == 0)
    u = np.array([uniform(np.uint64(key), TAKEN_TO, 0) for key in given["key"]])
    assert (given["taken_to"][asked] == np.where(u < 0.4, 2, 0)[asked]).all()


def test_higher_shares_add_some_and_leave_the_others() -> None:
    few, many = drawn(0.1, 0.1), drawn(0.1, 0.5)
    assert ((many["taken_to"] == few["taken_to"]) | (few["taken_to"] == 0)).all()
    assert (many["taken_to"] > 0).sum() > (few["taken_to"] > 0).sum()
