"""Single-leg landing: how knee, trunk and hips take the load of a landing on one leg."""

from dataclasses import replace

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.rules import FRONTAL, OWN, SIDE, Check, Criterion, Cue, Fact, Part, Prompt
from posecheck.assess.single_leg import FEET_AND_HIPS, SingleLeg
from posecheck.body import MID_HIP, MID_SHOULDER, NEAR, Side
from posecheck.checks import _one_knee as one_knee
from posecheck.checks import _single_leg as one_leg
from posecheck.checks import _sources as src
from posecheck.checks import _stretch as stretch
from posecheck.geometry.measure import (
    flexion,
    lean,
    relative,
)

LOADED = ("lowering", "landed")
LOWEST = one_knee.Lowest("mark", ("lowest",), 15.0)
DROP = one_leg.Drop("L3", 7.0, 11.0, "Land quietly with level hips.", 5.0, ("lowering",))
knee = flexion(NEAR.hip, NEAR.knee, NEAR.ankle, "knee flexion")


def _of_leg(side: Side) -> tuple[Criterion, ...]:
    return (
        one_leg.pelvic_drop(side, DROP),
        *one_knee.at_lowest(side, LOWEST),
        # A photo does not tell whether somebody has just landed.
        replace(one_leg.trunk_side_lean(side, LOADED, "largest"), still=False),
        replace(one_leg.pelvis_shift(side, LOADED), still=False),
        one_knee.knee_wobble(side, LOADED),
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
    if seen.running or seen.standing < 0.5 or stretch.held_on_one_leg(seen):
        return 0.0
    return 0.95 if seen.landings else 0.0


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
            again="Again on the {side} leg.",
            other="Now the {side} leg.",
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
        one_knee.side_difference(),
    ),
)
