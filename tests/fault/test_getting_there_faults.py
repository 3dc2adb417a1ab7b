"""How the force answers, configured wrongly: every slip gets one report that names the key and the word that mends it."""

from __future__ import annotations

import pytest

from sim.configuration import compose
from tests.support.fault_reports import Planted, assert_all_are_listed, assert_slip_is_named

BENCH = ["force=bench", "demand=flat", "roster=always_on", "crewing=single", "abstraction=none", "partners=none"]
NO_TARGET = "{urban: null, rural: null}"

# Words, then what the report must hold: where, found, and the cure.
SLIPS: dict[str, tuple[list[str], Planted]] = {
    # Areas and neighbours
    "a neighbour nobody knows": (
        ["+force.areas.city.neighbours.value=10"],
        [("force.areas.city.neighbours", "'value'", "did you mean vale")],
    ),
    "an area taken out that others count on": (
        ["~force.areas.border"],
        [("force.areas.coastal_towns.neighbours", "'border', of coastal_towns, moors", "~force.areas.moors.neighbours.border")],
    ),
    "its own neighbour": (
        ["+force.areas.moors.neighbours.moors=0"],
        [("force.areas.moors.neighbours", "the area itself", "~force.areas.moors.neighbours.moors")],
    ),
    "a neighbour before the place": (
        ["force.areas.city.neighbours.vale=-5"],
        [("force.areas.city.neighbours.vale=-5", "-5", "force.areas.city.neighbours.vale=16")],
    ),
    "no free crews at all": (
        ["force.areas.city.free_usual=0"],
        [("force.areas.city.free_usual=0", "0", "force.areas.city.free_usual=8")],
    ),
    # Targets
    "a target for towns only": (
        ["~force.grades.prompt.target_min.rural"],
        [("force.grades.prompt.target_min", "targets for urban", "null where there is no standard")],
    ),
    "half a target for the vulnerable": (
        ["force.grades.prompt.vulnerable_target_min={urban: 30}"],
        [("force.grades.prompt.vulnerable_target_min", "targets for urban", "give both")],
    ),
    "a clock that starts nowhere": (
        ["force.grades.prompt.clock=calls"],
        [("force.grades.prompt.clock=calls", "calls", "force.grades.prompt.clock=call")],
    ),
    "a statistic nobody knows": (
        ["force.grades.prompt.statistic=mode"],
        [("force.grades.prompt.statistic=mode", "mode", "force.grades.prompt.statistic=share")],
    ),
    "an aim in per cent": (
        ["force.grades.prompt.aim=90"],
        [("force.grades.prompt.aim=90", "90", "force.grades.prompt.aim=0.9")],
    ),
    "promoted at once": (
        ["force.grades.prompt.promote_after_min=0"],
        [("force.grades.prompt.promote_after_min=0", "0", "force.grades.prompt.promote_after_min=240")],
    ),
    # Demand
    "a minimum above what is wanted": (
        ["demand.types.theft.minimum=5"],
        [("demand.types.theft.minimum", "5 officers, where 4 are wanted", "minimum: 4")],
    ),
    "a minimum of nobody": (
        ["demand.types.theft.minimum=0"],
        [("demand.types.theft.minimum=0", "0", "demand.types.theft.minimum=1")],
    ),
    "a patience without a spread": (
        ["demand.types.theft.patience={kind: lognormal}"],
        [("demand.types.theft.patience", "missing", "cv")],
    ),
    "more than certainly vulnerable": (
        ["demand.types.theft.vulnerable=1.2"],
        [("demand.types.theft.vulnerable=1.2", "1.2", "demand.types.theft.vulnerable=0.06")],
    ),
    "a chance where none stood": (
        ["demand.types.sudden_death.new_information=-1"],
        [("demand.types.sudden_death.new_information=-1", "-1", "demand.types.sudden_death.new_information=0")],
    ),
    "a skill nobody lists": (
        ["skills=county", "+demand.types.theft.needs.tazer=0.1"],
        [("demand.types.theft.needs", "'tazer', in theft", "taser")],
    ),
    "assaults of everybody and more": (
        ["demand.types.theft.assaults_per_1000=1001"],
        [("demand.types.theft.assaults_per_1000=1001", "1001", "assaults_per_1000=0.8")],
    ),
    # Operations
    "an order nobody knows": (
        ["operations.dispatch.order=aging"],
        [("operations.dispatch.order=aging", "aging", "operations.dispatch.order=ageing")],
    ),
    "ageing without time": (
        ["operations.dispatch.ageing_min=0"],
        [("operations.dispatch.ageing_min=0", "0", "operations.dispatch.ageing_min=60")],
    ),
    "by target where there is none": (
        ["operations.dispatch.order=earliest_target", *(f"force.grades.{grade}.target_min={NO_TARGET}" for grade in
                                                        ("immediate", "prompt", "standard"))],
        [("operations.dispatch.order", "no grade has a target", "operations.dispatch.order=strict")],
    ),
    "a stage that cannot be interrupted": (
        ["operations.preemption.from=[traveling]"],
        [("operations.preemption.from", "traveling", "did you mean travelling, in operations.preemption.from=")],
    ),
    "nothing to interrupt": (
        ["operations.preemption.grades=1", "operations.preemption.from=[]"],
        [("operations.preemption.from", "no stage", "operations.preemption.grades=0")],
    ),
    "more grades than there are, reserve": (
        ["operations.reserve.crews=1", "operations.reserve.grades=4"],
        [("operations.reserve.grades=4", "4 highest", "operations.reserve.grades=3")],
    ),
    "more grades than there are, preemption": (
        ["operations.preemption.grades=5"],
        [("operations.preemption.grades=5", "5 highest", "operations.preemption.grades=3")],
    ),
    "more grades than there are, help": (
        ["operations.help.on=true", "operations.help.grades=9"],
        [("operations.help.grades=9", "9 highest", "operations.help.grades=3")],
    ),
    "a reserve below nobody": (
        ["operations.reserve.crews=-1"],
        [("operations.reserve.crews=-1", "-1", "operations.reserve.crews=0")],
    ),
    "help without neighbours": (
        [*BENCH, "operations.help.on=true"],
        [("operations.help.on=true", "no area has a neighbour", "operations.help.on=false")],
    ),
    "a tour that ends otherwise": (
        ["operations.tour_end=handback"],
        [("operations.tour_end=handback", "handback", "operations.tour_end=hand_back")],
    ),
    "surplus after the end": (
        ["operations.surplus.after_share=1.5"],
        [("operations.surplus.after_share=1.5", "1.5", "operations.surplus.after_share=0.5")],
    ),
    "thinning that shortens": (
        ["operations.thinning.most=0.5"],
        [("operations.thinning.most=0.5", "0.5", "operations.thinning.most=2")],
    ),
    "thinning where nobody drives": (
        ["operations.thinning.on=true", "operations.travel=false"],
        [("operations.thinning.on=true", "nobody drives", "operations.travel=true")],
    ),
    "entering again where nothing is cleared": (
        ["operations=bare", "operations.rekeying_min=5"],
        [("operations.rekeying_min=5", "clearing switched off", "operations.clearing=true")],
    ),
    "patience nobody has": (
        [*BENCH, "operations.patience=true"],
        [("operations.patience=true", "no type has a patience", "demand.types.job.patience=")],
    ),
    "promotion of nothing": (
        [*BENCH, "operations.regrading.promotion=true"],
        [("operations.regrading.promotion=true", "no grade", "promote_after_min=720")],
    ),
    "no news": (
        [*BENCH, "operations.regrading.new_information=true"],
        [("operations.regrading.new_information=true", "no type", "demand.types.job.new_information=0.05")],
    ),
    "nobody to spare": (
        [*BENCH, "operations.surplus.on=true"],
        [("operations.surplus.on=true", "no type has a minimum", "demand.types.job.minimum=1")],
    ),
    "a switch in words": (
        ["operations.patience=perhaps", "operations.dispatch.staged=2"],
        [("operations.patience=perhaps", "perhaps", "operations.patience=false"),
         ("operations.dispatch.staged=2", "2", "operations.dispatch.staged=false")],
    ),
    # Crews
    "a policy for an area nobody knows": (
        ["+crewing.by_area.moor=double"],
        [("crewing.by_area.moor", "'moor'", "did you mean moors")],
    ),
    "an area with a policy nobody knows": (
        ["+crewing.by_area.moors=treble"],
        [("crewing.by_area.moors=treble", "treble", "crewing.by_area.moors=single")],
    ),
    "a night that never begins, in one area": (
        ["crewing=single", "+crewing.by_area.moors=double_at_night", "crewing.night_from=07:00"],
        [("crewing.night_to", "07:00 to 07:00", "crewing.night_to=07:00")],
    ),
    "more pairs than officers": (
        ["crewing.double_share=1.5"],
        [("crewing.double_share=1.5", "1.5", "crewing.double_share=0")],
    ),
    "pairs that part before anybody waits": (
        ["crewing.split_when_waiting=-2"],
        [("crewing.split_when_waiting=-2", "-2", "crewing.split_when_waiting=0")],
    ),
    "most officers are students": (
        ["crewing.tutors.student_share=0.6"],
        [("crewing.tutors.student_share=0.6", "0.6", "crewing.tutors.student_share=0")],
    ),
    "students and nobody to tutor": (
        ["force.officers=5", "crewing.tutors.student_share=0.2"],
        [("crewing.tutors.student_share=0.2", "1 officer", "crewing.tutors.student_share=0")],
    ),
    "a car in an area nobody knows": (
        ["crewing=triage_car", "crewing.triage_car.areas=[city, costal_towns]"],
        [("crewing.triage_car.areas", "costal_towns", "coastal_towns")],
    ),
    "a car with a partner nobody knows": (
        ["crewing=triage_car", "crewing.triage_car.partner=mental_helth"],
        [("crewing.triage_car.partner", "mental_helth", "crewing.triage_car.partner=mental_health")],
    ),
    "a car without partners": (
        ["crewing=triage_car", "partners=none"],
        [("crewing.triage_car.cars", "partners switched off", "partners=county")],
    ),
    "a car that never goes out": (
        ["crewing=triage_car", "crewing.triage_car.to=14:00"],
        [("crewing.triage_car.to", "14:00 to 14:00", "23:59")],
    ),
    "a car's hours without quotes": (
        ["crewing.triage_car.from=840"],
        [("crewing.triage_car.from=840", "840", "14:00")],
    ),
    "a joint team with somebody twice, and with somebody nobody knows": (
        ["crewing=joint_team", "+crewing.triage_car.joined_by.mental_health=0.3", "+crewing.triage_car.joined_by.housing=0.2"],
        [("crewing.triage_car.joined_by.mental_health", "in the car already", "~crewing.triage_car.joined_by.mental_health")],
    ),
    "a joint team with a service nobody knows": (
        ["crewing=joint_team", "+crewing.triage_car.joined_by.social_cares=0.3"],
        [("crewing.triage_car.joined_by.social_cares", "social_cares", "did you mean social_care")],
    ),
    "a joint team with a service nobody asks for": (
        ["crewing=joint_team", "partners=places", "+crewing.triage_car.joined_by.fire=0.3"],
        [("crewing.triage_car.joined_by.fire", "whom no type of incident asks for", "~crewing.triage_car.joined_by.fire")],
    ),
    "seconded by a service that is not in the car": (
        ["crewing=triage_car", "+crewing.triage_car.seconded.social_care=1"],
        [("crewing.triage_car.seconded.social_care", "nobody in the car", "crewing.triage_car.joined_by.social_care=0.4")],
    ),
    "more seconded than there are": (
        ["crewing=joint_team", "crewing.triage_car.to='23:30'", "partners.shortfall=0.25",
         "crewing.triage_car.seconded={mental_health: 8, social_care: 4}"],
        [
            ("crewing.triage_car.seconded.mental_health", "8, where the service has 7.5 in the hour from 22:00",
             "crewing.triage_car.seconded.mental_health=7"),
            ("crewing.triage_car.seconded.social_care", "a shortfall of 25 % taken off",
             "crewing.triage_car.seconded.social_care=3"),
        ],
    ),
    "somebody seconded by halves": (
        ["crewing=joint_team", "crewing.triage_car.seconded.social_care=0.5"],
        [("crewing.triage_car.seconded.social_care=0.5", "0.5", "crewing.triage_car.seconded.social_care")],
    ),
    "a car kept where nobody would send it": (
        ["crewing=joint_team", "crewing.triage_car.kept_in_area=true"],
        [("crewing.triage_car.kept_in_area", "areas do not help each other", "operations.help.on=true")],
    ),
    "a risk nobody runs": (
        [*BENCH, "crewing.double_for_risk=true"],
        [("crewing.double_for_risk=true", "no type has a risk", "demand.types.job.risk=0.1")],
    ),
    # Skills and safety
    "skills without any": (
        ["skills.on=true"],
        [("skills.list", "no skill", "skills=county")],
    ),
    "a skill nobody holds": (
        ["skills=county", "skills.list.taser.share=0", "skills.list.taser.substitute_after_min=null"],
        [("skills.list.taser.share", "0, and nobody may go", "substitute_after_min: 60")],
    ),
    "a skill without a share": (
        ["skills=county", "+skills.list.drone={title: Drone pilot}"],
        [("skills.list.drone", "missing", "skills.list.drone.share")],
    ),
    "odds of nothing": (
        ["safety=county", "safety.single_odds=0"],
        [("safety.single_odds=0", "0", "safety.single_odds=1.5")],
    ),
    "injuries in per cent": (
        ["safety=county", "safety.injury_share=25"],
        [("safety.injury_share=25", "25", "safety.injury_share=0.25")],
    ),
    "safety where nobody is assaulted": (
        [*BENCH, "safety=county"],
        [("safety", "no type has assaults_per_1000", "safety=none")],
    ),
    "names misspelt": (
        ["operations.preemption.form=[clearing]", "skils=county", "crewing.triage_car.car=1"],
        [
            ("operations.preemption.form=[clearing]", "operations.preemption.form", "operations.preemption.from=[clearing]"),
            ("skils=county", "skils", "skills=county"),
            ("crewing.triage_car.car=1", "crewing.triage_car.car", "crewing.triage_car.cars=1"),
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
    "a neighbour nobody knows", "its own neighbour", "no free crews at all", "a target for towns only", "an aim in per cent",
    "more than certainly vulnerable", "a chance where none stood", "an order nobody knows", "ageing without time",
    "more grades than there are, reserve", "more grades than there are, preemption", "more grades than there are, help",
    "surplus after the end", "thinning that shortens", "a policy for an area nobody knows", "more pairs than officers",
    "students and nobody to tutor", "a car in an area nobody knows", "a car with a partner nobody knows", "a skill nobody lists",
    "odds of nothing",
]  # fmt: skip


def test_many_slips_at_once_are_all_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert_all_are_listed(SLIPS, TOGETHER, capsys)


@pytest.mark.parametrize(
    "words",
    [
        ["operations.tour_end=hand_back", "roster=always_on", "abstraction=none"],
        ["crewing=double", "crewing.double_share=0.5"],
        ["operations.reserve.grades=9"],  # no reserve, so nothing is kept for anybody
        ["operations.preemption.from=[]"],
        ["crewing.triage_car.partner=nobody"],
        ["operations=responsive", "skills=county", "safety=county", "crewing=triage_car", "crewing.double_for_risk=true"],
        ["force.grades.standard.target_min={urban: null, rural: null}", "operations.dispatch.order=earliest_target"],
        ["demand.types.theft.needs={juggling: 0.1}"],  # skills are off
    ],
)
def test_what_is_odd_but_allowed(words: list[str]) -> None:
    compose(words)
