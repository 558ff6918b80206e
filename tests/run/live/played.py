"""A camera and a detector that play a track in lockstep, every frame, as fast as that goes."""

import threading

import numpy as np

from posecheck.capture.source import Shot
from posecheck.detect.visibility import NEW_SHARE
from posecheck.errors import DetectorError

WAIT_S = 0.02  # while nobody detects, as under a result, pictures go on


class Played:
    """Opens as a camera, makes a detector, and is the clock of both; sizes: (W, H) by frame."""

    live = False

    def __init__(self, track, *, fails_at=None, sizes=None):
        self.now_s = 0.0
        self._track = track
        self._fails_at = fails_at
        self._sizes = sizes or {}
        self._size = track.size_px
        self._seen = threading.Semaphore(1)
        self._row = -1
        self._before = None

    def clock(self):
        if self._row + 1 >= len(self._track):
            self.now_s += 0.001  # at the end of the clip time goes on by itself
        return self.now_s

    def __call__(self, *_, **__):
        """Open the camera, or make the detector."""
        return self

    def read(self):
        self._seen.acquire(timeout=WAIT_S)
        if self._row + 1 >= len(self._track):
            return None
        self._row += 1
        self.now_s = float(self._track.time_s[self._row])
        self._size = self._sizes.get(self._row, self._size)
        grey = np.full((self._size[1], self._size[0], 3), 128, np.uint8)
        return Shot(self.now_s, grey)

    def detect(self, rgb, time_ms=0):
        if not rgb[0, 0].any():  # an empty picture, so that the person is looked for afresh
            return []
        row = int(np.searchsorted(self._track.time_s, time_ms / 1000 + 1e-6)) - 1
        self._seen.release()
        if self._fails_at is not None and row >= self._fails_at:
            raise DetectorError("the pose model failed")
        x, y, z, seen = self._track.points[max(row, 0)].T
        aspect = self._track.aspect
        smooth = seen if self._before is None else (1 - NEW_SHARE) * self._before + NEW_SHARE * seen
        self._before = smooth
        return [np.stack([x / aspect, 1 - y, -z / aspect, smooth], axis=1)]

    def close(self):
        """Nothing is held."""
