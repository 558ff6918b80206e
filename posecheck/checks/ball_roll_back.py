"""Ball roll-back: kneeling, rolled out on the forearms and back; or seated, leaning back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.rules import OWN, SIDE, Check, Criterion, Cue, Fact, Prompt
from posecheck.assess.swing import Swing
from posecheck.assess.tolerance import Gate
from posecheck.body import MID_HIP, MID_SHOULDER, NEAR
from posecheck.checks import _ball as ball
from posecheck.checks import _sources as src
from posecheck.geometry.measure import AnyMeasure, above, joint, lean, off_line, span

TOP = ("furthest",)
arms = joint(NEAR.hip, NEAR.shoulder, NEAR.elbow, "shoulder opening")
hip = joint(NEAR.shoulder, NEAR.hip, NEAR.knee, "hip angle")
lean_back = replace(lean(MID_HIP, MID_SHOULDER, "lean back"), factor=-1.0)
NAMES = ("outside", "start", "rolling out", "out", "rolling back")
hips_up = above(NEAR.ankle, NEAR.hip, "T", "hip above ankle", unit="T")
KNEELING = (
    Gate(hips_up, 0.2, 1.2),  # 0.5 to 0.8, standing 1.7
    Gate(above(NEAR.ankle, NEAR.knee, "T", "knee above ankle", unit="T"), high=0.3),
    Gate(above(NEAR.knee, NEAR.wrist, "T", "wrist above knee", unit="T"), low=0.5),
)
SEATED = (Gate(hips_up, 0.6, 1.45),)  # on a ball about 1.1
PHASES = {
    "kneeling": Swing(arms, 20.0, KNEELING, unfinished=True, names=NAMES),
    "seated": Swing(lean_back, 12.0, SEATED, unfinished=True, names=NAMES),
}
SETUP = (
    "Put the camera level near the floor, 30 to 50 cm high and 3 to 4 m away, and one side of you "
    "to it, the ball and you from head to feet in the picture, nothing between them and the "
    "camera. "
)
DO = {
    "kneeling": "Kneel, forearms on the ball, one line from knees to head. Roll the ball away "
    "until your arms are stretched, hold it for a second or two, and roll back; five times.",
    "seated": "Sit on the ball, feet flat, arms ahead. Lean back with a long back, hold it for a "
    "second or two, and come up; five times.",
}
SAY = {
    "kneeling": "Roll the ball away in one piece, and hold.",
    "seated": "Lean back with a long back, and hold.",
}
ABSENT = {
    "kneeling": "No roll-back was seen: kneel with your forearms on the ball, roll it clearly "
    "away, and roll back.",
    "seated": "No roll-back was seen: sit on the ball, lean clearly back, and come up again.",
}


def _hold(driver: AnyMeasure) -> Criterion:
    return Criterion(
        id="hold",
        code="RB",
        title="Time at the end",
        meaning="How long the furthest point is held, in each repetition.",
        measure=Fact("hold", "s", (driver,)),
        band=None,
        error=0.3,
        views=SIDE,
        required=False,
        still=False,
        cue=Cue(),
        sources=(OWN,),
        trust="To three tenths of a second.",
    )


def _kneeling() -> tuple[Criterion, ...]:
    return (
        Criterion(
            id="reach",
            code="RB",
            title="Rolled out",
            meaning="How far the upper arm opens from the trunk at the furthest point.",
            measure=arms,
            band=Band.at_least(120.0, 105.0),
            error=8.0,
            views=SIDE,
            window="span",
            during=TOP,
            still=False,
            cue=Cue.both("Roll the ball further away, arms stretched."),
            sources=(src.ROLL_BACK_ARTICLE, OWN),
            trust="Within about eight degrees.",
        ),
        Criterion(
            id="hip-angle",
            code="RB1",
            title="Hips move as one",
            meaning="How much the angle of shoulder, hip and knee changes within a repetition.",
            measure=hip,
            band=Band.at_most(8.0, 15.0),
            error=8.0,
            views=SIDE,
            window="rep",
            reduce="range",
            still=False,
            cue=Cue.both("Move as one piece, from knees to head."),
            sources=(src.ROLL_BACK_ARTICLE, OWN),
            trust="Within about eight degrees.",
        ),
        Criterion(
            id="hips-in-line",
            code="RB2",
            title="No sag",
            meaning="How far the hip is above the line from shoulder to knee when rolled out, in "
            "percent of that line; - where it sags.",
            measure=off_line(NEAR.shoulder, NEAR.hip, NEAR.knee, "hip above thigh line"),
            band=Band.at_least(-3.0, -6.0),
            error=2.0,
            views=SIDE,
            window="span",
            during=TOP,
            still=False,
            cue=Cue.both("Keep ribs and hips connected: the hips sag."),
            sources=(src.ROLL_BACK_ARTICLE, OWN),
            trust="Within about two percent; the arch of the lower back is not seen.",
        ),
    )


def _seated() -> tuple[Criterion, ...]:
    return (
        Criterion(
            id="trunk-lean",
            code="RB",
            title="How far back",
            meaning="Forward lean of the trunk at the furthest point; - is back.",
            measure=lean(MID_HIP, MID_SHOULDER, "trunk lean"),
            band=Band.within(-45.0, -20.0, -55.0, -12.0),
            error=4.0,
            views=SIDE,
            window="span",
            during=TOP,
            still=False,
            cue=Cue(low="Do not lean back so far.", high="Lean a little further back."),
            sources=(src.ROLL_BACK_ARTICLE, OWN),
            trust="Within about four degrees.",
        ),
        Criterion(
            id="long-back",
            code="RB3",
            title="Long back",
            meaning="Length of the trunk in the picture at the furthest point, as a share of what "
            "it mostly is; shorter may be a rounded back.",
            measure=span(MID_HIP, MID_SHOULDER, "T", "trunk length share", unit="T"),
            band=Band.at_least(0.95, 0.90),
            error=0.05,
            views=SIDE,
            window="span",
            during=TOP,
            still=False,
            cue=Cue.both("Grow tall as you lean."),
            sources=(src.ROLL_BACK_ARTICLE, OWN),
            trust="Weak: the curve itself is not seen, and turning shortens the trunk too.",
        ),
    )


def _fit(seen: Evidence) -> float:
    """Somebody who kneels at a ball, arms up on it; a second guess for who sits and leans back."""
    kneels = 0.9 * min(1.0, 1.5 * seen.postures.get("kneeling-at-ball", 0.0))
    sits_back = seen.postures.get("seated-back", 0.0) > 0.15
    return max(kneels, 0.5 * (sits_back and seen.postures.get("lying", 0.0) < 0.1))


def _declare(chosen: Mapping[str, str]) -> Check:
    form = chosen["form"]
    kneeling = form == "kneeling"
    phases = PHASES[form]
    return Check(
        id="ball-roll-back",
        title="Ball roll-back",
        purpose="Watches whether trunk and hips move as one piece while a ball is rolled away and "
        "back, on the knees or seated.",
        setup=SETUP + DO[form],
        phases=phases,
        absent=ABSENT[form],
        fit=_fit,
        standing=False,
        options={"form": ("kneeling", "seated")},
        vary=_declare,
        stand="Kneel, forearms on the ball" if kneeling else "Sit tall on the ball",
        prompts=(
            Prompt(
                SAY[form],
                reps=5,
                lasts_s=1.0,
                again="{count}. And back. Then once more.",
                short="Hold it there for a second. Once more.",
            ),
        ),
        farewell="Done. Let go of the ball, and rest.",
        behind=ball.BALL,
        proportions=ball.LIMBS,
        not_observable=(src.NOT_LUMBAR, src.NOT_PELVIC_TILT, src.NOT_CORE, ball.BEHIND),
        criteria=(*(_kneeling() if kneeling else _seated()), _hold(phases.driver)),
    )


CHECK = _declare({"form": "kneeling"})
