"""A real Ray cluster gives what one machine gives, and a lost node costs nothing but time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.run.batch.seeing import document, lasting, score
from tests.run.blobs import write_blobs

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("kind", ["own", "shrinking"])
def test_a_cluster_gives_the_same_results_as_one_machine(crew, clips, tmp_path, kind):
    for number in range(3):
        write_blobs(clips / f"more{number}.mp4", [0.5] * (25 + number))
    write_blobs(clips / "long.mp4", [0.5] * 200)  # cut into blocks, for whoever has time
    here = score(crew, [clips], tmp_path / "here").folder
    words = [sys.executable, "-m", "tests.run.batch.on_ray", kind]
    there = tmp_path / "there"
    done = subprocess.run(
        [*words, str(clips), str(there)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert document(there)["counts"]["done"] == 7
    assert lasting(there) == lasting(here)
