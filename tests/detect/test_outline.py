import numpy as np
import pytest

from posecheck.detect.outline import distance, distinct, outline, tracklets
from tests.detect.people import ASPECT, person, walk


def spans(landmarks, fps=30):
    return tracklets(outline(landmarks, ASPECT), np.arange(len(landmarks)) / fps).tolist()


def test_an_outline_is_measured_in_image_heights_whatever_the_aspect():
    seen = outline(person(0.75, top=0.2, height=0.6), ASPECT)
    assert seen.box[[1, 3]] == pytest.approx([0.23, 0.8])
    assert seen.centre == pytest.approx([0.75, 0.41])


def test_nobody_has_no_outline_and_is_infinitely_far_from_everybody():
    nobody = outline(np.full((33, 4), np.nan), ASPECT)
    assert np.isnan(nobody.size)
    assert distance(nobody, outline(person(0.5), ASPECT)) == np.inf


def test_distance_counts_in_sizes_of_the_larger_one():
    near = distance(outline(person(0.4), ASPECT), outline(person(0.5), ASPECT))
    far = distance(outline(person(0.4), ASPECT), outline(person(0.6), ASPECT))
    assert far == pytest.approx(2 * near)


def test_one_person_detected_twice_counts_once_and_neighbours_count_both():
    people = [outline(person(x), ASPECT) for x in (0.3, 0.31, 0.9)]
    assert distinct(people) == [0, 2]


def test_a_walk_across_the_picture_is_one_span():
    assert spans(walk(np.linspace(0.1, 1.4, 40))) == [0] * 40


def test_a_frame_without_anybody_and_a_leap_begin_new_spans():
    assert spans(walk([0.3, 0.3, None, 0.3, 0.3, 1.2, 1.2])) == [0, 0, -1, 1, 1, 2, 2]


def test_a_person_who_doubles_in_size_between_frames_is_another_one():
    landmarks = np.concatenate([walk([0.5] * 2, height=0.3), walk([0.5] * 2, height=0.7)])
    assert spans(landmarks) == [0, 0, 1, 1]


def test_the_same_step_is_a_leap_at_30_frames_a_second_and_none_at_3():
    landmarks = walk([0.3, 0.8])
    assert spans(landmarks, fps=30) == [0, 1]
    assert spans(landmarks, fps=3) == [0, 0]


def test_a_tracker_that_took_over_begins_a_new_span_without_a_leap():
    track = outline(walk([0.5] * 6), ASPECT)
    assert tracklets(track, np.arange(6) / 30, takeovers=[4]).tolist() == [0, 0, 0, 0, 1, 1]


def test_no_frames_have_no_spans():
    assert spans(np.empty((0, 33, 4))) == []
