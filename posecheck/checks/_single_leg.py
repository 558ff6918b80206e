"""Criteria that every exercise on one leg shares; the frames in which they count differ."""

from __future__ import annotations

from collections.abc import Callable

from posecheck.assess.rules import (
    FRONTAL,
    OWN,
    Band,
    Criterion,
    Cue,
    Fact,
    Reduce,
)
from posecheck.assess.single_leg import FEET_AND_HIPS
from posecheck.body import LIMBS, MID_HIP, MID_SHOULDER, Side, other
from posecheck.checks import _sources as src
from posecheck.geometry.measure import (
    beside,
    relative,
    rise,
    side_lean,
)

SETUP = (
    "Film from behind (or the front), camera level and at hip height, 2.5 to 4 m away, whole body "
    "in the picture, tight clothes. Stand on both legs for two seconds first. "
)


def both_sides(declare: Callable[[Side], Criterion]) -> tuple[Criterion, Criterion]:
    """Declare a criterion once for each leg."""
    return declare("left"), declare("right")


def pelvic_drop(side: Side, code: str, good: float, fault: float, cue: str) -> Criterion:
    """Declare the drop of the free side of the pelvis; never judged from the hip landmarks."""
    hips = (LIMBS[other(side)].hip, LIMBS[side].hip)
    return Criterion(
        id="pelvic-drop",
        code=code,
        title="Pelvic drop",
        meaning="How far the pelvis sinks on the side of the free leg.",
        measure=relative(
            rise(*hips, f"{side} hip line", plane="picture"), f"{side} hip line change"
        ),
        band=Band.at_most(good, fault),
        error=5.0,
        views=FRONTAL,
        side=side,
        required=False,
        cannot=src.PELVIS_CANNOT,
        cue=Cue.both(cue),
        sources=(src.HIP_LINE, src.YOUDAS_2007),
        trust="Not measured yet.",
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
