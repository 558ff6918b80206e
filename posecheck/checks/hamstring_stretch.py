"""Hamstring stretch: on the back, one straight leg raised."""

from __future__ import annotations

from collections.abc import Mapping

from posecheck.assess.choose import Evidence
from posecheck.assess.hold import Hold
from posecheck.assess.rules import OWN, SIDE, Band, Check, Criterion, Cue
from posecheck.assess.tolerance import Gate
from posecheck.body import NEAR
from posecheck.checks import _floor as floor
from posecheck.checks import _sources as src
from posecheck.checks import _stretch as stretch
from posecheck.geometry.measure import flexion

hip = flexion(NEAR.shoulder, NEAR.hip, NEAR.knee, "hip bend")


def _fit(seen: Evidence) -> float:
    """On the back with a straight leg up."""
    return 0.9 * seen.postures.get("leg-raised", 0.0)


def _declare(chosen: Mapping[str, str]) -> Check:
    seconds = float(chosen["hold"])
    return Check(
        id="hamstring-stretch",
        title="Hamstring stretch",
        purpose="Watches the knee and how far the straight leg comes up, lying on the back.",
        setup=floor.SETUP + "Lie on your back, raise the straight leg near the camera with your "
        f"hands or a strap behind the thigh, and hold it for {seconds:g} seconds. Turn round for "
        "the other leg.",
        phases=Hold(
            posture=(
                Gate(hip, 35.0, 130.0),
                Gate(floor.knee_bend, high=60.0),
                Gate(floor.trunk_rise, -25.0, 35.0),
            ),
            form=(Gate(floor.knee_bend, high=25.0),),
        ),
        absent="No raised leg was seen: lie on your back and raise the straight leg near the "
        "camera for at least two seconds.",
        fit=_fit,
        standing=False,
        options=stretch.TIMES,
        vary=_declare,
        stand="Lie on your back",
        not_observable=(src.NOT_PELVIC_TILT, src.NOT_MUSCLES, "How strongly it pulls."),
        criteria=(
            Criterion(
                id="knee-angle",
                code="HS1",
                title="Knee straight",
                meaning="Bend of the near knee; 0 is straight.",
                measure=floor.knee_bend,
                band=Band.at_most(15.0, 25.0),
                error=8.0,
                views=SIDE,
                during=stretch.HOLD,
                cue=Cue.both("Straighten without locking; lower the leg a little if you must."),
                sources=(src.CLINIC_ARTICLE, OWN),
                trust="Within about eight degrees.",
            ),
            Criterion(
                id="leg-height",
                code="HS2",
                title="How far the leg comes up",
                meaning="Bend of the near hip: 90 is upright. Less is a tight leg, and no mistake.",
                measure=hip,
                band=Band.at_least(70.0, 55.0),
                error=8.0,
                views=SIDE,
                during=stretch.HOLD,
                required=False,
                cue=Cue.both("Stop at a firm pull, and let it grow over the weeks."),
                sources=(src.MUSCLE_LENGTH, OWN),
                trust="Within about eight degrees; the pelvis turns along and is not seen.",
            ),
            stretch.hold_time("HS3", seconds, hip),
        ),
    )


CHECK = _declare({"hold": "30"})
