"""Build pose_landmarker_full.task from the two networks inside a public MediaPipe wheel.

The wheel holds the person detector and the full landmark network, but without the metadata that
tells the Tasks API how to scale pixels. This script adds it and zips both, with nothing in the
result that depends on the day or the machine: building twice gives the same bytes.

    python models/build_bundle.py [--wheel FILE] [--out FILE]

Without --wheel, pip downloads the one named in manifest.toml; it is unpacked into a temporary
folder and never installed.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import struct
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flatbuffers
import numpy as np

if TYPE_CHECKING:
    from types import ModuleType

HERE = Path(__file__).resolve().parent
WHEEL = "mediapipe==0.10.21"
WHEEL_FOR = ("--python-version", "3.11", "--platform", "manylinux_2_28_x86_64")
SCHEMAS = "mediapipe/tasks/metadata"
METADATA_BUFFER = b"TFLITE_METADATA"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can hold
ALIGNMENT = 16  # TFLite maps weights in place and wants them on this boundary
LOCAL_HEADER = 30  # bytes before a zip member's name
PADDING_FIELD = 0xD935  # the zip extra field that Android's zipalign uses for padding


@dataclass(frozen=True)
class Network:
    """One network of the bundle: where the wheel keeps it and how its pixels are scaled."""

    member: str
    name: str
    title: str
    mean: float
    std: float
    outputs: tuple[str, ...]


NETWORKS = (
    Network(
        member="mediapipe/modules/pose_detection/pose_detection.tflite",
        name="pose_detector.tflite",
        title="Pose detector",
        mean=127.5,  # pixels become -1..1
        std=127.5,
        outputs=("boxes", "scores"),
    ),
    Network(
        member="mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
        name="pose_landmarks_detector.tflite",
        title="Pose landmarks, full",
        mean=0.0,  # pixels become 0..1
        std=255.0,
        outputs=("landmarks", "presence", "segmentation", "heatmap", "world_landmarks"),
    ),
)


def download_wheel(folder: Path) -> Path:
    """Fetch the wheel with pip, whatever Python and platform this runs on."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", *WHEEL_FOR, "--dest", str(folder), WHEEL]
    subprocess.run(command, check=True)
    return next(folder.glob("mediapipe-*.whl"))


def load_schema(wheel: zipfile.ZipFile, name: str, folder: Path) -> ModuleType:
    """Import one generated FlatBuffers module of the wheel without its package around it."""
    path = Path(wheel.extract(f"{SCHEMAS}/{name}.py", folder))
    spec = importlib.util.spec_from_file_location(f"_from_wheel_{name}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class AlignedBuilder(flatbuffers.Builder):  # type: ignore[misc]  # flatbuffers is untyped
    """A builder that puts every run of bytes on ALIGNMENT, as the weights of a network ask for."""

    def StartVector(self, elem_size: int, count: int, alignment: int) -> Any:  # noqa: N802, ANN401
        """Begin a vector; the schema's own wish for weights gets lost in the Python code."""
        wanted = ALIGNMENT if elem_size == 1 else alignment
        return super().StartVector(elem_size, count, wanted)


def pack(table: Any, identifier: bytes) -> bytes:  # noqa: ANN401  the schemas are untyped
    """Serialise a FlatBuffers table."""
    builder = AlignedBuilder(0)
    builder.Finish(table.Pack(builder), identifier)
    return bytes(builder.Output())


def metadata_of(network: Network, schema: ModuleType) -> bytes:
    """TFLite metadata: an RGB picture in, scaled by mean and std; one named tensor an output."""
    scaling = schema.NormalizationOptionsT()
    scaling.mean, scaling.std = [network.mean], [network.std]
    unit = schema.ProcessUnitT()
    unit.optionsType = schema.ProcessUnitOptions.NormalizationOptions
    unit.options = scaling
    picture = schema.ImagePropertiesT()
    picture.colorSpace = schema.ColorSpaceType.RGB
    content = schema.ContentT()
    content.contentPropertiesType = schema.ContentProperties.ImageProperties
    content.contentProperties = picture
    image = schema.TensorMetadataT()
    image.name, image.content, image.processUnits = "image", content, [unit]

    outputs = []
    for name in network.outputs:
        tensor = schema.TensorMetadataT()
        tensor.name = name
        outputs.append(tensor)
    graph = schema.SubGraphMetadataT()
    graph.inputTensorMetadata, graph.outputTensorMetadata = [image], outputs
    model = schema.ModelMetadataT()
    model.name, model.subgraphMetadata = network.title, [graph]
    model.minParserVersion = "1.0.0"
    return pack(model, b"M001")


def with_metadata(content: bytes, network: Network, model: ModuleType, meta: ModuleType) -> bytes:
    """Return the network with its metadata inside; a layout other than the known one is refused."""
    table = model.ModelT.InitFromObj(model.Model.GetRootAsModel(content, 0))
    graph = table.subgraphs[0]
    if len(graph.inputs) != 1 or len(graph.outputs) != len(network.outputs):
        raise ValueError(f"{network.member} is not the network this script knows")
    entries = {entry.name: entry for entry in table.metadata or []}
    if METADATA_BUFFER not in entries:
        entry = model.MetadataT()
        entry.name, entry.buffer = METADATA_BUFFER, len(table.buffers)
        entries[METADATA_BUFFER] = entry
        table.buffers.append(model.BufferT())
    # The detector comes with metadata that call it a face detector; they are replaced.
    metadata = np.frombuffer(metadata_of(network, meta), np.uint8)
    table.buffers[entries[METADATA_BUFFER].buffer].data = metadata
    table.metadata = list(entries.values())
    return pack(table, b"TFL3")


def write_bundle(members: dict[str, bytes], out: Path) -> None:
    """Write an uncompressed zip whose members start on ALIGNMENT and carry no date."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bundle:
        end = 0
        for name, content in members.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system = 3  # the same on Windows as elsewhere
            unpadded = end + LOCAL_HEADER + len(name) + struct.calcsize("<HH")
            padding = bytes(-unpadded % ALIGNMENT)
            info.extra = struct.pack("<HH", PADDING_FIELD, len(padding)) + padding
            bundle.writestr(info, content)
            end = unpadded + len(padding) + len(content)


def build(wheel_path: Path, out: Path) -> str:
    """Build the bundle from a wheel; return its SHA-256."""
    members = {}
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(wheel_path) as wheel:
        model = load_schema(wheel, "schema_py_generated", Path(folder))
        meta = load_schema(wheel, "metadata_schema_py_generated", Path(folder))
        for network in NETWORKS:
            members[network.name] = with_metadata(wheel.read(network.member), network, model, meta)
    write_bundle(members, out)
    return hashlib.sha256(out.read_bytes()).hexdigest()


def main() -> None:
    """Build the bundle and print its SHA-256."""
    parser = argparse.ArgumentParser(description="Rebuild the pose bundle from MediaPipe's wheel.")
    parser.add_argument("--wheel", type=Path, help=f"a wheel of {WHEEL} that is already here")
    parser.add_argument("--out", type=Path, default=HERE / "pose_landmarker_full.task")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wheel = options.wheel or download_wheel(Path(folder))
        digest = build(wheel, options.out)
    print(f"{digest}  {options.out}")


if __name__ == "__main__":
    main()
