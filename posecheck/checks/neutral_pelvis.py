"""Neutral pelvis: a guided self-check; the camera sees only that the rest stays still."""

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.hold import Hold
from posecheck.assess.rules import OWN, SIDE, Check, Criterion, Cue, Prompt
from posecheck.assess.tolerance import Gate
from posecheck.body import MID_HIP, MID_SHOULDER, NEAR
from posecheck.checks import _sources as src
from posecheck.checks import _stretch as stretch
from posecheck.geometry.measure import above, flexion, lean

STANDING = ("standing",)
trunk = lean(MID_HIP, MID_SHOULDER, "trunk lean")
knee = flexion(NEAR.hip, NEAR.knee, NEAR.ankle, "knee flexion")


def _fit(seen: Evidence) -> float:
    """A second guess at best: it looks like standing quietly, without a step."""
    busy = seen.stepped or seen.arms_up + seen.goalpost > 0 or stretch.shown(seen)
    quiet = seen.view.startswith("side") and seen.still > 0.2 and not busy
    return 0.1 * seen.standing if quiet else 0.0


CHECK = Check(
    id="neutral-pelvis",
    title="Neutral pelvis (guided self-check)",
    purpose="Leads you to the middle between tilting the pelvis fully forward and fully back; you "
    "feel it, the camera watches only that trunk and knees stay still.",
    setup="Film from the side, camera level and at hip height, 2.5 to 4 m away, whole body in the "
    "picture. Stand still for two seconds. Then tilt your pelvis as far forward as it goes, as far "
    "back as it goes, and stop midway, trunk and knees still. To check, lean back, seat and "
    "shoulders at a wall: behind the lower back there is room for the fingers; the whole hand is "
    "much.",
    phases=Hold(
        posture=(
            Gate(above(NEAR.ankle, NEAR.hip, "L", "hip above ankle", unit="L"), low=0.8),
            Gate(trunk, -35.0, 35.0),
        ),
        names=("moving", "standing"),
    ),
    absent="Nobody was seen standing from head to feet, side-on, for two seconds or longer.",
    fit=_fit,
    stand="Stand still, side-on",
    prompts=(
        Prompt("Tilt your pelvis forward, as far as it goes.", lasts_s=6.0),
        Prompt("Now tilt it back, as far as it goes.", lasts_s=6.0),
        Prompt("Once more forward, and back, slowly.", lasts_s=8.0),
        Prompt("Stop in the middle of the two, and feel it.", lasts_s=5.0),
        Prompt("Hand behind your back: fingers should just fit.", lasts_s=6.0),
    ),
    farewell="Done. Only you can feel whether it was the middle.",
    not_observable=(
        "Neutral pelvis: this is a self-check, the camera sees two points on one axis of it.",
        src.NOT_LUMBAR,
        src.NOT_MUSCLES,
    ),
    criteria=(
        Criterion(
            id="pelvic-tilt",
            code="NP1",
            title="Neutral pelvis",
            meaning="Tilt of the pelvis between fully forward and fully back.",
            measure=trunk,
            band=None,
            error=90.0,
            views=SIDE,
            during=STANDING,
            required=False,
            cannot="The tilt of the pelvis needs points on its front and back, and the pose model "
            "has two on one axis. Feel it: fully forward, fully back, stop midway.",
            cue=Cue(),
            sources=(src.HAND_TEST, src.CLINIC_ARTICLE),
            trust="Self-check, not measured.",
        ),
        Criterion(
            id="trunk-still",
            code="NP2",
            title="Trunk stays still",
            meaning="How far the trunk leans forward and back while the pelvis tilts.",
            measure=trunk,
            band=Band.at_most(5.0, 9.0),
            error=stretch.TILT,
            views=SIDE,
            during=STANDING,
            reduce="range",
            still=False,
            cue=Cue.both("Move the pelvis alone; let shoulders and head stay where they are."),
            sources=(src.CLINIC_ARTICLE, OWN),
            trust="Experimental: says that nothing else moved, not that the pelvis did.",
        ),
        Criterion(
            id="knees-still",
            code="NP3",
            title="Knees stay still",
            meaning="How far the near knee bends and straightens while the pelvis tilts.",
            measure=knee,
            band=Band.at_most(15.0, 30.0),
            error=8.0,
            views=SIDE,
            during=STANDING,
            reduce="range",
            required=False,
            still=False,
            cue=Cue.both("Keep the knees soft and still."),
            sources=(OWN,),
            trust="Experimental: within about eight degrees.",
        ),
    ),
)
