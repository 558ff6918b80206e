"""Frames one at a time, as a camera gives them, through what looks at them live."""

from dataclasses import replace

import numpy as np

from posecheck.assess.assessor import Assessor, calibration_of, plan_of
from posecheck.assess.case import with_rolled
from posecheck.assess.lead import Lead
from posecheck.assess.ready import Readiness
from posecheck.assess.recent import Recent
from posecheck.assess.recording import Circumstances
from posecheck.assess.results import RollResult
from posecheck.track import Track, join
from tests.figure import still

LEVEL = RollResult(0.0, "edges", 0.3)


def frames(track):
    return (track[i : i + 1] for i in range(len(track)))


def one_after_another(*tracks):
    """Tracks of the same camera as one recording."""
    shifted, at_s = [], 0.0
    for track in tracks:
        shifted.append(replace(track, time_s=track.time_s - track.time_s[0] + at_s))
        at_s += float(track.time_s[-1] - track.time_s[0]) + 1 / track.fps
    return join(shifted)


def nobody(count, fps=30.0):
    points = np.full((count, 33, 4), np.nan)
    points[..., 3] = 0.0
    return Track(points, np.arange(count) / fps, (1620, 1080))


def standing(seconds, figure, view="side-left", **camera):
    return still(figure, view, round(30 * seconds), **camera)


def guided(check, track, *, light=0.5, roll=LEVEL, **settings):
    """Guidance for every frame until judging begins."""
    ready, found = Readiness(check, **settings), []
    for frame in frames(track):
        found.append(ready(frame, light, roll))
        if found[-1].ready:
            break
    return found


def signs(found):
    """The messages in the order in which they were shown."""
    words = [one.words for one in found]
    return [now for before, now in zip([None, *words], words, strict=False) if now != before]


def recent_of(check, track, view=None, roll=LEVEL):
    """Recent for a track whose beginning, or all of it, is calibrated on."""
    plan = plan_of(check)
    calibration = calibration_of(track, plan, view)
    rows = Assessor(check, plan, calibration, view)(track)
    calibration = with_rolled(calibration, plan, track, rows, roll)
    return Recent(Assessor(check, plan, calibration, view), Circumstances(roll, view))


def watched(check, track, view=None):
    """What was known at every frame."""
    recent = recent_of(check, track, view)
    return [recent(frame) for frame in frames(track)]


def led(check, track, view=None):
    """Where somebody was led at every frame."""
    lead = Lead(check)
    return [lead(now) for now in watched(check, track, view)]


def verdicts(check, now):
    """Verdicts of what is judged and about the moment, by key."""
    return {
        criterion.key: result.verdict
        for criterion, result, on in zip(check.criteria, now.results, now.current, strict=True)
        if result is not None and on
    }
