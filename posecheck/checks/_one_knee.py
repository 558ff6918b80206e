"""How the knee of one loaded leg moves, seen from the front or behind: landings and squats."""

from __future__ import annotations

from dataclasses import dataclass

from posecheck.assess.band import Band
from posecheck.assess.rules import FRONTAL, OWN, Criterion, Cue, Window
from posecheck.body import LIMBS, PELVIS_LINE, Side, other
from posecheck.checks import _sources as src
from posecheck.geometry.measure import Measure, Vector, beside, change, fppa


@dataclass(frozen=True, slots=True)
class Lowest:
    """Which frames are the lowest of a movement, and how far in a knee may fall there."""

    window: Window
    during: tuple[str, ...]
    knee_in_fault: float


def at_lowest(side: Side, lowest: Lowest) -> tuple[Criterion, Criterion, Criterion]:
    """Declare what is judged where the leg is bent most: thigh, knee and knee over foot."""
    return _femur_pelvis(side, lowest), _knee_in(side, lowest), _knee_over_foot(side, lowest)


def _femur_pelvis(side: Side, lowest: Lowest) -> Criterion:
    limbs = LIMBS[side]
    return Criterion(
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
        window=lowest.window,
        during=lowest.during,
        side=side,
        required=False,
        still=False,
        cue=Cue.both("Keep your thigh out under your hip."),
        sources=(src.ROSSI_2020, src.NAKAGAWA_2012, src.PELVIS_SEEN),
        trust="Within about six degrees: the pelvis line is seen, the thigh is from landmarks; "
        f"{src.HOW_TO_SHOW_HIPS}",
    )


def _knee_in(side: Side, lowest: Lowest) -> Criterion:
    return Criterion(
        id="knee-in",
        code="L5",
        title="Knee inwards",
        meaning="Frontal plane projection angle of the knee at the lowest point; + is inwards.",
        measure=fppa(side, f"{side} knee in"),
        band=Band.within(-3.0, 8.0, -8.0, lowest.knee_in_fault),
        error=6.0,
        views=FRONTAL,
        window=lowest.window,
        during=lowest.during,
        side=side,
        still=False,
        cue=Cue(
            low="Let the knee come in until it points over your second toe.",
            high="Point your kneecap over your second toe.",
        ),
        sources=(src.HERRINGTON_2010, src.ROSSI_2020),
        trust="From the front within about six degrees, and one more for each that the camera is "
        "off square; from behind a knee far in reads too small. Compare movements of one depth.",
    )


def _knee_over_foot(side: Side, lowest: Lowest) -> Criterion:
    limbs = LIMBS[side]
    return Criterion(
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
        window=lowest.window,
        during=lowest.during,
        side=side,
        still=False,
        cue=Cue.both("Point your kneecap over your second toe."),
        sources=(src.RATING_2021,),
        trust="Within a fifth of the hip points' width from the front, a third from behind.",
    )


def knee_wobble(side: Side, during: tuple[str, ...]) -> Criterion:
    """Declare how often the knee turns from moving in to moving out."""
    limbs = LIMBS[side]
    return Criterion(
        id="knee-wobble",
        code="L9",
        title="Knee wobble",
        meaning="How often the knee turns from moving in to moving out by more than 1 % of the "
        "height from ankle to ear.",
        measure=beside(limbs.ankle, limbs.knee, "S", f"{side} knee beside ankle", side),
        band=Band.at_most(1.5, 3.5),
        error=1.0,  # one turn more or less, where the count begins or ends on one
        views=FRONTAL,
        during=during,
        reduce="reversals",
        side=side,
        still=False,
        cue=Cue.both("Slow and smooth."),
        sources=(src.RATING_2021, OWN),
        trust="A count of what is larger than the noise.",
    )


def side_difference() -> Criterion:
    """Declare the comparison of the two legs' knee-in angles."""
    return Criterion(
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
        cue=Cue.both("Give the side that falls in more an extra set."),
        sources=(src.YOUDAS_2007,),
        trust="Errors that both legs share cancel out.",
    )
