"""Attribution over a sweep: which games it makes, what it refuses, how it corrects, and what the page and the table hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.attribution import Attribution
from sim.experiments.attribution import NO_VALUE, NOT_RUN, RUNS_AWAY, TOGETHER, TOTAL, Attributed, Game, attribute, games_of
from sim.experiments.statistics import Floats, paired_difference
from sim.reports.attribution import leading, lines, made, requests_of
from sim.reports.attribution_chart import attribution_charts
from sim.reports.attribution_export import write_attributions
from sim.reports.attribution_groups import group_tables
from sim.reports.finding import find
from sim.reports.page import render
from sim.reports.results import Results, read_results
from tests.support.fake_results import write_fake_results
from tests.support.pages import words_of

CODES = {f"roster={r},cut={c},sickness.gain={g}": {"roster": r, "cut": c, "sickness.gain": g}
         for r in ("old", "new", "other") for c in ("0", "0.1") for g in ("1", "0")}  # fmt: skip
BASELINE = "roster=old,cut=0,sickness.gain=1"


def asked(**changes: Any) -> Attribution:
    return Attribution.model_validate({"name": "one", "says": "roster and cut", "metrics": ["sick_days"], **changes})


class Toy:
    """Runs whose values are given by a function of scenario, metric and group."""

    def __init__(self, values: Mapping[tuple[str, str], Sequence[float]], away: Sequence[str] = ()) -> None:
        self._values, self._away = values, away

    def values(self, scenario: str, metric: str, group: str) -> Floats:
        return np.array(self._values[scenario, group], dtype=np.float64)

    def has_mean(self, scenario: str, group: str) -> bool:
        return scenario not in self._away

    def groups(self, metric: str, kind: str) -> list[str]:
        return sorted({group for _, group in self._values if group.startswith(f"{kind}=")})

    def own_groups(self, game: Game, player: str) -> list[str]:
        return []


GAME = Game({}, {"a": "1", "b": "1"}, ("00", "10", "01", "11"))


def toy(groups: Sequence[str] = ("",), **changed: Sequence[float]) -> Toy:
    values = {"00": [10.0, 12.0, 14.0], "10": [11.0, 14.0, 15.0], "01": [10.0, 12.0, 14.0], "11": [13.0, 16.0, 19.0]} | changed
    return Toy({(corner, group): row for corner, row in values.items() for group in groups})


# Games


def test_a_game_is_made_for_every_other_value_at_every_gain() -> None:
    games = games_of(asked(), CODES, BASELINE)
    assert [(dict(game.level), dict(game.changed)) for game in games] == [
        ({"sickness.gain": gain}, {"roster": roster, "cut": "0.1"}) for gain in ("1", "0") for roster in ("new", "other")
    ]
    assert games[2].corners == tuple(f"roster={r},cut={c},sickness.gain=0" for c in ("0", "0.1") for r in ("old", "new"))


def test_a_named_value_makes_one_game_and_another_level() -> None:
    games = games_of(asked(players=["cut", "sickness.gain"], to={"sickness.gain": 0}, by=["roster"]), CODES, BASELINE)
    assert [dict(game.level) for game in games] == [{"roster": "old"}, {"roster": "new"}, {"roster": "other"}]
    assert {tuple(game.changed.items()) for game in games} == {(("cut", "0.1"), ("sickness.gain", "0"))}


def test_what_is_neither_player_nor_level_stays_as_the_baseline_has_it() -> None:
    codes = {f"{s},x={x}": {**of, "x": x} for s, of in CODES.items() for x in ("7", "8")}
    games = games_of(asked(players=["roster", "cut"]), codes, f"{BASELINE},x=8")
    assert all(corner.endswith("x=8") for game in games for corner in game.corners)


def test_a_combination_that_was_not_run_is_no_corner() -> None:
    codes = {scenario: of for scenario, of in CODES.items() if scenario != "roster=new,cut=0.1,sickness.gain=1"}
    games = games_of(asked(), codes, BASELINE)
    assert [("" in game.corners) for game in games] == [True, False, False, False]


def test_no_game_where_a_player_is_gone_or_has_one_value() -> None:
    assert games_of(asked(players=["roster", "gone"]), CODES, BASELINE) == []
    alone = {scenario: of for scenario, of in CODES.items() if of["cut"] == "0"}
    assert games_of(asked(players=["roster", "cut"]), alone, BASELINE) == []


# Shares


def test_shares_worked_by_hand() -> None:
    """Alone a moves +1, +2, +1 and b nothing; both +3, +4, +5, so that +2, +2, +4 are interaction, a half of it each one's."""
    (found,) = attribute(asked(), [GAME], toy())
    assert found.share("a").found.mean == pytest.approx((2 + 3 + 3) / 3)
    assert found.share("b").found.mean == pytest.approx((1 + 1 + 2) / 3)
    assert found.share(TOGETHER).found.mean == pytest.approx(8 / 3)
    assert found.share(TOTAL).found.mean == 4
    assert (found.share("a").alone, found.share("b").alone) == pytest.approx((4 / 3, 0))
    assert (found.share("a").last, found.share("b").last) == pytest.approx((4, 8 / 3))
    assert found.pure == {("a", "b"): pytest.approx(8 / 3)}
    with pytest.raises(KeyError):
        found.share("c")


