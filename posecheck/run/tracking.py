"""From what was made out of a clip or photo to a Track, with what the user should know of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecheck.capture.container import shown
from posecheck.capture.roll import measure_roll
from posecheck.detect.looks import channels_of
from posecheck.detect.outline import outline
from posecheck.detect.scene import Scene
from posecheck.detect.survey import fullest_look
from posecheck.errors import SourceError
from posecheck.run.lighting import look, told
from posecheck.track import Track, from_normalised

Picture = NDArray[np.uint8]
MENTIONED = 0.005  # share of frames without the subject below which nobody needs to know


def require_person(scene: Scene, name: str | os.PathLike[str]) -> None:
    """Raise SourceError where the person asked for by number is not in the scene."""
    seen = len(scene.people)
    if scene.subject is not None and not 0 <= scene.subject < seen:
        remedy = f"give --subject 1 to {seen}" if seen > 1 else "leave --subject out"
        raise SourceError(
            f"{shown(name)}: no person number {scene.subject + 1}, {_count(seen)} seen; {remedy}"
        )


def people_warnings(scene: Scene, asked: int | None) -> list[str]:
    """Sentences about who was seen and who was judged; none where one person is seen throughout."""
    if not scene.people:
        return [] if scene.found.any() else ["nobody was found"]
    if len(scene.people) == 1 or scene.subject is None:
        return []
    why = "as asked" if asked else "who is there longest, largest and most central"
    at_s = scene.looks[fullest_look(scene.people)].time_s
    when = f" as they stand at {at_s:.1f} s" if len(scene.time_s) > 1 else ""
    sentences = [
        f"{_count(len(scene.people))} seen; judged number {scene.subject + 1} from the left{when}, "
        f"{why}; choose with --subject N"
    ]
    lost = float(np.mean(scene.astray()))
    if lost >= MENTIONED:
        sentences.append(
            f"in {lost:.0%} of the frames the subject was lost or could not be told from others; "
            "these are not judged"
        )
    return sentences


def track_of(
    scene: Scene,
    *,
    size_px: tuple[int, int],
    meta: Mapping[str, Any],
    pictures: Iterable[tuple[int, Picture]],
    seen: NDArray[np.float64] | None = None,
) -> Track:
    """Make the subject's track; frames in which the tracker was on somebody else are empty.

    size_px: of the upright picture. pictures: a few rows of the track with their pictures
    (H, W, 3), by which the camera's roll is measured; without upright edges it is taken as level.
    How bright they are is told, too.
    seen: (T, 12) what the pictures themselves showed, where anything was looked for.
    """
    points = from_normalised(scene.landmarks, scene.aspect)
    points[scene.whose == -1, :, :3] = np.nan
    points[~np.isfinite(points[:, 0, 0]), :, 3] = 0.0
    channels = {"subject": scene.sure.astype(np.float64)}
    if seen is not None:
        seen[~np.isfinite(points[:, 0, 0])] = np.nan
        channels.update(channels_of(seen))
    return Track(
        points=points,
        time_s=scene.time_s,
        size_px=size_px,
        channels=channels,
        meta={**meta, **_seen_in(scene, list(pictures))},
    )


def _seen_in(scene: Scene, known: Sequence[tuple[int, Picture]]) -> dict[str, Any]:
    """What the pictures tell of the camera and the light."""
    boxes = [_boxes(scene, row, picture.shape[0]) for row, picture in known]
    roll = measure_roll([picture for _, picture in known], boxes)
    return {
        "roll_deg": round(roll.value_deg, 3),
        "roll_from": roll.source,
        "roll_uncertainty_deg": round(roll.uncertainty_deg, 3),
        **({"roll_seen_deg": round(roll.leaning_deg, 3)} if roll.leaning_deg else {}),
        **told(look(picture, scene.landmarks[row]) for row, picture in known),
    }


def _boxes(scene: Scene, row: int, height_px: int) -> list[tuple[float, float, float, float]]:
    """Everybody's box in a picture, in its pixels: left, top, right, bottom."""
    people = [person for look in scene.looks if look.row == row for person in look.people]
    people.append(outline(scene.landmarks[row], scene.aspect))
    boxes = [person.box * height_px for person in people if np.isfinite(person.size)]
    return [(float(a), float(b), float(c), float(d)) for a, b, c, d in boxes]


def _count(people: int) -> str:
    return "1 person" if people == 1 else f"{people or 'no'} people"
