"""Seated glute stretch: one ankle on the other knee, hinged forward."""

from __future__ import annotations

from collections.abc import Mapping

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.hold import Hold
from posecheck.assess.rules import ANY_VIEW, OWN, SIDE, Check, Criterion, Cue
from posecheck.assess.tolerance import Gate
from posecheck.body import LEFT, LIMBS, MID_HIP, MID_SHOULDER, RIGHT, Side, other
from posecheck.checks import _sources as src
from posecheck.checks import _stretch as stretch
from posecheck.checks._single_leg import both_sides
from posecheck.geometry.measure import above, largest, mean, share_of_baseline, smallest, span

APART = 14.0  # % S between ankle and knee: a fault beyond
FRONT = frozenset({"front"})
left_up = above(RIGHT.ankle, LEFT.ankle, "T", "left ankle above right", unit="T")
hips_high = largest(
    "hips above the lower ankle",
    above(LEFT.ankle, MID_HIP, "T", "hips above left ankle", unit="T"),
    above(RIGHT.ankle, MID_HIP, "T", "hips above right ankle", unit="T"),
)
ON_KNEE = {
    side: span(LIMBS[side].ankle, LIMBS[other(side)].knee, "S", f"{side} ankle to other knee")
    for side in LIMBS
}
# Narrow shoulders are those of a side view, which does not show the ankle; there it is let pass.
crossed = smallest(
    "ankle to the other knee where it shows",
    *ON_KNEE.values(),
    span(LEFT.shoulder, RIGHT.shoulder, "S", "shoulder width in S"),
)
stretched = mean("left ankle up or left side near", left_up, stretch.facing_left)
length = share_of_baseline(
    span(MID_HIP, MID_SHOULDER, "T", "trunk length", unit="T"), "trunk length as standing"
)


def _crossed(side: Side) -> Criterion:
    return Criterion(
        id="ankle-on-knee",
        code="SG1",
        title="Ankle on the other knee",
        meaning="Distance of the ankle from the other knee, in percent of the height from ankle "
        "to ear.",
        measure=ON_KNEE[side],
        band=Band.at_most(8.0, APART),
        error=3.0,
        views=FRONT,
        during=stretch.HELD,
        side=side,
        cue=Cue.both("Rest the ankle just above the other knee."),
        sources=(src.CLINIC_ARTICLE, OWN),
        trust="Within about 5 cm.",
    )


def _hinge(side: Side) -> Criterion:
    return Criterion(
        id="hinge",
        code="SG2",
        title="Hinged forward",
        meaning="Forward lean of the trunk, compared with quiet standing where that was seen.",
        measure=stretch.trunk,
        band=Band.within(15.0, 45.0, 10.0, 50.0),
        error=stretch.TILT,
        error_without_baseline=stretch.TILT_ALONE,
        views=SIDE,
        during=stretch.HELD,
        side=side,
        cue=Cue(
            low="Hinge forward from the hips with a long back.",
            high="Come up a little; the pull belongs to the seat, not to the back.",
        ),
        sources=(OWN,),
        trust="Within two and a half degrees where you stood still first, four where not.",
    )


def _long(side: Side) -> Criterion:
    return Criterion(
        id="long-back",
        code="SG3",
        title="Long back",
        meaning="Length from hips to shoulders as a share of standing: less where the back rounds.",
        measure=length,
        band=Band.at_least(0.93, 0.88),
        error=0.05,
        views=SIDE,
        during=stretch.HELD,
        side=side,
        required=False,
        cannot=src.SEATED_LENGTH,
        cue=Cue.both("Lengthen from your seat to the crown of your head."),
        sources=(OWN,),
        trust="Not measured.",
    )


def _fit(seen: Evidence) -> float:
    """Sitting, one ankle on the other knee; from the side, sat down and bent forward."""
    sat_down = 0.1 < seen.standing < 0.7 and seen.postures.get("seated-ahead", 0.0) > 0.2
    return max(stretch.fit(seen, "figure-four"), 0.7 if sat_down and not seen.running else 0.0)


def _declare(chosen: Mapping[str, str]) -> Check:
    seconds = float(chosen["hold"])
    return Check(
        id="seated-glute-stretch",
        title="Seated glute stretch",
        purpose="Watches the ankle on the other knee, the hinge forward, and how long it is held.",
        setup="Film once from the front and once from the side, camera level, 2.5 to 4 m away, the "
        "whole body and the chair in the picture. Stand still for two seconds, then sit on the "
        "front of the chair, put one ankle, from the side the near one, on the other knee and "
        "lean forward from the hips.",
        phases=Hold(
            posture=(
                Gate(hips_high, 0.4, 1.35),
                Gate(above(MID_HIP, MID_SHOULDER, "T", "shoulders above hips", unit="T"), low=0.3),
            ),
            form=(Gate(crossed, high=APART),),
            side=stretched,
        ),
        absent="No seated glute stretch was seen: sit, put one ankle on the other knee, and hold "
        "it for at least two seconds.",
        fit=_fit,
        standing=False,
        options=stretch.SECONDS,
        vary=_declare,
        stand="Sit down, or stand still",
        prompts=(
            stretch.prompts(
                "Put one ankle on the other knee and lean forward.",
                seconds,
                "Change legs: now the {side} ankle on the other knee.",
            ),
        ),
        farewell="Done. Put your foot down.",
        not_observable=(
            "From the side, whether and which ankle lies on the other knee.",
            "Whether the back is long: sitting alone shortens it for the pose model.",
            src.NOT_STRETCH,
            src.NOT_LUMBAR,
            src.NOT_PELVIC_TILT,
        ),
        criteria=(
            *both_sides(_crossed),
            *both_sides(_hinge),
            *both_sides(_long),
            *both_sides(lambda side: stretch.hold(side, seconds, stretch.trunk, ANY_VIEW)),
            stretch.side_difference("hinge", stretch.trunk, SIDE),
        ),
    )


CHECK = _declare({"hold": "30"})
