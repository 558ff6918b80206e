"""Ball reverse leg raise: hips on an exercise ball, hands on the floor, both legs are lifted."""

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.rules import OWN, SIDE, Check, Criterion, Cue, Prompt
from posecheck.assess.swing import Swing
from posecheck.body import NEAR
from posecheck.checks import _ball as ball
from posecheck.checks import _floor as floor
from posecheck.checks import _sources as src
from posecheck.geometry.measure import ahead

TOP = ("furthest",)


def _fit(seen: Evidence) -> float:
    """Face down on a ball, the trunk level on the hands."""
    lying, level = (seen.postures.get(name, 0.0) for name in ("on-ball", "hands-down-on-ball"))
    return 0.9 * min(1.0, 1.5 * level) if level >= 0.6 * lying else 0.0


CHECK = Check(
    id="ball-reverse-leg-raise",
    title="Ball reverse leg raise",
    purpose="Watches both legs lifted behind you over an exercise ball, into one line with the "
    "trunk and no higher.",
    setup=ball.SETUP + "Lie with your hips on the ball, hands on the floor under your shoulders, "
    "legs long, toes on the floor. Lift both straight legs into line with your trunk and lower "
    "them; five times.",
    phases=Swing(driver=ball.extension, least=10.0, posture=ball.FACE_DOWN, unfinished=True),
    absent="No leg raise was seen: hips on the ball, hands and toes on the floor, lift both legs "
    "clearly.",
    fit=_fit,
    standing=False,
    stand="Lie over the ball, hands on the floor",
    prompts=(
        Prompt(
            "Lift both long legs level with your back, and lower them.",
            reps=5,
            again="{count}. And once more.",
        ),
    ),
    farewell="Done. Feet down, and rest over the ball.",
    behind=ball.BALL,
    proportions=ball.LIMBS,
    not_observable=(src.NOT_LUMBAR, src.NOT_MUSCLES, ball.BEHIND),
    criteria=(
        Criterion(
            id="body-line",
            code="RL1",
            title="Legs in line",
            meaning="Bend of the line from shoulder over hip to ankle at the top: 0 straight, + "
            "the legs still hang, - they are lifted beyond the line.",
            measure=floor.body_line,
            band=ball.IN_LINE,
            error=ball.LINE,
            views=SIDE,
            window="span",
            during=TOP,
            still=False,
            cue=Cue(
                low="Lift your legs level with your back, no higher.",
                high="Lift your legs until they are level with your back.",
            ),
            sources=(src.BALL_ARTICLE, OWN),
            trust=ball.TRUST,
        ),
        Criterion(
            id="arms-under-shoulders",
            code="RL2",
            title="Hands under the shoulders",
            meaning="How far the wrist is ahead of the shoulder, in percent of the height from "
            "ankle to ear.",
            measure=ahead(NEAR.shoulder, NEAR.wrist, "S", "wrist ahead of shoulder"),
            band=Band.within(-5.0, 5.0, -9.0, 9.0),
            error=3.0,
            views=SIDE,
            window="rep",
            still=False,
            cue=Cue(
                low="Bring your shoulders back over your hands.",
                high="Bring your hands back under your shoulders.",
            ),
            sources=(src.BALL_ARTICLE, OWN),
            trust="Within about 5 cm.",
        ),
        Criterion(
            id="knee-angle",
            code="RL3",
            title="Knees straight",
            meaning="Bend of the near knee at the top; 0 is straight.",
            measure=floor.knee_bend,
            band=Band.at_most(15.0, 30.0),
            error=8.0,
            views=SIDE,
            window="span",
            during=TOP,
            still=False,
            cue=Cue.both("Long legs: reach your toes away from you."),
            sources=(src.BALL_ARTICLE, OWN),
            trust="Within about eight degrees.",
        ),
    ),
)
