"""The queue of a batch: what is done next, what is tried again, and what became of each clip.

Looks go first, until enough clips are known to choose from; then the longest known clip goes first,
so that no long one is left for the end. A clip that is longer than a fair share of what is left is
cut into as many blocks as there are processes: whoever has nothing to do takes one. So many short
clips, few long ones and any mixture keep every core busy, and none is cut where that gains nothing.
Of a clip that is done nothing is kept here.
"""

from __future__ import annotations

import heapq
import shutil
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Protocol

from posecheck.capture.container import shown
from posecheck.errors import OutputError
from posecheck.run.batch.limits import patience
from posecheck.run.batch.lists import Item
from posecheck.run.batch.queue import Queue, Running, Tally
from posecheck.run.batch.tasks import (
    TOLD_EVERY_S,
    Busy,
    Failed,
    Finished,
    Judge,
    LastWords,
    Look,
    Looked,
    Opened,
    Order,
    Said,
)
from posecheck.run.batch.watch import Outcome, State, Watch
from posecheck.run.crew import Lost, Patience
from posecheck.run.pool import Ended, Task

KNOWN_AHEAD = 64  # clips that are looked at before any is judged, and that one is chosen from
TRIES = 2
HEARD_EVERY_S = 0.25
SAYINGS_A_SECOND = 200.0  # of all processes together, however many they are
BUSY_S = 1.0  # until a clip that another run has in hand is asked for again
FAIR = 1.15  # cutting costs warm-ups, and frames decoded twice


class Engine(Protocol):
    """Where tasks run: on this machine or on many."""

    count: int

    def load(self, bundle: bytes) -> None:
        """Take the model that all tasks use."""

    def close(self) -> None:
        """End what runs."""

    @property
    def idle(self) -> int:
        """How many tasks can be given now."""

    def give(self, task: Task, patience: Patience) -> int:
        """Begin a task; its ticket."""

    def hear(self, timeout_s: float) -> list[tuple[int, object]]:
        """Wait for what tasks tell, each with its ticket; Ended or Lost is the last of each."""


