"""Render the sample clips, photos and their truth again: `python -m samples.make --help`."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import cv2

from samples.catalog import PHOTOS, SAMPLES, Sample
from samples.encode import Image, write_clip
from samples.mannequin.paint import paint
from samples.recipes import recipes, shipped
from samples.truth import HERE, LABEL, frame_times, write_truth


def pictures(sample: Sample) -> Iterator[Image]:
    """Every frame of a sample, painted."""
    for moment_s in frame_times(sample):
        moment = sample.motion.at(float(moment_s))
        yield paint(moment.skeleton, sample.setting, moment.belt_m)


def render(name: str, sample: Sample, folder: Path) -> None:
    """Write a sample's picture or clip and its truth into a folder."""
    if sample.photo_s is not None:
        image = next(pictures(sample))
        cv2.imwrite(str(folder / f"{name}.jpg"), image, [cv2.IMWRITE_JPEG_QUALITY, 92])
    else:
        write_clip(folder / f"{name}.mp4", pictures(sample), sample.fps, f"{LABEL}: {name}")
    write_truth(name, sample, folder)


def main() -> None:
    """Render the samples that are named, or all."""
    known = {**SAMPLES, **PHOTOS, **recipes()}
    parser = argparse.ArgumentParser(prog="python -m samples.make", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="samples to render (default: all that are shipped)"
    )
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to")
    parser.add_argument("--list", action="store_true", help="list the samples and stop")
    arguments = parser.parse_args()
    if arguments.list:
        for name, sample in known.items():
            print(f"{name:34} {sample.check:20} {sample.view:10} {', '.join(sample.faults)}")
        return
    unknown = [name for name in arguments.names if name not in known]
    if unknown:
        parser.error(f"no sample named {unknown[0]}; --list shows the names")
    arguments.out.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    for name in arguments.names or shipped():
        started = time.perf_counter()
        render(name, known[name], arguments.out)
        print(f"{name}: {time.perf_counter() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
