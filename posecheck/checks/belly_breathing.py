"""Belly breathing: guided, sitting or lying; the camera watches whether the shoulders rise."""

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.hold import Hold
from posecheck.assess.rules import ANY_VIEW, OWN, Check, Criterion, Cue, Fact, Prompt
from posecheck.assess.tolerance import Gate
from posecheck.body import LEFT, MID_HIP, MID_SHOULDER, RIGHT
from posecheck.checks import _sources as src
from posecheck.geometry.measure import Axis, above, largest, place

BREATHING = ("sitting",)
# Where they are in the picture: the hip landmarks of somebody who sits go up with the shoulders.
shoulders = place(MID_SHOULDER, "picture", Axis(0.0, 1.0, "S"), "shoulder height")
thighs_level = largest(
    "hips above knees",
    above(LEFT.knee, LEFT.hip, "T", "left hip above knee", unit="T"),
    above(RIGHT.knee, RIGHT.hip, "T", "right hip above knee", unit="T"),
)
FLOW = (
    "needs the movement of chest and belly, where no landmark lies; posecheck does not look for it "
    "in the picture."
)


LEAST_S = 10.0  # of sitting still: two slow breaths


def _fit(seen: Evidence) -> float:
    """A second guess at best: it looks like sitting for a while, which rising shoulders disturb."""
    sits = max(seen.postures.get("seated", 0.0), seen.postures.get("seated-facing", 0.0))
    return 0.3 * sits if seen.seconds >= LEAST_S else 0.0


def _unseen(criterion_id: str, code: str, title: str, meaning: str) -> Criterion:
    return Criterion(
        id=criterion_id,
        code=code,
        title=title,
        meaning=meaning,
        measure=Fact(criterion_id, "a minute" if criterion_id == "breathing-rate" else "share"),
        band=None,
        error=1.0,
        views=ANY_VIEW,
        required=False,
        still=False,
        cannot=f"This {FLOW}",
        cue=Cue(),
        sources=(src.BREATH_VIDEO, src.ONE_LEG_ARTICLE),
        trust="Not measured.",
    )


CHECK = Check(
    id="belly-breathing",
    title="Belly breathing (guided, experimental)",
    purpose="Leads you through slow breaths into the belly; you feel it with your hands, the "
    "camera watches only whether the shoulders rise.",
    setup="Film from the side or the front, camera level at the height of your chest, 2 to 3 m "
    "away, the whole body in the picture. Sit upright on a chair, one hand on the chest and one on "
    "the belly, and breathe slowly for half a minute, so that only the lower hand moves.",
    phases=Hold(
        posture=(
            Gate(thighs_level, -0.4, 0.5),
            Gate(above(MID_HIP, MID_SHOULDER, "T", "trunk upright", unit="T"), low=0.6),
        ),
        names=("moving", "sitting"),
    ),
    absent="Nobody was seen sitting upright from head to feet for two seconds or longer.",
    fit=_fit,
    standing=False,
    stand="Sit upright and hold still",
    prompts=(
        Prompt("One hand on your chest, one on your belly.", lasts_s=5.0),
        Prompt(
            "Breathe in slowly, so that only the lower hand moves.",
            lasts_s=30.0,
            after=((10.0, "Shoulders heavy. Keep breathing."), (20.0, "Keep breathing.")),
        ),
    ),
    farewell="Done. Only your hands know which of them moved.",
    not_observable=(
        f"Whether belly or chest moves: it {FLOW}",
        "Whether you hold your breath: keep breathing.",
        src.NOT_MUSCLES,
    ),
    criteria=(
        Criterion(
            id="shoulder-lift",
            code="BR1",
            title="Shoulders stay down",
            meaning="How far the shoulders go up and down within six seconds, in percent of the "
            "height from ankle to ear.",
            measure=shoulders,
            band=Band.at_most(0.8, 1.5),
            error=0.4,
            views=ANY_VIEW,
            during=BREATHING,
            reduce="swing",
            still=False,
            cue=Cue.both("Let your belly widen, and the shoulders stay heavy."),
            sources=(src.ONE_LEG_ARTICLE, OWN),
            trust="Experimental: 4 cm of a mannequin read as 3.5; rocking with the trunk moves the "
            "shoulders too, and so does a camera that is not still.",
        ),
        _unseen("breathing-rate", "BR2", "Breaths a minute", "How often you breathe in."),
        _unseen(
            "belly-share",
            "BR3",
            "Belly rather than chest",
            "How much of the movement of breathing is the belly's.",
        ),
    ),
)
