"""Hip flexor stretch: half kneeling, the rear thigh behind the vertical, trunk upright."""

from __future__ import annotations

from collections.abc import Mapping

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.hold import Hold
from posecheck.assess.rules import OWN, SIDE, Check, Criterion, Cue, Part
from posecheck.assess.tolerance import Gate
from posecheck.body import LEFT, LIMBS, MID_HIP, RIGHT, Side, other
from posecheck.checks import _sources as src
from posecheck.checks import _stretch as stretch
from posecheck.checks._single_leg import both_sides
from posecheck.geometry.measure import (
    above,
    ahead,
    difference,
    flexion,
    joint,
    largest,
    lean,
    size,
    smallest,
)

LEANING = 15.0  # deg
BEHIND = {
    side: lean(limbs.knee, limbs.hip, f"{side} thigh behind") for side, limbs in LIMBS.items()
}
rear = largest("rear thigh behind", *BEHIND.values())
left_rear = difference(BEHIND["left"], BEHIND["right"], "left thigh behind right")
hips_high = largest(
    "hips above the lower ankle",
    above(LEFT.ankle, MID_HIP, "T", "hips above left ankle", unit="T"),
    above(RIGHT.ankle, MID_HIP, "T", "hips above right ankle", unit="T"),
)
straighter = smallest(
    "bend of the straighter knee",
    flexion(LEFT.hip, LEFT.knee, LEFT.ankle, "left knee flexion"),
    flexion(RIGHT.hip, RIGHT.knee, RIGHT.ankle, "right knee flexion"),
)


def _rear(side: Side) -> Criterion:
    return Criterion(
        id="rear-thigh",
        code="SF1",
        title="Rear thigh behind the hip",
        meaning="Angle of the kneeling thigh to the vertical: + its knee is behind the hip.",
        measure=BEHIND[side],
        band=Band((10.0, 30.0), (0.0, None)),
        error=6.0,
        views=SIDE,
        during=stretch.HELD,
        side=side,
        cue=Cue(
            low="Tuck your seat under, then glide forward.",
            high="Come back a little; the pull belongs to the front of the hip.",
        ),
        sources=(src.CLINIC_ARTICLE, OWN),
        trust="Within about six degrees; whether the pelvis is tucked is not seen.",
    )


def _front(side: Side) -> Criterion:
    limbs = LIMBS[other(side)]
    kneeling = f"with the {side} knee down"
    angle = joint(limbs.hip, limbs.knee, limbs.ankle, f"front knee angle {kneeling}")
    band = Band.within(80.0, 105.0, 70.0, 115.0)
    over = ahead(limbs.ankle, limbs.knee, "S", f"front knee ahead of ankle {kneeling}")
    return Criterion(
        id="front-knee",
        code="SF2",
        title="Front shin upright",
        meaning="Angle of the front knee, and how far it is ahead of its ankle.",
        measure=angle,
        band=band,
        error=8.0,
        views=SIDE,
        during=stretch.HELD,
        side=side,
        parts=(
            Part("angle", "Front knee angle", angle, band, 8.0),
            Part("ankle", "Knee over ankle", over, Band((-6.0, 6.0), (None, None)), 1.5),
        ),
        cue=Cue.both("Keep the front shin upright, the knee over the ankle."),
        sources=(OWN,),
        trust="Within about eight degrees, as far as the front leg is in sight.",
    )


def _fit(seen: Evidence) -> float:
    """One knee down, the other foot in front."""
    return stretch.fit(seen, "half-kneel")


def _declare(chosen: Mapping[str, str]) -> Check:
    seconds = float(chosen["hold"])
    return Check(
        id="hip-flexor-stretch",
        title="Hip flexor stretch",
        purpose="Watches rear thigh, trunk and front knee while you half-kneel, and how long it is "
        "held.",
        setup="Film from the side, camera level and at the height of your hips as you kneel, 2.5 "
        "to 4 m away, whole body in the picture. Stand still for two seconds, then kneel on the "
        "knee near the camera, the other foot in front, and glide your hips forward. Turn round "
        "for the other side.",
        phases=Hold(
            posture=(
                Gate(hips_high, 0.45, 1.25),
                Gate(straighter, low=35.0),
                Gate(size(left_rear, "thighs apart"), low=35.0),
            ),
            form=(Gate(rear, low=0.0), Gate(stretch.trunk, -LEANING, LEANING)),
            side=left_rear,
        ),
        absent="No hip flexor stretch was seen: kneel on one knee, the other foot in front, and "
        "hold it for at least two seconds.",
        fit=_fit,
        standing=False,
        options=stretch.SECONDS,
        vary=_declare,
        stand="Stand still",
        prompts=(stretch.prompts("Kneel on the near knee and glide your hips forward.", seconds),),
        farewell="Done. You can stand up.",
        not_observable=(
            "Whether the pelvis is tucked: that needs points on its front and back.",
            src.NOT_STRETCH,
            src.NOT_LUMBAR,
        ),
        criteria=(
            *both_sides(_rear),
            *both_sides(lambda side: stretch.upright(side, "SF3", "Chest over hips.")),
            *both_sides(_front),
            *both_sides(lambda side: stretch.hold(side, seconds, rear, SIDE)),
            stretch.side_difference("rear-thigh", rear, SIDE),
        ),
    )


CHECK = _declare({"hold": "30"})
