import hashlib
import zipfile

import pytest

from posecheck.detect import bundle as module
from posecheck.detect.bundle import (
    Bundle,
    data_folder,
    find_bundle,
    list_bundles,
    load_bundle,
    manifest,
    verify,
)
from posecheck.errors import ModelError
from posecheck.shipped import shipped


def make_bundle(path, content=b"weights"):
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("pose_detector.tflite", content)
        file.writestr("pose_landmarks_detector.tflite", content)
    return path


@pytest.fixture
def stranger(tmp_path):
    """A well-formed bundle that nobody vouches for."""
    return make_bundle(tmp_path / "my model.task")


def test_the_shipped_bundle_is_what_the_manifest_says():
    loaded = load_bundle()
    stated = manifest()["pose_landmarker_full"]
    assert loaded.name == "pose_landmarker_full"
    assert loaded.sha256 == stated["sha256"] == hashlib.sha256(loaded.content).hexdigest()
    assert len(loaded.content) == stated["size"]


def test_every_manifest_entry_says_where_it_comes_from_and_under_which_licence():
    for entry in manifest().values():
        assert {"file", "sha256", "size", "licence", "from", "built_by"} <= set(entry)


def test_known_content_is_accepted_under_any_file_name(tmp_path):
    copy = tmp_path / "größer.task"
    copy.write_bytes(load_bundle().content)
    assert load_bundle(str(copy)).sha256 == load_bundle().sha256


def test_unknown_content_is_refused_with_the_command_that_trusts_it(stranger):
    with pytest.raises(ModelError) as caught:
        load_bundle(str(stranger))
    message = str(caught.value)
    assert "\n" not in message
    assert hashlib.sha256(stranger.read_bytes()).hexdigest() in message
    assert message.endswith(f"posecheck models --trust '{stranger}'")


def test_what_the_user_trusts_once_stays_trusted(stranger):
    load_bundle(str(stranger), trust=True)
    assert load_bundle(str(stranger)).name == "my model"


def test_trust_is_in_the_content_not_in_the_file_name(stranger):
    load_bundle(str(stranger), trust=True)
    make_bundle(stranger, b"other weights")
    with pytest.raises(ModelError, match="not known"):
        load_bundle(str(stranger))


@pytest.mark.parametrize("trust", [False, True])
@pytest.mark.parametrize("content", [b"", b"plain text", b"PK\x03\x04 half a zip"])
def test_something_else_than_a_bundle_is_refused(tmp_path, content, trust):
    path = tmp_path / "clip.task"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"clip\.task: not a pose bundle"):
        load_bundle(str(path), trust=trust)


def test_a_bundle_with_a_flipped_byte_cannot_be_trusted(stranger):
    content = bytearray(stranger.read_bytes())
    content[content.index(b"weights")] ^= 1
    stranger.write_bytes(content)
    with pytest.raises(ModelError, match="broken"):
        load_bundle(str(stranger), trust=True)


def test_a_compressed_bundle_damaged_anywhere_is_refused(tmp_path):
    path = tmp_path / "packed.task"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name in ("pose_detector.tflite", "pose_landmarks_detector.tflite"):
            file.writestr(name, bytes(range(256)) * 4)
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x85]) + whole[place + 1 :])
        with pytest.raises(ModelError, match=r"packed\.task"):
            load_bundle(str(path))


def test_a_zip_of_something_else_is_refused(tmp_path):
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("photo.jpg", b"")
    with pytest.raises(ModelError, match="not a pose bundle"):
        load_bundle(str(path))


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(ModelError, match=r"none\.task: no such model"):
        load_bundle(str(tmp_path / "none.task"))
    with pytest.raises(ModelError, match="is no file"):
        load_bundle(str(tmp_path))


def test_a_device_that_never_ends_is_no_model():
    with pytest.raises(ModelError, match="is no file"):
        load_bundle("/dev/zero")


def test_a_file_as_large_as_a_clip_is_not_read(stranger, monkeypatch):
    monkeypatch.setattr(module, "MAX_BYTES", 10)
    with pytest.raises(ModelError, match="too large"):
        load_bundle(str(stranger))


def test_full_is_the_shipped_one_until_the_official_one_was_fetched():
    assert find_bundle("full") == shipped("models/pose_landmarker_full.task")
    fetched = make_bundle(data_folder() / "pose_landmarker_full.task")
    assert find_bundle("full") == fetched
    assert find_bundle(None) == shipped("models/pose_landmarker_full.task")


def test_a_model_that_was_not_fetched_comes_with_the_command_that_fetches_it():
    with pytest.raises(ModelError, match=r"posecheck models --fetch heavy$"):
        load_bundle("heavy")


def test_the_list_holds_shipped_and_fetched_bundles():
    fetched = make_bundle(data_folder() / "pose_landmarker_lite.task")
    names = [(bundle.name, bundle.path) for bundle in list_bundles()]
    assert names == [
        ("pose_landmarker_full", shipped("models/pose_landmarker_full.task")),
        ("pose_landmarker_lite", fetched),
    ]


def test_verify_accepts_the_shipped_and_the_trusted_bundle():
    fetched = make_bundle(data_folder() / "pose_landmarker_lite.task")
    load_bundle("lite", trust=True)
    assert fetched in [bundle.path for bundle in list_bundles()]
    for bundle in list_bundles():
        verify(bundle)


def test_verify_tells_an_untrusted_bundle_from_a_damaged_one(stranger):
    sha256 = hashlib.sha256(stranger.read_bytes()).hexdigest()
    with pytest.raises(ModelError, match="not trusted yet"):
        verify(Bundle("stranger", stranger, sha256, 1))
    with pytest.raises(ModelError, match="damaged"):
        verify(Bundle("stranger", stranger, "0" * 64, 1))


def test_a_spoilt_list_of_trusted_models_is_named_with_the_remedy(stranger):
    load_bundle(str(stranger), trust=True)
    for spoilt in ("{", "[]", "[" * 100_000):
        (data_folder() / "trusted.json").write_text(spoilt)
        with pytest.raises(ModelError, match=r"trusted\.json: .*remove it and trust again"):
            load_bundle()


def test_trusting_leaves_no_draft_behind(stranger):
    load_bundle(str(stranger), trust=True)
    assert [path.name for path in data_folder().iterdir()] == ["trusted.json"]


def test_a_data_folder_that_cannot_be_written_is_an_error_of_one_line(stranger):
    data_folder().parent.mkdir(parents=True)
    data_folder().write_text("a file where the folder should be")
    with pytest.raises(ModelError, match="cannot be"):
        load_bundle(str(stranger), trust=True)
