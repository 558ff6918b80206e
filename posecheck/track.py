"""The one thing that is handed on: where the landmarks of one person were, and when."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tokenize import TokenError
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from posecheck.blocks import blocks
from posecheck.body import LANDMARK_COUNT
from posecheck.errors import SourceError

FORMAT = 1
MAX_TIME_S = 1e6  # eleven days; a clock that counts from elsewhere is set to start at zero
MIN_STEP_S = 1e-4  # no camera takes 10,000 pictures a second; what is closer is no seconds
MAX_SIZE_PX = 100_000
POSE_MODEL = "pose_landmarker"  # in the names of all bundles of that model
REQUIRED = ("points", "time_s", "size", "meta")
CHANNEL = "channels_"
PELVIS = "pelvis"
PELVIS_COLUMNS = ("angle_deg", "quality", "source", "left_x", "left_y", "right_x", "right_y")
"""Columns of the channel `pelvis` (T, 7), the pelvis line as it was seen in the picture: its angle
to the horizontal, positive where the end at the person's right is lower; quality 0..1; source, 1
for stickers, 2 for the waistband; the ends at the person's left and right in image heights. Nothing
found: quality and source 0, the rest NaN. Not looked at in this frame: all NaN."""
PELVIS_ENDS = slice(3, 7)
THUMBS = "thumbs"
THUMBS_COLUMNS = ("quality", "left_x", "left_y", "right_x", "right_y")
"""Columns of the channel `thumbs` (T, 5), where the hands overhead come nearest to each other in
the picture: quality 0..1, that place on the left and on the right hand in image heights; the same
place where they touch. Not to be told: quality 0, the rest NaN. Not looked at: all NaN."""
Floats = NDArray[np.float64]
# What zipfile, zlib and numpy raise over a file of which a few bytes are wrong.
_DAMAGED = (
    *(OSError, ValueError, EOFError, KeyError, MemoryError, RuntimeError, TokenError),
    *(zipfile.BadZipFile, zlib.error),
)


@dataclass(frozen=True, slots=True)
class Track:
    """Landmarks of one person over time; a live frame is a track with T = 1.

    points: (T, 33, 4) x, y, z and visibility; x to the right, y up, z towards the camera, all in
    image heights from the lower left corner; visibility 0..1. No person: NaN with visibility 0.
    time_s: (T,) strictly increasing. size_px: width and height of the upright picture.
    channels: further (T, ...) arrays by name. meta: what is known about the recording.
    Arrays are made read-only. Raises SourceError where shapes, times or numbers are wrong.
    """

    points: Floats
    time_s: Floats
    size_px: tuple[int, int]
    channels: Mapping[str, Floats] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problem = _problem(self)
        if problem:
            raise SourceError(f"not a track: {problem}")
        self._close()

    def _close(self) -> None:
        for array in (self.points, self.time_s, *self.channels.values()):
            array.flags.writeable = False

    def __len__(self) -> int:
        return len(self.time_s)

    @property
    def aspect(self) -> float:
        """Width of the picture in image heights."""
        return self.size_px[0] / self.size_px[1]

    @property
    def by_model(self) -> bool:
        """Whether the points are the pose model's, whose errors are known, or from elsewhere."""
        return POSE_MODEL in str(self.meta.get("model", ""))

    @property
    def fps(self) -> float:
        """Median frame rate; NaN with fewer than two frames."""
        return float(1 / np.median(np.diff(self.time_s))) if len(self) > 1 else float("nan")

    def __getitem__(self, span: slice) -> Track:
        """Give the frames of a slice as a track of their own."""
        return replace(
            self,
            points=self.points[span].copy(),
            time_s=self.time_s[span].copy(),
            channels={name: array[span].copy() for name, array in self.channels.items()},
        )

    def derived(
        self, points: Floats, channels: Mapping[str, Floats], meta: Mapping[str, Any]
    ) -> Track:
        """Give the same frames with other numbers that were worked out from these.

        They are not checked again: of a live frame that would cost a tenth of preparing it.
        """
        track = object.__new__(Track)
        for name, value in (
            ("points", points),
            ("time_s", self.time_s),
            ("size_px", self.size_px),
            ("channels", channels),
            ("meta", meta),
        ):
            object.__setattr__(track, name, value)
        track._close()
        return track

    def with_points(self, points: Floats) -> Track:
        """Give the same track with other points."""
        return replace(self, points=np.ascontiguousarray(points, dtype=np.float64))


