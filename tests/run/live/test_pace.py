"""How fast a live session went, in one line."""

from posecheck.run.live.pace import Pace


def test_the_line_tells_rate_parts_and_delay():
    pace = Pace()
    for _ in range(3):
        with pace.part("model"):
            pass
        pace.lag(0.05)
    line = pace.line()
    assert line.startswith(tuple("123456789"))
    assert "frames a second; ms a frame: model 0." in line
    assert line.endswith("; on the screen after 50 ms")


def test_a_session_that_judged_nothing_says_so():
    assert Pace().line() == "no frame was judged"
