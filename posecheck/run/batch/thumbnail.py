"""The small picture of a clip in the summary: the still of what is most wrong, or least right."""

from __future__ import annotations

from pathlib import Path

from posecheck.assess.results import CriterionResult, Judgement
from posecheck.capture.photo import read_photo
from posecheck.feedback.canvas import jpeg, resized
from posecheck.feedback.files import criterion_key
from posecheck.run.annotate import STILLS
from posecheck.run.folder import THUMBNAIL

HEIGHT_PX = 144  # shown at half of it, sharp on fine screens too
_WORST_FIRST = ("fault", "borderline", "unsure", "good", None)


def write_thumbnail(folder: Path, judgement: Judgement) -> None:
    """Write the thumbnail of a folder of results; none where it has no still."""
    for one in sorted(judgement.criteria, key=_rank):
        still = folder / STILLS / f"{criterion_key(one.id, one.side)}.jpg"
        if still.is_file():
            rgb = read_photo(still)
            width = max(1, round(rgb.shape[1] * HEIGHT_PX / rgb.shape[0]))
            (folder / THUMBNAIL).write_bytes(jpeg(resized(rgb, (width, HEIGHT_PX)), 80))
            return


def _rank(one: CriterionResult) -> tuple[bool, int]:
    return not one.required, _WORST_FIRST.index(one.verdict)
