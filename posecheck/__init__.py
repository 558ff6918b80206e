"""posecheck: checks posture and movement in ordinary video, on your own machine."""

__version__ = "0.1.0"
