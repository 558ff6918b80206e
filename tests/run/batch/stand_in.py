"""Stands in for Ray: the little of it that a batch uses, with threads in place of processes."""

import threading
import time
from concurrent.futures import Future
from types import SimpleNamespace


class RayError(Exception):
    """The base of what Ray raises."""


class NodeDiedError(RayError):
    """A node was lost."""


class WorkerCrashedError(RayError):
    """A process was lost."""


class OutOfMemoryError(RayError):
    """A node was short of memory."""


class Ray:
    """Put it into sys.modules under the names of `modules`."""

    exceptions = SimpleNamespace(
        RayError=RayError,
        NodeDiedError=NodeDiedError,
        WorkerCrashedError=WorkerCrashedError,
        OutOfMemoryError=OutOfMemoryError,
    )

    def __init__(self, cores=2):
        self.cores = cores
        self.begun = None
        self.cancelled = []
        self.ended = False

    @property
    def modules(self):
        strategies = SimpleNamespace(NodeAffinitySchedulingStrategy=dict)
        return {
            "ray": self,
            "ray.util.scheduling_strategies": strategies,
            "ray._private.worker": SimpleNamespace(),
        }

    def init(self, **told):
        self.begun = told
        if told.get("address") == "nowhere:1":
            raise ConnectionError("could not connect\nmore")

    def shutdown(self):
        self.ended = True

    def remote(self, **told):
        return _Actors if told == {"num_cpus": 0} else _Function

    def put(self, value):
        kept = Future()
        kept.set_result(value)
        return kept

    def get(self, kept):
        return kept.result()

    def wait(self, kept, num_returns=1, timeout=None):
        end_s = time.monotonic() + (30 if timeout is None else timeout)
        while time.monotonic() < end_s and not any(one.done() for one in kept):
            time.sleep(0.01)
        ready = [one for one in kept if one.done()][:num_returns]
        return ready, [one for one in kept if one not in ready]

    def cancel(self, kept, force):
        self.cancelled.append((kept, force))

    def cluster_resources(self):
        return {"CPU": float(self.cores)}

    def get_runtime_context(self):
        return SimpleNamespace(get_node_id=lambda: "node")


class _Function:
    def __init__(self, function):
        self._function = function

    def remote(self, *given):
        result = Future()
        given = [one.result() if isinstance(one, Future) else one for one in given]

        def run():
            try:
                result.set_result(self._function(*given))
            except RayError as error:
                result.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        return result


class _Actors:
    def __init__(self, kind):
        self._kind = kind

    def options(self, **told):
        return self

    def remote(self):
        return _Actor(self._kind())


class _Actor:
    def __init__(self, held):
        self._held = held
        self._lock = threading.Lock()

    def __getattr__(self, name):
        def call(*given):
            result = Future()
            with self._lock:
                result.set_result(getattr(self._held, name)(*given))
            return result

        return SimpleNamespace(remote=call)
