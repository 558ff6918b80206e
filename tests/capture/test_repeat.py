import numpy as np
import pytest

from posecheck.capture.clip import probe
from posecheck.capture.reader import frames
from posecheck.capture.repeat import repeat
from posecheck.errors import SourceError
from tests.capture.pattern import number_in, steady, write_clip


def test_the_same_pictures_come_again_at_the_same_pace(tmp_path):
    clip = write_clip(tmp_path / "a.mp4", steady(20))
    repeat(clip, tmp_path / "long.mp4", 3)
    once, long = probe(clip), probe(tmp_path / "long.mp4")
    np.testing.assert_allclose(np.diff(long.times_s), np.diff(once.times_s)[0], atol=1e-6)
    seen = [number_in(frame.rgb) for frame in frames(long)]
    assert seen == 3 * [number_in(frame.rgb) for frame in frames(once)]
    assert long.warnings == ()


def test_a_clip_that_no_file_can_be_written_for_is_named(tmp_path):
    clip = write_clip(tmp_path / "a.mp4", steady(5))
    with pytest.raises(SourceError, match=r"a\.mp4"):
        repeat(clip, tmp_path / "long.unknown")
