"""Curl-up: head and shoulders off the floor, slowly, hands at the temples, a second at the top."""

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.cycle import Cycle
from posecheck.assess.rules import OWN, SIDE, Check, Criterion, Cue, Fact, Prompt
from posecheck.assess.tolerance import Gate
from posecheck.body import NEAR
from posecheck.checks import _floor as floor
from posecheck.checks import _sources as src
from posecheck.geometry.measure import above, span

TOP = ("furthest",)


def _fit(seen: Evidence) -> float:
    """On the back with bent knees, and the shoulders come up."""
    lying, curled = seen.postures.get("supine", 0.0), seen.postures.get("curled", 0.0)
    return (
        (0.9 if curled > 0.08 else 0.2) * lying if seen.postures.get("bridge", 0.0) < 0.08 else 0.0
    )


CHECK = Check(
    id="curl-up",
    title="Curl-up",
    purpose="Watches how far, how slowly and how long you lift head and shoulders off the floor.",
    setup=floor.SETUP + "Lie on your back, knees bent, hands next to your temples. Lift head and "
    "shoulders slowly while you breathe out, hold for a second, and lower them; five to ten times.",
    phases=Cycle(
        driver=floor.trunk_rise,
        start=(-90.0, 4.0),
        end_enter=7.0,
        end_exit=5.5,
        form=(Gate(floor.trunk_rise, low=10.0),),
        unfinished=True,
        names=("outside", "down", "curling up", "up", "coming down"),
    ),
    absent="No curl-up was seen: lie on your back, knees bent, and lift head and shoulders clearly "
    "off the floor.",
    fit=_fit,
    standing=False,
    stand="Lie on your back",
    prompts=(
        Prompt(
            "Breathe out, and lift head and shoulders slowly.",
            reps=5,
            lasts_s=1.0,
            tries=5,
            again="{count}. Slowly down, and breathe in.",
            short="Stay up for a second. Once more.",
        ),
    ),
    farewell="Done. Head down, and rest.",
    not_observable=(
        "Whether you breathe out on the way up: nothing moves that has a landmark. Breathe in "
        "first, and out as you lift.",
        src.NOT_LUMBAR,
        src.NOT_MUSCLES,
    ),
    criteria=(
        Criterion(
            id="trunk-lift",
            code="CU1",
            title="Shoulders off the floor",
            meaning="How far the line from hip to shoulder rises at the top.",
            measure=floor.trunk_rise,
            band=Band.within(15.0, 35.0, 10.0, 45.0),
            error=4.0,
            views=SIDE,
            window="span",
            during=TOP,
            cue=Cue(
                low="Lift until your shoulder blades leave the floor.",
                high="Lift your shoulder blades, and stop there.",
            ),
            sources=(src.CURL_UP_ARTICLE, src.COACHING_PAGES, OWN),
            trust="Within about four degrees.",
        ),
        Criterion(
            id="hold",
            code="CU2",
            title="A second at the top",
            meaning="How long the trunk stays within a tenth of the way of its highest point, in "
            "each repetition.",
            measure=Fact("stay", "s", (floor.trunk_rise,)),
            band=Band.at_least(1.0, 0.7),
            error=0.2,
            views=SIDE,
            still=False,
            cue=Cue.both("Pause at the top."),
            sources=(src.CURL_UP_ARTICLE, OWN),
            trust="To two tenths of a second; a way up and down without a pause reads as half a "
            "second.",
        ),
        Criterion(
            id="hands-at-temples",
            code="CU3",
            title="Hands at the temples",
            meaning="Distance of the near wrist from the ear, in percent of the height from ankle "
            "to ear.",
            measure=span(NEAR.wrist, NEAR.ear, "S", "wrist to ear"),
            band=Band.at_most(10.0, 15.0),
            error=3.0,
            views=SIDE,
            window="span",
            during=TOP,
            cue=Cue.both("Fingertips by your temples."),
            sources=(src.CURL_UP_ARTICLE, OWN),
            trust="Within about 5 cm; the wrist stands for the hand.",
        ),
        Criterion(
            id="neck-pull",
            code="CU4",
            title="Neck not pulled",
            meaning="How much the angle of ear, shoulder and hip changes within a repetition.",
            measure=floor.neck,
            band=Band.at_most(25.0, 35.0),
            error=5.0,
            views=SIDE,
            window="rep",
            reduce="range",
            required=False,
            still=False,
            cue=Cue.both("Keep a fist of space under your chin."),
            sources=(OWN,),
            trust="Rough, and no more than shown: hands at the temples hide the ear.",
        ),
        Criterion(
            id="speed",
            code="CU5",
            title="Slow and controlled",
            meaning="Fastest turn of the trunk, up or down.",
            measure=Fact("speed", "deg/s", (floor.trunk_rise,)),
            band=Band.at_most(45.0, 75.0),
            error=8.0,
            views=SIDE,
            still=False,
            cue=Cue.both("Three counts up, three counts down."),
            sources=(src.CURL_UP_ARTICLE, OWN),
            trust="Within about eight degrees a second.",
        ),
        Criterion(
            id="feet-still",
            code="CU6",
            title="Feet stay down",
            meaning="How much the near ankle moves up and down within a repetition, in percent of "
            "the height from ankle to ear.",
            measure=above(NEAR.hip, NEAR.ankle, "S", "ankle above hip"),
            band=Band.at_most(2.0, 4.0),
            error=1.5,
            views=SIDE,
            window="rep",
            reduce="range",
            still=False,
            cue=Cue.both("Keep your feet on the floor."),
            sources=(OWN,),
            trust="Within about 2 cm.",
        ),
    ),
)
