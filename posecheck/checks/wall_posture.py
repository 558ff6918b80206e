"""Wall posture: the line of ear, shoulder, hip, knee and ankle at a wall, and one step away."""

from dataclasses import replace

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.rules import OWN, SIDE, Check, Criterion, Cue, Part, Prompt
from posecheck.assess.still_holds import StillHolds
from posecheck.body import NEAR
from posecheck.checks import _sources as src
from posecheck.checks import _stretch as stretch
from posecheck.checks._carriage import shoulder_level
from posecheck.geometry.measure import (
    AHEAD,
    Axis,
    Vector,
    ahead,
    knee_angle,
    place,
    rise,
    spread,
)

ABSOLUTE, CHANGE = 1.5, 0.7  # % S, 95 % errors of offsets
OFFSET_TRUST = (
    "Within about 2.5 cm of where a ruler would put it; the change after a step is better."
)

head_tilt = rise(NEAR.ear, NEAR.eye, "head tilt")
head_forward = ahead(NEAR.shoulder, NEAR.ear, "S", "ear ahead of shoulder")
shoulder_over_hip = ahead(NEAR.hip, NEAR.shoulder, "S", "shoulder ahead of hip")
hip_over_knee = ahead(NEAR.knee, NEAR.hip, "S", "hip ahead of knee")
knee_over_ankle = ahead(NEAR.ankle, NEAR.knee, "S", "knee ahead of ankle")
knee = knee_angle(NEAR, "knee angle")
line = spread(
    "spread of the five points",
    ahead(NEAR.ankle, NEAR.ear, "S", "ear ahead of ankle"),
    ahead(NEAR.ankle, NEAR.shoulder, "S", "shoulder ahead of ankle"),
    ahead(NEAR.ankle, NEAR.hip, "S", "hip ahead of ankle"),
    knee_over_ankle,
)
AT_WALL = ("at-wall",)
CHANGED = Band.within(-1.5, 1.5, -3.0, 3.0)
_S = Axis(AHEAD.x, AHEAD.y, "S")
_S_UP = Axis(0.0, 1.0, "S")
EXERCISES = ("bent", "half-kneel", "heel-to-seat", "heel-on-step", "side-bent")


def _fit(seen: Evidence) -> float:
    """Somebody who stands, side-on, doing nothing else; also what is left where nothing fits."""
    if seen.standing < 0.6 or seen.running or stretch.shown(seen):
        return 0.01
    busy = min(1.0, seen.arms_up + seen.goalpost) or seen.landings > 0 or seen.one_leg_s > 1.0
    busy = busy or seen.walking or any(seen.postures.get(name, 0.0) > 0.1 for name in EXERCISES)
    if not seen.view.startswith("side"):
        return 0.0 if busy else 0.15  # it shows the shoulders alone; anybody stands like that
    stood = 0.6 if seen.still > 0.2 else 0.3
    if seen.seconds == 0:
        stood = 0.65  # a photo of somebody who runs past looks like that too
    quiet = 0.8 if seen.stepped else stood
    return quiet * (0.2 if busy else 1.0)


