import os
import subprocess
import sys

import cv2
import numpy as np
import pytest

from posecheck.body import LANDMARKS
from posecheck.detect.bundle import load_bundle
from posecheck.detect.landmarker import Landmarker, muffled
from posecheck.detect.mirrored import unmirrored
from posecheck.detect.visibility import unsmooth_visibility
from posecheck.errors import DetectorError
from posecheck.shipped import shipped

pytestmark = pytest.mark.model

GREY = np.full((120, 90, 3), 128, dtype=np.uint8)
NOSE, LEFT_ANKLE, RIGHT_ANKLE = (
    LANDMARKS.index(name) for name in ("nose", "left_ankle", "right_ankle")
)


@pytest.fixture(scope="module")
def standing():
    """Somebody who stands facing the camera."""
    return cv2.cvtColor(
        cv2.imread(str(shipped("samples/photo-standing-front.jpg"))), cv2.COLOR_BGR2RGB
    )


@pytest.fixture(scope="module")
def bundle():
    return load_bundle().content


@pytest.mark.parametrize("mode", ["video", "mirrored", "image"])
def test_a_person_is_found_head_up_and_feet_down(bundle, standing, mode):
    with Landmarker(bundle, mode=mode) as landmarker:
        (person,) = landmarker.detect(standing, 0)
    assert person.shape == (33, 4)
    assert person.dtype == np.float64
    assert person[NOSE, 1] < 0.4 < person[LEFT_ANKLE, 1] < 1.0
    assert person[RIGHT_ANKLE, 0] < person[LEFT_ANKLE, 0]  # facing us, their right is on our left
    assert (person[[NOSE, LEFT_ANKLE, RIGHT_ANKLE], 3] > 0.8).all()


def test_mirrored_means_the_picture_turned_round_and_the_answer_turned_back(bundle, standing):
    with Landmarker(bundle) as plain, Landmarker(bundle, mode="mirrored") as mirrored:
        (there,) = plain.detect(np.ascontiguousarray(standing[:, ::-1]), 0)
        (here,) = mirrored.detect(standing, 0)
    np.testing.assert_array_equal(here, unmirrored(there))


def test_nobody_is_an_empty_list(bundle):
    with Landmarker(bundle, mode="image") as landmarker:
        assert landmarker.detect(GREY) == []


def test_padded_rows_are_read_as_the_picture_they_show(bundle, standing):
    padded = np.zeros((standing.shape[0], standing.shape[1] + 24, 3), dtype=np.uint8)
    padded[:, : standing.shape[1]] = standing
    view = padded[:, : standing.shape[1]]
    assert not view.flags.c_contiguous
    with Landmarker(bundle, mode="image") as landmarker:
        np.testing.assert_array_equal(landmarker.detect(view), landmarker.detect(standing))


def test_legs_that_vanish_are_known_at_once_in_video_mode(bundle, standing):
    hidden = standing.copy()
    hidden[int(0.62 * len(hidden)) :] = 128
    with Landmarker(bundle) as landmarker:
        frames = [standing] * 4 + [hidden] * 3
        seen = [landmarker.detect(frame, 33 * t)[0][:, 3] for t, frame in enumerate(frames)]
    smoothed, raw = np.array(seen), unsmooth_visibility(np.array(seen))
    assert (smoothed[4, [LEFT_ANKLE, RIGHT_ANKLE]] > 0.8).all()
    assert (raw[4:, [LEFT_ANKLE, RIGHT_ANKLE]] < 0.5).all()
    assert (raw[:, NOSE] > 0.8).all()


@pytest.mark.parametrize("time_ms", [40, 39])
def test_frames_out_of_order_are_refused(bundle, time_ms):
    with Landmarker(bundle) as landmarker:
        landmarker.detect(GREY, 40)
        with pytest.raises(DetectorError, match="after that at 40 ms"):
            landmarker.detect(GREY, time_ms)
        assert landmarker.detect(GREY, 41) == []


def test_a_closed_landmarker_says_so_instead_of_finding_nobody(bundle):
    with Landmarker(bundle) as landmarker:
        landmarker.close()
        with pytest.raises(DetectorError, match="closed"):
            landmarker.detect(GREY, 0)


@pytest.mark.parametrize(
    "pixels", [GREY.astype(np.float64), GREY[..., 0], np.dstack([GREY, GREY]), GREY[:0]]
)
def test_other_pixels_than_rgb_bytes_are_refused(bundle, pixels):
    with (
        Landmarker(bundle, mode="image") as landmarker,
        pytest.raises(DetectorError, match="uint8"),
    ):
        landmarker.detect(pixels)


def test_bytes_that_are_no_model_are_refused_in_one_line():
    with pytest.raises(DetectorError, match="cannot be loaded") as caught:
        Landmarker(b"no model at all")
    assert "\n" not in str(caught.value)


def test_native_chatter_does_not_reach_the_user(bundle, standing, capfd):
    with Landmarker(bundle) as landmarker:
        for t, frame in enumerate([GREY, standing, standing]):
            landmarker.detect(frame, 33 * t)
    assert capfd.readouterr() == ("", "")


def test_real_messages_of_native_code_are_passed_on(capfd):
    with muffled():
        os.write(2, b"INFO: made a delegate\nW0000 00:00:1.5 12 some.cc:1] be warned\n")
        os.write(2, b"E0000 00:00:1.5 12 some.cc:2] disk on fire\n")
    assert capfd.readouterr().err == "E0000 00:00:1.5 12 some.cc:2] disk on fire\n"


def test_stderr_comes_back_after_a_failure(capfd):
    with pytest.raises(DetectorError):
        Landmarker(b"")
    os.write(2, b"still here\n")
    assert capfd.readouterr().err.endswith("still here\n")


def test_mediapipe_waits_for_the_first_landmarker_and_leaves_the_sound_system_alone():
    program = """
import sys
from posecheck.detect.bundle import load_bundle
from posecheck.detect.landmarker import Landmarker
assert "mediapipe" not in sys.modules
Landmarker(load_bundle().content).close()
assert "mediapipe" in sys.modules
assert "sounddevice" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)
