"""Experiments: the plan, the runner and its workers, the store, and the statistics of what came out."""
