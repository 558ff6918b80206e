"""summary.html: its data are complete, nothing in it can run or reach out."""

import base64
import hashlib
import json
import re

import pytest

from posecheck.assess.unrecognised import TITLE as UNRECOGNISED
from posecheck.feedback.summary.page import PageForm
from tests.feedback.summary.results import ABOUT, ASIDE, criterion, entry, failed, whole


def page(*entries):
    return whole(PageForm(ABOUT), *entries, left_out=[ASIDE] * 2)


def data(html):
    return json.loads(
        re.search(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.S)[1]
    )


def test_every_clip_is_in_it_with_its_report_and_what_stands_out():
    lean = criterion("fault", 12.0)
    html = page(entry(criteria=[lean], verdict="fault", person="Ann", date="2026-01-02"), failed())
    first, second = data(html)["clips"]
    assert first[:4] == ["a.mp4", "a.mp4/", "fault", 0]
    assert "trunk lean" in first[6]
    assert first[7:9] == ["Ann", "2026-01-02"]
    assert first[10] == [[0, "f", 12.0, 2.0]]
    assert second[:3] == ["b.mp4", "", "failed"]
    assert second[6] == "is empty (0 bytes)"
    assert data(html)["checks"] == {"running": "Running"}
    assert data(html)["criteria"][0]["title"] == "Trunk lean"


def test_an_exercise_that_was_not_recognised_gives_no_check_its_name():
    unknown, run = entry("a.mp4", "unsure"), entry("b.mp4")
    unknown.result["check_title"] = UNRECOGNISED
    told = data(page(unknown, run))
    assert [clip[4] for clip in told["clips"]] == [UNRECOGNISED, "running"]
    assert told["checks"] == {UNRECOGNISED: UNRECOGNISED, "running": "Running"}


def test_why_a_clip_failed_is_told_without_its_name():
    named = failed("a b.mp4", "'a b.mp4': is empty (0 bytes)")
    assert data(page(named))["clips"][0][6] == "Is empty (0 bytes)"


def test_the_page_of_a_batch_that_was_stopped_knows_how_many_are_missing():
    html = whole(PageForm(ABOUT), entry(), unfinished=3)
    assert data(html)["counts"]["open"] == 3


def test_what_the_view_cannot_show_does_not_stand_out():
    elsewhere = criterion("unsure", None, id="cadence", title="Cadence", reason="wrong-view")
    (clip,) = data(page(entry(criteria=[criterion(), elsewhere])))["clips"]
    assert "one thing" in clip[6]


@pytest.mark.parametrize(
    "name", ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"&'\u2028"]
)
def test_names_stay_text(name):
    html = page(entry(name, person=name, notes=name), failed(name, name))
    assert data(html)["clips"][0][0] == name.replace("\u2028", " ")
    assert html.count("<script") == 2
    assert "<img" not in html


def test_links_lead_to_the_folder_whatever_it_is_called():
    (clip,) = data(page(entry("50% of #1?.mp4")))["clips"]
    assert clip[1] == "50%25%20of%20%231%3F.mp4/"


def test_only_its_own_script_may_run_and_nothing_is_fetched():
    html = page(entry())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)[1]
    script = re.search(r"<script>(.*?)</script>", html, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", html)


def test_a_page_without_clips_is_valid():
    assert data(page())["clips"] == []
