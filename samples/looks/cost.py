"""What looking again costs beside the model: `python -m samples.looks.cost [CLIP...]`.

Processor time of both in one process, by turns of as many pictures as posecheck takes; opening the
model does not count. About a minute for the shipped clips.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from posecheck.capture.clip import probe
from posecheck.capture.reader import Frame, frames
from posecheck.detect.bundle import load_bundle
from posecheck.detect.landmarker import Landmarker
from posecheck.detect.looks import SecondLook
from posecheck.run.block import AT_A_TIME, LONG_SIDE_PX
from posecheck.shipped import shipped

Floats = NDArray[np.float64]
Detect = Callable[[Frame], Floats | None]
Look = Callable[[NDArray[np.uint8], Floats | None, float], Floats]

SHIPPED = (
    "running-rear-good",
    "single-leg-landing-good",
    "single-leg-stance-good",
    "single-leg-squat-good",
    "wall-angel-good",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds over so many frames."""

    frames: int = 0
    model_s: float = 0.0
    looks_s: float = 0.0

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.frames + other.frames,
            self.model_s + other.model_s,
            self.looks_s + other.looks_s,
        )

    def line(self, name: str) -> str:
        """Put it in one line: milliseconds a frame, and the share."""
        model, looks = (1e3 * seconds / self.frames for seconds in (self.model_s, self.looks_s))
        share = self.looks_s / self.model_s
        return (
            f"{name:30} {self.frames:5d} frames  model {model:6.2f} ms  looks {looks:6.3f} ms"
            f"  {share:5.1%}"
        )


def cost(pictures: Iterable[Frame], detect: Detect, look: Look) -> Cost:
    """Detect and look, turn by turn."""
    spent, coming = Cost(), iter(pictures)
    while together := list(islice(coming, AT_A_TIME)):
        start = time.process_time()
        people = [detect(frame) for frame in together]
        detected = time.process_time()
        for frame, person in zip(together, people, strict=True):
            look(frame.rgb, person, frame.time_s)
        looked = time.process_time()
        spent += Cost(len(together), detected - start, looked - detected)
    return spent


def of_clip(path: Path, bundle: bytes) -> Cost:
    """Look through a clip as posecheck does."""
    with Landmarker(bundle) as landmarker, frames(probe(path), long_side=LONG_SIDE_PX) as reader:

        def detect(frame: Frame) -> Floats | None:
            people = landmarker.detect(frame.rgb, round(frame.time_s * 1000))
            return people[0] if people else None

        return cost(reader, detect, SecondLook())


def main() -> None:
    """Print a line a clip, and one for all of them."""
    parser = argparse.ArgumentParser(prog="python -m samples.looks.cost", description=__doc__)
    parser.add_argument("clips", nargs="*", type=Path, help="by default shipped ones")
    clips = parser.parse_args().clips or [shipped(f"samples/{name}.mp4") for name in SHIPPED]
    cv2.setNumThreads(1)
    bundle, total = load_bundle().content, Cost()
    for clip in clips:
        spent = of_clip(clip, bundle)
        total += spent
        print(spent.line(clip.stem), flush=True)
    print(total.line("all"))


if __name__ == "__main__":
    main()
