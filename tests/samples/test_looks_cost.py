"""What second looks cost is counted in turns, each picture detected and looked at once."""

import numpy as np
import pytest

from posecheck.capture.reader import Frame
from posecheck.run.block import AT_A_TIME
from samples.looks.cost import Cost, cost

PICTURE = np.zeros((4, 4, 3), np.uint8)


def test_every_picture_is_detected_and_looked_at_in_turns():
    done = []

    def detect(frame):
        done.append(("model", frame.index))
        return np.full((33, 4), float(frame.index))

    def look(rgb, person, time_s):
        assert time_s == person[0, 0] / 30
        done.append(("look", int(person[0, 0])))
        return np.zeros(12)

    count = AT_A_TIME + 3
    spent = cost((Frame(i, i / 30, PICTURE) for i in range(count)), detect, look)
    assert spent.frames == count
    assert done[: 2 * AT_A_TIME] == [
        (what, i) for what in ("model", "look") for i in range(AT_A_TIME)
    ]
    assert sorted(done) == sorted((what, i) for what in ("model", "look") for i in range(count))


def test_a_line_tells_milliseconds_a_frame_and_the_share():
    line = (Cost(50, 0.4, 0.01) + Cost(50, 0.6, 0.03)).line("clip")
    assert " ".join(line.split()) == "clip 100 frames model 10.00 ms looks 0.400 ms 4.0%"


def test_nothing_was_spent_on_no_pictures():
    assert cost([], pytest.fail, pytest.fail) == Cost()
