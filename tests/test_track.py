"""A track that was written is read as it was; one that was damaged on its way is named."""

import numpy as np
import pytest

from posecheck.errors import SourceError
from posecheck.track import Track, from_normalised, load, normalised, save
from tests.cli.tracks import fields


@pytest.fixture
def stored(tmp_path):
    np.savez_compressed(tmp_path / "track.npz", **fields())
    return tmp_path / "track.npz"


def test_a_track_is_read_as_it_was_written(stored, tmp_path):
    track = load(stored)
    save(track, tmp_path / "copy.npz")
    again = load(tmp_path / "copy.npz")
    np.testing.assert_allclose(again.points, track.points, atol=1e-6)
    np.testing.assert_array_equal(again.time_s, track.time_s)
    assert (again.size_px, again.meta) == (track.size_px, track.meta)


def test_coordinates_of_a_track_turn_back_into_those_of_the_model():
    landmarks = np.random.default_rng(5).random((4, 33, 4))
    there = from_normalised(landmarks, 1.5)
    np.testing.assert_allclose(normalised(there, 1.5), landmarks, atol=1e-12)


def test_damage_anywhere_in_a_file_is_an_error_that_names_it(stored):
    whole, random = stored.read_bytes(), np.random.default_rng(3)
    told = []
    for _ in range(200):
        damaged = bytearray(whole)
        damaged[random.integers(len(damaged))] = random.integers(256)
        stored.write_bytes(damaged)
        try:
            load(stored)
        except SourceError as error:
            told.append(str(error))
    assert len(told) > 100
    assert all(str(stored) in words for words in told)


def test_a_clock_that_counts_something_else_than_seconds_is_named(stored):
    nanoseconds = fields()
    nanoseconds["time_s"] = nanoseconds["time_s"] * 1e-9
    np.savez_compressed(stored, **nanoseconds)
    with pytest.raises(SourceError, match="time_s must be seconds"):
        load(stored)


def test_a_derived_track_has_the_same_frames_and_other_numbers_that_stay_as_they_are():
    track = Track(np.full((3, 33, 4), 0.5), np.arange(3) / 30, (640, 480))
    points, doubt = track.points + 1.0, np.zeros((3, 33))
    derived = track.derived(points, {"doubt": doubt}, {"filter": "live"})
    assert (derived.time_s is track.time_s, derived.size_px) == (True, track.size_px)
    assert np.array_equal(derived.points, points)
    assert dict(derived.meta) == {"filter": "live"}
    for array in (derived.points, derived.channels["doubt"]):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0.0
