"""Single-leg landing: how knee, trunk and hips take the load of a landing on one leg."""

from dataclasses import replace

from posecheck.assess.choose import Evidence
from posecheck.assess.rules import (
    FRONTAL,
    OWN,
    SIDE,
    Band,
    Check,
    Criterion,
    Cue,
    Fact,
    Part,
    Prompt,
)
from posecheck.assess.single_leg import FEET_AND_HIPS, SingleLeg
from posecheck.body import LIMBS, MID_HIP, MID_SHOULDER, NEAR, PELVIS_LINE, Side, other
from posecheck.checks import _single_leg as one_leg
from posecheck.checks import _sources as src
from posecheck.geometry.measure import (
    Measure,
    Vector,
    beside,
    change,
    flexion,
    fppa,
    lean,
    relative,
)

LOADED = ("lowering", "landed")
DROP = one_leg.Drop("L3", 7.0, 11.0, "Land quietly with level hips.", 5.0, ("lowering",))
knee = flexion(NEAR.hip, NEAR.knee, NEAR.ankle, "knee flexion")


def _of_leg(side: Side) -> tuple[Criterion, ...]:
    limbs = LIMBS[side]
    return (
        one_leg.pelvic_drop(side, DROP),
        Criterion(
            id="femur-pelvis",
            code="L4",
            title="Femur-pelvis angle",
            meaning="How much smaller the angle between pelvis line and thigh is at the lowest "
            "point than in standing.",
            measure=change(
                Measure(
                    f"{side} femur-pelvis angle",
                    "angle",
                    "picture",
                    Vector(PELVIS_LINE[side], PELVIS_LINE[other(side)]),
                    Vector(limbs.hip, limbs.knee),
                    "deg",
                ),
                f"{side} femur-pelvis change",
            ),
            band=Band.at_least(-12.0, -18.0),
            error=6.0,
            views=FRONTAL,
            window="mark",
            during=("lowest",),
            side=side,
            required=False,
            still=False,
            cue=Cue.both("Keep your thigh out under your hip."),
            sources=(src.ROSSI_2020, src.NAKAGAWA_2012, src.PELVIS_SEEN),
            trust="Within about six degrees: the pelvis line is seen, the thigh is from landmarks; "
            f"{src.HOW_TO_SHOW_HIPS}",
        ),
        Criterion(
            id="knee-in",
            code="L5",
            title="Knee inwards",
            meaning="Frontal plane projection angle of the knee at the lowest point; + is inwards.",
            measure=fppa(side, f"{side} knee in"),
            band=Band.within(-3.0, 8.0, -8.0, 15.0),
            error=6.0,
            views=FRONTAL,
            window="mark",
            during=("lowest",),
            side=side,
            still=False,
            cue=Cue(
                low="Let the knee come in until it points over your second toe.",
                high="Point your kneecap over your second toe.",
            ),
            sources=(src.HERRINGTON_2010, src.ROSSI_2020),
            trust="Within about six degrees; compare landings of the same depth only.",
        ),
        Criterion(
            id="knee-over-foot",
            code="L6",
            title="Knee over the foot",
            meaning="How far the knee is inside the toes at the lowest point, in widths of the hip "
            "points.",
            measure=beside(
                limbs.toe, limbs.knee, "P", f"{side} knee inside toes", other(side), unit="P"
            ),
            band=Band.at_most(0.15, 0.40),
            error=0.1,
            views=FRONTAL,
            window="mark",
            during=("lowest",),
            side=side,
            still=False,
            cue=Cue.both("Point your kneecap over your second toe."),
            sources=(src.RATING_2021,),
            trust="Within a tenth of the hip points' width.",
        ),
        # A photo does not tell whether somebody has just landed.
        replace(one_leg.trunk_side_lean(side, LOADED, "largest"), still=False),
        replace(one_leg.pelvis_shift(side, LOADED), still=False),
        Criterion(
            id="knee-wobble",
            code="L9",
            title="Knee wobble",
            meaning="How often the knee turns from moving in to moving out by more than 1 % of the "
            "height from ankle to ear.",
            measure=beside(limbs.ankle, limbs.knee, "S", f"{side} knee beside ankle", side),
            band=Band.at_most(1.5, 3.5),
            error=0.5,
            views=FRONTAL,
            during=LOADED,
            reduce="reversals",
            side=side,
            still=False,
            cue=Cue.both("Slow and smooth."),
            sources=(src.RATING_2021, OWN),
            trust="A count of what is larger than the noise.",
        ),
        one_leg.touchdown(side),
        Criterion(
            id="time-to-stability",
            code="L13",
            title="Time to stability",
            meaning="Time from contact until the hips move sideways by less than 3 % of the height "
            "from ankle to ear for a second.",
            measure=Fact("stability", "s", FEET_AND_HIPS),
            band=Band.at_most(1.0, 2.0),
            error=0.1,
            views=FRONTAL,
            side=side,
            still=False,
            cue=Cue.both("Stick it, then hold."),
            sources=(OWN,),
            trust="To a few frames; needs two seconds after the landing.",
        ),
    )


