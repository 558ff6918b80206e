"""The sequences of exercises that the articles themselves put together, in their order.

Where an article gives no numbers, repetitions, seconds and rests are those of the checks: ours.
"""

from posecheck.assess.routine import Routine, Station
from posecheck.assess.rules import Source
from posecheck.checks import _sources as src

EVERY_DAY = Source(
    src.ALIGNMENT_ARTICLE.cite,
    "Gives hip rolls, wall angels, the arm and leg lift, the alignment at a wall, good mornings "
    "and curl-ups in this order, for every day; says how long only for the curl-up.",
)
CLINIC = Source(
    src.CLINIC_ARTICLE.cite,
    "Teaches the neutral pelvis first, then lists five stretches, then seven exercises for seat "
    "and trunk, the bridge in three stages; gives no repetitions and no times.",
)
CORE = Source(
    src.CORE_ARTICLE.cite,
    "Names plank and side plank as static exercises, then describes bridge, locust and two "
    "exercises on a ball; asks for three seconds in the bridge and thirty in the locust.",
)
FLOOR = "Put the camera near the floor, your side towards it."
LYING_FRONT = "Put the camera near the floor, your front towards it."
UPRIGHT = "Put the camera at hip height."

STRETCHES = (
    Station("quad-stretch", before=UPRIGHT),
    Station("hip-flexor-stretch"),
    Station("seated-glute-stretch"),
    Station("hamstring-stretch", before=FLOOR),
    Station("oblique-stretch", before=UPRIGHT),
)
STRENGTH = (
    Station("clam", before=LYING_FRONT),
    Station("glute-kick", before="Now one side of you towards the camera."),
    Station("glute-lift"),
    Station("bridge", {"stage": "1"}),
    Station("bridge", {"stage": "2"}),
    Station("bridge", {"stage": "3"}),
    Station("plank"),
    Station("single-leg-squat", before=UPRIGHT),
    Station("windmill", before="Turn your side to the camera."),
)

ROUTINES = (
    Routine(
        id="every-day",
        title="Alignment for every day",
        purpose="A chiropractor's exercises for the back of a runner, for every day.",
        stations=(
            Station("hip-roll", before=FLOOR),
            Station("wall-angel", before=UPRIGHT),
            Station("prone-arm-leg-lift", before=FLOOR),
            Station("wall-posture", before=UPRIGHT),
            Station("good-morning"),
            Station("curl-up", before=FLOOR),
        ),
        source=EVERY_DAY,
    ),
    Routine(
        id="stretches",
        title="Five stretches for runners",
        purpose="Quads, hip flexors, glutes, hamstrings and the side of the trunk, each on both "
        "sides.",
        stations=STRETCHES,
        source=CLINIC,
    ),
    Routine(
        id="strength",
        title="Strength for seat and trunk",
        purpose="A clinic's exercises for seat and trunk, the bridge in three stages.",
        stations=STRENGTH,
        source=CLINIC,
    ),
    Routine(
        id="stretches-and-strength",
        title="Stretches, then strength",
        purpose="All that the clinic asks for: a neutral pelvis, the stretches, then strength.",
        stations=(Station("neutral-pelvis", before=UPRIGHT), *STRETCHES, *STRENGTH),
        source=CLINIC,
    ),
    Routine(
        id="core",
        title="Core",
        purpose="Plank, side plank, bridge, locust and two exercises on a ball.",
        stations=(
            Station("plank", before=FLOOR),
            Station("side-plank", before="Turn the front of your body to the camera."),
            Station("bridge", {"stage": "1"}, hold_s=3.0, before=FLOOR),
            Station("locust", {"hold": "30"}),
            Station("ball-back-extension", before="Get the ball, and lie over it."),
            Station("ball-reverse-leg-raise", before="Walk out until your hips are on the ball."),
        ),
        source=CORE,
    ),
)