def join(pieces: Sequence[Track]) -> Track:
    """Put pieces of one recording that follow one another together; meta is the first one's."""
    first = pieces[0]
    return replace(
        first,
        points=np.concatenate([piece.points for piece in pieces]),
        time_s=np.concatenate([piece.time_s for piece in pieces]),
        channels={
            name: np.concatenate([piece.channels[name] for piece in pieces])
            for name in first.channels
        },
    )


def from_normalised(landmarks: Floats, aspect: float) -> Floats:
    """Turn MediaPipe's normalised x, y, z and visibility into track coordinates.

    landmarks: (..., 4); aspect: width / height. z is scaled like x, as MediaPipe's is.
    """
    points: Floats = np.empty(landmarks.shape)
    points[..., 0] = landmarks[..., 0] * aspect
    points[..., 1] = 1.0 - landmarks[..., 1]
    points[..., 2] = -landmarks[..., 2] * aspect
    points[..., 3] = landmarks[..., 3]
    return points


def normalised(points: Floats, aspect: float) -> Floats:
    """Turn track coordinates (..., 4) back into MediaPipe's, which `from_normalised` takes."""
    landmarks = points.copy()
    landmarks[..., 0] = points[..., 0] / aspect
    landmarks[..., 1] = 1.0 - points[..., 1]
    landmarks[..., 2] = -points[..., 2] / aspect
    return landmarks


