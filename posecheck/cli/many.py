"""The command for many clips, and how it shows where it is."""

from __future__ import annotations

import sys
import time
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from posecheck.cli import options as opt
from posecheck.cli import show

if TYPE_CHECKING:
    from posecheck.run.batch.cluster import Cluster
    from posecheck.run.batch.lists import Item
    from posecheck.run.batch.watch import Outcome, State
    from posecheck.run.batch.writing import Written
    from posecheck.run.crew import Crew

SOME_FAILED = 3
LINE_EVERY_S = 60.0
_WHERE = "Where it runs"


class EngineName(str, Enum):
    """What runs the tasks of a batch."""

    local = "local"
    ray = "ray"


def batch(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH",
            help="Clips, folders of clips, globs, a list (.txt) or a table (.csv) with the columns "
            "clip, check, person, height, date, notes, group.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="DIR", help="Folder for all results.", rich_help_panel=opt.OUT_PANEL
        ),
    ],
    check: opt.Check = "auto",
    option: opt.Variant = None,
    no_annotate: opt.NoAnnotate = False,
    roll: opt.Roll = None,
    height: opt.Height = None,
    speed: opt.Speed = None,
    time_scale: opt.TimeScale = 1.0,
    mirrored: opt.Mirrored = False,
    view: opt.View = None,
    side: opt.Side = None,
    subject: opt.Subject = None,
    baseline: opt.Baseline = None,
    start: opt.Start = None,
    end: opt.End = None,
    blur_face: opt.BlurFace = False,
    model: opt.Model = None,
    workers: opt.WorkerCount = None,
    engine: Annotated[
        EngineName,
        typer.Option(help="Where it runs: this machine, or a Ray cluster.", rich_help_panel=_WHERE),
    ] = EngineName.local,
    address: Annotated[
        str | None,
        typer.Option(
            metavar="A",
            help="Of the Ray cluster, such as 10.0.0.1:6379; without it one is started here.",
            rich_help_panel=_WHERE,
        ),
    ] = None,
    fail_on: opt.FailOnOption = None,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json", help="Print batch.json instead of a summary.", rich_help_panel=opt.OUT_PANEL
        ),
    ] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Judge again what is finished.", rich_help_panel=opt.OUT_PANEL
        ),
    ] = False,
) -> None:
    """Judge many clips: a folder each, and one page and table of all; run again, it goes on.

    Example: posecheck batch clips --out results
    """
    with _engine(engine, address, workers) as running:
        from posecheck.detect.bundle import load_bundle

        bundle = load_bundle(model)
        running.load(bundle.content)  # first: its processes open it while this one imports the rest
        asked = opt.clip_options(
            bundle,
            check=check,
            option=option,
            out=None,
            no_annotate=no_annotate,
            roll=roll,
            height=height,
            speed=speed,
            time_scale=time_scale,
            mirrored=mirrored,
            view=view,
            side=side,
            subject=subject,
            baseline=baseline,
            start=start,
            end=end,
            blur_face=blur_face,
            force=force,
        )
        from posecheck.run.batch.batch import judge_batch
        from posecheck.run.batch.watch import Watch

        progress = BatchProgress()
        try:
            done = judge_batch(paths, asked, out, running, Watch(progress.ended, progress.state))
        except KeyboardInterrupt:
            progress.stopped()
            raise
        finally:
            progress.end()
    _conclude(done, fail_on, as_json=as_json)


def _conclude(done: Written, fail_on: opt.FailOn | None, *, as_json: bool) -> None:
    counts = done.counts
    if as_json:
        text = (done.page.parent / "batch.json").read_text(encoding="utf-8")
        show.say(text.rstrip())
    else:
        words = [f"{number} {name}" for name, number in counts.verdicts.items() if number]
        failed = [f"{counts.failed} failed"] if counts.failed else []
        show.say(f"{counts.clips} clips: {', '.join([*words, *failed])}")
        if done.left_out:
            files = "1 file is" if done.left_out == 1 else f"{done.left_out} files are"
            where = "batch.json names what was left out, and posecheck image judges photos"
            show.say(f"{files} no clip; {where}.")
        show.say(f"Summary: {done.page}")
    if counts.failed:
        raise typer.Exit(SOME_FAILED)
    opt.fail([name for name, number in counts.verdicts.items() if number], fail_on)


def _engine(name: EngineName, address: str | None, workers: int | None) -> Crew | Cluster:
    """Make the engine; on entering it processes start, which import while this one does."""
    from posecheck.errors import SourceError
    from posecheck.run.batch.limits import fitting
    from posecheck.run.workers import usable_cores

    if name is EngineName.ray:
        from posecheck.run.batch.cluster import Cluster

        return Cluster(address, workers)
    if address is not None:
        raise SourceError("--address belongs to --engine ray; name that too, or leave it out")
    from posecheck.run.crew import Crew

    return Crew(workers or fitting(len(usable_cores())))


class BatchProgress:
    """A line for each finished clip, and on a terminal a line below that says how far it is."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._shown_s = -LINE_EVERY_S
        self._width = 0
        self._last: State | None = None

    def ended(self, item: Item, outcome: Outcome, state: State) -> None:
        """Tell what became of a clip."""
        from posecheck.run.batch.tasks import Finished
        from posecheck.run.batch.writing import plain

        if isinstance(outcome, Finished):
            said: str = outcome.verdict
        else:
            said = f"FAILED: {plain(outcome.reason)}"
        self._last = state
        self._clear()
        show.note(f"[{state.done}/{state.total}] {plain(item.name)}: {said}")

    def state(self, state: State) -> None:
        """Tell how far the batch is, where there is a terminal; now and then elsewhere."""
        now_s = time.monotonic()
        if now_s - self._shown_s < (0.25 if self._live else LINE_EVERY_S):
            return
        first, self._shown_s = self._shown_s < 0, now_s
        line = state_line(state)
        if self._live:
            import shutil

            line = line[: shutil.get_terminal_size().columns - 1]
            sys.stderr.write("\r" + line.ljust(self._width))
            sys.stderr.flush()
            self._width = len(line)
        elif not first:
            show.note(line)

    def stopped(self) -> None:
        """Tell what is kept of a batch that was stopped."""
        self._clear()
        if self._last is not None:
            kept = f"{self._last.done} of {self._last.total} clips are done and kept"
            show.note(f"{kept}; run the same command again, and it goes on from there")

    def end(self) -> None:
        """Leave the terminal clean."""
        self._clear()

    def _clear(self) -> None:
        if self._live and self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            self._width = 0


def state_line(state: State) -> str:
    """Say how far a batch is: clips, speed, time left, and what is at work."""
    from posecheck.run.batch.writing import plain

    parts = [f"{state.done} of {state.total} clips"]
    if state.failed:
        parts.append(f"{state.failed} failed")
    if state.fps > 0:
        parts.append(f"{state.fps:.0f} frames/s")
    if state.left_s is not None:
        parts.append(f"{_time(state.left_s)} left")
    if state.running:
        parts.append("now " + ", ".join(plain(name)[-30:] for name in state.running[:4]))
    return "  ".join(parts)


def _time(seconds: float) -> str:
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
