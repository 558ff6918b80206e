"""The command line: a thin shell over posecheck.run, and the only place that prints."""

from __future__ import annotations

import atexit
import gc
import io
import math
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence

from posecheck.errors import PosecheckError

INTERRUPTED = 130
HELP = {"--help", "-h"}
_MOMENT_S = 0.02  # until a signal that was swallowed is sent again
_IMPATIENCE_S = 3.0  # a second Ctrl-C this soon must not disturb the clearing away


def main() -> None:
    """Run the command line; errors the user can mend become one line and exit status 2."""
    interrupt = _Interrupt()
    _handle(interrupt)
    sys.unraisablehook = interrupt.passed_over
    # Looking for garbage once more before the end took 0.1 s: what is frozen is not looked at.
    atexit.register(gc.freeze)
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # no file name may stop a result
            stream.reconfigure(errors="backslashreplace")
    status = _flushed(_run())
    _handle(signal.SIG_IGN)  # from here on nothing can be left half-done
    sys.exit(status)


def _handle(handler: _Interrupt | signal.Handlers) -> None:
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Whoever started this may want a signal ignored, as nohup does.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


def _open_closed_streams() -> None:
    """Put nothing where whoever started this closed a stream.

    The next file opened would take its place, and what libraries and workers print would go there.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
            os.set_inheritable(number, True)
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8"))


def _start_early(words: Sequence[str]) -> None:
    """Let the process that workers are forked from import while this one reads the command.

    A clip is detected 0.15 s sooner. Where nothing comes of the command it ends by itself.
    """
    if words[:1] in (["video"], ["demo"]) and not HELP.intersection(words):
        from posecheck.run.spawning import open_stock

        open_stock()


def _run() -> int:
    try:
        _start_early(sys.argv[1:])
        import typer

        from posecheck.cli.app import app

        try:
            status = int(app(standalone_mode=False, prog_name="posecheck") or 0)
        except typer.TyperException as error:
            _complain(_usage(error))
            return 2
    except PosecheckError as error:
        _complain(str(error))
        return 2
    except BrokenPipeError:
        return 1
    except OSError as error:
        if error.filename is None:  # nothing that the user named
            if not _somewhere():
                _complain("the folder you are in is gone; change to one that exists")
                return 2
            raise
        _complain(f"{error.filename}: {error.strerror}; name another one, or mend what is there")
        return 2
    except KeyboardInterrupt:
        status = INTERRUPTED
    if status == INTERRUPTED:  # typer makes a status of Ctrl-C too
        _complain("interrupted; nothing half-written was left")
    return status


def _somewhere() -> bool:
    try:
        os.getcwd()  # noqa: PTH109  pathlib is not worth its import here
    except FileNotFoundError:
        return False
    return True


class _Interrupted(KeyboardInterrupt):
    """An interruption that Python, where it sees one pass by, does not make a death by signal."""


class _Interrupt:
    """Ends on a signal as on Ctrl-C, so that workers stop and half-written folders go."""

    def __init__(self) -> None:
        self._last_s = -math.inf
        self._number: int = signal.SIGINT

    def passed_over(self, swallowed: sys.UnraisableHookArgs) -> None:
        """Interrupt once more, a moment later: a destructor swallows what is raised in it."""
        if not isinstance(swallowed.exc_value, _Interrupted):
            sys.__unraisablehook__(swallowed)
            return
        self._last_s = -math.inf
        again = threading.Timer(_MOMENT_S, os.kill, (os.getpid(), self._number))
        again.daemon = True
        again.start()

    def __call__(self, number: int, frame: object) -> None:
        now_s = time.monotonic()
        if now_s - self._last_s > _IMPATIENCE_S:
            self._last_s, self._number = now_s, number
            raise _Interrupted


def _usage(error: Exception) -> str:
    """Say in one line what is wrong with the words typed, and where the right ones are listed."""
    told = getattr(error, "format_message", error.__str__)().replace("Value error, ", "")
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "posecheck"
    file = next((word for word in sys.argv[1:] if word[0:1] == "-" and os.path.isfile(word)), None)  # noqa: PTH113
    hint = f"; the file of that name is written ./{file}" if file is not None else ""
    return f"{told.rstrip('.')}{hint} ({command} --help explains)"


def _complain(text: str) -> None:
    line = "".join(char if char.isprintable() else " " for char in text)
    print(f"posecheck: {line}", file=sys.stderr)


def _flushed(status: int) -> int:
    """Write out what is still held back; a reader that hung up is not worth a word."""
    if not isinstance(sys.stdout, io.TextIOWrapper):
        return status
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        status = status or 1
    except OSError as error:
        _complain(f"the output cannot be written ({error.strerror}); send it somewhere else")
        status = 2
    else:
        return status
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python tries again
    return status
