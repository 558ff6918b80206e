"""A judged clip painted frame by frame: everything is laid out before the first picture comes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.band import Band
from posecheck.assess.grade import grade, limits
from posecheck.assess.results import VERDICTS, CriterionResult, Frames, Judgement
from posecheck.assess.rules import Check, Criterion
from posecheck.body import ORIGIN
from posecheck.feedback.blur import Face, faces_of
from posecheck.feedback.canvas import jpeg, painted, pixelate
from posecheck.feedback.captions import Words, cues_of, words_of
from posecheck.feedback.closeup import close_up
from posecheck.feedback.files import criterion_key
from posecheck.feedback.guides import guides_of
from posecheck.feedback.layout import Layout, Place, largest_within, lay_out
from posecheck.feedback.overlay import Moment, Topic, draw
from posecheck.feedback.shapes import TONES, XY
from posecheck.feedback.timing import drawn_status, shown_values, spoken_status
from posecheck.geometry.plan import located, pelvis_ends
from posecheck.track import Track

Floats = NDArray[np.float64]
Pixels = NDArray[np.uint8]

DOUBT = "doubt"
HIDDEN = 3  # the doubt of a limb that is merely covered: it may be drawn dashed


class ClipPainter:
    """Paints the frames of one judged clip; carries where the labels of the last frame stood.

    track: as drawn, in picture coordinates, with its channel `doubt`; detected: as detected, for
    the face. layout: of the pictures that will be painted, from `layout_of`.
    """

    def __init__(
        self,
        check: Check,
        judgement: Judgement,
        frames: Frames,
        track: Track,
        layout: Layout,
        *,
        detected: Track | None = None,
        blur_face: bool = False,
    ) -> None:
        self._judgement = judgement
        self._frames = frames
        self._topics = topics_of(check, judgement)
        self._layout = layout
        self._points, self._pelvis = track.points, pelvis_ends(track.channels, len(track))
        self._sure, self._guess = drawable(track)
        self._values = shown_values(check, judgement, frames)
        self._status = drawn_status(check, judgement, frames)
        self._up = up_in_picture(judgement.roll_deg.value)
        self._places: Mapping[str, Place] = {}
        self._faces: list[Face | None] = []
        if blur_face:
            self._faces = faces_of(pixels_of(detected or track, layout.height), track.time_s)

    @cached_property
    def _words(self) -> Words:
        """What painted frames say; a still says what it shows."""
        return words_of(self._judgement, self._frames, spoken_status(self._judgement, self._frames))

    @cached_property
    def _signed(self) -> Layout:
        """The layout, without our name in the whole clip where a title of it needs the room."""
        return self._layout.for_titles(set(self._words.titles))

    def paint(self, rgb: Pixels, index: int) -> Pixels:
        """Give frame `index` painted, with the strip of words below; `rgb` may be painted over."""
        self.hide_face(rgb, index)
        picture = draw(self._topics, self._moment(index), self._signed, self._places)
        self._places = picture.places
        return painted(rgb, picture.shapes, self._layout.strip_px)

    def still(self, rgb: Pixels, index: int, criterion: int) -> bytes:
        """Give frame `index` as a JPEG that shows one criterion alone; `rgb` stays as it is."""
        shown = rgb.copy()
        self.hide_face(shown, index)
        moment = self._moment(index, criterion)
        view = close_up(moment.points[moment.sure], self._layout)
        layout = lay_out(*view.size_px, [moment.cue]).for_titles([moment.title])
        picture = draw(self._topics, replace(moment, points=view.moved(moment.points)), layout)
        return jpeg(painted(view.cut(shown), picture.shapes, layout.strip_px))

    def stills(self) -> dict[int, list[int]]:
        """Give the frames at which a criterion was worst: frame -> criteria."""
        wanted: dict[int, list[int]] = {}
        for number, one in enumerate(self._judgement.criteria):
            if one.worst is not None and len(self._frames.time_s):
                index = int(np.argmin(np.abs(self._frames.time_s - one.worst.time_s)))
                wanted.setdefault(index, []).append(number)
        return wanted

    def still_name(self, criterion: int) -> str:
        """Give the file name of a criterion's still."""
        return f"{self._topics[criterion].key}.jpg"

    def hide_face(self, rgb: Pixels, index: int) -> None:
        """Blur the face where that was asked for."""
        face = self._faces[index] if self._faces else None
        if face is not None:
            pixelate(rgb, face.centre, face.radii)

    def _moment(self, index: int, only: int | None = None) -> Moment:
        view = self._frames.view_names[self._frames.view[index]]
        values, status = self._values[index].tolist(), self._status[index].tolist()
        if only is None:
            title, (cue, tone) = self._words.titles[index], self._words.cues[index]
        else:
            one = self._judgement.criteria[only]
            status[only] = _code_at_worst(one, status[only])
            values[only] = one.worst.value if one.worst else math.nan
            title, cue, tone = one.title, one.cue, TONES[status[only]]
            cue = cue if tone in ("borderline", "fault") else ""
        row = slice(index, index + 1)
        places = located(self._points[row], self._pelvis[row])
        return Moment(
            points=_in_pixels(places, self._layout.height)[0],
            sure=self._sure[index],
            guess=self._guess[index],
            near_right=view == "side-right",
            side_view=view.startswith("side"),
            status=status,
            values=values,
            title=title,
            cue=cue,
            cue_tone=tone,
            up=self._up,
            only=only,
        )


