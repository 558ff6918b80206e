import dataclasses

import numpy as np

from posecheck.assess.band import Band
from posecheck.assess.results import RepResult
from posecheck.assess.rules import ANY_VIEW, OWN, Check, Criterion, Cue
from posecheck.body import MID_HIP, MID_SHOULDER
from posecheck.checks.running import CHECK as RUNNING
from posecheck.feedback.timing import drawn_status, shown_values, spoken_status, standing_status
from posecheck.geometry.measure import lean
from tests.feedback.fabricated import criterion, running, running_frames

LEAN = lean(MID_HIP, MID_SHOULDER, "lean")


def declared(key, **more):
    return Criterion(
        id=key,
        code="A1",
        title="A",
        meaning="",
        measure=LEAN,
        band=Band.at_most(1.0, 2.0),
        error=1.0,
        views=ANY_VIEW,
        cue=Cue.both("Try."),
        sources=(OWN,),
        **more,
    )


def situation(one, *, names, phases, view="side-left"):
    check = dataclasses.replace(RUNNING, criteria=(one,))
    judged = dataclasses.replace(
        running(),
        criteria=(criterion(one.id, "A", side=one.side),),
        view=dataclasses.replace(running().view, name=view),
    )
    count = len(phases)
    frames = dataclasses.replace(
        running_frames(),
        time_s=np.arange(count) / 10,
        phase=np.array(phases, dtype=np.int8),
        phase_names=names,
        status=np.full((count, 1), 3, dtype=np.int8),
    )
    return drawn_status(check, judged, frames)[:, 0].tolist()


def test_a_criterion_of_a_phase_is_drawn_in_that_phase():
    names = ("outside", "start", "end")
    one = declared("a", during=("end",))
    assert situation(one, names=names, phases=[0, 1, 2, 2]) == [0, 0, 3, 3]
    assert situation(declared("a"), names=names, phases=[0, 1, 2, 2]) == [3, 3, 3, 3]


def test_a_photo_is_its_own_phase():
    assert situation(declared("a", during=("end",)), names=("outside", "end"), phases=[0]) == [3]


STANCES = ("none", "left stance", "right stance", "flight")


def test_a_landing_is_drawn_while_that_foot_is_on_the_ground():
    one = declared("a", window="mark", during=("contact",))
    assert situation(one, names=STANCES, phases=[0, 1, 2, 3]) == [0, 3, 0, 0]
    right = declared("a", window="mark", during=("contact",), side="right")
    assert situation(right, names=STANCES, phases=[0, 1, 2, 3], view="back") == [0, 0, 3, 0]
    either = situation(one, names=STANCES, phases=[0, 1, 2, 3], view="back")
    assert either == [0, 3, 3, 0]


def test_what_is_judged_over_the_whole_stride_is_always_drawn():
    one = declared("a", window="span", during=("stride",))
    assert situation(one, names=STANCES, phases=[0, 1, 2, 3]) == [3, 3, 3, 3]


def test_a_number_that_no_frame_tells_has_its_verdict_in_all_of_them():
    frames = running_frames()
    frames.status[:] = 0
    status = standing_status(running(), frames)
    codes = [status[0, i] for i in range(status.shape[1])]
    assert codes == [3, 2, 1, 2, 0, 0, 0, 1]
    assert (status == status[0]).all()


def test_a_check_from_elsewhere_is_drawn_as_its_frames_say():
    empty = Check(**{**{f: getattr(RUNNING, f) for f in RUNNING.__slots__}, "criteria": ()})
    assert (drawn_status(empty, running(), running_frames()) == running_frames().status).all()


def judged_at(status, rate=10):
    frames = dataclasses.replace(
        running_frames(),
        time_s=np.arange(len(status)) / rate,
        status=np.array(status, dtype=np.int8)[:, None],
    )
    judged = dataclasses.replace(running(), criteria=(criterion("a", "A"),))
    return spoken_status(judged, frames)[:, 0].tolist()


def test_what_is_judged_for_a_moment_is_spoken_of_for_a_while():
    assert judged_at([0, 3, 0, 0]) == [0, 3, 3, 3]
    assert judged_at([0, 3, *[0] * 20]) == [0, *[3] * 9, *[0] * 12]


def test_what_is_judged_good_again_is_spoken_of_no_longer():
    assert judged_at([3, 0, 1, 0]) == [3, 3, 1, 1]


def numbers(one, reps, measured=9.0):
    """What stands beside a criterion in half a second of frames, a tenth of a second apart."""
    check = dataclasses.replace(RUNNING, criteria=(one,))
    judged = dataclasses.replace(running(), criteria=(criterion(one.id, "A"),), reps=reps)
    frames = dataclasses.replace(
        running_frames(),
        time_s=np.arange(6) / 10,
        measures=(("lean", "deg"),),
        values=np.full((6, 1), measured),
        status=np.full((6, 1), 3, dtype=np.int8),
    )
    return shown_values(check, judged, frames)[:, 0].tolist()


def rep_of(start_s, end_s, value):
    return RepResult(1, None, start_s, end_s, "fault", {"a": value})


def test_a_repetition_is_told_by_the_number_it_was_judged_by():
    reps = (rep_of(0.1, 0.25, 7.0), rep_of(0.25, 0.45, 3.0))
    assert numbers(declared("a"), reps) == [9.0, 7.0, 7.0, 3.0, 3.0, 9.0]
    assert numbers(declared("a"), ()) == [9.0] * 6
    assert numbers(declared("a"), (rep_of(0.0, 1.0, None),)) == [9.0] * 6


def test_the_number_of_a_landing_is_there_as_soon_as_its_lines_are():
    landing = declared("a", window="mark", during=("contact",))
    reps = (rep_of(0.0, 0.25, 7.0), rep_of(0.25, 0.45, 3.0))
    assert numbers(landing, reps)[:3] == [7.0, 7.0, 3.0]


def test_a_movement_is_told_by_its_own_number_not_by_where_a_frame_is():
    usual = criterion("a", "A").value
    assert numbers(declared("a", reduce="drift"), ()) == [usual] * 6