class Run:
    """A batch under way; keep: takes each item that has ended, by its number, and its outcome."""

    def __init__(
        self,
        items: Sequence[Item],
        order: Order,
        engine: Engine,
        watch: Watch,
        keep: Callable[[int, Outcome], object],
    ) -> None:
        self._items, self._order, self._engine = items, order, engine
        self._watch, self._keep = watch, keep
        self._queue = Queue(deque())
        self._tally = Tally()
        self._began_s: float | None = None  # when the first frame was judged, starts aside

    def all(self) -> None:
        """Judge all items.

        Raises OutputError where the output cannot take any more, such as on a full disk.
        """
        for number, item in enumerate(self._items):
            if item.problem is not None:
                self._end(number, Failed(item.problem))
            else:
                self._queue.unseen.append(number)
        while not self._queue.empty:
            while self._engine.idle and self._begin_next():
                pass
            for ticket, message in self._engine.hear(HEARD_EVERY_S):
                self._take(ticket, message)
            self._watch.state(self._state())

    def _begin_next(self) -> bool:
        """Begin what is next; False where there is nothing that can be begun now."""
        queue = self._queue
        if queue.unseen and len(queue.known) < max(KNOWN_AHEAD, 4 * self._engine.count):
            self._look(queue.unseen.popleft())
        elif queue.known:
            _, number = heapq.heappop(queue.known)
            self._judge(number)
        elif queue.busy and queue.busy[0][0] <= time.monotonic():
            self._judge(heapq.heappop(queue.busy)[1])
        else:
            return False
        return True

    def _look(self, number: int) -> None:
        item = self._items[number]
        ticket = self._engine.give(Look(item, self._order), patience(_size(item), 0))
        self._queue.running[ticket] = Running(number, judging=False)

    def _judge(self, number: int) -> None:
        item, looked = self._items[number], self._queue.looked[number]
        every_s = max(TOLD_EVERY_S, self._engine.count / SAYINGS_A_SECOND)
        task = Judge(item, self._order, looked, self._blocks(looked.frames), every_s)
        ticket = self._engine.give(task, patience(_size(item), looked.frames))
        self._queue.running[ticket] = Running(number, judging=True, frames=looked.frames)

    def _blocks(self, frames: int) -> int:
        """Cut a clip where it is longer than what each process has left on average."""
        queue = self._queue
        under_way = sum(one.frames - one.done for one in queue.running.values())
        looks = sum(not one.judging for one in queue.running.values())
        unseen = (len(queue.unseen) + looks) * self._tally.mean_frames
        fair_share = (frames + queue.frames_ahead() + under_way + unseen) / self._engine.count
        return self._engine.count if frames > FAIR * fair_share else 1

    def _take(self, ticket: int, message: object) -> None:
        running = self._queue.running.get(ticket)
        if running is None:
            return
        match message:
            case Said():
                self._began_s = self._began_s or time.monotonic()
                running.done = running.frames * min(1.0, message.done / max(message.total, 1))
                return
            case Opened():
                running.work = message.work
                return
            case LastWords():
                running.last_words = message.text
                return
            case Lost():
                if message.blameless:  # it has its tries all the same
                    self._queue.tries[running.number] = self._queue.tries.get(running.number, 0) - 1
                word: object = self._lost(running, message)
            case Ended():
                word = message.word
        del self._queue.running[ticket]
        self._settle(running, word)

    def _lost(self, running: Running, lost: Lost) -> Failed:
        if running.work is not None:
            shutil.rmtree(running.work, ignore_errors=True)
        why = f"posecheck met an error of its own ({running.last_words})"
        name = shown(self._items[running.number].files[0])
        return Failed(f"{name}: {why if running.last_words else lost.reason}", again=True)

    def _settle(self, running: Running, word: object) -> None:
        queue, number = self._queue, running.number
        match word:
            case Looked():
                self._tally.know(word.frames)
                queue.looked[number] = word
                heapq.heappush(queue.known, (-word.frames, number))
            case Busy():
                heapq.heappush(queue.busy, (time.monotonic() + BUSY_S, number))
            case Finished():
                if running.judging:
                    self._tally.frames_done += word.frames
                else:
                    self._tally.know(word.frames)
                self._end(number, word)
            case Failed() if word.stops:
                raise OutputError(word.reason)
            case Failed():
                self._failed(running, word)

    def _failed(self, running: Running, why: Failed) -> None:
        number, queue = running.number, self._queue
        queue.tries[number] = queue.tries.get(number, 0) + 1
        if not why.again or queue.tries[number] >= TRIES:
            self._end(number, why)
        elif running.judging:
            heapq.heappush(queue.known, (0, number))  # after all others
        else:
            queue.unseen.append(number)

    def _end(self, number: int, outcome: Outcome) -> None:
        self._queue.looked.pop(number, None)
        self._tally.done += 1
        self._tally.failed += isinstance(outcome, Failed)
        self._keep(number, outcome)
        self._watch.ended(self._items[number], outcome, self._state())

    def _state(self) -> State:
        running, tally = self._queue.running.values(), self._tally
        judged = [one for one in running if one.judging]
        under_way = sum(one.done for one in judged)
        ahead = self._queue.frames_ahead() + sum(one.frames for one in judged)
        return State(
            total=len(self._items),
            done=tally.done,
            failed=tally.failed,
            frames_done=tally.frames_done + under_way,
            frames_total=tally.frames_done + ahead + len(self._queue.unseen) * tally.mean_frames,
            running=tuple(self._items[one.number].name for one in running),
            elapsed_s=0.0 if self._began_s is None else time.monotonic() - self._began_s,
        )


def _size(item: Item) -> int:
    total = 0
    for file in item.files:
        try:
            total += file.stat().st_size
        except OSError:  # the task says so
            continue
    return total