def _code_at_worst(one: CriterionResult, in_frame: int) -> int:
    """Give the status of a criterion at its worst moment, as the video colours that moment.

    One of several measures has no single number to grade: it has the status of the frame, or else
    its verdict.
    """
    verdict = VERDICTS.index(one.verdict) if one.verdict else 0
    if not verdict or one.worst is None or one.parts:
        return verdict and (in_frame or verdict)
    at = limits([Band(one.good, one.fault)])
    return int(grade(np.array([one.worst.value]), at, np.array([one.uncertainty or 0.0]))[0])


def layout_of(judgement: Judgement, size_px: tuple[int, int], most_px: int) -> Layout:
    """Lay the pictures of a clip out: as large as they are, at most most_px with their strip."""
    return largest_within(*size_px, cues_of(judgement), most_px)


def topics_of(check: Check, judgement: Judgement) -> tuple[Topic, ...]:
    """Give each criterion of a judgement as something to draw."""
    declared = {criterion.key: criterion for criterion in check.criteria}
    return tuple(_topic(one, declared.get(_key(one))) for one in judgement.criteria)


def pixels_of(track: Track, height_px: int) -> Floats:
    """Give a track's points in pixels of a picture of that height, y down: (T, 36, 2).

    Behind the landmarks come the origin and the ends of the pelvis line.
    """
    return _in_pixels(located(track.points, pelvis_ends(track.channels, len(track))), height_px)


def _in_pixels(places: Floats, height_px: int) -> Floats:
    points = places * height_px
    points[..., 1] = height_px - points[..., 1]
    return points


def up_in_picture(roll_deg: float) -> XY:
    """Give where upright things point in a picture that a turn by roll_deg would make upright.

    roll_deg: anticlockwise, as geometry.upright turns. The result is a unit vector, y down.
    """
    angle = math.radians(roll_deg if math.isfinite(roll_deg) else 0.0)
    return math.sin(angle), -math.cos(angle)


def _key(one: CriterionResult) -> str:
    return criterion_key(one.id, one.side)


def topic_of(criterion: Criterion) -> Topic:
    """Give a criterion that has not been judged yet as something to draw."""
    title = f"{criterion.title} ({criterion.side})" if criterion.side else criterion.title
    guides, compares = guides_of(criterion), criterion.reduce == "change"
    return Topic(criterion.key, title, criterion.unit, guides, criterion.required, compares)


def _topic(one: CriterionResult, declared: Criterion | None) -> Topic:
    if declared is not None:
        return topic_of(declared)
    title = f"{one.title} ({one.side})" if one.side else one.title
    return Topic(_key(one), title, one.unit, (), one.required)


def drawable(track: Track) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell which points of a prepared track may be drawn as seen, and which at least dashed.

    Both (T, 36), in the order of `pixels_of`; a track without the channel `doubt` may be drawn as
    it is.
    """
    places = located(track.points, pelvis_ends(track.channels, len(track)))
    known: NDArray[np.bool_] = np.asarray(np.isfinite(places).all(axis=-1))
    known[:, ORIGIN.a] = False
    doubt = track.channels.get(DOUBT)
    if doubt is None:
        return known, np.zeros_like(known)
    guess = known.copy()
    judged = slice(doubt.shape[1])
    known[:, judged] &= doubt == 0
    guess[:, judged] &= (doubt == 0) | (doubt == HIDDEN)
    return known, guess
