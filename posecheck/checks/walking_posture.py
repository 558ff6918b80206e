"""Walking posture: head in line, trunk upright, shoulders level, while walking."""

from posecheck.assess.choose import Evidence
from posecheck.assess.hold import Hold
from posecheck.assess.rules import SIDE, Check, Prompt
from posecheck.assess.tolerance import Gate
from posecheck.body import LEFT, MID_HIP, MID_SHOULDER, RIGHT
from posecheck.checks import _carriage as carriage
from posecheck.checks import _sources as src
from posecheck.geometry.measure import above, largest

upright = above(MID_HIP, MID_SHOULDER, "T", "shoulders above hips", unit="T")
on_legs = largest(
    "hips above knees",
    above(LEFT.knee, LEFT.hip, "T", "left hip above knee", unit="T"),
    above(RIGHT.knee, RIGHT.hip, "T", "right hip above knee", unit="T"),
)
WALK = ("walking",)


def _fit(seen: Evidence) -> float:
    """Steps without flight."""
    if seen.running or seen.standing <= 0.6:
        return 0.0
    return 0.85 if seen.walking else 0.5 * seen.nearing


CHECK = Check(
    id="walking-posture",
    title="Walking posture",
    purpose="Shows how you carry head, trunk and shoulders while you walk.",
    setup="Film from the side, camera level at hip height, 4 m away, and walk past it (or on a "
    "treadmill), three steps or more with the whole body in the picture. A second clip from the "
    "front or behind shows the shoulders and the sway.",
    phases=Hold(
        posture=(Gate(on_legs, low=0.45), Gate(upright, low=0.7)),
        names=("not upright", "walking"),
        settle_s=0.8,
    ),
    absent="Nobody was seen walking upright: walk past the camera with the whole body in the "
    "picture.",
    fit=_fit,
    stand="Stand ready to walk",
    prompts=(
        Prompt(
            "Walk past the camera, or on the treadmill, as usual.",
            reps=1,
            lasts_s=15.0,
            tries=4,
            short="And back, past the camera.",
        ),
    ),
    farewell="Done. You can stop.",
    not_observable=(src.NOT_LUMBAR, src.NOT_PELVIC_TILT, src.NOT_MUSCLES),
    criteria=(
        carriage.head_in_line("WK1", WALK),
        carriage.trunk_lean("WK2", WALK, (-2.0, 6.0, -5.0, 10.0), SIDE),
        carriage.shoulder_level("WK3", WALK),
        carriage.side_sway("WK4", WALK),
    ),
)
