import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.run.segments import (
    FADE,
    LONGEST,
    SHORTEST,
    WARM_UP,
    Piece,
    Segment,
    blocks,
    cut,
    join,
)
from tests.detect.people import walk

FRAMES = st.integers(1, 20_000)


def piece(segment, xs, lost=()):
    """A piece whose tracker reports these places, its warm-up included."""
    landmarks = walk(xs).astype(np.float32)
    landmarks[list(lost)] = np.nan
    return Piece(segment, np.arange(segment.warm, segment.end), landmarks)


def nose_x(points):
    return points[:, 0, 0]


@given(first=st.integers(0, 500), frames=FRAMES)
def test_segments_cover_every_frame_once_and_warm_up_before_all_but_the_first(first, frames):
    segments = cut(first, first + frames)
    covered = [index for s in segments for index in range(s.start, s.end)]
    assert covered == list(range(first, first + frames))
    assert segments[0].warm == first
    assert all(s.start - s.warm == WARM_UP for s in segments[1:])


@given(frames=FRAMES)
def test_segments_are_a_power_of_two_of_about_equal_length(frames):
    lengths = [s.end - s.start for s in cut(0, frames)]
    assert len(lengths) & (len(lengths) - 1) == 0
    assert max(lengths) - min(lengths) <= 1
    assert max(lengths) <= LONGEST
    assert len(lengths) == 1 or min(lengths) >= SHORTEST


def test_a_minute_at_30_frames_a_second_spends_under_a_twentieth_on_warm_ups():
    segments = cut(0, 1800)
    assert len(segments) == 4
    assert sum(s.start - s.warm for s in segments) < 1800 / 20


def test_no_frames_give_no_segments():
    assert cut(5, 5) == ()


@given(frames=FRAMES, workers=st.integers(1, 9), skip_cost=st.floats(0, 1))
def test_every_segment_goes_to_one_process_beside_its_neighbours(frames, workers, skip_cost):
    segments = cut(0, frames)
    shares = blocks(segments, workers, skip_cost)
    assert [s for share in shares for s in share] == list(segments)
    assert len(shares) <= workers
    assert all(shares)


@pytest.mark.parametrize("workers", [1, 2, 4, 8])
def test_a_power_of_two_of_processes_is_equally_busy(workers):
    sizes = {len(share) for share in blocks(cut(0, 3600), workers)}
    assert sizes == {8 // workers}


def test_who_has_to_decode_past_much_detects_less():
    first, second = blocks(cut(0, 18_000), 2, skip_cost=0.3)
    assert len(first) > len(second)


def test_one_piece_comes_back_as_it_is_with_its_visibility_unsmoothed():
    whole = Segment(0, 0, 3)
    landmarks = walk([0.3, 0.3, 0.3]).astype(np.float32)
    landmarks[:, :, 3] = np.array([1.0, 0.9, 0.81])[:, None]  # as MediaPipe fades it out
    joined = join([Piece(whole, np.arange(3), landmarks)])
    points = joined.landmarks
    assert joined.indices.tolist() == [0, 1, 2]
    assert points[:, 0, 3] == pytest.approx([1, 0, 0], abs=1e-5)
    assert nose_x(points) == pytest.approx([0.2] * 3)


def test_frames_without_anybody_are_nan_with_visibility_0():
    points = join([piece(Segment(0, 0, 3), [0.3, None, 0.3])]).landmarks
    assert np.isnan(points[1, :, :3]).all()
    assert (points[1, :, 3] == 0).all()


def test_a_seam_is_no_step_but_a_slope_as_long_as_the_fade():
    early, late = Segment(0, 0, 100), Segment(100 - WARM_UP, 100, 150)
    joined = join([piece(early, [0.3] * 100), piece(late, [0.36] * (50 + WARM_UP))])
    assert joined.indices.tolist() == list(range(150))
    assert joined.takeovers == ()
    x = nose_x(joined.landmarks)
    assert x[: 100 - FADE] == pytest.approx([0.2] * (100 - FADE))
    assert x[100:] == pytest.approx([0.24] * 50)
    assert np.abs(np.diff(x)).max() == pytest.approx(0.04 / (FADE + 1))


def test_trackers_on_different_people_are_not_blended():
    early, late = Segment(0, 0, 100), Segment(100 - WARM_UP, 100, 150)
    joined = join([piece(early, [0.3] * 100), piece(late, [1.2] * (50 + WARM_UP))])
    assert set(np.round(nose_x(joined.landmarks), 6)) == {0.2, 0.8}
    assert joined.takeovers == (100,)


def test_a_tracker_that_lost_its_person_at_the_seam_does_not_erase_the_other():
    early, late = Segment(0, 0, 100), Segment(100 - WARM_UP, 100, 150)
    warming = piece(late, [0.3] * (50 + WARM_UP), lost=range(WARM_UP))
    joined = join([piece(early, [0.3] * 100), warming])
    assert np.isfinite(joined.landmarks).all()
    assert joined.takeovers == (100,)


def test_frames_lost_to_damage_are_left_out():
    whole = Segment(0, 0, 10)
    damaged = Piece(whole, np.array([0, 1, 7, 8]), walk([0.3] * 4).astype(np.float32))
    joined = join([damaged])
    assert joined.indices.tolist() == [0, 1, 7, 8]
    assert joined.landmarks.shape == (4, 33, 4)


def test_nothing_joined_is_an_empty_track():
    joined = join([])
    assert (len(joined.indices), joined.landmarks.shape) == (0, (0, 33, 4))
