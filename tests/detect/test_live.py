"""A picture becomes a track of one frame, whatever came before it."""

import numpy as np
import pytest

from posecheck.detect.live import LiveDetector
from posecheck.detect.replay import Replay
from posecheck.track import PELVIS
from samples.mannequin.outfits import RED
from tests.detect.hips import shot

PICTURE = np.zeros((480, 640, 3), np.uint8)


def person(visibility):
    landmarks = np.tile([0.5, 0.25, 0.1, 0.0], (33, 1))
    landmarks[:, 3] = visibility
    return landmarks


def detector(*people, mirrored=None):
    seen = {
        mode: Replay(
            [[one] if one is not None else [] for one in each], range(0, 33 * len(each), 33)
        )
        for mode, each in {"video": people, "mirrored": mirrored or people}.items()
    }

    def make(bundle, *, mode, num_poses):
        return seen[mode](bundle, mode=mode, num_poses=num_poses)

    return LiveDetector(make, b"")


def beside(one, x):
    """The same, so much further right."""
    return one + np.array([x, 0, 0, 0])


def upright(x=0.5):
    """Somebody who stands, as tall as half of the picture."""
    landmarks = person(0.9)
    landmarks[:, 0], landmarks[:, 1] = x, np.linspace(0.25, 0.75, 33)
    return landmarks


def test_coordinates_are_those_of_a_track():
    with detector(person(0.9)) as detect:
        frame = detect(PICTURE, 0.0)
    assert frame.size_px == (640, 480)
    assert frame.points[0, 0] == pytest.approx([0.5 * 640 / 480, 0.75, -0.1 * 640 / 480, 0.9])


def test_visibility_is_that_of_the_frame_itself():
    with detector(person(1.0), person(0.9)) as detect:
        frames = [detect(PICTURE, 0.033 * i) for i in range(2)]
    assert [frame.points[0, 0, 3] for frame in frames] == pytest.approx([1.0, 0.0])


def test_nobody_is_nan_and_the_next_person_begins_anew():
    with detector(person(1.0), None, person(0.4)) as detect:
        frames = [detect(PICTURE, 0.033 * i) for i in range(3)]
    assert np.isnan(frames[1].points[0, :, :3]).all()
    assert (frames[1].points[0, :, 3] == 0).all()
    assert frames[2].points[0, 0, 3] == pytest.approx(0.4)


def test_a_smaller_copy_is_measured_in_the_camera_s_pixels():
    with detector(person(0.9)) as detect:
        assert detect(PICTURE, 0.0, (1920, 1440)).size_px == (1920, 1440)


def test_two_pictures_within_a_millisecond_are_two_frames():
    with detector(person(0.9)) as detect:
        times = [detect(PICTURE, time_s).time_s[0] for time_s in (0.0, 0.0001)]
    assert times == [0.0, 0.0001]


def test_the_pelvis_line_is_looked_for_in_every_picture():
    one = shot(RED, "front", 9.0)
    with detector(one.landmarks, None) as detect:
        frames = [detect(one.rgb, 0.033 * i) for i in range(2)]
    angles = [frame.channels[PELVIS][0, 0] for frame in frames]
    assert angles == pytest.approx([9.0, np.nan], abs=0.8, nan_ok=True)


def test_who_gets_into_position_is_looked_for_afresh_every_few_seconds():
    class Following:
        """Notes whether a picture was empty."""

        def __init__(self):
            self.empty, self.times_ms = [], []

        def detect(self, rgb, time_ms):
            self.empty.append(not rgb.any())
            self.times_ms.append(time_ms)
            return [] if self.empty[-1] else [person(0.9)]

        def close(self):
            """Nothing is held."""

    following, mirrored = Following(), Following()
    opened = {"video": following, "mirrored": mirrored}
    with LiveDetector(lambda _, mode, num_poses: opened[mode], b"") as detect:
        for i in range(12):
            found = detect(PICTURE + 1, 0.5 * i)
            detect.look_afresh(0.5 * i)
            assert found.points[0, 0, 3] == pytest.approx(0.9)
    assert [i for i, empty in enumerate(following.empty) if empty] == [1, 10]
    assert all(np.diff(following.times_ms) > 0)
    assert sum(mirrored.empty) == 2
    assert set(mirrored.times_ms) < set(following.times_ms)


def test_a_landmark_lies_between_where_the_picture_and_its_mirror_image_put_it():
    one = upright()
    with detector(one, mirrored=[beside(one, 0.01)]) as detect:
        x = [detect(PICTURE, 0.033 * i).points[0, [0, 11, 31], 0] for i in range(4)]
    np.testing.assert_allclose(np.array(x) * 480 / 640, 0.505, atol=1e-9)


def test_what_the_mirror_image_says_counts_by_and_by():
    one = upright()
    with detector(one, mirrored=[one, one, beside(one, 0.01), beside(one, 0.01)]) as detect:
        x = [detect(PICTURE, 0.033 * i).points[0, 0, 0] * 480 / 640 - 0.5 for i in range(60)]
    assert x[:2] == pytest.approx([0, 0])
    assert all(np.diff(x) >= -1e-12)
    assert max(np.diff(x)) < 0.0015
    assert x[-1] == pytest.approx(0.005, abs=1e-4)


def test_a_mirror_image_that_shows_it_elsewhere_does_not_count():
    one = upright()
    with detector(one, mirrored=[beside(one, 0.2)]) as detect:
        frame = detect(PICTURE, 0.0)
    assert frame.points[0, 0, 0] * 480 / 640 == pytest.approx(0.5)


def test_of_somebody_who_comes_the_one_before_says_nothing():
    one, two = upright(), upright(0.2)
    seen, mirrored = [one, one, None, None, two], [beside(one, 0.01)] * 2 + [None, None, two]
    with detector(*seen, mirrored=mirrored) as detect:
        frames = [detect(PICTURE, 0.033 * i) for i in range(6)]
    assert frames[-1].points[0, 0, 0] * 480 / 640 == pytest.approx(0.2)


def test_an_empty_room_is_not_looked_at_mirrored():
    one, looked = upright(), []

    class Noting:
        """Notes which pictures it saw; somebody comes with the fourth."""

        def __init__(self, mode):
            self.mode = mode

        def detect(self, rgb, time_ms):
            if self.mode == "mirrored":
                looked.append(time_ms)
            return [one] if time_ms >= 300 else []

        def close(self):
            """Nothing is held."""

    with LiveDetector(lambda _, mode, num_poses: Noting(mode), b"") as detect:
        for i in range(7):
            detect(PICTURE, 0.1 * i)
    assert looked == [300, 500]
