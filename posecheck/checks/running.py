"""Running: trunk, head, arms and legs of a treadmill runner, from the side and from behind."""

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.rules import ANY_VIEW, FRONTAL, OWN, SIDE, Check, Criterion, Cue, Fact, Prompt
from posecheck.assess.steps import GaitPhases
from posecheck.body import LEFT, LIMBS, MID_HIP, MID_SHOULDER, RIGHT, Side, other
from posecheck.checks import _sources as src
from posecheck.checks._running_legs import LEG_CRITERIA
from posecheck.checks._running_trunk import STANCE, STRIDE, TRUNK_CRITERIA
from posecheck.checks._single_leg import Drop, both_sides, pelvic_drop
from posecheck.geometry.measure import (
    Axis,
    Measure,
    Vector,
    beside,
    place,
    relative,
    side_lean,
)

FRONT = frozenset({"front"})
DROP = Drop("R18", 5.0, 7.0, "Push the ground away so the other hip stays up.", 4.0, STANCE, "span")
CONTACT_FPS = 100.0  # contact times: 13.6 ms of quantisation at 30 pictures a second, 3.4 at 120


def _arm_cross(side: Side) -> Criterion:
    return Criterion(
        id="arm-cross",
        code="R6",
        title="Arm crossing",
        meaning="How far the wrist crosses the middle of the chest, in shoulder widths.",
        measure=beside(
            MID_SHOULDER, LIMBS[side].wrist, "W", f"{side} wrist across", other(side), unit="W"
        ),
        band=Band.at_most(0.0, 0.1),
        error=0.05,
        views=FRONT,
        window="span",
        during=STRIDE,
        reduce="p95",
        side=side,
        required=False,
        still=False,
        cue=Cue.both("Swing your elbows back, not across."),
        sources=(OWN,),
        trust="From behind, the body hides a wrist that crosses; film from the front.",
    )


def _hip_adduction(side: Side) -> Criterion:
    limbs = LIMBS[side]
    return Criterion(
        id="hip-adduction",
        code="R19",
        title="Thigh angle inwards",
        meaning="Angle of the standing thigh to the vertical at midstance; + is inwards.",
        measure=side_lean(limbs.knee, limbs.hip, f"{side} thigh inwards", towards=side),
        band=Band.at_most(8.0, 11.0),
        error=4.0,
        views=FRONTAL,
        window="mark",
        during=("midstance",),
        side=side,
        still=False,
        cue=Cue.both("Run with a sliver of daylight between your knees."),
        sources=(src.BRAMAH_2018, src.DINGENEN_2018),
        trust="Within about four degrees: a band, not a number to compare from day to day.",
    )


def _step_width(side: Side) -> Criterion:
    return Criterion(
        id="step-width",
        code="R20",
        title="Step width",
        meaning="How far the standing heel is to its own side of the middle of the hips, in widths "
        "of the hip points.",
        measure=beside(MID_HIP, LIMBS[side].heel, "P", f"{side} heel from middle", side, unit="P"),
        band=Band.at_least(0.10, 0.0),
        error=0.08,
        views=FRONTAL,
        window="span",
        during=STANCE,
        side=side,
        still=False,
        cue=Cue.both("Run either side of a painted line."),
        sources=(src.SOUZA_2016, OWN),
        trust="Within a tenth of the hip points' width.",
    )


def _trunk_side_lean(side: Side) -> Criterion:
    return Criterion(
        id="trunk-side-lean",
        code="R22",
        title="Trunk side lean",
        meaning="Sideways lean of the trunk at midstance, compared with standing; + is towards the "
        "standing leg.",
        measure=relative(
            side_lean(MID_HIP, MID_SHOULDER, f"lean to the {side}", towards=side),
            f"lean to the {side} change",
        ),
        band=Band.within(-4.0, 4.0, -7.0, 7.0),
        error=2.5,
        views=FRONTAL,
        window="mark",
        during=("midstance",),
        side=side,
        still=False,
        cue=Cue.both("Stay centred over your feet."),
        sources=(src.DINGENEN_2018,),
        trust="One of the most exact measures from behind.",
    )


def _fit(seen: Evidence) -> float:
    """A running gait."""
    if seen.running:
        return 1.0
    # Whoever comes or goes quickly may run, where the feet are too small to tell.
    return 0.35 if seen.nearing and seen.standing > 0.6 else 0.0


