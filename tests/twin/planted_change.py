"""Changes planted in tours taken by surges, and in the kernels of changing demand."""

from __future__ import annotations

from tests.twin.planted_kernels import KernelPlant
from tests.twin.planted_lives import Plant

_QUESTIONS = "test_change_questions.py"

CHANGE_LIVES = (
    Plant("days with a surge are no working time", "officer.py", "or POST_EMPTY <= reason <= POST_SEVERED",
          "or POST_EMPTY <= reason"),
)  # fmt: skip

CHANGE_KERNELS = (
    KernelPlant("growth is that of the next type", "change.py", "by_date[hour_date[h], k]", "by_date[hour_date[h], k - 1]",
                tests=_QUESTIONS),
    KernelPlant("growth is that of the first date", "change.py", "by_date[hour_date[h], k]", "by_date[0, k]", tests=_QUESTIONS),
    KernelPlant("an event is as large in every area", "change.py", "means[h, k] * area_share[a]", "means[h, k]",
                tests=_QUESTIONS),
    KernelPlant("who is vulnerable has a draw of the date", "change.py", "uniform(incidents[i].key, VULNERABLE, 0)",
                "uniform(incidents[i].key, VULNERABLE, date)", tests=_QUESTIONS),
    KernelPlant("midnight is of the day before", "change.py", 'side="right") - 1)', 'side="left") - 1)', tests=_QUESTIONS),
)  # fmt: skip
