"""Runs a program and tells how long it took, when it first spoke and how much memory it needed."""

from __future__ import annotations

import math
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from posecheck.errors import PosecheckError

LOOK_S = 0.1  # between two looks at the memory; a process' own peak is kept by the system


@dataclass(frozen=True, slots=True)
class Timing:
    """How a program ran. first_s: until its first line on stderr; peak_kb: all its processes.

    first_s is NaN where it said nothing, peak_kb where the system does not tell.
    """

    seconds: float
    first_s: float
    peak_kb: float
    out: str


def python(*words: str) -> list[str]:
    """Give the command that runs a module with this Python."""
    return [sys.executable, "-m", *words]


def timed(command: Sequence[str]) -> Timing:
    """Run a command to its end; PosecheckError with its last words where it fails."""
    start_s = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    try:
        streams = (process.stdout, process.stderr)
        said = [_Listener(stream, start_s) for stream in streams if stream is not None]
        peaks: dict[int, float] = {}
        while process.poll() is None:
            peaks.update(_peaks_kb(process.pid))
            with suppress(subprocess.TimeoutExpired):
                process.wait(LOOK_S)
        seconds = time.perf_counter() - start_s
    finally:
        process.kill()
        process.wait()
    out, err = (listener.text() for listener in said)
    if process.returncode != 0:
        words = err.strip().splitlines() or [f"it ended with status {process.returncode}"]
        raise PosecheckError(f"{' '.join(command[2:4])} failed: {words[-1]}")
    peak_kb = sum(peaks.values()) if peaks else math.nan
    return Timing(seconds, said[1].first_s, peak_kb, out)


class _Listener:
    """Takes what a program says on one of its streams, on a thread of its own."""

    def __init__(self, stream: IO[str], start_s: float) -> None:
        self.first_s = math.nan
        self._lines: list[str] = []
        self._thread = threading.Thread(target=self._listen, args=(stream, start_s), daemon=True)
        self._thread.start()

    def text(self) -> str:
        """Give all that was said, once the program has ended."""
        self._thread.join()
        return "".join(self._lines)

    def _listen(self, stream: IO[str], start_s: float) -> None:
        with stream:
            for line in stream:
                if not self._lines:
                    self.first_s = time.perf_counter() - start_s
                self._lines.append(line)


def _peaks_kb(pid: int) -> Iterator[tuple[int, float]]:
    """Give the peak resident memory of a process and all its descendants, where Linux tells."""
    with suppress(OSError, ValueError, IndexError):
        place = Path(f"/proc/{pid}")
        for line in (place / "status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                yield pid, float(line.split()[1])
        for task in (place / "task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _peaks_kb(int(child))
