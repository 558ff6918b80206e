"""This machine's speed against its own floor, everything measured in one run.

The aims are ratios, so that they mean the same on any machine; a busy one blurs them.
"""

from __future__ import annotations

import json
import math
import os
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np

from posecheck.detect.bundle import find_bundle, load_bundle
from posecheck.errors import PosecheckError
from posecheck.run.live_cost import dearest_us
from posecheck.run.timed import Timing, python, timed
from posecheck.run.workers import usable_cores
from posecheck.shipped import shipped
from posecheck.track import load

SAMPLE = "samples/running-side-upright.mp4"
LONG = 2  # times the clip: what memory grows by is the difference to once
PLAIN_RUNS, HELP_RUNS = 2, 5
QUIET = 0.7  # programs that wanted a core over the last minute

OF_FLOOR, OF_NAIVE = 0.85, 1.5
LIVE_MEDIAN, LIVE_P99 = 0.01, 0.10
KB_A_FRAME = 6.0
HELP_S, FIRST_FRAME_S = 0.4, 2.5


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, and the aim, None where it is there to compare."""

    name: str
    value: str
    aim: str = ""
    met: bool | None = None

    def line(self) -> str:
        """Put it in one plain line."""
        mark = {True: "ok", False: "NO", None: "  "}[self.met]
        return f"{mark:2s} {self.name:44s} {self.value:>22s}  {self.aim}".rstrip()


@dataclass(frozen=True, slots=True)
class Floor:
    """CPU milliseconds a frame on one core, and the frames of the clip."""

    frames: int
    decode_ms: float
    landmarker_ms: float
    landmarker_median_ms: float
    network_ms: float

    def seconds(self, cores: int) -> float:
        """How long the clip takes a loop around MediaPipe that loses no time at all."""
        return self.frames * (self.decode_ms + self.landmarker_ms) / 1e3 / cores

    def mean(self, other: Floor) -> Floor:
        """Put two measurements of a clip together, from before and after what is compared to it.

        The speed of a machine wanders by a tenth within minutes.
        """
        pairs = zip(astuple(self), astuple(other), strict=True)
        frames, *times_ms = (sum(pair) / 2 for pair in pairs)
        return Floor(round(frames), *times_ms)


def run_bench(
    file: Path | None = None, *, seconds: float = 60.0, model: str | None = None
) -> Iterator[str]:
    """Give the lines of the table as they come.

    file: a clip; None loops the shipped sample to that many seconds. model: as for the commands.
    Raises PosecheckError where the clip cannot be judged. Takes some thirteen times as long as
    judging the clip.
    """
    yield f"{len(usable_cores())} cores; whole programs with their start{_busy()}"
    rows = []
    for row in measure(file, seconds=seconds, model=model):
        rows.append(row)
        yield row.line()
    aims = [row.met for row in rows if row.met is not None]
    yield f"{sum(aims)} of {len(aims)} aims met"


def _busy() -> str:
    """Warn where other programs share the cores: then the ratios mean little."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return f"; BUSY MACHINE (load {load:.1f}): repeat it when it is quiet" if load > QUIET else ""


def measure(
    file: Path | None = None, *, seconds: float = 60.0, model: str | None = None
) -> Iterator[Row]:
    """Measure one thing after the other and give each as soon as it is known; see `run_bench`."""
    from posecheck.capture.clip import probe

    load_bundle(model)  # what is wrong is said here rather than by every program
    bundle = find_bundle(model)
    if file is not None:
        probe(file)
    with tempfile.TemporaryDirectory(prefix="posecheck-bench-") as name:
        folder = Path(name)
        clip = loop(shipped(SAMPLE), folder / "loop.mp4", seconds) if file is None else file
        runs = _Runs(clip, folder, model)
        before = _floor(clip, bundle)
        twice = [runs.run("plain", "--no-annotate") for _ in range(PLAIN_RUNS)]
        floor = before.mean(_floor(clip, bundle))
        yield from _floor_rows(floor)
        yield from _plain_rows(twice, floor)
        naive = timed(
            python(
                "posecheck.run.yardsticks", "naive", str(clip), str(bundle), str(folder / "n.mp4")
            )
        )
        yield from _annotated_rows(runs.run("annotated"), naive, floor.frames)
        yield from _memory_rows(runs, floor)
        yield from _live_rows(folder / "plain", floor)
        help_s = statistics.median(
            timed(python("posecheck", "--help")).seconds for _ in range(HELP_RUNS)
        )
        yield _at_most("posecheck --help", help_s, HELP_S, "s")


