"""What stands in the strip below a judged clip: its title and its cue, frame by frame."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.reasons import WRONG_VIEW
from posecheck.assess.results import VERDICTS, CriterionResult, Frames, Judgement
from posecheck.feedback.cues import WAIT_S, Candidate, CueHold, advised
from posecheck.feedback.layout import BETWEEN
from posecheck.feedback.shapes import TONES, Tone

Floats = NDArray[np.float64]

GOOD_NEWS = "Nothing to mend in what this view shows."
MOST_WHY = 90  # letters that say why nothing is judged: four lines of a portrait picture
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in each frame: the title (T,), and the cue with its tone (T,)."""

    titles: tuple[str, ...]
    cues: tuple[tuple[str, Tone], ...]


def words_of(judgement: Judgement, frames: Frames, status: NDArray[np.int8]) -> Words:
    """Give what a clip's frames say; status: of what may be spoken of in them, (T, C).

    A cue is of what the report advises, so a fault that does not count is not told before one
    that is borderline and does.
    """
    hold = CueHold(WAIT_S if len(frames.time_s) > 1 else 0.0)
    worth = advised(judgement.criteria)
    rank = [i for i, one in enumerate(judgement.criteria) if one in worth]
    contacts, otherwise = _contacts(judgement), _otherwise(judgement)
    titles, cues = [], []
    for index, time_s in enumerate(frames.time_s.tolist()):
        codes = status[index].tolist()
        speaking = [Candidate(codes[i], i) for i in rank if codes[i] > 1]
        speaking.sort(key=lambda candidate: -candidate.status)
        shown = hold(time_s, speaking)
        titles.append(_title(judgement, frames, index, contacts))
        if shown is not None:
            cues.append((judgement.criteria[shown.topic].cue, TONES[shown.status]))
        else:
            cues.append(otherwise)
    return Words(tuple(titles), tuple(cues))


def cues_of(judgement: Judgement) -> list[str]:
    """Give all that the strip of a clip may say, to be laid out before its first frame."""
    return [*(one.cue for one in advised(judgement.criteria)), _otherwise(judgement)[0]]


def _otherwise(judgement: Judgement) -> tuple[str, Tone]:
    """Say what holds where no cue is shown: good news, or why nothing at all is judged."""
    if judgement.verdict == "good" and not advised(judgement.criteria):
        return GOOD_NEWS, TONES[VERDICTS.index("good")]
    return _why_unsure(judgement), TONES[VERDICTS.index("unsure")]


def _why_unsure(judgement: Judgement) -> str:
    """Give the first reason why nothing is judged, of what counts if possible; else nothing."""
    criteria = judgement.criteria
    if any(one.verdict in ("good", "borderline", "fault") for one in criteria):
        return ""
    told = [one for one in criteria if one.explanation]
    first, *more = _SENTENCE.split(next(map(_reason, sorted(told, key=lambda c: not c.counts)), ""))
    for sentence in more:
        if len(first) + 1 + len(sentence) > MOST_WHY:
            break
        first = f"{first} {sentence}"
    return first


def _reason(one: CriterionResult) -> str:
    """Give a reason in words; of a wrong view what is wanted, for the picture shows what it is."""
    said = one.explanation or ""
    wanted, and_seen, _ = said.partition(", and the camera saw")
    return f"{wanted}." if and_seen and one.reason == WRONG_VIEW else said


def _contacts(judgement: Judgement) -> Floats:
    events = judgement.gait.events if judgement.gait else ()
    return np.array([event.time_s for event in events if event.kind == "contact"])


def _title(judgement: Judgement, frames: Frames, index: int, contacts: Floats) -> str:
    parts = [judgement.check_title]
    phase = frames.phase[index]
    if 0 < phase < len(frames.phase_names):  # 0 is what lies outside all phases
        parts.append(frames.phase_names[phase].replace("-", " "))
    rep = int(frames.rep[index])
    if len(contacts):
        step = int(np.searchsorted(contacts, frames.time_s[index], "right"))
        parts.append(f"step {step}" if step else "")
    elif rep >= 0 and judgement.reps:
        parts.append(f"rep {rep + 1}")
    return BETWEEN.join(part for part in parts if part)
