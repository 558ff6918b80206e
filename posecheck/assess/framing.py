"""Whether a check can be judged from where somebody stands in the picture; if not, what to do."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from posecheck.assess.assessor import doubt_of
from posecheck.assess.calibrate import BASELINE_S
from posecheck.assess.rules import Check
from posecheck.assess.view import BACK, FRONT, OBLIQUE, SIDE_LEFT, SIDE_RIGHT, VIEW_NAMES
from posecheck.track import Track

LESSER = 0.4  # of the criteria of the best view: of a view that shows fewer one is told
MAKESHIFT = 2  # criteria: a view that shows fewer must be insisted on
INSIST_S = 6.0
SMALL = 0.4  # of the picture's height: a segment of 9 cm would have 16 pixels at 720
LYING = 0.6  # head to feet over their distance upwards: below this nobody stands
HEAD, FEET, TRUNK = [0, 7, 8], [27, 28, 29, 30, 31, 32], [11, 12, 23, 24]
NO_PERSON, OUTSIDE, INVENTED = 1, 2, 4  # codes of a track's channel doubt
TURN = {
    SIDE_LEFT: "Turn so that your left side faces the camera",
    SIDE_RIGHT: "Turn so that your right side faces the camera",
    FRONT: "Face the camera",
    BACK: "Turn your back to the camera",
}
EITHER_WAY = "Face the camera, or turn your back to it"


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do; kind: picture, size or view.

    still_s: how long one must stand still to be judged like this all the same; infinite: never.
    """

    kind: str
    words: str
    still_s: float = math.inf


class Framing:
    """What a check wants of the picture."""

    def __init__(self, check: Check) -> None:
        self._room_above = check.room_above
        shown = _shown(check)
        best = max(shown.values(), default=0)
        self._best = [code for code, count in shown.items() if count == best]
        self._good = {code for code, count in shown.items() if count >= LESSER * best}
        self._still_s = {
            code: BASELINE_S if count >= MAKESHIFT else INSIST_S for code, count in shown.items()
        }

    def advice(self, frame: Track, view: int, forward: float) -> Advice | None:
        """Say what is wrong with one prepared, upright frame (T = 1); None where nothing is."""
        return _out_of_picture(frame, self._room_above) or _size(frame) or self._turn(view, forward)

    def _turn(self, view: int, forward: float) -> Advice | None:
        if view in self._good or not self._best:
            return None
        if {FRONT, BACK} <= {*self._best}:
            words = EITHER_WAY
        elif {SIDE_LEFT, SIDE_RIGHT} <= {*self._best}:
            right_is_nearer = view == OBLIQUE and forward > 0
            words = TURN[SIDE_RIGHT if right_is_nearer else SIDE_LEFT]
        else:
            words = TURN[self._best[0]]
        still_s = self._still_s.get(view, math.inf)
        if math.isfinite(still_s):
            words += ", or hold still as you are"
        return Advice("view", words, still_s)


def is_somebody(frame: Track) -> bool:
    """Tell whether the trunk of a person is seen in a frame (T = 1)."""
    trunk = doubt_of(frame)[0, TRUNK]
    return bool(np.isfinite(frame.points[0, TRUNK, 0]).all() and not np.isin(trunk, (1, 5)).any())


def _shown(check: Check) -> dict[int, int]:
    """Count the criteria, left and right as one, that each view can show."""
    counts = {
        code: len({one.id for one in check.criteria if name in one.views and not one.cannot})
        for code, name in enumerate(VIEW_NAMES)
        if code in TURN
    }
    return {code: count for code, count in counts.items() if count}


def _out_of_picture(frame: Track, room_above: float) -> Advice | None:
    points, doubt = frame.points[0, :, :2], doubt_of(frame)[0]
    x, y = points[:, 0], points[:, 1]
    head = bool((y[HEAD] > 1).any() or (doubt[HEAD] == OUTSIDE).any())
    feet = bool((y[FEET] < 0).any() or (doubt[FEET] == OUTSIDE).any())
    feet = feet or bool((doubt[FEET] == INVENTED).all())
    aside = bool((x < 0).any() or (x > frame.aspect).any())
    if aside and np.ptp(x) < 0.8 * frame.aspect:
        return Advice("picture", "Move to the middle: you are partly out of the picture")
    if head or feet or aside:
        what = "head and feet are" if head and feet else "feet are" if feet else "head is"
        return Advice(
            "picture", f"Step back: your {what if head or feet else 'arms are'} out of the picture"
        )
    ears, ankles = float(y[[7, 8]].mean()), float(y[[27, 28]].min())
    stands = np.ptp(y) > LYING * np.hypot(np.ptp(x), np.ptp(y))
    if stands and ears + room_above * (ears - ankles) > 1:
        return Advice("picture", "Step back: there must be room above your head")
    return None


def _size(frame: Track) -> Advice | None:
    points = frame.points[0, :, :2]
    if float(np.ptp(points, axis=0).max()) < SMALL:
        return Advice("size", "Come closer: you are small in the picture")
    return None
