"""What the live screen says at one moment, turned into shapes; pure, and tested without a pixel.

One cue, a count, a ring: large enough for somebody three metres from a laptop.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from posecheck.feedback.arrangement import Size, high_of, wide_of
from posecheck.feedback.blocks import MOST_NOTES, RING_STEPS, Block, Said, arranged, set_blocks
from posecheck.feedback.layout import Layout, Place
from posecheck.feedback.overlay import Moment, Picture, Topic, draw_body
from posecheck.feedback.shapes import Box, Line, Shape, Tone

JUDGED_WEIGHT = 1.8  # lines on a judged body are seen from afar
FRAME_EDGE, FRAME_CORNER, FRAME_WIDE = 0.03, 0.12, 0.008  # in short sides of the picture


@dataclass(frozen=True, slots=True)
class Showing:
    """Everything the screen says at one moment.

    moment: points in pixels of the picture as the camera gives it, un-mirrored; its title and
    cue are not shown; None while nobody is seen. headline: what is judged, and its phase. cue:
    the one thing to say. count: repetitions or a hold. ring: 0..1, drawn around the count.
    notes: why something is not judged; two are shown. guide: what to do before judging begins,
    instead of the cue. outline: the lines thin, and a frame to stand in. badges: paused,
    recording. keys: the help line. summary: a line a criterion at the end, instead of the cue.
    """

    moment: Moment | None = None
    topics: Sequence[Topic] = ()
    headline: str = ""
    cue: str = ""
    cue_tone: Tone = "quiet"
    count: str = ""
    ring: float | None = None
    notes: Sequence[str] = ()
    guide: str = ""
    outline: bool = False
    badges: Sequence[str] = ()
    keys: str = ""
    summary: Sequence[tuple[Tone, str]] = ()


@dataclass(frozen=True, slots=True)
class Composed:
    """The whole window: where the picture stands, what lies on it, and the blocks around it.

    body: shapes in pixels of the picture as it is shown, seen from its own corner.
    """

    picture: Box
    body: Picture
    blocks: tuple[Block, ...]


def compose(
    showing: Showing,
    window_px: Size,
    picture_px: Size,
    *,
    mirrored: bool,
    before: Mapping[str, Place] | None = None,
) -> Composed:
    """Turn what is to be said into shapes.

    picture_px: of the picture as it comes. mirrored: the lines are, as the picture; words never.
    before: the places of labels in the frame before.
    """
    said = Said(
        headline=showing.headline,
        cue=showing.guide or showing.cue,
        tone=showing.cue_tone,
        count=showing.count,
        ring=None if showing.ring is None else round(min(max(showing.ring, 0), 1) * RING_STEPS),
        notes=tuple(showing.notes[:MOST_NOTES]),
        badges=tuple(showing.badges),
        keys=showing.keys,
        summary=tuple(showing.summary),
    )
    arrangement = arranged(said.keys, window_px, picture_px, summary=bool(said.summary))
    body = _body(showing, arrangement.picture, picture_px, before, mirrored=mirrored)
    return Composed(arrangement.picture, body, set_blocks(said, arrangement))


def _body(
    showing: Showing,
    box: Box,
    picture_px: Size,
    before: Mapping[str, Place] | None,
    *,
    mirrored: bool,
) -> Picture:
    """Draw the lines on the picture as it is shown: its size, and mirrored."""
    wide, high = int(wide_of(box)), int(high_of(box))
    frame = _frame(wide, high, showing.cue_tone) if showing.outline else ()
    if showing.moment is None:
        return Picture(frame)
    points = showing.moment.points * (wide / picture_px[0], high / picture_px[1])
    up = showing.moment.up
    if mirrored:
        points[:, 0] = wide - points[:, 0]
        up = (-up[0], up[1])
    body = draw_body(
        showing.topics,
        replace(showing.moment, points=points, up=up),
        Layout(wide, high),
        before,
        weight=1.0 if showing.outline else JUDGED_WEIGHT,
        sign_only=True,
    )
    return Picture((*frame, *body.shapes), body.places)


@lru_cache(maxsize=16)
def _frame(wide: int, high: int, tone: Tone) -> tuple[Shape, ...]:
    """Draw the four corners of the room that a body has to be in."""
    short = min(wide, high)
    edge, arm, thick = FRAME_EDGE * short, FRAME_CORNER * short, FRAME_WIDE * short
    shapes = []
    for x, inward in ((edge, arm), (wide - edge, -arm)):
        for y, downward in ((edge, arm), (high - edge, -arm)):
            shapes.append(Line((x, y), (x + inward, y), tone, thick))
            shapes.append(Line((x, y), (x, y + downward), tone, thick))
    return tuple(shapes)
