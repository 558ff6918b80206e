import hashlib

import pytest

from posecheck.errors import SourceError
from posecheck.run.outcome import hash_of, hashes_of


def test_a_fingerprint_is_the_files_sha256(tmp_path):
    path = tmp_path / "a.mp4"
    path.write_bytes(b"x" * (3 << 20))
    assert hash_of(path) == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()])
def test_what_cannot_be_read_is_named(tmp_path, make):
    make(tmp_path / "a.mp4")
    with pytest.raises(SourceError, match=r"a\.mp4.*;"):
        hash_of(tmp_path / "a.mp4")


def test_every_file_is_looked_at_before_any_is_read_whole(tmp_path):
    (tmp_path / "a.mp4").write_bytes(b"x")
    with pytest.raises(SourceError, match=r"gone\.mp4"):
        hashes_of([tmp_path / "a.mp4", tmp_path / "gone.mp4"], "clip")


def test_two_files_of_one_content_are_refused(tmp_path):
    for name in ("a.mp4", "b.mp4"):
        (tmp_path / name).write_bytes(b"x")
    with pytest.raises(SourceError, match=r"b\.mp4.*same clip as.*a\.mp4"):
        hashes_of([tmp_path / "a.mp4", tmp_path / "b.mp4"], "clip")
