"""What an overlay is made of: plain values in pixels of the picture, y down. No drawing here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["body", "doubt", "good", "borderline", "fault", "unsure", "quiet"]
TONES: tuple[Tone, ...] = ("unsure", "good", "borderline", "fault")
"""The tone of a status code; in the order of assess.results.VERDICTS."""
MARKS: dict[Tone, str] = {"good": "✔", "borderline": "▲", "fault": "✖", "unsure": "?"}
"""A sign for those who cannot tell the colours apart."""

XY = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    start: XY
    end: XY
    tone: Tone
    width: float
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Arc:
    """Part of a circle, from one angle to another in degrees, clockwise from the right."""

    centre: XY
    radius: float
    from_deg: float
    to_deg: float
    tone: Tone
    width: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A joint: a filled circle; the sign of its tone where it belongs to a verdict."""

    centre: XY
    radius: float
    tone: Tone


@dataclass(frozen=True, slots=True)
class Words:
    """A dark box with lines of text, led by the sign of its tone; line_px is a line's height."""

    box: Box
    lines: tuple[str, ...]
    line_px: float
    tone: Tone
    mark: bool = True


Shape = Line | Arc | Dot | Words
