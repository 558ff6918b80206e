"""The uses of posecheck: clips, photos, the webcam, many clips at once."""
