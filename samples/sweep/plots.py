"""One sheet of small plots: what was read against what was true, for every measure."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import numpy as np
from numpy.typing import NDArray

from samples.sweep.table import Row

Floats = NDArray[np.float64]
WIDE, HIGH, MARGIN, COLUMNS = 190, 170, 34, 4
POINTS = 70  # a plot: more say nothing more
COLOURS = {"plain": "#1f5fa8", "outfit red": "#b0413e", "outfit green": "#3a7d44"}
OTHER = "#7a5a9e"


def sheet(rows: Iterable[Row]) -> str:
    """An SVG with a plot for each row that has a series."""
    panels = [panel for row in rows if (panel := _panel(row))]
    lines = -(-len(panels) // COLUMNS)
    width, height = COLUMNS * WIDE, max(1, lines) * HIGH
    placed = [
        f'<g transform="translate({i % COLUMNS * WIDE} {i // COLUMNS * HIGH})">{panel}</g>'
        for i, panel in enumerate(panels)
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="8">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>'
    )
    return "\n".join([head, *placed, "</svg>", ""])


def _panel(row: Row) -> str:
    shown = {name: row.series[name] for name in row.series if name in COLOURS or "outfit" in name}
    pairs = {
        name: (
            np.concatenate([one.true[one.usable] for one in found]),
            np.concatenate([one.measured[one.usable] for one in found]),
        )
        for name, found in shown.items()
    }
    every = [np.concatenate(pair) for pair in pairs.values() if len(pair[0])]
    if not every:
        return ""
    low, high = (float(edge) for edge in np.percentile(np.concatenate(every), (0, 100)))
    room = 0.04 * (high - low) or 1.0
    low, high = low - room, high + room
    left, top = MARGIN, 26
    across, down = WIDE - MARGIN - 8, HIGH - top - 24

    def at(values: Floats, *, upward: bool) -> Floats:
        share = (values - low) / (high - low)
        return top + down * (1 - share) if upward else left + across * share

    title = escape(row.measure.partition("/")[2])
    parts = [
        f'<text x="{left}" y="10" font-weight="bold">{title}</text>',
        f'<text x="{left}" y="20" fill="#555">{escape(row.sweep.name)}, {escape(row.unit)}</text>',
        f'<rect x="{left}" y="{top}" width="{across}" height="{down}" fill="none" stroke="#bbb"/>',
        f'<path d="M{left} {top + down}L{left + across} {top}" stroke="#999" '
        'stroke-dasharray="3 2"/>',
    ]
    for tick in np.linspace(low + room, high - room, 3):
        x, y = (float(at(np.array([tick]), upward=up)[0]) for up in (False, True))
        parts.append(f'<text x="{x:.0f}" y="{HIGH - 14}" text-anchor="middle">{tick:.3g}</text>')
        parts.append(f'<text x="{left - 3}" y="{y + 3:.0f}" text-anchor="end">{tick:.3g}</text>')
    for name, (true, measured) in pairs.items():
        thinned = np.linspace(0, len(true) - 1, min(len(true), POINTS)).astype(int)
        across_s, up_s = at(true[thinned], upward=False), at(measured[thinned], upward=True)
        places = zip(across_s, up_s, strict=True)
        dots = "".join(f"M{a:.0f} {b:.1f}h0" for a, b in places)
        colour = COLOURS.get(name, OTHER)
        parts.append(
            f'<path d="{dots}" stroke="{colour}" stroke-width="2.4" stroke-linecap="round" '
            'stroke-opacity=".65" fill="none"/>'
        )
    parts.append(
        f'<text x="{left + across / 2:.0f}" y="{HIGH - 4}" text-anchor="middle" fill="#555">'
        "true</text>"
    )
    return "".join(parts)
