"""The strokes of a plot as inline SVG: scales, shapes, words and the picture round them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

TINY = 1e-9  # a range so small cannot be drawn


class Scale:
    """From a range of values to a range of pixels."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self._low, self._start = low, start
        self._factor = (end - start) / (high - low if high - low > TINY else 1.0)

    def __call__(self, value: float) -> float:
        """Give the pixel of a value."""
        return self._start + (value - self._low) * self._factor


def tag(name: str, *, class_: str, **numbers: float | str) -> str:
    """Write a shape; class_ is how the page's style names it."""
    attributes = " ".join(
        f'{key}="{value:.1f}"' if isinstance(value, float) else f'{key}="{value}"'
        for key, value in numbers.items()
    )
    return f'<{name} class="{class_}" {attributes}/>'


def text(words: str, x: float, y: float, kind: str) -> str:
    """Write words at a place; what could be markup in them is escaped."""
    from markupsafe import escape

    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'


def drawing(parts: Iterable[str], wide: int, high: int, words: str) -> Markup:
    """Put shapes in a picture of this size; words: what somebody hears who does not see it."""
    from markupsafe import Markup, escape

    head = f'<svg viewBox="0 0 {wide} {high}" role="img" aria-label="{escape(words)}">'
    return Markup(head + "".join(parts) + "</svg>")  # every text in it went through escape
