"""Glute lift: face down, one long leg lifted a little."""

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.cycle import Cycle
from posecheck.assess.rules import OWN, SIDE, Check, Criterion, Cue, Prompt
from posecheck.body import NEAR
from posecheck.checks import _floor as floor
from posecheck.checks import _sources as src
from posecheck.geometry.measure import above, rise

TOP = ("furthest",)
thigh = rise(NEAR.hip, NEAR.knee, "leg rise")
leg = rise(NEAR.hip, NEAR.ankle, "whole leg rise")


def _fit(seen: Evidence) -> float:
    """Face down, the same leg lifted again and again, the chest on the floor."""
    if seen.postures.get("leg-only", 0.0) < 0.1 or seen.diagonals > 1:
        return 0.0
    alone = seen.postures.get("reaching", 0.0) < 0.3  # forehead on the hands
    return (0.75 if alone else 0.2) * seen.postures.get("prone", 0.0)


CHECK = Check(
    id="glute-lift",
    title="Glute lift",
    purpose="Watches how high the straight leg is lifted face down, and whether the hips stay put.",
    setup=floor.SETUP + "Lie face down, forehead on your hands. Lift the straight leg near the "
    "camera a little, hold it for a second or two, and lower it; ten times. Turn round for the "
    "other leg.",
    phases=Cycle(
        driver=leg,
        start=(-30.0, 3.0),
        end_enter=5.0,
        end_exit=4.0,
        unfinished=True,
        names=("outside", "down", "going up", "up", "coming down"),
    ),
    absent="No lift was seen: lie face down and lift the straight leg near the camera clearly off "
    "the floor.",
    fit=_fit,
    standing=False,
    stand="Lie face down",
    prompts=(
        Prompt(
            "Lift the long leg near the camera a little, and hold.",
            reps=10,
            each_side=True,
            turn=True,
            lasts_s=1.0,
            tries=5,
            again="{count}. And down.",
            other="Turn round, face down: now the {side} leg.",
            short="Hold it up for a second. Once more.",
        ),
    ),
    farewell="Done. Leg down, and rest.",
    not_observable=(src.NOT_LUMBAR, src.NOT_MUSCLES, floor.BEHIND),
    criteria=(
        Criterion(
            id="leg-lift",
            code="GL1",
            title="Long and low",
            meaning="How far the near thigh rises from hip to knee at the top.",
            measure=thigh,
            band=Band((5.0, 20.0), (None, 28.0)),
            error=5.0,
            views=SIDE,
            window="span",
            during=TOP,
            cue=Cue(low="Lift the thigh clearly off the floor.", high="Long leg, small lift."),
            sources=(src.CLINIC_ARTICLE, OWN),
            trust="Within about five degrees.",
        ),
        Criterion(
            id="knee-angle",
            code="GL2",
            title="Knee straight",
            meaning="Bend of the near knee at the top; 0 is straight.",
            measure=floor.knee_bend,
            band=Band.at_most(15.0, 30.0),
            error=8.0,
            views=SIDE,
            window="span",
            during=TOP,
            cue=Cue.both("Reach through your heel."),
            sources=(src.CLINIC_ARTICLE, OWN),
            trust="Within about eight degrees.",
        ),
        Criterion(
            id="hips-steady",
            code="GL3",
            title="Hips stay on the floor",
            meaning="How much the near hip moves up and down against the shoulder within a "
            "repetition, in percent of the height from ankle to ear.",
            measure=above(NEAR.shoulder, NEAR.hip, "S", "hip above shoulder"),
            band=Band.at_most(2.5, 5.0),
            error=1.5,
            views=SIDE,
            window="rep",
            reduce="range",
            still=False,
            cue=Cue.both("Keep both hip bones heavy."),
            sources=(OWN,),
            trust="Within about 2 cm.",
        ),
    ),
)
