"""Cameras with every kind of trouble, as sources that a test leads by the hand."""

import queue
import threading

import numpy as np

from posecheck.capture.source import CameraError, Shot

GONE, HANG = object(), object()


class Clock:
    """A clock that a test moves on."""

    def __init__(self, now_s=100.0):
        self.now_s = now_s

    def __call__(self):
        return self.now_s

    def pause(self, delay_s):
        self.now_s += delay_s
        return False


def noisy(seed, size=(64, 48), level=120):
    """A picture (H, W, 3) as a sensor gives it: no two are alike."""
    rng = np.random.default_rng(seed)
    return (rng.integers(0, 12, (size[1], size[0], 3)) + level).astype(np.uint8)


class Led:
    """A camera that gives what the test hands it: (time_s, rgb), GONE, HANG or an exception."""

    def __init__(self, live=True):
        self.live = live
        self.opened = self.closed = 0
        self.refusals = []
        self.reads = threading.Semaphore(0)
        self.hanging = threading.Event()
        self._script = queue.SimpleQueue()
        self._released = threading.Event()

    def hand(self, *items):
        for item in items:
            self._script.put(item)

    def __call__(self):
        if self.refusals:
            raise self.refusals.pop(0)
        if self._released.is_set():
            raise CameraError("released")
        self.opened += 1
        return self

    def read(self):
        self.reads.release()
        item = self._script.get()
        if item is GONE:
            return None
        if item is HANG:
            self.hanging.set()
            self._released.wait(20)
            return None
        if isinstance(item, BaseException):
            raise item
        return Shot(*item)

    def close(self):
        self.closed += 1

    def release(self):
        """Let every read return from now on, so that the camera's thread can end."""
        self._released.set()
        self.hand(*[GONE] * 5)


def busy():
    return CameraError("camera 0 is used by another program; close it there", "busy")
