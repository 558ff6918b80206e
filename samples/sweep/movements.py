"""All sweeps there are."""

from samples.sweep.frontal_movements import FRONTAL
from samples.sweep.side_movements import FROM_THE_SIDE

SWEEPS = (*FROM_THE_SIDE, *FRONTAL)
