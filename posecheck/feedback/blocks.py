"""The words of the live screen, set into the boxes around the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from posecheck.feedback.arrangement import (
    CUE_PX,
    HEADLINE_PX,
    KEYS_PX,
    NOTE_PX,
    PAD,
    Arrangement,
    Size,
    arrange,
    high_of,
    wide_of,
)
from posecheck.feedback.lettering import fit, shorten, width, wrap
from posecheck.feedback.shapes import MARKS, Arc, Box, Shape, Tone, Words

DOT = " · "
MOST_NOTES = 2
MOST_KEY_LINES = 2
LARGER = (1.8, 1.5, 1.25, 1.0, 0.85, 0.7)  # a short cue is written larger, an overlong one smaller
RING_STEPS = 180  # a ring grows in steps that nobody sees, so that it is not painted every frame
RING_PX, RING_WIDE = 0.96, 0.075  # outer diameter, in sides of its square, and width, in diameters
IN_RING = 0.73  # how wide the count may be inside a ring, in diameters
LIST_PX = (0.1, 0.086, 0.075, 0.066, 0.058, 0.05, 0.043)  # lines of a list, the largest that fits


@dataclass(frozen=True, slots=True)
class Block:
    """Part of the window with a dark ground; shapes in pixels of the window, all inside the box."""

    box: Box
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one moment; ring in steps of RING_STEPS, so that equal words are equal."""

    headline: str
    cue: str
    tone: Tone
    count: str
    ring: int | None
    notes: tuple[str, ...]
    badges: tuple[str, ...]
    keys: str
    summary: tuple[tuple[Tone, str], ...]


@lru_cache(maxsize=16)
def arranged(keys: str, window_px: Size, picture_px: Size, *, summary: bool) -> Arrangement:
    """Arrange a window with as many lines for the keys as they need, two at most."""
    line_px = KEYS_PX * min(window_px)
    lines = min(len(_parted(keys, window_px[0] - line_px, line_px)), MOST_KEY_LINES)
    return arrange(window_px, picture_px, lines, summary=summary)


@lru_cache(maxsize=16)
def set_blocks(said: Said, at: Arrangement) -> tuple[Block, ...]:
    """Set the words into their boxes; blocks do not overlap, nor do the words in them."""
    unit = at.unit
    blocks = [
        Block(at.headline, _parts(said.headline, at.headline, HEADLINE_PX * unit, "body")),
        Block(at.badges, _parts(DOT.join(said.badges), at.badges, NOTE_PX * unit, "quiet")),
        Block(at.keys, _parts(said.keys, at.keys, KEYS_PX * unit, "quiet")),
    ]
    if said.summary:
        blocks.append(Block(at.summary, _list(said.summary, at)))
    else:
        blocks += [
            Block(at.cue, _cue(said, at)),
            *_count_and_notes(said, at),
        ]
    return tuple(block for block in blocks if min(wide_of(block.box), high_of(block.box)) > 0)


def _count_and_notes(said: Said, at: Arrangement) -> tuple[Block, ...]:
    """Give both, or the notes the room of both where nothing is counted."""
    count, notes = at.count, at.notes
    line_px = NOTE_PX * at.unit
    if said.count.strip() or said.ring is not None:
        return Block(count, _count(said, at)), Block(notes, _notes(said.notes, notes, line_px))
    in_line = count[::2] == notes[::2] or count[1::2] == notes[1::2]
    both = (*count[:2], *notes[2:]) if in_line else notes
    return (Block(both, _notes(said.notes, both, line_px)),)


def _words(box: Box, text: str, line_px: float, tone: Tone) -> tuple[Words, ...]:
    """Set a text at the top of a box, led by the sign of its tone; what does not fit is cut."""
    most = int(high_of(box) / line_px)
    lead = (1.75 if tone in MARKS else 0.7) * line_px
    if most < 1 or wide_of(box) <= lead:
        return ()
    lines = _fit(text, wide_of(box) - lead, line_px, most)
    bottom = min(box[1] + round((len(lines) + PAD) * line_px), box[3])
    return (Words((*box[:3], bottom), lines, line_px, tone, mark=tone in MARKS),)


def _fit(text: str, room: float, line_px: float, most_lines: int) -> tuple[str, ...]:
    return fit(text, room, line_px, most_lines) if text.strip() else ()


