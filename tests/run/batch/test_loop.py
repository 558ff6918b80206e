"""The order in which clips are done, what is tried again, and what is told of it."""

from collections import deque
from pathlib import Path

import pytest

from posecheck.detect.bundle import LoadedBundle
from posecheck.errors import OutputError
from posecheck.run.batch.lists import Item
from posecheck.run.batch.loop import KNOWN_AHEAD, Run
from posecheck.run.batch.tasks import (
    Busy,
    Failed,
    Finished,
    Judge,
    LastWords,
    Look,
    Looked,
    Order,
    Said,
)
from posecheck.run.batch.watch import Watch
from posecheck.run.clip import ClipOptions
from posecheck.run.crew import Lost
from posecheck.run.pool import Ended

ORDER = Order(Path("out"), ClipOptions(LoadedBundle("none", "", b"")), 1 << 30, "any")


class Engine:
    """Does what a script says; looks give the length that an item's name is."""

    def __init__(self, count=1, script=None):
        self.count = count
        self.given = []  # what was begun: a name, and in how many blocks it is judged
        self._script = {name: deque(words) for name, words in (script or {}).items()}
        self._running = deque()

    @property
    def idle(self):
        return self.count - len(self._running)

    def give(self, task, patience):
        ticket = len(self.given) + 1
        name = task.item.name
        self.told_every_s = getattr(task, "told_every_s", None)
        self.given.append((name, task.blocks if isinstance(task, Judge) else "look"))
        frames = int(name)
        if isinstance(task, Look):
            word = Ended(Looked(("hash",), ((0, 0),), frames))
        else:
            words = self._script.get(name)
            word = words.popleft() if words else Ended(Finished(name, "good", frames, "hash"))
        self._running.append((ticket, word))
        return ticket

    def hear(self, timeout_s):
        ticket, word = self._running.popleft()
        return [(ticket, one) for one in (word if isinstance(word, list) else [word])]

    @property
    def judged(self):
        return [(name, blocks) for name, blocks in self.given if blocks != "look"]


def run(frames, engine, watch=Watch()):  # noqa: B008
    items = [Item((Path(f"{one}.mp4"),), str(one), str(one)) for one in frames]
    outcomes = {}
    Run(items, ORDER, engine, watch, outcomes.__setitem__).all()
    return [outcomes[number] for number in range(len(items))]


def test_looks_come_first_and_the_longest_is_judged_first():
    engine = Engine()
    run([10, 30, 20], engine)
    assert engine.given == [
        *(("10", "look"), ("30", "look"), ("20", "look")),
        *(("30", 1), ("20", 1), ("10", 1)),
    ]


def test_only_so_many_are_looked_at_ahead():
    engine = Engine()
    run([100] * (KNOWN_AHEAD + 10), engine)
    assert [what for _, what in engine.given].index(1) == KNOWN_AHEAD


@pytest.mark.parametrize(
    ("frames", "cut"),
    [([100], {100}), ([100, 90], set()), ([300, 20, 20], {300}), ([9] * 8, set())],
)
def test_a_clip_is_cut_where_it_would_outlast_the_others(frames, cut):
    engine = Engine(2)
    run(frames, engine)
    assert {int(name) for name, blocks in engine.judged if blocks == 2} == cut


@pytest.mark.parametrize(
    "trouble", [Lost("was killed"), Ended(Failed("model", again=True)), Ended(Failed("x", True))]
)
def test_trouble_that_may_pass_is_tried_once_more_after_all_others(trouble):
    engine = Engine(script={"30": [trouble]})
    outcomes = run([30, 20], engine)
    assert [name for name, _ in engine.judged] == ["30", "20", "30"]
    assert all(isinstance(one, Finished) for one in outcomes)


def test_trouble_that_stays_is_reported_with_its_reason():
    engine = Engine(script={"30": [Lost("was killed"), [LastWords("KeyError: 1"), Lost("died")]]})
    failed, fine = run([30, 20], engine)
    assert "30.mp4" in failed.reason
    assert "KeyError: 1" in failed.reason
    assert isinstance(fine, Finished)
    assert len(engine.judged) == 3


def test_what_cannot_get_better_is_not_tried_again():
    engine = Engine(script={"30": [Ended(Failed("no clip"))]})
    assert run([30], engine) == [Failed("no clip")]
    assert len(engine.judged) == 1


def test_a_full_disk_stops_everything():
    engine = Engine(script={"30": [Ended(Failed("the disk is full", stops=True))]})
    with pytest.raises(OutputError, match="the disk is full"):
        run([30, 20], engine)


def test_what_another_run_has_in_hand_is_asked_for_again(monkeypatch):
    monkeypatch.setattr("posecheck.run.batch.loop.BUSY_S", 0.0)
    engine = Engine(script={"30": [Ended(Busy())]})
    assert all(isinstance(one, Finished) for one in run([30, 20], engine))
    assert [name for name, _ in engine.judged] == ["30", "20", "30"]


def test_what_cannot_be_judged_at_all_is_not_begun():
    engine = Engine()
    item, outcomes = Item((Path("x"),), "x", "x", problem="a folder"), {}
    Run([item], ORDER, engine, Watch(), outcomes.__setitem__).all()
    assert outcomes == {0: Failed("a folder")}
    assert engine.given == []


@pytest.mark.parametrize(("count", "every_s"), [(1, 0.2), (1000, 5.0)])
def test_a_thousand_processes_together_tell_no_more_than_a_few(count, every_s):
    engine = Engine(count)
    run([30], engine)
    assert engine.told_every_s == every_s


def test_it_tells_how_far_it_is():
    states, ended = [], []
    words = [Said("reading", 15, 30), Ended(Finished("30", "good", 30, ""))]
    engine = Engine(script={"30": [words]})
    watch = Watch(lambda item, outcome, state: ended.append((item.name, state.done)), states.append)
    run([30, 20], engine, watch)
    assert ended == [("30", 1), ("20", 2)]
    assert (states[-1].total, states[-1].done, states[-1].failed) == (2, 2, 0)
    assert states[-1].frames_done == states[-1].frames_total == 50
