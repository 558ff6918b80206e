"""How head, trunk and shoulders are carried, sitting or walking: criteria that both share."""

from __future__ import annotations

from posecheck.assess.band import Band
from posecheck.assess.rules import FRONTAL, OWN, SIDE, Criterion, Cue
from posecheck.body import LEFT, MID_HIP, MID_SHOULDER, NEAR, RIGHT
from posecheck.checks import _sources as src
from posecheck.geometry.measure import difference, lean, rise, side_lean

trunk = lean(MID_HIP, MID_SHOULDER, "trunk lean")
neck = lean(NEAR.shoulder, NEAR.ear, "neck lean")


def head_forward(code: str, during: tuple[str, ...]) -> Criterion:
    """Declare the ear over the shoulder."""
    return Criterion(
        id="head-forward",
        code=code,
        title="Head over the shoulders",
        meaning="Lean of the line from shoulder to ear, forward +.",
        measure=neck,
        band=Band.at_most(12.0, 20.0),
        error=4.0,
        views=SIDE,
        during=during,
        cue=Cue.both("Bring your ears back over your shoulders."),
        sources=(src.CLINIC_ARTICLE, src.LAU_2009, OWN),
        trust="Within about four degrees.",
    )


def head_in_line(code: str, during: tuple[str, ...]) -> Criterion:
    """Declare the head in line with a trunk that moves."""
    return Criterion(
        id="head-in-line",
        code=code,
        title="Head in line",
        meaning="Lean of the line from shoulder to ear less that of the trunk.",
        measure=difference(neck, trunk, "neck lean less trunk lean"),
        band=Band.within(-5.0, 15.0, -15.0, 25.0),
        error=4.0,
        views=SIDE,
        during=during,
        cue=Cue(
            low="Let your head come forward a little, chin level.",
            high="Grow tall through the back of your head.",
        ),
        sources=(src.HEAD_ARTICLE, src.CLINIC_ARTICLE, OWN),
        trust="Within about four degrees.",
    )


def trunk_lean(
    code: str,
    during: tuple[str, ...],
    limits: tuple[float, float, float, float],
    views: frozenset[str],
) -> Criterion:
    """Declare the trunk over the hips; limits: good low and high, fault low and high."""
    return Criterion(
        id="trunk-lean",
        code=code,
        title="Trunk over the hips",
        meaning="Forward lean of the line from hips to shoulders; - leans back.",
        measure=trunk,
        band=Band.within(*limits),
        error=4.0,
        views=views,
        during=during,
        cue=Cue(
            low="Come forward until your shoulders are over your hips.",
            high="Stack your shoulders over your hips.",
        ),
        sources=(src.CLINIC_ARTICLE, src.NEEDHAM_2021, OWN),
        trust="Within about four degrees.",
    )


def shoulder_level(code: str, during: tuple[str, ...]) -> Criterion:
    """Declare level shoulders, seen from the front or behind."""
    return Criterion(
        id="shoulder-level",
        code=code,
        title="Shoulder line",
        meaning="Angle of the line through both shoulders to the horizontal, left higher is +.",
        measure=rise(RIGHT.shoulder, LEFT.shoulder, "shoulder line", plane="frontal"),
        band=Band.within(-2.5, 2.5, -4.0, 4.0),
        error=1.5,
        views=FRONTAL,
        during=during,
        cue=Cue.both("Let both shoulders drop evenly."),
        sources=(src.FERREIRA_2011, src.HEAD_ARTICLE),
        trust="Within about a degree and a half; small differences are normal.",
    )


def side_sway(code: str, during: tuple[str, ...]) -> Criterion:
    """Declare how far the trunk sways to the sides."""
    return Criterion(
        id="trunk-side-lean",
        code=code,
        title="Sway to the sides",
        meaning="How far the trunk leans from its most left to its most right.",
        measure=side_lean(MID_HIP, MID_SHOULDER, "side lean"),
        band=Band.at_most(10.0, 16.0),
        error=2.5,
        views=FRONTAL,
        during=during,
        reduce="range",
        still=False,
        cue=Cue.both("Stay tall and centred over your feet."),
        sources=(OWN,),
        trust="One of the most exact measures from the front or behind.",
    )
