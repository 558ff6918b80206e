"""What one clip may cost: memory, time, and patience, so that a hostile one costs only itself."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from posecheck.run.crew import Patience

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

LEAST_MEMORY = 2 << 30  # of addresses; an 8K frame on its way takes 0.6 GB, threads 0.1 GB each
PER_WORKER = 700 << 20  # what a process needs for an ordinary clip with its video, measured
_SHARE = 0.8  # of the machine's memory that processes may have together

SILENT_S = 60.0  # a frame of 8K on a slow machine takes 2 s; loading the model 1 s
SLOW_DISK = 2e6  # bytes a second, by a poor network; nothing is told while a file is read through
SLOW_DETECTION = 2.0  # frames a second, painting and encoding included


def patience(size_bytes: int, frames: int) -> Patience:
    """Give the patience for clips of that many bytes and frames; 0 frames where not known."""
    reading_s = size_bytes / SLOW_DISK
    return Patience(SILENT_S + reading_s, 2 * SILENT_S + reading_s + frames / SLOW_DETECTION)


def memory_each(workers: int) -> int:
    """Give how many bytes of addresses a process may add for its clip."""
    return max(LEAST_MEMORY, int(_SHARE * machine_memory() / workers))


def fitting(cores: int) -> int:
    """Give how many processes fit the machine: one a core, fewer where memory is short."""
    return max(1, min(cores, int(_SHARE * machine_memory() / PER_WORKER)))


def machine_memory() -> int:
    """Give the bytes of memory of this machine, or of the container it is confined to."""
    known = [8 << 30]
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        known = [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    confined = Path("/sys/fs/cgroup/memory.max")
    if confined.is_file() and (text := confined.read_text(encoding="ascii").strip()).isdigit():
        known.append(int(text))
    return min(known)


@contextmanager
def limited_memory(more: int) -> Iterator[None]:
    """Let this process take so many bytes of addresses more; MemoryError beyond."""
    now = _addresses()
    if resource is None or now is None:  # macOS and Windows know no such limit
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = now + more if hard == resource.RLIM_INFINITY else min(now + more, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@contextmanager
def ending_gracefully() -> Iterator[None]:
    """Let a request to end pass through the code, so that unfinished folders are removed."""
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _leave(number: int, _frame: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(128 + number)


def _addresses() -> int | None:
    """Give the bytes of addresses that this process has."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")
