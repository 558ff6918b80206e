"""Wall angels: arms from a goalpost to thumbs that meet overhead, from the front or the side."""

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.cycle import Cycle
from posecheck.assess.rules import FRONTAL, OWN, Check, Criterion, Cue, Part, Prompt
from posecheck.body import (
    LEFT,
    LIMBS,
    MID_EAR,
    MID_HIP,
    MID_SHOULDER,
    RIGHT,
    Side,
)
from posecheck.checks import _sources as src
from posecheck.checks._wall_angel_side import SIDE_CRITERIA
from posecheck.geometry.measure import (
    UP,
    Measure,
    Vector,
    above,
    distance,
    joint,
    mean,
    relative,
    share_of_baseline,
    side_lean,
    size,
    span,
)

ARM = 8.0  # deg, 95 % error of elbow and shoulder angles from the front
NEVER = "No repetition was seen: start with the arms like a goalpost, go up and come back there."

# Height of the wrists above the shoulders: 37.5 % S is a straight arm up (Winter's proportions).
left_reach = above(MID_SHOULDER, LEFT.wrist, "S", "left wrist above shoulders")
right_reach = above(MID_SHOULDER, RIGHT.wrist, "S", "right wrist above shoulders")
reach = mean("wrists above shoulders", left_reach, right_reach)
trunk_lean = relative(side_lean(MID_HIP, MID_SHOULDER, "side lean"), "side lean change")


def _abduction(side: Side) -> Measure:
    limbs = LIMBS[side]
    return joint(limbs.elbow, limbs.shoulder, limbs.hip, f"{side} shoulder angle")


def _of_arm(side: Side) -> tuple[Criterion, ...]:
    limbs = LIMBS[side]
    elbow = joint(limbs.shoulder, limbs.elbow, limbs.wrist, f"{side} elbow angle")
    forearm = Measure(
        f"{side} forearm from vertical",
        "angle",
        "frontal",
        Vector(limbs.elbow, limbs.wrist),
        UP,
        "deg",
    )
    return (
        Criterion(
            id="start-shoulder",
            code="WA1",
            title="Shoulder angle at the start",
            meaning="Angle at the shoulder between upper arm and trunk at the start.",
            measure=_abduction(side),
            band=Band.within(80.0, 100.0, 70.0, 110.0),
            error=ARM,
            views=FRONTAL,
            during=("start",),
            side=side,
            cue=Cue.both("Elbows level with your shoulders."),
            sources=(src.WALL_ANGEL_ARTICLE, src.KOFOED_2024, src.VAN_DEN_HOORN_2025),
            trust="Within about eight degrees.",
        ),
        Criterion(
            id="start-elbow",
            code="WA2",
            title="Elbow angle at the start",
            meaning="Angle at the elbow at the start.",
            measure=elbow,
            band=Band.within(75.0, 105.0, 65.0, 115.0),
            error=ARM,
            views=FRONTAL,
            during=("start",),
            side=side,
            cue=Cue.both("Make a goalpost with your arms."),
            sources=(src.WALL_ANGEL_ARTICLE,),
            trust="Within about eight degrees.",
        ),
        Criterion(
            id="forearm-upright",
            code="WA3",
            title="Forearm angle at the start",
            meaning="Angle of the forearm to the vertical at the start.",
            measure=forearm,
            band=Band.at_most(10.0, 20.0),
            error=5.0,
            views=FRONTAL,
            during=("start",),
            side=side,
            cue=Cue.both("Point your fingers at the ceiling."),
            sources=(src.KOFOED_2024,),
            trust="Within about five degrees.",
        ),
        Criterion(
            id="top-reach",
            code="WA4",
            title="Elbow angle at the top",
            meaning="Angle at the elbow at the top; 180 is straight.",
            measure=elbow,
            band=Band.at_least(165.0, 150.0),
            error=ARM,
            views=FRONTAL,
            during=("top",),
            side=side,
            cue=Cue.both("Straighten all the way up."),
            sources=(src.WALL_ANGEL_ARTICLE,),
            trust="Within about ten degrees.",
        ),
    )


def _fit(seen: Evidence) -> float:
    """Arms that go between a goalpost and overhead while somebody stands."""
    if seen.standing < 0.6 or seen.running or seen.landings:
        return 0.0
    if min(seen.arms_up, seen.goalpost) > 0.03 or seen.arms_up > 0.3:
        return 0.9
    return min(0.15, 2.0 * max(seen.arms_up, seen.goalpost))  # one of both alone is not enough


