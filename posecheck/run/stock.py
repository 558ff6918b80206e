"""Imported once by the process that workers are forked from: all that each of them needs.

Importing is all that it does; a worker finds these modules in its memory, shared with the others.
"""

from contextlib import suppress

import posecheck.run.block  # noqa: F401
from posecheck.detect.landmarker import preload
from posecheck.errors import DetectorError

with suppress(DetectorError):  # a job that needs it says so
    preload()
