"""How exactly the pelvis line follows in clips: `python -m samples.pelvis_clips`.

The pose model follows each clip, the looks in the picture go where its landmarks send them, and
what is read is what posecheck would judge. The angle is compared with the tilt that was set, less
what the same clip's quiet standing reads. Prints a table; about eight minutes on one core.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import cv2
import numpy as np

from posecheck.detect.bundle import LoadedBundle, load_bundle
from posecheck.track import PELVIS
from samples.mannequin.camera import Camera
from samples.mannequin.paint import Setting, paint
from samples.mannequin.posture import Posture, standing
from samples.mannequin.scenes.gait import Gait
from samples.mannequin.scenes.one_leg import Support, on_one_leg
from samples.mannequin.scenes.running import Run, run_posture
from samples.mannequin.skeleton import Side, Skeleton, solve
from samples.pelvis import LEANS, OUTFITS, SHOWN, UNSEEN, VIEWS, Seen, dressed, tilt, told
from samples.sweep.observe import prepared, watched

SLOW_FPS, RUNNING_FPS = 10, 30
STEPS = 9  # pictures from the least to the most
WARM, STAND = 4, 8  # pictures before any count, and of quiet standing
LEAST_DROP, MOST_DROP = -4.0, 16.0
PURE_LEAN = 12.0
CYCLE_S = 0.714
RUNS = {  # drop, and lean towards the standing leg
    "running": ((0.0, 1.0), (5.0, 1.0), (10.0, 1.0)),
    "running with": ((10.0, -7.0),),
    "running against": ((10.0, 7.0),),
    "running lean": ((0.0, 7.0), (0.0, -7.0)),
}


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of a clip: its posture, the group it counts in; none where it only leads in.

    leg: the standing one, where that matters.
    """

    posture: Posture
    group: str = ""
    leg: str = ""


def slow() -> list[Shot]:
    """Quiet standing, then drops and pure leans on either leg, each from least to most."""
    shots = [*_held(standing()), *(Shot(standing(), "standing") for _ in range(STAND))]
    sides: tuple[Side, ...] = ("left", "right")
    share = 0.5 - 0.5 * np.cos(np.pi * np.arange(STEPS) / (STEPS - 1))
    for side, (name, leaning) in product(sides, LEANS.items()):
        drops = LEAST_DROP + (MOST_DROP - LEAST_DROP) * share
        supports = [Support(side, 8.0, 3.0, float(d), side_lean=leaning * float(d)) for d in drops]
        shots += _led_in(name, [on_one_leg(one) for one in supports], side)
    for side in sides:
        leans = PURE_LEAN * (2 * share - 1)
        supports = [Support(side, 8.0, 3.0, 0.0, side_lean=float(lean)) for lean in leans]
        shots += _led_in("pure lean", [on_one_leg(one) for one in supports], side)
    return shots


def running() -> list[Shot]:
    """Quiet standing, then a cycle with each of some drops and leans."""
    shots = [*_held(standing()), *(Shot(standing(), "standing") for _ in range(STAND))]
    phases = np.arange(0.0, 1.0, 1 / (CYCLE_S * RUNNING_FPS))
    for name, runs in RUNS.items():
        for drop, lean in runs:
            run = Run(gait=Gait(pelvic_drop=drop), side_lean=lean)
            shots += _led_in(name, [run_posture(run, float(phase)) for phase in phases])
    return shots


def _held(posture: Posture) -> list[Shot]:
    return [Shot(posture) for _ in range(WARM)]


def _led_in(group: str, postures: Sequence[Posture], leg: str = "") -> list[Shot]:
    return [*_held(postures[0]), *(Shot(one, group, leg) for one in postures)]


def film(
    shots: Sequence[Shot], setting: Setting, fps: int, person: str, bundle: LoadedBundle
) -> Iterator[Seen]:
    """Paint a clip, let the model follow it, and give what is read of the pelvis in each frame."""
    bodies: dict[int, Skeleton] = {}
    for shot in shots:
        bodies.setdefault(id(shot.posture), solve(shot.posture.pose()))
    painted = {key: paint(body, setting) for key, body in bodies.items()}
    images = [painted[id(shot.posture)] for shot in shots]
    track = prepared(watched(images, np.arange(len(images)) / fps, bundle))
    for shot, row in zip(shots, track.channels[PELVIS], strict=True):
        if shot.group:
            true = tilt(bodies[id(shot.posture)], setting.camera)
            yield Seen(shot.group, person, true, float(row[0]), shot.leg)


def sweep(way: str, height_px: int, bundle: LoadedBundle) -> Iterator[Seen]:
    """Film every outfit in a way from front and back, running from the back."""
    for (name, outfit), (view, yaw) in product(OUTFITS.items(), VIEWS.items()):
        camera = Camera(yaw, size_px=(round(height_px * 0.75), height_px))
        setting = Setting(camera, outfit=dressed(way, outfit))
        yield from film(slow(), setting, SLOW_FPS, f"{name} {view}", bundle)
        if view == "back":
            yield from film(running(), setting, RUNNING_FPS, f"{name} running", bundle)


def levelled(seen: Sequence[Seen]) -> list[Seen]:
    """Make one picture of quiet standing of all that a clip has, the median of what was read."""
    people = dict.fromkeys(one.person for one in seen)
    rest = []
    for person in people:
        own = [one for one in seen if (one.group, one.person) == ("standing", person)]
        read = [one.read for one in own if np.isfinite(one.read)]
        rest.append(replace(own[0], read=float(np.median(read)) if read else float("nan")))
    return [*rest, *(one for one in seen if one.group != "standing")]


def main() -> None:
    """Print the table for every way in which hips are shown or hidden."""
    parser = argparse.ArgumentParser(prog="python -m samples.pelvis_clips", description=__doc__)
    parser.add_argument("--height", type=int, default=640, help="of the pictures, in pixels")
    parser.add_argument("--ways", nargs="*", default=[*SHOWN, *UNSEEN], help="of showing the hips")
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    bundle = load_bundle()
    for way in asked.ways:
        for line in told(way, levelled(list(sweep(way, asked.height, bundle)))):
            print(line, flush=True)


if __name__ == "__main__":
    main()
