"""Benchmarks: figures with the sizes that they were measured on, never asserted in a timed test."""
