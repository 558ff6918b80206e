import pickle
from fractions import Fraction

import numpy as np
import pytest

from posecheck.capture.clip import probe
from posecheck.capture.reader import frames
from posecheck.errors import SourceError
from tests.capture.pattern import (
    packets_of,
    steady,
    turn_in_header,
    write_clip,
    write_sound,
    zero_rate,
)

UNEVEN = [0, Fraction(1, 50), Fraction(1, 10), Fraction(7, 5), Fraction(71, 50), Fraction(3, 2)]


def test_tells_size_count_and_rate(tmp_path):
    info = probe(write_clip(tmp_path / "a.mp4", steady(25)))
    assert (info.width, info.height, info.coded_size) == (96, 64, (96, 64))
    assert (info.frames, info.clock, info.rotation_deg) == (25, "container", 0)
    assert info.fps == pytest.approx(30)
    assert info.duration_s == pytest.approx(25 / 30)
    assert (info.breaks_off_s, info.warnings) == (None, ())


def test_time_is_the_containers_whatever_the_spacing(tmp_path):
    info = probe(write_clip(tmp_path / "a.mp4", UNEVEN))
    np.testing.assert_allclose(info.times_s, [float(t) for t in UNEVEN], atol=1e-9)


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts", "a.avi", "a.mov"])
def test_reads_the_usual_containers(tmp_path, name):
    info = probe(write_clip(tmp_path / name, steady(25), tick_s=Fraction(1, 30)))
    assert info.frames == 25
    assert np.diff(info.times_s) == pytest.approx(1 / 30, abs=1e-3)


def test_a_broadcast_clock_starts_at_zero(tmp_path):
    clip = write_clip(tmp_path / "a.ts", steady(12))
    assert probe(clip).times_s[0] == pytest.approx(0, abs=0.1)


def test_a_clip_that_starts_late_keeps_its_time(tmp_path):
    clip = write_clip(tmp_path / "a.mkv", [2 + time_s for time_s in steady(12)])
    assert probe(clip).times_s[0] == pytest.approx(2)


def test_key_frames_are_listed_by_index_and_time(tmp_path):
    info = probe(write_clip(tmp_path / "a.mp4", steady(25), gop=10))
    assert info.keyframes == (0, 10, 20)


def test_one_frame_is_a_clip(tmp_path):
    info = probe(write_clip(tmp_path / "a.mp4", steady(1)))
    assert (info.frames, list(info.times_s)) == (1, [0.0])


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_size_is_the_upright_pictures(tmp_path, turn):
    info = probe(turn_in_header(write_clip(tmp_path / "a.mp4", steady(3)), turn))
    assert info.rotation_deg == turn
    assert (info.width, info.height) == ((96, 64) if turn in (0, 180) else (64, 96))
    assert info.coded_size == (96, 64)


def test_pixels_that_are_not_square_are_stretched(tmp_path):
    info = probe(write_clip(tmp_path / "a.mp4", steady(3), pixel_shape=Fraction(4, 3)))
    assert (info.width, info.height) == (128, 64)


def test_a_header_with_0_frames_a_second_is_readable(tmp_path):
    info = probe(zero_rate(write_clip(tmp_path / "a.avi", steady(6), tick_s=Fraction(1, 30))))
    assert info.frames == 6
    assert np.all(np.diff(info.times_s) > 0)
    assert [frame.index for frame in frames(info)] == list(range(6))
    assert info.clock == "frame-rate"
    assert "30 frames a second are assumed" in info.warnings[0]


def test_a_bare_stream_has_its_frame_rate_for_a_clock(tmp_path):
    info = probe(write_clip(tmp_path / "a.h264", steady(8), container="h264"))
    assert (info.clock, info.frames, info.keyframes) == ("frame-rate", 8, ())


def test_frames_with_the_same_time_count_once(tmp_path):
    milli = Fraction(1, 1000)
    times = [0, 33 * milli, 66 * milli, 66 * milli + milli / 4, 100 * milli, 133 * milli]
    clip = write_clip(tmp_path / "a.mkv", times, b_frames=0, codec="mjpeg", pix_fmt="yuvj420p")
    info = probe(clip)
    assert info.times_s == pytest.approx([0, 0.033, 0.066, 0.1, 0.133])
    assert "without a time of their own" in info.warnings[0]


@pytest.mark.parametrize("cut", ["in the middle of a frame", "between two frames"])
def test_a_clip_cut_short_ends_where_it_breaks(tmp_path, cut):
    clip = write_clip(tmp_path / "a.mkv", steady(60), b_frames=0)
    if cut == "in the middle of a frame":
        offset, size, _ = packets_of(clip)[30]
        keep = offset + size // 2
    else:
        keep = packets_of(clip)[30][0]
    clip.write_bytes(clip.read_bytes()[:keep])
    info = probe(clip)
    assert 29 <= info.frames <= 30
    assert info.breaks_off_s == pytest.approx(info.frames / 30, abs=0.05)
    assert info.warnings == ("the clip breaks off at 1.0 s; it is judged up to there",)


def test_an_mp4_with_its_index_in_front_is_read_up_to_the_break(tmp_path):
    whole = write_clip(tmp_path / "whole.mp4", steady(40))
    fragmented = tmp_path / "a.mp4"
    _remux(whole, fragmented, {"movflags": "faststart"})
    offset, size, _ = packets_of(fragmented)[20]
    fragmented.write_bytes(fragmented.read_bytes()[: offset + size // 2])
    info = probe(fragmented)
    assert info.frames == 20
    assert info.breaks_off_s is not None


def _remux(source, target, options):
    import av

    with av.open(str(source)) as one, av.open(str(target), "w", options=options) as two:
        stream = two.add_stream_from_template(one.streams.video[0])
        for packet in one.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                two.mux(packet)


def test_can_be_handed_to_another_process(tmp_path):
    info = probe(write_clip(tmp_path / "a.mp4", steady(12)))
    again = pickle.loads(pickle.dumps(info))
    assert again == info
    assert list(again.times_s) == list(info.times_s)


def test_a_name_with_foreign_letters_and_a_colon_opens(tmp_path):
    assert probe(write_clip(tmp_path / "läuft: 走る.mp4", steady(3))).frames == 3


def test_sound_alone_is_refused(tmp_path):
    with pytest.raises(SourceError, match="sound but no picture"):
        probe(write_sound(tmp_path / "a.mp4"))


def test_a_header_without_frames_is_refused(tmp_path):
    clip = write_clip(tmp_path / "a.mkv", steady(4), b_frames=0)
    clip.write_bytes(clip.read_bytes()[: packets_of(clip)[0][0] - 8])
    with pytest.raises(SourceError, match=r"a\.mkv"):
        probe(clip)


def test_pictures_that_cannot_be_decoded_are_refused(tmp_path):
    clip = write_clip(tmp_path / "a.mp4", steady(4))
    data = bytearray(clip.read_bytes())
    for offset, size, _ in packets_of(clip):
        data[offset : offset + size] = bytes(size)
    clip.write_bytes(data)
    with pytest.raises(SourceError, match="not one picture in it can be decoded"):
        probe(clip)
