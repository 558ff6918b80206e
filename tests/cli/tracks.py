"""Track files, sound and broken, without a model."""

import json

import numpy as np

from posecheck.track import Track, save
from samples.truth import scene_track

LENGTH = 40


def true_track(path, sample="wall-posture-head-forward"):
    """Write the true landmarks of a sample as a track file."""
    save(Track(*scene_track(sample)), path)
    return path


def fields(**changes):
    """What a track file holds, with fields changed, or left out where None."""
    points = np.random.default_rng(1).uniform(0.2, 0.8, (LENGTH, 33, 4))
    whole = {
        "points": points,
        "time_s": np.arange(LENGTH) / 30,
        "size": np.array([640, 480]),
        "meta": np.array(json.dumps({"format": 1})),
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not None}


def write_fields(path, **changes):
    np.savez(path, **fields(**changes))
    return path
