"""What live frames and clips tell of their light is the same number, worked out the same way."""

import numpy as np
import pytest

from posecheck.run.lighting import EVERY_S, KEPT, Lighting, look, told, told_by
from posecheck.track import Track

NAN = float("nan")


def picture(level):
    return np.full((270, 480, 3), level, np.uint8)


def frame(time_s, meta=None):
    points = np.full((1, 33, 4), 0.5)
    points[0, 11:33, :2] = np.random.default_rng(0).uniform(0.2, 0.8, (22, 2))
    return Track(points, np.array([time_s]), (480, 270), meta=meta or {})


def test_a_live_frame_tells_how_bright_its_picture_is():
    lit = Lighting()(picture(51), frame(0.0))
    assert lit.meta == {"light": pytest.approx(0.2), "washed_out": 0.0}
    assert Lighting()(picture(255), frame(0.0)).meta["washed_out"] == 1.0


def test_where_the_body_is_white_is_looked_for_where_it_is():
    half = picture(80)
    half[:135] = 255
    for height, white in ((0.8, 1.0), (0.2, 0.0)):  # of a track, so upwards
        points = frame(0.0).points.copy()
        points[..., 1] = height
        assert Lighting()(half, frame(0.0).with_points(points)).meta["washed_out"] == white


def test_most_pictures_are_passed_over_and_what_passes_by_changes_nothing():
    lighting = Lighting()
    for i in range(KEPT):
        lighting(picture(100), frame(i * EVERY_S))
    at_s = KEPT * EVERY_S
    assert lighting(picture(0), frame(at_s)).meta["light"] == pytest.approx(100 / 255, abs=1e-3)
    for i in range(1, 5):
        between = lighting(picture(0), frame(at_s + i * EVERY_S / 6))
        assert between.meta["light"] == pytest.approx(100 / 255, abs=1e-3)
    for i in range(1, KEPT):
        lighting(picture(0), frame(at_s + i * EVERY_S))
    assert lighting(picture(0), frame(at_s + KEPT * EVERY_S)).meta["light"] == 0.0


def test_of_some_looks_the_middle_is_told_and_nothing_of_what_is_not_known():
    assert told([(0.2, NAN), (0.5, 0.1), (0.3, NAN)]) == {"light": 0.3, "washed_out": 0.1}
    assert told([(0.2, NAN)]) == {"light": 0.2}
    assert told([]) == {}


def test_frames_that_tell_nothing_of_their_light_leave_the_rest_to_speak():
    frames = [frame(0.0), frame(0.1, {"light": 0.4}), frame(0.2, {"light": 0.6, "other": 1})]
    assert told_by(frames) == {"light": 0.5}
    assert told_by([frame(0.0)]) == {}


def test_a_frame_keeps_what_its_meta_says_besides():
    assert Lighting()(picture(51), frame(0.0, {"model": "it"})).meta["model"] == "it"


def test_nobody_in_a_picture_says_nothing_about_a_body():
    brightness, white = look(picture(51), np.full((33, 4), NAN))
    assert brightness == pytest.approx(0.2)
    assert np.isnan(white)
