"""A routine: exercises one after the other, as an article gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from posecheck.assess.rules import Source

REST_S = 20.0  # to get into the next position and breathe; no article gives a time


@dataclass(frozen=True, slots=True)
class Station:
    """One exercise of a routine; how often and how long is its check's own affair.

    options: its variant. rest_s: before the next one begins.
    """

    check: str
    options: Mapping[str, str] = field(default_factory=dict)
    rest_s: float = REST_S


@dataclass(frozen=True, slots=True)
class Routine:
    """Exercises in their order; source says who put them together."""

    id: str
    title: str
    purpose: str
    stations: tuple[Station, ...]
    source: Source
