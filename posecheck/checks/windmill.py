"""Windmill: standing wide, arms out, turn and reach one hand to the other foot."""

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.cycle import Cycle
from posecheck.assess.rules import FRONTAL, OWN, SIDE, Check, Criterion, Cue, Fact, Prompt
from posecheck.body import LEFT, MID_HIP, MID_SHOULDER, NEAR, RIGHT
from posecheck.checks import _sources as src
from posecheck.checks import _stretch as stretch
from posecheck.geometry.measure import Axis, Measure, Vector, flexion, joint, smallest, span

REACHED = ("furthest",)
STANDING, BENT_FROM, BENT_UNTIL = 0.14, 0.28, 0.22  # T that the shoulders have come down
# The hands hide in front of the body or behind it; the shoulders come down for every camera.
shoulders_down = Measure(
    "shoulders down",
    "along",
    "picture",
    Vector(MID_HIP, MID_SHOULDER),
    Axis(0.0, 1.0, "T"),
    "T",
    offset=1.0,
    factor=-1.0,
)
lower_hand = smallest(
    "lower hand to near ankle",
    span(LEFT.wrist, NEAR.ankle, "S", "left wrist to near ankle"),
    span(RIGHT.wrist, NEAR.ankle, "S", "right wrist to near ankle"),
)


def _fit(seen: Evidence) -> float:
    """Standing, bent down with one hand near the other foot and the other arm up."""
    return 0.95 if stretch.windmill(seen) and not seen.running else 0.0


CHECK = Check(
    id="windmill",
    title="Windmill",
    purpose="Watches whether one hand comes down to the feet with the arms in one line, straight "
    "knees and without haste.",
    setup="Film from the side, camera level and at hip height, 3 to 4 m away, room above you for a "
    "raised arm; from the front the pose model loses the hands of somebody who bends towards it. "
    "Stand still for two seconds, feet well apart, and raise the arms to the sides. Turn and reach "
    "one hand to the other foot, come up, arms out, then the other hand; five times each.",
    phases=Cycle(
        driver=shoulders_down,
        start=(-0.4, STANDING),
        end_enter=BENT_FROM,
        end_exit=BENT_UNTIL,
        names=("outside", "upright", "going down", "reaching", "coming up"),
        longest_s=40.0,
    ),
    absent="No windmill was seen: stand with feet apart and arms out, reach one hand down towards "
    "the other foot, and come up again.",
    fit=_fit,
    standing=False,
    room_above=0.25,
    stand="Stand still, feet well apart",
    prompts=(
        Prompt(
            "Arms out. Turn, and reach one hand to the other foot.",
            reps=10,
            again="{count}. Come up, arms out; now the other hand.",
        ),
    ),
    farewell="Done. Arms down, and breathe.",
    not_observable=(
        "To which foot the hand goes, and whether you alternate.",
        "Rounding of the back, and how far the trunk turns.",
        src.NOT_MUSCLES,
    ),
    criteria=(
        Criterion(
            id="reach",
            code="WM1",
            title="Hand down to the feet",
            meaning="Distance from the lower wrist to the near ankle as seen from the side, in "
            "percent of the height from ankle to ear.",
            measure=lower_hand,
            band=Band.at_most(14.0, 24.0),
            error=4.0,
            views=SIDE,
            window="span",
            during=REACHED,
            still=False,
            cue=Cue.both("Rotate first, then reach."),
            sources=(src.CLINIC_ARTICLE, OWN),
            trust="Within about 6 cm; to which foot the hand goes is not seen from the side.",
        ),
        Criterion(
            id="arms-in-line",
            code="WM2",
            title="One line from hand to hand",
            meaning="Angle of the two wrists about the middle of the shoulders at the lowest "
            "point; 180 is one line.",
            measure=joint(LEFT.wrist, MID_SHOULDER, RIGHT.wrist, "angle of the arms"),
            band=Band.at_least(160.0, 145.0),
            error=8.0,
            views=SIDE,
            window="span",
            during=REACHED,
            still=False,
            cue=Cue.both("One long line from hand to hand."),
            sources=(src.CLINIC_ARTICLE, OWN),
            trust="Within about eight degrees; an arm that goes towards the camera or away from it "
            "is not seen to leave the line.",
        ),
        Criterion(
            id="knee-straight",
            code="WM3",
            title="Knees soft, not bent",
            meaning="Bend of the near knee at the lowest point; 0 is straight.",
            measure=flexion(NEAR.hip, NEAR.knee, NEAR.ankle, "knee bend"),
            band=Band.at_most(20.0, 35.0),
            error=8.0,
            views=SIDE,
            window="span",
            during=REACHED,
            still=False,
            cue=Cue.both("Soft, not bent, knees."),
            sources=(src.CLINIC_ARTICLE, OWN),
            trust="Within about eight degrees; ten read of a straight one in a deep bend.",
        ),
        Criterion(
            id="tempo",
            code="WM4",
            title="Unhurried",
            meaning="How long the way down takes.",
            measure=Fact("out", "s", (shoulders_down,)),
            band=Band.at_least(1.5, 1.0),
            error=0.3,
            views=SIDE,
            still=False,
            cue=Cue.both("Take two slow counts on the way down."),
            sources=(OWN,),
            trust="To three tenths of a second for a smooth way; its slow ends are estimated.",
        ),
        Criterion(
            id="other-foot",
            code="WM1",
            title="To the other foot",
            meaning="Distance from the hand to the foot of the other side, from the front.",
            measure=lower_hand,
            band=Band.at_most(14.0, 24.0),
            error=60.0,
            views=FRONTAL,
            window="span",
            during=REACHED,
            required=False,
            cannot="A trunk that is bent towards the camera hides the hands, and the pose model "
            "puts them a forearm too far; from the side the two feet are one behind the other.",
            cue=Cue.both("Reach across, to the other foot."),
            sources=(src.CLINIC_ARTICLE, OWN),
            trust="Not measured.",
        ),
    ),
)
