"""Standing quad stretch: heel to the seat, knee beside the other, trunk upright."""

from __future__ import annotations

from collections.abc import Mapping

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.hold import Hold
from posecheck.assess.rules import OWN, SIDE, Check, Criterion, Cue, Part
from posecheck.assess.tolerance import Gate
from posecheck.body import FAR, NEAR, Side
from posecheck.checks import _sources as src
from posecheck.checks import _stretch as stretch
from posecheck.checks._single_leg import both_sides
from posecheck.geometry.measure import above, flexion, lean, span

# deg: faults beyond; the knee's is what one 15 to 20 in front reads at most
LEAST_BEND, FORWARD, LEANING = 110.0, -12.0, 15.0
knee = flexion(NEAR.hip, NEAR.knee, NEAR.ankle, "knee flexion")
heel = span(NEAR.hip, NEAR.ankle, "L", "ankle to hip", unit="L")
thigh_back = lean(NEAR.knee, NEAR.hip, "thigh behind vertical")
BENT = Band.at_least(125.0, LEAST_BEND)
NEARLY = Band((None, 0.3), (None, None))


def _heel(side: Side) -> Criterion:
    return Criterion(
        id="heel-to-seat",
        code="SQ1",
        title="Heel to the seat",
        meaning="Bend of the near knee, and the distance from ankle to hip in leg lengths.",
        measure=knee,
        band=BENT,
        error=8.0,
        views=SIDE,
        during=stretch.HELD,
        side=side,
        parts=(
            Part("knee", "Knee bend", knee, BENT, 8.0),
            Part("distance", "Ankle to hip", heel, NEARLY, 0.08),
        ),
        cue=Cue.both("Bring the heel to your seat, the knee pointing down."),
        sources=(src.CLINIC_ARTICLE, OWN),
        trust="Within about eight degrees; a folded leg is hard to see.",
    )


def _thigh(side: Side) -> Criterion:
    return Criterion(
        id="knee-under-hip",
        code="SQ2",
        title="Knee beside the other",
        meaning="Angle of the near thigh to the vertical: + knee behind the hip, - in front.",
        measure=thigh_back,
        band=Band.at_least(-5.0, FORWARD),
        error=8.0,
        views=SIDE,
        during=stretch.HELD,
        side=side,
        cue=Cue.both("Bring the knee back beside the other."),
        sources=(OWN,),
        trust="Within about eight degrees; one far in front reads half as far, for the pose model "
        "draws the two knees towards one another.",
    )


def _fit(seen: Evidence) -> float:
    """Standing on one leg, the near heel up behind."""
    return stretch.fit(seen, "heel-to-seat")


def _declare(chosen: Mapping[str, str]) -> Check:
    seconds = float(chosen["hold"])
    return Check(
        id="quad-stretch",
        title="Quad stretch",
        purpose="Watches heel, knee and trunk in the standing stretch of the front of the thigh, "
        "and how long it is held.",
        setup="Film from the side, camera level and at hip height, 2.5 to 4 m away, whole body in "
        "the picture, and turn towards it by a foot's width, for in exact profile the legs are "
        "mistaken for one another. Stand still for two seconds, then take the foot near the camera "
        "behind you and bring the heel to your seat. Turn round for the other leg.",
        phases=Hold(
            posture=(
                Gate(knee, low=70.0),
                Gate(thigh_back, low=-50.0),
                Gate(above(FAR.ankle, NEAR.hip, "L", "hip above far ankle", unit="L"), low=0.75),
            ),
            form=(
                Gate(knee, low=LEAST_BEND),
                Gate(thigh_back, low=FORWARD),
                Gate(stretch.trunk, -LEANING, LEANING),
            ),
            side=stretch.facing_left,
        ),
        absent="No quad stretch was seen: bring the heel near the camera up behind you and hold it "
        "for at least two seconds.",
        fit=_fit,
        standing=False,
        options=stretch.SECONDS,
        vary=_declare,
        stand="Stand still on both feet",
        prompts=(stretch.prompts("Take the near foot and bring its heel to your seat.", seconds),),
        farewell="Done. Put your foot down.",
        not_observable=(src.NOT_STRETCH, src.NOT_LUMBAR, src.NOT_PELVIC_TILT),
        criteria=(
            *both_sides(_heel),
            *both_sides(_thigh),
            *both_sides(lambda side: stretch.upright(side, "SQ3", "Stand tall.")),
            *both_sides(lambda side: stretch.hold(side, seconds, knee, SIDE)),
            stretch.side_difference("heel-to-seat", knee, SIDE),
        ),
    )


CHECK = _declare({"hold": "30"})
