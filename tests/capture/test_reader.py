from fractions import Fraction

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecheck.capture.clip import probe
from posecheck.capture.reader import frames
from posecheck.errors import SourceError
from tests.capture.pattern import (
    is_upright,
    number_in,
    picture,
    steady,
    turn_in_header,
    write_clip,
)


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """Ninety frames with B-frames, a key frame every 20."""
    path = tmp_path_factory.mktemp("clip") / "a.mp4"
    return probe(write_clip(path, steady(90), gop=20))


@pytest.fixture(scope="module")
def whole(clip):
    with frames(clip) as reader:
        return list(reader)


def assert_same(some, expected):
    assert [frame.index for frame in some] == [frame.index for frame in expected]
    for one, other in zip(some, expected, strict=True):
        assert one.time_s == other.time_s
        np.testing.assert_array_equal(one.rgb, other.rgb)


def test_every_frame_comes_once_in_order(whole):
    assert [frame.index for frame in whole] == list(range(90))
    assert [number_in(frame.rgb) for frame in whole] == list(range(90))
    assert [frame.time_s for frame in whole] == pytest.approx([i / 30 for i in range(90)])


def test_a_frame_is_plain_rgb(whole):
    rgb = whole[0].rgb
    assert (rgb.shape, rgb.dtype) == ((64, 96, 3), np.uint8)
    assert rgb.flags["C_CONTIGUOUS"]
    assert is_upright(rgb)


def test_a_frame_that_is_kept_does_not_change(clip, whole):
    parts = [frame.rgb[::2] for frame in frames(clip)]
    for part, frame in zip(parts, whole, strict=True):
        np.testing.assert_array_equal(part, frame.rgb[::2])


@settings(max_examples=25)
@given(bounds=st.tuples(st.integers(0, 95), st.integers(0, 95)), threads=st.sampled_from([1, 2]))
def test_any_part_equals_that_part_of_the_whole(clip, whole, bounds, threads):
    start, stop = sorted(bounds)
    with frames(clip, start_s=start / 30, end_s=stop / 30, threads=threads) as reader:
        assert_same(list(reader), whole[start:stop])


@settings(max_examples=25)
@given(only=st.sets(st.integers(0, 89), max_size=8), threads=st.sampled_from([1, 2]))
def test_chosen_frames_equal_those_of_the_whole(clip, whole, only, threads):
    with frames(clip, only=list(only), threads=threads) as reader:
        assert_same(list(reader), [whole[index] for index in sorted(only)])


@pytest.mark.parametrize("name", ["a.mkv", "a.ts", "a.avi", "a.mov"])
def test_parts_agree_in_every_container(tmp_path, name):
    path = write_clip(tmp_path / name, steady(60), gop=20, tick_s=Fraction(1, 30))
    expected = list(frames(path))
    assert [number_in(frame.rgb) for frame in expected] == list(range(60))
    for start in (0, 1, 20, 33, 58):
        part = frames(path, start_s=expected[start].time_s)
        assert_same(list(part), expected[start:])


def test_time_stays_the_containers_over_gaps(tmp_path):
    times = [0, 0.02, 0.5, 0.51, 3.0]
    read = list(
        frames(write_clip(tmp_path / "a.mp4", [Fraction(t).limit_denominator(100) for t in times]))
    )
    assert [frame.time_s for frame in read] == pytest.approx(times)


