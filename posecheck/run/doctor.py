"""What works on this machine, found by trying it, and what to do about what does not.

Everything that may be broken is tried in a process of its own or behind an import, so that the
doctor survives what it diagnoses.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

from posecheck.errors import PosecheckError
from posecheck.run import doctor_live
from posecheck.run.finding import Finding
from posecheck.shipped import shipped

PATIENCE_S = 60.0
OLDEST_PYTHON = (3, 10)
PLATFORMS = {  # where mediapipe 0.10.31 is published for
    ("Linux", "x86_64"): "Linux x86-64",
    ("Darwin", "arm64"): "macOS on Apple silicon",
    ("Windows", "AMD64"): "Windows x86-64",
}
PACKAGES = {  # the module to import, by the name it is installed under
    "numpy": "numpy",
    "av": "av",
    "opencv-python": "cv2",
    "mediapipe": "mediapipe.tasks.python.vision",
}
SILENT_MEDIAPIPE = ((0, 10, 30), (0, 10, 32))  # later ones report usage to their maker
INSTALL_AGAIN = "install posecheck again, in a fresh environment"
SYSTEM_LIBRARIES = "sudo apt-get install libgl1 libglib2.0-0 (or your system's packages of these)"
SAMPLE = "samples/running-side-upright.mp4"
SAMPLE_S = 0.2
LITTLE_SPACE_MB = 500


def examine(folder: Path | None = None) -> list[Finding]:
    """Try everything that judging a clip needs, in the order in which it is needed.

    folder: where results would go, the current one by default. Never raises for what it finds.
    """
    found = [_python(), _platform(), *map(_package, PACKAGES), _one_opencv(), _silence()]
    usable = all(finding.ok for finding in found if finding.name in PACKAGES)
    found.append(_guarded("pose model", _model))
    if usable and found[-1].ok:
        found.append(_guarded("detection", _detection))
        if found[-1].ok:
            found.append(doctor_live.speed())
    if usable:
        found.append(_guarded("H.264 video", _encoder))
    found += [_results(folder or Path.cwd()), _data(), _cores()]
    if usable:
        found.append(doctor_live.camera())
    return [*found, doctor_live.display(), doctor_live.speech(), _network()]


def _python() -> Finding:
    version = platform.python_version()
    old = sys.version_info < OLDEST_PYTHON
    return Finding("Python", not old, version, "install Python 3.10 or later" if old else "")


def _platform() -> Finding:
    known = PLATFORMS.get((platform.system(), platform.machine()))
    return Finding(
        "platform",
        known is not None,
        known or f"{platform.system()} {platform.machine()}",
        "" if known else f"MediaPipe is published for {', '.join(PLATFORMS.values())} only",
    )


def _package(name: str) -> Finding:
    """Import a package in a process of its own: native code that fails can take all with it."""
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(name, ok=False, detail="not installed", remedy=INSTALL_AGAIN)
    trouble = _trouble(f"import {PACKAGES[name]}")
    if trouble is None:
        return Finding(name, ok=True, detail=version)
    missing = ".so" in trouble and "open shared object file" in trouble
    remedy = SYSTEM_LIBRARIES if missing else INSTALL_AGAIN
    return Finding(name, ok=False, detail=f"{version} cannot be imported: {trouble}", remedy=remedy)


def _trouble(program: str) -> str | None:
    """Run a line of Python; give the last line of what went wrong, None where nothing did."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"no answer within {PATIENCE_S:.0f} s"
    except OSError as error:
        return str(error)
    if done.returncode == 0:
        return None
    lines = done.stderr.strip().splitlines()
    return lines[-1] if lines else f"it ended with status {done.returncode}"


def _one_opencv() -> Finding:
    owners = sorted(set(metadata.packages_distributions().get("cv2", [])))
    detail = ", ".join(owners) or "nobody"
    if len(owners) <= 1:
        return Finding("owners of cv2", bool(owners), detail, "" if owners else INSTALL_AGAIN)
    others = " ".join(owner for owner in owners if owner != "opencv-python")
    return Finding(
        "owners of cv2",
        ok=False,
        detail=f"{detail}: they overwrite one another's files",
        remedy=f"pip uninstall {others}, then pip install --force-reinstall opencv-python",
    )


