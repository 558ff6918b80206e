"""People are looked at as they are and mirrored, so that neither side of the body is favoured."""

import numpy as np
import pytest

from posecheck.body import LEFT_INDICES, RIGHT_INDICES
from posecheck.detect.mirrored import balance, detect_both_ways, unmirrored

PICTURE = np.zeros((400, 200, 3), np.uint8)
PICTURE[:, 0] = 255  # which tells the picture from its mirror image


def body(middle=0.5):
    """Landmarks of somebody who stands: left and right a tenth of the width apart."""
    person = np.zeros((33, 4))
    person[:, 0] = middle
    person[LEFT_INDICES, 0] += 0.05
    person[RIGHT_INDICES, 0] -= 0.05
    person[:, 1] = np.linspace(0.1, 0.9, 33)
    person[:, 3] = 0.9
    return person


class Leaning:
    """Puts everything `off` widths further right than it is, in whatever it is shown."""

    def __init__(self, *people, off=0.01, in_mirror=None):
        self.people, self.off, self.in_mirror = people, off, in_mirror

    def detect(self, rgb, time_ms=0):
        mirrored = rgb[0, 0, 0] == 0
        found = []
        for person in self.people:
            seen = person.copy()
            if mirrored:
                seen[:, 0] = 1 - person[:, 0]
                seen[LEFT_INDICES, :], seen[RIGHT_INDICES, :] = (
                    seen[RIGHT_INDICES, :],
                    seen[LEFT_INDICES, :],
                )
            seen[:, 0] += self.off
            found.append(seen)
        return self.in_mirror(found) if mirrored and self.in_mirror else found


def test_what_the_model_does_to_one_side_it_does_to_the_other():
    (found,) = detect_both_ways(Leaning(body()), PICTURE)
    np.testing.assert_allclose(found, body(), atol=1e-12)


def test_everybody_is_matched_with_themselves():
    one, two = detect_both_ways(
        Leaning(body(0.3), body(0.7), in_mirror=lambda found: found[::-1]), PICTURE
    )
    np.testing.assert_allclose(one, body(0.3), atol=1e-12)
    np.testing.assert_allclose(two, body(0.7), atol=1e-12)


def test_a_landmark_that_the_mirror_image_puts_elsewhere_stays():
    def wild(found):
        found[0][28, 1] -= 0.3  # the left ankle, mirrored
        return found

    (found,) = detect_both_ways(Leaning(body(), in_mirror=wild), PICTURE)
    assert found[27, :2] == pytest.approx(body()[27, :2] + (0.01, 0))
    assert found[28, :2] == pytest.approx(body()[28, :2])


@pytest.mark.parametrize("others", [[], [body(0.9) * (1, 0.3, 1, 1)]])
def test_who_is_not_seen_in_the_mirror_image_stays_as_seen(others):
    (found,) = detect_both_ways(Leaning(body(0.1), in_mirror=lambda _: others), PICTURE)
    np.testing.assert_array_equal(found, body(0.1) + np.array([0.01, 0, 0, 0]))


def test_nobody_is_nobody():
    assert detect_both_ways(Leaning(), PICTURE) == []


HEEL = 29


def moved(others, frames=5):
    """How far right the landmarks of a clip (T, 33) are moved by what mirrored looks found."""
    clip = np.tile(body(), (frames, 1, 1))
    balanced = clip.copy()
    balance(balanced, others, 0.5)
    np.testing.assert_array_equal(balanced[..., 3], clip[..., 3])
    return (balanced - clip)[..., 0]


def looks(*off):
    """What mirrored looks found, so much further right; None for a frame without one."""
    nobody = np.full((33, 4), np.nan)
    return np.array([nobody if x is None else body() + np.array([x, 0, 0, 0]) for x in off])


def test_a_clip_is_moved_half_way_to_its_mirror_image_and_evenly_from_look_to_look():
    found = moved(looks(0.02, None, 0.04, None, None))
    np.testing.assert_allclose(found[:, 0], [0.01, 0.015, 0.02, 0.02, 0.02], atol=1e-12)


def test_steps_are_timed_by_the_height_of_heels_which_stays():
    others = looks(0.02, None, 0.02, None, None)
    others[..., 1] += 0.01
    clip = np.tile(body(), (5, 1, 1))
    balance(clip, others, 0.5)
    np.testing.assert_allclose(clip[:, HEEL:, 0] - body()[HEEL:, 0], 0.01, atol=1e-12)
    np.testing.assert_allclose(clip[:, HEEL:, 1], np.tile(body()[HEEL:, 1], (5, 1)), atol=1e-12)
    np.testing.assert_allclose(clip[:, :HEEL, 1] - body()[:HEEL, 1], 0.005, atol=1e-12)


def test_a_look_that_puts_a_landmark_elsewhere_is_none_for_that_one():
    others = looks(0.02, None, 0.02, None, 0.02)
    others[2, 28, 1] -= 0.3
    others[:, 27, 1] -= 0.3
    found = moved(others)
    np.testing.assert_allclose(found[:, [26, 28]], 0.01, atol=1e-12)
    assert not found[:, 27].any()


def test_frames_without_anybody_stay_so():
    clip = np.tile(body(), (3, 1, 1))
    clip[1, :, :3] = np.nan
    balance(clip, looks(0.02, 0.02, None), 0.5)
    assert np.isnan(clip[1, :, :3]).all()
    assert clip[::2, 0, 0] == pytest.approx([0.51, 0.51])


def test_without_a_single_look_everything_stays():
    assert not moved(looks(None, None, None, None, None)).any()


def test_unmirrored_twice_is_as_before():
    person = body(0.3)
    np.testing.assert_allclose(unmirrored(unmirrored(person)), person, atol=1e-15)
    assert unmirrored(person)[11] == pytest.approx(person[12] * (-1, 1, 1, 1) + (1, 0, 0, 0))
