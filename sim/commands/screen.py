"""``muster screen``: which conclusions of a study hang on which assumption."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from sim.commands.options import RESULTS, Options
from sim.commands.study_job import configuration_text, refuse_file, refuse_unwritable, workers_for
from sim.commands.sweep import study_named
from sim.faults import FaultReport, Faults
from sim.studies import Study, StudyScenario, study_scenarios

HELP = """muster screen [overrides with several values] [scenario=NAME | study=FOLDER] [screen.SETTING=VALUE] [out=FOLDER]

Moves every assumed number that the study really uses through its range in the ledger, along random walks (Morris), and says
which conclusions (each option beside the baseline, in each measure of the decision table) hang on which number: where a
step in that number alone makes the conclusion too close to call, or turns it round. Runs are stored; interrupt whenever you
like, the same command goes on. A screening says what matters; it shares out no variance.

  muster screen scenario=first_look roster=two_two_two_four
  muster screen "staffing.cut=0,0.1" run.days=56 run.replications=4 screen.trajectories=10
  muster screen study=my_force screen.reach=0.5 "screen.metrics=[attended_within_target,sickness_share]"

screen.trajectories=4 walks; screen.levels=4 of the grid; screen.reach=1 share of each range that is walked;
screen.together=alike (scene times of all types as one) or each; screen.seed; screen.metrics=[...].
28 days after 14, 2 replications, unless run= or run.days, run.warmup_days, run.replications say otherwise.
Needs the extra: pip install "muster-sim[screen]". The folder gets screen.html, screen.json and tables/.
"""


def run(words: list[str], options: Options) -> int:
    """Screen the study that ``words`` name or describe."""
    from sim.screening.plan import plan_screening
    from sim.screening.settings import take_settings

    faults = Faults("the screening")
    settings, rest = take_settings(words, faults)
    study, scenarios, out = _study(rest, faults)
    if options.show_configuration:
        print(configuration_text(scenarios))
        return 0
    folder = Path(out) if out else RESULTS / _name(study)
    refuse_unwritable(folder)
    refuse_file(folder, "the screening")
    plan = plan_screening(study, scenarios, settings, _idle(scenarios))
    if not options.quiet:
        print(_opening(plan), file=sys.stderr)
    return _carry_out(study, plan, settings, folder, " ".join(["muster screen", *words]), options)


def _study(words: list[str], faults: Faults) -> tuple[Study, list[StudyScenario], str | None]:
    """The study, short unless a horizon was asked for, its scenarios and the folder asked for. What is wrong with it is reported
    together with what is wrong with the settings.
    """
    from sim.screening.settings import SHORT

    named = {word.lstrip("+").partition("=")[0] for word in words}
    short = [] if "run" in named else [f"{key}={value}" for key, value in SHORT.items() if key not in named]
    try:
        study, out = study_named("screen", [*words, *short])
        scenarios = study_scenarios(study)
    except FaultReport as report:
        faults.extend(report.faults)
    faults.raise_any()
    return study, scenarios, out


def _name(study: Study) -> str:
    """What the results are called, so that they never meet those of the study itself."""
    return study.name if study.name == "screen" else f"{study.name[:57]}_screen"


def _idle(scenarios: list[StudyScenario]) -> Any:
    from sim.reports.idle import idle_in

    known = [each.scenario.model_dump(mode="json") for each in scenarios]
    return lambda key: idle_in(known, key)


def _opening(plan: Any) -> str:
    left = "; ".join(f"{times} {reason}" for reason, times in plan.left_by_reason().items())
    runs = len(plan.scenarios) * plan.options[0].scenario.run.replications
    words = (f"{plan.numbers} assumed numbers are moved, as {len(plan.factors)} factors; {len(plan.left_out)} are not: {left}.\n"
             f"{len(plan.positions)} walks of {len(plan.factors) + 1} points, {len(plan.options)} options: {runs} runs.")
    return words + (f" {len(plan.refused)} points are refused by the rules of scenarios." if plan.refused else "")


def _carry_out(study: Study, plan: Any, settings: Any, folder: Path, command: str, options: Options) -> int:
    from sim.replication import warm_up
    from sim.screening.store import remove_screening
    from sim.screening.study import run_screening

    stand_in = [StudyScenario(each.id, each.label, {}, each.scenario, False) for each in plan.scenarios]  # for their run only
    done = run_screening(
        plan, _name(study), folder, command=command, workers=workers_for(stand_in), question=study.question,
        progress="quiet" if options.quiet else "auto", warm_up=warm_up,
    )
    doubtful = [verdict for verdict in done.audit if verdict.get("verdict") not in ("identical", "error")]
    if not done.interrupted and done.stored_before + done.ran > len(done.failures):
        print(_report(study, plan, settings, folder))
    elif not done.interrupted:
        remove_screening(folder)  # what stands there is about other runs
    lines = [*done.in_words(), *(f"THE ENGINES DISAGREE, do not use these results: {verdict}" for verdict in doubtful)]
    print("\n".join(lines), file=sys.stderr)
    return 1 if doubtful else done.exit_status


def _report(study: Study, plan: Any, settings: Any, folder: Path) -> str:
    """Work out the effects, write tables and page, and return the finding in words."""
    from sim.experiments.reading import read_study
    from sim.reports.screen import build_screen_page, finding_in_words
    from sim.screening.store import write_screening
    from sim.screening.study import conclusions_of, outcomes_of

    outcomes = outcomes_of(read_study(folder), plan, settings.metrics)
    found = conclusions_of(plan, outcomes)
    report = write_screening(folder, plan, settings, outcomes, found, {"study": study.name, "question": study.question})
    page = build_screen_page(folder)
    return f"{finding_in_words(report)}\n\nThe page: {page}"
