import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from posecheck.capture.clip import probe
from posecheck.errors import DetectorError
from posecheck.run.block import Done, Job, Progress
from posecheck.run.segments import Piece, Segment
from posecheck.run.workers import Workers, share, usable_cores
from tests.run.blobs import Blobs, write_blobs

ROOT = Path(__file__).resolve().parents[2]
FIRST, SECOND = Segment(0, 0, 30), Segment(18, 30, 60)


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    return write_blobs(tmp_path_factory.mktemp("clip") / "stands.mp4", [0.5] * 60)


@pytest.fixture(scope="module")
def jobs(clip):
    info = probe(clip)
    return [Job(info, (FIRST,)), Job(info, (SECOND,))]


def is_alive(process_id):
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process_id}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def wait_until(condition, patience_s=30):
    end = time.monotonic() + patience_s
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


def test_jobs_run_each_in_a_process_of_its_own_and_tell_as_they_go(jobs):
    with Workers(2) as workers:
        workers.load(b"", Blobs())
        messages = list(workers.run(jobs))
        assert os.getpid() not in workers.process_ids
        assert len(set(workers.process_ids)) == 2
    pieces = sorted((m for m in messages if isinstance(m, Piece)), key=lambda p: p.segment.start)
    assert [piece.segment for piece in pieces] == [FIRST, SECOND]
    assert sum(m.frames for m in messages if isinstance(m, Progress)) == 60
    assert sum(isinstance(m, Done) for m in messages) == 2


def test_processes_serve_clip_after_clip_and_take_a_new_model(jobs):
    with Workers(1) as workers:
        workers.load(b"", Blobs())
        list(workers.run(jobs[:1]))
        (before,) = workers.process_ids
        workers.load(b"", Blobs(fails_s=0))
        with pytest.raises(DetectorError):
            list(workers.run(jobs[:1]))
        workers.load(b"", Blobs())
        assert any(isinstance(m, Piece) for m in workers.run(jobs[:1]))
        assert workers.process_ids != [before]  # the one that failed was ended


def test_an_error_in_a_worker_is_raised_here_and_the_others_are_ended(jobs):
    with Workers(2) as workers:
        workers.load(b"", Blobs(pause_s=0.05, fails_s=1.2))
        process_ids = list(workers.process_ids)
        with pytest.raises(DetectorError, match=r"stands\.mp4.*failed at 12"):
            list(workers.run(jobs))
        assert wait_until(lambda: not any(map(is_alive, process_ids)))


def test_a_worker_out_of_memory_says_so(jobs):
    with Workers(1) as workers:
        workers.load(b"", Blobs(bursts_s=0.5))
        with pytest.raises(DetectorError, match=r"stands\.mp4.*memory.*--workers 1"):
            list(workers.run(jobs[:1]))


def test_a_worker_that_is_killed_costs_its_clip_and_is_replaced(jobs):
    with Workers(1) as workers:
        workers.load(b"", Blobs(pause_s=0.05))

        def kill(_):
            os.kill(workers.process_ids[0], signal.SIGKILL)

        with pytest.raises(DetectorError, match=r"stands\.mp4.*ended unexpectedly"):
            list(map(kill, workers.run(jobs[:1])))
        workers.load(b"", Blobs())
        assert any(isinstance(m, Piece) for m in workers.run(jobs[:1]))


def test_leaving_ends_all_processes_whatever_they_do(jobs):
    with Workers(2) as workers:
        workers.load(b"", Blobs(pause_s=10))
        process_ids = list(workers.process_ids)
        next(iter(Workers.run(workers, [])), None)
    assert not any(map(is_alive, process_ids))


@pytest.fixture
def running(tmp_path):
    """A process that detects a slow clip in two workers, just begun, and the workers' ids."""
    clip = write_blobs(tmp_path / "slow.mp4", [0.5] * 600)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.run.interrupted", clip],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    worker_ids = [int(word) for word in process.stdout.readline().split()]
    assert process.stdout.readline() == "begun\n"
    yield process, worker_ids
    process.kill()
    process.communicate()


def test_ctrl_c_ends_everything_quietly(running):
    process, worker_ids = running
    os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to the whole group
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == 130
    assert stderr == ""
    assert not any(map(is_alive, worker_ids))


def test_workers_do_not_outlive_a_killed_parent(running):
    process, worker_ids = running
    assert all(map(is_alive, worker_ids))
    process.kill()
    assert wait_until(lambda: not any(map(is_alive, worker_ids)))


@pytest.mark.parametrize("workers", [1, 2, 3, 4, 7])
def test_cores_are_shared_out_without_rest(workers):
    cores = [0, 2, 4, 6]
    shares = [share(cores, number, workers) for number in range(workers)]
    assert set().union(*shares) == set(cores)
    assert all(shares)
    if workers <= len(cores):
        assert sum(map(len, shares)) == len(cores)


def test_there_is_a_core_to_use():
    assert usable_cores()
