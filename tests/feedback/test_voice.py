"""What somebody hears: words, else tones, else a bell; and that nobody ever waits for them."""

import io
import sys
import threading
import time

import pytest

from posecheck.feedback import tones, voice
from posecheck.feedback.voice import MOST_LETTERS, Voice, audible, spoken
from tests.feedback.speech import heard, install, only

SOON_S = 20.0  # far more than anything here takes
KNEE = "Push your knee out over your little toe."


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A PATH on which only what a test installs can speak, and no sound library."""
    folder = tmp_path / "bin"
    folder.mkdir()
    only(folder, monkeypatch)
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    return folder


def settled(speaker):
    assert speaker.settle(SOON_S)
    return speaker


def until(true):
    end_s = time.monotonic() + SOON_S
    while not true():
        assert time.monotonic() < end_s
        time.sleep(0.01)


def test_what_is_said_is_whole_sentences_on_one_line():
    assert spoken("Foot down.\n Now the  left\x1b leg.") == "Foot down. Now the left leg."
    assert spoken("") == ""
    assert spoken("Hold 0.5 s longer! Then rest.") == "Hold 0.5 s longer! Then rest."


def test_sentences_that_are_more_than_a_breath_are_left_out():
    assert spoken("Level your head. " + "As if a string pulled you up, " * 5) == "Level your head."


def test_a_sentence_without_an_end_is_cut_between_words():
    said = spoken("and on, " * 50)
    assert len(said) <= MOST_LETTERS
    assert said.endswith("on")


def test_words_are_spoken_by_what_the_system_has(path):
    install(path, "espeak-ng")
    with Voice() as speaker:
        speaker.say(KNEE)
        assert settled(speaker).engine == "espeak-ng"
        assert speaker.troubles == ()
    assert heard(path, "espeak-ng") == [KNEE]


@pytest.mark.parametrize("habit", ["fails", "finds no sound card"])
def test_what_fails_is_replaced_at_once_and_for_good_by_the_next(path, habit):
    install(path, "spd-say", habit)
    install(path, "espeak-ng")
    with Voice() as speaker:
        for text in ("One.", "Two."):
            speaker.say(text)
            settled(speaker)
        assert speaker.engine == "espeak-ng"
        assert [line.split(":")[0] for line in speaker.troubles] == ["spd-say"]
    assert heard(path, "spd-say") == ["One."]
    assert heard(path, "espeak-ng") == ["One.", "Two."]


def test_without_words_there_are_tones_and_without_tones_a_bell(path):
    rings = []
    install(path, "espeak-ng", "fails")
    install(path, "aplay")
    with Voice(bell=lambda: rings.append("ding")) as speaker:
        speaker.say(KNEE)
        assert settled(speaker).engine == "tones"
        played = (path / "aplay.heard").read_bytes()
        assert played.startswith(tones.samples_of("fault").tobytes())
        install(path, "aplay", "fails")
        speaker.say(KNEE, "praise")
        assert settled(speaker).engine == "bell"
    assert rings == ["ding"]
    assert len(speaker.troubles) == 3


def test_the_sound_library_plays_where_no_program_does(path, monkeypatch):
    played = []
    monkeypatch.setattr(tones, "play", played.append)
    with Voice() as speaker:
        speaker.tone("praise")
        assert settled(speaker).engine == "tones"
    assert played == ["praise"]


def test_where_nothing_at_all_is_there_a_terminal_rings_and_a_log_stays_clean(path, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    for stream, rung in ((Terminal(), "\a"), (io.StringIO(), "")):
        monkeypatch.setattr(sys, "stderr", stream)
        with Voice() as speaker:
            speaker.say(KNEE)
            settled(speaker)
        assert stream.getvalue() == rung


def test_the_newest_wins_and_what_waited_is_dropped(path):
    install(path, "espeak-ng", "hangs")
    with Voice() as speaker:
        speaker.say("First.")
        until(lambda: heard(path, "espeak-ng"))
        install(path, "espeak-ng")
        with speaker._change:  # nobody else may take a turn in between
            for number in range(50):
                speaker.say(f"Number {number}.")
        settled(speaker)
        assert speaker.troubles == ()
    assert heard(path, "espeak-ng") == ["First.", "Number 49."]


def test_the_one_who_asks_never_waits(path):
    install(path, "espeak-ng", "hangs")
    with Voice() as speaker:
        for number in range(200):
            speaker.say(f"Number {number}.")
            speaker.tone("count")
        assert speaker.speaking
    assert not any(thread.name == "voice" for thread in threading.enumerate())


def test_an_engine_that_hangs_is_given_up_after_a_sentence_or_a_few_that_were_cut(
    path, monkeypatch
):
    monkeypatch.setattr(voice, "LONGEST_S", 1.0)
    install(path, "spd-say", "hangs")
    install(path, "espeak-ng")
    with Voice() as speaker:
        speaker.say(KNEE)
        assert settled(speaker).engine == "espeak-ng"
        assert "no end within" in speaker.troubles[0]
    assert heard(path, "espeak-ng") == [KNEE]


def test_an_engine_is_found_stuck_though_each_sentence_is_overtaken(path, monkeypatch):
    monkeypatch.setattr(voice, "TIME_FOR_ONE_S", 0.0)
    install(path, "espeak-ng", "hangs")
    with Voice(bell=lambda: None) as speaker:
        for number in range(voice.OVERTAKEN + 1):
            speaker.say(f"Number {number}.")
            until(
                lambda count=number: len(heard(path, "espeak-ng")) in (count + 1, voice.OVERTAKEN)
            )
        assert settled(speaker).engine == "bell"
        assert "came to no end" in speaker.troubles[0]


def test_muted_nothing_is_heard_and_what_is_being_said_is_cut_short(path):
    install(path, "espeak-ng", "hangs")
    with Voice() as speaker:
        speaker.say("Before.")
        until(lambda: heard(path, "espeak-ng"))
        speaker.muted = True
        settled(speaker)
        speaker.say("Meanwhile.")
        speaker.tone("count")
        assert not speaker.speaking
        install(path, "espeak-ng")
        speaker.muted = False
        speaker.say("After.")
        settled(speaker)
        assert speaker.troubles == ()
    assert heard(path, "espeak-ng") == ["Before.", "After."]


def test_a_tone_gives_way_to_words(path):
    install(path, "espeak-ng", "hangs")
    install(path, "aplay")
    with Voice() as speaker:
        speaker.say(KNEE)
        speaker.tone("count")
        until(lambda: heard(path, "espeak-ng"))
    assert not (path / "aplay.heard").exists()


def test_leaving_ends_what_speaks(path):
    install(path, "espeak-ng", "hangs")
    with Voice() as speaker:
        speaker.say(KNEE)
        until(lambda: heard(path, "espeak-ng"))
    speaker.say("Too late.")
    assert not speaker.speaking


@pytest.mark.parametrize(
    ("installed", "told"),
    [
        ({}, "cues are the terminal's bell, not words; sudo apt-get install espeak-ng"),
        ({"aplay": "speaks"}, "cues are tones, not words; sudo apt-get install"),
        ({"espeak-ng": "speaks"}, "espeak-ng speaks"),
        (
            {"spd-say": "fails", "espeak-ng": "speaks"},
            "espeak-ng speaks; spd-say does not: no voice found",
        ),
        (
            {"espeak": "finds no sound card"},
            "cues are the terminal's bell, not words; espeak does not: it finds no sound device",
        ),
    ],
)
def test_the_doctor_tells_how_cues_will_be_heard(path, installed, told):
    for name, habit in installed.items():
        install(path, name, habit)
    assert audible().startswith(told)
