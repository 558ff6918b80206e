"""The command from end to end, on a clip that was filmed before."""

import json
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import numpy as np
import pytest

from posecheck.detect.looks import COLUMNS
from samples.sweep.__main__ import Results
from samples.sweep.film import setting_for
from samples.sweep.jobs import jobs, read
from samples.sweep.kept import keep
from samples.sweep.observe import Watched
from samples.sweep.run import played, swept_values


def as_seen(job):
    """What a model without any error would see of a sweep on the floor."""
    sweep, [condition] = job.sweep, job.conditions
    camera = setting_for(sweep, condition).camera
    bodies = [sweep.make(float(v), condition.side) for v in swept_values(sweep, sweep.fps)]
    order, _ = played(len(bodies), sweep.fps, cycle=False)
    pixels = np.array([camera.project(body.landmarks())[0] for body in bodies])[order]
    found = np.ones((len(order), 33, 4))
    found[..., :2] = pixels / camera.size_px
    looks = np.full((len(order), COLUMNS), np.nan)
    return Watched(found, looks, np.arange(len(order)) / 15, camera.size_px, "none")


ROOT = Path(__file__).resolve().parents[3]


def test_what_was_filmed_is_read_and_written_without_filming(tmp_path):
    for job in list(jobs(["plank-line"], quick=True))[:2]:
        keep(job, {"0 clip": as_seen(job)}, 60.0, tmp_path / "kept")
    files = {name: tmp_path / f"a.{name}" for name in ("md", "json", "npz")}
    asked = ["--only", "plank-line", "--minutes", "0", "--workers", "1", "--quick"]
    asked += ["--keep", str(tmp_path / "kept"), "--readings", str(files["npz"])]
    asked += ["--data", str(files["json"]), "--page", str(files["md"])]
    command = [sys.executable, "-m", "samples.sweep", *asked]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert str(files["md"]) in told.stdout
    data = json.loads(files["json"].read_text(encoding="utf-8"))
    assert data["minutes"] == 2
    assert data["filmed"]["base"] == {"planned": 4, "reached": 2}
    assert "thumbs" in data["not_reached"]
    line = next(row for row in data["table"] if row["measure"] == "plank/body line")
    pooled = dict(zip(data["columns"], line["conditions"]["outfits"], strict=True))
    assert pooled["slope"] == pytest.approx(1.0, abs=0.03)
    assert pooled["rmse_centred"] < 0.6  # the filter rounds the turns
    assert "plank-line" in files["md"].read_text(encoding="utf-8")
    assert (tmp_path / "a.svg").is_file()


def test_which_job_ends_first_changes_no_byte_of_what_is_written(tmp_path):
    planned = list(jobs(["plank-line", "side-plank-line"], quick=True))[:4]
    found = [(job, read(job, {"0 clip": as_seen(job)})) for job in planned]
    written = []
    for name, order in (("one", found), ("other", found[::-1])):
        results, folder = Results(planned), tmp_path / name
        for job, one in order:
            results.note(job, one)
        folder.mkdir()
        files = {"data": "a.json", "page": "a.md", "readings": "a.npz"}
        results.write(Namespace(workers=2, **{kind: folder / it for kind, it in files.items()}))
        written.append({it.name: it.read_bytes() for it in folder.iterdir()})
    assert len(written[0]) == 4
    assert written[0] == written[1]