def _cue(said: Said, at: Arrangement) -> tuple[Words, ...]:
    """Set the one cue, in the largest letters in which all of it fits."""
    if not said.cue.strip():
        return ()
    tone: Tone = said.tone if said.tone in MARKS else "body"
    for larger in LARGER:
        shapes = _rows([(tone, said.cue)], at.cue, larger * CUE_PX * at.unit)
        if shapes and not any(line.endswith("…") for line in shapes[0].lines):
            return shapes
    return _words(at.cue, said.cue, LARGER[-1] * CUE_PX * at.unit, tone)


def _parts(text: str, box: Box, line_px: float, tone: Tone) -> tuple[Words, ...]:
    """Set parts that are joined by dots, broken between parts rather than in them."""
    room, most = wide_of(box) - 0.7 * line_px, int(high_of(box) / line_px)
    lines = _parted(text, room, line_px)
    if 0 < most < len(lines):
        lines = (*lines[: most - 1], shorten(f"{lines[most - 1]}…", room, line_px))
    lines = lines[:most]
    bottom = min(box[1] + round((len(lines) + PAD) * line_px), box[3])
    return (Words((*box[:3], bottom), lines, line_px, tone, mark=False),) if lines else ()


def _parted(text: str, room: float, line_px: float) -> tuple[str, ...]:
    lines: list[str] = []
    for part in text.split(DOT) if text.strip() else ():
        if lines and width(f"{lines[-1]}{DOT}{part}", line_px) <= room:
            lines[-1] += f"{DOT}{part}"
        else:
            lines += wrap(part, max(room, line_px), line_px)
    return tuple(lines)


def _notes(notes: Sequence[str], box: Box, line_px: float) -> tuple[Shape, ...]:
    shapes: list[Shape] = []
    for note in notes:
        words = _words(box, note, line_px, "unsure")
        shapes += words
        box = (box[0], words[0].box[3] if words else box[1], box[2], box[3])
    return tuple(shapes)


def _count(said: Said, at: Arrangement) -> tuple[Shape, ...]:
    box = at.count
    side = min(wide_of(box), high_of(box))
    if said.ring is None:
        return _number(said.count, box, 0.94 * wide_of(box), 0.8 * side)
    outer = RING_PX * side
    thick = RING_WIDE * outer
    radius, swept = (outer - thick) / 2, 360.0 * said.ring / RING_STEPS
    centre = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    ring = [Arc(centre, radius, 0.0, 360.0, "doubt", 0.3 * thick)]
    if said.ring:
        ring.append(Arc(centre, radius, -90.0, swept - 90.0, "good", thick))
    return (*_number(said.count, box, IN_RING * outer, 0.5 * outer), *ring)


def _number(text: str, box: Box, room: float, most_px: float) -> tuple[Words, ...]:
    """Set a short text as large as it goes into the middle of a box."""
    if not text.strip():
        return ()
    line_px = min(most_px, room / max(width(text, 1.0), 0.1))
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    half = min(width(text, line_px) / 2 + 0.35 * line_px, wide_of(box) / 2)
    place = (x - half, y - line_px / 2, x + half, y + line_px / 2)
    return (Words(place, (text,), line_px, "body", mark=False),)


def _list(summary: Sequence[tuple[Tone, str]], at: Arrangement) -> tuple[Shape, ...]:
    """Set the list in the largest letters in which all of it fits; the rest is counted."""
    for share in LIST_PX:
        shapes = _rows(summary, at.summary, share * at.unit)
        if len(shapes) == len(summary):
            return shapes
    left_out = len(summary) - len(shapes) + 1
    last = shapes[-1].box if shapes else at.summary
    more: tuple[Tone, str] = ("quiet", f"… and {left_out} more in the report")
    rest = (last[0], last[1], last[2], at.summary[3])
    return (*shapes[:-1], *_rows([more], rest, LIST_PX[-1] * at.unit))


def _rows(rows: Sequence[tuple[Tone, str]], box: Box, line_px: float) -> tuple[Words, ...]:
    shapes: list[Words] = []
    left, top, right, bottom = box
    for tone, text in rows:
        lead = (1.75 if tone in MARKS else 0.7) * line_px
        lines = wrap(text, max(right - left - lead, line_px), line_px)
        high = round((len(lines) + PAD) * line_px)
        if top + high > bottom:
            break
        place = (left, top, right, top + high)
        shapes.append(Words(place, lines, line_px, tone, mark=tone in MARKS))
        top += high
    return tuple(shapes)
