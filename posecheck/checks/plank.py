"""Plank: one straight line from shoulders to ankles, held on forearms or hands."""

from __future__ import annotations

from collections.abc import Mapping

from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence
from posecheck.assess.hold import Hold
from posecheck.assess.rules import OWN, SIDE, Check, Criterion, Cue, Fact
from posecheck.assess.tolerance import Gate
from posecheck.body import NEAR
from posecheck.checks import _floor as floor
from posecheck.checks import _sources as src
from posecheck.geometry.measure import ahead

HOLD = ("hold",)
SAGS, PIKES, BENT = -10.0, 10.0, 18.0  # deg from one line: good between, a fault from


def _support(arms: str) -> Criterion:
    point = NEAR.elbow if arms == "forearm" else NEAR.wrist
    name = "elbow" if arms == "forearm" else "wrist"
    return Criterion(
        id="arms-under-shoulders",
        code="PL3",
        title="Shoulders over the support",
        meaning="How far the elbow (on straight arms the wrist) is ahead of the shoulder, in "
        "percent of the height from ankle to ear.",
        measure=ahead(NEAR.shoulder, point, "S", f"{name} ahead of shoulder"),
        band=Band.within(-5.0, 5.0, -9.0, 9.0),
        error=3.0,
        views=SIDE,
        during=HOLD,
        cue=Cue(
            low="Bring your shoulders back over your arms.",
            high="Bring your arms back under your shoulders.",
        ),
        sources=(OWN,),
        trust="Within about 5 cm.",
    )


def _fit(seen: Evidence) -> float:
    """Face down, straight and propped up."""
    return 0.9 * seen.postures.get("plank", 0.0)


def _declare(chosen: Mapping[str, str]) -> Check:
    return Check(
        id="plank",
        title="Plank",
        purpose="Watches the line from shoulders to ankles in a plank: sagging, piking, the head, "
        "and how long it is held.",
        setup=floor.SETUP + "Hold the plank on forearms, or on hands with --option arms=straight.",
        phases=Hold(
            posture=(
                Gate(floor.body_line, -50.0, 50.0),
                Gate(floor.knee_bend, high=45.0),
                Gate(floor.shoulder_height, low=0.3),
                Gate(floor.trunk_rise, -40.0, 50.0),
            ),
            form=(Gate(floor.body_line, -BENT, BENT),),
        ),
        absent="No plank was seen: prop yourself up on forearms or hands, knees straight, and hold "
        "it for at least two seconds.",
        fit=_fit,
        standing=False,
        options={"arms": ("forearm", "straight"), **floor.SECONDS},
        vary=_declare,
        stand="Take up the plank",
        prompts=(floor.held("Hold one straight line, and breathe.", float(chosen["hold"])),),
        farewell="Done. Knees down, and rest.",
        not_observable=(src.NOT_LUMBAR, src.NOT_PELVIC_TILT, src.NOT_CORE, floor.BEHIND),
        criteria=(
            Criterion(
                id="body-line",
                code="PL1",
                title="One straight line",
                meaning="Bend of the line from shoulder over hip to ankle: 0 straight, + hips too "
                "high, - hips sagging.",
                measure=floor.body_line,
                band=Band.within(SAGS, PIKES, -BENT, BENT),
                error=floor.FLOOR_LINE,
                views=SIDE,
                during=HOLD,
                cue=Cue(
                    low="Draw your belt buckle towards your ribs: the hips sag.",
                    high="Lower your hips a little.",
                ),
                sources=(src.PUBLIC_CODE, src.PLANK_END, src.CORE_ARTICLE),
                trust="Within about eight degrees; the arch of the lower back is not seen.",
            ),
            Criterion(
                id="drift",
                code="PL2",
                title="Line kept to the end",
                meaning="How far the hips go from where they were in the first seconds, in percent "
                "of the line from shoulder to ankle.",
                measure=floor.body_off,
                band=Band.within(-2.0, 2.0, -4.0, 4.0),
                error=1.0,
                views=SIDE,
                during=HOLD,
                reduce="drift",
                still=False,
                cue=Cue.both("Reset before you tire, rather than hold a line that is lost."),
                sources=(src.PLANK_END, OWN),
                trust="A change, so what the landmarks get wrong cancels out.",
            ),
            _support(chosen["arms"]),
            floor.neck_in_line("PL4", "hold", Band.within(155.0, 190.0, 140.0, 200.0)),
            Criterion(
                id="hold",
                code="PL5",
                title="Time in form",
                meaning="How long the line was kept within its limits; breaks of up to half a "
                "second count.",
                measure=Fact("hold", "s", (floor.body_line,)),
                band=None,
                error=0.3,
                views=SIDE,
                reduce="largest",
                required=False,
                still=False,
                cue=Cue(),
                sources=(src.STRAND_2014, src.HEAD_ARTICLE),
                trust="To three tenths of a second; a long hold does not prove that the trunk is "
                "steady in running.",
            ),
        ),
    )


CHECK = _declare({"arms": "forearm", "hold": "30"})
