import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from posecheck.capture.clip import probe
from posecheck.capture.container import check_size, shown
from posecheck.errors import SourceError
from tests.capture.pattern import steady, write_clip


def refused(path):
    with pytest.raises(SourceError) as caught:
        probe(path)
    message = str(caught.value)
    assert Path(path).name in message
    assert "\n" not in message
    return message


def test_a_missing_file_is_named(tmp_path):
    assert "no such file" in refused(tmp_path / "gone.mp4")


def test_a_folder_is_no_clip(tmp_path):
    assert "folder" in refused(tmp_path)


def test_a_pipe_is_refused_before_it_is_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.mp4")
    assert "pipe or a device" in refused(tmp_path / "a.mp4")


@pytest.mark.parametrize("name", ["a" * 300 + ".mp4", "a\0.mp4"], ids=["too long", "zero byte"])
def test_a_name_that_no_file_can_have_is_named(name):
    with pytest.raises(SourceError, match="check the name"):
        probe(name)


def test_a_link_that_leads_in_a_circle_is_named(tmp_path):
    (tmp_path / "a.mp4").symlink_to(tmp_path / "b.mp4")
    (tmp_path / "b.mp4").symlink_to(tmp_path / "a.mp4")
    assert "check the name" in refused(tmp_path / "a.mp4")


def test_an_empty_file_is_no_clip(tmp_path):
    (tmp_path / "a.mp4").touch()
    assert "0 bytes" in refused(tmp_path / "a.mp4")


def test_text_is_no_clip(tmp_path):
    (tmp_path / "a.mp4").write_text("this is not a video")
    assert "not a video" in refused(tmp_path / "a.mp4")


@pytest.mark.parametrize("kind", [".jpg", ".png", ".webp", ".tiff"])
def test_a_still_picture_is_sent_to_image(tmp_path, kind):
    data = cv2.imencode(kind, np.zeros((8, 8, 3), np.uint8))[1].tobytes()
    (tmp_path / "a.mp4").write_bytes(data)
    assert "posecheck image" in refused(tmp_path / "a.mp4")


def test_a_file_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    clip = write_clip(tmp_path / "a.mp4", steady(2))

    def forbidden(self, *args, **kwargs):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", forbidden)
    assert "Permission denied" in refused(clip)


def test_an_mp4_without_its_index_was_cut_off(tmp_path):
    clip = write_clip(tmp_path / "a.mp4", steady(30))
    clip.write_bytes(clip.read_bytes()[:900])
    assert "cut off" in refused(clip)


@pytest.mark.parametrize(
    "text",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile other.mp4\n",
    ],
    ids=["play list", "concatenation"],
)
def test_a_list_of_other_files_is_not_followed(tmp_path, text):
    write_clip(tmp_path / "other.mp4", steady(2))
    (tmp_path / "a.mp4").write_text(text)
    assert "not a video" in refused(tmp_path / "a.mp4")


def test_absurd_sizes_are_refused(tmp_path):
    clip = write_clip(tmp_path / "a.mkv", steady(1), codec="ffv1", size=(640, 64))
    # Element B0 of a Matroska header is the width.
    clip.write_bytes(clip.read_bytes().replace(b"\xb0\x82\x02\x80", b"\xb0\x82\x4e\x20"))
    assert "20000 x 64" in refused(clip)


def test_8k_is_not_absurd():
    check_size(7680, 4320, Path("a.mp4"))


def test_a_name_cannot_break_the_line():
    assert shown("a\nb\x1b[31m.mp4") == "'a?b?[31m.mp4'"
