"""What the doctor says of what a live session needs besides."""

import numpy as np
import pytest

from posecheck.capture import cameras
from posecheck.capture.cameras import CameraInfo
from posecheck.detect import landmarker
from posecheck.run import doctor_live


@pytest.fixture
def there(monkeypatch):
    def plug(*found, system="linux"):
        monkeypatch.setattr(doctor_live.sys, "platform", system)
        monkeypatch.setattr(cameras, "list_cameras", lambda: list(found))

    return plug


def test_cameras_are_named_with_the_number_that_the_live_command_takes(there):
    there(CameraInfo(0, "Integrated Camera"), CameraInfo(2, "C920"))
    finding = doctor_live.camera()
    assert finding.ok
    assert finding.detail == "0 (Integrated Camera), 2 (C920)"


def test_no_camera_is_no_trouble_for_clips_but_says_what_to_do(there):
    there()
    finding = doctor_live.camera()
    assert finding.ok
    assert "clips need none" in finding.detail
    assert cameras.no_camera_advice() in finding.detail


def test_a_camera_that_may_not_be_used_is_trouble_with_the_rule_of_this_system(there):
    there(CameraInfo(0, "C920", note="may not be used"))
    finding = doctor_live.camera()
    assert not finding.ok
    assert "-aG video" in finding.remedy


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_where_only_trying_would_show_it_the_rule_of_permission_is_told(there, system):
    there(CameraInfo(0, "FaceTime HD Camera"), system=system)
    finding = doctor_live.camera()
    assert finding.ok
    assert "Camera" in finding.detail.split("; ")[1]


def test_a_missing_display_is_no_trouble_for_clips(monkeypatch):
    monkeypatch.setattr(doctor_live.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    finding = doctor_live.display()
    assert finding.ok
    assert "none" in finding.detail


@pytest.mark.parametrize(
    ("frame_s", "ok", "words"),
    [(0.02, True, "follows a camera well"), (0.06, True, "not running"), (0.2, False, "cannot")],
)
def test_speed_is_told_as_what_it_is_good_for(monkeypatch, frame_s, ok, words):
    clock = {"s": 0.0}

    class Model:
        """Takes its time; every second picture is shown to a second one."""

        def __init__(self, _, *, mode, num_poses):
            assert (mode in {"video", "mirrored"}, num_poses) == (True, 1)

        def detect(self, rgb, time_ms):
            clock["s"] += frame_s / 1.5
            return [np.full((33, 4), 0.5)]

        def close(self):
            """Nothing is held."""

    monkeypatch.setattr(doctor_live.time, "perf_counter", lambda: clock["s"])
    monkeypatch.setattr(landmarker, "Landmarker", Model)
    finding = doctor_live.speed()
    assert finding.ok is ok
    assert words in finding.detail
    assert finding.detail.startswith(f"{1 / frame_s:.0f} frames a second")
