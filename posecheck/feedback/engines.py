"""What can speak on this machine: the programs that come with each system.

The text reaches a program on its standard input, or as the last of its arguments behind `--`;
no shell ever reads it.
"""

from __future__ import annotations

import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PATIENCE_S = 10.0  # for saying nothing, where Windows takes two seconds to begin
HUSH_S = 1.0
MOST_COMPLAINTS, MOST_WORDS = 20_000, 100
ADVICE = {
    "linux": "sudo apt-get install espeak-ng (or your system's package of it) gives words",
    "darwin": "the system's own say command gives words",
    "win32": "Windows PowerShell gives words",
}
# Windows' own voice; the words come in as UTF-8, whatever the console's code page.
_WINDOWS = (
    "Add-Type -AssemblyName System.Speech; "
    "$in = New-Object IO.StreamReader([Console]::OpenStandardInput(), [Text.Encoding]::UTF8); "
    "(New-Object Speech.Synthesis.SpeechSynthesizer).Speak($in.ReadToEnd())"
)


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that speaks what it is given, and ends when that has been heard.

    command: the program and its arguments. by_argument: the text is added to them, instead of
    being written to its standard input. hush: what else to run to cut it short.
    """

    name: str
    command: tuple[str, ...]
    by_argument: bool = False
    hush: tuple[str, ...] = ()

    def trouble(self) -> str | None:
        """Let it say nothing, unheard; give what went wrong in one line, None where it works."""
        speaking = Speaking(self, b" ")
        speaking.wait(PATIENCE_S)
        return speaking.end()


class Speaking:
    """An engine at work on one sentence, in a process of its own, until `end` is called.

    Nothing here raises for what the engine does; `end` tells it. The process gets a group of its
    own, so that Ctrl-C in the terminal passes it by and all that it started ends with it.
    """

    def __init__(self, engine: Engine, text: bytes) -> None:
        self._engine = engine
        self._problem: str | None = None
        self._begin_s = time.monotonic()
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None
        try:
            self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `end`
            self._process = subprocess.Popen(
                (*engine.command, text) if engine.by_argument else engine.command,
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=self._complaints,
                start_new_session=True,
            )
        except OSError as error:
            self._problem = f"cannot be started ({error.strerror})"
            return
        pipe = self._process.stdin
        if pipe is not None:
            # What is said fits into any pipe, so this does not wait; a program that has ended
            # already says by its status how.
            with suppress(OSError), pipe:
                pipe.write(b"" if engine.by_argument else text)

    @property
    def over(self) -> bool:
        """Whether it has ended, well or not."""
        return self._process is None or self._process.poll() is not None

    @property
    def lasted_s(self) -> float:
        """How long ago it was begun."""
        return time.monotonic() - self._begin_s

    def wait(self, patience_s: float) -> None:
        """Wait until it is over, but not longer than that."""
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(patience_s)

    def end(self) -> str | None:
        """Cut it short where it is not over; say in one line what went wrong, None for nothing."""
        if self._process is not None and not self.over:
            self._problem = f"no end within {self.lasted_s:.0f} s"
            _kill(self._process)
            _run_unseen(self._engine.hush)
        complaint = self._last_words()
        if self._process is None or self._problem is not None:
            return self._problem
        if self._process.returncode:
            return complaint or f"it ended with status {self._process.returncode}"
        # Without a sound card espeak ends well all the same; only its last line tells.
        silent = complaint.lower().startswith("error")
        return f"it finds no sound device ({complaint})" if silent else None

    def _last_words(self) -> str:
        if self._complaints is None:
            return ""
        with self._complaints as file:
            file.seek(0)
            lines = file.read(MOST_COMPLAINTS).decode(errors="replace").splitlines()
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return "".join(char if char.isprintable() else " " for char in last)[:MOST_WORDS]


def find_engines() -> tuple[Engine, ...]:
    """Give what can speak here, the best first; empty where nothing can."""
    if sys.platform == "win32":
        found = (_windows(),)
    elif sys.platform == "darwin":
        found = (_reading("say", "-f", "-"),)
    else:
        found = (
            _windows_below(),
            _speech_dispatcher(),
            _reading("espeak-ng", "-v", "en", "--stdin"),
            _reading("espeak", "-v", "en", "--stdin"),
        )
    return tuple(engine for engine in found if engine is not None)


def find_players(rate: int) -> tuple[Engine, ...]:
    """Give the programs that play 16-bit samples, one channel, from their standard input."""
    found = (
        _reading("paplay", "--raw", "--format=s16le", f"--rate={rate}", "--channels=1"),
        _reading("aplay", "-q", "-t", "raw", "-f", "S16_LE", "-r", str(rate), "-c", "1"),
    )
    return tuple(player for player in found if player is not None)


def advice() -> str:
    """Say what would let this machine speak."""
    return ADVICE.get(sys.platform, ADVICE["linux"])


def _reading(name: str, *arguments: str) -> Engine | None:
    """An engine that reads its standard input."""
    path = shutil.which(name)
    return Engine(name, (path, *arguments)) if path else None


def _speech_dispatcher() -> Engine | None:
    path = shutil.which("spd-say")
    if path is None:
        return None
    command = (path, "--wait", "--language", "en", "--")
    return Engine("spd-say", command, by_argument=True, hush=(path, "--stop"))


def _windows() -> Engine | None:
    # By its full path: a search on Windows begins in the current folder, which may be anybody's.
    root = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"))
    path = root / "System32" / "WindowsPowerShell" / "v1.0" / "powershell.exe"
    return _powershell(str(path)) if path.is_file() else None


def _windows_below() -> Engine | None:
    """Windows' voice under WSL, where Linux itself often has no sound."""
    path = shutil.which("powershell.exe") if "microsoft" in platform.release().lower() else None
    return _powershell(path) if path else None


def _powershell(path: str) -> Engine:
    return Engine("Windows speech", (path, "-NoProfile", "-NonInteractive", "-Command", _WINDOWS))


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and what it started, at once."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _run_unseen(command: tuple[str, ...]) -> None:
    """Run a command for what it does; where it fails, nothing is lost."""
    if not command:
        return
    silent = subprocess.DEVNULL
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(
            command, stdin=silent, stdout=silent, stderr=silent, timeout=HUSH_S, check=False
        )
