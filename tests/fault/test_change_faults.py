"""Wrong surges and changes of demand: all in one report, with the key and the cure, exit 2."""

from __future__ import annotations

import pytest

from sim.cli import main
from sim.configuration import compose
from sim.faults import FaultReport

MURDER = "surges.list.murder"
HOMES = "change.estates.garden_village"
SURGE, RANKED = ["surges=murder_enquiry"], "supervision=county"
MATCH = "+change.events.match={title: Match, weekdays: [sat], from_hour: 12, hours: 8, adds: {violence: 6}}"
CHANGED = ["change=new_estate", MATCH]
WRONG = [
    ([*SURGE, f"{MURDER}.starts=2026-02-30"], f"{MURDER}.starts"),
    ([*SURGE, f"{MURDER}.starts=2031-02-01"], "surges.list"),
    ([*SURGE, f"{MURDER}.on_day=0"], f"{MURDER}.on_day"),
    ([*SURGE, f"{MURDER}.days=0"], f"{MURDER}.days"),
    ([*SURGE, f"{MURDER}.days=10"], f"{MURDER}.tapers.14"),
    ([*SURGE, f"{MURDER}.times=3"], f"{MURDER}.again_after_days"),
    ([*SURGE, f"{MURDER}.officers=-1"], f"{MURDER}.officers"),
    ([*SURGE, f"{MURDER}.officers=2.5"], f"{MURDER}.officers"),
    ([*SURGE, f"{MURDER}.reason=riot"], f"{MURDER}.reason"),
    ([*SURGE, f"{MURDER}.takes=anybody"], f"{MURDER}.takes"),
    ([*SURGE, f"{MURDER}.areas=[atlantis]"], f"{MURDER}.areas"),
    ([*SURGE, f"{MURDER}.teams=[6]"], f"{MURDER}.teams"),
    ([*SURGE, f"{MURDER}.investigators={{volume: 3}}"], f"{MURDER}.investigators.volume"),
    ([*SURGE, "casework=county", f"{MURDER}.investigators={{murder: 3}}"], f"{MURDER}.investigators.murder"),
    ([*SURGE, "casework=county", f"{MURDER}.investigators={{cyber: 9}}"], f"{MURDER}.investigators.cyber"),
    ([*SURGE, f'+{MURDER}.between={{start: "11:00", end: "12:00"}}'], f"{MURDER}.between"),
    ([*SURGE, f"{MURDER}.leaves_out=[detectives]"], f"{MURDER}.leaves_out"),
    ([*SURGE, f"{MURDER}.leaves_out=[sergeants, constables]"], f"{MURDER}.leaves_out"),
    ([*SURGE, f"{MURDER}.leaves_out=[constables]"], f"{MURDER}.leaves_out"),
    ([*SURGE, f"{MURDER}.sergeants=0.1"], f"{MURDER}.sergeants"),
    ([*SURGE, f"{MURDER}.sergeants=1.1"], f"{MURDER}.sergeants"),
    ([*SURGE, RANKED, f"{MURDER}.sergeants=0.1", f"{MURDER}.leaves_out=[sergeants]"], f"{MURDER}.sergeants"),
    ([*SURGE, RANKED, f"{MURDER}.sergeants=0.1", f"{MURDER}.leaves_out=[constables]"], f"{MURDER}.sergeants"),
    ([*SURGE, RANKED, f"{MURDER}.sergeants=0.5", f"{MURDER}.areas=[moors]", f"{MURDER}.teams=[1]"], f"{MURDER}.sergeants"),
    ([*SURGE, RANKED, f"{MURDER}.leaves_out=[constables]", f"{MURDER}.officers=200"], "of at most"),
    ([*SURGE, "roster=always_on", "abstraction=none"], "surges.on"),
    (["surges.on=true"], "surges.list"),
    (["change.on=true"], "change.on"),
    ([*CHANGED, "change.trend.from=2026-13-01"], "change.trend.from"),
    ([*CHANGED, "change.trend.types={joyriding: 0.1}"], "change.trend.types.joyriding"),
    ([*CHANGED, "change.trend.types={theft: 2}"], "change.trend.types.theft"),
    ([*CHANGED, "change.trend.others=0.5", "change.trend.years_on=20"], "change.trend"),
    ([*CHANGED, "change.seasons={theft: [1, 2]}"], "change.seasons.theft"),
    ([*CHANGED, "change.seasons={theft: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]}"], "change.seasons.theft"),
    ([*CHANGED, "change.seasons={joyriding: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}"], "change.seasons.joyriding"),
    ([*CHANGED, "change.bank_holidays={joyriding: 1}"], "change.bank_holidays.joyriding"),
    ([*CHANGED, "change.partners={coastguard: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}"], "change.partners.coastguard"),
    ([*CHANGED, "change.events.match.weekdays=[]"], "change.events.match.dates"),
    ([*CHANGED, "change.events.match.weekdays=[someday]"], "change.events.match.weekdays"),
    ([*CHANGED, 'change.events.match.yearly=["02-30"]'], "change.events.match.yearly"),
    ([*CHANGED, "change.events.match.dates=[2027-02-29]"], "change.events.match.dates"),
    ([*CHANGED, "change.events.match.until=2019-01-01"], "change.events.match.until"),
    ([*CHANGED, "change.events.match.from_hour=24"], "change.events.match.from_hour"),
    ([*CHANGED, "change.events.match.hours=0"], "change.events.match.hours"),
    ([*CHANGED, "change.events.match.areas=[atlantis]"], "change.events.match.areas"),
    ([*CHANGED, "change.events.match.adds={joyriding: 4}"], "change.events.match.adds.joyriding"),
    ([*CHANGED, f"{HOMES}.area=atlantis"], f"{HOMES}.area"),
    ([*CHANGED, f"{HOMES}.homes=-5"], f"{HOMES}.homes"),
    ([*CHANGED, f"{HOMES}.months=12"], f"{HOMES}.months"),
    ([*CHANGED, f"{HOMES}.mix={{joyriding: 1}}"], f"{HOMES}.mix.joyriding"),
    ([*CHANGED, f"{HOMES}.mix={{theft: 0}}"], f"{HOMES}.mix"),
    ([*CHANGED, "+change.estates.match={title: Park, area: city, homes: 10, incidents_per_home: 1}"], "change.estates.match"),
]


