"""Scenes: from a true parameter and a time to a posture."""
