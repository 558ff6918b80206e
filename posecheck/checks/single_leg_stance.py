"""Single-leg stance: standing on one leg for half a minute without leaning, shifting or tipping."""

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.rules import ANY_VIEW, OWN, Check, Criterion, Cue, Fact, Prompt
from posecheck.assess.single_leg import FEET_AND_HIPS, SingleLeg
from posecheck.body import Side
from posecheck.checks import _single_leg as one_leg
from posecheck.checks import _sources as src
from posecheck.checks import _stretch as stretch

STANDING = ("one-leg", "landed")
DROP = one_leg.Drop("L1", 3.0, 5.0, "Keep your belt line level.", 2.5, STANDING, how="median")


def _hold(side: Side) -> Criterion:
    return Criterion(
        id="hold",
        code="L1",
        title="Time on one leg",
        meaning="How long the other foot stayed up.",
        measure=Fact("hold", "s", FEET_AND_HIPS),
        band=Band.at_least(30.0, 10.0),
        error=0.2,
        views=ANY_VIEW,
        side=side,
        required=False,
        still=False,
        cue=Cue.both("Stay up a little longer each day, up to 30 seconds."),
        sources=(OWN,),
        trust="To two tenths of a second.",
    )


def _fit(seen: Evidence) -> float:
    """A longer stand on one leg without a fall."""
    if seen.running or seen.landings or seen.squats or stretch.shown(seen):
        return 0.0
    return seen.standing * (0.9 if seen.one_leg_s >= 3.0 else 0.6 * (seen.one_leg_s >= 0.45))


CHECK = Check(
    id="single-leg-stance",
    title="Single-leg stance",
    purpose="Watches whether trunk and hips stay over the foot while you stand on one leg.",
    setup=one_leg.SETUP
    + "Then lift one foot and stand for 30 seconds, at least 10; then the other.",
    phases=SingleLeg("stance"),
    absent="Nobody was seen standing on one leg: lift one foot clearly off the floor.",
    fit=_fit,
    stand="Stand on both legs and hold still",
    prompts=(
        Prompt(
            "Lift one foot, and stay on the other leg.",
            reps=1,
            each_side=True,
            lasts_s=30.0,
            tries=2,
            after=((15.0, "Half of it."), (25.0, "Five more seconds.")),
            other="Foot down. Now stand on the {side} leg.",
            short="Once more on the {side} leg.",
        ),
    ),
    farewell="Done. Put your foot down.",
    not_observable=(
        src.NOT_MUSCLES,
        "Rotation of hip and trunk: it turns about an axis the camera looks along.",
    ),
    criteria=(
        *one_leg.both_sides(lambda side: one_leg.pelvic_drop(side, DROP)),
        *one_leg.both_sides(lambda side: one_leg.trunk_side_lean(side, STANDING, "median")),
        *one_leg.both_sides(lambda side: one_leg.pelvis_shift(side, STANDING)),
        *one_leg.both_sides(one_leg.touchdown),
        *one_leg.both_sides(_hold),
    ),
)
