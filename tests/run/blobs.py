"""Clips of grey figures on black, and a detector that sees them as MediaPipe sees people."""

import time
from dataclasses import dataclass

import numpy as np

from posecheck.capture.recorder import Recorder
from posecheck.detect.replay import Detector
from posecheck.errors import DetectorError
from tests.detect.people import person

SIZE = (240, 160)
FPS = 30
SHADES = (120, 200)  # of the first and the second figure; the second one is found first
HEIGHT = 0.6


def picture(*places):
    """A picture with a figure at each place in image heights; None for nobody."""
    rgb = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
    for shade, place in zip(SHADES, places, strict=False):
        if place is not None:
            left, right = (round((place + side * 0.12) * SIZE[1]) for side in (-1, 1))
            rgb[32:128, max(left, 0) : max(right, 0)] = shade
    return rgb


def write_blobs(path, *tracks):
    """Write a clip in which each figure is at its places, one a frame."""
    with Recorder(path, SIZE) as recorder:
        for index, places in enumerate(zip(*tracks, strict=True)):
            recorder.write(picture(*places), index / FPS)
    return path


def places_of(points):
    """Where the person of a track is in every frame (T,), in image heights."""
    return points[:, [23, 24], 0].mean(axis=1)


@dataclass(frozen=True)
class Blobs:
    """Makes detectors of figures, each picture taking pause_s; picklable.

    fails_s, bursts_s: the model fails, or memory does, from that time of the clip on.
    """

    pause_s: float = 0.0
    fails_s: float = np.inf
    bursts_s: float = np.inf

    def __call__(self, bundle: bytes, *, mode: str, num_poses: int) -> Detector:
        return _Seeing(self, mode == "video", num_poses)


class _Seeing:
    def __init__(self, make, stays, num_poses):
        self._make = make
        self._stays = stays
        self._num_poses = num_poses
        self._shade = None

    def detect(self, rgb, time_ms=0):
        time.sleep(self._make.pause_s)
        if time_ms >= self._make.fails_s * 1000:
            raise DetectorError(f"the pose model failed at {time_ms} ms")
        if time_ms >= self._make.bursts_s * 1000:
            raise MemoryError
        seen = {shade: found for shade in reversed(SHADES) if (found := _seen(rgb, shade))}
        if self._stays and self._shade in seen:  # a tracker keeps to whom it has
            return [person_at(*seen[self._shade], rgb)]
        self._shade = next(iter(seen), None)
        return [person_at(*spot, rgb) for spot in list(seen.values())[: self._num_poses]]

    def close(self):
        pass


def _seen(rgb, shade):
    rows, columns = np.nonzero(np.abs(rgb[..., 1].astype(int) - shade) < 30)
    if len(rows) < 0.002 * rgb.shape[0] * rgb.shape[1]:
        return None
    return rows.min(), rows.max() + 1, columns.min(), columns.max() + 1


def person_at(top, bottom, left, right, rgb):
    height, width = rgb.shape[:2]
    x, tall = (left + right) / 2 / height, (bottom - top) / height
    return person(x, top=top / height, height=tall, aspect=width / height)
