"""Oblique stretch: a side bend in one plane, hips over the feet."""

from __future__ import annotations

from collections.abc import Mapping

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.hold import Hold
from posecheck.assess.rules import FRONTAL, OWN, Check, Criterion, Cue
from posecheck.assess.tolerance import Gate
from posecheck.body import LEFT, MID_HIP, MID_SHOULDER, RIGHT, Side, mid, other
from posecheck.checks import _sources as src
from posecheck.checks import _stretch as stretch
from posecheck.checks._single_leg import both_sides
from posecheck.geometry.measure import beside, relative, side_lean, size, span

LEAST_BEND, SHIFTED, TWISTED = 12.0, 0.5, 0.8  # faults beyond: deg, P, W
to_right = side_lean(MID_HIP, MID_SHOULDER, "lean to the right", "right")
bend = size(to_right, "side bend")
shift = relative(
    beside(mid(LEFT.ankle, RIGHT.ankle), MID_HIP, "P", "hips beside the feet", "left", unit="P"),
    "hips beside the feet change",
)
width = span(LEFT.shoulder, RIGHT.shoulder, "W", "shoulder width", unit="W")


def _bend(side: Side) -> Criterion:
    return Criterion(
        id="side-bend",
        code="SO1",
        title="Far enough to the side",
        meaning=f"Lean of the trunk to the {other(side)}, which stretches the {side} side.",
        measure=bend,
        band=Band((20.0, 35.0), (LEAST_BEND, None)),
        error=2.5,
        views=FRONTAL,
        during=stretch.HELD,
        side=side,
        cue=Cue(low="Reach up and over.", high="Come up a little, and grow longer instead."),
        sources=(src.CLINIC_ARTICLE, OWN),
        trust="Within about two and a half degrees.",
    )


def _shift(side: Side) -> Criterion:
    return Criterion(
        id="hip-shift",
        code="SO2",
        title="Hips over the feet",
        meaning="How far the hips go sideways, + to the left, in widths of the hip points.",
        measure=shift,
        band=Band.within(-0.25, 0.25, -SHIFTED, SHIFTED),
        error=0.1,
        views=FRONTAL,
        during=stretch.HELD,
        side=side,
        cue=Cue.both("Keep your hips over your feet."),
        sources=(OWN,),
        trust="Within a tenth of the width of the hip points, about 2 cm.",
    )


def _twist(side: Side) -> Criterion:
    return Criterion(
        id="no-twist",
        code="SO3",
        title="In one plane",
        meaning="Width of the shoulders in the picture, as a share of standing: less where the "
        "trunk twists.",
        measure=width,
        band=Band.at_least(0.9, TWISTED),
        error=0.1,
        views=FRONTAL,
        during=stretch.HELD,
        side=side,
        still=False,
        cue=Cue.both("Stay between two panes of glass."),
        sources=(OWN,),
        trust="Within a tenth, and read too small: 48 degrees of a mannequin read as 27.",
    )


def _fit(seen: Evidence) -> float:
    """Standing, bent to one side, seen from the front or behind."""
    return stretch.fit(seen, "side-bent")


def _declare(chosen: Mapping[str, str]) -> Check:
    seconds = float(chosen["hold"])
    return Check(
        id="oblique-stretch",
        title="Side bend",
        purpose="Watches how far you bend to the side, whether hips and shoulders stay in one "
        "plane, and how long it is held.",
        setup="Film from the front or behind, camera level and at hip height, 3 to 4 m away, room "
        "above you for a raised arm. Stand still for two seconds, then raise one arm and bend to "
        "the other side; then the same to the other.",
        phases=Hold(
            posture=(Gate(bend, low=6.0, high=70.0),),
            form=(
                Gate(bend, low=LEAST_BEND),
                Gate(shift, -SHIFTED, SHIFTED),
                Gate(width, low=TWISTED),
            ),
            side=to_right,
        ),
        absent="No side bend was seen: bend clearly to one side and hold it for at least two "
        "seconds.",
        fit=_fit,
        options=stretch.SECONDS,
        vary=_declare,
        room_above=0.25,
        stand="Stand still on both feet",
        prompts=(
            stretch.prompts(
                "Raise one arm and bend to the other side.",
                seconds,
                "Now bend the other way, to stretch the {side} side.",
            ),
        ),
        farewell="Done. Come up and relax.",
        not_observable=(src.NOT_STRETCH, src.NOT_LUMBAR, src.NOT_PELVIC_TILT),
        criteria=(
            *both_sides(_bend),
            *both_sides(_shift),
            *both_sides(_twist),
            *both_sides(lambda side: stretch.hold(side, seconds, bend, FRONTAL)),
            stretch.side_difference("side-bend", bend, FRONTAL),
        ),
    )


CHECK = _declare({"hold": "30"})
