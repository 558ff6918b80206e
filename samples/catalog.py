"""The shipped clips and photos, each declared with what is right and what is wrong in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from samples.mannequin.camera import Camera
from samples.mannequin.outfits import BLUE, GREEN, RED, VIOLET, Outfit
from samples.mannequin.paint import Setting
from samples.mannequin.posture import LegSetting
from samples.mannequin.room import Room
from samples.mannequin.scenes.gait import Gait
from samples.mannequin.scenes.motion import Motion
from samples.mannequin.scenes.one_leg import Landing, Stance, single_leg_landing, single_leg_stance
from samples.mannequin.scenes.running import Run, running
from samples.mannequin.scenes.wall import (
    WALL_BEHIND_M,
    WallAngel,
    WallStand,
    wall_angel,
    wall_posture,
)

ViewName = Literal["side-left", "side-right", "front", "back"]
YAW: dict[ViewName, float] = {"side-left": 90.0, "side-right": -90.0, "front": 0.0, "back": 180.0}
TREADMILL = Room(treadmill=True)


@dataclass(frozen=True, slots=True)
class Sample:
    """One clip, or one photo where `photo_s` is the moment it shows.

    `faults` are the criteria that are clearly wrong in it; every other criterion that the view
    shows is meant to be right. `options` are those of the check that it shows a variant of.
    """

    check: str
    view: ViewName
    motion: Motion
    setting: Setting
    faults: tuple[str, ...] = ()
    fps: int = 30
    photo_s: float | None = None
    options: Mapping[str, str] = field(default_factory=dict)


def _beside_wall(outfit: Outfit) -> Setting:
    camera = Camera(
        YAW["side-left"],
        distance_m=6.0,
        target=(0.0, 0.90, 0.06),
        size_px=(1080, 1440),
        span_m=1.86,
    )
    return Setting(camera, Room(wall_at_z=-WALL_BEHIND_M), outfit)


def _wall_posture(stand: WallStand, faults: tuple[str, ...] = (), outfit: Outfit = BLUE) -> Sample:
    return Sample("wall-posture", "side-left", wall_posture(stand), _beside_wall(outfit), faults)


def _wall_angel(angel: WallAngel, outfit: Outfit, faults: tuple[str, ...] = ()) -> Sample:
    camera = Camera(YAW["front"], distance_m=4.2, target=(0.0, 1.12, 0.0), span_m=2.45)
    setting = Setting(camera, Room(back_m=WALL_BEHIND_M), outfit)
    return Sample("wall-angel", "front", wall_angel(angel), setting, faults)


def _wall_angel_side(angel: WallAngel) -> Sample:
    camera = Camera(YAW["side-left"], distance_m=5.0, target=(0.0, 1.12, -0.06), span_m=2.45)
    setting = Setting(camera, Room(wall_at_z=-WALL_BEHIND_M), BLUE)
    return Sample("wall-angel", "side-left", wall_angel(angel), setting)


def _landing(
    landing: Landing, view: ViewName, outfit: Outfit, faults: tuple[str, ...] = ()
) -> Sample:
    setting = Setting(Camera(YAW[view]), Room(), outfit)
    return Sample("single-leg-landing", view, single_leg_landing(landing), setting, faults)


def _stance(stance: Stance, outfit: Outfit, faults: tuple[str, ...] = ()) -> Sample:
    setting = Setting(Camera(YAW["back"]), Room(), outfit)
    return Sample("single-leg-stance", "back", single_leg_stance(stance), setting, faults)


def _running(run: Run, view: ViewName, outfit: Outfit, faults: tuple[str, ...] = ()) -> Sample:
    if view == "back":
        camera = Camera(YAW[view], target=(0.0, 0.88, 0.0), span_m=2.1)
    else:
        camera = Camera(YAW[view], target=(0.0, 0.88, 0.0), size_px=(560, 640), span_m=2.1)
    return Sample("running", view, running(run), Setting(camera, TREADMILL, outfit), faults, fps=60)


FLAT = Gait(bounce_m=0.066)  # from behind the model sees the hips bounce more than they do
UPRIGHT = Run(
    gait=Gait(heel_ahead_m=0.046),
    trunk_lean=-3.0,
    lean_range=1.0,
    neck=-4.5,
    head_tilt=-7.0,
    head_turn=4.0,
    stand_s=2.0,
    run_s=7.0,
)
CROSSOVER = Run(
    gait=Gait(bounce_m=0.066, step_half_m=-0.035, pelvis_shift_m=0.0),
    side_lean=12.0,
    stand_s=2.0,
    run_s=7.0,
)
KNEE_IN = Landing(
    fppa=34.0,
    hip_out=-9.0,
    side_lean=14.0,
    pelvic_drop=2.0,
    free=LegSetting(0.20, y=0.44, z=-0.24, pitch=-60.0, knee_in=-35.0),
)
NEAR_LEG_TWICE = Landing(sides=("left", "left"), knee_at_contact=30.0, knee_peak=66.0)
STIFF = Landing(
    sides=("left", "left"),
    knee_at_contact=4.0,
    knee_peak=28.0,
    knee_hold=12.0,
    trunk_lowest=13.0,
)

SAMPLES: dict[str, Sample] = {
    "wall-posture-good": _wall_posture(WallStand()),
    "wall-posture-head-forward": _wall_posture(
        WallStand(head_forward_m=0.080, head_tilt=6.0, head_turn=8.0), ("head-forward",), RED
    ),
    "running-side-good": _running(Run(stand_s=2.0, run_s=7.0), "side-left", BLUE),
    "running-side-upright": _running(
        UPRIGHT,
        "side-left",
        GREEN,
        ("trunk-lean", "chest-out"),
    ),
    "running-side-good-nostand": _running(Run(run_s=7.0), "side-left", RED),
    "running-rear-good": _running(Run(gait=FLAT, stand_s=2.0, run_s=6.5), "back", BLUE),
    "running-rear-good-nostand": _running(Run(gait=FLAT, run_s=6.5), "back", VIOLET),
    "running-rear-crossover": _running(
        CROSSOVER, "back", VIOLET, ("step-width", "trunk-side-lean")
    ),
    "wall-angel-good": _wall_angel(WallAngel(), VIOLET),
    "wall-angel-thumbs-apart": _wall_angel(
        WallAngel(thumb_gap_m=0.29, elbow_at_top=134.0, hands_apart=0.0),
        RED,
        ("thumbs-meet", "top-reach"),
    ),
    "wall-angel-side-good": _wall_angel_side(
        WallAngel(reps=2, arms_back_m=0.070, trunk_lean_raised=2.0)
    ),
    "single-leg-landing-good": _landing(Landing(), "back", BLUE),
    "single-leg-landing-knee-in": _landing(
        KNEE_IN, "back", VIOLET, ("knee-in", "knee-over-foot", "trunk-side-lean")
    ),
    "single-leg-landing-side-good": _landing(NEAR_LEG_TWICE, "side-left", RED),
    "single-leg-landing-side-stiff": _landing(STIFF, "side-left", BLUE, ("knee-bend",)),
    "single-leg-stance-good": _stance(Stance(), VIOLET),
    "single-leg-stance-lean": _stance(
        Stance(side="right", side_lean=15.0, hip_out=-1.0), BLUE, ("trunk-side-lean",)
    ),
}


def _photo(sample: Sample, time_s: float) -> Sample:
    return Sample(
        sample.check, sample.view, sample.motion, sample.setting, sample.faults, photo_s=time_s
    )


PHOTOS: dict[str, Sample] = {
    "photo-wall-posture-good": _photo(SAMPLES["wall-posture-good"], 1.0),
    "photo-wall-posture-head-forward": _photo(SAMPLES["wall-posture-head-forward"], 1.0),
    "photo-standing-front": _photo(SAMPLES["wall-angel-good"], 1.0),
}
