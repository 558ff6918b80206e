"""A mannequin with known joint angles: skeleton, body surface, camera and painter.

Body axes: x towards the subject's left, y up, z forward; metres and degrees.
It is a drawing with a known truth, made to test signs, units, sides and phases. It is no evidence
of how accurate anything is on people.
"""
