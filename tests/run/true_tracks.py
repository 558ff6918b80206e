"""Tracks and judgements of the samples' true landmarks: the whole way without a model."""

from functools import cache

from posecheck.run.judging import Request, judge_track
from posecheck.track import Track
from samples.truth import scene_track


@cache
def true_track(sample):
    points, times_s, size_px = scene_track(sample)
    return Track(points, times_s, size_px, meta={"source": f"{sample}.mp4", "roll_deg": 0.0})


def judged(sample, **asked):
    return judge_track(true_track(sample), Request(**asked))


def values(judgement):
    """Verdict, reason and value of every criterion, by id and side."""
    return {(one.id, one.side): (one.verdict, one.reason, one.value) for one in judgement.criteria}
