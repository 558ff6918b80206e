"""What a live session needs beyond what clips need: a camera, a window, and a way to be heard.

None of them is trouble where it is missing, because clips need none; a camera that is there and may
not be used is.
"""

from __future__ import annotations

import sys

from posecheck.errors import DisplayError
from posecheck.run.finding import Finding


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
