"""What is asked of Linux's kernel, answered by a stand-in for one camera's driver."""

import errno
import struct

import pytest

from posecheck.capture import v4l2

MJPG, YUYV = 1, 2
SIZES = {MJPG: [(1920, 1080), (1280, 720)], YUYV: [(1280, 720), (640, 480)]}
RATES = {
    (MJPG, 1920, 1080): [(1, 30), (1, 15)],
    (MJPG, 1280, 720): [(1, 60), (1, 30)],
    (YUYV, 1280, 720): [(1, 10)],
    (YUYV, 1920, 1080): [(1, 5)],
    (YUYV, 640, 480): [(1001, 30000)],
}


def driver(capabilities=0x84200001, this_node=0x04200001, stepwise=False, endless=False):
    def entry(items, number):
        if number >= len(items) and not endless:
            raise OSError(errno.EINVAL, "Invalid argument")
        return items[number % len(items)]

    def ioctl(handle, request, answer):
        number, *given = struct.unpack_from("<4I", answer)
        if request == v4l2.QUERYCAP:
            struct.pack_into("<II", answer, 84, capabilities, this_node)
        elif request == v4l2.ENUM_FMT:
            struct.pack_into("<I", answer, 44, entry([MJPG, YUYV], number))
        elif request == v4l2.ENUM_FRAMESIZES and stepwise:
            struct.pack_into("<7I", answer, 8, entry([3], number), 48, 1920, 2, 32, 1080, 2)
        elif request == v4l2.ENUM_FRAMESIZES:
            struct.pack_into("<3I", answer, 8, 1, *entry(SIZES[given[0]], number))
        elif request == v4l2.ENUM_FRAMEINTERVALS:
            struct.pack_into("<3I", answer, 16, 1, *entry(RATES[tuple(given)], number))
        return 0

    return ioctl


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "video2").touch()
    return tmp_path


def test_each_size_is_listed_with_its_highest_rate_whatever_the_pixels(folder):
    assert v4l2.modes(2, driver(), folder) == [
        (1920, 1080, 30.0),
        (1280, 720, 60.0),
        (640, 480, pytest.approx(29.97, abs=0.01)),
    ]


def test_a_node_for_metadata_is_no_camera(folder):
    assert v4l2.modes(2, driver(this_node=0x04A00000), folder) is None


def test_an_old_driver_without_capabilities_of_the_node_is_a_camera(folder):
    assert v4l2.modes(2, driver(capabilities=0x05000001, this_node=0), folder)


def test_a_camera_of_any_size_is_listed_with_its_largest(folder):
    sizes = v4l2.modes(2, driver(stepwise=True), folder)
    assert [mode[:2] for mode in sizes] == [(1920, 1080)]


def test_a_driver_that_never_says_no_more_does_not_hold_us(folder):
    assert len(v4l2.modes(2, driver(endless=True), folder)) == 3


def test_a_node_that_may_not_be_opened_says_so(tmp_path):
    with pytest.raises(FileNotFoundError):
        v4l2.modes(2, driver(), tmp_path)


def test_nodes_have_the_names_that_the_kernel_gives_them(tmp_path):
    for node, name in (("video10", "Integrated Camera: Integrated C\n"), ("video2", "C920\n")):
        (tmp_path / node).mkdir()
        (tmp_path / node / "name").write_text(name)
    (tmp_path / "video3").mkdir()
    (tmp_path / "v4l-subdev0").mkdir()
    assert v4l2.nodes(tmp_path) == [
        (2, "C920"),
        (3, "video3"),
        (10, "Integrated Camera: Integrated C"),
    ]


def test_a_machine_without_cameras_has_no_nodes(tmp_path):
    assert v4l2.nodes(tmp_path / "video4linux") == []
