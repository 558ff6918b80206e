"""Odd but valid input: exit 0 and an honest result. All clips are judged by one command."""

import json

import numpy as np
import pytest

from posecheck.capture.clip import probe
from posecheck.track import load
from tests.capture.pattern import turn_in_header, zero_rate
from tests.cli.clips import FPS, empty, pictures, write
from tests.cli.command import posecheck

LENGTH = 20
STEADY_S = [i / FPS for i in range(LENGTH)]
UNEVEN_S = [time_s + 0.012 * (7 * i % 3) for i, time_s in enumerate(STEADY_S)]
NAMES = (
    'it\'s "quoted".mp4',
    "two\nlines.mp4",
    "<script>alert(1)<!--.mp4",
    "=HYPERLINK(1).mp4",
    "..mp4",
    "x" * 246 + ".mp4",
    b"not utf-8 \xff\xfe.mp4".decode("utf-8", "surrogateescape"),
    "esc\x1b[31m.mp4",
    "läuft 😀.mp4",
)
pytestmark = pytest.mark.model


def turned(path, deg):
    shots = [np.ascontiguousarray(np.rot90(shot, deg // 90)) for shot in pictures()]
    return turn_in_header(write(path, shots), deg)


def cut_off(path):
    write(path, pictures() * 3)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 3])


def large(path):
    shot = np.zeros((720, 1280, 3), np.uint8)
    shot[:, 370:910] = pictures()[0]
    write(path, [shot] * 2, size=(7680, 4320))


MAKE = {
    "540.mp4": lambda path: turned(path, 0),
    "1080.mp4": lambda path: write(path, pictures()[:8], size=(1080, 1440)),
    "8k.mp4": large,
    "turned-90.mp4": lambda path: turned(path, 90),
    "turned-180.mp4": lambda path: turned(path, 180),
    "turned-270.mp4": lambda path: turned(path, 270),
    "uneven.mp4": lambda path: write(path, pictures(), times_s=UNEVEN_S),
    "no-rate.avi": lambda path: zero_rate(
        write(path, pictures(), codec="mjpeg", pix_fmt="yuvj420p")
    ),
    "cut-off.mkv": cut_off,
    "one-frame.mp4": lambda path: write(path, pictures()[:1]),
    "nobody.mp4": empty,
}
SEEN = [name for name in MAKE if name != "nobody.mp4"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("odd")


@pytest.fixture(scope="module")
def results(folder):
    """What one command says of them all, by file name."""
    paths = []
    for name, make in MAKE.items():
        make(folder / name)
        paths.append(folder / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        said = posecheck("video", *paths, "--check", "wall-posture", "--no-annotate", "--json")
    assert said.status == 0, said.err
    return {one["source"]["file"]: one for one in json.loads(said.out, parse_constant=pytest.fail)}


@pytest.fixture
def tracks(folder, results):
    return lambda name: load(folder / "posecheck-results" / name / "track.npz")


def test_json_of_several_files_is_a_list_in_their_order(results):
    assert list(results) == list(MAKE)


def test_the_person_is_found_standing_upright_and_seen_from_the_left(results, tracks):
    for name in SEEN:
        points = tracks(name).points
        assert np.isfinite(points[:, :, 0]).all(), name
        assert (points[:, 0, 1] > points[:, 27, 1] + 0.4).all(), f"{name}: nose above ankle"
        assert results[name]["view"]["name"] == "side-left", name


def test_the_same_body_has_the_same_landmarks_however_it_was_stored(tracks):
    usual = tracks("540.mp4").points[..., :2]
    for name in {*SEEN} - {"540.mp4", "1080.mp4", "8k.mp4"}:
        points = tracks(name).points[: len(usual), :, :2]
        apart = np.linalg.norm(points - usual[: len(points)], axis=-1)
        assert np.median(apart) < 0.01, f"{name}: image heights"


def test_sizes_are_those_of_the_upright_picture(results):
    sizes = {
        name: (one["source"]["width"], one["source"]["height"]) for name, one in results.items()
    }
    assert sizes["8k.mp4"] == (7680, 4320)
    assert sizes["1080.mp4"] == (1080, 1440)
    turned_names = ("540.mp4", "turned-90.mp4", "turned-180.mp4", "turned-270.mp4")
    assert {sizes[name] for name in turned_names} == {(540, 720)}


def test_time_is_the_containers(results, tracks):
    assert tracks("uneven.mp4").time_s == pytest.approx(UNEVEN_S, abs=1e-3)
    assert results["uneven.mp4"]["source"]["clock"] == "container"


def test_a_rate_of_zero_is_read_with_every_frame(results, tracks):
    assert results["no-rate.avi"]["source"]["frames"] == LENGTH
    assert (np.diff(tracks("no-rate.avi").time_s) > 0).all()
    assert "times and speeds may be wrong" in results["no-rate.avi"]["warnings"][0]


def test_a_clip_that_breaks_off_is_judged_up_to_there_and_says_so(results):
    assert 3 < results["cut-off.mkv"]["source"]["frames"] < 2 * LENGTH
    assert any("breaks off" in warning for warning in results["cut-off.mkv"]["warnings"])


def test_one_frame_is_a_result(results):
    assert results["one-frame.mp4"]["source"]["frames"] == 1


def test_nobody_is_unsure_because_nobody_is_there(results):
    result = results["nobody.mp4"]
    assert result["verdict"] == "unsure"
    assert {one["reason"] for one in result["criteria"]} == {"no-person"}
    assert {one["value"] for one in result["criteria"]} == {None}
    assert result["warnings"][0] == "nobody was found"


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    """Clips with hostile names, and two of the same name, judged with a painted video."""
    folder = tmp_path_factory.mktemp("names")
    for number, name in enumerate([*NAMES, "a/same.mp4", "b/same.mp4"], 2):
        path = folder / "clips" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        empty(path, number)
    paths = [folder / "clips" / name for name in NAMES]
    paths += [folder / "clips/a/same.mp4", folder / "clips/b/../b/same.mp4"]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        said = posecheck("video", *paths, "--check", "running")
    assert said.status == 0, said.err
    return folder, said


def test_every_name_gets_a_folder_of_its_own_in_the_usual_place(named):
    folder, _ = named
    assert {path.name for path in folder.iterdir()} == {"clips", "posecheck-results"}
    places = sorted((folder / "posecheck-results").iterdir())
    assert len(places) == len(NAMES) + 2
    assert all(place.name.isprintable() and place.name[0] not in ".=-" for place in places)
    assert {"same.mp4", "same.mp4-2"} <= {place.name for place in places}
    frames = {json.loads((p / "result.json").read_text())["source"]["frames"] for p in places}
    assert len(frames) == len(places), "each is the result of another clip"
    assert all((place / "annotated.mp4").is_file() for place in places)


def test_no_name_gets_through_to_the_terminal_the_page_or_the_table(named):
    folder, said = named
    assert not {char for char in said.out + said.err if not char.isprintable()} - {"\n"}
    for place in (folder / "posecheck-results").iterdir():
        assert "<script>alert" not in (place / "report.html").read_text(encoding="utf-8")
        assert "\n=" not in (place / "measures.csv").read_text(encoding="utf-8")


def test_a_mirrored_clip_gives_the_sides_of_the_original(here, tmp_path, tracks):
    flipped = write(tmp_path / "selfie.mp4", [shot[:, ::-1] for shot in pictures()])
    words = ("--check", "wall-posture", "--no-annotate", "--json", "--roll", "-2")
    said = posecheck("video", flipped, "--mirrored", *words)
    result = json.loads(said.out)
    assert result["view"]["name"] == "side-left"
    assert result["roll_deg"]["value"] == 2, "as the picture leans once it is turned back"
    track = load(here / "posecheck-results/selfie.mp4/track.npz")
    apart = np.linalg.norm((track.points - tracks("540.mp4").points)[..., :2], axis=-1)
    near = [i for i in range(33) if i in (0, 11, 23, 25, 27, 29, 31)]
    assert np.median(apart[:, near]) < 0.015


def test_slow_motion_is_told_in_real_time(here, tmp_path):
    clip = empty(tmp_path / "slow.mp4", 12)
    said = posecheck("video", clip, "--time-scale", 4, "--speed", 9, "--no-annotate", "--json")
    assert json.loads(said.out)["settings"] == {
        "check": "auto",
        "speed_kmh": 9.0,
        "time_scale": 4.0,
    }
    track = load(here / "posecheck-results/slow.mp4/track.npz")
    assert track.time_s == pytest.approx(probe(clip).times_s / 4)
