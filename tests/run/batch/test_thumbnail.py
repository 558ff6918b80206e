"""The small picture of a clip shows what is most wrong with it."""

from types import SimpleNamespace

import numpy as np

from posecheck.capture.photo import read_photo
from posecheck.feedback.canvas import jpeg
from posecheck.run.batch.thumbnail import HEIGHT_PX, write_thumbnail


def criterion(name, verdict, *, required=True, side=None):
    return SimpleNamespace(id=name, side=side, verdict=verdict, required=required)


def shade(folder, criteria, stills):
    """How bright the thumbnail is; each still is as bright as it says."""
    (folder / "stills").mkdir()
    for name, level in stills.items():
        picture = np.full((300, 200, 3), level, np.uint8)
        (folder / f"stills/{name}.jpg").write_bytes(jpeg(picture))
    write_thumbnail(folder, SimpleNamespace(criteria=criteria))
    thumbnail = folder / "thumbnail.jpg"
    return round(read_photo(thumbnail).mean()) if thumbnail.exists() else None


def test_the_worst_that_counts_is_shown_in_a_small_size(tmp_path):
    criteria = [
        *(criterion("a", "good"), criterion("b", "fault", side="left")),
        *(criterion("c", "fault", required=False), criterion("d", "borderline")),
    ]
    assert shade(tmp_path, criteria, {"a": 10, "b-left": 60, "c": 110, "d": 160}) == 60
    assert read_photo(tmp_path / "thumbnail.jpg").shape == (HEIGHT_PX, 96, 3)


def test_what_has_no_still_is_passed_over(tmp_path):
    assert shade(tmp_path, [criterion("a", "fault"), criterion("b", None)], {"b": 200}) == 200


def test_without_a_still_there_is_none(tmp_path):
    assert shade(tmp_path, [criterion("a", "fault")], {}) is None
