"""What would hold a queue that grows without end: rules a force could turn on, each tried on the scenario that runs away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from sim.faults import FaultReport
from sim.scenario import Scenario
from sim.studies import Study, StudyScenario, study_scenarios, with_words

FOLDER = "holding"
"""Of the results folder, in which the trials are kept."""
MOST_TRIED = 2
"""Scenarios of a study for which the rules are tried: those of which the fewest replications ran away, nearest to the edge."""
RUNS = 3
"""Replications of each trial: enough for a verdict, which asks that most of them run away."""
PATIENCE_MIN = 30  # with a partner: by judgement
MORE = "more_officers_"
"""How the names of rules begin that ask for more officers, in rising order."""
NOTHING = "nothing"
"""The scenario as it is, in as many replications: what a rule's queues are held against."""

Words = Callable[[Scenario], Sequence[str]]


@dataclass(frozen=True)
class Rule:
    """A rule by its name, what it does in words, and the overrides that turn it on in a scenario."""

    name: str
    says: str
    words: Words


def _fixed(*words: str) -> Words:
    return lambda _: words


def _more_officers(share: float) -> Words:
    return lambda scenario: [f"staffing.uplift={min(1.0, scenario.staffing.uplift + share):.6g}"]


def _help(scenario: Scenario) -> list[str]:
    return ["operations.help.on=true", f"operations.help.grades={len(scenario.force.grades)}"]


def _leave_partners(scenario: Scenario) -> list[str]:
    if not scenario.partners.on:
        return []
    return [f"partners.services.{name}.give_up_min={PATIENCE_MIN}" for name, service in scenario.partners.services.items()
            if service.give_up_min > PATIENCE_MIN]  # fmt: skip


RULES: tuple[Rule, ...] = (
    Rule(NOTHING, "as it is", _fixed()),
    Rule("promotion", "what waits too long goes up a grade", _fixed("operations.regrading.promotion=true")),
    Rule("ageing", "waiting an hour counts as much as a grade", _fixed("operations.dispatch.order=ageing")),
    Rule("cut_short", "scenes are cut short while three wait", _fixed("operations.cut_short.on=true")),
    Rule("help", "neighbouring areas lend crews for every grade", _help),
    Rule("partners", f"officers wait for no partner longer than {PATIENCE_MIN} minutes", _leave_partners),
    Rule(f"{MORE}5", "5% more officers", _more_officers(0.05)),
    Rule(f"{MORE}10", "10% more officers", _more_officers(0.1)),
    Rule(f"{MORE}20", "20% more officers", _more_officers(0.2)),
)


def trials(study: Study, scenario: StudyScenario) -> Iterator[StudyScenario]:
    """Yield ``scenario`` under each rule that is not in force in it already and can be combined with it, and as it is."""
    axes = [f"{key}={value}" for key, value in scenario.values.items()]
    for rule in RULES:
        words = list(rule.words(scenario.scenario))
        if not words and rule.name != NOTHING:
            continue
        try:
            (made,) = study_scenarios(with_words(study, [*axes, *words]))
        except FaultReport:
            continue
        if rule.name == NOTHING or _differs(made.scenario, scenario.scenario):
            values = {"option": scenario.id, "rule": rule.name}
            yield replace(made, id=f"{scenario.id}; {rule.name}", label=f"{scenario.label}; {rule.says}", values=values,
                          is_baseline=False)  # fmt: skip


def _differs(one: Scenario, other: Scenario) -> bool:
    return one.model_copy(update={"title": ""}) != other.model_copy(update={"title": ""})
