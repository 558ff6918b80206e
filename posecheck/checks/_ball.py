"""What exercises on an exercise ball share: how to film them, and what the ball hides."""

from __future__ import annotations

from dataclasses import replace

from posecheck.assess.band import Band
from posecheck.assess.tolerance import Gate
from posecheck.checks import _floor as floor

SETUP = (
    "Put the camera level near the floor, 30 to 50 cm high and 3 to 4 m away, and lie along the "
    "picture with one side to the camera, either way round, from head to feet in it, nothing "
    "between the ball and the camera. "
)
BALL = "the ball"
LINE = 12.0  # deg, 95 % error of a straight-line angle where a ball may hide hip or belly
IN_LINE = Band.within(-5.0, 12.0, -12.0, 22.0)
TRUST = "Within about twelve degrees: the ball may hide the hip."
BEHIND = "Whatever is behind the ball, and the far arm and leg."
LIMBS = (Gate(floor.thigh_in_trunks, 0.5, 1.3),)
"""A thigh seen as it is: on the mannequin 0.66 to 0.86. Where the ball stands before the hips the
model is sure of them all the same, but the thigh it shows is 0.2 to 0.3."""
extension = replace(floor.body_line, name="extension", factor=-1.0)
FACE_DOWN = (
    Gate(floor.trunk_rise, -75.0, 60.0),
    Gate(floor.knee_bend, high=70.0),
)
"""Somebody who lies on a ball with long legs, not somebody who gets up from it."""
