"""Pixels in, a Track out: the landmarker, whose track it is, and what of it may be believed."""
