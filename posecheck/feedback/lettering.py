"""How wide words are and where lines break: a sheet of letters, measured without drawing anything.

The sheet is DejaVu Sans Condensed Bold (letters.LICENSE), drawn by tools/build_lettering.py. A
height is that of a line, from the top of Å to the foot of g, in pixels.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

UNKNOWN = "?"
_BREAKS = re.compile(" (?!%)")
ALIKE = {"−": "–", "‐": "-", "\u2011": "-", "\u202f": " "}  # minus, hyphens, narrow space


@dataclass(frozen=True, slots=True)
class Sheet:
    """Letters: each a piece of alpha (H, its width + 2 margins) uint8, overlapping when set."""

    letters: dict[str, NDArray[np.uint8]]
    height: int
    margin: int


@cache
def sheet() -> Sheet:
    """Read the sheet, once."""
    with (files("posecheck.feedback") / "letters.npz").open("rb") as file:
        content = np.load(file, allow_pickle=False)
        alpha, starts, codes = content["sheet"], content["starts"].tolist(), content["codes"]
        margin = int(content["margin"])
    pieces = {
        chr(code): alpha[:, starts[i] : starts[i + 1]] for i, code in enumerate(codes.tolist())
    }
    return Sheet(pieces, alpha.shape[0], margin)


@lru_cache(4096)
def writable(text: str) -> str:
    """Put text into letters that the sheet has; accents are dropped before a letter is."""
    known = sheet().letters
    result = []
    for found in " ".join(text.split()):
        letter = ALIKE.get(found, found)
        bare = unicodedata.normalize("NFKD", letter)[0]
        result.append(letter if letter in known else bare if bare in known else UNKNOWN)
    return "".join(result)


@lru_cache(4096)
def _columns(text: str) -> int:
    letters, margin = sheet().letters, sheet().margin
    return sum(letters[letter].shape[1] - 2 * margin for letter in writable(text))


def width(text: str, height: float) -> float:
    """Give the width in pixels of one line of that height."""
    return _columns(text) * height / sheet().height


def shorten(text: str, room: float, height: float) -> str:
    """Cut a line so that it fits into `room` pixels; an ellipsis shows where."""
    text = writable(text)
    if width(text, height) <= room:
        return text
    while text and width(text + "…", height) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def wrap(text: str, room: float, height: float) -> tuple[str, ...]:
    """Break text into lines that fit into `room` pixels, no % off its number; words are cut."""
    lines: list[str] = []
    for word in _BREAKS.split(writable(text)):
        if lines and width(f"{lines[-1]} {word}", height) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(shorten(word, room, height))
    return tuple(lines)


def fit(text: str, room: float, height: float, most_lines: int) -> tuple[str, ...]:
    """Break text into at most so many lines; what does not fit ends in an ellipsis."""
    lines = wrap(text, room, height)
    if len(lines) <= most_lines:
        return lines
    rest = " ".join(lines[most_lines - 1 :]) + "…"
    return (*lines[: most_lines - 1], shorten(rest, room, height))


@lru_cache(32)  # 25 KB each; the boxes that they are written into are kept as well
def line_of(text: str) -> NDArray[np.uint8]:
    """Set a line: alpha (H, margin + width + margin), in the size of the sheet."""
    letters, margin = sheet().letters, sheet().margin
    line = np.zeros((sheet().height, _columns(text) + 2 * margin), dtype=np.uint8)
    start = 0
    for letter in writable(text):
        piece = letters[letter]
        part = line[:, start : start + piece.shape[1]]
        np.maximum(part, piece, out=part)
        start += piece.shape[1] - 2 * margin
    return line