def test_twins_in_time_give_one_frame(tmp_path):
    milli = Fraction(1, 1000)
    times = [0, 33 * milli, 33 * milli + milli / 4, 66 * milli]
    path = write_clip(tmp_path / "a.mkv", times, codec="mjpeg", pix_fmt="yuvj420p")
    read = list(frames(path))
    assert [frame.index for frame in read] == [0, 1, 2]
    assert [frame.time_s for frame in read] == pytest.approx([0, 0.033, 0.066])


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("mirrored", [False, True])
def test_pictures_are_upright_whatever_the_phone_noted(tmp_path, turn, mirrored):
    stored = np.rot90(picture(5), turn // 90)
    stored = stored[:, ::-1] if mirrored else stored
    path = _write_one(tmp_path / "a.mp4", stored)
    (frame,) = frames(turn_in_header(path, turn, mirrored))
    assert frame.rgb.shape == (64, 96, 3)
    assert is_upright(frame.rgb)
    assert number_in(frame.rgb) == 5


def _write_one(path, rgb):
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=30, options={"crf": "10"})
        stream.height, stream.width = rgb.shape[:2]
        stream.pix_fmt = "yuv420p"
        out.mux(stream.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb), "rgb24")))
        out.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("size", [(1080, 64), (540, 64), (98, 50)])
def test_padded_rows_do_not_leak_into_pictures(tmp_path, size):
    read = list(frames(write_clip(tmp_path / "a.mp4", steady(3), size=size)))
    assert [number_in(frame.rgb) for frame in read] == [0, 1, 2]
    assert all(is_upright(frame.rgb) and frame.rgb.flags["C_CONTIGUOUS"] for frame in read)


@pytest.mark.parametrize("pix_fmt", ["yuv422p10le", "yuv444p", "gray", "bgr0"])
def test_odd_sizes_and_formats_are_read(tmp_path, pix_fmt):
    path = write_clip(tmp_path / "a.mkv", steady(3), size=(97, 63), codec="ffv1", pix_fmt=pix_fmt)
    read = list(frames(path))
    assert [number_in(frame.rgb) for frame in read] == [0, 1, 2]
    assert read[0].rgb.shape == (63, 97, 3)


def test_one_frame_of_8k_can_be_read_small(tmp_path):
    path = write_clip(tmp_path / "a.mp4", steady(1), size=(7680, 4320))
    (frame,) = frames(path, long_side=320)
    assert frame.rgb.shape == (180, 320, 3)
    assert is_upright(frame.rgb)


@pytest.mark.parametrize(("long_side", "shape"), [(48, (32, 48, 3)), (960, (64, 96, 3))])
def test_pictures_shrink_but_never_grow(clip, long_side, shape):
    (frame,) = frames(clip, only=[7], long_side=long_side)
    assert frame.rgb.shape == shape
    assert number_in(frame.rgb) == 7


def test_pixels_that_are_not_square_are_made_square(tmp_path):
    path = write_clip(tmp_path / "a.mp4", steady(1), pixel_shape=Fraction(4, 3))
    (frame,) = frames(path)
    assert frame.rgb.shape == (64, 128, 3)
    assert number_in(frame.rgb) == 0


def test_a_picture_that_changes_its_size_is_brought_back(tmp_path):
    first = write_clip(tmp_path / "1.ts", steady(5), b_frames=0)
    second = write_clip(
        tmp_path / "2.ts", [1 + t for t in steady(5)], size=(192, 128), b_frames=0, first_number=5
    )
    both = tmp_path / "both.ts"
    both.write_bytes(first.read_bytes() + second.read_bytes())
    reader = frames(both)
    read = list(reader)
    assert {frame.rgb.shape for frame in read} == {(64, 96, 3)}
    assert number_in(read[-1].rgb) == 9
    assert any("changes its size" in warning for warning in reader.warnings)


def test_nothing_is_read_from_beyond_the_end(clip):
    assert list(frames(clip, start_s=60)) == []


def test_a_reader_that_is_closed_gives_nothing_more(clip):
    reader = frames(clip)
    assert next(reader).index == 0
    reader.close()
    assert list(reader) == []


def test_a_clip_that_went_away_is_an_error(tmp_path):
    path = write_clip(tmp_path / "a.mp4", steady(3))
    info = probe(path)
    path.unlink()
    with pytest.raises(SourceError, match="no such file"):
        list(frames(info))
