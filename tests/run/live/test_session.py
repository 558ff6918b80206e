"""A session from its first picture to what stays of it, whatever happens on the way."""

import errno
import json
from dataclasses import replace

import numpy as np
import pytest

from posecheck.assess.routine import Routine, Station
from posecheck.assess.rules import OWN
from posecheck.capture import grabber
from posecheck.capture.source import CameraError
from posecheck.detect.bundle import LoadedBundle
from posecheck.errors import DetectorError, OutputError, SourceError
from posecheck.feedback.canvas import blank
from posecheck.run import held as held_folders
from posecheck.run import history
from posecheck.run.judging import Request
from posecheck.run.live import journal, stage
from posecheck.run.live.journal import PREFIX
from posecheck.run.live.session import ANEW, run_live
from posecheck.run.live.wanted import LiveOptions, Told
from posecheck.run.score import score_track
from posecheck.track import join, load, save
from tests.capture.stand_ins import noisy
from tests.checks.staging import all_cases, staged
from tests.run.live.played import Played
from tests.run.true_tracks import true_track

FAULTY = "wall-posture-head-forward"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Listener:
    """Hears a session: its words, its results; `stop` ends it as Ctrl-C does at those words."""

    def __init__(self, stop=None):
        self.words, self.results = [], []
        self._stop = stop

    def hear(self, words):
        self.words.append(words)
        if self._stop and words.startswith(self._stop):
            raise KeyboardInterrupt

    def told(self):
        return Told(self.hear, self.results.append)


def held(played, listener=None, check="wall-posture", **wanted):
    listener = listener or Listener()
    options = LiveOptions(
        LoadedBundle("none", "", b""),
        Request(check=check, roll_deg=0.0),
        camera=played,
        make=played,
        clock=played.clock,
        **{"window": False, "muted": True, **wanted},
    )
    run_live(options, listener.told())
    return listener


def verdicts(judgement):
    return {(one.id, one.side): one.verdict for one in judgement.criteria}


def faults(judgement):
    return [one.id for one in judgement.criteria if one.verdict == "fault"]


def test_a_session_leads_to_the_result_of_a_clip(here):
    listener = held(Played(true_track(FAULTY)))
    (kept,) = listener.results
    assert faults(kept.judgement) == ["head-forward"]
    assert [words.split(",")[0] for words in listener.words] == [
        "Stand with your back to the wall and hold still",
        "Slide your head straight back",
        "Now take one step forward",
        "Done. You can relax.",
    ]
    assert kept.folder.parent.name == "posecheck-results"
    assert kept.folder.name.startswith("live-wall-posture-")
    files = {path.name for path in kept.folder.iterdir()}
    assert files == {"result.json", "measures.csv", "reps.csv", "report.html", "track.npz"}


@pytest.mark.parametrize(
    ("sample", "check"),
    [(FAULTY, "wall-posture"), ("single-leg-stance-lean", "single-leg-stance")],
)
def test_the_stored_track_gives_the_verdicts_that_were_shown(here, sample, check):
    listener = held(Played(true_track(sample)), check=check)
    (kept,) = listener.results
    again = score_track(kept.folder / "track.npz", Request(), out=here / "again", force=False)
    assert verdicts(again.judgement) == verdicts(kept.judgement)
    results = [json.loads((at / "result.json").read_text()) for at in (kept.folder, again.folder)]
    assert results[0]["criteria"] == results[1]["criteria"]
    assert all(result["filter"].startswith("live") for result in results)
    assert load(kept.folder / "track.npz").meta["light"] == pytest.approx(128 / 255, abs=1e-3)


def test_it_ends_when_its_time_is_over():
    track = true_track(FAULTY)
    played = Played(track)
    listener = held(played, seconds=4.0)
    assert 4.0 <= played.now_s < track.time_s[-1] - 1.0  # pictures go on while a busy machine ends
    assert len(listener.results) == 1


def test_whoever_is_hardly_seen_is_not_judged(here):
    listener = held(Played(true_track(FAULTY)[:40]))
    assert not listener.results
    assert not (here / "posecheck-results").exists()


def test_a_session_is_in_the_history_unless_that_is_not_wanted():
    held(Played(true_track(FAULTY)), history=False)
    assert not history.load()
    held(Played(true_track(FAULTY)))
    (session,) = history.load()
    assert (session.check, session.verdict) == ("wall-posture", "fault")


def test_a_history_that_cannot_be_kept_costs_no_result(monkeypatch, here):
    (here / "file").write_text("in the way")
    monkeypatch.setenv("POSECHECK_DATA", str(here / "file"))
    listener = held(Played(true_track(FAULTY)))
    assert len(listener.results) == 1
    assert listener.words[-1].startswith("This session is not in the history")