def test_the_total_is_the_paired_difference_of_the_same_family() -> None:
    (found,) = attribute(asked(), [GAME], toy())
    gap = paired_difference([13.0, 16.0, 19.0], [10.0, 12.0, 14.0], comparisons=4)
    total = found.share(TOTAL).found
    assert (total.mean, total.low, total.high) == pytest.approx((gap.difference, gap.low, gap.high))
    assert found.family_size == 4, "two players, what they do together, and the total"


def test_intervals_are_corrected_for_all_that_is_attributed() -> None:
    one = attribute(asked(), [GAME], toy())
    many = attribute(asked(metrics=["sick_days", "utilisation", {"metric": "sick_days", "group": "area=*"}]), [GAME] * 3,
                     toy(groups=("", "area=n", "area=s")))  # fmt: skip
    assert {(each.group, each.family_size) for each in many} == {("", 24), ("area=n", 24), ("area=s", 24)}
    width = [found[0].share("a").found for found in (one, many)]
    assert width[1].high - width[1].low > width[0].high - width[0].low


def test_a_bill_is_the_other_way_round() -> None:
    plain, bill = (attribute(asked(bill=bill), [GAME], toy())[0] for bill in (False, True))
    for player in ("a", "b", TOGETHER, TOTAL):
        one, other = plain.share(player), bill.share(player)
        assert other.found.mean == -one.found.mean
        assert other.alone == -one.alone or np.isnan(one.alone)


def test_a_change_that_never_moves_anything_is_nothing_and_so_is_its_interval() -> None:
    still = toy(**{"10": [10.0, 12.0, 14.0], "11": [10.0, 12.0, 14.0]})
    (found,) = attribute(asked(), [GAME], still)
    for player in ("a", "b", TOGETHER, TOTAL):
        share = found.share(player)
        assert (share.found.mean, share.found.low, share.found.high, share.verdict) == (0, 0, 0, "too close to call")


def test_rounding_alone_is_no_share() -> None:
    sums = toy(**{"00": [0.3] * 3, "10": [0.1 + 0.2] * 3, "01": [0.3] * 3, "11": [0.1 + 0.2] * 3})
    assert {share.found.mean for share in attribute(asked(), [GAME], sums)[0].shares} == {0.0}


@pytest.mark.parametrize(
    ("game", "runs", "why", "where"),
    [
        (Game({}, GAME.changed, ("00", "", "01", "11")), toy(), NOT_RUN, ()),
        (GAME, Toy({}, away=["11", "10"]), RUNS_AWAY, ("10", "11")),
        (GAME, toy(**{"11": [np.nan] * 3}), NO_VALUE, ()),
    ],
)
def test_what_cannot_be_attributed_is_not_and_says_why(game: Game, runs: Toy, why: str, where: tuple[str, ...]) -> None:
    (found,) = attribute(asked(), [game], runs)
    assert (found.why, found.where, found.shares) == (why, where, ())


def test_what_is_refused_does_not_widen_the_rest() -> None:
    broken = Game({}, GAME.changed, ("00", "", "01", "11"))
    found: list[Attributed] = attribute(asked(), [GAME, broken], toy())
    assert [each.family_size for each in found if not each.why] == [4]


# On the page


ALL = {"name": "all", "says": "Roster, cut and shortfall",
       "metrics": ["attended_within_target", "sick_days", {"metric": "kss7_hours", "group": "area=*"}]}  # fmt: skip


def stored(folder: Path, request: dict[str, Any], **edits: Any) -> Results:
    def edit(manifest: dict[str, Any]) -> None:
        manifest["attribute"] = [request]
        manifest.update(edits)

    return read_results(write_fake_results(folder, edit=edit))


