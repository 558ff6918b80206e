"""Results as summaries read them, without a clip."""

from posecheck.feedback.summary.entries import Entry
from posecheck.feedback.summary.tables import Counts, Ending

ABOUT = {
    "posecheck": "1.2.3",
    "created": "2026-03-31T12:00:00+00:00",
    "model": {"name": "full", "sha256": "00"},
    "settings": {},
}
ASIDE = {"file": "notes.txt", "reason": "no video"}


def whole(form, *entries, left_out=(), unfinished=0):
    """A file of the summary, complete."""
    counts = Counts(open=unfinished)
    for one in entries:
        counts.add(one)
    ending = Ending(counts, tuple(left_out))
    return form.head + form.between.join(map(form.told, entries)) + form.foot(ending)


def criterion(verdict="good", value=1.5, **more):
    return {
        "id": "trunk-lean",
        "title": "Trunk lean",
        "side": None,
        "required": True,
        "unit": "deg",
        "value": value,
        "uncertainty": 2.0,
        "verdict": verdict,
        "label": None,
        "reason": None,
        "coverage": 0.9,
        "good": [0, None],
        "fault": [None, 10],
        "worst": {"time_s": 1.25, "value": 2.0},
        "cue": "Lean.",
        **more,
    }


def entry(name="a.mp4", verdict="good", criteria=None, **more):
    result = {
        "check": "running",
        "check_title": "Running",
        "check_chosen_by": "auto",
        "view": {"name": "side-left"},
        "verdict": verdict,
        "source": {"sha256": "ab", "frames": 60, "duration_s": 2.0},
        "criteria": criteria or [criterion(verdict)],
    }
    told = {"folder": name, "result": result, **more}
    return Entry(name=name, files=(f"clips/{name}",), **told)


def failed(name="b.mp4", reason="is empty (0 bytes)"):
    return Entry(name=name, files=(name,), folder=None, reason=reason)
