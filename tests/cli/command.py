"""The command line as somebody meets it: words in; status, stdout, stderr and files out."""

import contextlib
import io
import signal
import subprocess
import sys
from dataclasses import dataclass
from unittest import mock

from posecheck.cli import main

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Said:
    """What a command left: its exit status and its words."""

    status: int
    out: str
    err: str

    @property
    def complaint(self):
        """The one line about what is wrong; a failing command says nothing else."""
        lines = [line for line in self.err.splitlines() if not line.endswith(" ...")]
        assert (self.status, self.out) == (2, ""), self
        assert len(lines) == 1, self.err
        assert lines[0].startswith("posecheck: ")
        return lines[0].removeprefix("posecheck: ")


def posecheck(*words):
    """Run a command in this process, as `posecheck WORDS` would."""
    out, err = io.StringIO(), io.StringIO()
    handlers = [signal.getsignal(number) for number in SIGNALS]
    try:
        with (
            mock.patch.object(sys, "argv", ["posecheck", *map(str, words)]),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            main()
    except SystemExit as end:
        return Said(end.code, out.getvalue(), err.getvalue())
    finally:
        for number, handler in zip(SIGNALS, handlers, strict=True):
            signal.signal(number, handler)
    raise AssertionError("the command line did not end")


def program(*words):
    """The command for a process of its own."""
    return [sys.executable, "-m", "posecheck", *map(str, words)]


def apart(*words, **more):
    """Run a command in a process of its own."""
    done = subprocess.run(program(*words), capture_output=True, text=True, check=False, **more)
    return Said(done.returncode, done.stdout, done.stderr)
