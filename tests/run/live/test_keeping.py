"""Where the results of a session's takes go."""

from datetime import datetime, timezone
from pathlib import Path

import pytest

from posecheck.assess.results import RollResult
from posecheck.detect.bundle import LoadedBundle
from posecheck.errors import OutputError
from posecheck.run.judging import Request
from posecheck.run.live.keeping import Keeper
from posecheck.run.live.wanted import LiveOptions, Told
from posecheck.run.take import Take
from posecheck.track import load
from tests.run.true_tracks import true_track

LEVEL = RollResult(0.0, "given", 0.3)
BEGAN = datetime(2026, 3, 1, 9, 30, tzinfo=timezone.utc)


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def keeper(**wanted):
    bundle = LoadedBundle("none", "", b"")
    options = LiveOptions(bundle, Request(check="wall-posture"), history=False, **wanted)
    return Keeper(options, Told(lambda _: None, lambda _: None))


def taken(seconds):
    take, track = Take(Request(check="wall-posture")), true_track("wall-posture-head-forward")
    for row in range(int(seconds * 30)):
        take(track[row : row + 1], LEVEL)
    return take


def test_two_sessions_that_begin_in_the_same_second_keep_a_result_each():
    takes = taken(6.0), taken(7.0)
    folders = [keeper().keep(take, BEGAN).folder for take in takes]
    assert [folder.name for folder in folders] == [
        "live-wall-posture-20260301-093000",
        "live-wall-posture-20260301-093000-2",
    ]
    assert [len(load(folder / "track.npz")) for folder in folders] == [len(one) for one in takes]


@pytest.mark.parametrize(
    ("out", "record"),
    [
        ("same", "same"),
        ("same", "./other/../same"),
        ("folder/result", "folder"),
        (None, "posecheck-results"),
    ],
)
def test_a_recording_in_the_place_of_the_results_is_refused_at_once(here, out, record):
    with pytest.raises(OutputError, match="--record") as raised:
        keeper(out=out and Path(out), record=Path(record))
    assert str(Path(record)) in str(raised.value)
    assert not list(here.iterdir())


def test_a_recording_beside_the_results_is_fine(here):
    for record in ("same.mp4", "other", "folder/same"):
        keeper(out=Path("same"), record=Path(record))


def test_a_later_result_passes_over_what_is_there(here):
    many, takes = keeper(out=Path("mine")), [taken(seconds) for seconds in (6.0, 7.0)]
    (here / "mine-2").write_text("a recording, say")
    assert [many.keep(take, BEGAN).folder.name for take in takes] == ["mine", "mine-3"]
