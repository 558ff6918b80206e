"""Oblique stretch: a side bend, standing, between two panes of glass."""

from __future__ import annotations

from collections.abc import Mapping

from posecheck.assess.choose import Evidence
from posecheck.assess.hold import Hold
from posecheck.assess.rules import FRONTAL, OWN, Band, Check, Criterion, Cue
from posecheck.assess.tolerance import Gate
from posecheck.body import LEFT, MID_HIP, MID_SHOULDER, RIGHT, Side, mid, other
from posecheck.checks import _single_leg as one_leg
from posecheck.checks import _sources as src
from posecheck.checks import _stretch as stretch
from posecheck.geometry.measure import above, beside, share_of_baseline, side_lean, size, span

bend = side_lean(MID_HIP, MID_SHOULDER, "lean to the left", towards="left")
bent = size(bend, "side bend")
upright = above(MID_HIP, MID_SHOULDER, "T", "shoulders above hips", unit="T")


def _bend(side: Side) -> Criterion:
    return Criterion(
        id="side-bend",
        code="OB1",
        title="How far to the side",
        meaning="Lean of the trunk towards this side.",
        measure=side_lean(MID_HIP, MID_SHOULDER, f"lean to the {side}", towards=side),
        band=Band((20.0, 40.0), (12.0, None)),
        error=3.0,
        views=FRONTAL,
        during=stretch.HOLD,
        side=side,
        cue=Cue(
            low="Up and over, a little further.", high="Come back a little, long rather than low."
        ),
        sources=(src.CLINIC_ARTICLE, OWN),
        trust="Within about three degrees.",
    )


def _shift(side: Side) -> Criterion:
    return Criterion(
        id="hip-shift",
        code="OB2",
        title="Hips stay over the feet",
        meaning="How far the hips go to the other side of the middle of the feet, in widths of the "
        "hip points.",
        measure=beside(
            mid(LEFT.ankle, RIGHT.ankle),
            MID_HIP,
            "P",
            f"hips {other(side)} of feet",
            other(side),
            unit="P",
        ),
        band=Band.at_most(0.45, 0.9),
        error=0.2,
        views=FRONTAL,
        during=stretch.HOLD,
        side=side,
        cue=Cue.both("Leave your hips over your feet and bend above them."),
        sources=(OWN,),
        trust="Within a fifth of the hip points' width, about 4 cm.",
    )


def _flat(side: Side) -> Criterion:
    return Criterion(
        id="no-twist",
        code="OB3",
        title="No turning",
        meaning="Width of the shoulders, as a share of that in quiet standing; less is turning.",
        measure=share_of_baseline(
            span(LEFT.shoulder, RIGHT.shoulder, "S", "shoulder width"), "shoulder width share"
        ),
        band=Band.at_least(0.90, 0.80),
        error=0.08,
        views=FRONTAL,
        during=stretch.HOLD,
        side=side,
        required=False,
        still=False,
        cue=Cue.both("Stay between two panes of glass."),
        sources=(OWN,),
        trust="Turning by less than about 25 degrees hardly shows.",
    )


def _fit(seen: Evidence) -> float:
    """Somebody who stands and bends to the side, seen from the front or behind."""
    if seen.running or seen.walking or seen.one_leg_s > 1.0:
        return 0.0
    return 0.9 if seen.postures.get("side-bent", 0.0) > 0.2 else 0.0


def _declare(chosen: Mapping[str, str]) -> Check:
    seconds = float(chosen["hold"])
    return Check(
        id="oblique-stretch",
        title="Oblique stretch",
        purpose="Watches how far you bend to either side, whether the hips stay over the feet, and "
        "which side is tighter.",
        setup="Film from the front or behind, camera level at hip height, 3 to 4 m away, whole "
        "body in the picture, arms too. Stand still for two seconds, then bend to one side, the "
        f"arm overhead, and hold it for {seconds:g} seconds; then the other side.",
        phases=Hold(
            posture=(Gate(bent, 9.0, 60.0), Gate(upright, low=0.4)),
            form=(Gate(bent, low=12.0),),
            side=bend,
        ),
        absent="No side bend was seen: stand with your front or back to the camera and bend to one "
        "side for at least two seconds.",
        fit=_fit,
        options=stretch.TIMES,
        vary=_declare,
        stand="Stand still",
        not_observable=(src.NOT_LUMBAR, src.NOT_MUSCLES, "How strongly it pulls."),
        criteria=(
            *one_leg.both_sides(_bend),
            *one_leg.both_sides(_shift),
            *one_leg.both_sides(_flat),
            *one_leg.both_sides(lambda side: stretch.hold_time("OB4", seconds, bend, side)),
            Criterion(
                id="side-difference",
                code="OB5",
                title="Left-right difference",
                meaning="Difference of how far you bend to either side.",
                measure=bend,
                band=Band.at_most(8.0, 12.0),
                error=3.0,
                views=FRONTAL,
                of_sides="side-bend",
                required=False,
                still=False,
                cue=Cue.both("Spend longer on the tighter side."),
                sources=(OWN,),
                trust="Errors that both sides share cancel out.",
            ),
        ),
    )


CHECK = _declare({"hold": "30"})
