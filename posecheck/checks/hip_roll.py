"""Hip roll: on the back, both knees over to one side and back, the shoulders staying down."""

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.cycle import Cycle
from posecheck.assess.rules import OWN, SIDE, Check, Criterion, Cue, Fact, Part, Prompt
from posecheck.body import FAR, LEFT, MID_SHOULDER, NEAR, RIGHT, Side, mid
from posecheck.checks import _floor as floor
from posecheck.checks import _single_leg as one_leg
from posecheck.checks import _sources as src
from posecheck.geometry.measure import Axis, Measure, Vector, above, joint, mean

UPRIGHT = 0.85  # T that the knees are above the shoulders while the thighs are upright (Winter)
CENTRE, OVER_FROM, OVER_UNTIL = 0.08, 0.11, 0.095  # T that the knees have come down
# From the side a roll shows as knees that come down; which way, by the knee and foot on top.
knees_down = Measure(
    "knees down",
    "along",
    "picture",
    Vector(MID_SHOULDER, mid(LEFT.knee, RIGHT.knee)),
    Axis(0.0, 1.0, "T"),
    "T",
    offset=UPRIGHT,
    factor=-1.0,
)
near_knee = above(MID_SHOULDER, NEAR.knee, "T", "near knee above shoulders", unit="T")
over_left = mean(
    "right leg above left",
    above(LEFT.knee, RIGHT.knee, "T", "right knee above left", unit="T"),
    above(LEFT.ankle, RIGHT.ankle, "T", "right ankle above left", unit="T"),
)
hip_angle = joint(NEAR.shoulder, NEAR.hip, NEAR.knee, "hip angle")
knee_angle = joint(NEAR.hip, NEAR.knee, NEAR.ankle, "knee angle")
RIGHT_ANGLE = Band.within(80.0, 102.0, 70.0, 115.0)


def _roll(side: Side) -> Criterion:
    return Criterion(
        id="roll",
        code="HR2",
        title="Knees far enough over",
        meaning=f"How far the knees come down to the {side}, in lengths of the trunk: 0.3 at 60 "
        "degrees, 0.6 on the floor.",
        measure=Fact("peak", "T", (near_knee,)),
        band=Band.at_least(0.29, 0.18),
        error=0.08,
        views=SIDE,
        side=side,
        still=False,
        cue=Cue.both("Let both knees travel further over, together."),
        sources=(src.HIP_ROLL_ARTICLE, OWN),
        trust="Within about ten degrees, for the far knee is hidden half of the time; 72 degrees "
        "of a mannequin read as 67 to 76.",
    )


def _no_resting(side: Side) -> Criterion:
    return Criterion(
        id="no-resting",
        code="HR3",
        title="Touch and come back",
        meaning=f"How long the knees stay within a tenth of the way of their lowest place on the "
        f"{side}.",
        measure=Fact("stay", "s", (near_knee,)),
        band=Band.at_most(0.8, 1.5),
        error=0.4,
        views=SIDE,
        side=side,
        still=False,
        cue=Cue.both("Touch and come back, without resting."),
        sources=(src.HIP_ROLL_ARTICLE, OWN),
        trust="To four tenths of a second, two where the knees come towards the camera.",
    )


def _speed(side: Side) -> Criterion:
    return Criterion(
        id="speed",
        code="HR5",
        title="In control",
        meaning=f"Fastest fall or rise of the knees on the {side}, in lengths of the trunk a "
        "second: 60 degrees a second are about 0.7.",
        measure=Fact("speed", "T/s", (near_knee,)),
        band=Band.at_most(0.7, 1.0),
        error=0.12,
        views=SIDE,
        side=side,
        still=False,
        cue=Cue.both("Slow as a windscreen wiper."),
        sources=(src.HIP_ROLL_ARTICLE, OWN),
        trust="Within about a tenth.",
    )


def _fit(seen: Evidence) -> float:
    """On the back, both legs up with level shins."""
    tabletop = seen.postures.get("tabletop", 0.0)
    return min(0.95, 1.3 * tabletop) if tabletop > 0.3 else 0.0


CHECK = Check(
    id="hip-roll",
    title="Hip roll",
    purpose="Watches how far both knees go over to either side, how slowly, whether they rest "
    "there, and whether the shoulder that they leave stays down.",
    setup=floor.SETUP + "Not from the feet: there the pose model finds nobody. Lie on your back, "
    "arms out to the sides, thighs upright and shins level. Roll both knees to one side until they "
    "nearly touch the floor, bring them back without resting, then to the other; five times each. "
    "Turn round once, for only the shoulder away from the camera is seen to lift.",
    phases=Cycle(
        driver=knees_down,
        start=(-0.4, CENTRE),
        end_enter=OVER_FROM,
        end_exit=OVER_UNTIL,
        side=over_left,
        names=("outside", "centre", "going over", "over", "coming back"),
        longest_s=40.0,
    ),
    absent="No roll was seen: lie on your back with thighs upright and shins level, roll both "
    "knees clearly to one side and bring them back.",
    fit=_fit,
    standing=False,
    stand="Lie on your back, thighs upright",
    prompts=(
        Prompt(
            "Roll both knees slowly to one side, touch, and come back.",
            reps=10,
            again="{count}. Now to the other side.",
        ),
    ),
    farewell="Done. Feet down, and rest.",
    not_observable=(
        "The shoulder near the camera, which the knees leave when they go away from it: it is not "
        "seen to lift; turn round.",
        "How far the pelvis itself turns, apart from the knees.",
        src.NOT_LUMBAR,
        src.NOT_MUSCLES,
    ),
    criteria=(
        Criterion(
            id="set-up",
            code="HR1",
            title="Right angles to begin with",
            meaning="Angles of hip and knee before and after rolling, near leg.",
            measure=hip_angle,
            band=RIGHT_ANGLE,
            error=8.0,
            views=SIDE,
            during=("centre",),
            parts=(
                Part("hip", "Hip angle", hip_angle, RIGHT_ANGLE, 8.0),
                Part("knee", "Knee angle", knee_angle, RIGHT_ANGLE, 8.0),
            ),
            cue=Cue.both("Knees over the hips, shins level."),
            sources=(src.HIP_ROLL_ARTICLE, OWN),
            trust="Within about eight degrees.",
        ),
        *one_leg.both_sides(_roll),
        *one_leg.both_sides(_no_resting),
        Criterion(
            id="shoulders-down",
            code="HR4",
            title="Shoulder stays down",
            meaning="How much the far shoulder moves against the near one while the knees come "
            "towards the camera, in percent of the height from ankle to ear.",
            measure=above(NEAR.shoulder, FAR.shoulder, "S", "far shoulder above near"),
            band=Band.at_most(3.0, 4.5),
            error=1.2,
            views=SIDE,
            window="rep",
            reduce="range",
            still=False,
            cue=Cue.both("Pin both shoulders to the floor."),
            sources=(src.HIP_ROLL_ARTICLE, OWN),
            trust="Within about 2 cm, but read by half: a chest that turns by 28 degrees is a "
            "fault, one by 15 borderline.",
        ),
        *one_leg.both_sides(_speed),
    ),
)
