"""The second look at a clip: its frames painted with what was thought of them, and the stills."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.results import Frames, Judgement
from posecheck.assess.rules import Check
from posecheck.capture.clip import ClipInfo
from posecheck.capture.reader import ClipReader, Frame, frames
from posecheck.capture.recorder import Recorder
from posecheck.feedback.annotate import ClipPainter, layout_of
from posecheck.feedback.atomic import unwritable
from posecheck.track import Track

VIDEO, STILLS = "annotated.mp4", "stills"
LONG_SIDE = 1280
ENCODER_THREADS = 2  # fixed, whatever the machine has: x264's bytes depend on it
AHEAD = 3  # frames that reading and writing may be apart from painting

Floats = NDArray[np.float64]
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class JudgedClip:
    """A clip and what was thought of it; track as judged, detected as the model saw it.

    detected: needed where the face is blurred only. times_s: (T,) of the track's rows on the
    clip's own clock, where the track's is another.
    """

    info: ClipInfo
    check: Check
    judgement: Judgement
    frames: Frames
    track: Track
    detected: Track | None = None
    times_s: Floats | None = None


def annotate_clip(
    clip: JudgedClip,
    folder: Path,
    *,
    video: bool = True,
    blur_face: bool = False,
    mirrored: bool = False,
    progress: Report | None = None,
) -> list[str]:
    """Write the annotated video and the stills of a judged clip into a folder.

    video: without it only the frames of the stills are read. mirrored: the clip is, and its
    frames are turned back, as its track was. progress: called with frames done
    and frames in all. Gives what went wrong while reading. Raises OutputError where the folder
    cannot be written.
    """
    layout = layout_of(clip.judgement, (clip.info.width, clip.info.height), LONG_SIDE)
    painter = ClipPainter(
        clip.check,
        clip.judgement,
        clip.frames,
        clip.track,
        layout,
        detected=clip.detected,
        blur_face=blur_face,
    )
    rows = _Rows(clip)
    wanted = None if video else [rows.frame_of(row) for row in painter.stills()]
    start_s, end_s = rows.part
    with ExitStack() as stack:
        reader = stack.enter_context(
            frames(clip.info, start_s=start_s, end_s=end_s, only=wanted, long_side=layout.long_side)
        )
        size = layout.width, layout.height + layout.strip_px
        writer = stack.enter_context(_Writer(folder / VIDEO, clip, size)) if video else None
        for done, frame in enumerate(_read_ahead(reader, stack)):
            row = rows.row_of(frame)
            if row is not None:
                picture = np.ascontiguousarray(frame.rgb[:, ::-1] if mirrored else frame.rgb)
                _save_stills(painter, picture, row, folder / STILLS)
                if writer is not None:
                    writer.write(painter.paint(picture, row), frame.time_s)
            if progress is not None:
                progress(done + 1, len(clip.track))
    return reader.warnings


class _Rows:
    """Which row of the track belongs to which frame of the clip."""

    def __init__(self, clip: JudgedClip) -> None:
        self._times_s = clip.track.time_s if clip.times_s is None else clip.times_s
        self._clip_times_s = clip.info.times_s

    @property
    def part(self) -> tuple[float, float]:
        """Give the part of the clip that the track covers; nothing of it without a track."""
        if not len(self._times_s):
            return 0.0, 0.0
        return float(self._times_s[0]) - 1e-6, float(self._times_s[-1]) + 1e-6

    def row_of(self, frame: Frame) -> int | None:
        row = int(np.searchsorted(self._times_s, frame.time_s - 1e-6))
        if row < len(self._times_s) and abs(self._times_s[row] - frame.time_s) <= 1e-6:
            return row
        return None

    def frame_of(self, row: int) -> int:
        return int(np.searchsorted(self._clip_times_s, self._times_s[row] - 1e-6))


class _Writer:
    """Encodes on a thread of its own; a context manager."""

    def __init__(self, path: Path, clip: JudgedClip, size: tuple[int, int]) -> None:
        self._recorder = Recorder(
            path, size, fps_hint=clip.info.fps, threads=ENCODER_THREADS, title=clip.check.title
        )
        self._thread = ThreadPoolExecutor(1, "encode")
        self._waiting: deque[Future[None]] = deque()

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                while self._waiting:
                    self._waiting.popleft().result()
        finally:
            self._thread.shutdown(cancel_futures=True)
            if kind is None:
                self._recorder.close()
            else:
                self._recorder.abort()

    def write(self, picture: NDArray[np.uint8], time_s: float) -> None:
        """Hand a picture over; whoever hands it over does not touch it again."""
        self._waiting.append(self._thread.submit(self._recorder.write, picture, time_s))
        if len(self._waiting) > AHEAD:
            self._waiting.popleft().result()


def _read_ahead(reader: ClipReader, stack: ExitStack) -> Iterator[Frame]:
    """Decode on a thread of its own while the frames before are painted."""
    thread = stack.enter_context(ThreadPoolExecutor(1, "decode"))
    waiting = deque(thread.submit(next, reader, None) for _ in range(AHEAD))
    try:
        while (frame := waiting.popleft().result()) is not None:
            waiting.append(thread.submit(next, reader, None))
            yield frame
    finally:
        for future in waiting:
            future.cancel()


def _save_stills(painter: ClipPainter, picture: NDArray[np.uint8], row: int, folder: Path) -> None:
    criteria: Sequence[int] = painter.stills().get(row, ())
    for criterion in criteria:
        path = folder / painter.still_name(criterion)
        try:
            folder.mkdir(exist_ok=True)
            path.write_bytes(painter.still(picture.copy(), row, criterion))
        except OSError as error:
            raise unwritable(path, error) from error
