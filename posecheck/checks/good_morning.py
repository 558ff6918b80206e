"""Good morning: bending forward from the hips with straight legs and a long back."""

from dataclasses import replace

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.cycle import Cycle
from posecheck.assess.rules import FRONTAL, OWN, SIDE, Check, Criterion, Cue, Prompt
from posecheck.body import LEFT, MID_HIP, MID_SHOULDER, NEAR, RIGHT
from posecheck.checks import _sources as src
from posecheck.checks import _stretch as stretch
from posecheck.geometry.measure import (
    Vector,
    above,
    ahead,
    difference,
    joint,
    lean,
    proportion,
    relative,
    share_of_baseline,
    span,
)

BOTTOM = ("furthest",)
trunk = lean(MID_HIP, MID_SHOULDER, "trunk lean")
# How far the shoulders have come down to the hips, in % T: the same from the side and the front.
# 13 % is a trunk that leans by 30 degrees, 5 % one by 18.
shoulders_down = replace(
    above(MID_HIP, MID_SHOULDER, "T", "shoulders down"), offset=100.0, factor=-100.0
)
head_up = difference(trunk, lean(NEAR.shoulder, NEAR.ear, "neck lean"), "head up from the trunk")


def _fit(seen: Evidence) -> float:
    """Somebody upright whose trunk goes far forward over straight legs."""
    hinged = seen.postures.get("hinged", 0.0)
    if seen.standing < 0.6 or seen.running or seen.walking or stretch.windmill(seen):
        return 0.0
    if hinged > 0.08:
        return 0.9
    return 0.0 if stretch.shown(seen) else 0.5 * (seen.postures.get("bent", 0.0) > 0.1)


CHECK = Check(
    id="good-morning",
    title="Good morning",
    purpose="Watches you bend forward from the hips: how far, with straight legs, a long back and "
    "the head up.",
    setup="Film from the side, camera level at hip height, 3 to 4 m away, whole body in the "
    "picture. Stand still for two seconds, then bend forward slowly from the hips and come up, "
    "five times. A second clip from the front shows how far the feet are apart.",
    phases=Cycle(
        driver=shoulders_down,
        start=(-25.0, 5.0),
        end_enter=13.0,
        end_exit=9.0,
        names=("outside", "standing", "going down", "bent", "coming up"),
    ),
    absent="No good morning was seen: stand tall, bend forward clearly from the hips, and come all "
    "the way up again.",
    fit=_fit,
    stand="Stand tall and hold still",
    prompts=(
        Prompt(
            "Bend forward from the hips, back long, and come up.",
            reps=5,
            again="{count}. Once more, slowly.",
        ),
    ),
    farewell="Done. Stand tall, and relax.",
    not_observable=(
        src.NOT_LUMBAR,
        src.NOT_MUSCLES,
        "Rounding of the back, but for a trunk that looks shorter than in standing.",
    ),
    criteria=(
        Criterion(
            id="trunk-lean",
            code="GM1",
            title="How far forward",
            meaning="Forward lean of the trunk at the lowest point; 90 is level.",
            measure=trunk,
            band=Band((60.0, 90.0), (45.0, None)),
            error=4.0,
            views=SIDE,
            window="span",
            during=BOTTOM,
            still=False,
            cue=Cue(
                low="Push your hips further back and let your chest follow.",
                high="Stop where your trunk is level with the floor.",
            ),
            sources=(src.GOOD_MORNING_ARTICLE, OWN),
            trust="Within about four degrees.",
        ),
        Criterion(
            id="knee-angle",
            code="GM2",
            title="Legs straight",
            meaning="Angle of the near knee at the lowest point; 180 is straight.",
            measure=joint(NEAR.hip, NEAR.knee, NEAR.ankle, "knee angle"),
            band=Band.at_least(160.0, 145.0),
            error=8.0,
            views=SIDE,
            window="span",
            during=BOTTOM,
            still=False,
            cue=Cue.both("Keep your knees quiet, nearly straight."),
            sources=(src.GOOD_MORNING_ARTICLE, OWN),
            trust="Within about eight degrees.",
        ),
        Criterion(
            id="long-back",
            code="GM3",
            title="Long back",
            meaning="Length of the trunk in the picture at the lowest point, as a share of that in "
            "standing; shorter may be a rounded back.",
            measure=share_of_baseline(
                span(MID_HIP, MID_SHOULDER, "S", "trunk length"), "trunk length share"
            ),
            band=Band.at_least(0.95, 0.90),
            error=0.05,
            views=SIDE,
            window="span",
            during=BOTTOM,
            required=False,
            still=False,
            cue=Cue.both("Long spine, from tailbone to crown."),
            sources=(OWN,),
            trust="Weak: the curve itself is not seen, and turning shortens the trunk too.",
        ),
        Criterion(
            id="head-up",
            code="GM4",
            title="Head up",
            meaning="How far the head is lifted from the line of the trunk; - where it hangs.",
            measure=head_up,
            band=Band((-15.0, 30.0), (-30.0, None)),
            error=5.0,
            views=SIDE,
            window="span",
            during=BOTTOM,
            still=False,
            cue=Cue(
                low="Show your collarbones, head up.",
                high="Let your neck be long, in line with your back.",
            ),
            sources=(src.GOOD_MORNING_ARTICLE, OWN),
            trust="Within about five degrees.",
        ),
        Criterion(
            id="hips-back",
            code="GM5",
            title="Hips go back",
            meaning="How far the hip is ahead of the ankle at the lowest point, in percent of the "
            "height from ankle to ear; - is behind.",
            measure=ahead(NEAR.ankle, NEAR.hip, "S", "hip ahead of ankle"),
            band=Band.at_most(-6.0, -3.0),
            error=2.0,
            views=SIDE,
            window="span",
            during=BOTTOM,
            still=False,
            cue=Cue.both("Reach for the wall behind you with your seat."),
            sources=(OWN,),
            trust="Within about 3 cm.",
        ),
        Criterion(
            id="feet-apart",
            code="GM6",
            title="Feet under the hips",
            meaning="Distance of the ankles while standing, in widths of the two hip points.",
            measure=proportion(
                Vector(LEFT.ankle, RIGHT.ankle), Vector(LEFT.hip, RIGHT.hip), "feet apart"
            ),
            band=Band.within(0.9, 1.6, 0.7, 2.0),
            error=0.2,
            views=FRONTAL,
            during=("standing",),
            required=False,
            cue=Cue(low="Feet a little wider.", high="Feet a little closer, under your hips."),
            sources=(src.GOOD_MORNING_ARTICLE, OWN),
            trust="Rough: the hip points are closer together than the hips.",
        ),
        Criterion(
            id="full-return",
            code="GM7",
            title="All the way up",
            meaning="Lean of the trunk between the repetitions, compared with quiet standing.",
            measure=relative(trunk, "trunk lean change"),
            band=Band.within(-6.0, 6.0, -10.0, 10.0),
            error=2.5,
            error_without_baseline=4.0,
            views=SIDE,
            during=("standing",),
            required=False,
            still=False,
            cue=Cue(low="Do not lean back at the top.", high="Finish tall, seat squeezed."),
            sources=(src.GOOD_MORNING_ARTICLE, OWN),
            trust="Within two and a half degrees where you stood still first, four where not; the "
            "first repetition begins from quiet standing.",
        ),
    ),
)