def save(track: Track, path: Path) -> None:
    """Write a track as npz; 32-bit floats, which hold a thousandth of a pixel."""
    meta = json.dumps({"format": FORMAT, **track.meta}, sort_keys=True)
    arrays: dict[str, NDArray[Any]] = {
        "points": track.points,
        "time_s": track.time_s,
        "size": np.array(track.size_px, dtype=np.int64),
        "meta": np.array(meta),
        **{f"{CHANNEL}{name}": array for name, array in track.channels.items()},
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as content:
        for name, array in arrays.items():
            dtype = array.dtype if name in REQUIRED[1:] else np.dtype(np.float32)
            with content.open(f"{name}.npy", "w", force_zip64=True) as entry:
                _write(entry, array, dtype)


def _write(file: IO[bytes], array: NDArray[Any], dtype: np.dtype[Any]) -> None:
    """Write an array as npy; block by block, or numpy would make five copies of it at once."""
    np.lib.format.write_array_header_1_0(
        file, {"descr": dtype.str, "fortran_order": False, "shape": array.shape}
    )
    for part in blocks(len(array)) if array.shape else (...,):
        file.write(array[part].astype(dtype).tobytes())


def load(path: Path) -> Track:
    """Read a track; SourceError names the file and what is wrong with it."""
    if not path.is_file():
        raise SourceError(
            f"{path}: no such track; give a track.npz that posecheck or a laboratory wrote"
        )
    try:
        arrays = _arrays(path)
    except _DAMAGED as error:
        raise SourceError(f"{path}: not a readable track.npz; write or copy it again") from error
    missing = [name for name in REQUIRED if name not in arrays]
    if missing:
        raise SourceError(f"{path}: the track has no {', '.join(missing)}; see docs/track.md")
    try:
        return _from_arrays(arrays)
    except SourceError as error:
        raise SourceError(f"{path}: {error}; see docs/track.md") from error


def _arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Read the arrays of a track out of an npz file; objects, which could run code, are not."""
    with path.open("rb") as file, zipfile.ZipFile(file) as content:
        names = [name.removesuffix(".npy") for name in content.namelist()]
    with path.open("rb") as file, np.load(file, allow_pickle=False) as content:
        wanted = (name for name in names if name in REQUIRED or name.startswith(CHANNEL))
        arrays = {name: content[name] for name in wanted}
    if not all(isinstance(array, np.ndarray) for array in arrays.values()):
        raise ValueError("something else than an array")
    return arrays


def _from_arrays(arrays: Mapping[str, NDArray[Any]]) -> Track:
    size = _numbers("size", arrays["size"])
    if size.shape != (2,) or (size % 1 != 0).any():
        raise SourceError("size must be width and height in whole pixels")
    meta = _meta(arrays["meta"])
    track = Track(
        points=_numbers("points", arrays["points"]),
        time_s=_numbers("time_s", arrays["time_s"]),
        size_px=(int(size[0]), int(size[1])),
        channels={
            name.removeprefix(CHANNEL): _numbers(name, array)
            for name, array in arrays.items()
            if name.startswith(CHANNEL)
        },
        meta={key: value for key, value in meta.items() if key != "format"},
    )
    if not len(track):
        raise SourceError("the track has no frames")
    return track


def _meta(array: NDArray[Any]) -> dict[str, Any]:
    if array.shape or array.dtype.kind != "U":
        raise SourceError("meta must be a string of JSON")
    try:
        meta = json.loads(str(array))
    except (ValueError, RecursionError) as error:
        raise SourceError("meta must be a string of JSON") from error
    if not isinstance(meta, dict) or meta.get("format") != FORMAT:
        raise SourceError(f"meta names no format {FORMAT}")
    return meta


def _numbers(name: str, array: NDArray[Any]) -> Floats:
    if array.dtype.kind not in "iuf":
        raise SourceError(f"{name} must be numbers")
    return array.astype(np.float64)


def _problem(track: Track) -> str | None:
    points, time_s = track.points, track.time_s
    if points.ndim != 3 or points.shape[1:] != (LANDMARK_COUNT, 4):
        return f"points must be (T, {LANDMARK_COUNT}, 4), not {points.shape}"
    if time_s.shape != points.shape[:1]:
        return f"time_s must be ({points.shape[0]},), not {time_s.shape}"
    if problem := _clock_problem(time_s):
        return problem
    if not 1 <= min(track.size_px) <= max(track.size_px) <= MAX_SIZE_PX:
        return f"size must lie between 1 and {MAX_SIZE_PX} pixels, not be {track.size_px}"
    if np.isinf(points).any():
        return "points must be finite, or NaN where nobody is seen"
    visibility = points[..., 3]
    if visibility.size and not (visibility.min() >= 0 and visibility.max() <= 1):
        return "visibility must lie between 0 and 1"
    return next(filter(None, (_channel_problem(track, name) for name in track.channels)), None)


def _channel_problem(track: Track, name: str) -> str | None:
    shape = track.channels[name].shape
    if shape[:1] != track.time_s.shape:
        return f"channel {name} must have {len(track)} rows, not {shape}"
    columns = len({PELVIS: PELVIS_COLUMNS, THUMBS: THUMBS_COLUMNS}.get(name, ()))
    if columns and shape[1:] != (columns,):
        return f"channel {name} must be (T, {columns}), not {shape}"
    return None


def _clock_problem(time_s: Floats) -> str | None:
    if not np.isfinite(time_s).all() or (time_s[1:] <= time_s[:-1]).any():
        return "time_s must be finite and strictly increasing"
    if len(time_s) and max(-time_s[0], time_s[-1]) > MAX_TIME_S:
        return f"time_s must lie within {MAX_TIME_S:g} seconds of zero"
    if len(time_s) > 1 and np.median(np.diff(time_s)) < MIN_STEP_S:
        return f"time_s must be seconds, {MIN_STEP_S:g} or more from frame to frame"
    return None
