import struct

import cv2
import numpy as np
import pytest

from posecheck.capture.photo import read_photo
from posecheck.errors import SourceError
from tests.capture.pattern import is_upright, picture, steady, write_clip


def jpeg(rgb, exif_orientation=None):
    data = cv2.imencode(".jpg", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))[1].tobytes()
    if exif_orientation is None:
        return data
    tiff = b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, exif_orientation, 0, 0)
    app1 = b"Exif\x00\x00" + tiff
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(app1) + 2) + app1 + data[2:]


def test_a_photo_is_plain_rgb(tmp_path):
    (tmp_path / "ä.png").write_bytes(cv2.imencode(".png", picture(3)[..., ::-1])[1].tobytes())
    rgb = read_photo(tmp_path / "ä.png")
    assert (rgb.dtype, rgb.flags["C_CONTIGUOUS"]) == (np.uint8, True)
    np.testing.assert_array_equal(rgb, picture(3))


@pytest.mark.parametrize(("exif", "turns"), [(1, 0), (6, 1), (3, 2), (8, 3)])
def test_a_photo_is_turned_as_the_camera_noted(tmp_path, exif, turns):
    stored = np.ascontiguousarray(np.rot90(picture(0), turns))
    (tmp_path / "a.jpg").write_bytes(jpeg(stored, exif))
    assert is_upright(read_photo(tmp_path / "a.jpg"))


def refused(path):
    with pytest.raises(SourceError) as caught:
        read_photo(path)
    assert path.name in str(caught.value)
    return str(caught.value)


def test_a_clip_is_sent_to_video(tmp_path):
    assert "posecheck video" in refused(write_clip(tmp_path / "a.mp4", steady(2)))


def test_text_is_no_photo(tmp_path):
    (tmp_path / "a.jpg").write_text("hello")
    assert "not a picture" in refused(tmp_path / "a.jpg")


@pytest.mark.parametrize("kind", [".jpg", ".png"])
def test_a_photo_cut_short_is_named_as_damaged_and_nothing_else_is_said(tmp_path, capfd, kind):
    data = cv2.imencode(kind, picture(0))[1].tobytes()
    (tmp_path / "a.jpg").write_bytes(data[: len(data) // 2])
    assert "damaged" in refused(tmp_path / "a.jpg")
    assert capfd.readouterr().err == ""


def test_of_a_picture_that_the_library_complains_of_no_more_is_said(tmp_path, capfd):
    deep = np.random.default_rng(0).random((30, 30, 3), dtype=np.float32)
    cv2.imwrite(str(tmp_path / "deep.tiff"), deep)
    refused(tmp_path / "deep.tiff")
    assert capfd.readouterr().err == ""


def test_heif_is_named_with_the_way_out(tmp_path):
    (tmp_path / "a.heic").write_bytes(b"\x00\x00\x00\x18ftypheic" + bytes(40))
    assert "HEIF" in refused(tmp_path / "a.heic")


def test_a_missing_or_empty_photo_is_named(tmp_path):
    assert "no such file" in refused(tmp_path / "gone.jpg")
    (tmp_path / "a.jpg").touch()
    assert "0 bytes" in refused(tmp_path / "a.jpg")
