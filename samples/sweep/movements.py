"""All sweeps there are; those of exercises are declared in `exercises.toml`."""

from samples.sweep.exercises import EXERCISES
from samples.sweep.frontal_movements import FRONTAL
from samples.sweep.side_movements import FROM_THE_SIDE

SWEEPS = (*FROM_THE_SIDE, *FRONTAL, *EXERCISES)
