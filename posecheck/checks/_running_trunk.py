"""What a running clip from the side shows of trunk, head and arms."""

from collections.abc import Mapping

from posecheck.assess.band import Band
from posecheck.assess.results import Verdict
from posecheck.assess.rules import OWN, SIDE, Criterion, Cue, Part
from posecheck.body import MID_HIP, MID_SHOULDER, NEAR
from posecheck.checks import _sources as src
from posecheck.geometry.measure import (
    Vector,
    above,
    ahead,
    difference,
    joint,
    lean,
    relative,
    rise,
    share_of_baseline,
)

STANCE, STRIDE = ("stance",), ("stride",)

trunk = relative(lean(MID_HIP, MID_SHOULDER, "trunk lean"), "trunk lean change")
# The middle of the shoulders, not the near one: that swings to and fro with every arm swing.
neck = difference(
    lean(MID_SHOULDER, NEAR.ear, "neck lean"),
    lean(MID_HIP, MID_SHOULDER, "trunk lean"),
    "neck against trunk",
)
neck_length = share_of_baseline(
    above(NEAR.shoulder, NEAR.ear, "T", "ear above shoulder"), "neck length"
)
elbow = joint(NEAR.shoulder, NEAR.elbow, NEAR.wrist, "elbow angle")
behind = ahead(MID_HIP, MID_SHOULDER, "S", "shoulders ahead of hips")
TRUNK_BAND = Band.within(4.0, 12.0, 2.0, 16.0)


def chest_out(value: Mapping[str, float], error: Mapping[str, float]) -> Verdict:
    """Judge the chest-out pattern: upright or leaning back, and stiff or with shoulders behind.

    Upright is a lean below 2 degrees (a fault only beyond half its error), stiff a range of the
    trunk below 3 degrees over a stride, behind a shoulder 1 % of S behind the hip.
    """
    marked = value["range"] < 3.0 or value["behind"] < -1.0
    if value["lean"] <= 2.0 - error["lean"] / 2 and marked:
        return "fault"
    return "borderline" if value["lean"] < 4.0 and marked else "good"


TRUNK_CRITERIA = (
    Criterion(
        id="trunk-lean",
        code="R1",
        title="Forward lean",
        meaning="Forward lean of the trunk while the near foot is on the ground, compared with "
        "standing where that was seen.",
        measure=trunk,
        band=TRUNK_BAND,
        error=2.5,
        error_without_baseline=4.0,
        views=SIDE,
        window="span",
        during=STANCE,
        reduce="mean",
        still=False,
        cue=Cue(
            low="Lean a little from the ankles, as if into a light breeze.",
            high="Run a little taller.",
        ),
        sources=(src.TENG_2014, src.UPRIGHT_ARTICLE),
        trust="Within four degrees, two and a half where the clip starts with quiet standing.",
    ),
    Criterion(
        id="chest-out",
        code="R2",
        title="Chest-out posture",
        meaning="Upright or backward lean with a stiff trunk or shoulders behind the hips.",
        measure=trunk,
        band=Band((2.0, None), (None, None)),
        error=2.5,
        error_without_baseline=4.0,
        views=SIDE,
        window="span",
        during=STANCE,
        reduce="mean",
        still=False,
        parts=(
            Part(
                "lean",
                "Forward lean",
                trunk,
                Band((4.0, None), (2.0, None)),
                2.5,
                error_without_baseline=4.0,
            ),
            Part(
                "range",
                "Movement of the trunk in a stride",
                trunk,
                Band((3.0, None), (None, None)),
                2.0,
                reduce="range",
                during=STRIDE,
            ),
            Part(
                "behind",
                "Shoulder ahead of hip",
                behind,
                Band((-1.0, None), (None, None)),
                1.5,
            ),
        ),
        combine=chest_out,
        cue=Cue.both("Soften your ribs down and breathe low."),
        sources=(src.UPRIGHT_ARTICLE, OWN),
        trust="A possible pattern, not proven: the curve of the lower back cannot be seen.",
    ),
    Criterion(
        id="head-in-line",
        code="R3",
        title="Head in line with the trunk",
        meaning="Lean of the line from the shoulders to the ear, less the trunk's lean.",
        measure=neck,
        band=Band.within(-5.0, 12.0, -10.0, 20.0),
        error=3.0,
        views=SIDE,
        window="span",
        during=STRIDE,
        reduce="mean",
        still=False,
        cue=Cue(
            low="Let your head float forward over your chest.",
            high="Grow tall through the back of your head.",
        ),
        sources=(src.HEAD_ARTICLE, OWN),
        trust="Within about eight degrees: the pose model follows the head by half, and guesses "
        "the far shoulder. From one run to the next it tells more.",
    ),
    Criterion(
        id="chin",
        code="R4",
        title="Chin",
        meaning="Angle of the line from ear to outer eye corner above the horizontal.",
        measure=rise(NEAR.ear, NEAR.eye, "head tilt"),
        band=Band.within(-10.0, 15.0, -20.0, 20.0),
        error=5.0,
        views=SIDE,
        window="span",
        during=STRIDE,
        required=False,
        still=False,
        min_px=(Vector(NEAR.ear, NEAR.eye), 10.0),
        cue=Cue.both("Look 15 to 20 metres ahead."),
        sources=(OWN,),
        trust="The pose model follows a nod by half only: a number without a verdict.",
    ),
    Criterion(
        id="relaxed-shoulders",
        code="R5",
        title="Relaxed shoulders",
        meaning="Height of the ear above the shoulder compared with standing relaxed, and the "
        "angle of the elbow.",
        measure=neck_length,
        band=Band.at_least(0.90, 0.80),
        error=0.04,
        views=SIDE,
        window="span",
        during=STRIDE,
        reduce="mean",
        required=False,
        still=False,
        parts=(
            Part("shoulders", "Ear above shoulder", neck_length, Band.at_least(0.9, 0.8), 0.04),
            Part("elbow", "Elbow angle", elbow, Band.within(70.0, 110.0, 50.0, 130.0), 8.0),
        ),
        cue=Cue.both("Shake your shoulders loose."),
        sources=(src.HEAD_ARTICLE, OWN),
        trust="Within about a tenth: the pose model follows raised shoulders by two thirds. It "
        "needs quiet standing in the clip.",
    ),
)
