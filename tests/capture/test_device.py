"""A camera through OpenCV, with a stand-in where this machine has none."""

import errno

import cv2
import numpy as np
import pytest

from posecheck.capture import device
from posecheck.capture.device import DeviceSource
from posecheck.capture.source import CameraError
from tests.capture.stand_ins import Clock, noisy


class Capture:
    """What OpenCV's VideoCapture is asked for here; grabs `pictures` until there are none."""

    def __init__(self, pictures, opens=True, slow_start=0):
        self.pictures = list(pictures)
        self.opens = opens
        self.slow_start = slow_start
        self.wishes = {}
        self.released = False

    def isOpened(self):  # noqa: N802
        return self.opens

    def set(self, what, value):
        self.wishes[what] = value
        return True

    def grab(self):
        if self.slow_start:
            self.slow_start -= 1
            return False
        return bool(self.pictures)

    def retrieve(self):
        picture = self.pictures.pop(0)
        if isinstance(picture, Exception):
            raise picture
        return picture is not None, picture

    def release(self):
        self.released = True


@pytest.fixture
def plugged(monkeypatch):
    def plug(capture):
        monkeypatch.setattr(device, "_look_for_device", lambda index, name: None)
        monkeypatch.setattr(cv2, "VideoCapture", lambda index, system: capture)
        return capture

    return plug


def test_pictures_come_as_rgb_with_the_time_of_the_grab(plugged):
    bgr = noisy(0)
    plugged(Capture([bgr]))
    clock = Clock(5.0)
    shot = DeviceSource(0, "0", clock=clock).read()
    assert shot.time_s == 5.0
    assert np.array_equal(shot.rgb, bgr[..., ::-1])
    assert shot.rgb.flags.c_contiguous


def test_the_size_may_change_and_grey_becomes_rgb(plugged):
    plugged(Capture([noisy(0), noisy(1, (32, 80)), noisy(2)[..., 0]]))
    source = DeviceSource(0, "0", clock=Clock())
    shapes = [source.read().rgb.shape for _ in range(3)]
    assert shapes == [(48, 64, 3), (80, 32, 3), (48, 64, 3)]


def test_a_picture_that_is_held_is_not_overwritten(plugged):
    plugged(Capture([noisy(number) for number in range(9)]))
    source = DeviceSource(0, "0", clock=Clock())
    held = [source.read().rgb for _ in range(9)]
    for number, rgb in enumerate(held):
        assert np.array_equal(rgb, noisy(number)[..., ::-1])


@pytest.mark.parametrize("last", [[], [None], [cv2.error("lost")], [np.empty((0, 0, 3), np.uint8)]])
def test_a_camera_that_is_gone_gives_none(plugged, last):
    plugged(Capture([noisy(0), *last]))
    source = DeviceSource(0, "0", clock=Clock())
    assert source.read() is not None
    assert source.read() is None


def test_a_camera_is_asked_for_a_size_and_rate_that_judging_needs(plugged):
    capture = plugged(Capture([noisy(0)], slow_start=1))
    DeviceSource(0, "0", clock=Clock())
    assert capture.wishes[cv2.CAP_PROP_FRAME_HEIGHT] == 720
    assert capture.wishes[cv2.CAP_PROP_FPS] == 30


@pytest.mark.parametrize("capture", [Capture([noisy(0)], opens=False), Capture([])])
def test_a_camera_in_use_is_told_from_a_missing_one_and_let_go(plugged, capture):
    plugged(capture)
    with pytest.raises(CameraError, match="another program") as raised:
        DeviceSource(3, "3", clock=Clock())
    assert raised.value.trouble == "busy"
    assert "\n" not in str(raised.value)
    assert capture.released


@pytest.mark.parametrize(
    ("number", "trouble", "words"),
    [
        (errno.ENOENT, "missing", "plug it in"),
        (errno.EACCES, "busy", "may not be used"),
        (errno.EBUSY, "busy", "used by another program"),
    ],
)
def test_linux_says_why_a_camera_cannot_be_had(monkeypatch, number, trouble, words):
    def refused(path, flags):
        raise OSError(number, "no")

    monkeypatch.setattr(device.sys, "platform", "linux")
    monkeypatch.setattr(device.os, "open", refused)
    monkeypatch.setattr(device.os, "O_NONBLOCK", 0, raising=False)
    with pytest.raises(CameraError, match=f"camera 3 .*{words}") as raised:
        DeviceSource(3, "3", clock=Clock())
    assert raised.value.trouble == trouble


@pytest.mark.parametrize(
    ("system", "words"),
    [("linux", "-aG video"), ("darwin", "Privacy & Security > Camera"), ("win32", "desktop apps")],
)
def test_each_system_has_its_own_rule_of_permission(monkeypatch, system, words):
    monkeypatch.setattr(device.sys, "platform", system)
    assert words in device.permission_rule()


def test_opencv_keeps_its_complaints_to_itself(monkeypatch, capfd):
    monkeypatch.setattr(device, "_look_for_device", lambda index, name: None)
    before = cv2.utils.logging.getLogLevel()
    with pytest.raises(CameraError):
        DeviceSource(97, "97", clock=Clock())
    assert capfd.readouterr().err == ""
    assert cv2.utils.logging.getLogLevel() == before
