"""Detects a slow clip; tests interrupt or kill it. Prints its workers, then that it has begun."""

import sys

from posecheck.detect.bundle import LoadedBundle
from posecheck.run.detection import DetectionSettings, detect_clip
from posecheck.run.workers import Workers
from tests.run.blobs import Blobs


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main(clip):
    settings = DetectionSettings(LoadedBundle("none", "", b""), make=Blobs(pause_s=0.02))
    try:
        with Workers(2) as pool:
            say(*pool.process_ids)
            detect_clip(clip, settings, lambda done, total: say("begun"), pool)
    except KeyboardInterrupt:
        return 130
    return 0


# No guard: a script of the user's need not have one either.
sys.exit(main(sys.argv[1]))
