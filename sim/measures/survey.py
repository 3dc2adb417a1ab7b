"""What officers would answer, were they asked as a window of 28 days ends: pressures, stress, wellbeing; and who answers at all.

Everybody's answers are drawn, whether they answer or not, so that those who do can be held against all.  Draws are keyed by
replication and seat: each replication is a force of its own, whose officers differ in when they call a strain stressful.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kernels.draw import STREAM_OFFICER, combine, normal_quantile, stream_key
from kernels.exposures import TOURS
from sim.inputs.inputs import Floats, Ints
from sim.inputs.people import Flags, Traits, drawn, officers_of
from sim.measures.pressures import PRESSURES, level_of, measured
from sim.measures.window import Measure, Window, ratio
from sim.scenario import Survey
from sim.scenario.survey import Item

# Draws of an officer in a replication; those from _ANSWER on are one for each pressure.
_OWN, _STRESS, _OUTSIDE, _SCORE, _RESPONDS, _ANSWER = 150, 151, 152, 153, 154, 160
OFTEN, VERY = 4, 4  # points of five: often and always are frequent; very and extremely are stressed
LOWEST_SCORE, HIGHEST_SCORE = 7.0, 35.0
STRESSED, LOW_WELLBEING, SCORE = "survey_stressed_share", "survey_low_wellbeing_share", "survey_wellbeing_mean"


@dataclass(frozen=True, eq=False)
class Answers:
    """Answers of the officers asked, one row each; points are 1 to 5.

    ``says`` and ``bears`` are (officers, pressures asked about): the answer, and whether the exposure really was frequent.
    ``job`` and ``outside`` are what stands against the cuts of the stress items; ``own`` is how much sooner than others an
    officer calls things stressful, in standard deviations.
    """

    traits: Traits
    pressures: tuple[str, ...]
    says: Ints
    bears: Flags
    strain: Floats
    own: Floats
    job: Floats
    outside: Floats
    wellbeing: Floats
    responds: Flags
    not_asked: int  # officers who worked too few tours to be asked

    def __len__(self) -> int:
        return self.strain.size


def asked_in(window: Window, at: int) -> Answers:
    """Return the answers of a replication's officers at the end of its whole window ``at``."""
    scenario, inputs = window.scenario, window.inputs
    survey, exposures = scenario.survey, window.outcome.exposures[:, at]
    asked = exposures[:, TOURS] >= scenario.pressures.least_tours
    ids, rows = inputs.seat_ids[: inputs.n_own][asked], exposures[asked]
    traits = _of(officers_of(scenario, inputs), asked)
    strain = window.outcome.strains[asked, at]
    officer = np.uint64(stream_key(scenario.run.seed, inputs.replication, STREAM_OFFICER))
    moment = np.uint64(combine(officer, at))
    own = _normal(officer, ids, _OWN)
    pressures = tuple(measured(window))
    times = np.empty((ids.size, len(pressures)))  # exposures as multiples of what is frequent
    for column, name in enumerate(pressures):
        times[:, column] = level_of(rows, *PRESSURES[name]) / getattr(scenario.pressures.frequent, name)
    noise = np.column_stack([_normal(moment, ids, _ANSWER + _place(name)) for name in pressures])
    heard = times + survey.answers.noise * noise + survey.answers.coloured * own[:, None]
    return Answers(
        traits, pressures, points(heard, survey.answers.cuts), times >= 1.0, strain, own,
        felt(survey.stress, survey.own, strain, own, drawn(moment, ids, _STRESS)),
        felt(survey.outside, survey.own, strain, own, drawn(moment, ids, _OUTSIDE)),
        _score(survey, traits.women, strain, own, _normal(moment, ids, _SCORE)),
        drawn(moment, ids, _RESPONDS) < chance_of_answering(survey, strain, own), int((~asked).sum()),
    )  # fmt: skip


def points(heard: Floats, cuts: tuple[float, ...], moved: float = 0.0) -> Ints:
    """Return answers of 1 to 5: one more for each cut reached, all cuts ``moved`` alike."""
    return 1 + np.searchsorted(np.array(cuts) + moved, heard, side="right").astype(np.int64)


def felt(item: Item, spread: float, strain: Floats, own: Floats, place: Floats) -> Floats:
    """Return what is held against the cuts of a stress item: a cumulative logit in strain and the officer's own threshold."""
    return item.slope * strain + spread * own + np.log(place / (1.0 - place))


def chance_of_answering(survey: Survey, strain: Floats, own: Floats) -> Floats:
    """Return each officer's chance of answering; its mean is the rate that is set, whatever the slopes."""
    response = survey.response
    lean = response.by_strain * strain + response.by_own * own
    low, high = -60.0 - np.abs(lean).max(initial=0.0), 60.0 + np.abs(lean).max(initial=0.0)
    for _ in range(100):  # the mean rises with the level, so halving finds it
        level = (low + high) / 2
        low, high = (level, high) if _logistic(level + lean).mean() < response.rate else (low, level)
    return _logistic((low + high) / 2 + lean)


def cuts_moved(job: Floats, responds: Flags, survey: Survey) -> float:
    """Return by how much the cuts of the stress item are moved to meet the share of respondents that is set; 0 as they are."""
    if not survey.stress.calibrated or not responds.any():
        return 0.0
    return float(np.quantile(job[responds], 1.0 - survey.stress.share)) - survey.stress.cuts[VERY - 2]


def survey_measures(window: Window) -> Iterator[Measure]:
    """Yield stress and wellbeing of all officers and of those who would answer, over all whole windows; cuts as they are set."""
    survey, windows = window.scenario.survey, window.inputs.exposures.n_whole
    if not survey.on or not windows or not window.inputs.n_own:
        return
    answers = [asked_in(window, at) for at in range(windows)]
    stressed = np.concatenate([points(each.job, survey.stress.cuts) >= VERY for each in answers])
    score = np.concatenate([each.wellbeing for each in answers])
    responds = np.concatenate([each.responds for each in answers])
    for who, these in (("officers", np.ones(score.size, dtype=np.bool_)), ("respondents", responds)):
        n = int(these.sum())
        yield ratio(STRESSED, int(stressed[these].sum()), n, f"who={who}")
        yield ratio(LOW_WELLBEING, int((score[these] <= survey.wellbeing.low_to).sum()), n, f"who={who}")
        yield ratio(SCORE, float(score[these].sum()), n, f"who={who}")


def _score(survey: Survey, women: Flags, strain: Floats, own: Floats, noise: Floats) -> Floats:
    how = survey.wellbeing
    usual = np.where(women, how.women, how.men)
    score = usual - how.per_strain * strain - how.per_own * own + how.spread * noise
    return np.clip(score, LOWEST_SCORE, HIGHEST_SCORE)


def _of(traits: Traits, these: Flags) -> Traits:
    return Traits(traits.women[these], traits.age[these], traits.service[these], traits.sergeants[these], traits.role[these],
                  traits.roles)


def _place(name: str) -> int:
    return list(PRESSURES).index(name)


def _normal(key: np.uint64, ids: npt.NDArray[np.integer], draw: int) -> Floats:
    return np.array([normal_quantile(place) for place in drawn(key, ids, draw)], dtype=np.float64)


def _logistic(value: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-value)))
