"""What befalls a batch: clips out of hand, kills, interruptions, other runs at the same time."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest

from posecheck.errors import OutputError
from tests.run.batch.seeing import FILES, SeeingCrew, Trouble, document, lasting, score, times_of
from tests.run.blobs import write_blobs

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("hoard", "GB of memory"),
        ("hang", "hung for 1 s"),
        ("crash", "ended unexpectedly"),
        ("bug", "ZeroDivisionError: of all things"),
    ],
)
def test_a_clip_that_gets_out_of_hand_costs_itself_alone(clips, tmp_path, monkeypatch, kind, said):
    with SeeingCrew(2, Trouble(kind=kind)) as crew:
        score(crew, [clips], tmp_path / "out")
        write_blobs(clips / "evil.mp4", [0.5] * 30)
        if kind == "hang":
            monkeypatch.setattr("posecheck.run.batch.limits.SILENT_S", 1.0)
        result = score(crew, [clips], tmp_path / "out")
    assert said in result.clips["evil.mp4"]["reason"]
    assert "evil.mp4" in result.clips["evil.mp4"]["reason"]
    assert result.counts["done"] == 3
    assert not list(result.folder.glob(".posecheck-partial-*"))


@contextmanager
def holding(out, what, which):
    """Let another process hold a lock until its input ends."""
    program = (
        f"import sys; from pathlib import Path; from posecheck.run.batch.locks import {what}\n"
        f"with {what}(Path(sys.argv[1]), sys.argv[2]): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(out), which],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        yield holder
        holder.stdin.close()


def test_two_runs_at_once_share_the_work_and_agree(clips, tmp_path):
    write_blobs(clips / "more.mp4", [0.5] * 20)
    out = tmp_path / "out"
    words = [sys.executable, "-m", "tests.run.batch.seeing", str(clips), str(out), "0.02"]
    runs = [subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(2)]
    told = [run.communicate(timeout=60)[0].splitlines() for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert [len(lines) for lines in told] == [4, 4]
    assert document(out)["counts"]["done"] == 4
    assert len(times_of(out)) == 4
    assert not list(out.glob(".posecheck-partial-*"))


def test_a_run_with_other_settings_waits_outside(crew, clips, tmp_path):
    (tmp_path / "out").mkdir()
    with (
        holding(tmp_path / "out", "same_settings", "others"),
        pytest.raises(OutputError, match="other settings"),
    ):
        score(crew, [clips], tmp_path / "out")
    assert score(crew, [clips], tmp_path / "out").counts["done"] == 3


@pytest.fixture
def begun(clips, tmp_path):
    """Start a slow batch as a program of its own, in a group of its own."""
    for number in range(5):
        write_blobs(clips / f"more{number}.mp4", [0.5] * 20)
    started = []

    def begin(pause_s=0.02):
        words = [sys.executable, "-m", "tests.run.batch.seeing"]
        started.append(
            subprocess.Popen(
                [*words, str(clips), str(tmp_path / "out"), str(pause_s)],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
        )
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def test_killed_at_any_moment_it_goes_on_as_if_nothing_had_been(begun, crew, clips, tmp_path):
    undisturbed = score(crew, [clips], tmp_path / "undisturbed").folder
    out, finished = tmp_path / "out", {}
    for seed in range(3):
        process = begun()
        time.sleep(random.Random(seed).uniform(0.8, 3.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        now = times_of(out)
        assert {name: now[name] for name in finished} == finished  # nothing is done twice
        for folder in now:
            assert {path.name for path in (out / folder).iterdir()} >= FILES  # and none in part
        finished = now
    time.sleep(2.1)  # until leftovers are old enough to belong to nobody
    score(crew, [clips], out)
    assert {name: times_of(out)[name] for name in finished} == finished
    assert lasting(out) == lasting(undisturbed)
    assert not [path for path in out.iterdir() if path.name.startswith(".posecheck-partial")]


def test_ctrl_c_stops_soon_and_keeps_what_is_finished(begun, tmp_path):
    process = begun(0.05)
    first = process.stdout.readline().strip()
    began_s = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=30)
    assert time.monotonic() - began_s < 10
    assert (process.returncode, stderr) == (130, "")
    out = tmp_path / "out"
    assert first in {one["clip"] for one in document(out)["clips"]}
    counts = document(out)["counts"]
    assert len(times_of(out)) == counts["done"] == 8 - counts["open"]
    assert not list(out.glob(".posecheck-partial-*"))


def test_a_clip_in_hand_of_another_run_is_waited_for(crew, clips, tmp_path):

    out = tmp_path / "out"
    out.mkdir()
    with holding(out, "claimed", "a.mp4") as holder:
        Timer(1.0, holder.stdin.close).start()
        said = score(crew, [clips], out)
    assert said.counts["done"] == 3
    assert said.told[-1][0] == "a.mp4"
