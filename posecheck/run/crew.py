"""Workers that are kept busy with tasks of many clips: none waits for another's end.

A process that dies, says nothing for too long or takes too long in all is ended and replaced, and
costs the task it had. Jobs that a task lends go before all else to whoever has nothing to do.
"""

from __future__ import annotations

import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, cast

from posecheck.run.pool import Ended, Failure, Lent, News, Taken, Task, Waiting
from posecheck.run.workers import PATIENCE_S, Workers, share

if TYPE_CHECKING:
    from posecheck.run.block import Job, Message
    from posecheck.run.workers import Worker


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a task may say nothing, and how long it may take in all."""

    silent_s: float
    total_s: float

    def exceeded(self, silent_s: float, total_s: float) -> str | None:
        """Say what is too much of so many seconds of silence, and in all; None while it is not."""
        if silent_s > self.silent_s:
            return f"hung for {self.silent_s:.0f} s and was stopped"
        if total_s > self.total_s:
            return f"took longer than {self.total_s:.0f} s and was stopped"
        return None


@dataclass(frozen=True, slots=True)
class Lost:
    """The last that is known of a task whose process was lost; blameless: not by its doing."""

    reason: str
    blameless: bool = False


@dataclass(slots=True)
class _Post:
    """A process at work on a task, or on a job that the task `owner` lent."""

    worker: Worker
    patience: Patience
    owner: int | None = None
    began_s: float = field(default_factory=time.monotonic)
    heard_s: float = field(default_factory=time.monotonic)
    waiting: bool = False
    mail: deque[object] = field(default_factory=deque)

    def overdue(self, now_s: float) -> str | None:
        if self.waiting:
            return None
        return self.patience.exceeded(now_s - self.heard_s, now_s - self.began_s)


class Crew(Workers):
    """Processes that do tasks as they come; a context manager, as Workers is.

    give() hands a task to an idle process and names it by a ticket; hear() brings what tasks tell.
    """

    def __init__(self, count: int | None = None) -> None:
        super().__init__(count)
        self._posts: dict[int, _Post] = {}
        self._lent: deque[tuple[int, Job]] = deque()
        self._tickets = 0

    @property
    def idle(self) -> int:
        """How many tasks can be given now; jobs that were lent come first."""
        return max(0, self.count - len(self._posts) - len(self._lent))

    def give(self, task: Task, patience: Patience) -> int:
        """Hand a task to an idle process; its ticket."""
        return self._post(task, patience, None)

    def hear(self, timeout_s: float) -> list[tuple[int, object]]:
        """Wait for what tasks tell, each with its ticket; Ended or Lost is the last of each."""
        self._hand_out()
        tickets = {post.worker.connection: ticket for ticket, post in self._posts.items()}
        heard: list[tuple[int, object]] = []
        for ready in wait(list(tickets), timeout_s):
            ticket = tickets[cast("Connection", ready)]
            if ticket in self._posts:  # not ended by what another one told
                heard += self._listen(ticket)
        now_s = time.monotonic()
        for ticket, post in list(self._posts.items()):
            if ticket in self._posts and (why := post.overdue(now_s)) is not None:
                heard += self._lose(ticket, why)
        return heard

    def _post(self, work: object, patience: Patience, owner: int | None) -> int:
        self._settle()
        busy = {id(post.worker) for post in self._posts.values()}
        self._grow(len(busy) + 1)
        number, worker = next(
            (number, one) for number, one in enumerate(self._workers) if id(one) not in busy
        )
        self._tickets += 1
        self._posts[self._tickets] = _Post(worker, patience, owner)
        with suppress(OSError):  # it died while idle: hear() finds it at its end
            worker.connection.send((share(self._cores, number, self.count), work))
        return self._tickets

    def _listen(self, ticket: int) -> list[tuple[int, object]]:
        post = self._posts[ticket]
        post.heard_s = time.monotonic()
        try:
            message = post.worker.connection.recv()
        except (EOFError, OSError):
            return self._lose(ticket, _end_of(post.worker))
        if post.owner is not None:
            self._bring(ticket, post.owner, message)
            return []
        match message:
            case Lent():
                self._lent.extend((ticket, job) for job in message.jobs)
            case Waiting():
                post.waiting = not message.over
                self._deliver(post)
            case _:
                if isinstance(message, Ended):
                    self._leave(ticket, keep=not message.spent)
                return [(ticket, message)]
        return []

    def _hand_out(self) -> None:
        """Give jobs that were lent to idle processes, or back to a task that waits for them."""
        for owner, job in list(self._lent):
            post = self._posts[owner]
            if len(self._posts) < self.count:
                self._lent.remove((owner, job))
                self._post(job, post.patience, owner)
            elif post.waiting:
                self._lent.remove((owner, job))
                post.mail.append(Taken(job))
                self._deliver(post)
                post.waiting, post.heard_s = False, time.monotonic()

    def _bring(self, ticket: int, owner: int, message: object) -> None:
        """Take what a process tells of a lent job to the task that lent it."""
        from posecheck.run.block import Done

        if isinstance(message, (Done, Failure)):
            self._leave(ticket, keep=True)
        if (post := self._posts.get(owner)) is None:
            return
        post.mail.append(
            message if isinstance(message, Failure) else News(cast("Message", message))
        )
        if isinstance(message, Failure):
            self._forget(owner)
        self._deliver(post)

    def _deliver(self, post: _Post) -> None:
        # Only while the task waits: it would not read meanwhile, and a full pipe stops everybody.
        while post.waiting and post.mail:
            try:
                post.worker.connection.send(post.mail.popleft())
            except OSError:  # it died: hear() finds it
                return

    def _lose(self, ticket: int, why: str) -> list[tuple[int, object]]:
        owner = self._posts[ticket].owner
        self._leave(ticket, keep=False)
        if owner is None:
            return [(ticket, Lost(why))]
        self._bring(ticket, owner, Failure("DetectorError", why))
        return []

    def _leave(self, ticket: int, *, keep: bool) -> None:
        post = self._posts.pop(ticket, None)
        if post is None:
            return
        if not keep:
            self._drop([post.worker])
        if post.owner is None:
            self._forget(ticket)

    def _forget(self, owner: int) -> None:
        """Stop everything that is done for a task which has ended or will."""
        self._lent = deque(one for one in self._lent if one[0] != owner)
        for ticket, post in list(self._posts.items()):
            if post.owner == owner:
                self._leave(ticket, keep=False)


def _end_of(worker: Worker) -> str:
    worker.process.join(PATIENCE_S)
    code = worker.process.exitcode
    if code == -9:
        return "the process that worked on it was killed (signal 9); memory may have run out"
    return f"the process that worked on it ended unexpectedly (exit code {code})"
