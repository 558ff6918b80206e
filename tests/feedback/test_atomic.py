import errno

import pytest

from posecheck.errors import OutputError
from posecheck.feedback.atomic import unwritable, whole_file, write_whole


def test_a_written_file_is_there_and_nothing_else_is(tmp_path):
    write_whole(tmp_path / "a.txt", "grün\n")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_bytes() == "grün\n".encode()


def test_others_may_read_what_is_written(tmp_path):
    (tmp_path / "usual").touch()
    write_whole(tmp_path / "a.txt", "a")
    assert (tmp_path / "a.txt").stat().st_mode == (tmp_path / "usual").stat().st_mode


def write_half(path, trouble):
    with whole_file(path) as file:
        file.write("half")
        raise trouble


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, ValueError])
def test_what_stops_the_writing_leaves_the_older_file(tmp_path, trouble):
    write_whole(tmp_path / "a.txt", "older")
    with pytest.raises(trouble):
        write_half(tmp_path / "a.txt", trouble)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "older"


def test_a_full_disk_is_one_line_that_names_the_file(tmp_path):
    with pytest.raises(OutputError, match=r"a\.txt: .*No space.*--out") as caught:
        write_half(tmp_path / "a.txt", OSError(errno.ENOSPC, "No space left on device"))
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_an_output_error(tmp_path):
    with pytest.raises(OutputError, match="--out"):
        write_whole(tmp_path / "missing" / "a.txt", "a")


def test_an_error_without_words_still_gives_a_reason(tmp_path):
    assert "not writable" in str(unwritable(tmp_path, OSError()))
