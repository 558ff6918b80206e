"""Tones that can be told apart and do not click."""

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from posecheck.feedback import tones
from posecheck.feedback.tones import MELODIES, RATE, length_of, samples_of


@pytest.mark.parametrize("kind", MELODIES)
def test_a_tone_is_short_not_too_loud_and_begins_and_ends_in_silence(kind):
    samples = samples_of(kind).astype(float) / 32768
    assert len(samples) == pytest.approx(length_of(kind) * RATE, abs=3)
    assert length_of(kind) < 0.6
    assert 0.2 < np.abs(samples).max() < 0.5
    assert np.abs(samples[[0, -1]]).max() < 0.01
    assert np.abs(np.diff(samples)).max() < 0.2


def strongest_hz(samples):
    return np.fft.rfftfreq(len(samples), 1 / RATE)[np.abs(np.fft.rfft(samples)).argmax()]


def test_a_fault_falls_and_praise_rises():
    for kind, rises in (("fault", False), ("praise", True)):
        samples = samples_of(kind)
        third = len(samples) // 3
        first, last = strongest_hz(samples[:third]), strongest_hz(samples[-third:])
        assert (last > first) == rises


def test_no_two_tones_are_alike():
    assert len({samples_of(kind).tobytes() for kind in MELODIES}) == len(MELODIES)


class SilentError(Exception):
    pass


def library(play):
    return SimpleNamespace(play=play, PortAudioError=SilentError)


def test_the_sound_library_is_given_the_samples(monkeypatch):
    played = []
    monkeypatch.setitem(sys.modules, "sounddevice", library(lambda *what: played.append(what)))
    assert tones.play("praise") is None
    ((samples, rate),) = played
    assert (samples.tolist(), rate) == (samples_of("praise").tolist(), RATE)


def test_a_machine_without_sound_is_a_state_not_an_error(monkeypatch):
    def refuse(*what):
        raise SilentError("no default output device")

    monkeypatch.setitem(sys.modules, "sounddevice", library(refuse))
    assert tones.play("fault") == "no default output device"
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    assert "sounddevice" in tones.play("fault")
    assert tones.library_trouble() == tones.play("fault")
