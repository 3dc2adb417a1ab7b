"""Side-by-side and regression benchmarks; ``python -m benchmarks`` prints the tables."""
