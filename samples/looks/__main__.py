"""Second looks at the picture, against what is true of the mannequin: `python -m samples.looks`.

Thumbs that meet overhead, which posecheck looks at; head tilt and ear from a crop, and the foot's
angle from the shoe's lower edge, which were tried and dropped (docs/traps.md). Each line says what
the model reads and what the look reads; the number in brackets is the error less the mean error.
About four minutes on one core.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import cv2

from posecheck.detect.bundle import load_bundle
from samples.looks import foot, head, thumbs
from samples.looks.seen import Model, told

HEIGHTS_PX = (640, 1080)


def of_thumbs(model: Model) -> Iterator[str]:
    """One line for each way of filming, then all."""
    every = []
    for group, shown in thumbs.GROUPS.items():
        seen = [one for way in shown for one in thumbs.look(model, way)]
        every += seen
        yield told(f"thumbs, {group}", seen, "cm")
    yield told("thumbs, all", every, "cm")


def of_heads(model: Model) -> Iterator[str]:
    """One line for each crop, movement and picture size."""
    for height_px in HEIGHTS_PX:
        for setting, unit in (("head_tilt", "deg"), ("head_forward_m", "cm")):
            pictures = list(head.filmed(model, setting, height_px))
            for crop in head.CROPS:
                seen = list(head.looks(model, setting, crop, pictures))
                yield told(f"{setting}, {height_px}, {crop}", seen, unit)


def of_feet(model: Model) -> Iterator[str]:
    """One line for a lifted foot, one for a stance."""
    for name, lifted in (("foot, lifted", True), ("foot, in a stride", False)):
        yield told(name, list(foot.looks(model, lifted=lifted)), "deg")


PARTS = {"thumbs": of_thumbs, "head": of_heads, "foot": of_feet}


def main() -> None:
    """Print the table for each part of the body."""
    parser = argparse.ArgumentParser(prog="python -m samples.looks", description=__doc__)
    parser.add_argument("--only", nargs="*", choices=PARTS, default=[*PARTS], help="parts to try")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    model = Model(load_bundle())
    for part in arguments.only:
        for line in PARTS[part](model):
            print(line, flush=True)


if __name__ == "__main__":
    main()
