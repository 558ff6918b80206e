"""What somebody who is coached may rely on: when the voice speaks, and when it is quiet."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from posecheck.assess.grade import BORDERLINE, FAULT, GOOD, UNSURE
from posecheck.feedback.cues import SHOWN_S, Candidate
from posecheck.feedback.manners import LAPSE_S, MENDED_S, PAUSE_S, REPEAT_S, WAIT_S, Manners, Said

STEP_S = 0.05
HEAD, KNEE, TRUNK = range(3)


def coached(*spans, step_s=STEP_S, **settings):
    """Feed what is thought of each topic for so many seconds; give what was said, and when."""
    manners, frame, said, shown = Manners(**settings), 0, [], []
    for seconds, codes in spans:
        for _ in range(round(seconds / step_s)):
            time_s = frame * step_s
            words = manners(time_s, [Candidate(code, topic) for topic, code in codes.items()])
            if words is not None:
                said.append((round(time_s, 6), words))
            shown.append(manners.shown)
            frame += 1
    return said, shown


def words(*spans, **settings):
    return [(one.topic, one.kind) for _, one in coached(*spans, **settings)[0]]


def test_a_fault_is_spoken_of_once_it_has_lasted():
    said, _ = coached((0.5, {HEAD: GOOD}), (3.0, {HEAD: FAULT}))
    assert said == [(0.5 + WAIT_S, Said(HEAD, "fault"))]


def test_a_moment_of_fault_and_what_is_only_near_the_limit_are_not():
    moments = [(WAIT_S - 0.2, {HEAD: FAULT}), (1.0, {HEAD: GOOD})] * 5
    assert words(*moments) == []
    assert words((20.0, {HEAD: BORDERLINE})) == []
    assert words((20.0, {HEAD: UNSURE})) == []


def test_what_trembles_at_the_limit_has_lasted_all_the_same():
    trembling = [(0.1, {HEAD: FAULT}), (0.1, {HEAD: BORDERLINE})] * 10
    assert words(*trembling) == [(HEAD, "fault")]


def test_the_worst_comes_first_and_of_two_alike_the_one_named_first():
    both = (20.0, {HEAD: BORDERLINE, KNEE: FAULT})
    assert words(both, speaks_from=BORDERLINE)[:2] == [(KNEE, "fault"), (HEAD, "fault")]
    assert words((2 * PAUSE_S, {TRUNK: FAULT, HEAD: FAULT}))[:2] == [
        (TRUNK, "fault"),
        (HEAD, "fault"),
    ]


def test_a_fault_that_stays_is_named_again_but_not_soon():
    said, _ = coached((WAIT_S + 2 * REPEAT_S + 0.5, {HEAD: FAULT}))
    assert [time_s for time_s, _ in said] == [WAIT_S, WAIT_S + REPEAT_S, WAIT_S + 2 * REPEAT_S]
    assert [one.first for _, one in said] == [True, False, False]


def test_what_was_said_and_is_mended_is_praised_once():
    said, _ = coached((2.0, {HEAD: FAULT}), (20.0, {HEAD: GOOD}))
    assert said == [(WAIT_S, Said(HEAD, "fault")), (WAIT_S + PAUSE_S, Said(HEAD, "praise"))]


def test_a_fault_after_praise_is_news_again():
    said, _ = coached((2.0, {HEAD: FAULT}), (9.0, {HEAD: GOOD}), (3.0, {HEAD: FAULT}))
    assert [(one.kind, one.first) for _, one in said] == [
        ("fault", True),
        ("praise", True),
        ("fault", True),
    ]


def test_leaving_the_picture_or_coming_near_the_limit_mends_nothing():
    assert words((2.0, {HEAD: FAULT}), (20.0, {})) == [(HEAD, "fault")]
    assert words((2.0, {HEAD: FAULT}), (20.0, {HEAD: UNSURE})) == [(HEAD, "fault")]
    assert words((2.0, {HEAD: FAULT}), (20.0, {HEAD: BORDERLINE})) == [(HEAD, "fault")]


def test_what_was_never_spoken_of_is_not_praised():
    assert words((WAIT_S / 2, {HEAD: FAULT}), (20.0, {HEAD: GOOD})) == []


def test_a_slow_camera_is_waited_for_but_a_stalled_one_proves_nothing():
    assert words((5.0, {HEAD: FAULT}), step_s=1.0) == [(HEAD, "fault")]
    assert words((20.0, {HEAD: FAULT}), step_s=4.0) == []


def test_the_screen_keeps_what_was_said_while_it_lasts_then_returns_to_the_worst():
    both, one = {HEAD: FAULT, KNEE: FAULT}, {HEAD: FAULT, KNEE: GOOD}
    _, shown = coached((WAIT_S + PAUSE_S + 1.0, both), (PAUSE_S, one), repeat_s=30)
    topics = [said and (said.topic, said.kind) for said in shown]
    changes = [new for old, new in zip([None, *topics], topics, strict=False) if new != old]
    head, knee = (HEAD, "fault"), (KNEE, "fault")
    assert changes == [head, knee, head, (KNEE, "praise")]


def test_praise_stays_long_enough_to_be_read():
    _, shown = coached((2.0, {HEAD: FAULT}), (10.0, {HEAD: GOOD}))
    praise = [said for said in shown if said is not None and said.kind == "praise"]
    assert len(praise) * STEP_S >= SHOWN_S - STEP_S


spans = st.lists(
    st.tuples(
        st.floats(0.05, 4.0),
        st.dictionaries(st.integers(0, 3), st.sampled_from([UNSURE, GOOD, BORDERLINE, FAULT])),
    ),
    max_size=25,
)


def history_of(given_spans, step_s=STEP_S):
    """The codes of each frame, as `coached` feeds them."""
    return [codes for seconds, codes in given_spans for _ in range(round(seconds / step_s))]


@given(spans)
def test_no_two_things_are_said_within_the_pause_nor_one_twice_within_the_repeat(given_spans):
    said, _ = coached(*given_spans)
    times = [time_s for time_s, _ in said]
    assert all(b - a >= PAUSE_S - 1e-6 for a, b in pairwise(times))
    for topic in {one.topic for _, one in said}:
        own = [t for t, one in said if one.topic == topic and one.kind == "fault"]
        assert all(b - a >= REPEAT_S - 1e-6 for a, b in pairwise(own))


@given(spans)
def test_what_is_said_has_lasted_and_nothing_worse_that_was_due_is_passed_over(given_spans):
    said, _ = coached(*given_spans, speaks_from=BORDERLINE)
    seen = history_of(given_spans)
    spoken_s = {}
    for time_s, one in said:
        now = round(time_s / STEP_S)
        needed_s = WAIT_S if one.kind == "fault" else MENDED_S
        span = seen[max(0, now - round(needed_s / STEP_S)) : now + 1]
        held = [
            codes.get(one.topic, UNSURE) >= BORDERLINE
            if one.kind == "fault"
            else codes.get(one.topic) == GOOD
            for codes in span
        ]
        assert held[-1]
        assert longest(held, of=False) * STEP_S <= LAPSE_S + 1e-6
        for topic, code in seen[now].items():
            worse = one.kind == "praise" or code > seen[now][one.topic]
            due = time_s - spoken_s.get(topic, -100) >= REPEAT_S
            whole = [c.get(topic, UNSURE) >= BORDERLINE for c in span]
            assert not (worse and due and all(whole) and len(span) * STEP_S > WAIT_S)
        if one.kind == "fault":
            spoken_s[one.topic] = time_s


@given(spans)
def test_each_praise_answers_a_fault_that_was_said(given_spans):
    owed = set()
    for _, one in coached(*given_spans)[0]:
        if one.kind == "fault":
            owed.add(one.topic)
        else:
            assert one.topic in owed
            owed.remove(one.topic)


def longest(values, *, of):
    best = run = 0
    for value in values:
        run = run + 1 if value == of else 0
        best = max(best, run)
    return best
