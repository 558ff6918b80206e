"""Why something cannot be told: a short code for programs and a sentence for people."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck.body import LANDMARKS

NO_PERSON = "no-person"
SUBJECT_LOST = "subject-lost"
OUT_OF_FRAME = "out-of-frame"
HIDDEN = "hidden"
INVENTED = "invented"
WRONG_VIEW = "wrong-view"
UNKNOWN_VIEW = "unknown-view"
NOT_STANDING = "not-standing"
WRONG_PHASE = "wrong-phase"
TOO_SHORT = "too-short"
SIDES_UNKNOWN = "sides-unknown"
TOO_SLOW = "too-slow"
TOO_SMALL = "too-small"
TOO_UNCERTAIN = "too-uncertain"
NEEDS_VIDEO = "needs-video"
NEEDS_BOTH_SIDES = "needs-both-sides"
NO_BASELINE = "no-baseline"
SLOW_MOTION = "slow-motion"
UPSIDE_DOWN = "upside-down"
NOT_MEASURABLE = "not-measurable"
NOT_RECOGNISED = "not-recognised"

HIPS_UNSEEN = "hips-unseen"

NOT_SHOWN = frozenset({WRONG_VIEW, NEEDS_VIDEO})
"""Reasons that lie in how the recording was made; what they name does not count."""

DOUBT_REASONS = ("", NO_PERSON, OUT_OF_FRAME, HIDDEN, INVENTED, SUBJECT_LOST)
"""The reason for each code of a track's channel `doubt`."""

SENTENCES = {
    NO_PERSON: "Nobody is seen in the picture.",
    SUBJECT_LOST: "The person to judge could not be followed for most of this.",
    OUT_OF_FRAME: "A needed part of the body is outside the picture{part}. Step back or turn the "
    "camera so that you are in it from head to feet.",
    HIDDEN: "A needed part of the body is hidden{part}{behind}.",
    INVENTED: "A needed part of the body cannot really be seen{part}{behind}; its place was "
    "guessed.",
    UPSIDE_DOWN: "The picture stands on its head: the hips are above the shoulders and the feet "
    "above the hips. Turn the camera, or the recording in a gallery or video editor, by half a "
    "turn and judge it again.",
    UNKNOWN_VIEW: "Somebody is there, but from where the camera sees them could not be told; give "
    "--view.",
    WRONG_VIEW: "This is judged from {views}, and the camera saw {view}.",
    NOT_STANDING: "This is judged while standing, and the person is not standing.",
    WRONG_PHASE: "{absent}",
    TOO_SHORT: "Too few steps were seen for a mean: {count} of at least {needed}. Film longer.",
    SIDES_UNKNOWN: "Steps were counted, but left and right could not be told apart, so that no "
    "foot could be timed: come closer or film larger, in good light.",
    TOO_SLOW: "This needs {needed:.0f} pictures a second, and the clip has {fps:.0f}.",
    TOO_SMALL: "The person is too small in the picture for this: come closer or film larger.",
    TOO_UNCERTAIN: "The number is shown, but this camera cannot tell it to better than {error}, "
    "which is too coarse to part good from fault{why}.",
    NEEDS_VIDEO: "A still picture cannot show this; it needs a video.",
    NEEDS_BOTH_SIDES: "This compares left and right, and only one side was seen.",
    NO_BASELINE: "This is compared with quiet standing, which the clip does not show: stand still "
    "for two seconds first, or give --baseline.",
    HIPS_UNSEEN: "The hips cannot be seen well enough; tuck the shirt in or use two stickers "
    "(docs/stickers.md).",
    NOT_RECOGNISED: "It was not recognised which exercise this is: name it with --check.",
    SLOW_MOTION: "The clip seems to be slow motion, so neither its times nor its steps are real.",
}

CAUSES = {
    "": "",
    "off-square": ": it looks at the body about {off:.0f} degrees off square, so turn one of them",
    "small": ": the person is small in the picture, so come closer or film larger",
    "dark": ": the picture is dark, so switch on a light",
    "unseen": ": the thumbs cannot be told apart from what is behind them, so stand before a plain "
    "wall of another colour than your hands, in good light",
    "roll": ": how far it is tilted is not known, so film an upright edge or give --roll",
}
"""What makes a number uncertain, and what would help."""


def worst_landmark(doubt: NDArray[np.float64], landmarks: NDArray[np.intp]) -> str:
    """Name the landmark that is doubted most often: doubt (T, 33), landmarks indices."""
    if not len(landmarks) or not len(doubt):
        return ""
    shares = (doubt[:, landmarks] > 0).mean(axis=0)
    if not shares.max() > 0:
        return ""
    return LANDMARKS[int(landmarks[int(np.argmax(shares))])].replace("_", " ")
