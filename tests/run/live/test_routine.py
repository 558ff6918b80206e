"""A routine that an article gives, led from its first exercise to its last by the camera alone."""

import json
from dataclasses import replace

import numpy as np

from posecheck.checks import find, find_routine
from posecheck.detect.bundle import LoadedBundle
from posecheck.run import history
from posecheck.run.judging import Request
from posecheck.run.live.session import run_live
from posecheck.run.live.wanted import LiveOptions, Told
from posecheck.run.righted import unmirrored
from posecheck.track import join
from tests.checks.staging import all_cases, staged
from tests.run.live.played import Played

FPS = 12.0
REST_S = 4.0
READY_S = 10.0  # to hear what comes next, and to hold still until it begins
CORE = find_routine("core")
SHORT = replace(CORE, stations=tuple(replace(one, rest_s=REST_S) for one in CORE.stations))


def clip(check, sample):
    case = next(one for key, one in all_cases() if key == check and one.get("sample") == sample)
    return replace(staged({**case, "fps": FPS}), meta={}, channels={})


def kept_still(track, seconds):
    """Somebody who stays as at the beginning of a track."""
    rows = np.zeros(int(seconds * FPS), dtype=int)
    return replace(track[:1], points=track.points[rows], time_s=np.arange(len(rows)) / FPS)


def one_after_the_other(tracks):
    pieces, begun_s = [], 0.0
    for track in tracks:
        pieces.append(replace(track, time_s=track.time_s + begun_s))
        begun_s = float(pieces[-1].time_s[-1]) + 1 / FPS
    return join(pieces)


def performed():
    """Somebody who does what the routine asks for, holds shortened to five seconds."""
    left = clip("side-plank", "side-plank-good")
    lying = clip("bridge", "bridge-good")
    turning = kept_still(lying, 4.0)
    on_the_ball = [
        clip("ball-back-extension", "ball-back-extension-good"),
        clip("ball-reverse-leg-raise", "ball-reverse-leg-raise-good"),
    ]
    exercises = [
        [clip("plank", "plank-good")],
        [left, turning, unmirrored(left)],
        [lying] * 3,
        [clip("locust", "locust-good")],
        *([one] * 3 for one in on_the_ball),
    ]
    for tracks in exercises:
        yield kept_still(tracks[0], READY_S)
        yield from tracks


class Session:
    """The whole routine, led once: what was said, what was found, what is remembered."""

    def __init__(self):
        self.words, self.results = [], []
        played = Played(one_after_the_other(performed()))
        options = LiveOptions(
            LoadedBundle("none", "", b""),
            Request(check="plank", options={"hold": "5"}, roll_deg=0.0),
            camera=played,
            make=played,
            clock=played.clock,
            routine=SHORT,
            window=False,
            muted=True,
        )
        run_live(options, Told(self.words.append, self.results.append))
        self.remembered = [one.check for one in history.load()]
        self.written = [
            json.loads((one.folder / "result.json").read_text()) for one in self.results
        ]


def announced():
    """What is said before and after each exercise, in this order."""
    first, *rest = (find(one.check) for one in CORE.stations)
    yield from (f"6 exercises. First: {first.title}.", CORE.stations[0].before, first.farewell)
    for station, check in zip(CORE.stations[1:], rest, strict=True):
        yield from (f"Rest. Next comes: {check.title}.", station.before, check.farewell)


def test_a_declared_routine_is_led_to_its_end_by_voice_and_all_of_it_is_judged(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    session = Session()
    told = [(one.judgement.check, one.judgement.verdict) for one in session.results]
    assert told == [(one.check, "good") for one in CORE.stations]
    counted = [len(one.judgement.reps) for one in session.results]
    assert all(done >= asked for done, asked in zip(counted, [1, 2, 5, 1, 5, 5], strict=True))

    wanted = [words for words in announced() if words]
    assert [words for words in session.words if words in wanted] == wanted
    assert "Down, turn round, and hold it on your right side." in session.words
    assert "4. Slowly down, then once more." in session.words
    assert not [words for words in session.words if words.startswith("For next time")]
    assert session.words[-1] == "That was the last exercise."

    assert [one["check"] for one in session.written] == [one.check for one in CORE.stations]
    assert session.remembered == [one.check for one in CORE.stations]
