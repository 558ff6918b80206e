"""Clam: lying on one side with bent legs, the upper knee opened while the heels stay together."""

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.cycle import Cycle
from posecheck.assess.rules import FRONTAL, OWN, Check, Criterion, Cue, Prompt
from posecheck.body import LEFT, RIGHT, Side
from posecheck.checks import _single_leg as one_leg
from posecheck.checks import _sources as src
from posecheck.geometry.measure import Axis, Measure, Vector, above, rise, size, span

TOP = ("furthest",)
left_on_top = above(RIGHT.knee, LEFT.knee, "T", "left knee above right", unit="T")
apart = size(left_on_top, "knees apart")
# The gap of the knees is nearly in proportion to the angle between the thighs, in spite of the hips
# that are bent towards the camera: 20, 30 and 40 degrees read 19, 28 and 35.
OPENING_PER_TRUNK = 64.0
opening = size(
    Measure(
        "left thigh above right",
        "along",
        "picture",
        Vector(RIGHT.knee, LEFT.knee),
        Axis(0.0, 1.0, "T"),
        "deg",
        factor=OPENING_PER_TRUNK,
    ),
    "thighs apart",
)


def _opening(side: Side) -> Criterion:
    return Criterion(
        id="opening",
        code="C1",
        title="Open far enough",
        meaning=f"Angle by which the {side} thigh opens from the other, from the gap of the knees.",
        measure=opening,
        band=Band.at_least(30.0, 20.0),
        error=8.0,
        views=FRONTAL,
        window="rep",
        reduce="range",
        side=side,
        still=False,
        cue=Cue.both("Open like a book, heels glued."),
        sources=(src.CLINIC_ARTICLE, src.CLAM_SET_UP, OWN),
        trust="Within about eight degrees for hips bent by about 45; the thighs point at the "
        "camera.",
    )


def _heels(side: Side) -> Criterion:
    return Criterion(
        id="heels-together",
        code="C2",
        title="Heels together",
        meaning=f"Distance of the ankles while the {side} knee is open, in percent of the height "
        "from ankle to ear.",
        measure=span(LEFT.ankle, RIGHT.ankle, "S", "ankles apart"),
        band=Band.at_most(7.0, 10.0),
        error=2.0,
        views=FRONTAL,
        window="span",
        during=TOP,
        side=side,
        cue=Cue.both("Keep your heels touching."),
        sources=(src.CLINIC_ARTICLE, OWN),
        trust="Within about 3 cm.",
    )


def _fit(seen: Evidence) -> float:
    """On one side, the knees opened and the heels together."""
    lying, opened = seen.postures.get("side-lying", 0.0), seen.postures.get("clam", 0.0)
    return 0.95 * lying if opened > 0.08 else 0.0


CHECK = Check(
    id="clam",
    title="Clam",
    purpose="Watches how far the upper knee opens while you lie on one side, and whether the heels "
    "stay together.",
    setup="Put the camera level, 30 to 100 cm high and 3 to 4 m away, so that it sees the front of "
    "your body along the picture, from head to feet. Lie on one side, hips bent by about 45 "
    "degrees and knees by 90, heels together. Open the upper knee slowly and close it; ten to "
    "fifteen times. Turn round to the other end for the other leg, your front to the camera.",
    phases=Cycle(
        driver=apart,
        start=(-1.0, 0.33),
        end_enter=0.39,
        end_exit=0.36,
        side=left_on_top,
        unfinished=True,
        names=("outside", "closed", "opening", "open", "closing"),
        longest_s=40.0,
    ),
    absent="No clam was seen: lie on one side, front to the camera, knees bent, and open the upper "
    "knee clearly.",
    fit=_fit,
    standing=False,
    stand="Lie on one side, knees bent",
    prompts=(
        Prompt(
            "Open the upper knee slowly, and close it.",
            reps=10,
            each_side=True,
            turn=True,
            again="{count}.",
            other="Turn round and lie on the other side: now the {side} leg.",
        ),
    ),
    farewell="Done. Straighten your legs and rest.",
    not_observable=(
        "How far hips and knees are bent: the thighs point at the camera.",
        src.NOT_MUSCLES,
    ),
    criteria=(
        *one_leg.both_sides(_opening),
        *one_leg.both_sides(_heels),
        Criterion(
            id="stacked",
            code="C3",
            title="Upper hip stays put",
            meaning="Whether the upper hip rolls back as the knee opens.",
            measure=rise(RIGHT.hip, LEFT.hip, "left hip above right", plane="picture"),
            band=Band.within(-12.0, 12.0, -20.0, 20.0),
            error=25.0,
            views=FRONTAL,
            required=False,
            cannot="A hip that rolls back goes straight away from the camera; 20 degrees of it "
            "lower the hip in the picture by 1 cm. A hand on the hip tells.",
            cue=Cue.both("Keep your upper hip stacked on the lower one."),
            sources=(src.CLINIC_ARTICLE, OWN),
            trust="Not measured.",
        ),
    ),
)
