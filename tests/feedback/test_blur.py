import numpy as np
import pytest

from posecheck.feedback.blur import FACE, face_of, faces_of
from tests.feedback.fabricated import standing_track


def points(count=60):
    track = standing_track(count)
    xy = track.points[..., :2] * 720
    xy[..., 1] = 720 - xy[..., 1]
    return xy, track.time_s


def covers(face, at):
    dx, dy = at[..., 0] - face.centre[0], at[..., 1] - face.centre[1]
    return ((dx / face.radii[0]) ** 2 + (dy / face.radii[1]) ** 2 <= 1).all()


def test_the_whole_face_is_covered_with_a_margin():
    xy, _ = points(1)
    face = face_of(xy[0])
    assert covers(face, xy[0, FACE])
    head = 2 * face.radii[1]
    assert 0.10 * 720 < head < 0.35 * 720


def test_some_missing_points_of_the_face_do_not_matter():
    xy, _ = points(1)
    xy[0, 0:9] = np.nan
    assert face_of(xy[0]) is not None


def test_nobody_has_no_face():
    assert face_of(np.full((33, 2), np.nan)) is None
    assert faces_of(np.full((3, 33, 2), np.nan), np.arange(3.0)) == [None] * 3


def test_a_gap_is_covered_from_where_the_face_was_to_where_it_will_be():
    xy, time_s = points(61)
    xy[:, :, 0] += np.linspace(-300, 300, 61)[:, None]
    gone = xy.copy()
    gone[20:41] = np.nan
    for index, face in enumerate(faces_of(gone, time_s)):
        assert covers(face, xy[index, FACE])


@pytest.mark.parametrize("missing", [slice(0, 30), slice(30, 60)])
def test_before_and_after_the_person_was_seen_more_and_more_is_covered(missing):
    xy, time_s = points(60)
    xy[missing] = np.nan
    sizes = [face.radii[0] for face in faces_of(xy, time_s)]
    steps = np.diff(sizes if missing.start else sizes[::-1])
    assert (steps[:29] == 0).all()
    assert (steps[29:] > 0).all()
