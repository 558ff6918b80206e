import zipfile

import pytest

from models.build_bundle import ALIGNMENT, NETWORKS, metadata_of, write_bundle
from posecheck.detect.bundle import manifest
from posecheck.shipped import shipped

MEMBERS = {"pose_detector.tflite": b"abc", "pose_landmarks_detector.tflite": b"defgh"}


@pytest.fixture(scope="module")
def schemas():
    from mediapipe.tasks.metadata import metadata_schema_py_generated, schema_py_generated

    return schema_py_generated, metadata_schema_py_generated


def starts(path):
    with zipfile.ZipFile(path) as bundle, path.open("rb") as file:
        for info in bundle.infolist():
            file.seek(info.header_offset + 26)
            lengths = file.read(4)
            name, extra = (int.from_bytes(lengths[i : i + 2], "little") for i in (0, 2))
            yield info.header_offset + 30 + name + extra


def test_the_same_networks_make_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write_bundle(MEMBERS, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    with zipfile.ZipFile(tmp_path / "one") as bundle:
        assert {name: bundle.read(name) for name in bundle.namelist()} == MEMBERS


def test_networks_start_where_they_can_be_mapped(tmp_path):
    write_bundle(MEMBERS, tmp_path / "bundle")
    for path in (tmp_path / "bundle", shipped("models/pose_landmarker_full.task")):
        assert [start % ALIGNMENT for start in starts(path)] == [0, 0]


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.name)
def test_the_shipped_networks_say_how_their_pixels_are_scaled(network, schemas):
    schema, metadata_schema = schemas
    with zipfile.ZipFile(shipped("models/pose_landmarker_full.task")) as bundle:
        content = bundle.read(network.name)
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(content, 0))
    (entry,) = [entry for entry in model.metadata if entry.name == b"TFLITE_METADATA"]
    stored = bytes(model.buffers[entry.buffer].data)
    assert stored == metadata_of(network, metadata_schema)

    metadata = metadata_schema.ModelMetadataT.InitFromObj(
        metadata_schema.ModelMetadata.GetRootAsModelMetadata(stored, 0)
    )
    (graph,) = metadata.subgraphMetadata
    (image,) = graph.inputTensorMetadata
    (unit,) = image.processUnits
    assert (list(unit.options.mean), list(unit.options.std)) == ([network.mean], [network.std])
    assert len(graph.outputTensorMetadata) == len(model.subgraphs[0].outputs)


def test_the_manifest_names_the_wheel_the_script_downloads():
    assert "mediapipe 0.10.21" in manifest()["pose_landmarker_full"]["from"]