def loop(sample: Path, path: Path, seconds: float) -> Path:
    """Write a sample over and over until it lasts that long, at its own pace; at least once."""
    from posecheck.capture.clip import probe
    from posecheck.capture.reader import frames
    from posecheck.capture.recorder import Recorder

    info = probe(sample)
    times = max(1, math.ceil(seconds / info.duration_s))
    with Recorder(path, (info.width, info.height), fps_hint=info.fps) as recorder:
        for time_number in range(times):
            with frames(info) as reader:
                for frame in reader:
                    at_s = time_number * info.duration_s + frame.time_s
                    if at_s < seconds or not time_number:
                        recorder.write(frame.rgb, at_s)
    return path


class _Runs:
    """Judges the clip as the command line does, and keeps what was measured of each run."""

    def __init__(self, clip: Path, folder: Path, model: str | None) -> None:
        self._clip, self._folder = clip, folder
        self._model = ["--model", model] if model else []
        self.done: list[Timing] = []

    def run(self, name: str, *options: str) -> Timing:
        """Judge the clip into a folder of that name."""
        timing = self._timed(self._clip, name, *options)
        self.done.append(timing)
        return timing

    def longer(self, *options: str) -> Timing:
        """Judge the clip shown LONG times in a row."""
        from posecheck.capture.repeat import repeat

        clip = self._folder / f"long{self._clip.suffix}"
        if not clip.exists():
            repeat(self._clip, clip, LONG)
        return self._timed(clip, "long", *options)

    def _timed(self, clip: Path, name: str, *options: str) -> Timing:
        out = ["--out", str(self._folder / name), "--force"]
        return timed(python("posecheck", "video", str(clip), *out, *self._model, *options))


def _floor(clip: Path, bundle: Path) -> Floor:
    found = json.loads(
        timed(python("posecheck.run.yardsticks", "floor", str(clip), str(bundle))).out
    )
    if not found["frames"]:
        raise PosecheckError(f"{clip}: OpenCV reads no frame of it; give another clip")
    return Floor(**found)


def _floor_rows(floor: Floor) -> Iterator[Row]:
    yield Row("decoding, one core", f"{floor.decode_ms:.1f} ms CPU a frame")
    yield Row("landmarker, one core", f"{floor.landmarker_ms:.1f} ms CPU a frame")
    if not math.isnan(floor.network_ms):
        yield Row("bare landmark network, one core", f"{floor.network_ms:.1f} ms CPU a frame")
    cores = len(usable_cores())
    yield Row(f"floor of the clip on {cores} cores", _rate(floor.frames, floor.seconds(cores)))


def _plain_rows(runs: Sequence[Timing], floor: Floor) -> Iterator[Row]:
    seconds = statistics.fmean(run.seconds for run in runs)
    yield Row("posecheck video --no-annotate", _rate(floor.frames, seconds))
    share = floor.seconds(len(usable_cores())) / seconds
    yield _at_least("  share of the floor's speed", share, OF_FLOOR)
    first_s = statistics.fmean(run.first_s for run in runs)
    yield _at_most("first frame detected after", first_s, FIRST_FRAME_S, "s")


def _annotated_rows(annotated: Timing, naive: Timing, frames: int) -> Iterator[Row]:
    yield Row("the loop people write", _rate(frames, naive.seconds))
    yield Row("posecheck video, annotated", _rate(frames, annotated.seconds))
    yield _at_least("  times the loop people write", naive.seconds / annotated.seconds, OF_NAIVE)


def _memory_rows(runs: _Runs, floor: Floor) -> Iterator[Row]:
    """Compare the peaks of the clip with those of it shown LONG times in a row, both ways.

    Not with a part of it: workers grow in steps of 2 MB, and less than a minute more hides in one.
    """
    once = runs.done[-2:]
    for name, short, options in zip(
        ("memory a further frame", "  annotated"), once, (["--no-annotate"], []), strict=True
    ):
        grown = (runs.longer(*options).peak_kb - short.peak_kb) / (floor.frames * (LONG - 1))
        if math.isnan(grown):
            yield Row(name, "not told by this system")
        else:
            yield _at_most(name, grown, KB_A_FRAME, "KB")


def _live_rows(result: Path, floor: Floor) -> Iterator[Row]:
    check, each_us = dearest_us(load(result / "track.npz"))
    for name, value, aim in (
        (f"a live frame of {check}, median", float(np.median(each_us)), LIVE_MEDIAN),
        ("  99th percentile", float(np.percentile(each_us, 99)), LIVE_P99),
    ):
        share = value / 1e3 / floor.landmarker_median_ms
        shown = f"{value:.0f} us, {share:.1%}"
        yield Row(name, shown, f"at most {aim:.0%} of the model's", share <= aim)


def _rate(frames: int, seconds: float) -> str:
    return f"{seconds:.1f} s, {frames / seconds:.1f} fps"


def _at_least(name: str, value: float, aim: float) -> Row:
    return Row(name, f"{value:.2f}", f"at least {aim:g}", value >= aim)


def _at_most(name: str, value: float, aim: float, unit: str) -> Row:
    return Row(name, f"{value:.2f} {unit}", f"at most {aim:g} {unit}", value <= aim)
