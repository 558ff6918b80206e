"""Quad stretch: standing, heel to the seat, the knee beside the other one."""

from __future__ import annotations

from collections.abc import Mapping

from posecheck.assess.choose import Evidence
from posecheck.assess.hold import Hold
from posecheck.assess.rules import OWN, SIDE, Band, Check, Criterion, Cue, Part
from posecheck.assess.tolerance import Gate
from posecheck.body import NEAR
from posecheck.checks import _sources as src
from posecheck.checks import _stretch as stretch
from posecheck.geometry.measure import flexion, lean, span

knee = flexion(NEAR.hip, NEAR.knee, NEAR.ankle, "knee bend")
thigh = lean(NEAR.knee, NEAR.hip, "hip ahead of knee")
to_seat = span(NEAR.ankle, NEAR.hip, "L", "ankle to hip", unit="L")
BEND = Band.at_least(125.0, 110.0)


def _fit(seen: Evidence) -> float:
    """Somebody who stands side-on with a heel at the seat."""
    return 0.9 * seen.postures.get("heel-to-seat", 0.0) if not seen.running else 0.0


def _declare(chosen: Mapping[str, str]) -> Check:
    seconds = float(chosen["hold"])
    return Check(
        id="quad-stretch",
        title="Quad stretch",
        purpose="Watches heel, knee and trunk in the standing stretch of the front of the thigh.",
        setup="Film from the side, camera level at hip height, 3 to 4 m away, whole body in the "
        "picture. Hold the heel of the leg near the camera to your seat, the other hand at a wall, "
        f"for {seconds:g} seconds. Turn round for the other leg.",
        phases=Hold(
            posture=(Gate(knee, low=90.0), Gate(stretch.trunk, -40.0, 40.0)),
            form=(Gate(knee, low=110.0), Gate(thigh, low=-15.0)),
        ),
        absent="No quad stretch was seen: stand side-on and hold the heel of the near leg at your "
        "seat for at least two seconds.",
        fit=_fit,
        options=stretch.TIMES,
        vary=_declare,
        stand="Take up the stretch",
        not_observable=(src.NOT_PELVIC_TILT, src.NOT_MUSCLES, "How strongly it pulls."),
        criteria=(
            Criterion(
                id="heel-to-seat",
                code="QS1",
                title="Heel to the seat",
                meaning="Bend of the near knee, and how close the ankle is to the hip in leg "
                "lengths.",
                measure=knee,
                band=BEND,
                error=8.0,
                views=SIDE,
                during=stretch.HOLD,
                parts=(
                    Part("bend", "Knee bend", knee, BEND, 8.0),
                    Part("distance", "Ankle to hip", to_seat, Band.at_most(0.46, 0.58), 0.08),
                ),
                cue=Cue.both("Bring your heel to your seat, knee pointing down."),
                sources=(src.CLINIC_ARTICLE, OWN),
                trust="Within about eight degrees: a folded leg is harder to see.",
            ),
            Criterion(
                id="knee-back",
                code="QS2",
                title="Knee beside the other",
                meaning="Lean of the near thigh: + knee behind the hip, - in front of it.",
                measure=thigh,
                band=Band.at_least(-5.0, -15.0),
                error=5.0,
                views=SIDE,
                during=stretch.HOLD,
                cue=Cue.both("Bring the knee back beside the other one."),
                sources=(src.CLINIC_ARTICLE, OWN),
                trust="Within about five degrees.",
            ),
            stretch.trunk_upright("QS3"),
            stretch.hold_time("QS4", seconds, knee),
        ),
    )


CHECK = _declare({"hold": "30"})
