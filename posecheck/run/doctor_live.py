"""What a live session needs beyond what clips need: a camera, speed, a window, and to be heard.

None of them is trouble where it is missing, because clips need none; a camera that is there and may
not be used is.
"""

from __future__ import annotations

import itertools
import statistics
import sys
import time
from typing import TYPE_CHECKING, cast

from posecheck.errors import DisplayError
from posecheck.run.finding import Finding
from posecheck.shipped import shipped

if TYPE_CHECKING:
    from posecheck.detect.replay import MakeDetector

SAMPLE = "samples/running-side-upright.mp4"
TRIAL_S = 0.5
ENOUGH_FPS, LEAST_FPS = 24.0, 12.0


def camera() -> Finding:
    """Name the cameras, without switching one on; say what to do where there is none."""
    from posecheck.capture.cameras import list_cameras, no_camera_advice
    from posecheck.capture.device import permission_rule

    name = "camera"
    found = list_cameras()
    if not found:
        advice = no_camera_advice()
        return Finding(name, True, f"none found; clips need none, a live session would: {advice}")
    detail = ", ".join(f"{one.index} ({one.name})" for one in found)
    barred = next((one for one in found if one.note), None)
    if barred is not None:
        return Finding(name, False, f"{detail}: {barred.index} may not be used", permission_rule())
    if not sys.platform.startswith("linux"):
        detail += f"; if one gives no picture, {permission_rule()}"
    return Finding(name, True, detail)


def speed() -> Finding:
    """Detect frames of the shipped clip one after the other, as a live session would."""
    from posecheck.capture.reader import frames
    from posecheck.detect.bundle import load_bundle
    from posecheck.detect.landmarker import Landmarker
    from posecheck.detect.live import LiveDetector

    make, took_s = cast("MakeDetector", Landmarker), []
    with (
        LiveDetector(make, load_bundle().content) as detect,
        frames(shipped(SAMPLE), end_s=TRIAL_S) as clip,
    ):
        for frame in clip:
            began_s = time.perf_counter()
            detect(frame.rgb, frame.time_s)
            took_s.append(time.perf_counter() - began_s)
    # Every second one takes longer: the median of the pairs.
    fps = 2 / statistics.median(map(sum, itertools.pairwise(took_s)))
    detail = f"{fps:.0f} frames a second; a live session "
    if fps >= ENOUGH_FPS:
        return Finding("speed", ok=True, detail=detail + "follows a camera well")
    remedy = "close other programs, plug the machine in, or try --model lite"
    if fps >= LEAST_FPS:
        return Finding("speed", True, f"{detail}sees slow exercises well, not running; {remedy}")
    return Finding("speed", False, detail + "cannot follow", remedy)


def display() -> Finding:
    """Open a window in a process of its own, as a live session would; say what to do without."""
    name = "display"
    try:
        from posecheck.feedback.window import try_display

        return Finding(name, True, f"a window opens on {try_display()}")
    except DisplayError as error:
        return Finding(name, True, f"none; clips need none, a live window would: {error}")
    except ImportError as error:
        return Finding(name, False, str(error), "see opencv-python above")


def speech() -> Finding:
    """Say how cues will be heard."""
    from posecheck.feedback.voice import audible

    return Finding("speech", ok=True, detail=audible())
