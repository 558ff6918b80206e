"""Locust: chest, arms and straight legs off the floor, face down, thumbs up, held."""

from __future__ import annotations

from collections.abc import Mapping

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.hold import Hold
from posecheck.assess.rules import OWN, SIDE, Check, Criterion, Cue, Fact, Part
from posecheck.assess.tolerance import Gate
from posecheck.body import NEAR
from posecheck.checks import _floor as floor
from posecheck.checks import _sources as src
from posecheck.geometry.measure import above, largest, rise

HOLD = ("hold",)
leg_rise = rise(NEAR.hip, NEAR.knee, "leg rise")
lift = largest("chest or leg lift", floor.trunk_rise, leg_rise)
wrist_up = above(NEAR.hip, NEAR.wrist, "S", "wrist above hip")
CHEST = Band((5.0, 25.0), (None, 32.0))  # below 2 nothing is held
LEGS = Band.within(5.0, 20.0, 2.0, 28.0)
ARMS = Band.at_least(2.0, 0.0)


def _arms() -> tuple[Criterion, Criterion]:
    return (
        Criterion(
            id="arms-lifted",
            code="LO3",
            title="Arms off the floor",
            meaning="Near wrist above the hip, in percent of the height from ankle to ear, and the "
            "elbow straight.",
            measure=wrist_up,
            band=ARMS,
            error=2.0,
            views=SIDE,
            during=HOLD,
            parts=(
                Part("height", "Wrist above hip", wrist_up, ARMS, 2.0),
                Part("elbow", "Elbow bend", floor.elbow_bend, Band.at_most(25.0, 40.0), 8.0),
            ),
            cue=Cue.both("Lift your hands past your hips, arms long."),
            sources=(src.CORE_ARTICLE, OWN),
            trust="Within about 3 cm and eight degrees.",
        ),
        Criterion(
            id="thumbs-up",
            code="LO4",
            title="Thumbs up",
            meaning="Height of the thumb above the little finger, in percent of the height from "
            "ankle to ear.",
            measure=above(NEAR.pinky, NEAR.thumb, "S", "thumb above little finger"),
            band=Band.at_least(1.0, -1.0),
            error=3.0,
            views=SIDE,
            during=HOLD,
            required=False,
            cannot="Of the points of a hand, the coarsest of all, thumbs that point up read no "
            "higher than others.",
            cue=Cue.both("Turn your thumbs to the ceiling."),
            sources=(src.CORE_ARTICLE, OWN),
            trust="Not measured.",
        ),
    )


def _lifted() -> tuple[Criterion, Criterion]:
    return (
        Criterion(
            id="chest-lift",
            code="LO1",
            title="Chest lift",
            meaning="How far the line from hip to shoulder rises.",
            measure=floor.trunk_rise,
            band=CHEST,
            error=4.0,
            views=SIDE,
            during=HOLD,
            cue=Cue(low="Float your chest forward and up.", high="Lower your chest a little."),
            sources=(src.CORE_ARTICLE, OWN),
            trust="Within about four degrees of the picture's level.",
        ),
        Criterion(
            id="leg-lift",
            code="LO2",
            title="Leg lift",
            meaning="How far the near thigh rises from hip to knee, and the knee straight.",
            measure=leg_rise,
            band=LEGS,
            error=5.0,
            views=SIDE,
            during=HOLD,
            parts=(
                Part("height", "Thigh rise", leg_rise, LEGS, 5.0),
                Part("knee", "Knee bend", floor.knee_bend, Band.at_most(20.0, 35.0), 8.0),
            ),
            cue=Cue.both(
                "Stretch your toes behind you, legs long and only a little off the floor."
            ),
            sources=(src.CORE_ARTICLE, OWN),
            trust="Within about five degrees for the thigh and eight for the knee.",
        ),
    )


def _fit(seen: Evidence) -> float:
    """Face down, and not propped up."""
    prone, lifted = seen.postures.get("prone", 0.0), seen.postures.get("lifted", 0.0)
    if seen.diagonals or seen.postures.get("leg-only", 0.0) > 0.1:
        return 0.1 * prone
    return (0.8 if lifted > 0.2 else 0.4) * prone


def _declare(chosen: Mapping[str, str]) -> Check:
    seconds = float(chosen["hold"])
    return Check(
        id="locust",
        title="Locust",
        purpose="Watches chest, arms and legs lifted face down, and how long they stay up.",
        setup=floor.SETUP
        + "Lie face down, arms by your sides. Lift chest, head, arms and straight "
        f"legs, thumbs to the ceiling, and hold for {seconds:g} seconds.",
        phases=Hold(
            posture=(
                Gate(lift, low=4.0, high=60.0),
                Gate(floor.trunk_rise, -20.0, 60.0),
                Gate(floor.knee_bend, high=70.0),
            ),
            form=(
                Gate(floor.trunk_rise, 2.0, 32.0),
                Gate(leg_rise, 2.0, 28.0),
                Gate(wrist_up, low=0.0),
            ),
        ),
        absent="No locust was seen: lie face down and lift chest and legs clearly off the floor, "
        "for at least two seconds.",
        fit=_fit,
        standing=False,
        options={"hold": ("30", "20", "10", "5")},
        vary=_declare,
        stand="Lie face down",
        prompts=(floor.held("Lift chest, arms and legs, thumbs up, and hold.", seconds),),
        farewell="Done. Lower everything, and rest.",
        not_observable=(src.NOT_LUMBAR, src.NOT_MUSCLES, floor.BEHIND),
        criteria=(
            *_lifted(),
            *_arms(),
            floor.neck_in_line("LO5", "hold", Band.within(155.0, 195.0, 145.0, 205.0)),
            Criterion(
                id="hold",
                code="LO6",
                title="Time in form",
                meaning="How long chest, legs and arms stayed up within their limits; breaks of up "
                "to half a second count.",
                measure=Fact("hold", "s", (floor.trunk_rise, leg_rise, wrist_up)),
                band=Band.at_least(seconds, seconds * 2 / 3),
                error=0.3,
                views=SIDE,
                reduce="largest",
                still=False,
                cue=Cue.both("Breathe and stay long."),
                sources=(src.CORE_ARTICLE, OWN),
                trust="To three tenths of a second.",
            ),
        ),
    )


CHECK = _declare({"hold": "30"})
