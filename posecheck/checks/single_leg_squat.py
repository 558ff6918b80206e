"""Single-leg squat: knee, trunk and hips over one foot while the leg bends and straightens."""

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.rules import SIDE, Check, Criterion, Cue, Prompt
from posecheck.assess.squat import OneLegSquats
from posecheck.body import NEAR, Side
from posecheck.checks import _one_knee as one_knee
from posecheck.checks import _single_leg as one_leg
from posecheck.checks import _sources as src
from posecheck.checks import _stretch as stretch
from posecheck.geometry.measure import flexion

MOVING = ("going down", "bottom", "coming up")
BOTTOM = ("bottom",)
LOWEST = one_knee.Lowest("span", ("furthest",), 12.0)
DROP = one_leg.Drop(
    "L2", 7.0, 10.0, "Do not let the free hip sink.", 4.0, LOWEST.during, LOWEST.window
)
knee = flexion(NEAR.hip, NEAR.knee, NEAR.ankle, "knee flexion")


def _of_leg(side: Side) -> tuple[Criterion, ...]:
    return (
        one_leg.pelvic_drop(side, DROP),
        *one_knee.at_lowest(side, LOWEST),
        one_leg.trunk_side_lean(side, BOTTOM, "largest"),
        one_leg.pelvis_shift(side, BOTTOM),
        one_knee.knee_wobble(side, MOVING),
        one_leg.touchdown(side),
    )


def _fit(seen: Evidence) -> float:
    """The hips go down and up again over one foot."""
    if not seen.squats or seen.landings or seen.running or stretch.windmill(seen):
        return 0.0
    return 0.95 * (1.0 - seen.postures.get("lying", 0.0))


CHECK = Check(
    id="single-leg-squat",
    title="Single-leg squat",
    purpose="Watches whether knee, trunk and hips stay over the foot while you squat on one leg.",
    setup=one_leg.SETUP + "Then stand on one leg and bend it slowly, as deep as the knee stays in "
    "line; three to five times, then the other leg. A second clip from the side shows how deep.",
    phases=OneLegSquats(),
    absent="No squat on one leg was seen: lift one foot clearly, bend the other leg until the hips "
    "have come down a hand's breadth, and come up again.",
    fit=_fit,
    standing=False,  # or the bottom of a deep squat would be taken for sitting
    stand="Stand on both legs and hold still",
    prompts=(
        Prompt(
            "Lift one foot, bend the other leg slowly, and come up.",
            reps=3,
            each_side=True,
            again="Again on the {side} leg.",
            other="Good. Now the {side} leg.",
        ),
    ),
    farewell="Done. Shake your legs out.",
    not_observable=(
        src.NOT_MUSCLES,
        "Rotation of hip and trunk: it turns about an axis the camera looks along.",
    ),
    criteria=(
        *_of_leg("left"),
        *_of_leg("right"),
        Criterion(
            id="depth",
            code="L15",
            title="Deep enough",
            meaning="Bend of the standing knee at the bottom.",
            measure=knee,
            band=Band.at_least(45.0, 35.0),
            error=8.0,
            views=SIDE,
            window="span",
            during=("furthest",),
            still=False,
            cue=Cue.both("Go a little lower, as far as the knee stays in line."),
            sources=(src.CLINIC_ARTICLE, src.RATING_2021),
            trust="Within about eight degrees, the near leg.",
        ),
        one_knee.side_difference(),
    ),
)
