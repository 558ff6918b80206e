"""The function behind a MediaPipe landmarker, called without the detour of its Python.

MediaPipe hands each call to another thread and waits for it, makes 66 objects of what comes back,
then we made an array of half of them. Asked directly, a frame takes 0.3 ms of 19 less (of CPU, in
turns with the usual way). A MediaPipe that is built otherwise than those pyproject.toml names is
asked the usual way.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

People = list[NDArray[np.float64]]
Find = Callable[[Any, int], People]
"""Called with a MediaPipe image and its time in milliseconds; the time counts in clips only."""

_FIELDS = ("x", "y", "z", "visibility")
_FLOAT_BYTES = 4


def usual_way(native: Any, *, video: bool) -> Find:  # noqa: ANN401  mediapipe is untyped
    """Give what MediaPipe's documentation tells to call. Raises RuntimeError and ValueError."""

    def find(image: Any, time_ms: int) -> People:  # noqa: ANN401
        result = native.detect_for_video(image, time_ms) if video else native.detect(image)
        return [
            np.array([[getattr(point, name) for name in _FIELDS] for point in person], np.float64)
            for person in result.pose_landmarks
        ]

    return find


def straight_way(native: Any, *, video: bool) -> Find | None:  # noqa: ANN401
    """Give the native function itself, with the same answers and errors; None where it is hidden.

    The calls of one landmarker must not overlap, which posecheck promises anyway.
    """
    try:
        library = native._lib._lib
        ask = getattr(library, "MpPoseLandmarkerDetect" + ("ForVideo" if video else "Image"))
        free = library.MpPoseLandmarkerCloseResult
        *asked, result_pointer, _ = ask.argtypes
        result_type = result_pointer._type_
        row = result_type().pose_landmarks._type_().landmarks._type_
        columns = [getattr(row, name).offset // _FLOAT_BYTES for name in _FIELDS]
    except (AttributeError, TypeError, ValueError):
        return None
    if len(asked) != (4 if video else 3):
        return None
    width = ctypes.sizeof(row) // _FLOAT_BYTES

    def find(image: Any, time_ms: int) -> People:  # noqa: ANN401
        result, said = result_type(), ctypes.c_char_p()
        times = (time_ms,) if video else ()
        status = ask(
            native._handle, image._image_ptr, None, *times, ctypes.byref(result), ctypes.byref(said)
        )
        if status:
            raise RuntimeError(_told(library, said) or f"MediaPipe's status {status}")
        try:
            return [
                _rows(result.pose_landmarks[number], width)[:, columns].astype(np.float64)
                for number in range(result.pose_landmarks_count)
            ]
        finally:
            free(ctypes.byref(result))

    return find


def _rows(person: Any, width: int) -> NDArray[np.float32]:  # noqa: ANN401
    """See the native landmarks of one person as they lie in memory, without a copy."""
    floats = ctypes.cast(person.landmarks, ctypes.POINTER(ctypes.c_float))
    return np.ctypeslib.as_array(floats, (person.landmarks_count, width))


def _told(library: Any, said: ctypes.c_char_p) -> str:  # noqa: ANN401
    if said.value is None:
        return ""
    text = said.value.decode("utf-8", "replace")
    library.MpErrorFree(said)
    return text
