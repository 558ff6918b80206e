"""What exercises on the floor share: how to film them, their lines and angles."""

from __future__ import annotations

from posecheck.assess.band import Band
from posecheck.assess.rules import OWN, SIDE, Criterion, Cue, Prompt
from posecheck.body import MID_SHOULDER, NEAR
from posecheck.checks import _sources as src
from posecheck.geometry.measure import (
    Measure,
    Vector,
    above,
    bow,
    flexion,
    off_line,
    proportion,
    rise,
)

SETUP = (
    "Put the camera level near the floor, 30 to 50 cm high and 3 to 4 m away, and lie along the "
    "picture with one side to the camera, either way round, from head to feet in it. "
)
FLOOR_LINE = 8.0  # deg, 95 % error of a straight-line angle on the floor, near limbs
SECONDS = {"hold": ("30", "20", "10", "5")}
"""How long a plank is asked for in front of a camera; no article says."""
BEHIND = "The far arm and leg: they lie behind the near ones."

# The near shoulder alone is read too low over a propped arm: 11 degrees of pike in a plank that a
# person measures as 5, up to 6 degrees off on the mannequin; between both shoulders it is 4.
body_line = bow(MID_SHOULDER, NEAR.hip, NEAR.ankle, "body line")
body_off = off_line(MID_SHOULDER, NEAR.hip, NEAR.ankle, "hip above body line")
thigh_line = bow(NEAR.shoulder, NEAR.hip, NEAR.knee, "trunk and thigh line")
knee_bend = flexion(NEAR.hip, NEAR.knee, NEAR.ankle, "knee bend")
elbow_bend = flexion(NEAR.shoulder, NEAR.elbow, NEAR.wrist, "elbow bend")
trunk_rise = rise(NEAR.hip, NEAR.shoulder, "trunk rise")
shoulder_height = above(NEAR.wrist, NEAR.shoulder, "T", "shoulder above wrist", unit="T")
thigh_in_trunks = proportion(
    Vector(NEAR.hip, NEAR.knee), Vector(NEAR.shoulder, NEAR.hip), "thigh in trunks"
)
neck = Measure(
    "neck",
    "signed",
    "sagittal",
    Vector(NEAR.hip, NEAR.shoulder),
    Vector(NEAR.shoulder, NEAR.ear),
    "deg",
    offset=180.0,
)
"""Angle of ear, shoulder and hip: 180 in line, below it the head hangs, above it is lifted."""


def neck_in_line(code: str, during: str, band: Band, error: float = 5.0) -> Criterion:
    """Declare the head in line with the trunk of somebody who lies face down."""
    return Criterion(
        id="neck",
        code=code,
        title="Head in line",
        meaning="Angle of ear, shoulder and hip: 180 in line, less where the head hangs, more "
        "where it is lifted.",
        measure=neck,
        band=band,
        error=error,
        views=SIDE,
        during=(during,),
        cue=Cue(
            low="Lengthen the back of your neck and let the head float up in line.",
            high="Look at the floor just ahead of your hands.",
        ),
        sources=(src.HEAD_ARTICLE, OWN),
        trust="Within about five degrees; the ear stands for the head.",
    )


def held(say: str, seconds: float, other: str = "") -> Prompt:
    """Lead through holding a posture once, or once on each side where `other` says how to turn."""
    long = seconds >= 20.0
    return Prompt(
        say,
        reps=1,
        each_side=bool(other),
        turn=bool(other),
        lasts_s=seconds,
        tries=2,
        after=((seconds / 2, "Half of it."), (seconds - 5, "Five more seconds.")) if long else (),
        other=other,
        short="Rest a moment, then once more.",
    )
