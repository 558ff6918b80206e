"""Of somebody who lies, single frames of a limb that is taken for something else do no harm."""

import numpy as np
import pytest

from posecheck.detect.doubt import Doubt
from posecheck.detect.mistaken import mistaken, pass_over
from posecheck.detect.prepare import prepare_clip
from posecheck.track import Track
from tests.figure import pose, still

ARM, LEGS = [14, 16, 18, 20, 22], list(range(25, 33))
KNEES = [25, 26]
FACE_DOWN = {"tip": 90, "foot": -85, "arm": 180}
RATES = pytest.mark.parametrize("fps", [15, 30, 60])


def moved(fps, seconds=3.0, **ends):
    """A lying body whose angles go from one number to the other and back; (T, 33, 4), (T,)."""
    time_s = np.arange(round(seconds * fps)) / fps
    share = 0.5 - 0.5 * np.cos(2 * np.pi * time_s / seconds)
    frames = [
        still(
            pose(**FACE_DOWN, **{name: a + (b - a) * part for name, (a, b) in ends.items()}),
            "side-right",
        ).points[0]
        for part in share
    ]
    return np.array(frames), time_s


def bent(points, rows):
    """Taken for a bent arm: elbow and hand near the shoulder in these frames."""
    result = points.copy()
    shoulder = result[rows, 12, :2][:, None]
    for row_points, at in zip(rows, shoulder, strict=True):
        result[row_points, ARM, :2] = at + 0.3 * (result[row_points, ARM, :2] - at)
    return result


def mixed(points, rows):
    """Each knee where the other one is, in these frames."""
    result = points.copy()
    for row in rows:
        result[row, KNEES] = points[row, KNEES[::-1]]
    return result


@RATES
def test_lifted_arms_and_legs_are_what_they_are(fps):
    points, time_s = moved(fps, right_arm=(180, 210), left_thigh=(0, -25))
    assert not mistaken(points, time_s).any()
    bending, time_s = moved(fps, elbow=(0, 90), knee=(0, 90))
    assert not mistaken(bending, time_s).any()


@RATES
def test_an_arm_that_is_short_for_a_moment_is_another_one(fps):
    points, time_s = moved(fps, right_arm=(180, 210))
    middle = len(points) // 2
    bad = mistaken(bent(points, [middle]), time_s)
    assert bad[middle, ARM].all()
    assert bad.sum() == len(ARM)


def test_what_flickers_is_left_out_as_a_whole():
    points, time_s = moved(15, right_arm=(180, 210))
    bad = mistaken(bent(points, [20, 22, 24]), time_s)
    assert bad[20:25, ARM].all()
    assert not bad[:20].any()
    assert not bad[25:].any()


def test_an_arm_that_stays_short_points_at_the_camera():
    points, time_s = moved(30, right_arm=(180, 210))
    assert not mistaken(bent(points, list(range(40, 60))), time_s).any()


@RATES
def test_knees_that_change_places_for_a_moment_are_mixed_up(fps):
    points, time_s = moved(fps, right_thigh=(0, -30))
    middle = len(points) // 2
    bad = mistaken(mixed(points, [middle]), time_s)
    assert bad[middle, LEGS].all()
    assert bad.sum() == len(LEGS)


def test_knees_that_jump_together_are_not_mixed_up():
    points, time_s = moved(30, right_thigh=(0, -30))
    points[45, KNEES, 1] += 0.08
    assert not mistaken(points, time_s).any()


def test_the_limbs_of_somebody_upright_are_left_to_other_rules():
    points, time_s = moved(30, right_arm=(180, 210), right_thigh=(0, -30))
    spoilt = mixed(bent(points, [45]), [30])
    assert mistaken(spoilt, time_s).any()
    upright = spoilt.copy()
    upright[..., 0], upright[..., 1] = spoilt[..., 1], spoilt[..., 0]
    assert not mistaken(upright, time_s).any()


@pytest.mark.parametrize("frames", [0, 1, 2])
def test_what_is_too_short_or_empty_has_nothing_mistaken(frames):
    points, time_s = moved(30)
    assert not mistaken(points[:frames], time_s[:frames]).any()
    nobody = np.full((frames, 33, 4), np.nan)
    assert not mistaken(nobody, time_s[:frames]).any()


def test_a_line_is_drawn_over_what_is_mistaken_and_nothing_else():
    points, time_s = moved(30, right_arm=(180, 210))
    spoilt = bent(points, [44, 45])
    mended = spoilt.copy()
    pass_over(mended, mistaken(spoilt, time_s), time_s)
    assert np.abs(mended - points).max() < 0.005
    assert np.array_equal(mended[:44], points[:44])
    assert np.array_equal(mended[..., 3], spoilt[..., 3])


def test_missing_points_stay_missing():
    points, time_s = moved(30, right_arm=(180, 210))
    points[45, :, :3] = np.nan
    spoilt = bent(points, [44, 46])
    bad = mistaken(spoilt, time_s)
    assert bad[44].any()
    assert not bad[45].any()
    pass_over(spoilt, bad, time_s)
    assert np.isnan(spoilt[45, :, 0]).all()


def test_a_prepared_clip_doubts_them_and_is_as_if_they_had_not_been():
    points, time_s = moved(30, right_arm=(180, 210), right_thigh=(0, -30))
    spoilt = mixed(bent(points, [45, 47]), [30])
    clean, found = (prepare_clip(Track(each, time_s, (1500, 1000))) for each in (points, spoilt))
    assert not clean.channels["doubt"].any()
    doubt = found.channels["doubt"]
    assert (doubt[45:48, ARM] == Doubt.INVENTED).all()
    assert (doubt[30, LEGS] == Doubt.INVENTED).all()
    assert np.count_nonzero(doubt) == 3 * len(ARM) + len(LEGS)
    assert np.abs(found.points - clean.points)[..., :2].max() < 0.005
