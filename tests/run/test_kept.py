"""Detectors for single pictures are made once a process, those that follow somebody each time."""

import numpy as np
import pytest

from posecheck.detect.replay import Replay
from posecheck.errors import DetectorError
from posecheck.run.kept import Keeping
from tests.detect.people import person

PICTURE = np.zeros((4, 4, 3), np.uint8)


class Counting:
    """Makes detectors and counts them."""

    def __init__(self, **told):
        self.made = []
        self._replay = Replay([[person(0.5)]], **told)

    def __call__(self, bundle, *, mode, num_poses):
        self.made.append((mode, num_poses))
        return self._replay(bundle, mode=mode, num_poses=num_poses)


def test_the_one_for_pictures_stays_open_for_the_next_clip():
    make = Counting()
    keeping = Keeping(make)
    for _ in range(3):
        detector = keeping(b"", mode="image", num_poses=4)
        assert len(detector.detect(PICTURE)) == 1
        detector.close()
    assert make.made == [("image", 4)]


def test_another_model_or_number_of_people_is_another_detector():
    make = Counting()
    keeping = Keeping(make)
    for bundle, num_poses in ((b"a", 1), (b"b", 1), (b"a", 2), (b"a", 1)):
        keeping(bundle, mode="image", num_poses=num_poses)
    assert len(make.made) == 3


def test_one_that_follows_somebody_is_made_anew_and_closed():
    make = Counting()
    keeping = Keeping(make)
    first, second = (keeping(b"", mode="video", num_poses=1) for _ in range(2))
    first.close()
    with pytest.raises(DetectorError):
        first.detect(PICTURE, 1)
    assert second.detect(PICTURE, 1)


def test_one_that_was_opened_ahead_goes_to_the_first_who_asks_and_to_nobody_else():
    make = Counting()
    keeping = Keeping(make)
    keeping.open(b"", mode="video", num_poses=1)
    keeping.open(b"", mode="image", num_poses=4)
    first, second = (keeping(b"", mode="video", num_poses=1) for _ in range(2))
    assert first is not second
    keeping(b"", mode="image", num_poses=4)
    assert make.made == [("video", 1), ("image", 4), ("video", 1)]


def test_one_that_failed_is_not_used_again():
    make = Counting(fails_at_ms=10)
    keeping = Keeping(make)
    with pytest.raises(DetectorError):
        keeping(b"", mode="image", num_poses=1).detect(PICTURE, 20)
    assert keeping(b"", mode="image", num_poses=1).detect(PICTURE, 5)
    assert len(make.made) == 2


def test_what_is_kept_is_closed_in_the_end():
    make = Counting()
    keeping = Keeping(make)
    detector = keeping(b"", mode="image", num_poses=1)
    keeping.open(b"", mode="video", num_poses=1)
    keeping.close()
    with pytest.raises(DetectorError):
        detector.detect(PICTURE)
    keeping(b"", mode="video", num_poses=1)
    assert len(make.made) == 3  # the one opened ahead went with the rest
