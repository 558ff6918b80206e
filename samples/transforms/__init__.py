"""Pieces of the samples filmed otherwise: what must not change a verdict."""
