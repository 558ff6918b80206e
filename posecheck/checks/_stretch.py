"""What the five stretches share: how long they are held, on which side, and how sides compare."""

from __future__ import annotations

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.rules import OWN, SIDE, Criterion, Cue, Fact, Prompt
from posecheck.body import MID_EAR, MID_HIP, MID_SHOULDER, NOSE, Side
from posecheck.checks import _sources as src
from posecheck.geometry.measure import AnyMeasure, Axis, Measure, Vector, lean, relative

HELD = ("hold",)
SECONDS = {"hold": ("30", "20", "10", "5")}
LEAST = 2 / 3  # of the time that is asked for: below it the stretch was too short
REPEATS = 2  # on each side
STANCE_S = 4.0  # on one leg: longer than a landing is held
LONG_S = 20.0  # from where on the time is called on the way
TILT, TILT_ALONE = 2.5, 4.0  # deg, 95 % error of the trunk's lean with quiet standing, without
BOTH_SIDES = 6.0  # deg, 95 % error of a difference in which what both sides share cancels out

trunk = relative(lean(MID_HIP, MID_SHOULDER, "trunk lean"), "trunk lean change")
facing_left = Measure(
    "face to the left",
    "along",
    "picture",
    Vector(MID_EAR, NOSE),
    Axis(-1.0, 0.0, "T"),
    "T/8",
    factor=8.0,  # 2 in profile, next to nothing from the front
)
"""Positive where the left side of somebody upright is the near one."""


def hold(side: Side, seconds: float, form: AnyMeasure, views: frozenset[str]) -> Criterion:
    """Declare how long a stretch is held on one side, in form."""
    return Criterion(
        id="hold",
        code="ST1",
        title="Held long enough",
        meaning="How long the stretch was held within its limits on this side; breaks of up to "
        "half a second count.",
        measure=Fact("hold", "s", (form,)),
        band=Band.at_least(seconds, round(seconds * LEAST, 1)),
        error=0.3,
        views=views,
        side=side,
        still=False,
        cue=Cue.both("Stay in it, and breathe."),
        sources=(src.STRETCH_DOSE, src.CLINIC_ARTICLE, OWN),
        trust="To three tenths of a second; it stops while the form is lost.",
    )


def upright(side: Side, code: str, cue: str) -> Criterion:
    """Declare a trunk that stays upright in a stretch."""
    return Criterion(
        id="trunk-lean",
        code=code,
        title="Trunk upright",
        meaning="Lean of the trunk, forward +, compared with quiet standing where that was seen.",
        measure=trunk,
        band=Band.within(-8.0, 8.0, -15.0, 15.0),
        error=TILT,
        error_without_baseline=TILT_ALONE,
        views=SIDE,
        during=HELD,
        side=side,
        cue=Cue.both(cue),
        sources=(OWN,),
        trust="Within two and a half degrees where you stood still first, four where not.",
    )


def side_difference(of: str, measure: AnyMeasure, views: frozenset[str]) -> Criterion:
    """Declare how left and right compare in the angle that the stretch is about."""
    return Criterion(
        id="side-difference",
        code="ST2",
        title="Left-right difference",
        meaning="How far the two sides differ; the tighter one is named.",
        measure=measure,
        band=Band.at_most(8.0, 12.0),
        error=BOTH_SIDES,
        views=views,
        of_sides=of,
        required=False,
        still=False,
        cue=Cue.both("Spend longer on the tighter side."),
        sources=(OWN,),
        trust="What both sides share cancels out; needs both sides, in one clip or two together.",
    )


def prompts(take: str, seconds: float, turn: str = "Turn round: now the {side} side.") -> Prompt:
    """Lead through a stretch: twice on either side, turn being how one gets there."""
    long = seconds >= LONG_S
    called = ((seconds / 2, "Half of it."), (seconds - 5, "Five more seconds.")) if long else ()
    return Prompt(
        take,
        reps=REPEATS,
        each_side=True,
        turn=True,
        lasts_s=seconds,
        after=called,
        again="Ease off, then once more on the same side.",
        other=turn,
        short="Once more, and stay a little longer.",
    )


def windmill(seen: Evidence) -> bool:
    """Tell whether somebody bends a hand to the other foot, the other arm up; no stretch does."""
    return seen.postures.get("windmill", 0.0) > 0.06


def shown(seen: Evidence) -> bool:
    """Tell whether a stretch that is done standing or kneeling is seen, and nothing quieter."""
    postures = ("heel-on-step", "heel-to-seat", "half-kneel", "figure-four", "side-bent")
    return max(seen.postures.get(name, 0.0) for name in postures) > 0.2 or windmill(seen)


def held_on_one_leg(seen: Evidence) -> bool:
    """Tell whether a stretch is held on one leg for longer than a landing is."""
    return shown(seen) and seen.one_leg_s >= STANCE_S


def fit(seen: Evidence, posture: str) -> float:
    """Tell how well a recording fits a posture that nothing else takes; a third of it is enough."""
    quick = seen.standing > 0.7 and seen.one_leg_s < STANCE_S and (seen.landings or seen.squats)
    if seen.running or quick or windmill(seen):
        return 0.0
    held = 0.95 if seen.seconds else 0.15  # a still picture may show a moment of anything
    return held * min(1.0, 3.0 * seen.postures.get(posture, 0.0))
