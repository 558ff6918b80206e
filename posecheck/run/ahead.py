"""Imports what comes after detection while this process only waits for others to detect."""

from __future__ import annotations

from importlib import import_module
from threading import Thread

from posecheck.checks import discover

LATER = ("posecheck.run.annotate", "posecheck.feedback.report.page", "jinja2")


def import_ahead() -> None:
    """Begin to import it, on a thread; whoever needs one of these sooner waits for that one."""
    Thread(target=_import_all, daemon=True).start()


def _import_all() -> None:
    for name in LATER:
        import_module(name)
    discover()
