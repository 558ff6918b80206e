"""The sequences of exercises that the articles themselves put together."""

from posecheck.assess.routine import Routine, Station
from posecheck.checks import _sources as src

ROUTINES = (
    Routine(
        id="stretches",
        title="Five stretches for runners",
        purpose="Quads, hip flexors, glutes, hamstrings and the side of the trunk, each on both "
        "sides.",
        stations=(
            Station("quad-stretch"),
            Station("hip-flexor-stretch"),
            Station("seated-glute-stretch"),
            Station("hamstring-stretch"),
            Station("oblique-stretch"),
        ),
        source=src.CLINIC_ARTICLE,
    ),
)
