"""Glute bridge in three stages: both feet, marching, and with one leg stretched out."""

from __future__ import annotations

from collections.abc import Mapping

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.cycle import Cycle
from posecheck.assess.rules import OWN, SIDE, Check, Criterion, Cue, Fact, Part, Prompt
from posecheck.assess.tolerance import Gate
from posecheck.body import NEAR
from posecheck.checks import _floor as floor
from posecheck.checks import _sources as src
from posecheck.geometry.measure import above, joint, rise

TOP = ("furthest",)
LOW, HIGH = -20.0, 15.0  # deg from the line of shoulder, hip and knee: faults beyond
hips_up = rise(NEAR.shoulder, NEAR.hip, "hip rise")
PHASES = ("outside", "down", "going up", "up", "coming down")
DO = {
    "1": "Lie on your back, knees bent, feet flat. Lift your hips until shoulders, hips and knees "
    "are in line, hold for three seconds, and lower them; five times.",
    "2": "Lift your hips as in stage 1 and stay up. Lift one foot a little off the floor for two "
    "to three seconds, put it down, then the other; twice each.",
    "3": "Stretch out the leg near the camera in line with the other thigh, lift your hips, hold "
    "for three seconds, and lower them; five times. Turn round for the other leg.",
}

LIFTS = {
    "1": "Lift your hips slowly into one line, and hold.",
    "3": "Stretch out the near leg, lift your hips, and hold.",
}


def _lead(stage: str) -> Prompt:
    if stage == "2":
        return Prompt(
            "Lift your hips, and stay up.",
            reps=1,
            lasts_s=14.0,
            after=(
                (2.0, "Lift one foot a little."),
                (5.0, "Put it down. Now the other."),
                (8.0, "The first foot once more."),
                (11.0, "And the other."),
            ),
            short="Rest a moment, then once more, and stay up.",
        )
    return Prompt(
        LIFTS[stage],
        reps=5,
        each_side=stage == "3",
        turn=True,
        lasts_s=3.0,
        again="{count}. Slowly down, then once more.",
        other="Down, turn round, and stretch out the {side} leg.",
        short="Hold it at the top for three seconds. Once more.",
    )


def _line(stage: str) -> Criterion:
    return Criterion(
        id="bridge-line",
        code="B1",
        title="Shoulders, hips and knees in line",
        meaning="Bend of the line from shoulder over hip to knee at the top: 0 straight, - hips "
        "too low, + over-arched.",
        measure=floor.thigh_line,
        band=Band.within(-10.0, 5.0, LOW, HIGH),
        error=floor.FLOOR_LINE,
        views=SIDE,
        window="span",
        during=TOP,
        cue=Cue(
            low="Lift until shoulders, hips and knees make one ramp.",
            high="Lower your hips a little, ribs down.",
        ),
        sources=(src.CORE_ARTICLE, OWN),
        trust="Within about eight degrees, near leg"
        + (" only." if stage == "1" else " and thigh."),
    )


def _feet() -> tuple[Criterion, ...]:
    return (
        Criterion(
            id="knee-angle",
            code="B3",
            title="Heels under the knees",
            meaning="Angle of the near knee at the top.",
            measure=joint(NEAR.hip, NEAR.knee, NEAR.ankle, "knee angle"),
            band=Band.within(80.0, 105.0, 70.0, 120.0),
            error=8.0,
            views=SIDE,
            window="span",
            during=TOP,
            cue=Cue(
                low="Walk your feet a little away from you.",
                high="Bring your heels closer, under your knees.",
            ),
            sources=(OWN,),
            trust="Within about eight degrees.",
        ),
        Criterion(
            id="feet-flat",
            code="B4",
            title="Feet flat",
            meaning="Height of the near heel above the toes at the top, in percent of the height "
            "from ankle to ear.",
            measure=above(NEAR.toe, NEAR.heel, "S", "heel above toes"),
            band=Band.within(-3.0, 3.0, -6.0, 6.0),
            error=2.0,
            views=SIDE,
            window="span",
            during=TOP,
            cue=Cue(low="Put your toes down.", high="Press through your heels."),
            sources=(OWN,),
            trust="Within about 3 cm; on people flat feet read 1 to 2.5 percent.",
        ),
    )


