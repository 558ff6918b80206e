"""What --camera takes, and what it says to what it cannot take."""

import pytest

from posecheck.capture import address
from posecheck.capture.address import matching, opener_of
from posecheck.capture.cameras import CameraInfo
from posecheck.capture.playback import FileSource
from posecheck.capture.source import CameraError
from tests.capture.pattern import steady, write_clip
from tests.capture.stand_ins import Clock

THERE = [CameraInfo(0, "Integrated Camera"), CameraInfo(2, "HD Pro Webcam C920")]
TWINS = [CameraInfo(0, "HD Webcam"), CameraInfo(2, "HD Webcam Pro"), CameraInfo(4, "USB")]


@pytest.fixture
def devices(monkeypatch):
    """The index of each camera that is opened; `there` is what is plugged in."""
    opened = []
    monkeypatch.setattr(address, "DeviceSource", lambda index, name, clock: opened.append(index))
    monkeypatch.setattr(address, "list_cameras", lambda: list(there))
    there = list(THERE)
    opened.append(there)
    return opened


def opener(source):
    clock = Clock()
    return opener_of(str(source), clock=clock, pause=clock.pause)


@pytest.mark.parametrize(
    ("source", "index"),
    [("0", 0), (" 12 ", 12), ("/dev/video2", 2), ("HD Pro Webcam C920", 2), ("c920", 2)],
)
def test_an_index_or_a_name_is_a_camera(devices, source, index):
    opener(source)()
    assert devices[1:] == [index]


def test_a_camera_given_by_index_is_found_again_where_it_was_plugged_in_anew(devices):
    open_it = opener("2")
    open_it()
    devices[0][:] = [THERE[0], CameraInfo(3, "HD Pro Webcam C920")]
    open_it()
    devices[0][:] = THERE
    open_it()
    assert devices[1:] == [2, 3, 2]


def test_a_clip_is_played(tmp_path):
    path = write_clip(tmp_path / "a.mp4", steady(3))
    source = opener(path)()
    assert isinstance(source, FileSource)
    source.close()


@pytest.mark.parametrize("url", ["file:///etc/passwd", "concat://a|b", "gopher://x/y"])
def test_an_address_that_no_camera_has_is_refused(url):
    with pytest.raises(CameraError, match=r"no camera's address.*rtsp://"):
        opener(url)


def test_a_clip_that_is_not_there_is_no_camera(devices, tmp_path):
    with pytest.raises(CameraError, match=r"clip.*check the name and the folder"):
        opener(tmp_path / "gone.mp4")()


def test_an_unknown_name_lists_what_there_is():
    with pytest.raises(CameraError, match=r"0 \(Integrated Camera\), 2 \(HD Pro"):
        matching("logitech", THERE)


def test_without_cameras_an_unknown_name_says_what_to_do():
    with pytest.raises(CameraError, match="'logitech'; "):
        matching("logitech", [])


def test_a_name_that_several_cameras_share_asks_for_the_number():
    assert matching("hd webcam", TWINS).index == 0
    with pytest.raises(CameraError, match=r"several .* give the number"):
        matching("webcam", TWINS)


def test_no_name_is_nobodys_name():
    with pytest.raises(CameraError, match="no camera"):
        matching("  ", THERE)