CHECK = Check(
    id="running",
    title="Running",
    purpose="Looks at how you run on a treadmill: lean, head, arms, landing, and from behind the "
    "line of hips, knees and feet.",
    setup="Film from the side, and in a second clip from behind, camera level and at hip height, "
    "2.5 to 4 m away, whole body in the picture, 60 pictures a second or more. Stand still for two "
    "seconds, then run at your own pace; 30 seconds are plenty.",
    phases=GaitPhases(),
    absent="No running was seen in the clip.",
    fit=_fit,
    stand="Stand still, or just run",
    prompts=(
        Prompt("Run at your own pace, as usual.", lasts_s=30.0, after=((15.0, "Half of it."),)),
    ),
    farewell="That is enough. Slow down when you like.",
    standing=False,
    not_observable=(
        src.NOT_LUMBAR,
        src.NOT_PELVIC_TILT,
        "Rotation of trunk and hips: it turns about an axis the camera looks along.",
        "Rolling in of the foot, toe-out and heel whips: that needs markers on the shoe.",
        "Forces and loading: only a force plate feels them.",
        src.NOT_MUSCLES,
    ),
    criteria=(
        *TRUNK_CRITERIA,
        *LEG_CRITERIA,
        *both_sides(_arm_cross),
        Criterion(
            id="bounce",
            code="R14",
            title="Bounce",
            meaning="How far the hips move up and down in a stride, in leg lengths.",
            measure=place(MID_HIP, "picture", Axis(0.0, 1.0, "L"), "hip height", unit="L"),
            band=Band.at_most(0.11, 0.13),
            error=0.012,
            views=ANY_VIEW,
            window="span",
            during=STRIDE,
            reduce="range",
            required=False,
            still=False,
            cue=Cue.both("Glide: push forward, not up."),
            sources=(src.WILLE_2014, OWN),
            trust="Within about a centimetre; a camera that moves adds its own movement.",
        ),
        Criterion(
            id="cadence",
            code="R15",
            title="Cadence",
            meaning="Steps a minute.",
            measure=Fact("cadence", "steps/min"),
            band=Band((160.0, 190.0), (150.0, None)),
            error=2.0,
            views=ANY_VIEW,
            required=False,
            still=False,
            cue=Cue(low="Take shorter, quicker steps.", high="Let your steps grow a little."),
            sources=(src.LIEBERMAN_2015,),
            trust="Within one percent; the limits fit 9 to 12.5 km/h and legs of usual length.",
        ),
        Criterion(
            id="contact-time",
            code="R16",
            title="Time on the ground",
            meaning="Time from contact to toe-off of the near foot.",
            measure=Fact("contact-time", "ms"),
            band=None,
            error=20.0,
            views=SIDE,
            required=False,
            still=False,
            min_fps=CONTACT_FPS,
            cue=Cue(),
            sources=(src.YOUNG_2023,),
            trust="Information: 200 to 300 ms is usual. Needs 120 pictures a second.",
        ),
        *both_sides(lambda side: pelvic_drop(side, DROP)),
        *both_sides(_hip_adduction),
        *both_sides(_step_width),
        Criterion(
            id="knee-window",
            code="R21",
            title="Gap between the knees",
            meaning="Gap between the knees at midstance, in widths of the hip points, less the "
            "width of a knee.",
            measure=Measure(
                "knee window",
                "along",
                "frontal",
                Vector(RIGHT.knee, LEFT.knee),
                Axis(1.0, 0.0, "P"),
                "P",
                offset=-0.25,
            ),
            band=Band.at_least(0.05, 0.0),
            error=0.1,
            views=FRONTAL,
            window="mark",
            during=("midstance",),
            required=False,
            still=False,
            cue=Cue.both("Run with a sliver of daylight between your knees."),
            sources=(src.SOUZA_2016, OWN),
            trust="Rough: the error is as large as the band.",
        ),
        *both_sides(_trunk_side_lean),
        Criterion(
            id="asymmetry",
            code="R23",
            title="Left-right difference",
            meaning="Difference of the thighs' inward angles of the left and the right leg.",
            measure=side_lean(LEFT.knee, LEFT.hip, "left thigh inwards", towards="left"),
            band=Band.at_most(3.0, 5.0),
            error=3.0,
            views=FRONTAL,
            of_sides="hip-adduction",
            required=False,
            still=False,
            cue=Cue.both("Even out both sides; begin with the one that drops in more."),
            sources=(src.DINGENEN_2018,),
            trust="Errors that both legs share cancel out.",
        ),
    ),
)
