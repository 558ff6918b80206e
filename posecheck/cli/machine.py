"""Commands about this machine: its cameras, the pose bundles, what works here, and how fast."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from posecheck.cli import options as opt
from posecheck.cli import show

if TYPE_CHECKING:
    from posecheck.capture.cameras import CameraInfo

_MOST_MODES = 6


def cameras() -> None:
    """List the cameras by name, with their sizes and rates."""
    from posecheck.capture import cameras as there

    found = there.list_cameras()
    if not found:
        show.say(f"No camera was found; {there.no_camera_advice()}")
    for one in found:
        known = sys.platform.startswith("linux")  # sizes and rates, before it is switched on
        if not known:
            show.note(f"trying camera {one.index} ...")
        camera = one if known else there.tried(one, clock=time.perf_counter)
        show.say(_camera_line(camera))


def _camera_line(camera: CameraInfo) -> str:
    rates = [
        f"{width} x {height}" + (f" at {rate:.3g} a second" if rate else "")
        for width, height, rate in camera.modes
    ]
    told = ", ".join(rates[:_MOST_MODES]) or camera.note or "sizes not known"
    name = "".join(char if char.isprintable() else "?" for char in camera.name)
    return f"{camera.index:<3d} {name:32s} {told}"


def models(
    fetch: Annotated[
        str | None, typer.Option(metavar="NAME", help="Download lite, full or heavy.")
    ] = None,
    trust: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Trust a bundle from now on, by your word.")
    ] = None,
    verify: Annotated[bool, typer.Option("--verify", help="Check every bundle's hash.")] = False,
) -> None:
    """List, verify, fetch and trust pose bundles."""
    from posecheck.detect import bundle
    from posecheck.detect import fetch as fetching

    if fetch is not None:
        progress = show.Progress()
        found = fetching.fetch(
            fetch, lambda done, total: progress(f"fetching {fetch}", done, total)
        )
        progress.end()
        show.say(f"{found.name}  {found.size} bytes  SHA-256 {found.sha256}")
        show.say(f"Not trusted yet; to use it: posecheck models --trust {found.path}")
        return
    if trust is not None:
        loaded = bundle.load_bundle(str(trust), trust=True)
        show.say(f"{loaded.name}: SHA-256 {loaded.sha256} is trusted from now on")
        return
    known = bundle.known_hashes()
    for one in bundle.list_bundles():
        if verify:
            bundle.verify(one)
        state = "known" if one.sha256 in known else "not trusted"
        show.say(f"{one.name:28s} {one.size / 1e6:5.1f} MB  {state}  SHA-256 {one.sha256}")


def doctor() -> None:
    """Say what works on this machine, and what to do about what does not."""
    from posecheck.run.doctor import examine

    findings = examine()
    for one in findings:
        show.say(f"{'ok' if one.ok else 'NO':3s} {one.name:24s} {one.detail}")
        if not one.ok and one.remedy:
            show.say(f"    -> {one.remedy}")
    if not all(one.ok for one in findings):
        raise typer.Exit(2)


def bench(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="A clip of your own, instead of the sample."),
    ] = None,
    seconds: Annotated[
        float, typer.Option(metavar="S", help="Loop the sample to that length.", min=2)
    ] = 60.0,
    model: opt.Model = None,
) -> None:
    """Measure this machine's speed against its own floor, in one run."""
    from posecheck.run.bench import run_bench

    for line in run_bench(file, seconds=seconds, model=model):
        show.say(line)
