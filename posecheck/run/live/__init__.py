"""A live session: somebody in front of a camera, guided, judged and coached as it happens."""
