"""Criteria that every exercise on one leg shares; the frames in which they count differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from posecheck.assess.band import Band
from posecheck.assess.rules import FRONTAL, OWN, Criterion, Cue, Fact, Reduce, Window
from posecheck.assess.single_leg import FEET_AND_HIPS
from posecheck.body import LIMBS, MID_HIP, MID_SHOULDER, PELVIS_LINE, Side, other
from posecheck.checks import _sources as src
from posecheck.geometry.measure import (
    beside,
    relative,
    rise,
    side_lean,
)

WITHOUT_STANDING = 6.0
"""Degrees: a waistband that sits askew, stickers put on by hand and the camera's roll."""
SETUP = (
    "Film from behind (or the front), camera level and at hip height, 2.5 to 4 m away, whole body "
    "in the picture, tight clothes, the shirt tucked in. Stand on both legs for two seconds first. "
)


def both_sides(declare: Callable[[Side], Criterion]) -> tuple[Criterion, Criterion]:
    """Declare a criterion once for each leg."""
    return declare("left"), declare("right")


@dataclass(frozen=True, slots=True)
class Drop:
    """What differs between the movements in which a pelvis may drop: code, limits, words, frames.

    error: 95 %, with quiet standing seen first.
    """

    code: str
    good: float
    fault: float
    cue: str
    error: float
    during: tuple[str, ...]
    window: Window = "phase"
    how: Reduce = "p95"


def pelvic_drop(side: Side, drop: Drop) -> Criterion:
    """Declare the drop of the free side of the pelvis, by the line seen across it in the picture.

    The hip landmarks have no part in it: they follow the trunk.
    """
    ends = (PELVIS_LINE[other(side)], PELVIS_LINE[side])
    return Criterion(
        id="pelvic-drop",
        code=drop.code,
        title="Pelvic drop",
        meaning="How far the pelvis sinks on the side of the free leg, compared with standing on "
        "both legs; seen by two stickers or the waistband.",
        measure=relative(
            rise(*ends, f"{side} pelvis line", plane="picture"), f"{side} pelvis line change"
        ),
        band=Band.at_most(drop.good, drop.fault),
        error=drop.error,
        error_without_baseline=WITHOUT_STANDING,
        views=FRONTAL,
        window=drop.window,
        during=drop.during,
        reduce=drop.how,
        side=side,
        still=False,
        cue=Cue.both(drop.cue),
        sources=(src.PELVIS_SEEN, src.YOUDAS_2007),
        trust=f"Within {drop.error:g} degrees where you stood still first; {src.HOW_TO_SHOW_HIPS}",
    )


def trunk_side_lean(side: Side, during: tuple[str, ...], how: Reduce) -> Criterion:
    """Declare the lean of the trunk towards or away from the standing leg."""
    return Criterion(
        id="trunk-side-lean",
        code="L7",
        title="Trunk side lean",
        meaning="Sideways lean of the trunk, compared with standing on both legs; + is towards the "
        "standing leg.",
        measure=relative(
            side_lean(MID_HIP, MID_SHOULDER, f"lean to the {side}", towards=side),
            f"lean to the {side} change",
        ),
        band=Band.within(-6.0, 6.0, -10.0, 10.0),
        error=2.5,
        views=FRONTAL,
        during=during,
        reduce=how,
        side=side,
        cue=Cue.both("Stay tall through the middle."),
        sources=(src.NAKAGAWA_2012,),
        trust="One of the most exact measures from behind: within two and a half degrees.",
    )


def pelvis_shift(side: Side, during: tuple[str, ...]) -> Criterion:
    """Declare how far the hips go sideways past the standing foot."""
    return Criterion(
        id="pelvis-shift",
        code="L8",
        title="Hips over the foot",
        meaning="How far the middle of the hips passes the standing ankle sideways, in widths of "
        "the hip points.",
        measure=beside(LIMBS[side].ankle, MID_HIP, "P", f"hips past {side} ankle", side, unit="P"),
        band=Band.at_most(0.25, 0.5),
        error=0.1,
        views=FRONTAL,
        during=during,
        reduce="p95",
        side=side,
        cue=Cue.both("Hips stay over the foot."),
        sources=(src.RATING_2021, OWN),
        trust="Within a tenth of the hip points' width, about 2 cm.",
    )


def touchdown(side: Side) -> Criterion:
    """Declare whether balance was saved by the arms or by putting the foot down."""
    return Criterion(
        id="touchdown",
        code="L10",
        title="Balance",
        meaning="0 kept quietly, 1 saved by an arm, 2 the free foot touched down.",
        measure=Fact("strategy", "score", FEET_AND_HIPS),
        reduce="largest",
        band=Band.at_most(0.5, 1.5),
        error=0.0,
        views=FRONTAL,
        side=side,
        still=False,
        cue=Cue.both("Fix your eyes on one point and breathe out."),
        sources=(src.QASLS,),
        trust="Counts what is large: an arm that moves by a quarter of your height, a foot down.",
    )
