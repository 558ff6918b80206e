"""Verdicts to people: overlay shapes, their painting, result files and the report."""
