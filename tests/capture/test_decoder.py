import errno

import av
import pytest

from posecheck.capture.clip import probe
from posecheck.capture.decoder import Decoder, _decode, _packets
from posecheck.capture.reader import frames
from tests.capture.pattern import number_in, packets_of, steady, write_clip


def damaged(path, *packets):
    data = bytearray(path.read_bytes())
    places = packets_of(path)
    for number in packets:
        offset, size, _ = places[number]
        data[offset : offset + size] = bytes(size)
    path.write_bytes(data)
    return path


def test_frames_can_be_asked_for_in_any_order(tmp_path):
    decoder = Decoder(probe(write_clip(tmp_path / "a.mp4", steady(60))), 1)
    numbers = []
    for index in (40, 41, 3, 59, 0):
        found = decoder.at(index)
        numbers.append((found.index, number_in(found.picture.to_ndarray(format="rgb24"))))
    decoder.close()
    assert numbers == [(40, 40), (41, 41), (3, 3), (59, 59), (0, 0)]


@pytest.mark.parametrize("threads", [1, 2])
def test_damage_costs_frames_up_to_the_next_key_frame(tmp_path, threads):
    path = damaged(write_clip(tmp_path / "a.mp4", steady(40), b_frames=0), 14)
    reader = frames(path, threads=threads)
    read = [frame.index for frame in reader]
    assert read == [*range(14), *range(20, 40)]
    assert reader.warnings == [
        "the clip is damaged from 0.5 to 0.7 s; the frames there are left out"
    ]


def test_frames_after_damage_keep_their_number_and_time(tmp_path):
    path = damaged(write_clip(tmp_path / "a.mp4", steady(40), b_frames=0), 14)
    for frame in frames(path):
        assert number_in(frame.rgb) == frame.index
        assert frame.time_s == pytest.approx(frame.index / 30)


def test_damage_without_a_key_frame_after_it_is_the_end(tmp_path):
    path = damaged(write_clip(tmp_path / "a.mp4", steady(40), b_frames=0, gop=100), 25)
    reader = frames(path)
    assert [frame.index for frame in reader] == list(range(25))
    assert reader.warnings == ["the clip breaks off at 0.8 s; it is judged up to there"]


def test_a_break_that_the_file_shows_is_told_once(tmp_path):
    path = write_clip(tmp_path / "a.mkv", steady(60), b_frames=0)
    offset, size, _ = packets_of(path)[30]
    path.write_bytes(path.read_bytes()[: offset + size // 2])
    reader = frames(path)
    read = list(reader)
    assert len(read) == reader.info.frames
    assert len(reader.info.warnings) + len(reader.warnings) == 1


class Full:
    """A container, or a stream, that finds no memory."""

    def demux(self, stream):
        raise av.error.MemoryError(errno.ENOMEM, "Cannot allocate memory")

    decode = demux


def test_too_little_memory_is_not_taken_for_a_damaged_clip():
    with pytest.raises(MemoryError):
        list(_packets(Full(), Full()))
    with pytest.raises(MemoryError):
        _decode(Full(), None)
