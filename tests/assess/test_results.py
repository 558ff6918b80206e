"""Results as programs read them."""

import json

import numpy as np

from posecheck.assess.results import VERDICTS, PartResult, Worst, plain
from tests.assess.recordings import judge_clip, recorded


def test_plain_results_are_json_without_nan():
    judgement = judge_clip("wall-posture", recorded("wall-posture"))
    text = json.dumps(plain(judgement), allow_nan=False)
    assert json.loads(text)["check"] == "wall-posture"


def test_numbers_become_plain_and_missing_ones_null():
    assert plain(Worst(np.float64(1.5), float("nan"))) == {"time_s": 1.5, "value": None}
    assert plain([np.int64(3), np.float32(0.5), float("inf"), None]) == [3, 0.5, None, None]
    part = PartResult("a", "A", "deg", None, None, (None, 1.0), (0.0, None))
    assert plain(part)["good"] == [None, 1.0]
    assert plain({1: (1, 2)}) == {"1": [1, 2]}


def test_status_codes_grow_with_what_there_is_to_mend():
    assert VERDICTS == ("unsure", "good", "borderline", "fault")
