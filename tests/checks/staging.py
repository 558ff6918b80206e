"""From a case file's words to a track with known truth, and on to what a check says of it.

A case names a scene of the mannequin (`scene` and `with`) or poses of the stick figure (`pose` for
one that is held, `keys` for movement), a `view`, and what is expected. Docs: tests/cases/README.md.
"""

import importlib
import itertools
import sys
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import get_args, get_type_hints

import numpy as np

from posecheck.assess.recording import Circumstances, assess
from posecheck.assess.results import VERDICTS, RollResult
from posecheck.body import LANDMARKS
from posecheck.checks import find
from posecheck.detect.prepare import prepare_clip
from posecheck.track import Track
from samples.mannequin.camera import Camera
from samples.truth import visibility
from tests import figure
from tests.pelvis import with_pelvis

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CASES = Path(__file__).parents[1] / "cases"
KEYS = {
    *("name", "scene", "with", "pose", "keys", "seconds", "view", "fps", "photo_s", "size"),
    *("hide", "shift", "roll", "roll_error", "given_view", "side", "verdict", "expect", "near"),
    "hips",
    *("reps", "stand_s", "options", "sample", "sample_fps", "ball", "stool"),
}
FAR_AWAY_M = 400.0  # a camera without perspective: angles in the picture are those of the body


def all_cases():
    """(check id, case) for every case of every file."""
    for path in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            unknown = set(case) - KEYS
            if unknown:
                raise ValueError(f"{path.name}: {case.get('name')}: unknown {sorted(unknown)}")
            yield path.stem.replace("_", "-"), case


def judged(check_id, case):
    """The judgement of a case, by the way that a recorded clip goes."""
    roll = RollResult(0.0, "given", case.get("roll_error", 0.3))
    around = Circumstances(roll, view=case.get("given_view"), side=case.get("side"))
    check = find(check_id).varied(case.get("options", {}))
    judgement, _ = assess(check, prepare_clip(staged(case)), around)
    return judgement


def said(result):
    """What a case file calls an outcome: a verdict, `information`, or the reason for none."""
    if result.verdict == "unsure":
        return result.reason
    return result.verdict or "information"


def variants(check):
    """Every variant of a check that its options allow, the default first."""
    choices = itertools.product(*check.options.values())
    return [check.varied(dict(zip(check.options, chosen, strict=True))) for chosen in choices]


def is_outcome(word):
    return word in VERDICTS


def staged(case):
    """The track of a case, with its true landmarks and whatever hides them."""
    track = _of_scene(case) if "scene" in case else _of_figure(case)
    points = track.points.copy()
    for name in case.get("hide", []):
        points[:, [i for i, known in enumerate(LANDMARKS) if name in known], 3] = 0.05
    points[..., :2] += case.get("shift", [0.0, 0.0])
    track = track.with_points(points)
    return with_pelvis(track) if case.get("hips", True) else track


def _of_figure(case):
    view, fps = case["view"], case.get("fps", 30.0)
    camera = {"roll": case.get("roll", 0.0), "size": case.get("size", 0.8)}
    if "photo_s" in case:
        return figure.still(figure.pose(**case["pose"]), view, **camera)
    held = [{"at_s": 0.0, **case["pose"]}] if "pose" in case else case["keys"]
    keys = [(key.pop("at_s"), figure.pose(**key)) for key in map(dict, held)]
    if "stand_s" in case:  # quiet standing first, then a second to get into the pose
        later = case["stand_s"] + 1.0
        standing = [(0.0, figure.pose()), (case["stand_s"], figure.pose())]
        keys = [*standing, *((later + at_s, one) for at_s, one in keys)]
    keys.append((keys[-1][0] + case.get("seconds", 0.0), keys[-1][1]))
    return figure.moving(keys, view, fps, **camera)


def _of_scene(case):
    module, _, name = case["scene"].rpartition(".")
    scene = getattr(importlib.import_module(f"samples.mannequin.scenes.{module}"), name)
    settings, hints = None, get_type_hints(scene)
    settings = next(hint for key, hint in hints.items() if key != "return")
    motion = scene(_filled(settings, case.get("with", {})))
    fps = case.get("fps", 30)
    count = 1 if "photo_s" in case else round(motion.duration_s * fps)
    times = np.arange(count) / fps + case.get("photo_s", 0.0)
    camera = Camera(
        figure.YAW[case["view"]],
        distance_m=FAR_AWAY_M,
        size_px=(960, 960),
        span_m=case.get("size", 2.6),
        target=(0.0, 1.05, 0.0),
        height_m=1.05,
        roll=case.get("roll", 0.0),
    )
    skeletons = [motion.at(float(time_s)).skeleton for time_s in times]
    points = _seen(np.array([one.landmarks() for one in skeletons]), camera)
    points[..., 3] = visibility(skeletons[0], camera)
    return Track(points, times, camera.size_px)


def _seen(landmarks, camera):
    """Track points (T, 33, 4) of landmarks (T, 33, 3); depth counts from the middle of the hips."""
    pixels, depth = camera.project(landmarks)
    height = camera.size_px[1]
    nearer = depth[:, [23, 24]].mean(axis=1, keepdims=True) - depth
    points = np.ones((*depth.shape, 4))
    points[..., 0], points[..., 1] = pixels[..., 0] / height, 1 - pixels[..., 1] / height
    points[..., 2] = nearer * camera.px_per_m / height
    return points


@cache
def _hints(kind):
    return get_type_hints(kind)


def _filled(kind, settings):
    """A dataclass of settings from a table; inner tables fill inner dataclasses."""
    unknown = set(settings) - {field.name for field in fields(kind)}
    if unknown:
        raise ValueError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    return kind(**{name: _value(_hints(kind)[name], value) for name, value in settings.items()})


def _value(hint, value):
    if is_dataclass(hint):
        return _filled(hint, value)
    return tuple(value) if isinstance(value, list) and get_args(hint) else value