CHECK = Check(
    id="wall-posture",
    title="Wall posture",
    purpose="Shows how you stand against a wall and whether you keep that line a step off it.",
    setup="Film from the side, camera level and at hip height, 2.5 to 4 m away, whole body in the "
    "picture. Stand with your back to a wall for some seconds, then take one step forward and "
    "stand still for three more.",
    phases=StillHolds(
        places=(
            place(NEAR.heel, "picture", _S, "heel place"),
            place(NEAR.ear, "picture", _S, "ear place"),
            place(NEAR.shoulder, "picture", _S, "shoulder place"),
            place(NEAR.hip, "picture", _S, "hip place"),
            place(NEAR.hip, "picture", _S_UP, "hip height"),
        )
    ),
    absent="Nobody was seen standing still: hold each position for two seconds or longer.",
    fit=_fit,
    stand="Stand with your back to the wall and hold still",
    prompts=(
        Prompt(
            "Level your head: eye corner as high as your ear.",
            phases=AT_WALL,
            lasts_s=2.0,
        ),
        Prompt("Now take one step forward, and stand still.", phases=("away",), lasts_s=3.0),
    ),
    farewell="Done. You can relax.",
    not_observable=(
        src.NOT_LUMBAR,
        src.NOT_PELVIC_TILT,
        "The gap between lower back and wall: use your hand behind your back.",
        "Whether you hold your breath.",
    ),
    criteria=(
        Criterion(
            id="head-tilt",
            code="W1",
            title="Head tilt",
            meaning="Angle of the line from ear to outer eye corner above the horizontal, over the "
            "last two seconds at the wall.",
            measure=head_tilt,
            band=Band.within(-5.0, 5.0, -10.0, 10.0),
            error=5.0,
            views=SIDE,
            during=AT_WALL,
            reduce="last",
            min_px=(Vector(NEAR.ear, NEAR.eye), 30.0),
            required=False,
            cue=Cue(
                low="Lift your gaze until your eye corner is level with your ear.",
                high="Nod gently until your eye corner is level with your ear.",
            ),
            sources=(src.ALIGNMENT_ARTICLE, src.RAINE_1997),
            trust="A step of the set-up, no finding: a line that rises 5 to 12 degrees is usual. "
            "The pose model follows a nod by half only, so it gives a number and no verdict.",
        ),
        Criterion(
            id="head-forward",
            code="W2",
            title="Head over shoulders",
            meaning="How far the ear is ahead of the shoulder, in percent of the height from ankle "
            "to ear (1 % is about 1.5 cm).",
            measure=head_forward,
            band=Band.within(-2.0, 2.0, -3.0, 3.5),
            error=ABSOLUTE,
            views=SIDE,
            during=AT_WALL,
            reduce="last",
            cue=Cue(
                low="Let your head come forward until your ear is above your shoulder.",
                high="Slide your head straight back, like closing a drawer.",
            ),
            sources=(src.ALIGNMENT_ARTICLE, src.LAU_2009),
            trust=OFFSET_TRUST + " Rounded shoulders can look like a well placed head.",
        ),
        Criterion(
            id="shoulder-over-hip",
            code="W3",
            title="Shoulders over hips",
            meaning="How far the shoulder is ahead of the hip, in percent of the height from ankle "
            "to ear.",
            measure=shoulder_over_hip,
            band=Band.within(-2.5, 2.5, -5.0, 5.0),
            error=ABSOLUTE,
            views=SIDE,
            during=AT_WALL,
            reduce="last",
            cue=Cue.both("Stack your shoulders over your hips."),
            sources=(src.PLUMB_LINE, src.NEEDHAM_2021),
            trust=OFFSET_TRUST,
        ),
        Criterion(
            id="hip-over-knee",
            code="W4",
            title="Hips over knees",
            meaning="How far the hip is ahead of the knee, in percent of the height from ankle to "
            "ear.",
            measure=hip_over_knee,
            band=Band.within(-2.5, 2.5, -4.5, 4.5),
            error=ABSOLUTE,
            views=SIDE,
            during=AT_WALL,
            reduce="last",
            cue=Cue(
                low="Bring your hips forward over your knees.",
                high="Bring your hips back over your knees.",
            ),
            sources=(src.PLUMB_LINE, src.NEEDHAM_2021),
            trust=OFFSET_TRUST + " Hips and knees are the least exact points.",
        ),
        Criterion(
            id="knee-over-ankle",
            code="W5",
            title="Knees over ankles",
            meaning="How far the knee is ahead of the ankle, in percent of the height from ankle "
            "to ear, and the knee's angle (180 is straight).",
            measure=knee_over_ankle,
            band=Band.within(-1.5, 3.0, -2.5, 4.5),
            error=ABSOLUTE,
            views=SIDE,
            during=AT_WALL,
            reduce="last",
            parts=(
                Part(
                    "offset",
                    "Knee ahead of ankle",
                    knee_over_ankle,
                    Band.within(-1.5, 3.0, -2.5, 4.5),
                    ABSOLUTE,
                ),
                Part("angle", "Knee angle", knee, Band.within(175.0, 183.0, 170.0, 187.0), 8.0),
            ),
            cue=Cue.both("Unlock your knees a touch and stack them over your ankles."),
            sources=(src.PLUMB_LINE,),
            trust=OFFSET_TRUST,
        ),
        Criterion(
            id="plumb-line",
            code="W6",
            title="Line of the five points",
            meaning="How far ear, shoulder, hip, knee and ankle scatter about one vertical line, "
            "in percent of the height from ankle to ear.",
            measure=line,
            band=Band.at_most(1.5, 3.0),
            error=ABSOLUTE,
            views=SIDE,
            during=AT_WALL,
            reduce="last",
            cue=Cue.both("Imagine a string from your ear to your ankle."),
            sources=(src.ALIGNMENT_ARTICLE, src.PLUMB_LINE),
            trust="Needs a level camera: one degree of roll shifts the ear by 1.7 percent.",
        ),
        Criterion(
            id="hold-after-step",
            code="W8",
            title="Change after the step",
            meaning="The largest change of head, shoulders or hips between standing at the wall "
            "and standing a step away from it.",
            measure=head_forward,
            band=Band.at_most(1.5, 3.0),
            error=CHANGE,
            views=SIDE,
            during=("at-wall", "away"),
            reduce="change",
            still=False,
            absent="Standing still was seen at one place only: take a step away from the wall, and "
            "stand still for three seconds after it.",
            parts=(
                Part("head", "Head over shoulders", head_forward, CHANGED, CHANGE),
                Part("shoulders", "Shoulders over hips", shoulder_over_hip, CHANGED, CHANGE),
                Part("hips", "Hips over knees", hip_over_knee, CHANGED, CHANGE),
            ),
            combine="largest",
            cue=Cue.both("Keep the same shape as you step off the wall."),
            sources=(src.ALIGNMENT_ARTICLE, OWN),
            trust="The most trustworthy number here: what the landmarks get wrong cancels out.",
        ),
        replace(shoulder_level("W9", AT_WALL), reduce="last", sources=(src.FERREIRA_2011,)),
    ),
)
