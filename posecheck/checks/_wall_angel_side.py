"""Wall angels from the side: how near the arm stays to the wall, and how still the back."""

from dataclasses import replace

from posecheck.assess.band import Band
from posecheck.assess.rules import OWN, SIDE, Criterion, Cue, Part
from posecheck.body import NEAR
from posecheck.checks import _sources as src
from posecheck.geometry.measure import Measure, ahead, change, largest, lean, size

SHOULDER_TO_WALL = 5.5  # % S: the shoulder joint lies that far ahead of the back of the shoulder

back_lean = change(lean(NEAR.hip, NEAR.shoulder, "trunk lean"), "trunk lean change")
back_shift = change(ahead(NEAR.hip, NEAR.shoulder, "S", "shoulder ahead of hip"), "shoulder shift")
arch = size(back_lean, "size of trunk lean change")


def _from_wall(point: str) -> Measure:
    offset = ahead(NEAR.shoulder, getattr(NEAR, point), "S", f"{point} to wall")
    return replace(offset, offset=SHOULDER_TO_WALL)


SIDE_CRITERIA = (
    Criterion(
        id="wall-contact",
        code="WA9",
        title="Arm to wall",
        meaning="Distance of the near elbow and wrist from the wall, reckoned from the "
        "shoulder, in percent of the height from ankle to ear.",
        measure=largest("arm to wall", _from_wall("elbow"), _from_wall("wrist")),
        band=Band.at_most(3.0, 6.0),
        error=3.0,
        views=SIDE,
        window="rep",
        reduce="median",
        still=False,
        cue=Cue.both("Brush the wall with elbows and hands."),
        sources=(src.WALL_ANGEL_ARTICLE, src.KOFOED_2024),
        trust="Only the near arm, and only roughly: the wall is reckoned from your shoulder.",
    ),
    Criterion(
        id="back-still",
        code="WA10",
        title="Back movement",
        meaning="Largest change of the trunk's lean, and of the shoulder over the hip, within "
        "a repetition.",
        measure=arch,
        band=Band.at_most(3.0, 6.0),
        error=2.5,
        views=SIDE,
        window="rep",
        reduce="p95",
        still=False,
        parts=(
            Part("lean", "Trunk lean", arch, Band.at_most(3.0, 6.0), 2.5),
            Part(
                "shift",
                "Shoulder over hip",
                size(back_shift, "size of shoulder shift"),
                Band.at_most(1.5, 3.0),
                0.7,
            ),
        ),
        cue=Cue.both("Keep your lower back the same all the way."),
        sources=(OWN,),
        trust="The lower back itself cannot be seen; this is how the trunk moves as a whole.",
    ),
)
