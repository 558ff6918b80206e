"""Hip flexor stretch: half-kneeling, the kneeling leg towards the camera, trunk upright."""

from __future__ import annotations

from collections.abc import Mapping

from posecheck.assess.choose import Evidence
from posecheck.assess.hold import Hold
from posecheck.assess.rules import OWN, SIDE, Band, Check, Criterion, Cue, Part
from posecheck.assess.tolerance import Gate
from posecheck.body import FAR, NEAR
from posecheck.checks import _sources as src
from posecheck.checks import _stretch as stretch
from posecheck.geometry.measure import above, ahead, flexion, joint, lean

thigh = lean(NEAR.knee, NEAR.hip, "hip ahead of knee")
rear_knee = flexion(NEAR.hip, NEAR.knee, NEAR.ankle, "knee bend")
kneeling = above(FAR.ankle, NEAR.knee, "T", "near knee above far ankle", unit="T")
front_knee = joint(FAR.hip, FAR.knee, FAR.ankle, "front knee angle")
front_shin = ahead(FAR.ankle, FAR.knee, "S", "front knee ahead of ankle")


def _fit(seen: Evidence) -> float:
    """Somebody who kneels on one knee."""
    return 0.9 * seen.postures.get("half-kneeling", 0.0)


def _declare(chosen: Mapping[str, str]) -> Check:
    seconds = float(chosen["hold"])
    angle = Band.within(80.0, 105.0, 70.0, 115.0)
    return Check(
        id="hip-flexor-stretch",
        title="Hip flexor stretch",
        purpose="Watches the rear thigh, the trunk and the front shin in the half-kneeling "
        "stretch of the hip.",
        setup="Film from the side, camera level at hip height, 3 to 4 m away, whole body in the "
        "picture. Kneel on the knee near the camera, the other foot in front, and glide forward, "
        f"trunk upright, for {seconds:g} seconds. Turn round for the other leg.",
        phases=Hold(
            posture=(
                Gate(kneeling, high=0.4),
                Gate(rear_knee, low=45.0),
                Gate(thigh, -25.0, 60.0),
                Gate(stretch.trunk, -40.0, 45.0),
            ),
            form=(Gate(thigh, low=0.0), Gate(stretch.trunk, -15.0, 15.0)),
        ),
        absent="No half-kneeling stretch was seen: kneel on the knee near the camera, the other "
        "foot in front, and stay for at least two seconds.",
        fit=_fit,
        standing=False,
        options=stretch.TIMES,
        vary=_declare,
        stand="Take up the stretch",
        not_observable=(src.NOT_PELVIC_TILT, src.NOT_MUSCLES, "How strongly it pulls."),
        criteria=(
            Criterion(
                id="thigh-back",
                code="HF1",
                title="Rear thigh behind you",
                meaning="Lean of the near thigh: + knee behind the hip.",
                measure=thigh,
                band=Band((10.0, 35.0), (0.0, None)),
                error=6.0,
                views=SIDE,
                during=stretch.HOLD,
                cue=Cue(
                    low="Tuck your tailbone, then glide forward.",
                    high="Come back a little: it need not be far.",
                ),
                sources=(src.CLINIC_ARTICLE, OWN),
                trust="Within about six degrees; the tuck of the pelvis is not seen.",
            ),
            stretch.trunk_upright("HF2"),
            Criterion(
                id="front-shin",
                code="HF3",
                title="Front shin upright",
                meaning="Angle of the front knee, and how far it is ahead of its ankle in percent "
                "of the height from ankle to ear.",
                measure=front_knee,
                band=angle,
                error=8.0,
                views=SIDE,
                during=stretch.HOLD,
                required=False,
                parts=(
                    Part("angle", "Front knee angle", front_knee, angle, 8.0),
                    Part(
                        "shin",
                        "Knee ahead of ankle",
                        front_shin,
                        Band.within(-6.0, 6.0, -10.0, 10.0),
                        4.0,
                    ),
                ),
                cue=Cue.both("Shin upright in front."),
                sources=(src.CLINIC_ARTICLE, OWN),
                trust="The far leg: only where it is not hidden.",
            ),
            stretch.hold_time("HF4", seconds, thigh),
        ),
    )


CHECK = _declare({"hold": "30"})
