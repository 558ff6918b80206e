import dataclasses
import json
import re
import shutil
from html.parser import HTMLParser

import numpy as np
import pytest

from posecheck.assess.unrecognised import TITLE as UNRECOGNISED
from posecheck.checks import find
from posecheck.errors import OutputError, ReportError
from posecheck.feedback.canvas import jpeg
from posecheck.feedback.files import write_measures, write_reps, write_result
from posecheck.feedback.report import write_report
from tests.feedback.fabricated import (
    ABOUT,
    criterion,
    running,
    running_frames,
    wall_angel,
    wall_angel_frames,
)

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}'.mp4"


@pytest.fixture
def folder(tmp_path):
    return filled(tmp_path / "out", running(), running_frames())


def filled(path, judgement, frames, about=ABOUT):
    (path / "stills").mkdir(parents=True)
    write_result(path, judgement, about)
    write_measures(path, frames)
    write_reps(path, judgement)
    (path / "stills/trunk-lean.jpg").write_bytes(jpeg(np.zeros((40, 60, 3), np.uint8)))
    return path


class Page(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.words, self.links, self.open = [], [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.links += [v for k, v in attrs if k in ("src", "href", "action", "data", "srcset")]

    handle_startendtag = handle_starttag

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())

    def all(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]


def page(folder):
    return Page(write_report(folder).read_text(encoding="utf-8"))


def test_the_verdict_the_reason_and_the_first_cue_come_first(folder):
    text = page(folder).text
    begin = text[text.index("posecheck run.mp4") :][:260]
    assert "Fault" in begin
    assert "Clearly outside the limits: trunk lean (−1.2°, good is at least 4.0°)." in begin
    assert "Try this first Lean a little from the ankles" in begin


def test_each_criterion_shows_its_value_limits_advice_sources_and_trust(folder):
    text = page(folder).text
    for one in running().criteria:
        assert one.title in text
    assert "−1.2° ± 2.5° (good: 4.0° to 12.0°)" in text
    assert "0.17 leg lengths ± 0.03 (good: at most 0.13 leg lengths)" in text
    assert "Author A 2020. Runners leaned 7.3 degrees." in text
    assert "seen in 97 % of the frames that count" in text


def test_the_worst_comes_first(folder):
    cards = [attrs["id"] for attrs in page(folder).all("section")]
    assert cards[:2] == ["trunk-lean", "overstride"]
    assert cards.index("knee-peak-left") > cards.index("chest-out")


def test_what_could_not_be_seen_is_listed_with_its_reason(folder):
    text = page(folder).text
    part = text[text.index("What could not be seen") :]
    assert "Pelvic drop : The two hip points follow the trunk and not the pelvis." in part
    assert "Step width : This needs a view from behind." in part
    assert "Lumbar curve" in part


def test_it_says_what_it_is_not_and_when_to_see_somebody(folder):
    text = page(folder).text
    assert "alignment and movement patterns" in text
    assert "no diagnosis" in text
    for sign in ("at night", "a fall", "weakness", "numbness", "passing water"):
        assert sign in text


def test_it_says_how_it_was_measured(folder):
    text = page(folder).text
    for fact in (
        "1280 × 720, 240 frames, 4.0 s, 60.0 a second",
        "from the person's left side, in 98 % of the frames",
        "0.4° ± 0.3°, measured from upright edges in the picture",
        "pose_landmarker_full",
        "Butterworth",
        "166 steps a minute over 11 steps",
        "posecheck 0.1.0",
    ):
        assert fact in text


def test_nothing_in_it_asks_for_anything_from_anywhere(folder):
    html = write_report(folder).read_text(encoding="utf-8")
    parsed = Page(html)
    assert parsed.links
    assert all(link.startswith(("data:image/jpeg;base64,", "#")) for link in parsed.links)
    assert not parsed.all("script") + parsed.all("link") + parsed.all("iframe")
    assert not re.search(r"url\(|@import", html)
    policies = [a["content"] for a in parsed.all("meta") if "http-equiv" in a]
    assert any("default-src 'none'" in policy for policy in policies)


def test_a_hostile_name_and_hostile_words_stay_words(tmp_path):
    about = dataclasses.replace(ABOUT, source=dataclasses.replace(ABOUT.source, file=HOSTILE))
    nasty = criterion(
        "trunk-lean", HOSTILE, cue=HOSTILE, verdict="fault", sources=(HOSTILE,), unit=HOSTILE
    )
    judged = dataclasses.replace(
        running(), criteria=(nasty,), warnings=(HOSTILE,), not_observable=(HOSTILE,)
    )
    folder = filled(tmp_path / "out", judged, running_frames(), about)
    html = write_report(folder).read_text(encoding="utf-8")
    parsed = Page(html)
    assert not parsed.all("script")
    assert all("onerror" not in attrs for _, attrs in parsed.tags)
    assert "<script>alert(1)</script>" in parsed.text
    assert "49" not in parsed.text.replace("2.49", "")


def test_a_still_cannot_come_from_another_folder(tmp_path, folder):
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    content = json.loads((folder / "result.json").read_text())
    content["criteria"][0]["id"] = "../../secret"
    (folder / "result.json").write_text(json.dumps(content))
    assert not page(folder).all("img")


def test_stills_are_in_the_page_itself(folder):
    (image,) = page(folder).all("img")
    assert image["src"].startswith("data:image/jpeg;base64,/9j/")
    assert image["alt"].startswith("Trunk lean: At its worst: −3.4° at 2.0 s")


def test_a_run_is_plotted_over_the_stride_and_repetitions_over_time(tmp_path, folder):
    assert "Mean and spread of 4 strides" in page(folder).text
    other = filled(tmp_path / "angel", wall_angel(), wall_angel_frames())
    text = page(other).text
    assert "The value over time" in text
    assert "Each repetition" in text
    assert "139°" in text


def test_what_is_missing_beside_the_result_is_left_out_and_said(folder):
    shutil.rmtree(folder / "stills")
    (folder / "measures.csv").unlink()
    text = page(folder).text
    assert "measures.csv is not there" in text
    assert "There are no stills" in text
    assert "−1.2°" in text


def test_a_result_from_before_the_extra_keys_is_shown_too(folder):
    content = json.loads((folder / "result.json").read_text())
    for key in ("check_title", "calibration"):
        del content[key]
    for one in content["criteria"]:
        for key in ("explanation", "meaning", "trust", "measure"):
            del one[key]
    (folder / "result.json").write_text(json.dumps(content))
    assert "running" in page(folder).text


def test_nothing_judged_is_said_so(tmp_path):
    judged = dataclasses.replace(running(), criteria=(), verdict="unsure", gait=None)
    text = page(filled(tmp_path / "out", judged, running_frames())).text
    assert "Nothing could be judged in this clip." in text


def test_a_value_beyond_the_limit_that_is_no_fault_is_explained(tmp_path):
    near = criterion("trunk-lean", "Trunk lean", value=1.5, verdict="borderline")
    judged = dataclasses.replace(running(), criteria=(near,), verdict="borderline")
    text = page(filled(tmp_path / "out", judged, running_frames())).text
    assert "by less than half the uncertainty at that limit" in text


def test_a_fault_that_does_not_count_is_told_apart(tmp_path):
    aside = criterion("overstride", "Foot ahead", verdict="fault", required=False, cue="Shorter.")
    near = criterion("trunk-lean", "Trunk lean", value=3.0, verdict="borderline", cue="Lean.")
    judged = dataclasses.replace(running(), criteria=(aside, near), verdict="borderline")
    text = page(filled(tmp_path / "out", judged, running_frames())).text
    assert "Nothing that counts is clearly outside them. Try this first Lean." in text
    assert "Fault, not counted" in text
    assert text.count("this does not count in the verdict of the whole") == 1


def test_what_does_not_count_is_neither_first_nor_in_the_colour_of_a_fault(tmp_path):
    aside = criterion("overstride", "Foot ahead", verdict="fault", required=False, cue="Shorter.")
    near = criterion("trunk-lean", "Trunk lean", value=3.0, verdict="borderline", cue="Lean.")
    judged = dataclasses.replace(running(), criteria=(aside, near), verdict="borderline")
    parsed = page(filled(tmp_path / "out", judged, running_frames()))
    cards = [(attrs["id"], attrs["class"]) for attrs in parsed.all("section")]
    assert cards == [("trunk-lean", "card borderline"), ("overstride", "card info")]
    assert not [attrs for _, attrs in parsed.tags if "fault" in attrs.get("class", "").split()]
    assert "What counts: ▲ 1 borderline Please note" in parsed.text


def test_the_first_advice_is_that_of_the_first_card_also_where_nothing_counts(tmp_path):
    aside = criterion("overstride", "Foot ahead", verdict="fault", required=False, cue="Shorter.")
    inside = criterion("trunk-lean", "Trunk lean")
    judged = dataclasses.replace(running(), criteria=(aside, inside), verdict="good")
    text = page(filled(tmp_path / "out", judged, running_frames())).text
    assert "Worth a try, though it does not count Shorter." in text
    assert "Try this first" not in text


def test_as_many_are_called_good_as_are_said_to_be_inside_their_limits(tmp_path):
    sides = [criterion("knee", "Knee", side=side) for side in ("left", "right")]
    aside = criterion("chin", "Chin", required=False)
    judged = dataclasses.replace(running(), criteria=(*sides, aside), verdict="good")
    text = page(filled(tmp_path / "out", judged, running_frames())).text
    assert "The one thing that counts in this view is inside its limits." in text
    assert "What counts: ✔ 1 good" in text


def test_of_many_faults_only_the_first_is_told_with_its_value(tmp_path):
    faults = [criterion(key, f"Fault {key}", value=1.0, verdict="fault") for key in "abc"]
    judged = dataclasses.replace(running(), criteria=tuple(faults))
    text = page(filled(tmp_path / "out", judged, running_frames())).text
    told = "fault a (1.0°, good is at least 4.0°)"
    assert f"Clearly outside the limits: {told}; fault b; fault c." in text
    assert "What counts: ✖ 3 faults" in text


def test_where_nothing_could_be_judged_it_says_how_to_film_it(tmp_path):
    unsure = criterion("trunk-lean", "T", verdict="unsure", value=None, worst=None)
    judged = dataclasses.replace(running(), criteria=(unsure,), verdict="unsure")
    folder = filled(tmp_path / "out", judged, running_frames())
    shutil.rmtree(folder / "stills")
    text = page(folder).text
    assert f"How to film it If it is meant to be running: {find('running').setup}" in text
    assert "There are no stills" not in text


def test_an_exercise_that_was_not_recognised_is_given_no_criteria_of_another(tmp_path):
    unsure = criterion(
        "a", "Trunk lean", verdict="unsure", value=None, worst=None, explanation="Name it."
    )
    judged = dataclasses.replace(
        running(), criteria=(unsure,), verdict="unsure", check_title=UNRECOGNISED
    )
    text = page(filled(tmp_path / "out", judged, running_frames())).text
    assert "Nothing could be judged in this clip." in text
    assert "How to film it First say which exercise it is: judge the clip again" in text
    assert "This clip : Name it." in text
    assert not [word for word in ("Trunk lean", find("running").setup, "Lumbar") if word in text]


def test_where_most_could_be_judged_nobody_is_told_how_to_film(folder):
    assert "How to film it" not in page(folder).text


def test_of_a_check_that_is_not_known_here_the_rest_is_shown(folder):
    content = json.loads((folder / "result.json").read_text())
    content["check"] = "of-another-version"
    (folder / "result.json").write_text(json.dumps(content))
    assert "−1.2°" in page(folder).text


def test_repetitions_in_which_nothing_was_measured_make_no_table(tmp_path):
    judged = wall_angel()
    reps = tuple(dataclasses.replace(rep, verdict="unsure", values={}) for rep in judged.reps)
    judged = dataclasses.replace(judged, reps=reps)
    text = page(filled(tmp_path / "out", judged, wall_angel_frames())).text
    assert "Each repetition" not in text


def test_a_column_of_repetitions_has_its_unit(tmp_path):
    judged = wall_angel()
    reach = dataclasses.replace(judged.criteria[0], unit="W")
    judged = dataclasses.replace(judged, criteria=(reach, *judged.criteria[1:]))
    text = page(filled(tmp_path / "out", judged, wall_angel_frames())).text
    assert "Arms straight at the top (shoulder widths)" in text


def test_a_note_begins_as_a_sentence_does(tmp_path):
    judged = dataclasses.replace(running(), warnings=("in 17% of the frames nobody was seen",))
    text = page(filled(tmp_path / "out", judged, running_frames())).text
    assert "Please note In 17% of the frames nobody was seen" in text


@pytest.mark.parametrize(("value", "what"), [(9.1, "As it was judged"), (7.4, "At its worst")])
def test_a_picture_of_the_value_itself_is_not_called_the_worst(tmp_path, value, what):
    judged = dataclasses.replace(running(), criteria=(criterion("trunk-lean", "T", value=value),))
    text = page(filled(tmp_path / "out", judged, running_frames())).text
    assert f"{what}: 9.1° at 1.2 s" in text


def test_the_result_itself_may_be_named(folder):
    assert write_report(folder / "result.json") == folder / "report.html"


def test_the_report_goes_where_it_is_asked_to(tmp_path, folder):
    assert write_report(folder, tmp_path / "a.html") == tmp_path / "a.html"
    assert (tmp_path / "a.html").is_file()
    assert not (folder / "report.html").exists()
    with pytest.raises(OutputError):
        write_report(folder, tmp_path / "missing" / "a.html")


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.pop("source"),
        lambda c: c.pop("not_observable"),
        lambda c: c.update(view=3),
        lambda c: c["source"].update(fps=10**400),
        lambda c: c["criteria"][0].update(value="high"),
        lambda c: c["criteria"][0].update(worst={"time_s": "x"}),
        lambda c: c.update(gait={"events": [{}]}),
    ],
)
def test_a_result_with_broken_fields_is_one_line(folder, change):
    content = json.loads((folder / "result.json").read_text())
    change(content)
    (folder / "result.json").write_text(json.dumps(content))
    with pytest.raises(ReportError, match=r"result\.json") as caught:
        write_report(folder)
    assert "\n" not in str(caught.value)
    assert not (folder / "report.html").exists()


