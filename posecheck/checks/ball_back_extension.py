"""Ball back extension: face down over an exercise ball, the trunk is raised into line."""

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.rules import OWN, SIDE, Check, Criterion, Cue, Fact, Prompt
from posecheck.assess.swing import Swing
from posecheck.body import NEAR
from posecheck.checks import _ball as ball
from posecheck.checks import _floor as floor
from posecheck.checks import _sources as src
from posecheck.geometry.measure import span

TOP = ("furthest",)


def _fit(seen: Evidence) -> float:
    """Face down on a ball, and the trunk does not rest level on the hands."""
    lying, level = (seen.postures.get(name, 0.0) for name in ("on-ball", "hands-down-on-ball"))
    return 0.9 * min(1.0, 1.5 * lying) if level < 0.6 * lying else 0.0


CHECK = Check(
    id="ball-back-extension",
    title="Ball back extension",
    purpose="Watches the trunk raised from over an exercise ball into one line with the legs, and "
    "the pause there.",
    setup=ball.SETUP + "Lie with your belly on the ball, toes on the floor, hands behind your "
    "head. Let your trunk hang over the ball, raise it into line with your legs, pause for a "
    "second, and lower it; five times.",
    phases=Swing(driver=ball.extension, least=18.0, posture=ball.FACE_DOWN, unfinished=True),
    absent="No back extension was seen: let your trunk hang over the ball, and raise it clearly.",
    fit=_fit,
    standing=False,
    stand="Lie over the ball",
    prompts=(
        Prompt(
            "Raise your chest until your body is one line, and pause.",
            reps=5,
            lasts_s=1.0,
            again="{count}. Down over the ball, and once more.",
            short="Pause for a second at the top. Once more.",
        ),
    ),
    farewell="Done. Knees down, and rest over the ball.",
    behind=ball.BALL,
    proportions=ball.LIMBS,
    not_observable=(src.NOT_LUMBAR, src.NOT_MUSCLES, ball.BEHIND),
    criteria=(
        Criterion(
            id="body-line",
            code="BE1",
            title="Up into one line",
            meaning="Bend of the line from shoulder over hip to ankle at the top: 0 straight, + "
            "the trunk still hangs, - it is arched beyond the line.",
            measure=floor.body_line,
            band=ball.IN_LINE,
            error=ball.LINE,
            views=SIDE,
            window="span",
            during=TOP,
            still=False,
            cue=Cue(
                low="Stop where your body is one plank.",
                high="Raise your chest until your body is one plank.",
            ),
            sources=(src.BALL_ARTICLE, OWN),
            trust=ball.TRUST,
        ),
        Criterion(
            id="hold",
            code="BE2",
            title="Pause at the top",
            meaning="How long the trunk stays near its highest point, in each repetition.",
            measure=Fact("hold", "s", (floor.body_line,)),
            band=Band.at_least(1.0, 0.5),
            error=0.3,
            views=SIDE,
            still=False,
            cue=Cue.both("Freeze at the top for a second, then lower."),
            sources=(src.BALL_ARTICLE, OWN),
            trust="To three tenths of a second.",
        ),
        Criterion(
            id="hands-behind-head",
            code="BE3",
            title="Hands behind the head",
            meaning="Distance of the near wrist from the ear at the top, in percent of the height "
            "from ankle to ear.",
            measure=span(NEAR.wrist, NEAR.ear, "S", "wrist to ear"),
            band=Band.at_most(12.0, 18.0),
            error=3.0,
            views=SIDE,
            window="span",
            during=TOP,
            still=False,
            cue=Cue.both("Hands behind your head, elbows wide."),
            sources=(src.BALL_ARTICLE, OWN),
            trust="Within about 5 cm, where the hand can be seen.",
        ),
        Criterion(
            id="depth",
            code="BE4",
            title="All the way down",
            meaning="Bend of the line from shoulder over hip to ankle at the lowest point.",
            measure=floor.body_line,
            band=Band.at_least(50.0, 35.0),
            error=ball.LINE,
            views=SIDE,
            window="rep",
            reduce="largest",
            still=False,
            cue=Cue.both("Drape yourself over the ball first."),
            sources=(src.BALL_ARTICLE, OWN),
            trust=ball.TRUST,
        ),
    ),
)
