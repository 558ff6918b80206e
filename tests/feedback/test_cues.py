from posecheck.feedback.cues import SHOWN_S, WAIT_S, Candidate, CueHold

FAULT, NEAR, OTHER = Candidate(3, 0), Candidate(2, 1), Candidate(2, 2)


def shown(*spans, step=0.05):
    """Feed candidates for so many seconds each and give what was shown, with how long."""
    hold, time_s, said = CueHold(), 0.0, []
    for seconds, *candidates in spans:
        for _ in range(round(seconds / step)):
            said.append(hold(time_s, candidates))
            time_s += step
    return said


def runs(said):
    result = []
    for one in said:
        if result and result[-1][0] == one:
            result[-1][1] += 1
        else:
            result.append([one, 1])
    return [one for one, _ in result]


def test_nothing_to_say_shows_nothing():
    assert runs(shown((1.0,))) == [None]


def test_what_lasts_is_shown_after_a_moment():
    said = shown((1.0, FAULT))
    assert said[0] is None
    assert said[round(WAIT_S / 0.05) + 1] == FAULT


def test_a_moment_of_trouble_is_not_shown():
    assert runs(shown((0.5,), (0.1, FAULT), (0.5,))) == [None]


def test_a_cue_stays_long_enough_to_be_read():
    said = shown((0.5, NEAR), (3.0,))
    assert said.count(NEAR) * 0.05 >= SHOWN_S
    assert said[-1] is None


def test_a_worse_one_takes_over_and_an_equal_one_waits():
    assert runs(shown((0.5, NEAR), (0.6, FAULT, NEAR))) == [None, NEAR, FAULT]
    assert runs(shown((0.5, NEAR), (0.6, OTHER))) == [None, NEAR]
    assert runs(shown((0.5, NEAR), (3.0, OTHER))) == [None, NEAR, OTHER]


def test_two_that_take_turns_do_not_flicker():
    said = shown(*[(0.2, NEAR), (0.2, OTHER)] * 20)
    changes = len(runs(said)) - 1
    assert changes <= 8.0 / SHOWN_S + 1


def test_a_photo_says_what_it_has_to_say_at_once():
    assert CueHold(wait_s=0.0)(0.0, [FAULT]) == FAULT
