"""From one frame and what was thought of it to shapes; pure, and tested without a pixel."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from posecheck.feedback.figure import Figure
from posecheck.feedback.guides import Guide
from posecheck.feedback.layout import Layout, Place, place_labels
from posecheck.feedback.linework import anchor_of, linework
from posecheck.feedback.shapes import TONES, XY, Line, Shape, Tone
from posecheck.geometry.measure import SCALES

Floats = NDArray[np.float64]

MOST_LABELS = 3


@dataclass(frozen=True, slots=True)
class Topic:
    """One criterion as the overlay knows it; unit as it is written behind a number.

    compares: it tells whether something stayed as it was. Where that is good, its lines are not
    drawn as good: a head that stays too far forward has not moved either.
    """

    key: str
    title: str
    unit: str
    guides: tuple[Guide, ...]
    required: bool = True
    compares: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """One frame.

    points: (33, 2) pixels, y down; NaN where unknown. sure: (33,) may be drawn as seen; guess:
    (33,) may be drawn dashed. near: whose side is drawn, None for both. status, values: one per
    topic. cue: what to say, with its tone. up: where upright things point in the picture.
    only: the one topic to draw, for a still.
    """

    points: Floats
    sure: NDArray[np.bool_]
    guess: NDArray[np.bool_]
    near_right: bool
    side_view: bool
    status: Sequence[int]
    values: Sequence[float]
    title: str
    cue: str = ""
    cue_tone: Tone = "quiet"
    up: XY = (0.0, -1.0)
    only: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """The shapes of one frame, and where its labels stand, so that the next keeps them there."""

    shapes: tuple[Shape, ...]
    places: Mapping[str, Place] = field(default_factory=dict)


def draw(
    topics: Sequence[Topic],
    moment: Moment,
    layout: Layout,
    before: Mapping[str, Place] | None = None,
) -> Picture:
    """Turn one frame into shapes; nobody in it gives the title and the cue alone."""
    body = draw_body(topics, moment, layout, before)
    title, cue = layout.title(moment.title), layout.cue(moment.cue, moment.cue_tone)
    return Picture((*body.shapes, *title, *cue), body.places)


def draw_body(
    topics: Sequence[Topic],
    moment: Moment,
    layout: Layout,
    before: Mapping[str, Place] | None = None,
    *,
    weight: float = 1.0,
    sign_only: bool = False,
) -> Picture:
    """Turn one frame into what lies on the body, without title and cue.

    weight: how many times larger than usual lines and labels are, to be seen from afar.
    sign_only: instead of labels, the sign of its tone stands beside the worst of what is judged.
    """
    figure = _figure(moment, layout.long_side * weight)
    shapes: list[Shape] = [*figure.skeleton()]
    skeleton = len(shapes)
    anchors: list[tuple[str, XY, str, Tone]] = []
    for index in _most_important_last(topics, moment):
        topic, value, tone = topics[index], moment.values[index], TONES[moment.status[index]]
        colour: Tone = "body" if topic.compares and tone == "good" else tone
        shapes += linework(figure, topic.guides, colour, value)
        anchor = anchor_of(figure, topic.guides)
        if anchor is not None and (tone in ("borderline", "fault") or moment.only == index):
            text = "" if sign_only else f"{topic.title}{_number(value, topic.unit)}"
            anchors.insert(0, (topic.key, anchor, text, tone))
    if not anchors:
        return Picture(tuple(shapes))
    lines = [(shape.start, shape.end) for shape in shapes[skeleton:] if isinstance(shape, Line)]
    labels, places = place_labels(
        anchors[: 1 if sign_only else MOST_LABELS],
        layout,
        figure.obstacles(lines),
        before or {},
        weight=weight,
    )
    return Picture((*shapes, *labels), places)


def _figure(moment: Moment, unit: float) -> Figure:
    return Figure(
        moment.points,
        moment.sure,
        moment.guess,
        near_right=moment.near_right,
        side_view=moment.side_view,
        up=moment.up,
        unit=unit,
    )


def _most_important_last(topics: Sequence[Topic], moment: Moment) -> list[int]:
    """Order the topics that are judged in this frame so that the worst is drawn on top."""
    if moment.only is not None:
        return [moment.only]
    judged = [i for i in range(len(topics)) if moment.status[i] > 0]
    return sorted(judged, key=lambda i: (moment.status[i], topics[i].required, -i))


def _number(value: float, unit: str) -> str:
    """Write a number short; lengths of the body have no unit that fits into a label."""
    if not math.isfinite(value):
        return ""
    if unit == "deg":
        return f" {round(value) + 0.0:.0f}°"
    if "%" in unit:  # whose limits are 1.5 or 3: without a tenth, good and fault read the same
        return f" {round(value, 1) + 0.0:.1f} %" if abs(value) < 10 else f" {value:.0f} %"
    digits = 0 if abs(value) >= 20 else 2 if unit in SCALES else 1
    shown = "" if unit in SCALES else unit
    return f" {value:.{digits}f} {shown}".rstrip()
