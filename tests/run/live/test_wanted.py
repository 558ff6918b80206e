import pytest

from posecheck.detect.bundle import LoadedBundle
from posecheck.run.judging import Request
from posecheck.run.live.wanted import LiveOptions


@pytest.mark.parametrize(
    ("camera", "name"),
    [
        ("0", "camera 0"),
        ("rtsp://me:secret@cam:554/a?key=1", "rtsp://cam"),
        ("http://me:secret@[x", "http://"),
        ("/home/me/clip.mp4", "clip.mp4"),
    ],
)
def test_a_camera_is_named_without_what_is_secret_in_it(camera, name):
    options = LiveOptions(LoadedBundle("none", "", b""), Request(check="plank"), camera=camera)
    assert options.camera_name == name
