import numpy as np
import pytest

from posecheck.assess.ready import STANDS_S, UPRIGHT
from posecheck.assess.results import RollResult
from posecheck.checks import discover, find
from tests.assess.live import guided, nobody, one_after_another, signs, standing
from tests.figure import moving, pose
from tests.run.true_tracks import true_track

WALL, RUNNING = find("wall-posture"), find("running")
NODDING = [(at, pose(trunk=12.0 * (i % 2))) for i, at in enumerate(np.arange(0.0, 9.1, 0.7))]


def fidgeting(seconds, view="side-left"):
    return moving([(at, figure) for at, figure in NODDING if at <= seconds], view)


def test_two_seconds_of_quiet_standing_begin_it_from_where_the_stand_began():
    last = guided(WALL, one_after_another(fidgeting(3.0), standing(4.0, pose())))[-1]
    assert last.ready
    assert last.stood
    assert last.from_s == pytest.approx(2.8, abs=0.3)


def test_progress_tells_how_much_of_the_stand_is_done():
    found = guided(WALL, standing(4.0, pose()))
    progress = [one.progress for one in found]
    assert progress == sorted(progress)
    assert progress[0] == 0.0
    assert progress[-1] == 1.0
    assert found[-1].from_s == 0.0


def test_moving_is_told_to_hold_still_and_never_begins():
    found = guided(WALL, fidgeting(9.0))
    assert not found[-1].ready
    assert signs(found) == [WALL.stand]


def test_somebody_who_keeps_still_otherwise_is_told_to_stand_upright():
    found = guided(WALL, standing(5.0, pose(thigh=80.0, knee=80.0)))
    assert not found[-1].ready
    assert found[-1].words == UPRIGHT


def test_an_empty_picture_asks_for_somebody_and_a_dark_one_for_light():
    assert signs(guided(WALL, nobody(60))) == ["Step into the picture"]
    (words,) = signs(guided(WALL, nobody(60), light=0.02))
    assert "dark" in words


def test_the_right_view_is_asked_for_first():
    found = guided(
        WALL,
        one_after_another(
            standing(3.0, pose(), "front"), standing(1.0, pose(), "oblique"), standing(4.0, pose())
        ),
    )
    assert found[0].kind == "view"
    assert found[-1].ready
    assert found[-1].from_s >= 3.9


def test_a_tilted_camera_is_said_but_keeps_nobody_from_beginning():
    found = guided(WALL, standing(4.0, pose()), roll=RollResult(4.0, "edges", 0.3))
    assert "4 degrees" in found[0].words
    assert found[-1].ready
    assert guided(WALL, standing(1.0, pose()), roll=RollResult(2.0, "edges", 0.3))[-1].kind == (
        "still"
    )


def test_words_stand_long_enough_to_be_read():
    track = one_after_another(
        *(standing(0.2, pose(), view) for _ in range(12) for view in ("front", "side-left"))
    )
    found = guided(WALL, track)
    changes = [i / 30 for i in range(1, len(found)) if found[i].words != found[i - 1].words]
    assert len(found) == len(track)
    assert np.diff([0.0, *changes]).min(initial=STANDS_S) >= STANDS_S - 1e-6


def test_a_countdown_begins_whatever_is_wrong_by_then():
    found = guided(WALL, one_after_another(nobody(30), fidgeting(9.0)), countdown_s=3.0)
    assert len(found) == pytest.approx(30 + 90, abs=2)
    assert found[-1].ready
    assert not found[-1].stood
    assert found[-1].from_s == pytest.approx(3.0, abs=0.1)
    assert found[75].progress == pytest.approx(0.5, abs=0.05)


def test_a_countdown_of_nothing_begins_as_soon_as_somebody_is_seen():
    found = guided(WALL, one_after_another(nobody(30), fidgeting(9.0)), countdown_s=0.0)
    assert len(found) == 31
    assert found[-1].ready


def test_a_runner_begins_after_three_steady_seconds_without_a_stand():
    for sample in ("running-side-good-nostand", "running-rear-good-nostand"):
        last = guided(RUNNING, true_track(sample))[-1]
        assert last.ready
        assert not last.stood
        assert last.from_s == pytest.approx(0.0, abs=0.1)


def test_who_leaves_the_picture_begins_anew():
    track = one_after_another(standing(1.5, pose()), nobody(30), standing(4.0, pose()))
    assert guided(WALL, track)[-1].from_s == pytest.approx(2.5, abs=0.1)


def test_any_check_begins_with_somebody_who_does_what_it_asks_for():
    for check in discover().values():
        views = {name for one in check.criteria if not one.cannot for name in one.views}
        if check.standing:
            found = [guided(check, standing(8.0, pose(), view, size=0.6)) for view in views]
            assert all(one[-1].ready for one in found), check.id