@pytest.mark.parametrize(("words", "key"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_a_wrong_setting_is_named(words: list[str], key: str) -> None:
    with pytest.raises(FaultReport) as caught:
        compose(words)
    assert any(key in f"{fault.where} {fault.found} {fault.remedy}" for fault in caught.value.faults), str(caught.value)


def test_several_are_reported_together(capsys: pytest.CaptureFixture[str]) -> None:
    words = [*SURGE, *CHANGED, f"{MURDER}.areas=[atlantis]", f"{MURDER}.teams=[9]", f"{HOMES}.area=lyonesse",
             "change.trend.types={joyriding: 0.1}", "change.events.match.adds={poaching: 1}"]  # fmt: skip
    assert main(["run", "run=smoke", *words]) == 2
    told = capsys.readouterr().err
    assert all(name in told for name in ("atlantis", "team 9", "lyonesse", "joyriding", "poaching"))
    assert "Traceback" not in told


def test_what_is_off_may_say_anything_about_other_forces() -> None:
    words = [*SURGE, "surges.on=false", f"{MURDER}.areas=[atlantis]", *CHANGED, "change.on=false", f"{HOMES}.area=lyonesse"]
    quiet = compose(words)
    assert not quiet.surges.on
    assert not quiet.change.on


@pytest.mark.parametrize("words", [
    [f"{MURDER}.leaves_out=[students, sergeants]"], [f"{MURDER}.sergeants=0"],
    [f"{MURDER}.sergeants=0", f"{MURDER}.leaves_out=[sergeants]"],
    [RANKED, f"{MURDER}.sergeants=0.2"], [RANKED, f"{MURDER}.leaves_out=[students, constables]", f"{MURDER}.officers=5"],
    [RANKED, f"{MURDER}.sergeants=1", f"{MURDER}.officers=5"],
])  # fmt: skip
def test_whom_a_surge_takes_may_be_said_whoever_there_is(words: list[str]) -> None:
    assert compose([*SURGE, *words]).surges.on


def test_what_is_shipped_goes_together() -> None:
    both = compose(["surges=public_order", "change=county", "overtime=by_notice"])
    assert both.change.on
    assert both.surges.on
