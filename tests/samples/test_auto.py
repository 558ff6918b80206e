"""How often the choice of an exercise is right: what counts as right, and what is read."""

from collections import Counter
from dataclasses import replace

import pytest

from posecheck.track import Track, save
from samples.auto import Choice, chosen, generated, lines, stored
from samples.recipes import recipes
from samples.truth import sample_track

FEW_FPS = 8  # enough for a posture, and a second of computing for each of the longest


@pytest.mark.parametrize(
    ("outcome", "truth", "told", "sureness", "second"),
    [
        ("right", "plank", "plank", 0.9, ""),
        ("guessed", "plank", "plank", 0.5, "bridge"),
        ("second", "plank", "bridge", 0.5, "plank"),
        ("unsure", "plank", "bridge", 0.5, "curl-up"),
        ("wrong", "plank", "bridge", 0.9, "plank"),
        ("unknown", "plank", "bridge", 0.1, ""),
        ("right", "", "bridge", 0.1, ""),
        ("unsure", "", "bridge", 0.5, ""),
        ("wrong", "", "bridge", 0.9, ""),
    ],
)
def test_what_counts_as_right(outcome, truth, told, sureness, second):
    assert Choice("clip", truth, told, sureness, second).outcome == outcome


def test_the_last_line_is_the_share_that_was_taken_for_what_it_is():
    choices = [
        Choice("a", "plank", "plank", 0.9, ""),
        Choice("b", "plank", "plank", 0.4, "bridge"),
        Choice("c", "plank", "bridge", 0.4, "plank"),
        Choice("d", "", "bridge", 0.1, ""),
    ]
    told = list(lines(choices))
    assert "WRONG AND SURE" in told[-2]
    assert told[-2].endswith("0 of 4")
    assert told[-1].endswith("75%")


def test_the_right_way_of_each_exercise_is_taken_for_it_and_for_nothing_else_with_confidence():
    right = {name: one for name, one in recipes().items() if not one.faults}
    outcomes = Counter()
    for name, sample in right.items():
        points, time_s, size_px = sample_track(replace(sample, fps=FEW_FPS))
        track = Track(points, time_s, size_px, meta={"roll_deg": 0.0})
        outcomes[chosen(name, sample.check, track).outcome] += 1
    assert outcomes["wrong"] == 0
    assert outcomes["right"] + outcomes["guessed"] >= 0.8 * len(right), outcomes


@pytest.fixture(scope="module")
def track():
    points, time_s, size_px = sample_track(recipes()["plank-sag"])
    return Track(points, time_s, size_px, meta={"roll_deg": 0.0})


def test_stored_tracks_are_chosen_for_by_a_table(track, tmp_path):
    save(track, tmp_path / "mine.npz")
    (tmp_path / "labels.csv").write_text("track,check\nmine.npz,plank\n", encoding="utf-8")
    (choice,) = stored(tmp_path / "labels.csv")
    assert (choice.name, choice.outcome) == ("mine", "right")


def test_a_sample_that_was_detected_before_is_read_from_the_cache(track, tmp_path, monkeypatch):
    monkeypatch.setattr("samples.detected.fingerprint", lambda sample: "same")
    save(track, tmp_path / "plank-sag-same.npz")
    (choice,) = generated(["plank-sag"], tmp_path, 1.0)
    assert (choice.truth, choice.chosen) == ("plank", "plank")
