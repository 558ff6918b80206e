"""Commands about this machine: the pose bundles, what works here, and how fast it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from posecheck.cli import options as opt
from posecheck.cli import show


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
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="A clip.")] = None,
    seconds: Annotated[
        float, typer.Option(metavar="S", help="Loop the sample to that length.", min=2)
    ] = 60.0,
    model: opt.Model = None,
) -> None:
    """Measure this machine's speed against its own floor, in one run."""
    from posecheck.run.bench import run_bench

    for line in run_bench(file, seconds=seconds, model=model):
        show.say(line)
