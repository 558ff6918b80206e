"""Programs on PATH that stand in for the speech of a system, each with a habit."""

import os
import stat
import sys
from pathlib import Path

HABITS = {
    "speaks": "",
    "fails": "echo 'no voice found' >&2; exit 3",
    "finds no sound card": "echo 'ALSA lib: whatever' >&2; echo 'error: No such file' >&2",
    "hangs": "sleep 600",
}


def install(folder: Path, name: str, habit: str = "speaks") -> Path:
    """Put an engine into a folder; what it was told is kept, a line each, in <name>.heard."""
    path, heard = folder / name, folder / f"{name}.heard"
    words = 'for last; do :; done; echo "$last"' if name == "spd-say" else "cat; echo"
    told = f'printf "%s\\n" "$*" >> "{folder / name}.told"'
    path.write_text(f'#!/bin/sh\n{told}\n{{ {words}; }} >> "{heard}"\n{HABITS[habit]}\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def heard(folder: Path, name: str) -> list[str]:
    """What an engine was given to say."""
    path = folder / f"{name}.heard"
    return path.read_text().split("\n")[:-1] if path.exists() else []


def only(folder: Path, monkeypatch) -> None:
    """Let nothing be found but what lies in the folder, on any system a Linux of its own."""
    system = os.pathsep.join(["/usr/bin", "/bin"])
    for tool in ("sh", "cat", "sleep", "echo", "printf"):
        found = next(Path(d) / tool for d in system.split(os.pathsep) if (Path(d) / tool).exists())
        (folder / tool).symlink_to(found)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("platform.release", lambda: "6.1.0")
