"""What a running clip from the side can show: trunk, head, arms, and how the near leg lands."""

from collections.abc import Mapping

from posecheck.assess.results import Verdict
from posecheck.assess.rules import OWN, SIDE, Band, Criterion, Cue, Part
from posecheck.body import MID_HIP, MID_SHOULDER, NEAR
from posecheck.checks import _sources as src
from posecheck.geometry.measure import (
    UP,
    Measure,
    Vector,
    above,
    ahead,
    difference,
    flexion,
    joint,
    lean,
    relative,
    rise,
    share_of_baseline,
)

STANCE, STRIDE = ("stance",), ("stride",)
CONTACT = ("contact",)
FEET_FPS = 50.0  # a foot turns so fast at contact that fewer pictures miss it

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
foot = rise(NEAR.heel, NEAR.toe, "foot inclination")
knee = flexion(NEAR.hip, NEAR.knee, NEAR.ankle, "knee flexion")
tibia = Measure(
    "shank ahead", "signed", "sagittal", Vector(NEAR.ankle, NEAR.knee), UP, "deg", factor=-1.0
)
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


SIDE_CRITERIA = (
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
        trust="Within about three degrees, averaged over steps.",
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
        trust="Within about five degrees.",
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
        trust="A change, so it is fairly exact; it needs quiet standing in the clip.",
    ),
    Criterion(
        id="foot-strike",
        code="R7",
        title="Foot strike",
        meaning="Angle of the foot at contact, less the same at midstance when it is flat.",
        measure=foot,
        band=None,
        error=8.0,
        views=SIDE,
        window="mark",
        during=("contact", "midstance"),
        required=False,
        still=False,
        classes=((float("-inf"), "fore"), (-1.6, "mid"), (8.0, "rear")),
        min_fps=FEET_FPS,
        cue=Cue(),
        sources=(src.ALTMAN_2012, src.SOUZA_2016),
        trust="A class, not an angle; two classes are named where the number cannot part them.",
    ),
    Criterion(
        id="foot-inclination",
        code="R8",
        title="Foot angle at contact",
        meaning="Angle of the foot to the ground at contact, toes up is +.",
        measure=foot,
        band=Band.at_most(15.0, 25.0),
        error=5.0,
        views=SIDE,
        window="mark",
        during=CONTACT,
        required=False,
        still=False,
        min_fps=FEET_FPS,
        cue=Cue.both("Let the foot land closer under you, with the toes lower."),
        sources=(src.SOUZA_2016, src.WILLE_2014, OWN),
        trust="Within about five degrees and what the foot turns between two pictures.",
    ),
    Criterion(
        id="tibia",
        code="R9",
        title="Shin angle under load",
        meaning="How far the shin leans back just after contact (ankle ahead of knee is +).",
        measure=tibia,
        band=Band.at_most(5.0, 10.0),
        error=5.0,
        views=SIDE,
        window="mark",
        during=("loading",),
        required=False,
        still=False,
        cue=Cue.both("Land with the foot under your knee, not ahead of it."),
        sources=(src.SOUZA_2016, OWN),
        trust="Within about five degrees.",
    ),
    Criterion(
        id="knee-at-contact",
        code="R10",
        title="Knee bend at contact",
        meaning="Bend of the knee at contact.",
        measure=knee,
        band=Band.at_least(10.0, 5.0),
        error=8.0,
        views=SIDE,
        window="mark",
        during=CONTACT,
        required=False,
        still=False,
        cue=Cue.both("Land on a soft knee."),
        sources=(src.BRAMAH_2018,),
        trust="Within about eight degrees.",
    ),
    Criterion(
        id="knee-peak",
        code="R11",
        title="Knee bend under load",
        meaning="Largest bend of the knee while the foot is on the ground.",
        measure=knee,
        band=Band.at_least(40.0, 35.0),
        error=8.0,
        views=SIDE,
        window="span",
        during=("load",),
        reduce="p95",
        required=False,
        still=False,
        cue=Cue.both("Let the knee give a little more."),
        sources=(src.SOUZA_2016,),
        trust="Within about eight degrees.",
    ),
    Criterion(
        id="hip-extension",
        code="R12",
        title="Thigh behind at toe-off",
        meaning="Angle of the thigh behind the vertical as the foot leaves the ground.",
        measure=lean(NEAR.knee, NEAR.hip, "thigh behind"),
        band=None,
        error=6.0,
        views=SIDE,
        window="mark",
        during=("toe-off",),
        required=False,
        still=False,
        cue=Cue(),
        sources=(src.SOUZA_2016,),
        trust="Information: about 10 degrees is fine for a slow, compact runner.",
    ),
    Criterion(
        id="overstride",
        code="R13",
        title="Foot ahead of the hips",
        meaning="How far the heel is ahead of the hips at contact, in leg lengths.",
        measure=ahead(MID_HIP, NEAR.heel, "L", "heel ahead of hips", unit="L"),
        band=Band.at_most(0.13, 0.20),
        error=0.03,
        views=SIDE,
        window="mark",
        during=CONTACT,
        required=False,
        still=False,
        cue=Cue.both("Take shorter, quicker steps."),
        sources=(src.SOUZA_2016, src.WILLE_2014, OWN),
        trust="Within about 3 % of your leg's length.",
    ),
)
