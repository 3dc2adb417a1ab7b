"""Fatigue: when officers can sleep, and the two models that turn sleep and hour into sleepiness (KSS)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.scenario.values import ClockTime, Part, Probability, Problem, refuse

Hours = Annotated[float, Field(ge=0, le=24)]
Rate = Annotated[float, Field(gt=-20, lt=0)]  # per hour; decays are negative


class ThreeProcess(Part):
    """Constants of the three-process model (S homeostatic, C daily, U half-daily, W sleep inertia); time in hours."""

    la: float = 2.4
    ha: float = 14.3
    d: Rate = -0.0353
    g: Rate = -0.3813564466
    bl: float = 12.2
    cm: float = 0.0
    ca: Annotated[float, Field(ge=0)] = 2.5
    p: Hours = 16.8
    um: float = -0.5
    ua: Annotated[float, Field(ge=0)] = 0.5
    wc: Annotated[float, Field(le=0)] = -5.72
    wd: Rate = -1.51
    a: float = 10.6
    b: Annotated[float, Field(lt=0)] = -0.6
    wake_threshold: float = 11.6
    wake_threshold_sd: Annotated[float, Field(ge=0, le=5)] = 0.5
    phase_sd_h: Annotated[float, Field(ge=0, le=6)] = 1.0

    @model_validator(mode="after")
    def _order(self) -> Self:
        if not self.la < self.bl < self.ha:
            refuse(
                [
                    Problem(
                        "bl",
                        f"la {self.la:g}, bl {self.bl:g}, ha {self.ha:g}",
                        "la below bl below ha",
                        "keep the published 2.4, 12.2 and 14.3",
                    )
                ]
            )
        return self


class Unified(Part):
    """Constants of the unified model (lapses of the psychomotor vigilance test; time in hours), and the straight line by which
    lapses stand for points of the Karolinska scale (KSS).
    """

    u0: Annotated[float, Field(gt=0, le=100)] = 24.12
    phi: Annotated[float, Field(ge=-24, le=24)] = 2.02
    kappa: Annotated[float, Field(ge=0, le=20)] = 4.13
    tau_s: Annotated[float, Field(ge=0.1, le=20)] = 1.0
    tau_w: Annotated[float, Field(ge=1, le=400)] = 40.0
    tau_la: Annotated[float, Field(ge=1, le=240)] = 97.44  # the engine forgets after sixty days
    kss_at_none: Annotated[float, Field(ge=1, le=9)] = 3.06
    kss_per_lapse: Annotated[float, Field(gt=0, le=5)] = 0.342

    @model_validator(mode="after")
    def _debt_is_slow(self) -> Self:
        if not self.tau_s < self.tau_la:
            refuse([Problem("tau_s", f"tau_s {self.tau_s:g}, tau_la {self.tau_la:g}", "tau_s below tau_la",
                            "keep the published 1 and 97.44")])
        return self


class Crash(Part):
    """By how much a point of KSS multiplies the odds of a crash while driving, and the most it may come to."""

    per_point: Annotated[float, Field(ge=1, le=3)] = 1.72
    cap: Annotated[float, Field(ge=1, le=100)] = 5.0


class Fatigue(Part):
    """Time around a tour that cannot be slept, when people go to bed, the KSS from which an hour counts as sleepy, and
    the rest between tours below which a return is quick.

    Who comes home from ``afternoon_from`` on waits for ``bedtime``; having to rise before ``early_rise_before`` brings
    it forward, by ``earliest_bedtime_h`` at most. Nobody lies down for less than ``shortest_sleep_h``. A first night
    is a tour that begins from ``night_tour_from`` to ``night_tour_to``; who has been up for less than ``nap_after_h``
    takes no nap before it. ``reckoned_by`` says which model gives sleepiness; when people sleep is the same under both.
    """

    on: bool
    commute_h: Annotated[float, Field(ge=0, le=6)] = 0.75
    preparation_h: Annotated[float, Field(ge=0, le=6)] = 1.0
    wind_down_h: Annotated[float, Field(ge=0, le=6)] = 1.0
    bedtime: ClockTime = "23:00"
    afternoon_from: ClockTime = "15:00"
    early_rise_before: ClockTime = "06:00"
    earliest_bedtime_h: Annotated[float, Field(ge=0, le=6)] = 1.5
    # Above 0, so that every sleep moves the night on.
    shortest_sleep_h: Annotated[float, Field(ge=0.1, le=4)] = 0.5
    nap_probability: Probability = 0.3
    nap_start: ClockTime = "15:00"
    nap_h: Annotated[float, Field(ge=0, le=6)] = 1.5
    nap_after_h: Annotated[float, Field(ge=0, le=24)] = 4.0
    night_tour_from: ClockTime = "18:00"
    night_tour_to: ClockTime = "03:00"
    quick_return_h: Hours = 11.0
    kss_threshold: Annotated[float, Field(ge=1, le=9)] = 7.0
    model: ThreeProcess = Field(default_factory=ThreeProcess)
    reckoned_by: Literal["three_process", "unified"] = "three_process"
    unified: Unified = Field(default_factory=Unified)
    crash: Crash = Field(default_factory=Crash)
