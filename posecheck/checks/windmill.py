"""Windmill: standing wide, arms out, turn and reach one hand to the other foot."""

from posecheck.assess.choose import Evidence
from posecheck.assess.phase import Cycle
from posecheck.assess.rules import (
    ANY_VIEW,
    FRONTAL,
    OWN,
    SIDE,
    Band,
    Check,
    Criterion,
    Cue,
    Fact,
    Prompt,
)
from posecheck.body import LEFT, LIMBS, MID_HIP, MID_SHOULDER, NEAR, RIGHT, Limbs, Side, other
from posecheck.checks import _single_leg as one_leg
from posecheck.checks import _sources as src
from posecheck.geometry.measure import (
    Axis,
    Measure,
    Vector,
    above,
    flexion,
    joint,
    largest,
    lean,
    span,
)

REACHED = ("furthest",)
ARMS_OUT, REACH_FROM, REACH_UNTIL = -70.0, -42.0, -46.0  # % S from hand to foot, - as it is near


def _nearness(hand: Limbs, foot: Limbs) -> Measure:
    between = Vector(hand.wrist, foot.ankle)
    name = f"{hand.side} hand to {foot.side} foot"
    return Measure(name, "ratio", "picture", between, Axis(0.0, 1.0, "S"), "% S", factor=-100.0)


nearness = largest("hand to other foot", _nearness(LEFT, RIGHT), _nearness(RIGHT, LEFT))
right_above = above(LEFT.wrist, RIGHT.wrist, "T", "right wrist above left", unit="T")
trunk = lean(MID_HIP, MID_SHOULDER, "trunk lean")
arms = joint(LEFT.wrist, MID_SHOULDER, RIGHT.wrist, "angle of the arms")


def _reach(side: Side) -> Criterion:
    hand, foot = LIMBS[side], LIMBS[other(side)]
    return Criterion(
        id="reach",
        code="WM1",
        title="Hand to the other foot",
        meaning=f"Distance from the {side} wrist to the {foot.side} ankle at the lowest point, in "
        "percent of the height from ankle to ear.",
        measure=span(hand.wrist, foot.ankle, "S", f"{side} wrist to {foot.side} ankle"),
        band=Band.at_most(12.0, 20.0),
        error=4.0,
        views=FRONTAL,
        window="span",
        during=REACHED,
        side=side,
        still=False,
        cue=Cue.both("Rotate first, then reach."),
        sources=(src.CLINIC_ARTICLE, OWN),
        trust="Within about 6 cm where both are seen; hands often hide before a bent body.",
    )


def _reach_low(side: Side) -> Criterion:
    hand = LIMBS[side]
    return Criterion(
        id="reach-low",
        code="WM1",
        title="Hand down to the feet",
        meaning=f"Distance from the {side} wrist to the near ankle as seen from the side, in "
        "percent of the height from ankle to ear; to which foot shows from the front.",
        measure=span(hand.wrist, NEAR.ankle, "S", f"{side} wrist to near ankle"),
        band=Band.at_most(14.0, 24.0),
        error=4.0,
        views=SIDE,
        window="span",
        during=REACHED,
        side=side,
        still=False,
        cue=Cue.both("Rotate first, then reach."),
        sources=(src.CLINIC_ARTICLE, OWN),
        trust="Within about 6 cm; to which foot the hand goes is not seen from the side.",
    )


def _arms(side: Side) -> Criterion:
    return Criterion(
        id="arms-in-line",
        code="WM2",
        title="One line from hand to hand",
        meaning=f"Angle of the two wrists about the middle of the shoulders while the {side} hand "
        "reaches; 180 is one line.",
        measure=arms,
        band=Band.at_least(160.0, 145.0),
        error=8.0,
        views=ANY_VIEW,
        window="span",
        during=REACHED,
        side=side,
        still=False,
        cue=Cue.both("One long line from hand to hand."),
        sources=(src.CLINIC_ARTICLE, OWN),
        trust="Within about eight degrees, best from the side; from the front the raised hand is "
        "often lost.",
    )


def _knee(side: Side) -> Criterion:
    return Criterion(
        id="knee-straight",
        code="WM3",
        title="Knees soft, not bent",
        meaning=f"Bend of the near knee while the {side} hand reaches; 0 is straight.",
        measure=flexion(NEAR.hip, NEAR.knee, NEAR.ankle, "knee bend"),
        band=Band.at_most(20.0, 35.0),
        error=8.0,
        views=SIDE,
        window="span",
        during=REACHED,
        side=side,
        still=False,
        cue=Cue.both("Soft, not bent, knees."),
        sources=(src.CLINIC_ARTICLE, OWN),
        trust="Within about eight degrees; from the front a knee bends towards the camera, which "
        "does not show.",
    )


def _tempo(side: Side) -> Criterion:
    return Criterion(
        id="tempo",
        code="WM4",
        title="Unhurried",
        meaning=f"How long the {side} hand takes on its way down.",
        measure=Fact("out", "s", (trunk,)),
        band=Band.at_least(1.5, 1.0),
        error=0.3,
        views=ANY_VIEW,
        side=side,
        still=False,
        cue=Cue.both("Take two slow counts on the way down."),
        sources=(OWN,),
        trust="To three tenths of a second.",
    )


def _fit(seen: Evidence) -> float:
    """Standing, bent down with one hand near the other foot and the other arm up."""
    return 0.95 if seen.postures.get("windmill", 0.0) > 0.06 and not seen.running else 0.0


CHECK = Check(
    id="windmill",
    title="Windmill",
    purpose="Watches whether the hand gets to the other foot with the arms in one line, straight "
    "knees and without haste.",
    setup="Film once from the side, camera level and at hip height, for knees, arms and how low "
    "the hand comes; and once from the front, camera at head height, for whether it gets to the "
    "other foot; 3 to 4 m away, room above you for a raised arm. Stand still for two seconds, feet "
    "well apart, and raise the arms to the sides. Turn and reach one hand to the other foot, come "
    "up, arms out, then the other hand; five times each.",
    phases=Cycle(
        driver=nearness,
        start=(-300.0, ARMS_OUT),
        end_enter=REACH_FROM,
        end_exit=REACH_UNTIL,
        side=right_above,
        names=("outside", "arms out", "going down", "reaching", "coming up"),
        longest_s=40.0,
    ),
    absent="No windmill was seen: stand with feet apart and arms out, reach one hand down towards "
    "the other foot, and come up again.",
    fit=_fit,
    standing=False,
    room_above=0.25,
    stand="Stand still, feet well apart",
    prompts=(
        Prompt(
            "Arms out. Turn, and reach one hand to the other foot.",
            reps=10,
            again="Come up, arms out; now the other hand.",
        ),
    ),
    farewell="Done. Arms down, and breathe.",
    not_observable=(
        "Rounding of the back, and how far the trunk turns.",
        "From the front: whether the knees bend. From the side: to which foot the hand goes.",
        src.NOT_MUSCLES,
    ),
    criteria=(
        *one_leg.both_sides(_reach),
        *one_leg.both_sides(_reach_low),
        *one_leg.both_sides(_arms),
        *one_leg.both_sides(_knee),
        *one_leg.both_sides(_tempo),
    ),
)
