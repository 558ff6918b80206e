"""Pose bundles: which there are, whether their content is known, and their bytes.

A bundle is read whole, because its SHA-256 is what a result is filed under, and because MediaPipe
stumbles over some file names. Content that neither this project's manifest nor the user vouches
for is refused. Nothing here imports mediapipe or opens a connection (see posecheck.detect.fetch).
"""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import sys
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from posecheck.errors import ModelError
from posecheck.shipped import shipped, user_data

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SHIPPED = "pose_landmarker_full"
OFFICIAL = {name: f"pose_landmarker_{name}" for name in ("lite", "full", "heavy")}
SUFFIX = ".task"
MEMBERS = ("pose_detector.tflite", "pose_landmarks_detector.tflite")
MAX_BYTES = 200_000_000  # the heavy bundle has 30 MB; a clip given by mistake is not read whole


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle on this machine: the SHA-256 and size in bytes that it should have."""

    name: str
    path: Path
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class LoadedBundle:
    """A bundle's content, for Landmarker, and what to write into a result."""

    name: str
    sha256: str
    content: bytes


def data_folder() -> Path:
    """Where fetched bundles and the user's pins lie; it may not exist yet."""
    return user_data() / "models"


def load_bundle(name_or_path: str | None = None, *, trust: bool = False) -> LoadedBundle:
    """Read a bundle whose content is known.

    None is the shipped one; lite, full and heavy are those fetched into the user's data folder
    (full falls back on the shipped one); anything else is a file. With `trust` unknown content is
    pinned and accepted. ModelError: missing, unreadable, not a bundle, or of an unknown SHA-256,
    with the command that trusts it.
    """
    path = find_bundle(name_or_path)
    content = _read(path)
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 not in known_hashes():
        require_bundle(content, path)
        if not trust:
            raise ModelError(
                f"{path}: its content is not known here (SHA-256 {sha256}); "
                f"if you trust where it comes from: {_trust_command(path)}"
            )
        _pin(sha256, path.stem)
    return LoadedBundle(path.stem, sha256, content)


def find_bundle(name_or_path: str | None = None) -> Path:
    """Path of a bundle by name or file; ModelError where there is none."""
    if name_or_path is None:
        return _shipped_path(manifest()[SHIPPED])
    official = OFFICIAL.get(name_or_path)
    if official is None:
        return Path(name_or_path)
    fetched = data_folder() / f"{official}{SUFFIX}"
    if fetched.is_file():
        return fetched
    if official in manifest():
        return _shipped_path(manifest()[official])
    raise ModelError(
        f"{name_or_path}: this model is not here yet; to get it: "
        f"posecheck models --fetch {name_or_path}"
    )


def list_bundles() -> tuple[Bundle, ...]:
    """Return the shipped bundles as the manifest states them, then the fetched ones as they are."""
    stated = [
        Bundle(name, _shipped_path(entry), str(entry["sha256"]), int(entry["size"]))
        for name, entry in manifest().items()
    ]
    fetched = [describe(path) for path in sorted(data_folder().glob(f"*{SUFFIX}"))]
    return (*stated, *fetched)


def describe(path: Path) -> Bundle:
    """Return the bundle in a file with the SHA-256 it has, known or not."""
    content = _read(path)
    return Bundle(path.stem, path, hashlib.sha256(content).hexdigest(), len(content))


def verify(bundle: Bundle) -> None:
    """Raise ModelError unless the file holds what the bundle says, and that content is known."""
    content = _read(bundle.path)
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 != bundle.sha256:
        raise ModelError(
            f"{bundle.path}: damaged, its SHA-256 is {sha256} instead of {bundle.sha256}; "
            "install posecheck again or fetch the model again"
        )
    if sha256 not in known_hashes():
        raise ModelError(
            f"{bundle.path}: not trusted yet (SHA-256 {sha256}); {_trust_command(bundle.path)}"
        )


def manifest() -> dict[str, dict[str, str | int]]:
    """Return what models/manifest.toml states, by bundle name."""
    with shipped("models/manifest.toml").open("rb") as file:
        return tomllib.load(file)


def known_hashes() -> frozenset[str]:
    """SHA-256 of every content that the manifest or the user vouches for."""
    stated = (str(entry["sha256"]) for entry in manifest().values())
    return frozenset([*stated, *_pins()])


def require_bundle(content: bytes, path: Path) -> None:
    """Raise ModelError unless this is an intact zip with the two networks of a pose bundle."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as bundle:
            intact = bundle.testzip() is None and set(MEMBERS) <= set(bundle.namelist())
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError):
        intact = False
    if not intact:
        raise ModelError(
            f"{path}: not a pose bundle, or a broken one; "
            "give a .task file of MediaPipe's pose landmarker"
        )


def write_whole(path: Path, content: bytes) -> None:
    """Write a file of the data folder so that no reader ever sees half of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise ModelError(f"{path}: cannot be written ({error.strerror})") from error


def _shipped_path(entry: dict[str, str | int]) -> Path:
    return shipped(f"models/{entry['file']}")


def _read(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise ModelError(f"{path}: is no file; give lite, full, heavy or a .task file")
        if path.exists() and path.stat().st_size > MAX_BYTES:
            raise ModelError(f"{path}: too large for a pose bundle")
        return path.read_bytes()
    except FileNotFoundError:
        raise ModelError(f"{path}: no such model; give lite, full, heavy or a .task file") from None
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot be read as a model ({error})") from error


def _trust_command(path: Path) -> str:
    # cmd.exe knows double quotes only.
    quoted = f'"{path}"' if os.name == "nt" else shlex.quote(str(path))
    return f"posecheck models --trust {quoted}"


def _pins() -> dict[str, str]:
    """Bundle names by the SHA-256 that the user has vouched for."""
    path = _pin_file()
    try:
        pins = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path}: cannot be read ({error}); remove it and trust again") from error
    if not isinstance(pins, dict):
        raise ModelError(f"{path}: not a list of trusted models; remove it and trust again")
    return pins


def _pin(sha256: str, name: str) -> None:
    pins = {**_pins(), sha256: name}
    write_whole(_pin_file(), (json.dumps(pins, indent=2, sort_keys=True) + "\n").encode())


def _pin_file() -> Path:
    return data_folder() / "trusted.json"
