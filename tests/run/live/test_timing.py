from posecheck.run.live.timing import Timing
from tests.capture.stand_ins import Clock


def test_seconds_of_pauses_do_not_count_as_active():
    timing = Timing(clock := Clock(100.0))
    for later_s, act, now_s, active_s in (
        (5.0, timing.pause, 5.0, 5.0),
        (3.0, timing.pause, 8.0, 5.0),
        (2.0, timing.go_on, 10.0, 5.0),
        (4.0, timing.go_on, 14.0, 9.0),
        (1.0, timing.pause, 15.0, 10.0),
        (7.0, timing.go_on, 22.0, 10.0),
    ):
        clock.now_s += later_s
        act()
        assert (timing.now_s(), timing.active_s()) == (now_s, active_s)
    assert timing.since_began(101.5) == 1.5
