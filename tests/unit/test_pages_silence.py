"""Gains that come from calls that were lost are flagged wherever a gain could be read: card, table, headline, title."""

from __future__ import annotations

import re
from pathlib import Path

from sim.metrics import METRICS
from sim.reports.choice import silence
from sim.reports.effects import effects
from sim.reports.finding import find
from sim.reports.judging import effect_verdict, shown_verdict
from sim.reports.results import UNHEARD, Results, read_results
from sim.reports.sharing import family_share
from sim.reports.titles import Wanted, finding_title
from sim.reports.words import EASED, RELIEVED
from tests.support.fake_results import FRONT_DOOR, RECIPES, Recipes, without_effects, write_fake_results
from tests.support.pages import ATTENDED, changed, decided, option_with

LOST = {"partners.shortfall": "0.25"}
OVERTIME = "overtime_paid_hours"


def silent(tmp_path: Path, *, attended: float = -1200.0, unheard: float = 2400.0, by_roster: float = 0.0) -> Results:
    """The third setting loses callers, and with them work: officers are less busy. The first may relieve them in earnest."""
    recipes: Recipes = without_effects(RECIPES | FRONT_DOOR)
    recipes = changed(recipes, OVERTIME, roster=by_roster, short=-6.0)
    recipes = changed(recipes, UNHEARD, short=unheard)
    return read_results(write_fake_results(tmp_path, recipes=changed(recipes, "incidents_attended", short=attended)))


def test_less_work_because_callers_gave_up_is_no_gain(tmp_path: Path) -> None:
    results = silent(tmp_path)
    option, metric = option_with(results, LOST), METRICS[OVERTIME]
    assert results.comparison(option.id, OVERTIME).verdict == "better"  # type: ignore[union-attr]
    assert shown_verdict(results, option, metric) == EASED
    card = family_share(results, option, "officers")
    assert card.standing == RELIEVED
    assert card.words.startswith("No gain, for it comes from calls that were lost: paid overtime falls by ")
    found = [e for e in effects(results, [(OVERTIME, "")]) if e.change.axis == "partners.shortfall"]
    assert [effect_verdict(results, e) for e in found] == [EASED]
    row = next(r for r in find(results).ledger if r.title == "25% less partner capacity")
    assert {s.family: s.standing for s in row.shares}["officers"] == RELIEVED


def test_the_headline_and_the_table_say_so(tmp_path: Path) -> None:
    results = silent(tmp_path)
    finding, table = decided(results)
    said = " ".join((finding.answer, *finding.sentences))
    assert "is better than the baseline" not in said
    assert "is a trade" not in said
    assert "Paid overtime only looks better for it under" in said
    assert "\u201cBetter, fewer heard\u201d is no gain" in table.note
    words = {cell.word for row in table.rows for cell in row.cells}
    assert EASED in words
    assert "never heard of there" in finding_title(results, [Wanted(OVERTIME)])


def test_work_that_falls_away_for_other_reasons_is_a_gain(tmp_path: Path) -> None:
    results = silent(tmp_path, attended=-30000.0)
    option = option_with(results, LOST)
    assert shown_verdict(results, option, METRICS[OVERTIME]) == "better"
    card = family_share(results, option, "officers")
    assert card.standing == "gains"
    assert re.search(r"Part of it is silence: 2,[34]\d\d more incidents a year are never heard of", card.words)


def test_what_an_option_would_gain_without_losing_callers_stays_a_gain(tmp_path: Path) -> None:
    results = silent(tmp_path, by_roster=-9.0)
    both = option_with(results, LOST | {"roster": "gmp_vsa"})
    assert shown_verdict(results, both, METRICS[OVERTIME]) == "better"
    assert shown_verdict(results, option_with(results, LOST), METRICS[OVERTIME]) == EASED


def test_where_no_caller_is_lost_nothing_is_flagged(tmp_path: Path) -> None:
    results = silent(tmp_path, unheard=0.0)
    assert results.silencing == frozenset()
    assert shown_verdict(results, option_with(results, LOST), METRICS[OVERTIME]) == "better"
    assert "no gain" not in " ".join(find(results).sentences)


def test_a_trade_says_which_of_its_gains_is_silence(tmp_path: Path) -> None:
    recipes = changed(without_effects(RECIPES | FRONT_DOOR), UNHEARD, short=2400.0)
    recipes = changed(changed(recipes, ATTENDED, roster=0.03), OVERTIME, short=-6.0)
    recipes = changed(changed(recipes, "kss7_hours", roster=20.0), "incidents_attended", short=-1200.0)
    results = read_results(write_fake_results(tmp_path, recipes=recipes))
    option = option_with(results, LOST | {"roster": "gmp_vsa"})
    assert silence(results, option) == " That paid overtime looks better there is no gain: it comes from calls that were lost."
    assert silence(results, option_with(results, {"roster": "gmp_vsa"})) == ""
