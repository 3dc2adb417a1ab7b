"""For all tests: how slow a machine is today is no fault of a random test."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("muster", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("muster")
