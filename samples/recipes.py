"""Clips that are rendered on demand: the cases of `tests/cases` that give themselves a sample name.

A case that moves the stick figure through `keys` (or holds a `pose`) is a recipe for the mannequin
as well: the words are the same. A few of them are shipped, so that the whole way is tried on them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from samples.catalog import PHOTOS, SAMPLES, YAW, Sample
from samples.mannequin.angles import Key, movement
from samples.mannequin.ball import Ball
from samples.mannequin.camera import Camera
from samples.mannequin.outfits import BLUE, GREEN, RED, VIOLET, Outfit
from samples.mannequin.paint import Setting
from samples.mannequin.room import Room
from samples.mannequin.scenes.motion import Motion
from samples.mannequin.stool import Stool

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CASES = Path(__file__).parents[1] / "tests" / "cases"
FPS = 15  # exercises on the floor are slow, and every frame takes a fifth of a second to paint
LOW_M = 1.1  # a body that stays below is filmed from near the floor, in a wide picture
OUTFITS = (BLUE, RED, VIOLET, GREEN)
SHIPPED = (
    "bridge-good",
    "good-morning-squat",
    "plank-sag",
    "prone-lift-good",
    "single-leg-squat-good",
)
"""Whose clips lie in this folder; they all wear the same, whatever recipe comes before them."""


def recipes() -> dict[str, Sample]:
    """Give every sample that a case describes, by its name."""
    found: dict[str, Sample] = {}
    for path in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            if "sample" in case:
                outfit = OUTFITS[len(found) % len(OUTFITS)]
                worn = BLUE if case["sample"] in SHIPPED else outfit
                found[case["sample"]] = _sample(path.stem.replace("_", "-"), case, worn)
    return found


def shipped() -> dict[str, Sample]:
    """Give every clip and photo that lies in this folder, by its name."""
    described = recipes()
    return {**SAMPLES, **PHOTOS, **{name: described[name] for name in SHIPPED}}


def _sample(check: str, case: dict[str, Any], outfit: Outfit) -> Sample:
    motion = _motion(case)
    heights = [
        float(motion.at(time_s).skeleton.landmarks()[:, 1].max())
        for time_s in _times(motion.duration_s)
    ]
    low = max(heights) < LOW_M
    yaw = YAW.get(case["view"], case["view"])  # a number where no name is exact enough
    camera = Camera(
        yaw,
        distance_m=3.8,
        height_m=0.45 if low else 1.0,
        target=(0.0, 0.42, 0.0) if low else (0.0, 0.95, 0.0),
        size_px=(760, 460) if low else (480, 640),
        span_m=1.55 if low else 2.3,
    )
    ball = Ball(**case["ball"]) if "ball" in case else None
    stool = Stool(case["stool"]) if "stool" in case else None
    faults = tuple(
        key.removesuffix("-left").removesuffix("-right")
        for key, word in case.get("expect", {}).items()
        if word == "fault"
    )
    return Sample(
        check,
        min(YAW, key=lambda name: abs(YAW[name] - yaw)),
        motion,
        Setting(camera, Room(), outfit, ball=ball, stool=stool),
        tuple(dict.fromkeys(faults)),
        int(case.get("sample_fps", FPS)),
        options=case.get("options", {}),
    )


def _times(duration_s: float) -> list[float]:
    return [duration_s * i / 12 for i in range(13)]


def _motion(case: dict[str, Any]) -> Motion:
    held = [{"at_s": 0.0, **case["pose"]}] if "pose" in case else case["keys"]
    keys = [
        Key(key["at_s"], {name: value for name, value in key.items() if name != "at_s"})
        for key in held
    ]
    if "stand_s" in case:
        later = case["stand_s"] + 1.0
        moved = [Key(later + key.at_s, key.angles) for key in keys]
        keys = [Key(0.0, {}), Key(case["stand_s"], {}), *moved]
    return movement(keys, keys[-1].at_s + case.get("seconds", 0.0))