def _fit(seen: Evidence) -> float:
    """A fall onto one leg."""
    return 0.95 if seen.landings and not seen.running and seen.standing >= 0.5 else 0.0


CHECK = Check(
    id="single-leg-landing",
    title="Single-leg landing",
    purpose="Watches how you land on one leg: whether knee, trunk and hips stay in line.",
    setup=one_leg.SETUP + "Then step off a low step or hop, land on one leg and hold it for two "
    "seconds; three times on each leg. A second clip from the side shows how the knee bends.",
    phases=SingleLeg("landing"),
    absent="No landing on one leg was seen: hop or step down, land on one leg and hold it.",
    fit=_fit,
    stand="Stand on both legs and hold still",
    room_above=0.15,
    prompts=(
        Prompt(
            "Hop, land on one leg, and hold it.",
            reps=3,
            each_side=True,
            lasts_s=2.0,
            again="Good. Again on the {side} leg.",
            other="Good. Now the {side} leg.",
            short="Hold it for two seconds. Again on the {side} leg.",
        ),
    ),
    farewell="Done. You can relax.",
    not_observable=(
        src.NOT_MUSCLES,
        "The force of the landing.",
        "Rotation of hip and trunk: it turns about an axis the camera looks along.",
    ),
    criteria=(
        *_of_leg("left"),
        *_of_leg("right"),
        Criterion(
            id="knee-bend",
            code="L11",
            title="Knee bend",
            meaning="Bend of the knee at contact and its peak afterwards.",
            measure=knee,
            band=Band.at_least(55.0, 45.0),
            error=8.0,
            views=SIDE,
            during=("lowering",),
            reduce="p95",
            still=False,
            parts=(
                Part("peak", "Peak knee bend", knee, Band.at_least(55.0, 45.0), 8.0),
                Part(
                    "contact",
                    "Knee bend at contact",
                    knee,
                    Band.at_least(25.0, 15.0),
                    8.0,
                    window="mark",
                    during=("contact",),
                ),
            ),
            cue=Cue.both("Land soft, bend the knee."),
            sources=(src.LESS, src.ONE_LEG_ARTICLE),
            trust="Within about eight degrees.",
        ),
        Criterion(
            id="trunk-at-landing",
            code="L12",
            title="Trunk at contact",
            meaning="Forward lean of the trunk at contact, compared with standing.",
            measure=relative(lean(MID_HIP, MID_SHOULDER, "trunk lean"), "trunk lean change"),
            band=Band((5.0, 25.0), (0.0, None)),
            error=2.5,
            error_without_baseline=4.0,
            views=SIDE,
            window="mark",
            during=("contact",),
            still=False,
            cue=Cue(
                low="Let your chest travel slightly forward.",
                high="Keep your chest from folding down.",
            ),
            sources=(src.LESS,),
            trust="Within two and a half degrees where you stood still first, four where not.",
        ),
        Criterion(
            id="side-difference",
            code="L14",
            title="Left-right difference",
            meaning="Difference of the knee-in angles of the left and the right leg.",
            measure=fppa("left", "left knee in"),
            band=Band.at_most(4.0, 7.0),
            error=4.0,
            views=FRONTAL,
            of_sides="knee-in",
            required=False,
            still=False,
            cue=Cue.both("Give the weaker side an extra set."),
            sources=(src.YOUDAS_2007,),
            trust="Errors that both legs share cancel out.",
        ),
    ),
)
