"""The companion of a roster's table and the schema that ships with it: strict, said in words, faults named by line."""

from __future__ import annotations

import json
from pathlib import Path

from sim.configuration import compose
from sim.faults import Faults
from sim.planner.rosters.export import companion_of
from sim.planner.rosters.form import SCHEMA_FILE, Companion, companion_schema, read_companion
from tests.support import roster_tables as tables


def test_the_schema_that_ships_is_that_of_the_models() -> None:
    assert json.loads(SCHEMA_FILE.read_text(encoding="utf-8")) == companion_schema()


def test_the_schema_is_strict_and_says_what_each_name_means() -> None:
    schema = companion_schema()
    for table in (schema, *schema["$defs"].values()):
        assert table["additionalProperties"] is False
        assert all("description" in entry for entry in table["properties"].values())
    assert set(schema["required"]) == {"format", "title", "time_zone", "teams", "shifts"}


def test_a_companion_with_faults_is_reported_whole_with_lines(tmp_path: Path) -> None:
    plain = json.loads(companion_of(compose(["roster=panama"]).roster, "Europe/London").model_dump_json())
    plain |= {"time_zone": "Europe/Londn", "officer": "Jane", "teams": ["A", "A"]}
    plain["shifts"]["D"] |= {"start": "7:00"}
    plain["shifts"]["N"] |= {"ends_next_day": False}
    del plain["title"]
    path = tables.written(tmp_path, json.dumps(plain, indent=2), "roster.json")
    faults = Faults()
    assert read_companion(path, faults) is None
    told = "\n".join(map(str, faults))
    for piece in ("Europe/London", "officer", "shifts.D.start", "set ends_next_day to true", "title"):
        assert piece in told
    assert all("roster.json line" in fault.where for fault in faults if "title" not in fault.where)


def test_a_companion_needs_only_five_names() -> None:
    least = {"format": "muster-roster/1", "title": "x", "time_zone": "Europe/London", "teams": ["A"], "shifts": {}}
    assert Companion.model_validate(least).cycle is None
