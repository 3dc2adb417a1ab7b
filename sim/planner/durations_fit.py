"""Which distribution a set of durations follows, how well, and what to do when none fits: keep the data's own
quantiles.

A family is accepted when its largest distance to the data is small (Kolmogorov-Smirnov) *and* its mean is within 10 %
of the data's, because officers' workload is a sum of durations: a lovely curve with the wrong mean gives the wrong
workload.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

FAMILIES = ("lognormal", "gamma", "weibull", "exponential")
FEWEST = 50  # smaller sets borrow the pooled fit
WORST_DISTANCE = 0.05
DISTANCE_BY_CHANCE = 0.9  # / sqrt(n): about the 5 % point of the distance when parameters are fitted to the same data
WORST_MEAN = 0.10
MOST_ZEROS = 0.02
MOST_QUANTILES = 101
PER_QUANTILE = 10  # rows between neighbouring quantiles, so that no quantile is one incident
QQ_AT = (0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


@dataclass(frozen=True)
class FamilyFit:
    """One family fitted by maximum likelihood: ``aic`` orders families, ``ks`` is the largest distance between curves
    (0..1), ``mean`` in minutes, ``cv`` = sd / mean, ``quantiles`` in minutes at `QQ_AT`.
    """

    family: str
    aic: float
    ks: float
    mean: float
    cv: float
    quantiles: tuple[float, ...]


@dataclass(frozen=True)
class DurationFit:
    """What a set of durations became. ``config`` is plain data for `sim.scenario.Duration`; ``zeros`` exact zeros
    seen, ``left_out`` negative, missing or over-long ones; ``observed`` minutes at `QQ_AT`; ``pooled`` when too few
    were there.
    """

    config: dict[str, Any]
    n: int
    zeros: int
    left_out: int
    mean: float
    observed: tuple[float, ...]
    limit: float
    families: tuple[FamilyFit, ...]
    chosen: str
    why: str
    pooled: bool = False

    @property
    def model_mean(self) -> float:
        """Mean of the configured distribution in minutes."""
        if "quantiles_min" in self.config:
            q = np.asarray(self.config["quantiles_min"])
            return float(((q[:-1] + q[1:]) / 2).mean())
        return float(self.config["mean_min"])


def fit_duration(minutes: np.ndarray, longest_min: float, pooled: DurationFit | None = None) -> DurationFit:
    """Fit one set of durations (minutes, NaN = not recorded). Sets of fewer than 50 take ``pooled`` when it is given.

    Raises ValueError when there are too few and nothing to borrow from.
    """
    with np.errstate(invalid="ignore"):
        keep = (minutes >= 0) & (minutes <= longest_min)
    data = np.sort(minutes[keep])
    left_out, zeros, n = int((~keep).sum()), int((data == 0).sum()), len(data)
    if n < FEWEST:
        if pooled is None:
            raise ValueError(f"{n} durations, at least {FEWEST} are needed")
        observed = tuple(float(q) for q in np.quantile(data, QQ_AT)) if n >= 30 else ()
        return DurationFit(
            pooled.config,
            n,
            zeros,
            left_out,
            float(data.mean()) if n >= 10 else math.nan,
            observed,
            pooled.limit,
            pooled.families,
            pooled.chosen,
            f"only {n} usable: taken from all groups together",
            True,
        )
    positive = data[data > 0]
    observed = tuple(float(q) for q in np.quantile(data, QQ_AT))
    limit = max(WORST_DISTANCE, DISTANCE_BY_CHANCE / math.sqrt(max(len(positive), 1)))
    if len(positive) < FEWEST or positive[0] == positive[-1]:
        families: tuple[FamilyFit, ...] = ()
    else:
        families = tuple(sorted((_fitted(family, positive) for family in FAMILIES), key=lambda fit: fit.aic))
    mean = float(data.mean())
    target = float(positive.mean()) if len(positive) else 0.0
    if zeros / n > MOST_ZEROS:
        why = f"{zeros / n:.1%} are exactly zero, which no smooth family holds"
    else:
        good = [fit for fit in families if fit.ks <= limit and abs(fit.mean / target - 1) <= WORST_MEAN]
        if good:
            best = good[0]
            config: dict[str, Any] = {"kind": best.family, "mean_min": _figures(best.mean)}
            if best.family != "exponential":
                config["cv"] = _figures(best.cv)
            lead = (
                "most likely family"
                if best is families[0]
                else f"most likely family that fits ({families[0].family} does not)"
            )
            return DurationFit(
                config,
                n,
                zeros,
                left_out,
                mean,
                observed,
                limit,
                families,
                best.family,
                f"{lead}: distance {best.ks:.3f} (limit {limit:.3f}), mean {best.mean:.1f} against {target:.1f} min",
            )
        why = (
            f"no family is within distance {limit:.3f} and {WORST_MEAN:.0%} of the mean"
            if families
            else "hardly any variation"
        )
    return DurationFit(empirical(data), n, zeros, left_out, mean, observed, limit, families, "empirical", why)


def empirical(data: np.ndarray) -> dict[str, Any]:
    """Equally spaced quantiles of sorted ``data`` (minutes) with the data's own mean.

    At least ten rows stand between neighbouring quantiles. The end points are no one's incident: the lowest is
    extended from its neighbours, the highest is set so that the mean under linear interpolation is the mean of the
    data.
    """
    pieces = min(MOST_QUANTILES - 1, max(len(data) // PER_QUANTILE, 2))
    q = np.quantile(data, np.linspace(0, 1, pieces + 1))
    q[0] = max(0.0, min(2 * q[1] - q[2], q[1]))
    q[-1] = max(q[-2], 2 * (float(data.mean()) * pieces - q[0] / 2 - q[1:-1].sum()))
    rounded = np.round(q, 2)
    return {"kind": "empirical", "quantiles_min": [float(value) for value in np.maximum.accumulate(rounded)]}


def _figures(value: float) -> float:
    return float(f"{value:.5g}")


def _fitted(family: str, x: np.ndarray) -> FamilyFit:
    """Maximum likelihood for one family on positive, sorted ``x``; parameters in closed form or by one root."""
    from scipy import stats

    if family == "lognormal":
        logs = np.log(x)
        mu, sigma = float(logs.mean()), max(float(logs.std()), 1e-9)
        law: Any = stats.lognorm(sigma, scale=math.exp(mu))
        n_params = 2
    elif family == "gamma":
        shape = _gamma_shape(x)
        law, n_params = stats.gamma(shape, scale=float(x.mean()) / shape), 2
    elif family == "weibull":
        shape = _weibull_shape(x)
        law, n_params = stats.weibull_min(shape, scale=float((x**shape).mean() ** (1 / shape))), 2
    else:
        law, n_params = stats.expon(scale=float(x.mean())), 1
    n = len(x)
    cdf = law.cdf(x)
    steps = np.arange(n + 1) / n
    ks = float(max((steps[1:] - cdf).max(), (cdf - steps[:-1]).max()))
    mean = float(law.mean())
    return FamilyFit(
        family,
        float(2 * n_params - 2 * law.logpdf(x).sum()),
        ks,
        mean,
        float(law.std()) / mean,
        tuple(float(q) for q in law.ppf(QQ_AT)),
    )


def _gamma_shape(x: np.ndarray) -> float:
    """Root of log(k) - digamma(k) = log(mean) - mean(log)."""
    from scipy import optimize, special

    gap = max(math.log(float(x.mean())) - float(np.log(x).mean()), 1e-9)
    return float(optimize.brentq(lambda k: math.log(k) - float(special.digamma(k)) - gap, 1e-3, 1e9))


def _weibull_shape(x: np.ndarray) -> float:
    """Root of the profile likelihood equation of the shape, on data scaled to the geometric mean so that powers stay
    finite.
    """
    from scipy import optimize

    logs = np.log(x) - np.log(x).mean()

    def slope(k: float) -> float:
        weights = np.exp(k * logs - (k * logs).max())
        return float((weights * logs).sum() / weights.sum()) - 1 / k

    return float(optimize.brentq(slope, 1e-3, 1e3))


@dataclass(frozen=True)
class DurationFits:
    """Time at the scene by group, travel by area, and the pooled fits behind them."""

    scene: dict[str, DurationFit]
    travel: dict[str, DurationFit]
    scene_all: DurationFit
    travel_all: DurationFit


def fit_durations(frame: Any, groups: Any, areas: list[str], longest_hours: float, travel_from: str) -> DurationFits:
    """Fit scene time (arrived to cleared) by group and travel (``travel_from`` to arrived) by area.

    ``frame`` is `CleanExtract.frame`. Raises ValueError when even all rows together are too few.
    """
    longest = 60 * longest_hours
    scene = (frame["cleared"] - frame["arrived"]).dt.total_seconds().to_numpy(float) / 60
    travel = (frame["arrived"] - frame[travel_from]).dt.total_seconds().to_numpy(float) / 60
    scene_all, travel_all = fit_duration(scene, longest), fit_duration(travel, longest)
    by_group = {
        name: fit_duration(scene[groups.codes == code], longest, scene_all) for code, name in enumerate(groups.names)
    }
    place = frame["area"].to_numpy()
    by_area = {name: fit_duration(travel[place == name], longest, travel_all) for name in areas}
    return DurationFits(by_group, by_area, scene_all, travel_all)
