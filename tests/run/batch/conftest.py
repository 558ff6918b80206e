"""Processes that serve all tests of a module, and a folder of clips for each."""

import sys

import pytest

from tests.run.batch.seeing import SeeingCrew
from tests.run.blobs import write_blobs

collect_ignore = [] if sys.platform == "linux" else ["test_on_ray.py"]  # as ray in pyproject.toml


@pytest.fixture(scope="module")
def crew():
    with SeeingCrew(2) as workers:
        yield workers


@pytest.fixture
def clips(tmp_path):
    """A folder with clips of different lengths."""
    for number, name in enumerate(("a.mp4", "b/a.mp4", "b/c.mp4")):
        path = tmp_path / "clips" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_blobs(path, [0.5] * (12 + 4 * number))
    return tmp_path / "clips"
