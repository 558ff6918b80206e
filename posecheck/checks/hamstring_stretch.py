"""Hamstring stretch: one straight leg raised, lying on the back or with its heel on a step."""

from __future__ import annotations

from collections.abc import Mapping

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.hold import Hold
from posecheck.assess.rules import OWN, SIDE, Check, Criterion, Cue
from posecheck.assess.tolerance import Gate
from posecheck.body import FAR, NEAR, Side
from posecheck.checks import _floor as floor
from posecheck.checks import _sources as src
from posecheck.checks import _stretch as stretch
from posecheck.checks._single_leg import both_sides
from posecheck.geometry.measure import Axis, Measure, Vector, above, flexion, lean

BENT = 25.0  # deg: a knee bent further does not stretch the hamstrings
hip_flexion = flexion(NEAR.shoulder, NEAR.hip, NEAR.knee, "hip flexion")
ankle_up = above(NEAR.hip, NEAR.ankle, "T", "ankle above hip", unit="T")
head_right = Measure(
    "head to the right", "along", "picture", Vector(NEAR.hip, NEAR.shoulder), Axis(1, 0, "T"), "T"
)
"""Positive where somebody who lies on the back has the left side near."""
thigh_back = lean(NEAR.knee, NEAR.hip, "thigh behind vertical")
LYING = (
    Gate(floor.trunk_rise, -40.0, 40.0),
    Gate(ankle_up, low=0.6),
    Gate(floor.knee_bend, high=70.0),
    Gate(hip_flexion, low=25.0),
)
STANDING = (
    Gate(above(FAR.ankle, NEAR.hip, "L", "hip above far ankle", unit="L"), low=0.7),
    Gate(above(FAR.ankle, NEAR.ankle, "T", "ankle above far ankle", unit="T"), low=0.25),
    Gate(thigh_back, high=-20.0),
    Gate(floor.knee_bend, high=70.0),
)
DO = {
    "supine": floor.SETUP
    + "Lie on your back, the far knee bent, its foot on the floor. Raise the leg near the camera, "
    "its knee straight, held behind the thigh by hands or a strap. Turn round for the other leg.",
    "step": "Film from the side, camera level and at hip height, 2.5 to 4 m away, whole body in "
    "the picture. Stand still for two seconds, then put the heel of the leg near the camera on a "
    "step or chair, its knee straight, and lean forward from the hips. Turn round for the other.",
}


def _knee(side: Side) -> Criterion:
    return Criterion(
        id="knee-straight",
        code="SH1",
        title="Knee straight",
        meaning="Bend of the knee of the raised leg: 0 straight.",
        measure=floor.knee_bend,
        band=Band.at_most(15.0, BENT),
        error=8.0,
        views=SIDE,
        during=stretch.HELD,
        side=side,
        cue=Cue.both("Straighten the knee without locking it."),
        sources=(src.CLINIC_ARTICLE, OWN),
        trust="Within about eight degrees, the near leg.",
    )


def _hip(side: Side, pose: str) -> Criterion:
    lying = pose == "supine"
    return Criterion(
        id="hip-flexion",
        code="SH2",
        title="Leg raised",
        meaning="Angle between trunk and raised thigh from where they are in line; less tells of "
        "tightness, not of a mistake."
        if lying
        else "Angle between trunk and raised thigh from where they are in line.",
        measure=hip_flexion,
        band=Band((70.0, 90.0), (55.0, None)) if lying else None,
        error=10.0,
        views=SIDE,
        during=stretch.HELD,
        side=side,
        required=False,
        cue=Cue(
            low="Raise it as far as a firm pull allows, and no further.",
            high="Stop at a firm pull.",
        )
        if lying
        else Cue(),
        sources=(src.MUSCLE_LENGTH, OWN),
        trust="Within about ten degrees; says how long the muscles are, not how well you do it.",
    )


def _fit(seen: Evidence) -> float:
    """On the back with one straight leg up, or standing with one foot put up in front."""
    if seen.postures.get("bridge", 0.0) > 0.3:
        return 0.0  # the third stage of a bridge has a leg up as well
    return max(stretch.fit(seen, "leg-up"), stretch.fit(seen, "heel-on-step"))


def _declare(chosen: Mapping[str, str]) -> Check:
    pose, seconds = chosen["pose"], float(chosen["hold"])
    lying = pose == "supine"
    return Check(
        id="hamstring-stretch",
        title="Hamstring stretch",
        purpose="Watches whether the knee stays straight, how far the leg comes up, and how long "
        "it is held.",
        setup=DO[pose],
        phases=Hold(
            posture=LYING if lying else STANDING,
            form=(Gate(floor.knee_bend, high=BENT),),
            side=head_right if lying else stretch.facing_left,
        ),
        absent="No hamstring stretch was seen: raise the leg near the camera with a straight knee "
        "and hold it for at least two seconds.",
        fit=_fit,
        standing=False,
        options={"pose": ("supine", "step"), **stretch.SECONDS},
        vary=_declare,
        stand="Lie on your back" if lying else "Stand still",
        prompts=(
            stretch.prompts(
                "Raise the leg near the camera, knee straight."
                if lying
                else "Put the near heel up in front of you, knee straight.",
                seconds,
            ),
        ),
        farewell="Done. Put your leg down.",
        not_observable=(
            src.NOT_STRETCH,
            src.NOT_PELVIC_TILT,
            "Which leg is which where both are straight: keep the far knee bent.",
        ),
        criteria=(
            *both_sides(_knee),
            *both_sides(lambda side: _hip(side, pose)),
            *both_sides(lambda side: stretch.hold(side, seconds, floor.knee_bend, SIDE)),
            stretch.side_difference("hip-flexion", hip_flexion, SIDE),
        ),
    )


CHECK = _declare({"pose": "supine", "hold": "30"})
