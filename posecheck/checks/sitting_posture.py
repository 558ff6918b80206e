"""Sitting posture: head over trunk, trunk over hips, shoulders level."""

from posecheck.assess.choose import Evidence
from posecheck.assess.hold import Hold
from posecheck.assess.rules import SIDE, Check, Prompt
from posecheck.assess.tolerance import Gate
from posecheck.body import LEFT, MID_HIP, MID_SHOULDER, NEAR, RIGHT
from posecheck.checks import _carriage as carriage
from posecheck.checks import _sources as src
from posecheck.geometry.measure import above, largest

thighs_level = largest(
    "hips above knees",
    above(LEFT.knee, LEFT.hip, "T", "left hip above knee", unit="T"),
    above(RIGHT.knee, RIGHT.hip, "T", "right hip above knee", unit="T"),
)
upright = above(MID_HIP, MID_SHOULDER, "T", "shoulders above hips", unit="T")
knee_up = above(NEAR.ankle, NEAR.knee, "T", "knee above ankle", unit="T")
HOLD = ("sitting",)


def _fit(seen: Evidence) -> float:
    """Somebody who sits."""
    sits = max(seen.postures.get("seated", 0.0), seen.postures.get("seated-facing", 0.0))
    return 0.85 * sits if not seen.running else 0.0


CHECK = Check(
    id="sitting-posture",
    title="Sitting posture",
    purpose="Shows how you sit: head over shoulders, trunk over hips, shoulders level.",
    setup="Film from the side, camera level at the height of your elbows, 2.5 to 4 m away, from "
    "head to feet. Sit as you usually do for five seconds or longer. A second clip from the front "
    "shows the shoulders.",
    phases=Hold(
        posture=(Gate(thighs_level, high=0.45), Gate(upright, low=0.5), Gate(knee_up, low=0.3)),
        names=("moving", "sitting"),
    ),
    absent="Nobody was seen sitting: sit with the thighs about level and the whole body in the "
    "picture, for at least two seconds.",
    fit=_fit,
    standing=False,
    stand="Sit as you usually do",
    prompts=(Prompt("Stay as you are, and look ahead.", lasts_s=10.0),),
    farewell="Done. You can get up.",
    not_observable=(src.NOT_LUMBAR, src.NOT_PELVIC_TILT, src.NOT_MUSCLES),
    criteria=(
        carriage.head_forward("SI1", HOLD),
        carriage.trunk_lean("SI2", HOLD, (-10.0, 10.0, -20.0, 20.0), SIDE),
        carriage.shoulder_level("SI3", HOLD),
    ),
)
