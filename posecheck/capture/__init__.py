"""Pixels in and out: the only part of posecheck that touches cameras, video and photo files.

clip.probe(path) -> ClipInfo
reader.frames(path or ClipInfo, start_s=, end_s=, only=, long_side=, threads=) -> ClipReader
photo.read_photo(path) -> rgb
recorder.Recorder(path, size, fps_hint=, threads=, keep=)
camera.Camera(source, clock=) -> newest(wait_s), state()
cameras.list_cameras() -> [CameraInfo]
live_recorder.LiveRecorder(path, fps_hint=, pixel_order=) -> write(picture, time_s), state()
light.light_of(rgb) -> 0..1
roll.measure_roll(pictures, person_boxes) -> Roll
"""

# Before PyAV: on Linux each brings an X library of its own, and where PyAV's is loaded first
# OpenCV hangs for ever when it opens a window (PyAV issue 978).
import cv2 as _loaded_first  # noqa: F401
