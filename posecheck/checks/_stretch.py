"""What stretches share: how long they are held, an upright trunk, and the choice of a time."""

from __future__ import annotations

from posecheck.assess.rules import ANY_VIEW, OWN, SIDE, Band, Criterion, Cue, Fact
from posecheck.body import MID_HIP, MID_SHOULDER, Side
from posecheck.checks import _sources as src
from posecheck.geometry.measure import AnyMeasure, lean

HOLD = ("hold",)
TIMES = {"hold": ("30", "20", "10", "5")}
trunk = lean(MID_HIP, MID_SHOULDER, "trunk lean")


def hold_time(
    code: str, seconds: float, rests_on: AnyMeasure, side: Side | None = None
) -> Criterion:
    """Declare how long a stretch is held; a fault below two thirds of the time."""
    return Criterion(
        id="hold",
        code=code,
        title="Time held",
        meaning="How long the stretch was held, the longest time; breaks of up to half a second "
        "count.",
        measure=Fact("hold", "s", (rests_on,)),
        band=Band.at_least(seconds, round(seconds * 2 / 3, 2)),
        error=0.3,
        views=ANY_VIEW,
        reduce="largest",
        side=side,
        still=False,
        cue=Cue.both("Stay a little longer, and breathe."),
        sources=(src.STRETCH_DOSE, OWN),
        trust="To three tenths of a second.",
    )


def trunk_upright(code: str) -> Criterion:
    """Declare an upright trunk."""
    return Criterion(
        id="trunk-lean",
        code=code,
        title="Trunk upright",
        meaning="Forward lean of the trunk; - leans back.",
        measure=trunk,
        band=Band.within(-8.0, 8.0, -15.0, 15.0),
        error=4.0,
        views=SIDE,
        during=HOLD,
        cue=Cue(low="Bring your ribs over your hips.", high="Stand tall, chest over hips."),
        sources=(src.CLINIC_ARTICLE, OWN),
        trust="Within about four degrees.",
    )
