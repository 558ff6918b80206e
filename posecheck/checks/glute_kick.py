"""Glute kick: on all fours, one bent leg kicked back until the thigh is in line with the trunk."""

from dataclasses import replace

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.cycle import Cycle
from posecheck.assess.rules import OWN, SIDE, Check, Criterion, Cue, Prompt
from posecheck.assess.tolerance import Gate
from posecheck.body import NEAR
from posecheck.checks import _floor as floor
from posecheck.checks import _sources as src
from posecheck.geometry.measure import bow, joint

TOP = ("furthest",)
# Who has turned round is seen the wrong way round for some seconds now and then, with a thigh of
# 0.45 to 0.62 trunks in most frames; one that is seen as it is has 0.73 to 0.81 on the mannequin.
LIMBS = (Gate(floor.thigh_in_trunks, 0.65, 1.3),)
hip = bow(NEAR.shoulder, NEAR.hip, NEAR.knee, "trunk and thigh line")
kick = replace(hip, name="kick", factor=-1.0)


def _fit(seen: Evidence) -> float:
    """On all fours."""
    return 0.8 * seen.postures.get("fours", 0.0)


CHECK = Check(
    id="glute-kick",
    title="Glute kick",
    purpose="Watches the kicked leg and the quiet trunk, on hands and knees.",
    setup=floor.SETUP
    + "On hands and knees, kick the bent leg near the camera back until the thigh "
    "is in line with the trunk, sole to the ceiling; ten times. Turn round for the other leg.",
    phases=Cycle(
        driver=kick,
        start=(-130.0, -68.0),
        end_enter=-55.0,
        end_exit=-61.0,
        posture=LIMBS,
        unfinished=True,
        names=("outside", "on all fours", "kicking", "kicked", "coming back"),
    ),
    absent="No kick was seen: on hands and knees, kick the leg near the camera back and bring it "
    "under you again.",
    fit=_fit,
    standing=False,
    stand="On hands and knees",
    prompts=(
        Prompt(
            "Kick the leg near the camera back, and bring it in.",
            reps=10,
            each_side=True,
            turn=True,
            again="{count}.",
            other="Turn round, on hands and knees: now the {side} leg.",
        ),
    ),
    farewell="Done. Sit back on your heels, and rest.",
    not_observable=(src.NOT_LUMBAR, src.NOT_MUSCLES, floor.BEHIND),
    criteria=(
        Criterion(
            id="kick-height",
            code="GK1",
            title="Thigh in line with the trunk",
            meaning="Bend of the near hip at the top: 0 in line, + not far enough, - beyond it.",
            measure=hip,
            band=Band.within(-4.0, 20.0, -12.0, 35.0),
            error=8.0,
            views=SIDE,
            window="span",
            during=TOP,
            cue=Cue(
                low="Stop where the thigh is in line: the back must not arch.",
                high="Sole of the foot to the ceiling, back still.",
            ),
            sources=(src.KICK_BACK, src.CLINIC_ARTICLE, OWN),
            trust="Within about eight degrees.",
        ),
        Criterion(
            id="knee-angle",
            code="GK2",
            title="Knee stays bent",
            meaning="Angle of the near knee at the top.",
            measure=joint(NEAR.hip, NEAR.knee, NEAR.ankle, "knee angle"),
            band=Band.within(75.0, 110.0, 60.0, 130.0),
            error=8.0,
            views=SIDE,
            window="span",
            during=TOP,
            cue=Cue(low="Open the knee a little.", high="Keep the knee at a right angle."),
            sources=(src.CLINIC_ARTICLE, OWN),
            trust="Within about eight degrees.",
        ),
        Criterion(
            id="trunk-still",
            code="GK3",
            title="Trunk quiet",
            meaning="How much the slope of the trunk changes within a repetition.",
            measure=floor.trunk_rise,
            band=Band.at_most(5.0, 9.0),
            error=2.0,
            views=SIDE,
            window="rep",
            reduce="range",
            still=False,
            cue=Cue.both("Balance a cup on your lower back."),
            sources=(src.KICK_BACK, OWN),
            trust="Within about two degrees; the arch of the back itself is not seen.",
        ),
    ),
)
