import pickle

import numpy as np
import pytest

from posecheck.detect.replay import Replay
from posecheck.errors import DetectorError
from tests.detect.people import person

PICTURE = np.zeros((40, 60, 3), np.uint8)


def test_people_are_replayed_by_time():
    make = Replay(people=[[person(0.4)], [], [person(0.6)]], time_ms=[0, 100, 200])
    detector = make(b"", mode="video", num_poses=1)
    found = [len(detector.detect(PICTURE, time_ms)) for time_ms in (0, 99, 100, 250)]
    assert found == [1, 1, 0, 1]


def test_no_more_people_are_found_than_asked_for():
    make = Replay(people=[[person(0.4), person(0.8)]])
    assert len(make(b"", mode="video", num_poses=1).detect(PICTURE)) == 1
    assert len(make(b"", mode="image", num_poses=4).detect(PICTURE)) == 2


def test_it_can_fail_and_it_can_be_used_too_late():
    detector = Replay(people=[[]], fails_at_ms=50)(b"", mode="video", num_poses=1)
    assert detector.detect(PICTURE, 49) == []
    with pytest.raises(DetectorError, match="50 ms"):
        detector.detect(PICTURE, 50)
    detector.close()
    with pytest.raises(DetectorError, match="closed"):
        detector.detect(PICTURE, 51)


def test_it_can_be_handed_to_another_process():
    make = pickle.loads(pickle.dumps(Replay(people=[[person(0.4)]])))
    assert len(make(b"", mode="image", num_poses=1).detect(PICTURE)) == 1
