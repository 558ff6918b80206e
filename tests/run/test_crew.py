"""Processes that do tasks as they come, and lend one another what they can."""

import os
import signal
import time
from dataclasses import dataclass

import numpy as np
import pytest

from posecheck.capture.clip import probe
from posecheck.errors import DetectorError
from posecheck.run.block import Job
from posecheck.run.crew import Crew, Lost, Patience
from posecheck.run.gathering import Findings, Meter
from posecheck.run.pool import Ended
from posecheck.run.segments import cut
from tests.run.blobs import Blobs, write_blobs

PATIENT = Patience(30, 60)


@dataclass(frozen=True)
class Say:
    """A task that says its word, then waits."""

    word: str
    pause_s: float = 0.0

    def do(self, desk):
        desk.tell(f"{self.word} begins")
        time.sleep(self.pause_s)
        return Ended(self.word)


@dataclass(frozen=True)
class Die:
    """A task whose process does not survive it."""

    def do(self, desk):
        os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class Spend:
    """A task that leaves its process in no state for another."""

    def do(self, desk):
        return Ended("spent", spent=True)


@dataclass(frozen=True)
class Detect:
    """A task that detects a clip in a number of blocks."""

    info: object
    count: int

    def do(self, desk):
        found = Findings(desk.pool(self.count), Meter(None, self.info.frames))
        try:
            found.detect(self.info, cut(0, self.info.frames), np.arange(0, self.info.frames, 50))
        except DetectorError as error:
            return Ended(str(error))
        return Ended((os.getpid(), found.joined().landmarks))


@pytest.fixture
def crew():
    with Crew(2) as workers:
        workers.load(b"", Blobs())
        yield workers


def last_words(crew, tickets):
    """What each task said last, in the order of its end."""
    found = {}
    while set(tickets) - set(found):
        for ticket, message in crew.hear(0.5):
            if isinstance(message, (Ended, Lost)):
                found |= {ticket: message}
    return found


def test_a_task_tells_how_it_goes_and_its_word_comes_last(crew):
    ticket = crew.give(Say("one"), PATIENT)
    heard = []
    while not heard or not isinstance(heard[-1][1], Ended):
        heard += crew.hear(0.5)
    assert heard == [(ticket, "one begins"), (ticket, Ended("one"))]


def test_as_many_are_idle_as_have_no_task(crew):
    assert crew.idle == 2
    ticket = crew.give(Say("one", 0.2), PATIENT)
    assert crew.idle == 1
    last_words(crew, [ticket])
    assert crew.idle == 2


def test_a_process_that_dies_costs_its_task_and_is_replaced(crew):
    dead, alive = crew.give(Die(), PATIENT), crew.give(Say("alive", 0.5), PATIENT)
    found = last_words(crew, [dead, alive])
    assert "signal 9" in found[dead].reason
    assert found[alive] == Ended("alive")
    again = crew.give(Say("again"), PATIENT)
    assert last_words(crew, [again]) == {again: Ended("again")}


@pytest.mark.parametrize(
    ("patience", "said"), [(Patience(0.3, 60), "hung"), (Patience(60, 0.3), "longer than")]
)
def test_a_task_that_hangs_is_stopped(crew, patience, said):
    ticket = crew.give(Say("slow", 30), patience)
    assert said in last_words(crew, [ticket])[ticket].reason


def test_a_spent_process_is_not_used_again(crew):
    first = crew.give(Say("one"), PATIENT)
    last_words(crew, [first])
    before = set(crew.process_ids)
    ticket = crew.give(Spend(), PATIENT)
    last_words(crew, [ticket])
    assert len(set(crew.process_ids) & before) == len(before) - 1


@pytest.fixture(scope="module")
def info(tmp_path_factory):
    path = tmp_path_factory.mktemp("clip") / "long.mp4"
    return probe(write_blobs(path, np.linspace(0.4, 0.6, 400).tolist()))


def test_idle_processes_take_blocks_of_a_clip_and_the_result_is_the_same(crew, info):
    alone = crew.give(Detect(info, 1), PATIENT)
    (_, expected) = last_words(crew, [alone])[alone].word
    shared = crew.give(Detect(info, 2), PATIENT)
    (_, found) = last_words(crew, [shared])[shared].word
    np.testing.assert_array_equal(found, expected)


def test_a_task_does_itself_what_nobody_takes(crew, info):
    busy = crew.give(Say("busy", 3), PATIENT)
    shared = crew.give(Detect(info, 2), PATIENT)
    found = last_words(crew, [shared, busy])
    assert list(found) == [shared, busy]


def test_a_process_lost_with_a_lent_block_costs_the_task_that_lent_it(crew, info):
    crew.load(b"", Blobs(pause_s=0.02))
    ticket = crew.give(Detect(info, 2), PATIENT)
    while crew.idle:  # until it has lent a block
        crew.hear(0.1)
    crew.hear(0.1)  # and another process took it
    os.kill(crew.process_ids[1], signal.SIGKILL)
    assert "signal 9" in last_words(crew, [ticket])[ticket].word


def test_what_a_lost_task_lent_is_not_done(crew, info):
    crew.load(b"", Blobs(pause_s=0.05))
    ticket = crew.give(Detect(info, 2), Patience(60, 0.5))
    assert isinstance(last_words(crew, [ticket])[ticket], Lost)
    assert crew.idle == 2


def test_a_failing_block_fails_the_task_that_lent_it(crew, info):
    crew.load(b"", Blobs(fails_s=info.times_s[-20]))
    ticket = crew.give(Detect(info, 2), PATIENT)
    assert "the pose model failed" in last_words(crew, [ticket])[ticket].word


def test_jobs_run_on_a_crew_as_on_any_workers(crew, info):
    segments = cut(0, info.frames)
    assert list(crew.run([Job(info, segments[:1])]))
