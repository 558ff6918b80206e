"""Sitting posture: head over trunk, trunk over hips, right angles, level shoulders."""

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.hold import Hold
from posecheck.assess.rules import OWN, SIDE, Check, Criterion, Cue, Prompt
from posecheck.assess.tolerance import Gate
from posecheck.body import LEFT, MID_HIP, MID_SHOULDER, NEAR, RIGHT
from posecheck.checks import _carriage as carriage
from posecheck.checks import _sources as src
from posecheck.geometry.measure import (
    AnyMeasure,
    above,
    joint,
    largest,
    share_of_baseline,
    span,
)

thighs_level = largest(
    "hips above knees",
    above(LEFT.knee, LEFT.hip, "T", "left hip above knee", unit="T"),
    above(RIGHT.knee, RIGHT.hip, "T", "right hip above knee", unit="T"),
)
upright = above(MID_HIP, MID_SHOULDER, "T", "shoulders above hips", unit="T")
knee_up = above(NEAR.ankle, NEAR.knee, "T", "knee above ankle", unit="T")
knee = joint(NEAR.hip, NEAR.knee, NEAR.ankle, "knee angle")
hip = joint(NEAR.shoulder, NEAR.hip, NEAR.knee, "hip angle")
length = share_of_baseline(span(MID_HIP, MID_SHOULDER, "S", "trunk length"), "trunk of standing")
HOLD = ("sitting",)


def _angle(joint_id: str, title: str, measure: AnyMeasure, cue: Cue) -> Criterion:
    return Criterion(
        id=f"{joint_id}-angle",
        code="SI5",
        title=title,
        meaning=f"Angle of the near {joint_id}.",
        measure=measure,
        band=Band.within(80.0, 110.0, 65.0, 125.0),
        error=8.0,
        views=SIDE,
        during=HOLD,
        cue=cue,
        sources=(OWN,),
        trust="Within about eight degrees.",
    )


LONG_BACK = Criterion(
    id="long-back",
    code="SI4",
    title="Long back",
    meaning="Length from hips to shoulders as a share of standing: less where the back slumps.",
    measure=length,
    band=Band.at_least(0.95, 0.9),
    error=0.05,
    views=SIDE,
    during=HOLD,
    required=False,
    cannot=src.SEATED_LENGTH,
    cue=Cue.both("Grow an inch taller."),
    sources=(src.CLINIC_ARTICLE, OWN),
    trust="Not measured.",
)


def _fit(seen: Evidence) -> float:
    """Somebody who sits."""
    sits = max(seen.postures.get("seated", 0.0), seen.postures.get("seated-facing", 0.0))
    return 0.85 * sits if not seen.running else 0.0


CHECK = Check(
    id="sitting-posture",
    title="Sitting posture",
    purpose="Shows how you sit: head over shoulders, trunk over hips, hips and knees at right "
    "angles, shoulders level.",
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
        LONG_BACK,
        _angle(
            "hip",
            "Hips at right angles",
            hip,
            Cue(
                low="Sit back, so that hips and knees are level.",
                high="Bring your knees up, level with your hips.",
            ),
        ),
        _angle(
            "knee",
            "Knees at right angles",
            knee,
            Cue(
                low="Put your feet flat, a little further forward.",
                high="Bring your feet back, flat under your knees.",
            ),
        ),
    ),
)