def test_an_interruption_keeps_what_was_judged():
    listener = Listener(stop="Now take one step")
    with pytest.raises(KeyboardInterrupt):
        held(Played(true_track(FAULTY)), listener)
    (kept,) = listener.results
    assert faults(kept.judgement) == ["head-forward"]


def test_a_model_that_fails_surfaces_and_keeps_what_was_judged():
    listener = Listener()
    with pytest.raises(DetectorError, match="failed"):
        held(Played(true_track(FAULTY), fails_at=200), listener)
    assert faults(listener.results[0].judgement) == ["head-forward"]


def test_a_picture_of_another_size_begins_a_take_of_its_own():
    track = true_track(FAULTY)
    listener = held(Played(track, sizes={150: (track.size_px[0] // 2, track.size_px[1] // 2)}))
    first = listener.results[0]
    assert json.loads((first.folder / "result.json").read_text())["source"]["height"] == 1440


def test_a_picture_of_another_size_begins_the_same_exercise_of_a_routine_again():
    tracks = case_of("curl-up", "curl-up-good"), case_of("curl-up", "curl-up-good")
    track = after_another(*tracks, pause_s=7.0)
    exercises = replace(THREE, stations=(THREE.stations[1], Station("wall-posture")))
    size_px = (track.size_px[0] // 2, track.size_px[1] // 2)
    listener = held(Played(track, sizes={130: size_px}), routine=exercises)
    done = "Done. Head down, and rest.", "Rest. Next comes: Wall posture."
    told = [words for words in listener.words if words in (ANEW, *done)]
    assert told == [ANEW, *done]
    assert listener.words.index("Lie on your back") < listener.words.index(ANEW), "it had begun"
    assert [one.judgement.check for one in listener.results] == ["curl-up", "curl-up"]
    assert len(listener.results[-1].judgement.reps) == 2


def test_results_cannot_be_written_says_so_in_one_line(here):
    (here / "file").write_text("in the way")
    with pytest.raises(OutputError, match="file"):
        held(Played(true_track(FAULTY)), out=here / "file" / "result")


def test_what_other_sessions_left_behind_keeps_nobody_from_beginning(here, monkeypatch):
    monkeypatch.setattr(held_folders, "_UNLOCKED_AGE_S", -1.0)
    results = here / "posecheck-results"
    for name in (f"{PREFIX}one", f"{PREFIX}two"):
        (results / name).mkdir(parents=True)
    save(true_track(FAULTY)[:60], results / f"{PREFIX}one" / "00000000.npz")
    (results / f"{PREFIX}two" / "notes.txt").write_text("mine")
    listener = held(Played(true_track(FAULTY)))
    rescued, left = listener.words[:2]
    assert rescued == (
        "A session that was cut off is in posecheck-results/one.npz; posecheck score judges it"
    )
    assert f"{PREFIX}two" in left
    assert len(listener.results) == 1


def test_a_take_that_cannot_be_on_disk_meanwhile_is_told_of_once_and_kept(monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(journal, "save", full)
    monkeypatch.setattr(journal, "EVERY_S", 1.0)
    listener = held(Played(true_track(FAULTY)))
    (line,) = [words for words in listener.words if words.startswith("What goes on is not on disk")]
    assert "No space left on device" in line
    assert len(listener.results) == 1


def test_a_camera_that_is_not_there_is_named():
    played = Played(true_track(FAULTY))
    options = LiveOptions(
        LoadedBundle("none", "", b""),
        Request(check="wall-posture"),
        camera="no-such-clip.mp4",
        window=False,
        muted=True,
        make=played,
    )
    with pytest.raises(SourceError, match=r"no-such-clip\.mp4"):
        run_live(options, Listener().told())


def after_another(*tracks, pause_s):
    """Tracks one after the other; before each somebody keeps still as at its beginning."""
    pieces, shift_s = [], 0.0
    for track in tracks:
        still = replace(track[:1], meta={})
        times_s = shift_s + np.arange(int(15 * pause_s)) / 15
        pieces += [replace(still, time_s=np.array([time_s])) for time_s in times_s]
        shift_s += pause_s
        pieces.append(replace(track, time_s=track.time_s + shift_s, meta={}))
        shift_s = float(pieces[-1].time_s[-1]) + 0.1
    return join(pieces)


def case_of(check, name):
    case = next(one for key, one in all_cases() if key == check and one.get("sample") == name)
    return staged({**case, "fps": 15.0})


THREE = Routine(
    "three",
    "Three",
    "Tries it.",
    (
        Station("plank", {"hold": "5"}, rest_s=8.0, before="Camera near the floor."),
        Station("curl-up", reps=2, rest_s=8.0),
        Station("good-morning", reps=1, before="Camera at hip height."),
    ),
    OWN,
)


def test_a_routine_leads_from_exercise_to_exercise_without_a_key(here):
    tracks = (
        case_of("plank", "plank-good"),
        case_of("curl-up", "curl-up-good"),
        case_of("good-morning", "good-morning-squat"),
    )
    listener = held(Played(after_another(*tracks, pause_s=11.0)), routine=THREE)
    assert listener.words == [
        "3 exercises. First: Plank.",
        "On the floor this has to be heard, but it is muted: leave --mute out",
        "Camera near the floor.",
        "Take up the plank",
        "Hold one straight line, and breathe.",
        "Done. Knees down, and rest.",
        "That was good.",
        "Rest. Next comes: Curl-up.",
        "Lie on your back",
        "Breathe out, and lift head and shoulders slowly.",
        "1. Slowly down, and breathe in.",
        "Done. Head down, and rest.",
        "That was good.",
        "Rest. Next comes: Good morning.",
        "Camera at hip height.",
        "Stand tall and hold still",
        "Bend forward from the hips, back long, and come up.",
        "Done. Stand tall, and relax.",
        "For next time: push your hips further back and let your chest follow.",
        "That was the last exercise.",
    ]
    results = [json.loads((kept.folder / "result.json").read_text()) for kept in listener.results]
    assert [(one["check"], one["verdict"]) for one in results] == [
        ("plank", "good"),
        ("curl-up", "good"),
        ("good-morning", "fault"),
    ]
    assert [len(one["reps"]) for one in results] == [1, 2, 1]
    assert results[0]["settings"]["option"] == {"hold": "5"}
    sessions = history.load()
    assert [(one.check, one.verdict) for one in sessions] == [
        (one["check"], one["verdict"]) for one in results
    ]


def test_an_exercise_that_nobody_does_is_given_up_without_a_key():
    first, second = (replace(one, longest_s=4.0, rest_s=2.0) for one in THREE.stations[1:])
    track = after_another(true_track(FAULTY)[:1], pause_s=24.0)
    listener = held(Played(track), routine=replace(THREE, stations=(first, second)))
    assert listener.words.count("Let us leave it at that.") == 2
    assert listener.words[-1] == "That was the last exercise."


def test_a_routine_that_is_cut_off_promises_nothing_more():
    track = after_another(case_of("plank", "plank-good")[:1], pause_s=7.0)
    listener = held(Played(track), routine=THREE)
    assert listener.words[-2:] == ["Hold one straight line, and breathe.", "That was good."]
    assert [kept.judgement.check for kept in listener.results] == ["plank"]


@pytest.mark.parametrize("key", ["next", "restart"])
def test_a_key_under_the_last_result_of_a_routine_breaks_nothing(monkeypatch, key):
    only = replace(THREE, stations=(Station("wall-posture"),))
    last = after_another(true_track(FAULTY), true_track(FAULTY)[-1:], pause_s=6.0)
    monkeypatch.setattr(stage, "Window", Glass({number: [key] for number in range(370, 400)}))
    listener = held(Played(last), routine=only, window=True)
    assert len(listener.results) == 1


class Unplugged(Played):
    """A camera that is pulled out after some pictures, and comes back."""

    live = True

    def __init__(self, track, after):
        super().__init__(track)
        self._after, self._refusals = after, 2

    def __call__(self, *made, **how):
        if not made and not how and self._row >= self._after and self._refusals:
            self._refusals -= 1
            raise CameraError("camera 0 is gone; plug it in again")
        return self

    def read(self):
        if self._row == self._after and self._refusals:
            return None
        shot = super().read()
        if shot is None:
            raise KeyboardInterrupt
        return replace(shot, rgb=noisy(self._row, self._track.size_px))


def test_a_camera_that_is_pulled_out_is_told_of_and_picked_up_again(monkeypatch):
    monkeypatch.setattr(grabber, "RETRY_S", (0.0, 0.1))
    listener = Listener()
    with pytest.raises(KeyboardInterrupt):
        held(Unplugged(true_track(FAULTY), 60), listener)
    assert "The camera is gone; plug it in again" in listener.words
    assert faults(listener.results[0].judgement) == ["head-forward"]


class Glass:
    """A window that a test looks through, and presses keys in, by the number of the picture."""

    size_px = (640, 360)

    def __init__(self, keys, closes_at=None):
        self.closed = False
        self.seen = 0
        self._keys = keys
        self._closes_at = closes_at

    def __call__(self, **_):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Nothing to close."""

    def show(self, bgr):
        blank(bgr[:1])  # what was painted belongs to the window now
        self.seen += 1
        self.closed = self.seen == self._closes_at
        return self._keys.get(self.seen, [])


def through(glass, monkeypatch, **wanted):
    monkeypatch.setattr(stage, "Window", glass)
    return held(Played(true_track(FAULTY)), window=True, **wanted)


def test_q_ends_the_session_and_keeps_its_result(monkeypatch):
    glass = Glass({200: ["quit"]})
    listener = through(glass, monkeypatch)
    assert glass.seen == 200
    assert len(listener.results) == 1


def test_closing_the_window_ends_it_too(monkeypatch):
    listener = through(Glass({}, closes_at=150), monkeypatch)
    assert len(listener.results) == 1


def test_a_take_begun_again_forgets_what_was(monkeypatch):
    listener = through(Glass({100: ["restart"], 110: ["quit"]}), monkeypatch)
    assert not listener.results


def test_next_goes_on_with_another_check_and_keeps_this_one(monkeypatch):
    listener = through(Glass({110: ["next"], 250: ["quit"]}), monkeypatch)
    assert listener.results[0].judgement.check == "wall-posture"


class Impatient(Glass):
    """A window in which N is pressed as soon as there is a result."""

    def __init__(self, listener):
        super().__init__({}, closes_at=600)
        self._listener = listener

    def show(self, bgr):
        super().show(bgr)
        return ["next"] if self._listener.results else []


def test_going_on_from_the_final_result_ends_the_session(monkeypatch):
    glass = Impatient(listener := Listener())
    monkeypatch.setattr(stage, "Window", glass)
    held(Played(true_track(FAULTY)), listener, window=True, seconds=6.0)
    assert not glass.closed, "it went on with another check"
    assert [kept.judgement.check for kept in listener.results] == ["wall-posture"]


class Pausing(Glass):
    """A window in which the space key is pressed at the beginning and the end of each pause."""

    def __init__(self, played, pauses):
        super().__init__({})
        self._played = played
        self._wanted = sorted(time_s for pause in pauses for time_s in pause)
        self.pressed = []

    def show(self, bgr):
        super().show(bgr)
        if not self._wanted or self._played.now_s < self._wanted[0]:
            return []
        del self._wanted[0]
        self.pressed.append(self._played.now_s)
        return ["pause"]


def test_a_pause_stops_a_routine_with_all_that_waits_in_it(monkeypatch):
    first, second = (replace(one, longest_s=4.0, rest_s=3.0) for one in THREE.stations[:2])
    played = Played(after_another(true_track(FAULTY)[:1], pause_s=70.0))
    pauses = [(0.3, 8.0), (14.0, 24.0), (27.0, 37.0)]  # being told, in an exercise, in a rest
    monkeypatch.setattr(stage, "Window", glass := Pausing(played, pauses))
    listener, heard = Listener(), []
    listener.hear = lambda words: heard.append((played.now_s, words))
    held(played, listener, routine=replace(THREE, stations=(first, second)), window=True)
    spans = list(zip(glass.pressed[::2], glass.pressed[1::2], strict=True))
    assert len(spans) == len(pauses)
    assert not [one for one in heard for begun, ended in spans if begun < one[0] < ended]
    given_up = [time_s for time_s, words in heard if words == "Let us leave it at that."]
    assert len(given_up) == 2
    assert heard[-1][1] == "That was the last exercise."


def test_a_session_that_is_left_paused_still_ends_when_its_time_is_over(monkeypatch):
    played = Played(true_track(FAULTY))
    monkeypatch.setattr(stage, "Window", glass := Pausing(played, [(4.0, 99.0)]))
    glass._closes_at = 2000
    listener = held(played, window=True, seconds=5.0)
    assert not glass.closed
    assert len(listener.results) == 1


def test_while_paused_nothing_is_judged(monkeypatch):
    listener = through(Glass({75: ["pause"], 200: ["quit"]}), monkeypatch)
    (kept,) = listener.results
    result = json.loads((kept.folder / "result.json").read_text())
    assert result["source"]["frames"] < 90


def test_a_snapshot_is_saved_where_one_is(monkeypatch, here):
    listener = through(Glass({80: ["snapshot"], 90: ["quit"]}), monkeypatch)
    (place,) = here.glob("posecheck-*.jpg")
    assert f"saved {place.name}" in listener.words
