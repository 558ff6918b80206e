from pathlib import Path

import numpy as np
import pytest

from posecheck.capture.clip import probe
from posecheck.run.block import Done, Progress, Sample, Sighting
from posecheck.run.gathering import SAMPLES, Findings, Meter
from posecheck.run.segments import Piece, Segment, cut
from tests.detect.people import person, walk
from tests.run.blobs import SIZE, write_blobs

COUNT = 400


class Pool:
    """Answers every job at once, the later blocks first."""

    count = 2

    def __init__(self):
        self.jobs = []

    def run(self, jobs):
        self.jobs += jobs
        for job in reversed(jobs):
            for segment in reversed(job.segments):
                yield from answers(job, segment)
            yield Done(("a scratch in the film",))


def answers(job, segment):
    inside = range(segment.start, segment.end)
    yield Progress(len(inside))
    for index in sorted(job.looks & set(inside)):
        yield Sighting(index, (person(0.5),))
    for index in sorted(job.samples & set(inside)):
        yield Sample(index, np.zeros((SIZE[1], SIZE[0], 3), np.uint8))
    frames = np.arange(segment.warm, segment.end)
    yield Piece(segment, frames, walk([0.5] * len(frames)).astype(np.float32))


@pytest.fixture(scope="module")
def info(tmp_path_factory):
    path: Path = tmp_path_factory.mktemp("clip") / "long.mp4"
    return probe(write_blobs(path, [0.5] * COUNT))


@pytest.fixture
def pool():
    return Pool()


@pytest.fixture
def found(info, pool):
    findings = Findings(pool, Meter(None, COUNT))
    findings.detect(info, cut(0, COUNT), np.arange(5, COUNT, 20))
    return findings


def test_what_comes_in_any_order_is_joined_in_the_clips(found):
    assert found.joined().indices.tolist() == list(range(COUNT))
    assert found.segments() == list(cut(0, COUNT))


def test_sightings_and_pictures_come_by_row_of_the_track(info, pool):
    findings = Findings(pool, Meter(None, 200))
    findings.detect(info, cut(100, 300), np.array([110, 210]))
    indices = np.arange(100, 300)
    assert sorted(findings.sightings(indices)) == [10, 110]
    assert [row for row, _ in findings.pictures(indices)] == [10, 110]
    assert findings.pictures(indices[20:])[0][0] == 90


def test_a_few_pictures_are_handed_back_spread_over_the_clip(found):
    rows = [row for row, _ in found.pictures(np.arange(COUNT))]
    assert len(rows) == SAMPLES
    assert min(rows) < COUNT / 8
    assert max(rows) > COUNT * 7 / 8


def test_following_again_takes_the_place_of_what_was_found_and_sees_nobody_else(info, pool, found):
    found.follow(info, [Segment(0, 0, 200)], ())
    assert pool.jobs[-1].looks == frozenset()
    assert found.joined().indices.tolist() == list(range(COUNT))


def test_warnings_of_every_process_are_kept(found):
    assert set(found.warnings) == {"a scratch in the film"}


def test_progress_adds_up_and_grows_where_something_is_done_again(info, pool):
    told = []
    findings = Findings(pool, Meter(lambda *numbers: told.append(numbers), COUNT))
    findings.detect(info, cut(0, COUNT), np.array([10]))
    assert told[-1] == (COUNT, COUNT)
    findings.follow(info, [Segment(0, 0, 200)], ())
    assert told[-1] == (COUNT + 200, COUNT + 200)


def test_the_first_report_says_that_one_frame_is_done():
    told = []
    Meter(lambda *numbers: told.append(numbers), 10).add(0)
    assert told == [(1, 10)]
