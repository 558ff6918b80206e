"""A batch on a Ray cluster: the same tasks as on one machine, each a Ray task with one core.

Clips and output lie on a path that all nodes share. Without an address a cluster of this machine
alone is started, on the loopback address, without dashboard and without usage statistics. Ray keeps
no queue of ours: no more is given to it than it has cores, so that what runs next is decided here.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

from posecheck.errors import OutputError
from posecheck.run.batch.node import MEMORY, find_ray, perform
from posecheck.run.crew import Lost, Patience
from posecheck.run.pool import Task
from posecheck.shipped import PACKAGE

if TYPE_CHECKING:
    from typing_extensions import Self

    from posecheck.detect.replay import MakeDetector

LOOPBACK = "127.0.0.1"
CORES_EVERY_S = 5.0  # nodes come and go


@dataclass(slots=True)
class _Post:
    """A task that was given to the cluster."""

    reference: Any
    patience: Patience
    began_s: float = field(default_factory=time.monotonic)
    heard_s: float = field(default_factory=time.monotonic)


class Cluster:
    """A Ray cluster that does tasks as they come; a context manager.

    address: of a running cluster, None to start one on this machine. cores: of the one that is
    started. Raises OutputError where ray is not installed or the cluster is not there.
    """

    def __init__(self, address: str | None = None, cores: int | None = None) -> None:
        self._address, self._cores = address, cores
        self._posts: dict[int, _Post] = {}
        self._tickets = 0
        self._counted_s = 0.0
        self.count = 1

    def __enter__(self) -> Self:
        with _kept_here(self._address):
            self._ray = find_ray()
            _begin(self._ray, self._address, self._cores)
        # What Ray has to say of a lost node would go to stdout, where the result goes; no setting
        # keeps it from there.
        cast("Any", import_module("ray._private.worker"))._worker_logs_enabled = False
        self._mailbox = (
            self._ray.remote(num_cpus=0)(Mailbox)
            .options(scheduling_strategy=_here(self._ray))
            .remote()
        )
        self._perform = self._ray.remote(num_cpus=1, memory=MEMORY, max_retries=0)(perform)
        self._count()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop what runs and leave the cluster; one that was started here ends."""
        for post in self._posts.values():
            self._cancel(post)
        self._posts.clear()
        self._ray.shutdown()

    def load(self, bundle: bytes, make: MakeDetector | None = None) -> None:
        """Give the cluster the model; make: None for MediaPipe."""
        self._model = self._ray.put((bundle, make))

    @property
    def idle(self) -> int:
        """How many tasks can be given now: one a core, of the cores that there are by now."""
        if time.monotonic() - self._counted_s > CORES_EVERY_S:
            self._count()
        return max(0, self.count - len(self._posts))

    def give(self, task: Task, patience: Patience) -> int:
        """Hand a task to the cluster; its ticket."""
        self._tickets += 1
        reference = self._perform.remote(self._tickets, task, self._mailbox, self._model)
        self._posts[self._tickets] = _Post(reference, patience)
        return self._tickets

    def hear(self, timeout_s: float) -> list[tuple[int, object]]:
        """Wait for what tasks tell, each with its ticket; Ended or Lost is the last of each."""
        tickets = {post.reference: ticket for ticket, post in self._posts.items()}
        if not tickets:
            time.sleep(timeout_s)
        ready, _ = self._ray.wait(list(tickets), num_returns=1, timeout=timeout_s)
        if ready:  # with a thousand of them, asking for each by itself would take all of a core
            ready, _ = self._ray.wait(list(tickets), num_returns=len(tickets), timeout=0)
        heard: list[tuple[int, object]] = []
        for ticket, message in self._ray.get(self._mailbox.take.remote()):
            if ticket in self._posts:
                self._posts[ticket].heard_s = time.monotonic()
                heard.append((ticket, message))
        heard += [(tickets[one], self._word(tickets[one])) for one in ready]
        return heard + self._overdue()

    def _word(self, ticket: int) -> object:
        post = self._posts.pop(ticket)
        exceptions = self._ray.exceptions
        try:
            return self._ray.get(post.reference)
        except exceptions.NodeDiedError:
            return Lost("the node that worked on it was lost", blameless=True)
        except exceptions.WorkerCrashedError:
            return Lost("the process that worked on it ended unexpectedly")
        except exceptions.OutOfMemoryError:
            return Lost("the node that worked on it ran out of memory")
        except exceptions.RayError as error:
            return Lost(str(error).strip().splitlines()[-1])

    def _overdue(self) -> list[tuple[int, object]]:
        now_s = time.monotonic()
        lost: list[tuple[int, object]] = []
        for ticket, post in list(self._posts.items()):
            if why := post.patience.exceeded(now_s - post.heard_s, now_s - post.began_s):
                self._cancel(self._posts.pop(ticket))
                lost.append((ticket, Lost(why)))
        return lost

    def _cancel(self, post: _Post) -> None:
        self._ray.cancel(post.reference, force=True)

    def _count(self) -> None:
        self._counted_s = time.monotonic()
        self.count = max(1, int(self._ray.cluster_resources().get("CPU", 1)))


class Mailbox:
    """Where tasks tell how they go; an actor on the machine that started the batch."""

    def __init__(self) -> None:
        self._messages: list[tuple[int, object]] = []

    def put(self, ticket: int, message: object) -> None:
        """Lay a message in."""
        self._messages.append((ticket, message))

    def take(self) -> list[tuple[int, object]]:
        """Take all messages out."""
        taken, self._messages = self._messages, []
        return taken


def _begin(ray: Any, address: str | None, cores: int | None) -> None:  # noqa: ANN401
    common = {"log_to_driver": False, "logging_level": "ERROR"}
    if address is None:
        # "local": without it Ray joins a cluster that somebody else runs on this machine.
        local = {"include_dashboard": False, "_node_ip_address": LOOPBACK}
        ray.init(address="local", num_cpus=cores, **local, **common)
        return
    try:
        ray.init(address=address, **common)
    except (ConnectionError, ValueError, RuntimeError) as error:
        why = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise OutputError(f"--address {address}: no Ray cluster answers there ({why})") from error


@contextmanager
def _kept_here(address: str | None) -> Iterator[None]:
    """Let Ray's processes begin in surroundings that keep them to this machine.

    Ray asks cloud services which of them it runs on, whatever its settings; a proxy that is not
    there answers for all. It looks for its own address by the way to a name server, unless it is
    told that it is alone on this machine.
    """
    told = {"RAY_USAGE_STATS_ENABLED": "0"}
    if address is None or address.rpartition(":")[0] in (LOOPBACK, "localhost"):
        told["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
    if address is None:
        paths = [str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")]
        told["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
        told |= dict.fromkeys(("http_proxy", "https_proxy"), f"http://{LOOPBACK}:9")
        told |= dict.fromkeys(("no_proxy", "NO_PROXY"), f"{LOOPBACK},localhost")
    before = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _here(ray: Any) -> Any:  # noqa: ANN401
    """Give the wish to run on the node of whoever asks."""
    strategies = import_module("ray.util.scheduling_strategies")
    node = ray.get_runtime_context().get_node_id()
    return strategies.NodeAffinitySchedulingStrategy(node_id=node, soft=False)
