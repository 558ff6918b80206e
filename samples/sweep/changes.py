"""The tables of what single changes do to the readings, a table for each kind of change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from samples.sweep.conditions import PLAIN, one_at_a_time

TEXT = """\
## What changes when one thing changes

Shift of the bias and, in brackets, the scatter, where one outfit's base row changes by that alone.
Bold: the shift is more than half of the declared error. What has no row or field was not reached in
the time given.
"""
KINDS = {
    "The body and its side": ("girth", "stature", "side"),
    "The camera": ("distance_m", "yaw", "camera_m", "size"),
    "The picture": ("light", "height_px", "fps", "crf"),
}

Row = Mapping[str, Any]
Show = Callable[..., str]


def single_changes(parts: Sequence[str] | None = None) -> list[str]:
    """Names of the conditions that change one of some parts (default: any), outfits left out."""
    return [
        condition.name
        for condition in one_at_a_time()
        if condition != PLAIN and condition.outfit == PLAIN.outfit
        if parts is None or condition.name.partition(" ")[0] in parts
    ]


def change_tables(rows: Sequence[Row], name_of: Callable[[Row], str], show: Show) -> str:
    """Shift of the bias and the scatter under each single change, Markdown."""
    parts = [_table(title, rows, of, name_of, show) for title, of in KINDS.items()]
    told = [part for part in parts if part]
    return "\n".join([TEXT, *told]) if told else ""


def _table(
    title: str, rows: Sequence[Row], of: Sequence[str], name_of: Callable[[Row], str], show: Show
) -> str:
    names = [name for name in single_changes(of) if any(name in r["conditions"] for r in rows)]
    if not names:
        return ""
    head = f"| {title} | sweep | base | " + " | ".join(names) + " |\n"
    head += "|---|---|" + "--:|" * (len(names) + 1) + "\n"
    lines = []
    for row in rows:
        plain = row["conditions"].get("plain")
        reached = any(name in row["conditions"] for name in names)
        if plain is None or plain["bias"] is None or not reached:
            continue
        base = f"{show(plain['bias'], sign=True)} ({show(plain['scatter'])})"
        shifts = (_change(row, plain, row["conditions"].get(name), show) for name in names)
        lines.append("| " + " | ".join([name_of(row), row["sweep"], base, *shifts]) + " |")
    return head + "\n".join(lines) + "\n"


def _change(row: Row, plain: Row, one: Row | None, show: Show) -> str:
    if one is None:
        return ""
    if one["bias"] is None:
        return "not used"
    shift = one["bias"] - plain["bias"]
    shown = f"{show(shift, sign=True)} ({show(one['scatter'])})"
    much = row["stated"] is not None and abs(shift) > row["stated"] / 2
    return f"**{shown}**" if much else shown