def test_a_study_that_asks_for_none_has_no_section(page: str) -> None:
    assert "What came from what" not in page


def test_the_page_shares_out_and_says_what_of(tmp_path: Path) -> None:
    results = stored(tmp_path, ALL)
    page = words_of(render(results, "", ""))
    assert "What came from what" in page
    assert "no evidence of what causes what in the world" in page
    (chart,) = attribution_charts(results, made(results))
    assert chart.title.startswith("All changes together: attendance within target falls by 7.")
    assert "staffing cut" in chart.title.lower() or "tenth" in chart.title.lower() or "fewer" in chart.title.lower()
    assert chart.title in chart.alternative
    assert "Sick days" in chart.alternative
    areas = {row[0] for row in chart.table.rows if "orth" in row[0]}
    assert areas, "areas stand in the table"
    assert {row[4] for row in chart.table.rows} & {"worse", "better", "too close to call"}


def test_groups_stand_side_by_side(tmp_path: Path) -> None:
    ((title, note, table),) = group_tables(results := stored(tmp_path, ALL), made(results))
    assert title.startswith("Hours on duty while sleepy (h per officer a year) with ")
    assert "10 runs" in note
    assert [row[0] for row in table.rows] == ["North"], "the isles have eight officers, and the south would give them away"
    assert len(table.heads) == 5
    assert table.heads[-1] == "All changes together"
    assert table.rows[0][1].startswith(("\u2718 +14", "\u2718 +13")), "14 hours more by the roster"


def test_shares_on_the_page_add_up(tmp_path: Path) -> None:
    results = stored(tmp_path, ALL)
    for each in (one for one in made(results)[0].found if not one.why):
        players = [each.share(player).found.mean for player in each.game.players]
        assert sum(players) == pytest.approx(each.share(TOTAL).found.mean, abs=1e-9)
        alone = sum(each.share(player).alone for player in each.game.players)
        assert each.share(TOGETHER).found.mean == pytest.approx(each.share(TOTAL).found.mean - alone, abs=1e-9)
    assert max(each.share(TOTAL).found.mean for each in made(results)[0].found if each.metric == "sick_days") > 0


def test_levels_stand_side_by_side_and_are_compared(tmp_path: Path) -> None:
    request = {**ALL, "players": ["roster", "staffing.cut"], "by": ["partners.shortfall"]}
    results = stored(tmp_path, request)
    found = made(results)
    assert [dict(each.game.level) for each in found[0].found[:2]] == [{"partners.shortfall": "0"}, {"partners.shortfall": "0.25"}]
    told = [line for line in lines(results, found) if line.startswith("Largest share")]
    assert len(told) == 1
    assert "same at each level" in told[0]
    (chart,) = attribution_charts(results, found)
    assert {row[1] for row in chart.table.rows} == {o.settings["partners.shortfall"] for o in results.options}


def test_unstable_scenarios_are_named_and_nothing_is_given(tmp_path: Path) -> None:
    away = "roster=two_two_two_four,staffing.cut=0.1,partners.shortfall=0.25"
    results = stored(tmp_path, ALL, unstable=[away])
    found = made(results)
    assert {each.why for each in found[0].found} == {RUNS_AWAY}
    assert attribution_charts(results, found) == []
    told = [line for line in lines(results, found) if "queues grow without end" in line]
    assert len(told) == 1
    assert results.options[results.places[away]].settings["staffing.cut"] in told[0]


def test_an_incomplete_factorial_says_so_and_gives_none(tmp_path: Path) -> None:
    results = stored(tmp_path, ALL)
    kept = results.scenarios[results.scenarios["scenario"] != results.options[3].id]
    kept.to_parquet(tmp_path / "tables" / "scenarios.parquet")
    metrics = results.metrics[results.metrics["scenario"] != results.options[3].id]
    metrics.to_parquet(tmp_path / "tables" / "metrics.parquet")
    less = read_results(tmp_path)
    assert any("not every combination of them was run" in line for line in lines(less, made(less)))
    assert attribution_charts(less, made(less)) == []


def test_a_hidden_group_is_not_attributed(tmp_path: Path) -> None:
    """Of eight officers nothing is shared out, nor of the next smallest area, from which they could be reckoned."""
    results = stored(tmp_path, ALL)
    found = made(results)
    assert {each.group: each.why for each in found[0].found if each.group} == {"area=north": "", "area=south": NO_VALUE,
                                                                              "area=isles": NO_VALUE}  # fmt: skip
    assert any("fewer than ten officers" in line for line in lines(results, found))
    assert write_attributions(tmp_path) is not None
    rows = pd.read_parquet(tmp_path / "tables" / "attributions.parquet")
    assert rows.loc[rows["group"].isin(["area=isles", "area=south"]), "mean"].isna().all()


