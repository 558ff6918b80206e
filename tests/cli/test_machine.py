"""The commands about cameras and pose bundles; doctor and bench are tested where they work."""

import shutil

import pytest

from posecheck.capture import cameras
from posecheck.capture.cameras import CameraInfo
from posecheck.detect import fetch
from posecheck.shipped import shipped
from tests.cli.command import posecheck

NAME = "pose_landmarker_full"


@pytest.fixture
def plugged(monkeypatch):
    def plug(*found, system="linux"):
        monkeypatch.setattr("posecheck.cli.machine.sys.platform", system)
        monkeypatch.setattr(cameras, "list_cameras", lambda: list(found))

    return plug


def test_cameras_lists_names_sizes_and_rates(plugged):
    modes = (1280, 720, 60.0), (640, 480, 29.97), (320, 240, 0.0)
    plugged(CameraInfo(0, "C920", modes), CameraInfo(2, "Lab\n2", note="may not be used; do that"))
    said = posecheck("cameras")
    assert said.status == 0, said.err
    first, second = said.out.splitlines()
    assert first.split()[:2] == ["0", "C920"]
    assert first.endswith("1280 x 720 at 60 a second, 640 x 480 at 30 a second, 320 x 240")
    assert "Lab?2" in second
    assert second.endswith("may not be used; do that")


def test_without_a_camera_there_is_one_line_that_says_what_to_do(plugged):
    plugged()
    said = posecheck("cameras")
    assert (said.status, said.out.count("\n")) == (0, 1)
    assert said.out.startswith("No camera was found; ")


def test_where_the_system_does_not_tell_sizes_each_camera_is_tried(plugged, monkeypatch):
    def tried(info, *, clock):
        return CameraInfo(info.index, info.name, ((1280, 720, 29.6),))

    plugged(CameraInfo(0, "FaceTime HD Camera"), system="darwin")
    monkeypatch.setattr(cameras, "tried", tried)
    said = posecheck("cameras")
    assert said.out.endswith("1280 x 720 at 29.6 a second\n")
    assert said.err == "trying camera 0 ...\n"


def test_models_lists_what_comes_along_and_verifies_it():
    for words in ((), ("--verify",)):
        said = posecheck("models", *words)
        assert said.status == 0, said.err
        assert said.out.startswith(NAME)
        assert "known" in said.out


def test_without_a_network_fetching_is_one_line(monkeypatch):
    monkeypatch.setattr(fetch, "PUBLISHER", "http://127.0.0.1:9/{name}.task")
    monkeypatch.setattr(fetch.fetch, "__kwdefaults__", {"source": fetch.PUBLISHER})
    complaint = posecheck("models", "--fetch", "heavy").complaint
    assert "is there a network?" in complaint
    assert "ships works without" in complaint


def test_a_name_that_no_official_model_has_is_refused():
    assert "lite, full, heavy" in posecheck("models", "--fetch", "huge").complaint


def test_a_fetched_model_is_used_once_it_is_trusted(user_data, tmp_path):
    place = user_data / "posecheck/models/pose_landmarker_lite.task"
    place.parent.mkdir(parents=True)
    place.write_bytes(shipped(f"models/{NAME}.task").read_bytes() + b"\0")
    assert "not trusted" in posecheck("models").out
    said = posecheck("models", "--verify")
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert f"posecheck models --trust {place}" in said.err
    said = posecheck("models", "--trust", place)
    assert "is trusted from now on" in said.out
    assert posecheck("models", "--verify").status == 0


def test_a_damaged_model_is_found(user_data):
    place = user_data / "posecheck/models/pose_landmarker_full.task"
    place.parent.mkdir(parents=True)
    shutil.copy(shipped(f"models/{NAME}.task"), place)
    content = bytearray(place.read_bytes())
    content[5_000_000] ^= 255
    place.write_bytes(content)
    said = posecheck("models", "--verify")
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert str(place) in said.err