CHECK = Check(
    id="wall-angel",
    title="Wall angel",
    purpose="Watches the arms slide up the wall until the thumbs meet, and how still the trunk is.",
    setup="Stand with your back to a wall. Film from the front for the arms, and once from the "
    "side for the contact with the wall. Stand two seconds with your arms down, then do five slow "
    "repetitions.",
    phases=Cycle(
        driver=reach,
        start=(0.0, 23.5),
        end_enter=31.9,
        end_exit=28.1,
        names=("arms down", "start", "going up", "top", "coming down"),
    ),
    absent=NEVER,
    fit=_fit,
    stand="Stand with your back to the wall, arms down, and hold still",
    room_above=0.3,
    prompts=(
        Prompt(
            "Lift your arms like a goalpost.", phases=("start", "going up", "top", "coming down")
        ),
        Prompt(
            "Slide your arms up until your thumbs meet, and slowly back.",
            reps=5,
            entering=(("top", "And slowly back down."),),
        ),
    ),
    farewell="Five done. Let your arms down.",
    not_observable=(
        src.NOT_LUMBAR,
        "Contact of back, arms and hands with the wall from the front: film a pass from the side.",
        src.NOT_MUSCLES,
    ),
    criteria=(
        *_of_arm("left"),
        *_of_arm("right"),
        Criterion(
            id="thumbs-meet",
            code="WA5",
            title="Thumb gap overhead",
            meaning="Distance of the two thumbs at the top, in shoulder widths.",
            measure=span(LEFT.thumb, RIGHT.thumb, "W", "thumb gap", unit="W"),
            band=Band.at_most(0.15, 0.40),
            error=0.08,
            error_unseen=0.25,
            views=FRONTAL,
            during=("top",),
            cue=Cue.both("Bring your thumbs together overhead."),
            sources=(src.WALL_ANGEL_ARTICLE, OWN),
            trust="Within about 3 cm where the hands stand out from what is behind them; elsewhere "
            "thumb points are coarse and mostly too far apart by 4 to 8 cm.",
        ),
        Criterion(
            id="symmetry",
            code="WA6",
            title="Left-right difference",
            meaning="Difference of the two shoulder angles on the way, and of the wrists' heights.",
            measure=distance(_abduction("left"), _abduction("right"), "shoulder angle difference"),
            band=Band.at_most(8.0, 15.0),
            error=5.0,
            views=FRONTAL,
            during=("going up", "coming down"),
            still=False,
            parts=(
                Part(
                    "angle",
                    "Shoulder angles",
                    distance(_abduction("left"), _abduction("right"), "shoulder angle difference"),
                    Band.at_most(8.0, 15.0),
                    5.0,
                ),
                Part(
                    "height",
                    "Wrist heights",
                    distance(left_reach, right_reach, "wrist height difference"),
                    Band.at_most(2.0, 4.0),
                    3.0,
                ),
            ),
            cue=Cue.both("Move both arms at the same speed."),
            sources=(OWN,),
            trust="Errors that both arms share cancel out.",
        ),
        Criterion(
            id="trunk-still",
            code="WA7",
            title="Trunk movement",
            meaning="Largest change of the trunk's sideways lean within a repetition.",
            measure=size(trunk_lean, "size of side lean change"),
            band=Band.at_most(3.0, 6.0),
            error=2.5,
            views=FRONTAL,
            window="rep",
            reduce="p95",
            still=False,
            cue=Cue.both("Keep your ribs quiet."),
            sources=(OWN,),
            trust="One of the most exact measures from the front.",
        ),
        Criterion(
            id="no-shrug",
            code="WA8",
            title="Shrug at the start",
            meaning="Height of the ears above the shoulders at the start, compared with standing "
            "relaxed.",
            measure=share_of_baseline(
                above(MID_SHOULDER, MID_EAR, "T", "ears above shoulders"), "neck length"
            ),
            band=Band.at_least(0.85, 0.75),
            error=0.05,
            views=FRONTAL,
            during=("start",),
            still=False,
            cue=Cue.both("Shoulders away from your ears."),
            sources=(OWN,),
            trust="Within about a tenth: the pose model follows raised shoulders by half. At "
            "the top they may rise.",
        ),
        *SIDE_CRITERIA,
    ),
)