def test_the_same_result_gives_the_same_report(folder):
    first = write_report(folder).read_bytes()
    assert write_report(folder).read_bytes() == first


def test_a_photo_has_no_times(tmp_path):
    source = dataclasses.replace(ABOUT.source, frames=1, duration_s=0.0, fps=0.0)
    about = dataclasses.replace(ABOUT, source=source)
    text = page(filled(tmp_path / "out", running(), running_frames(), about)).text
    assert "1280 × 720, one picture" in text
    assert "At its worst" not in text


def test_what_a_photo_cannot_show_is_not_among_what_is_inside_its_limits(tmp_path):
    inside = criterion("a", "Head", value=5.0, verdict="good")
    moving = criterion("b", "Hold", value=None, verdict="unsure", reason="needs-video")
    judged = dataclasses.replace(running(), verdict="good", criteria=(inside, moving))
    text = page(filled(tmp_path / "out", judged, running_frames(), ABOUT)).text
    assert "The one thing that counts in this view is inside its limits." in text


def test_what_is_unsure_for_one_reason_is_said_once(tmp_path):
    why = "No running was seen in the clip."
    unsure = [
        criterion(key, title, side=side, verdict="unsure", value=None, explanation=why, worst=None)
        for key, title, side in (
            ("a", "Knee", "left"),
            ("a", "Knee", "right"),
            ("b", "Foot", "left"),
            ("c", "Head", None),
        )
    ]
    judged = dataclasses.replace(running(), criteria=tuple(unsure), verdict="unsure")
    text = page(filled(tmp_path / "out", judged, running_frames())).text
    assert text.count(why) == 1
    assert f"Knee; Foot (left); Head : {why}" in text
    assert "Could not be judged: knee; foot (left); head." in text
