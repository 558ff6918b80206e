"""A recording of the person standing: used, or refused by its own name."""

import re
from dataclasses import replace

import pytest

from posecheck.detect.bundle import LoadedBundle
from posecheck.errors import SourceError
from posecheck.run.clip import ClipOptions
from posecheck.run.judging import Request
from posecheck.run.standing import with_baseline
from posecheck.track import Track, save
from samples.truth import scene_track


@pytest.fixture
def given(tmp_path):
    """Take a stretch of a sample as the baseline, with a meta of its own."""

    def take(meta, stretch=slice(0, 90)):
        track = Track(*scene_track("running-side-good"))[stretch]
        path = tmp_path / "standing.npz"
        save(replace(track, meta=meta), path)
        bundle = LoadedBundle("none", "", b"")
        return with_baseline(ClipOptions(bundle, Request("running"), baseline=path), None)

    return take


def test_what_the_person_looks_like_standing_is_measured(given):
    assert "trunk lean" in given({}).request.baseline.baseline


def test_a_wrong_meta_is_refused_by_the_files_name(given):
    with pytest.raises(SourceError, match=r"standing\.npz': its meta gives roll_deg as 'x'"):
        given({"roll_deg": "x"})


@pytest.mark.parametrize("source", ["x" * 6000, "a\nb", None, {"a": 1}])
def test_a_recording_without_standing_is_named_whatever_its_meta_says(given, source):
    with pytest.raises(SourceError) as refused:
        given({"source": source}, slice(150, 240))
    assert re.fullmatch(r"'/\S*/standing\.npz': nobody stands still in it; .*", str(refused.value))
