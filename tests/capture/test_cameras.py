import json
import subprocess
import types

import pytest

from posecheck.capture import cameras
from posecheck.capture.cameras import CameraInfo, list_cameras, tried
from posecheck.capture.source import Shot
from tests.capture.stand_ins import Clock, busy, noisy

MACS = {
    "SPCameraDataType": [
        {"_name": "USB Camera", "spcamera_unique-id": "0x11000000c45636d"},
        {"_name": "FaceTime HD Camera", "spcamera_unique-id": "0x1000000ac1112"},
    ]
}


@pytest.fixture
def linux(monkeypatch):
    def nodes(found, modes):
        monkeypatch.setattr(cameras.sys, "platform", "linux")
        monkeypatch.setattr(cameras.v4l2, "nodes", lambda: found)
        monkeypatch.setattr(cameras.v4l2, "modes", modes)

    return nodes


def refusing(error):
    def modes(index):
        raise error

    return modes


def test_linux_lists_cameras_with_sizes_and_leaves_out_their_second_node(linux):
    answers = {0: [(1280, 720, 30.0)], 1: None}
    linux([(0, "C920"), (1, "C920")], answers.get)
    assert list_cameras() == [CameraInfo(0, "C920", ((1280, 720, 30.0),))]


def test_linux_lists_a_camera_that_may_not_be_used_with_the_remedy(linux):
    linux([(0, "C920")], refusing(PermissionError(13, "Permission denied")))
    (found,) = list_cameras()
    assert "usermod -aG video" in found.note


def test_a_node_without_a_camera_behind_it_is_left_out(linux):
    linux([(0, "C920")], refusing(OSError(19, "No such device")))
    assert list_cameras() == []


def test_macos_names_are_in_the_order_of_opencvs_indices(monkeypatch):
    def run(command, **options):
        return types.SimpleNamespace(stdout=json.dumps(MACS))

    monkeypatch.setattr(cameras.sys, "platform", "darwin")
    monkeypatch.setattr(cameras.subprocess, "run", run)
    assert list_cameras() == [CameraInfo(0, "FaceTime HD Camera"), CameraInfo(1, "USB Camera")]


@pytest.mark.parametrize("error", [FileNotFoundError(), subprocess.TimeoutExpired("x", 1)])
def test_a_mac_that_does_not_answer_has_no_cameras_by_name(monkeypatch, error):
    def run(command, **options):
        raise error

    monkeypatch.setattr(cameras.sys, "platform", "darwin")
    monkeypatch.setattr(cameras.subprocess, "run", run)
    assert list_cameras() == []


def test_windows_names_are_those_of_directshow(monkeypatch):
    import av.device

    def listed(system):
        assert system == "dshow"
        return [
            types.SimpleNamespace(description="HD Webcam", media_types=["video"]),
            types.SimpleNamespace(description="Microphone", media_types=["audio"]),
            types.SimpleNamespace(description="OBS", media_types=["video"]),
        ]

    monkeypatch.setattr(cameras.sys, "platform", "win32")
    monkeypatch.setattr(av.device, "enumerate_input_devices", listed)
    assert list_cameras() == [CameraInfo(0, "HD Webcam"), CameraInfo(1, "OBS")]


class Trial:
    """A camera that gives 720p at 25 a second, or nothing at all."""

    def __init__(self, clock, gives=True):
        self.clock, self.gives, self.closed = clock, gives, False

    def __call__(self, index, name, *, clock):
        return self

    def read(self):
        self.clock.now_s += 0.04
        return Shot(self.clock(), noisy(0, (1280, 720))) if self.gives else None

    def close(self):
        self.closed = True


def test_trying_a_camera_shows_the_size_and_rate_it_gives():
    clock = Clock()
    trial = Trial(clock)
    found = tried(CameraInfo(0, "HD Webcam"), clock=clock, source=trial)
    assert found == CameraInfo(0, "HD Webcam", ((1280, 720, pytest.approx(25)),))
    assert trial.closed


def test_trying_a_camera_that_gives_nothing_says_so():
    clock = Clock()
    trial = Trial(clock, gives=False)
    assert "no pictures" in tried(CameraInfo(0, "HD"), clock=clock, source=trial).note
    assert trial.closed


def test_trying_a_camera_in_use_says_so():
    def refused(index, name, *, clock):
        raise busy()

    found = tried(CameraInfo(0, "HD"), clock=Clock(), source=refused)
    assert "another program" in found.note


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_without_a_camera_there_is_something_to_do(monkeypatch, system):
    monkeypatch.setattr(cameras.sys, "platform", system)
    monkeypatch.setattr(cameras, "_in_wsl", lambda: False)
    assert cameras.no_camera_advice().startswith("plug one in; ")


def test_wsl_is_told_that_windows_keeps_its_cameras(monkeypatch):
    monkeypatch.setattr(cameras, "_in_wsl", lambda: True)
    assert "usbipd" in cameras.no_camera_advice()
