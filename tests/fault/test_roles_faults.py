"""Cuts by role, configured wrongly: every slip gets one report that names the key and the word that mends it."""

from __future__ import annotations

import pytest

from sim.configuration import compose
from tests.support.fault_reports import Planted, assert_slip_is_named, report_of

KEY = "staffing.by_role"
ALL = ["supervision=county", "casework=county", "pools=county", "front_door=county"]

SLIPS: dict[str, tuple[list[str], Planted]] = {
    "a word": ([f"{KEY}={{constables: many}}"], [(f"{KEY}.constables", "'many'", f"+{KEY}.constables=-5")]),
    "half a post": ([f"{KEY}={{constables: -1.5}}"], [(f"{KEY}.constables", "-1.5", f"+{KEY}.constables=-5")]),
    "true": ([f"{KEY}={{constables: true}}"], [(f"{KEY}.constables", "True", f"+{KEY}.constables=-5")]),
    "more than all": ([f"{KEY}={{constables: '-120%'}}"], [(f"{KEY}.constables", "-120%", f"+{KEY}.constables=-10%")]),
    "an army": ([f"{KEY}={{constables: 1000000}}"], [(f"{KEY}.constables", "1000000", f"+{KEY}.constables=-5")]),
    "no table": ([f"{KEY}=3"], [(KEY, "3", KEY)]),
    "a role nobody has": ([f"{KEY}={{constable: -5}}"], [(f"{KEY}.constable", "'constable'", f"~{KEY}.constable")]),
    "nobody is a sergeant": ([f"{KEY}={{sergeants: -5}}"], [(f"{KEY}.sergeants", "nothing here models", "supervision=county")]),
    "no teams": ([f"{KEY}={{investigators: -5}}"], [(f"{KEY}.investigators", "nothing here models", "casework=county")]),
    "no control room": ([f"{KEY}={{desk: '-5%'}}"], [(f"{KEY}.desk", "nothing here models", "front_door=county")]),
    "a pool that is off": ([f"{KEY}={{pcsos: -5}}"], [(f"{KEY}.pcsos", "'pcsos'", f"~{KEY}.pcsos")]),
    "posts of the control room": ([*ALL, f"{KEY}={{desk: -5}}"], [(f"{KEY}.desk", "-5 posts", f"+{KEY}.desk=-10%")]),
    "more sergeants than there are": ([*ALL, f"{KEY}={{sergeants: -31}}"], [(f"{KEY}.sergeants", "-31 posts of 30", "-30")]),
    "more of a pool than there are": ([*ALL, f"{KEY}={{pcsos: -61}}"], [(f"{KEY}.pcsos", "-61 posts of 60", "-60")]),
    "more of a team than there are": ([*ALL, f"{KEY}={{cyber: -9}}"], [(f"{KEY}.cyber", "-9 posts of 8", "-8")]),
    "all teams and one of them": (
        [*ALL, f"{KEY}={{volume: -5, investigators: -3}}"], [(f"{KEY}.volume", "beside investigators", f"~{KEY}.investigators")],
    ),
    "a band that is none": ([f"{KEY}={{constables: {{1: -5}}}}"], [(f"{KEY}.constables.1", "from 1 years", "begins")]),
    "an uplift of old hands": ([f"{KEY}={{constables: {{20: 5}}}}"], [(f"{KEY}.constables.20", "5, officers", "who_comes")]),
    "PCSOs by service": ([*ALL, f"{KEY}={{pcsos: {{0: -5}}}}"], [(f"{KEY}.pcsos", "a table", f"+{KEY}.pcsos=-5")]),
    "no band at all": ([f"{KEY}={{constables: {{}}}}"], [(f"{KEY}.constables", "an empty table", f"+{KEY}.constables=0")]),
    "nobody left": ([f"{KEY}={{constables: '-100%'}}"], [(KEY, "none of 600 officers", "smaller cuts")]),
    "a pool of a role's name": (
        ["pools=county", "+pools.list.sergeants={title: S, heads: 3, shifts: {D: {start: '09:00', hours: 8}}, "
         "weeks: [[D, D, D, D, D, R, R]], types: [other], grades: [standard]}", "supervision=county", f"{KEY}={{sergeants: -1}}"],
        [(f"{KEY}.sergeants", "a role, a team or a pool", "otherwise")],
    ),
    "a cost below nothing": (["staffing.cost.desk=-4"], [("staffing.cost.desk=-4", "-4", "staffing.cost.desk")]),
    "a post always on duty": (["staffing.control_room_h=168"], [("staffing.control_room_h", "168", "staffing.control")]),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_named_with_its_cure(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert_slip_is_named(*SLIPS[name], capsys)


def test_slips_are_listed_together() -> None:
    found = [f"{KEY}.constables.1", f"{KEY}.constables.0", f"{KEY}.pcsos"]
    faults = report_of(compose, [*ALL, f"{KEY}={{constables: {{1: -5, 0: 4}}, pcsos: half}}"])
    assert all(any(key in fault.where for fault in faults) for key in found) and len(faults) == 3
