import cv2
import numpy as np
import pytest

from posecheck.detect import landmarker as door
from posecheck.detect.bundle import load_bundle
from posecheck.detect.landmarker import Landmarker
from posecheck.detect.native import straight_way, usual_way
from posecheck.shipped import shipped

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def pictures():
    """Somebody standing, moved a little from picture to picture, and a picture of nobody."""
    path = shipped("samples/photo-standing-front.jpg")
    standing = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
    return [*(np.roll(standing, 3 * step, axis=1) for step in range(3)), np.zeros_like(standing)]


@pytest.mark.parametrize("mode", ["video", "image"])
def test_the_straight_way_gives_what_the_usual_way_gives(pictures, mode, monkeypatch):
    bundle = load_bundle().content
    with Landmarker(bundle, mode=mode) as landmarker:
        straight = [landmarker.detect(rgb, 33 * t) for t, rgb in enumerate(pictures)]
    monkeypatch.setattr(door, "straight_way", lambda native, *, video: None)
    with Landmarker(bundle, mode=mode) as landmarker:
        usual = [landmarker.detect(rgb, 33 * t) for t, rgb in enumerate(pictures)]
    assert [len(people) for people in straight] == [len(people) for people in usual] == [1, 1, 1, 0]
    np.testing.assert_array_equal(np.array(straight[:3]), np.array(usual[:3]))


def test_the_mediapipe_that_is_installed_can_be_asked_straight():
    with Landmarker(load_bundle().content) as landmarker:
        assert straight_way(landmarker._native, video=True) is not None


def test_what_the_native_function_refuses_is_told_in_its_words(pictures):
    with Landmarker(load_bundle().content, mode="image") as landmarker:
        find = straight_way(landmarker._native, video=True)  # of a landmarker for photos
        image = door._image(pictures[0])
        with pytest.raises(RuntimeError, match="mode"):
            find(image, 0)
        with pytest.raises(ValueError, match="mode"):
            usual_way(landmarker._native, video=True)(image, 0)


def test_a_landmarker_that_hides_its_function_is_asked_the_usual_way():
    assert straight_way(object(), video=True) is None
