"""Prone arm and leg lift: the opposite arm and leg, together, long and low, on both diagonals."""

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.diagonal import ARMS, LEGS, Diagonals
from posecheck.assess.rules import OWN, SIDE, Check, Criterion, Cue, Fact, Part, Prompt
from posecheck.body import NEAR, Side
from posecheck.checks import _floor as floor
from posecheck.checks import _single_leg as one_leg
from posecheck.checks import _sources as src
from posecheck.geometry.measure import rise

TOP = ("furthest",)
LIMBS_SEEN = (*LEGS.values(), *ARMS.values())
leg = rise(NEAR.hip, NEAR.knee, "leg rise")
arm = rise(NEAR.shoulder, NEAR.wrist, "arm rise")
LEG = Band.within(5.0, 20.0, 2.0, 28.0)
ARM = Band((5.0, 25.0), (None, 40.0))  # one that stays down is no diagonal


def _rise_of(side: Side) -> Criterion:
    return Criterion(
        id="leg-height",
        code="PO7",
        title="How high the leg goes",
        meaning="How far this leg rises from where it lay, hip to ankle.",
        measure=Fact("leg", "deg", (LEGS[side],)),
        band=None,
        error=5.0,
        views=SIDE,
        side=side,
        required=False,
        still=False,
        cue=Cue(),
        sources=(src.PRONE_ARTICLE,),
        trust="Within about five degrees for the near leg; the far one shows only while lifted.",
    )


def _fit(seen: Evidence) -> float:
    """Face down, the arms stretched ahead, one leg after the other."""
    prone, legs = seen.postures.get("prone", 0.0), seen.postures.get("leg-only", 0.0)
    if seen.postures.get("reaching", 0.0) < 0.3:
        return (0.6 if seen.diagonals > 1 else 0.2 * (seen.diagonals > 0)) * prone
    return (0.95 if seen.diagonals else 0.7 * (legs > 0.1)) * prone


CHECK = Check(
    id="prone-arm-leg-lift",
    title="Prone arm and leg lift",
    purpose="Watches whether opposite arm and leg are lifted together, long and not too high, and "
    "which diagonal stays lower.",
    setup=floor.SETUP + "Lie face down, arms stretched ahead. Lift left leg and right arm at once, "
    "lower them, then right leg and left arm; five times each. Turn round to show the other side.",
    phases=Diagonals(),
    absent="No lift was seen: lie face down and lift one leg and the opposite arm clearly off the "
    "floor.",
    fit=_fit,
    standing=False,
    stand="Lie face down",
    prompts=(
        Prompt(
            "Lift one leg and the opposite arm together, then lower.",
            reps=10,
            again="{count}. Now the other leg and arm.",
        ),
    ),
    farewell="Done. Arms down, and rest.",
    not_observable=(src.NOT_LUMBAR, src.NOT_MUSCLES, floor.BEHIND),
    criteria=(
        Criterion(
            id="diagonal",
            code="PO1",
            title="Opposite arm and leg",
            meaning="1 where the other side's arm came along with the near leg and nothing else "
            "did, else 0.",
            measure=Fact("diagonal", "score", (leg,)),
            band=Band.at_least(0.9, 0.1),
            error=0.0,
            views=SIDE,
            still=False,
            cue=Cue.both("Opposite arm and leg."),
            sources=(src.PRONE_ARTICLE,),
            trust="Rests on the far arm, which shows only while it is lifted.",
        ),
        Criterion(
            id="together",
            code="PO2",
            title="Both together",
            meaning="Time between the middle of the leg's rise and that of the arm that came.",
            measure=Fact("lag", "s", (leg,)),
            band=Band.at_most(0.3, 0.6),
            error=0.1,
            views=SIDE,
            still=False,
            cue=Cue.both("Lift both together."),
            sources=(src.PRONE_ARTICLE, OWN),
            trust="To a tenth of a second.",
        ),
        Criterion(
            id="leg-lift",
            code="PO3",
            title="Leg lift",
            meaning="How far the near thigh rises from hip to knee, and the knee straight.",
            measure=leg,
            band=LEG,
            error=5.0,
            views=SIDE,
            window="span",
            during=TOP,
            still=False,
            parts=(
                Part("height", "Thigh rise", leg, LEG, 5.0),
                Part("knee", "Knee bend", floor.knee_bend, Band.at_most(20.0, 35.0), 8.0),
            ),
            cue=Cue.both("Longer, not higher: reach through your heel."),
            sources=(src.PRONE_ARTICLE, OWN),
            trust="Within about five degrees for the thigh and eight for the knee.",
        ),
        Criterion(
            id="arm-lift",
            code="PO4",
            title="Arm lift",
            meaning="How far the near arm rises from shoulder to wrist while the far leg is up, "
            "and the elbow straight.",
            measure=arm,
            band=ARM,
            error=5.0,
            views=SIDE,
            window="span",
            during=TOP,
            crossed=True,
            still=False,
            parts=(
                Part("height", "Arm rise", arm, ARM, 5.0),
                Part("elbow", "Elbow bend", floor.elbow_bend, Band.at_most(20.0, 35.0), 8.0),
            ),
            cue=Cue.both("Reach forward, thumb up."),
            sources=(src.PRONE_ARTICLE, OWN),
            trust="Within about five degrees for the arm and eight for the elbow.",
        ),
        Criterion(
            id="neck-still",
            code="PO6",
            title="Head stays down",
            meaning="How much the angle of ear, shoulder and hip changes within a repetition.",
            measure=floor.neck,
            band=Band.at_most(15.0, 25.0),
            error=5.0,
            views=SIDE,
            window="rep",
            reduce="range",
            still=False,
            cue=Cue.both("Nose to the floor."),
            sources=(src.HEAD_ARTICLE, OWN),
            trust="Within about five degrees.",
        ),
        *one_leg.both_sides(_rise_of),
        Criterion(
            id="side-difference",
            code="PO7",
            title="Left-right difference",
            meaning="Difference of how far the two legs rise.",
            measure=Fact("leg", "deg", LIMBS_SEEN[:2]),
            band=Band.at_most(5.0, 9.0),
            error=5.0,
            views=SIDE,
            of_sides="leg-height",
            required=False,
            still=False,
            cue=Cue.both("Even it out: begin with the leg that stays lower."),
            sources=(src.PRONE_ARTICLE, OWN),
            trust="Rough, for the far leg is partly hidden; turn round and compare the near ones.",
        ),
    ),
)
