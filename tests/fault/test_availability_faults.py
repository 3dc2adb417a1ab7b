"""Who is there, configured wrongly: every slip gets one report that names the key and the word that mends it."""

from __future__ import annotations

import pytest

from sim.configuration import compose
from tests.support.fault_reports import Planted, assert_all_are_listed, assert_slip_is_named

LEAVE = "abstraction.entitlement"
ALWAYS = ["roster=always_on", "abstraction=none"]

# Words, then what the report must hold: where, found, and the cure.
SLIPS: dict[str, tuple[list[str], Planted]] = {
    # Availability
    "vacancies in per cent": (
        ["availability=county", "availability.vacancies=3"],
        [("availability.vacancies=3", "3", "availability.vacancies=0.03")],
    ),
    "fewer vacancies than none": (
        ["availability=county", "availability.vacancies=-0.1"],
        [("availability.vacancies=-0.1", "-0.1", "availability.vacancies=0.03")],
    ),
    "a reason in per cent": (
        ["availability=county", "availability.not_deployable.adjusted.share=3.5"],
        [("availability.not_deployable.adjusted.share=3.5", "3.5", "availability.not_deployable.adjusted.share=0.035")],
    ),
    "nobody left to deploy": (
        ["availability=county", "availability.not_deployable.adjusted.share=0.9"],
        [("availability.not_deployable", "sum to 1", "lower availability.not_deployable.adjusted.share")],
    ),
    "a reason without a share": (
        ["availability=county", "+availability.not_deployable.seconded={title: Seconded}"],
        [("availability.not_deployable.seconded", "missing", "availability.not_deployable.seconded.share")],
    ),
    "a reason the cascade has itself": (
        ["availability=county", "+availability.not_deployable.sick={title: Sick, share: 0.02}"],
        [("availability.not_deployable.sick", "a reason called sick", "call it sick_duty")],
    ),
    "a reason misspelt": (
        ["availability=county", "availability.not_deployable.recuperativ.share=0.05"],
        [("availability.not_deployable.recuperativ.share=0.05", "recuperativ",
          "availability.not_deployable.recuperative.share=0.05")],
    ),
    "part-timers who never come": (
        ["availability=county", "availability.part_time.works=0"],
        [("availability.part_time.works=0", "0", "availability.part_time.works=0.6")],
    ),
    "part-timers who work more than all": (
        ["availability=county", "availability.part_time.works=1.5"],
        [("availability.part_time.works=1.5", "1.5", "availability.part_time.works=0.6")],
    ),
    "part-timers on duty all the time": (
        [*ALWAYS, "availability=county"],
        [("availability.part_time.share", "always on", "availability.part_time.share=0")],
    ),
    "switched on and empty": (
        ["availability.on=true"],
        [("availability.on=true", "no vacancies, no reasons", "availability.vacancies=0.03")],
    ),
    "a switch in words": (
        ["availability=county", "availability.on=perhaps"],
        [("availability.on=perhaps", "perhaps", "availability.on=true")],
    ),
    "an option nobody knows": (
        ["availability=conty"],
        [("availability=conty", "conty", "availability=county")],
    ),
    # Staffing by service
    "a cut that takes nobody known": (
        ["staffing.who_goes=oldest"],
        [("staffing.who_goes=oldest", "oldest", "staffing.who_goes=by_chance")],
    ),
    "an uplift that brings nobody known": (
        ["staffing.who_comes=recruits"],
        [("staffing.who_comes=recruits", "recruits", "staffing.who_comes=officers")],
    ),
    "service from two years on": (
        ["~staffing.service.officers.0"],
        [("staffing.service.officers", "bands from 2, 5, 10, 15, 20", "officers: {0: 20")],
    ),
    "a career shorter than its last band": (
        ["staffing.service.longest_years=20"],
        [("staffing.service.longest_years", "20, where a band begins at 20", "staffing.service.longest_years=30")],
    ),
    "fewer than nobody in a band": (
        ["staffing.service.officers.5=-3"],
        [("staffing.service.officers.5=-3", "-3", "staffing.service.officers.5=20")],
    ),
    "recruits and nobody to tutor": (
        ["force.officers=10", "staffing.uplift=0.5", "staffing.who_comes=students"],
        [("staffing.who_comes=students", "one officer", "staffing.who_comes=officers")],
    ),
    "more recruits than officers": (
        ["staffing.cut=0.7", "staffing.uplift=0.5", "staffing.who_comes=students"],
        [("staffing.who_comes=students", "0.3 are left", "staffing.who_comes=officers")],
    ),
    # Leave
    "leave twice": (
        ["abstraction=entitlement", "abstraction.leave_weeks_share=0.14"],
        [("abstraction.leave_weeks_share=0.14", "where leave goes by entitlement", "abstraction.leave_weeks_share=0")],
    ),
    "no leave for the newest": (
        ["abstraction=entitlement", f"~{LEAVE}.days.0"],
        [(f"{LEAVE}.days", "days from 2, 5, 10, 15, 20 years", "entitlement.days: {0: 22")],
    ),
    "more leave than a year has room for": (
        ["abstraction=entitlement", f"{LEAVE}.days.20=300"],
        [(f"{LEAVE}.days.20=300", "300", f"{LEAVE}.days.20=30")],
    ),
    "a leave year that never begins": (
        ["abstraction=entitlement", f"{LEAVE}.year_starts='02-30'"],
        [(f"{LEAVE}.year_starts", "'02-30'", '"07-22" for 22 July')],
    ),
    "holidays with the month in words": (
        ["abstraction=entitlement", f"{LEAVE}.school.holidays=[[22 July, '09-01']]"],
        [(f"{LEAVE}.school.holidays", "'22 July'", '"07-22" for 22 July')],
    ),
    "a month nobody wants": (
        ["abstraction=entitlement", f"{LEAVE}.monthly=[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]"],
        [(f"{LEAVE}.monthly", "a month that nobody wants", "give every month a weight")],
    ),
    "eleven months": (
        ["abstraction=entitlement", f"{LEAVE}.monthly=[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"],
        [(f"{LEAVE}.monthly", "11", f"{LEAVE}.monthly")],
    ),
    "nobody may be away": (
        ["abstraction=entitlement", f"{LEAVE}.most_away_share=0"],
        [(f"{LEAVE}.most_away_share=0", "0", f"{LEAVE}.most_away_share=0.2")],
    ),
    "everybody has to stay": (
        ["abstraction=entitlement", f"{LEAVE}.least_left=40"],
        [(f"{LEAVE}.least_left=40", "40, where a team has 33 posts", f"{LEAVE}.least_left=11")],
    ),
    "short notice in per cent": (
        ["abstraction=entitlement", f"{LEAVE}.short_notice_share=20"],
        [(f"{LEAVE}.short_notice_share=20", "20", f"{LEAVE}.short_notice_share=0.2")],
    ),
    "holidays wanted less than other weeks": (
        ["abstraction=entitlement", f"{LEAVE}.school.weight=0.5"],
        [(f"{LEAVE}.school.weight=0.5", "0.5", f"{LEAVE}.school.weight=3")],
    ),
    "given to nobody": (
        ["abstraction=entitlement", f"{LEAVE}.shared.givers=0.1"],
        [(f"{LEAVE}.shared.receivers", "0, where 0.1 of the officers give", "receivers=0.02")],
    ),
    "leave of no weeks": (
        ["abstraction=entitlement", f"{LEAVE}.first_weeks=0"],
        [(f"{LEAVE}.first_weeks=0", "0", f"{LEAVE}.first_weeks=2")],
    ),
    "leave without tours to miss": (
        ["roster=always_on", "abstraction=entitlement"],
        [("abstraction.on", "always on", "abstraction=none")],
    ),
    "names misspelt": (
        ["availability=county", "availability.vacancy=0.05", "staffing.who_go=newest", f"{LEAVE}.short_notice=0.3"],
        [
            ("availability.vacancy=0.05", "availability.vacancy", "availability.vacancies=0.05"),
            ("staffing.who_go=newest", "staffing.who_go", "staffing.who_goes=newest"),
            (f"{LEAVE}.short_notice=0.3", f"{LEAVE}.short_notice", f"{LEAVE}.short_notice_share=0.3"),
        ],
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_named_with_its_cure(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert_slip_is_named(*SLIPS[name], capsys)


def test_there_are_more_than_thirty_slips() -> None:
    assert len(SLIPS) > 30


# Slips that do not contradict each other, from every part at once.
TOGETHER = [
    "vacancies in per cent", "a reason in per cent", "a reason without a share", "part-timers who never come",
    "a cut that takes nobody known", "an uplift that brings nobody known", "fewer than nobody in a band", "leave twice",
    "more leave than a year has room for", "a leave year that never begins", "holidays with the month in words", "eleven months",
    "nobody may be away", "short notice in per cent", "holidays wanted less than other weeks", "leave of no weeks",
]  # fmt: skip


def test_many_slips_at_once_are_all_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert_all_are_listed(SLIPS, TOGETHER, capsys)


@pytest.mark.parametrize(
    "words",
    [
        ["availability=county", "availability.on=false", "roster=always_on", "abstraction=none"],
        ["availability=county", "availability.part_time.share=0", "roster=always_on", "abstraction=none"],
        ["availability=county", "availability.vacancies=0", "availability.not_deployable.adjusted.share=0"],
        ["availability=none", "availability.on=true", "availability.vacancies=0.95"],
        ["staffing.who_goes=newest"],  # nobody goes
        ["staffing.who_comes=students"],  # nobody comes
        ["staffing.uplift=1", "staffing.who_comes=students"],
        ["abstraction=planned", f"{LEAVE}.least_left=900"],  # leave is a share of tours
        ["abstraction=entitlement", f"{LEAVE}.days={{0: 0, 2: 0, 5: 0, 10: 0, 15: 0, 20: 0}}"],
        ["abstraction=entitlement", f"{LEAVE}.school.holidays=[['12-19', '01-03']]"],  # over the new year
        ["abstraction=entitlement", f"{LEAVE}.shared={{givers: 1, days: 60, receivers: 1}}"],
    ],
)
def test_what_is_odd_but_allowed(words: list[str]) -> None:
    compose(words)
