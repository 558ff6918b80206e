"""The command about pose bundles; doctor and bench are tested where they work."""

import shutil

from posecheck.detect import fetch
from posecheck.shipped import shipped
from tests.cli.command import posecheck

NAME = "pose_landmarker_full"


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
