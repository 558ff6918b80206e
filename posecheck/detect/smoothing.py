"""Takes back the smoothing that MediaPipe's VIDEO mode applies to the landmarks themselves.

VIDEO mode runs a one-euro filter (Casiez et al. 2012) over every coordinate. Its cutoff grows with
a speed that is itself averaged over a sixth of a second, so a head that moves slowly comes 60 ms
late, and a leg that swings to and fro is flattened wherever it turns round: a knee read 10 degrees
more bend at contact than it had. The filter is known arithmetic, so what went in follows from what
came out, frame by frame.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck.body import LANDMARK_COUNT
from posecheck.detect.filters import share

Floats = NDArray[np.float64]

UNDONE = {"smoothing": "undone"}
"""What a track's meta says where its landmarks are raw."""

# MediaPipe's settings, as its source has them; 0.10.31 was found to use them.
REST_HZ, HZ_PER_SPEED, SPEED_HZ = 0.05, 80.0, 1.0
# Speeds count in sides of the region that the tracker cuts out: 1.25 times the diameter of a circle
# about the middle of the hips that holds the body. A fifth more or less changes little.
REGION = 2.5
AHEAD = 0.7  # how far the mean speed of the last frames is trusted to go on, where it must tell
LEFT_HIP, RIGHT_HIP = 23, 24
_SIGNS = np.array([1.0, -1.0]).reshape(2, 1, 1)  # of a speed
_ANSWERS = 4  # two for either sign
FEET = slice(29, 33)  # heels and toes stay smoothed: raw, they shake too much to time a toe-off by


class Unsmoother:
    """Gives the landmarks of each frame as the model saw them; carries the filter's state.

    One for one landmarker, called for every frame it was shown, in order. Where several inputs
    would explain an output, the one nearest to going on as before is taken.
    """

    def __init__(self) -> None:
        self._time_s = 0.0
        self._smoothed: Floats | None = None
        self._raw: list[Floats] = []
        self._speed = np.zeros((LANDMARK_COUNT, 3))

    def __call__(self, found: Floats | None, time_ms: int, aspect: float) -> Floats | None:
        """Take what VIDEO mode says of a frame: (33, 4) or None; give it with raw x, y and z.

        aspect: width / height of the picture. The filter begins anew after a None, and its first
        answer is raw. Visibility stays as it is (posecheck.detect.visibility).
        """
        if found is None:
            self._forget()
            return None
        shape = np.array([aspect, 1.0, aspect])
        smoothed, time_s = found[:, :3] * shape, time_ms / 1000
        raw = smoothed
        if self._smoothed is not None:
            raw = self._undone(self._smoothed, smoothed, time_s - self._time_s)
        if time_ms > 0:  # the filter overlooks a frame at zero
            self._raw = [*self._raw[-2:], raw]
            self._smoothed, self._time_s = smoothed, time_s
        result = found.copy()
        result[:, :3] = raw / shape
        result[FEET] = found[FEET]
        return result

    def _forget(self) -> None:
        self._smoothed, self._raw = None, []
        self._speed = np.zeros((LANDMARK_COUNT, 3))

    def _undone(self, last: Floats, smoothed: Floats, step_s: float) -> Floats:
        """What went in at a frame, (33, 3), from the outputs of the frame before and of this."""
        before = self._raw[-1]
        ahead = before + AHEAD * (before - self._raw[0]) / max(1, len(self._raw) - 1)
        taken = share(SPEED_HZ, step_s)
        travel = _region(smoothed) * step_s  # of a coordinate in this frame, at a speed of one
        rest = before - last - travel / taken * (1 - taken) * self._speed
        raw = last + _answer(
            smoothed - last, rest, travel / taken, 2 * np.pi * step_s, ahead - last
        )
        self._speed = taken * (raw - before) / travel + (1 - taken) * self._speed
        return raw


def _region(points: Floats) -> float:
    """Side of the region about a body (33, 3), in image heights."""
    hips = (points[LEFT_HIP, :2] + points[RIGHT_HIP, :2]) / 2
    return REGION * float(np.linalg.norm(points[:, :2] - hips, axis=-1).max())


def _answer(moved: Floats, rest: Floats, reach: float, turn: float, ahead: Floats) -> Floats:
    """Give the input (33, 3), seen from the last output, that moves the output by `moved`.

    An input u means the speed v = (u - rest) / reach, the cutoff c = REST_HZ + HZ_PER_SPEED |v| and
    the share a = turn c / (1 + turn c); a u = moved is quadratic in |v| for either sign of v. Of up
    to four inputs the one nearest to `ahead` is taken; where there is none, `moved`.
    """
    square = turn * HZ_PER_SPEED * reach * _SIGNS
    linear = turn * (REST_HZ * reach * _SIGNS + HZ_PER_SPEED * (rest - moved))
    plain = turn * REST_HZ * rest - moved * (1 + turn * REST_HZ)
    with np.errstate(invalid="ignore"):
        root = np.sqrt(linear * linear - (4 * square) * plain)
        speeds = (np.stack([root, -root]) - linear) / (2 * square)
    inputs = rest + (reach * _SIGNS) * speeds
    gap = np.where(speeds >= 0, np.abs(inputs - ahead), np.inf).reshape(_ANSWERS, -1)
    nearest, every = gap.argmin(axis=0), np.arange(gap.shape[1])
    found = inputs.reshape(_ANSWERS, -1)[nearest, every]
    lacking = np.isinf(gap[nearest, every])
    chosen: Floats = np.where(lacking, moved.ravel(), found).reshape(moved.shape)
    return chosen
