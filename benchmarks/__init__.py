"""Measurements, as tables with ratios. Run all with `make bench`, one with `python -m benchmarks serving`."""
