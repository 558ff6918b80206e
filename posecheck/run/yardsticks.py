"""What posecheck's speed is held against, each run as a program of its own.

`python -m posecheck.run.yardsticks floor CLIP MODEL`: CPU milliseconds a frame, on one core, of
decoding and of the landmarker in VIDEO mode, the floor under every loop around MediaPipe as it
comes; posecheck has less computed (posecheck.detect.pruned).
`python -m posecheck.run.yardsticks naive CLIP MODEL OUT`: the loop that people write: read a
frame, detect, work some angles out in plain Python, draw, write, one after the other.

Both use OpenCV and MediaPipe as their users do, not through posecheck. Nothing imports this.
"""

from __future__ import annotations

import importlib.util
import json
import math
import os
import statistics
import sys
import time
import zipfile
from typing import Any

import cv2
import mediapipe as mp
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
KEPT_FRAMES, KEPT_BYTES = 150, 400e6
NETWORK_RUNS = 100
SIDE_BY_SIDE = ((11, 12), (23, 24))
LIMBS = ((11, 13, 15), (12, 14, 16), (23, 25, 27), (24, 26, 28), (25, 27, 31), (26, 28, 32))
JOINTS = (*LIMBS[:4], (13, 11, 23), (14, 12, 24), (11, 23, 25), (12, 24, 26))


def main(what: str, *names: str) -> None:
    """Run one of the yardsticks; it prints one line of JSON."""
    found = floor(*names) if what == "floor" else naive(*names)
    print(json.dumps(found))


def floor(clip: str, model: str) -> dict[str, float]:
    """Give the frames of a clip and the CPU milliseconds of decoding and landmarking one.

    network_ms: of the bare landmark network, what a better runtime could reach.
    """
    if sys.platform == "linux":
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    decode_ms, frames, first = _decoding(clip)
    mean_ms, median_ms = _landmarking(model, first)
    return {
        "frames": frames,
        "decode_ms": decode_ms,
        "landmarker_ms": mean_ms,
        "landmarker_median_ms": median_ms,
        "network_ms": _network(model),
    }


def _decoding(clip: str) -> tuple[float, int, list[Picture]]:
    """Decode a whole clip; give CPU milliseconds a frame, the frames, and the first ones in RGB."""
    capture, frames, spent_s = cv2.VideoCapture(clip), 0, 0.0
    first: list[Picture] = []
    while True:
        start_s = time.process_time()
        read, frame = capture.read()
        spent_s += time.process_time() - start_s
        if not read:
            return 1e3 * spent_s / max(frames, 1), frames, first
        if frames < min(KEPT_FRAMES, max(2, KEPT_BYTES / frame.nbytes)):
            first.append(np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB), np.uint8))
        frames += 1


def _landmarking(model: str, pictures: list[Picture]) -> tuple[float, float]:
    """Give mean and median CPU milliseconds of the landmarker, without its first frame."""
    images = [mp.Image(image_format=mp.ImageFormat.SRGB, data=picture) for picture in pictures]
    each_s = []
    with _landmarker(model) as landmarker:
        for index, image in enumerate(images):
            start_s = time.process_time()
            landmarker.detect_for_video(image, 33 * index)
            each_s.append(time.process_time() - start_s)
    counted = each_s[1:] or each_s or [math.nan]
    return 1e3 * statistics.fmean(counted), 1e3 * statistics.median(counted)


def _network(model: str) -> float:
    """Give CPU milliseconds of the bare landmark network; NaN without ai-edge-litert."""
    if importlib.util.find_spec("ai_edge_litert") is None:
        return math.nan
    runtime = importlib.import_module("ai_edge_litert.interpreter")
    with zipfile.ZipFile(model) as bundle:
        content = bundle.read("pose_landmarks_detector.tflite")
    network = runtime.Interpreter(model_content=content, num_threads=1)
    network.allocate_tensors()
    entry = network.get_input_details()[0]
    picture = np.random.default_rng(0).random(entry["shape"], dtype=np.float32)
    each_s = []
    for _ in range(NETWORK_RUNS):
        network.set_tensor(entry["index"], picture)
        start_s = time.process_time()
        network.invoke()
        each_s.append(time.process_time() - start_s)
    return 1e3 * statistics.median(each_s)


def naive(clip: str, model: str, out: str) -> dict[str, float]:
    """Read, detect, measure, draw and write a clip frame by frame."""
    capture = cv2.VideoCapture(clip)
    fps = capture.get(cv2.CAP_PROP_FPS) or 30.0
    width = int(capture.get(cv2.CAP_PROP_FRAME_WIDTH))
    height = int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT))
    writer = cv2.VideoWriter(out, cv2.VideoWriter.fourcc(*"mp4v"), fps, (width, height))
    frames = 0
    with _landmarker(model) as landmarker:
        while True:
            read, frame = capture.read()
            if not read:
                break
            rgb = cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)
            image = mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb)
            result = landmarker.detect_for_video(image, int(1000 * frames / fps))
            if result.pose_landmarks:
                person = [(int(p.x * width), int(p.y * height)) for p in result.pose_landmarks[0]]
                _draw(frame, person)
            writer.write(frame)
            frames += 1
    writer.release()
    return {"frames": frames}


def _draw(frame: Any, person: list[tuple[int, int]]) -> None:  # noqa: ANN401  cv2 gives two kinds
    bones = [*SIDE_BY_SIDE, *(bone for a, b, c in LIMBS for bone in ((a, b), (b, c)))]
    for a, b in bones:
        cv2.line(frame, person[a], person[b], (0, 255, 0), 3, cv2.LINE_AA)
    for a, b, c in JOINTS:
        words = f"{_angle(person[a], person[b], person[c]):.0f}"
        font, white = cv2.FONT_HERSHEY_SIMPLEX, (255, 255, 255)
        cv2.putText(frame, words, person[b], font, 0.6, white, 2, cv2.LINE_AA)


def _angle(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> float:
    turn = math.atan2(a[1] - b[1], a[0] - b[0]) - math.atan2(c[1] - b[1], c[0] - b[0])
    return abs((math.degrees(turn) + 180) % 360 - 180)


def _landmarker(model: str) -> Any:  # noqa: ANN401  mediapipe is untyped
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=model), running_mode=vision.RunningMode.VIDEO
    )
    return vision.PoseLandmarker.create_from_options(options)


if __name__ == "__main__":
    main(*sys.argv[1:])
