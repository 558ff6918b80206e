import zipfile
from io import BytesIO

import cv2
import numpy as np
import pytest

from posecheck.detect import landmarker as door
from posecheck.detect.bundle import MEMBERS, load_bundle
from posecheck.detect.landmarker import Landmarker
from posecheck.detect.pruned import NETWORK, without_mask
from posecheck.shipped import shipped


@pytest.fixture(scope="module")
def bundle():
    return load_bundle().content


@pytest.fixture(scope="module")
def pictures():
    """Somebody standing, who moves a little, then is not there, then comes back with another."""
    path = shipped("samples/photo-standing-front.jpg")
    one = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
    two = np.ascontiguousarray(np.hstack([one, one[:, ::-1]]))
    return [*(np.roll(one, 3 * step, axis=1) for step in range(4)), np.zeros_like(one), two, two]


@pytest.mark.model
@pytest.mark.parametrize(("mode", "num_poses"), [("video", 1), ("image", 1), ("image", 4)])
def test_landmarks_are_the_same_to_the_last_bit(bundle, pictures, mode, num_poses, monkeypatch):
    def seen():
        with Landmarker(bundle, mode=mode, num_poses=num_poses) as landmarker:
            return [landmarker.detect(rgb, 33 * t) for t, rgb in enumerate(pictures)]

    pruned = seen()
    monkeypatch.setattr(door, "without_mask", lambda bundle: bundle)
    whole = seen()
    assert [len(people) for people in pruned] == [len(people) for people in whole]
    assert {0, min(num_poses, 2)} <= {len(people) for people in pruned}
    for one, other in zip(pruned, whole, strict=True):
        np.testing.assert_array_equal(np.array(one), np.array(other))


def test_a_network_of_the_shipped_bundle_gets_shorter_and_the_zip_stays_whole(bundle):
    pruned = without_mask(bundle)
    assert len(pruned) == len(bundle)
    with zipfile.ZipFile(BytesIO(pruned)) as after, zipfile.ZipFile(BytesIO(bundle)) as before:
        assert after.testzip() is None
        same = {name for name in MEMBERS if after.read(name) == before.read(name)}
    assert same == set(MEMBERS) - {NETWORK}


def test_nothing_is_left_out_twice(bundle):
    pruned = without_mask(bundle)
    assert without_mask(pruned) is pruned


def _zipped(content, how=zipfile.ZIP_STORED):
    held = BytesIO()
    with zipfile.ZipFile(held, "w", how) as file:
        file.writestr(NETWORK, content)
    return held.getvalue()


def test_what_is_not_understood_stays_as_it_is(bundle):
    with zipfile.ZipFile(BytesIO(bundle)) as members:
        network, detector = (members.read(name) for name in (NETWORK, MEMBERS[0]))
    for strange in (
        b"",
        b"no bundle",
        bundle[: len(bundle) // 2],
        _zipped(b""),
        _zipped(bytes(64)),
        _zipped(b"\xff" * 64),
        _zipped(network[:3000]),
        _zipped(network, zipfile.ZIP_DEFLATED),
        _zipped(detector),
    ):
        assert without_mask(strange) is strange