def test_the_table_of_the_folder_holds_what_the_page_shows(tmp_path: Path) -> None:
    results = stored(tmp_path, ALL)
    path = write_attributions(tmp_path)
    assert path is not None
    rows = pd.read_parquet(path)
    (found,) = made(results)
    share = found.found[0].share("staffing.cut")
    row = rows[(rows["metric"] == found.found[0].metric) & (rows["part"] == "staffing.cut") & (rows["group"] == "")].iloc[0]
    assert (row["mean"], row["low"], row["high"]) == (share.found.mean, share.found.low, share.found.high)
    assert row["verdict"] == share.verdict
    assert row["changed"] == "roster=gmp_vsa,staffing.cut=0.1,partners.shortfall=0.25"
    assert len(rows) == sum(len(each.shares) + len(each.pure) + (each.why != "") for each in found.found)
    beyond = rows[(rows["component"] == "together") & (rows["metric"] == "sick_days")]["mean"].sum()
    assert beyond == pytest.approx(next(e for e in found.found if e.metric == "sick_days").share(TOGETHER).found.mean)
    before = path.read_bytes()
    assert write_attributions(tmp_path) == path
    assert path.read_bytes() == before


def test_a_table_nobody_asks_for_any_more_goes(tmp_path: Path) -> None:
    write_fake_results(tmp_path)
    stale = tmp_path / "tables" / "attributions.parquet"
    stale.write_bytes(b"old")
    assert write_attributions(tmp_path) is None
    assert not stale.exists()


def test_a_manifest_of_another_form_is_passed_over(tmp_path: Path) -> None:
    results = stored(tmp_path, {"name": "all"}, attribute=[{"name": 7}, "x"])
    assert requests_of(results) == []


def test_several_sets_of_changes_are_told_apart(tmp_path: Path) -> None:
    axes = {"roster": {"two_two_two_four": "a", "gmp_vsa": "b"}, "staffing.cut": {"0": "c", "0.1": "d", "0.2": "e"},
            "partners.shortfall": {"0": "f", "0.25": "g"}}  # fmt: skip
    folder = write_fake_results(tmp_path, axes=axes, edit=lambda manifest: manifest.update(attribute=[ALL]))
    results = read_results(folder)
    told = [line for line in lines(results, made(results)) if "together beyond" in line or "acting together" in line]
    assert [line.partition(":")[0] for line in told] == ["With 10% fewer officers", "With 20% fewer officers"]
    assert len(attribution_charts(results, made(results))) == 2


def test_what_came_from_what_is_the_answer_where_it_is_asked_for(tmp_path: Path) -> None:
    results = stored(tmp_path, {**ALL, "metrics": ["attended_within_target", "kss7_hours"]})
    found = find(results)
    assert found.answer.startswith("All changes together: attendance within target falls by ")
    assert found.sentences[0].startswith("Hours on duty while sleepy rise by 22")
    assert "the largest share from five-week variable roster (+14" in found.sentences[0]
    plain = find(read_results(write_fake_results(tmp_path / "plain")))
    assert plain.answer in found.sentences, "what would have been the answer is told all the same"


def test_shares_whose_intervals_meet_are_not_ranked() -> None:
    values = {"00": [0.0, 0.0, 0.0, 0.0], "10": [5.0, 5.2, 4.9, 5.1], "01": [1.0, 1.1, 0.9, 1.0], "11": [6.0, 6.3, 5.8, 6.1]}
    (clear,) = attribute(asked(), [GAME], Toy({(corner, ""): row for corner, row in values.items()}))
    assert [share.player for share in leading(clear)] == ["a"]
    values |= {"10": [1.1, 1.2, 1.0, 1.2], "11": [2.1, 2.3, 1.9, 2.2]}
    (close,) = attribute(asked(), [GAME], Toy({(corner, ""): row for corner, row in values.items()}))
    assert [share.player for share in leading(close)] == ["a", "b"]
    values |= {"10": [-9.0, 9.0, 8.0, 1.2], "11": [-7.1, 2.3, 1.9, 2.2]}
    (unsure,) = attribute(asked(), [GAME], Toy({(corner, ""): row for corner, row in values.items()}))
    assert leading(unsure) == []
