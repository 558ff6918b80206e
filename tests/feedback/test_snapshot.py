import cv2
import numpy as np
import pytest

from posecheck.errors import OutputError
from posecheck.feedback.snapshot import save_snapshot


def blue():
    bgr = np.zeros((60, 80, 3), dtype=np.uint8)
    bgr[..., 0] = 250
    return bgr


def test_snapshots_are_numbered_and_keep_their_colours(tmp_path):
    paths = [save_snapshot(blue(), tmp_path / "new") for _ in range(3)]
    assert [path.name for path in paths] == [f"snapshot-{number}.jpg" for number in (1, 2, 3)]
    shown = cv2.imread(str(paths[0]))
    assert np.abs(shown.astype(int) - blue()).max() < 12


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(OutputError, match="taken"):
        save_snapshot(blue(), tmp_path / "taken")