def _hips_steady() -> Criterion:
    return Criterion(
        id="hips-steady",
        code="B5",
        title="Hips stay up",
        meaning="How far the near hip moves up and down while it is held up, in percent of the "
        "height from ankle to ear.",
        measure=above(NEAR.shoulder, NEAR.hip, "S", "hip above shoulder"),
        band=Band.at_most(2.0, 5.0),
        error=1.0,
        views=SIDE,
        window="span",
        during=TOP,
        reduce="range",
        still=False,
        cue=Cue.both("Keep both hip bones level as the foot leaves the floor."),
        sources=(src.ONE_LEG_ARTICLE, OWN),
        trust="Only the near hip, up and down; whether the pelvis turns is not seen from the side.",
    )


def _free_leg() -> Criterion:
    line, straight = Band.within(-15.0, 8.0, -30.0, 18.0), Band.at_most(20.0, 30.0)
    return Criterion(
        id="free-leg",
        code="B6",
        title="Free leg in line",
        meaning="The near leg stretched out in line with the trunk, and its knee straight.",
        measure=floor.thigh_line,
        band=line,
        error=floor.FLOOR_LINE,
        views=SIDE,
        window="span",
        during=TOP,
        parts=(
            Part("line", "Thigh in line with the trunk", floor.thigh_line, line, floor.FLOOR_LINE),
            Part("knee", "Knee bend", floor.knee_bend, straight, 8.0),
        ),
        cue=Cue.both("Reach the free heel away, in line with your body."),
        sources=(src.CLINIC_ARTICLE, OWN),
        trust="Within about eight degrees; the free leg must be the near one.",
    )


def _hold() -> Criterion:
    return Criterion(
        id="hold",
        code="B2",
        title="Time at the top",
        meaning="How long the line was kept within its limits, in each repetition.",
        measure=Fact("hold", "s", (floor.thigh_line,)),
        band=Band.at_least(3.0, 2.0),
        error=0.2,
        views=SIDE,
        still=False,
        cue=Cue.both("Hold for a slow three."),
        sources=(src.CORE_ARTICLE, OWN),
        trust="To two tenths of a second; breaks of up to half a second count.",
    )


def _speed() -> Criterion:
    return Criterion(
        id="rise-speed",
        code="B7",
        title="Slow on the way up",
        meaning="Fastest opening of the hips on the way up.",
        measure=Fact("rise", "deg/s", (floor.thigh_line,)),
        band=Band.at_most(90.0, 140.0),
        error=15.0,
        views=SIDE,
        still=False,
        cue=Cue.both("Peel up slowly, bone by bone."),
        sources=(OWN,),
        trust="Within about fifteen degrees a second.",
    )


def _fit(seen: Evidence) -> float:
    """On the back with bent knees, and the hips come up."""
    lying, up = seen.postures.get("supine", 0.0), seen.postures.get("bridge", 0.0)
    if up > 0.08:
        return 0.9 * lying
    return 0.0 if seen.postures.get("curled", 0.0) > 0.08 else 0.4 * lying


def _declare(chosen: Mapping[str, str]) -> Check:
    stage = chosen["stage"]
    by_stage: dict[str, tuple[Criterion, ...]] = {
        "1": (*_feet(), _speed()),
        "2": (_hips_steady(),),
        "3": (_hips_steady(), _free_leg(), _speed()),
    }
    # A thigh that is lifted, or stretched out from the start, tells nothing of how high the hips
    # are; the slope of the trunk does.
    marching = stage != "1"
    phases = Cycle(
        driver=hips_up if marching else floor.thigh_line,
        start=(-90.0, 7.0) if marching else (-180.0, -40.0),
        end_enter=13.0 if marching else -32.0,
        end_exit=10.0 if marching else -36.0,
        form=() if marching else (Gate(floor.thigh_line, LOW, HIGH),),
        unfinished=True,
        names=PHASES,
        longest_s=60.0,
    )
    return Check(
        id="bridge",
        title="Glute bridge",
        purpose="Watches the ramp of shoulders, hips and knees, how long it is held, and in stages "
        "2 and 3 whether the hips stay up.",
        setup=floor.SETUP + DO[stage],
        phases=phases,
        absent="No bridge was seen: lie on your back, knees bent, lift your hips clearly and lower "
        "them again.",
        fit=_fit,
        standing=False,
        options={"stage": ("1", "2", "3")},
        vary=_declare,
        stand="Lie on your back",
        prompts=(_lead(stage),),
        farewell="Done. Lower your hips and rest.",
        not_observable=(
            src.NOT_LUMBAR,
            src.NOT_MUSCLES,
            "Whether one side of the pelvis drops: that shows from the feet, where the pose model "
            "finds nobody.",
            floor.BEHIND,
        ),
        criteria=(_line(stage), _hold(), *by_stage[stage]),
    )


CHECK = _declare({"stage": "1"})
