import numpy as np
import pytest

from posecheck.detect.region import region_of
from tests.detect.hips import shot

SIZE = (480, 640)


def test_it_is_about_the_middle_of_the_hips_and_measured_in_trunks():
    one = shot()
    found = region_of(one.landmarks, SIZE)
    hips = one.landmarks[[23, 24], :2].mean(axis=0) * SIZE
    shoulders = one.landmarks[[11, 12], :2].mean(axis=0) * SIZE
    assert (found.x, found.y) == pytest.approx(tuple(hips))
    assert found.trunk_px == pytest.approx(np.linalg.norm(shoulders - hips))


def test_the_persons_left_is_on_the_right_of_the_picture_from_the_front_only():
    assert region_of(shot(view="front").landmarks, SIZE).left == 1
    assert region_of(shot(view="back").landmarks, SIZE).left == -1


def test_from_the_side_there_is_nothing_to_look_at():
    assert region_of(shot(view="side").landmarks, SIZE) is None


def test_a_person_too_small_out_of_the_picture_or_unknown_is_not_looked_at():
    landmarks = shot().landmarks
    assert region_of(landmarks, (120, 160)) is None
    assert region_of(np.add(landmarks, (0.0, 0.6, 0.0, 0.0)), SIZE) is None
    assert region_of(np.full((33, 4), np.nan), SIZE) is None
