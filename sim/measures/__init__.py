"""From an outcome to its measures: one file for each family of metrics, one table at the end."""

from sim.measures.table import measure

__all__ = ["measure"]