def _silence() -> Finding:
    name = "no usage reports"
    try:
        version = metadata.version("mediapipe")
    except metadata.PackageNotFoundError:
        return Finding(name, ok=True, detail="mediapipe is not installed")
    low, high = SILENT_MEDIAPIPE
    digits = tuple(int(part) for part in version.split(".")[:3] if part.isdigit())
    if low <= digits < high:
        return Finding(name, ok=True, detail=f"mediapipe {version} opens no connection")
    return Finding(
        name,
        ok=False,
        detail=f"mediapipe {version} was not checked, later releases report to their maker",
        remedy='pip install "mediapipe>=0.10.30,<0.10.32"',
    )


def _guarded(name: str, attempt: Callable[[], str]) -> Finding:
    """Make an attempt that says what it found; what it raises becomes the finding."""
    try:
        return Finding(name, ok=True, detail=attempt())
    except PosecheckError as error:
        return Finding(name, ok=False, detail=str(error), remedy=INSTALL_AGAIN)
    except (ImportError, OSError) as error:
        return Finding(
            name, ok=False, detail=f"{type(error).__name__}: {error}", remedy=INSTALL_AGAIN
        )


def _model() -> str:
    from posecheck.detect.bundle import list_bundles, load_bundle, verify

    loaded = load_bundle()
    for bundle in list_bundles():
        if bundle.sha256 == loaded.sha256:
            verify(bundle)
    return f"{loaded.name}, SHA-256 {loaded.sha256[:16]}... as it should be"


def _detection() -> str:
    """Detect the first frames of the shipped clip, in a worker as every clip is."""
    import numpy as np

    from posecheck.detect.bundle import load_bundle
    from posecheck.run.detection import DetectionSettings, detect_clip

    settings = DetectionSettings(load_bundle(), workers=1, end_s=SAMPLE_S)
    track = detect_clip(shipped(SAMPLE), settings).track
    seen = int(np.isfinite(track.points[:, 0, 0]).sum())
    if seen < len(track):
        raise PosecheckError(f"a person is seen in {seen} of {len(track)} frames of the sample")
    return f"a person in each of {seen} frames of the sample"


def _encoder() -> str:
    """Write a short video as annotated clips are, and read it again."""
    import numpy as np

    from posecheck.capture.reader import frames
    from posecheck.capture.recorder import Recorder

    with tempfile.TemporaryDirectory(prefix="posecheck-doctor-") as folder:
        path = Path(folder) / "trial.mp4"
        with Recorder(path, (64, 48)) as recorder:
            for number in range(10):
                recorder.write(np.full((48, 64, 3), 20 * number, np.uint8), number / 30)
        with frames(path) as clip:
            count = sum(1 for _ in clip)
    if count != 10:
        raise PosecheckError(f"only {count} of 10 frames could be read again")
    return "can be written and read"


def _results(folder: Path) -> Finding:
    problem = _unwritable(folder)
    if problem:
        return Finding("results folder", False, f"{folder}: {problem}", "give --out DIR")
    free_mb = shutil.disk_usage(folder).free / 1e6
    return Finding(
        "results folder",
        free_mb >= LITTLE_SPACE_MB,
        f"{folder} can be written, {free_mb / 1e3:.1f} GB free",
        "" if free_mb >= LITTLE_SPACE_MB else "make room, or give --out DIR on another disk",
    )


def _data() -> Finding:
    from posecheck.detect.bundle import data_folder

    folder = next(place for place in _upwards(data_folder()) if place.exists())
    problem = _unwritable(folder)
    detail = f"{data_folder()}: {problem}" if problem else str(data_folder())
    remedy = f"make {folder} writable; fetched and trusted models lie there" if problem else ""
    return Finding("data folder", not problem, detail, remedy)


def _upwards(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.parents


def _unwritable(folder: Path) -> str | None:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return f"cannot be written ({error.strerror})"


def _cores() -> Finding:
    from posecheck.run.workers import usable_cores

    count = len(usable_cores())
    return Finding("cores", ok=True, detail=f"{count} usable, each detects on its own")


def _network() -> Finding:
    detail = "not needed; models --fetch asks for it, and live with a URL as camera"
    return Finding("network", ok=True, detail=detail)
