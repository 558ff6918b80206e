"""Short tones that tell fault, praise, count, start and end apart, where words cannot be heard."""

from __future__ import annotations

import importlib
from typing import Literal

import numpy as np
from numpy.typing import NDArray

ToneKind = Literal["fault", "praise", "count", "start", "end"]
RATE = 22050
VOLUME = 0.35
FADE_S = 0.01  # without it every tone begins and ends with a click
SEMITONE = 2 ** (1 / 12)
# Each a few notes as (semitones above A4, seconds): down is bad, up is good, one is a count.
MELODIES: dict[ToneKind, tuple[tuple[int, float], ...]] = {
    "fault": ((0, 0.16), (-7, 0.24)),
    "praise": ((3, 0.10), (7, 0.10), (12, 0.18)),
    "count": ((7, 0.08),),
    "start": ((12, 0.35),),
    "end": ((12, 0.12), (7, 0.12), (3, 0.25)),
}


def samples_of(kind: ToneKind) -> NDArray[np.int16]:
    """Give a melody as 16-bit samples, one channel, RATE of them a second."""
    return np.concatenate([_note(height, length_s) for height, length_s in MELODIES[kind]])


def length_of(kind: ToneKind) -> float:
    """Give how long a melody is, in seconds."""
    return sum(length_s for _, length_s in MELODIES[kind])


def library_trouble() -> str | None:
    """Say what is wrong with the sound library that comes with mediapipe, None where it loads."""
    try:
        importlib.import_module("sounddevice")
    except (ImportError, OSError) as error:  # on Linux the library that it wraps may be missing
        return str(error)
    return None


def play(kind: ToneKind) -> str | None:
    """Begin to play through the sound library; one line where that fails, None where it plays."""
    problem = library_trouble()
    if problem is not None:
        return problem
    sound = importlib.import_module("sounddevice")
    try:
        sound.play(samples_of(kind), RATE)
    except (sound.PortAudioError, ValueError) as error:
        return str(error)
    return None


def _note(height: int, length_s: float) -> NDArray[np.int16]:
    time_s = np.arange(round(length_s * RATE)) / RATE
    wave = np.sin(2 * np.pi * 440.0 * SEMITONE**height * time_s)
    fade = np.clip(np.minimum(time_s, length_s - time_s) / FADE_S, 0.0, 1.0)
    return np.asarray(np.round(32767 * VOLUME * fade * wave), dtype=np.int16)
