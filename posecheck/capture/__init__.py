"""Pixels in and out: the only part of posecheck that touches video and photo files.

clip.probe(path) -> ClipInfo
reader.frames(path or ClipInfo, start_s=, end_s=, only=, long_side=, threads=) -> ClipReader
photo.read_photo(path) -> rgb
recorder.Recorder(path, size, fps_hint=, threads=)
roll.measure_roll(pictures, person_boxes) -> Roll
"""
