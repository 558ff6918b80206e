"""A folder with wrong files of every kind beside good clips: each is named with its reason."""

import os
import random
import zipfile

import pytest

from posecheck.shipped import shipped
from tests.capture.pattern import write_sound
from tests.cli.clips import empty
from tests.run.batch.seeing import document, rows, score
from tests.run.blobs import write_blobs

NO_VIDEO, DAMAGED, CUT = "not a video", "not one picture", "has no index"
NOTHING = b"no clip\n"
CONTENTS = {
    "zero.mp4": (b"", "0 bytes"),
    "one byte.mp4": (b"\0", NO_VIDEO),
    "noise.mkv": (random.Random(1).randbytes(5000), NO_VIDEO),
    "head alone.mkv": (b"\x1aE\xdf\xa3" + random.Random(2).randbytes(500), NO_VIDEO),
    "noise.h264": (b"\0\0\0\1" + random.Random(3).randbytes(5000), DAMAGED),
    "playlist.mp4": (b"#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n", NO_VIDEO),
    "others.mp4": (b"ffconcat version 1.0\nfile '/etc/passwd'\n", NO_VIDEO),
    "stream.mp4": (b"v=0\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n", NO_VIDEO),
    "huge.gif": (
        b"GIF89a\xff\xff\xff\xff\x80\0\0" + bytes(6) + b",\0\0\0\0\xff\xff\xff\xff",
        DAMAGED,
    ),
    "quo\"te's.mp4": (NOTHING, NO_VIDEO),
    "new\nline.mp4": (NOTHING, NO_VIDEO),
    "a\\..\\..\\up.mp4": (NOTHING, NO_VIDEO),
    "<script>alert(1)<x>.mp4": (NOTHING, NO_VIDEO),
    "=1+1.mp4": (NOTHING, NO_VIDEO),
    "@x.mp4": (NOTHING, NO_VIDEO),
    "\x1b[31mred.mp4": (NOTHING, NO_VIDEO),
    "%s{0}.mp4": (NOTHING, NO_VIDEO),
    "x" * 246 + ".mp4": (NOTHING, NO_VIDEO),
    os.fsdecode(b"not\xff\xfeutf.mp4"): (NOTHING, NO_VIDEO),
}
DAMAGES = {  # of a good clip: where, what stands there instead, and what is said of it
    "no samples.mp4": (b"stsz", 8, b"\0\0\0\1\x7f\xff\xff\xff", DAMAGED),
    "no chunks.mp4": (b"stsc", 8, b"\xff\xff\xff\xff", CUT),
    "noise inside.mp4": (b"mdat", 4, random.Random(4).randbytes(300), DAMAGED),
    "cut off.mp4": (b"moov", -4, None, CUT),
}


def write_others(folder):
    """Write what is wrong in other ways than by its bytes; what is said of each."""
    (folder / "gone.mp4").symlink_to("nowhere")
    (folder / "round.mp4").symlink_to("round.mp4")
    (folder / "endless.y4m").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.mp4")
    with zipfile.ZipFile(folder / "zip.mov", "w") as file:
        file.writestr("a", "b" * 999)
    write_sound(folder / "sound.mp4")
    (folder / "photo.mp4").write_bytes(shipped("samples/photo-standing-front.jpg").read_bytes())
    return {
        "gone.mp4": "no such file",
        "round.mp4": "symbolic links",
        "zip.mov": NO_VIDEO,
        "sound.mp4": "sound but no picture",
        "photo.mp4": "posecheck image",
        **dict.fromkeys(("endless.y4m", "pipe.mp4"), "no ordinary file"),
    }


@pytest.fixture
def folder(tmp_path):
    """Ten good clips and thirty wrong ones; what is said of each wrong one, by name."""
    place = tmp_path / "clips"
    place.mkdir()
    for number in range(10):
        write_blobs(place / f"good {number}.mp4", [0.5] * (5 + number % 3))
    said = write_others(place)
    for name, (content, words) in CONTENTS.items():
        (place / name).write_bytes(content)
        said[name] = words
    whole = empty(tmp_path / "whole.mp4").read_bytes()
    for name, (box, offset, instead, words) in DAMAGES.items():
        at = whole.index(box) + offset
        kept = b"" if instead is None else whole[at + len(instead) :]
        (place / name).write_bytes(whole[:at] + (instead or b"") + kept)
        said[name] = words
    return place, said


def test_every_wrong_file_is_named_with_its_reason_and_the_good_ones_are_done(
    crew, folder, tmp_path
):
    clips, wanted = folder
    assert len(wanted) == 30
    said = score(crew, [clips], tmp_path / "out")
    assert (said.counts["clips"], said.counts["done"], said.counts["failed"]) == (40, 10, 30)
    reasons = [one["reason"] for one in document(said.folder)["clips"] if one["reason"]]
    for name, words in wanted.items():
        told = "".join(char if char.isprintable() else "?" for char in name)
        assert [one for one in reasons if f"{told}'" in one and words in one], (name, reasons)
    assert {row["verdict"] for row in rows(said.folder) if row["status"] == "failed"} == {""}
    assert len([path for path in said.folder.iterdir() if path.is_dir()]) == 10
    assert "<script>alert" not in (said.folder / "summary.html").read_text(encoding="utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {"clips", "out", "whole.mp4"}
