"""Side plank: one line from shoulder to ankle on either side, and how the two sides compare."""

from collections.abc import Mapping

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.hold import Hold
from posecheck.assess.rules import FRONTAL, OWN, Check, Criterion, Cue, Fact
from posecheck.assess.tolerance import Gate
from posecheck.body import LEFT, LIMBS, MID_HIP, MID_SHOULDER, RIGHT, Side, mid
from posecheck.checks import _floor as floor
from posecheck.checks import _single_leg as one_leg
from posecheck.checks import _sources as src
from posecheck.geometry.measure import above, ahead, bow, rise

HOLD = ("hold",)
SAG, HIGH = -18.0, 10.0  # deg from one line: faults beyond
lower_left = above(LEFT.shoulder, RIGHT.shoulder, "T", "right shoulder above left", unit="T")
# Of the middle: shoulders are wider than hips, so that either side of a straight body is bent.
body_line = bow(MID_SHOULDER, MID_HIP, mid(LEFT.ankle, RIGHT.ankle), "middle body line")
trunk_rise = rise(MID_HIP, MID_SHOULDER, "trunk rise")


def _line(side: Side) -> Criterion:
    return Criterion(
        id="body-line",
        code="SP1",
        title="One straight line",
        meaning="Bend of the body's middle line from shoulders over hips to ankles: 0 straight, - "
        "hips sagging, + hips too high.",
        measure=body_line,
        band=Band.within(-10.0, 5.0, SAG, HIGH),
        error=floor.FLOOR_LINE,
        views=FRONTAL,
        during=HOLD,
        side=side,
        cue=Cue(
            low="Push the floor away and lift your waist.",
            high="Lower your hips a little, into one line.",
        ),
        sources=(src.PUBLIC_CODE, src.CORE_ARTICLE, src.ONE_LEG_ARTICLE),
        trust="Within about eight degrees; hips that rest on the floor read about -35.",
    )


def _support(side: Side) -> Criterion:
    limbs = LIMBS[side]
    return Criterion(
        id="arms-under-shoulders",
        code="SP2",
        title="Shoulder over the elbow",
        meaning="How far the lower elbow is ahead of its shoulder (towards the head), in percent "
        "of the height from ankle to ear.",
        measure=ahead(limbs.shoulder, limbs.elbow, "S", f"{side} elbow ahead of shoulder"),
        band=Band.within(-5.0, 5.0, -9.0, 9.0),
        error=3.0,
        views=FRONTAL,
        during=HOLD,
        side=side,
        cue=Cue(
            low="Bring your elbow up under your shoulder.",
            high="Bring your elbow down under your shoulder.",
        ),
        sources=(OWN,),
        trust="Within about 5 cm.",
    )


def _stacked(side: Side) -> Criterion:
    limbs = LIMBS[side]
    return Criterion(
        id="stacked",
        code="SP3",
        title="Chest to the front",
        meaning="Whether shoulders and hips are stacked, or the chest rolls forward or back.",
        measure=rise(limbs.shoulder, limbs.hip, f"{side} side of the trunk", plane="picture"),
        band=Band.within(-12.0, 12.0, -20.0, 20.0),
        error=25.0,
        views=FRONTAL,
        during=HOLD,
        side=side,
        required=False,
        cannot="Rolling turns the body about its own length, which one camera in front of it sees "
        "only from about 25 degrees on; so much makes the view oblique, and then nothing is "
        "judged.",
        cue=Cue.both("Let your chest face straight ahead."),
        sources=(OWN,),
        trust="Not measured.",
    )


def _hold(side: Side) -> Criterion:
    return Criterion(
        id="hold",
        code="SP4",
        title="Time in form",
        meaning="How long the line was kept within its limits on this side; breaks of up to half a "
        "second count.",
        measure=Fact("hold", "s", (body_line,)),
        band=None,
        error=0.3,
        views=FRONTAL,
        reduce="largest",
        side=side,
        required=False,
        still=False,
        cue=Cue(),
        sources=(src.ENDURANCE_116,),
        trust="To three tenths of a second.",
    )


def _fit(seen: Evidence) -> float:
    """Lying on one side, propped up with the legs together, seen from the front."""
    opened = seen.postures.get("clam", 0.0) > 0.08
    return 0.0 if opened else 0.9 * seen.postures.get("side-plank", 0.0)


def _declare(chosen: Mapping[str, str]) -> Check:
    return Check(
        id="side-plank",
        title="Side plank",
        purpose="Watches the line from shoulder to ankle in a side plank, how long it is held, and "
        "which side holds longer.",
        setup="Put the camera level near the floor, 30 to 50 cm high and 3 to 4 m away, so that it "
        "sees the front of your body along the picture, from head to feet. Hold the side plank on "
        "one forearm; then turn round to the other end and hold it on the other, your front to the "
        "camera again.",
        phases=Hold(
            posture=(
                Gate(body_line, -30.0, 30.0),
                Gate(trunk_rise, 6.0, 50.0),
            ),
            form=(Gate(body_line, SAG, HIGH),),
            side=lower_left,
        ),
        absent="No side plank was seen: prop yourself up on one forearm, lift your hips, front to "
        "the camera, and hold it for at least two seconds.",
        fit=_fit,
        standing=False,
        options=floor.SECONDS,
        vary=_declare,
        stand="Take up the side plank",
        prompts=(
            floor.held(
                "Lift your hips into one line, and hold it.",
                float(chosen["hold"]),
                "Down, turn round, and hold it on your {side} side.",
            ),
        ),
        farewell="Done. Lie down and rest.",
        not_observable=(
            src.NOT_LUMBAR,
            src.NOT_CORE,
            "Whether the chest rolls forward or back by less than about 25 degrees.",
        ),
        criteria=(
            *one_leg.both_sides(_line),
            *one_leg.both_sides(_support),
            *one_leg.both_sides(_stacked),
            *one_leg.both_sides(_hold),
            Criterion(
                id="side-difference",
                code="SP4",
                title="Left-right difference",
                meaning="How much shorter the weaker side was held, in percent of the stronger.",
                measure=Fact("hold", "%", (body_line,)),
                band=Band.at_most(10.0, 20.0),
                error=5.0,
                views=FRONTAL,
                of_sides="hold",
                required=False,
                still=False,
                cue=Cue.both("Match both sides; begin with the weaker one."),
                sources=(src.MCGILL_1999, src.ENDURANCE_116),
                trust="Only as meant where both sides were held as long as you could.",
            ),
        ),
    )


CHECK = _declare({"hold": "30"})
