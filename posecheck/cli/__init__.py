"""The command line: a thin shell over posecheck.run, and the only place that prints."""

from __future__ import annotations

import os
import signal
import sys

from posecheck.errors import PosecheckError


def main() -> None:
    """Run the command line; errors the user can mend become one line and exit status 2."""
    from posecheck.cli.app import app

    signal.signal(signal.SIGTERM, _interrupt)
    try:
        app(standalone_mode=True, prog_name="posecheck")
    except PosecheckError as error:
        print(f"posecheck: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("posecheck: interrupted; nothing half-written was left", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _interrupt(number: int, frame: object) -> None:
    """End on SIGTERM as on Ctrl-C, so that workers stop and half-written folders go."""
    del number, frame
    raise KeyboardInterrupt
