"""A stick figure whose joint angles are set, seen by a camera without perspective: exact truth.

The body's axes are x to its left, y up, z forward; lengths are shares of stature (Winter). Angles
are degrees. Every part exists once a side: `knee = 20` bends both, `left_knee = 20` one.
"""

from dataclasses import dataclass

import numpy as np

from posecheck.body import LANDMARKS
from posecheck.track import Track

FACE_M = 0.05  # ear to outer eye corner
LENGTHS = {
    "trunk": 0.288,
    "neck": 0.107,
    "arm": 0.186,
    "forearm": 0.146,
    "hand": 0.05,
    "thigh": 0.245,
    "shank": 0.246,
    "heel": 0.03,
    "foot": 0.12,
    "sole": 0.039,
}
SHOULDERS, HIPS = 0.21, 0.10
S = LENGTHS["thigh"] + LENGTHS["shank"] + LENGTHS["trunk"] + LENGTHS["neck"]
YAW = {"front": 0.0, "side-left": 90.0, "back": 180.0, "side-right": -90.0, "oblique": 50.0}
INDEX = {name: i for i, name in enumerate(LANDMARKS)}

SIDED = (
    "thigh",
    "thigh_out",
    "knee",
    "knee_in",
    "foot",
    "arm",
    "arm_out",
    "elbow",
    "elbow_in",
    "twist",
)
WHOLE = (
    "trunk",
    "trunk_side",
    "neck",
    "neck_side",
    "chin",
    "hip_drop",
    "shrug",
    "turn",
    "hip_turn",
    "ahead",
    "aside",
)
LYING = ("up", "tip", "over")
NAMES = {*SIDED, *WHOLE, *LYING, *(f"{side}_{n}" for side in ("left", "right") for n in SIDED)}


@dataclass(frozen=True)
class Figure:
    """What is set; all zero stands straight with hanging arms.

    trunk, neck, thigh, arm: forward. trunk_side, neck_side: to the left. thigh_out, arm_out: away
    from the middle. knee, elbow: bent. knee_in: shank turned outwards under a knee that falls in.
    elbow_in: forearm turned towards the head, seen from the front. foot: toes up. chin: eyes above
    ears. hip_drop: right hip lower. shrug: shoulders raised, share of stature. turn: shoulders to
    the left, about the trunk; hip_turn: pelvis with both legs. ahead, aside, up: moved by a share
    of stature. tip: whole body tipped forward; over: rolled onto its right side. twist: thumbs
    turned forward from pointing at each other.
    """

    settings: tuple[tuple[str, float], ...] = ()

    def __post_init__(self):
        unknown = {name for name, _ in self.settings} - NAMES
        if unknown:
            raise ValueError(f"the figure has no {', '.join(sorted(unknown))}")

    def of(self, name, side=None):
        settings = dict(self.settings)
        return settings.get(f"{side}_{name}", settings.get(name, 0.0))

    def landmarks(self):
        """(33, 3) in shares of stature, the lowest point on the floor."""
        at = _head_and_trunk(self)
        for side, sign in (("left", 1.0), ("right", -1.0)):
            at |= _leg(self, side, sign, at[f"{side}_hip"])
            at |= _arm(self, side, sign, at[f"{side}_shoulder"])
        body = np.array([at[name] for name in LANDMARKS])
        body = body @ _about_x(self.of("tip")).T @ _about_z(self.of("over")).T
        body[:, 1] += self.of("up") - body[:, 1].min()
        return body + np.array([self.of("aside"), 0.0, self.of("ahead")])


def pose(**settings):
    return Figure(tuple(sorted(settings.items())))


def blended(first, second, share):
    """The figure between two figures."""
    names = {name for name, _ in (*first.settings, *second.settings)}

    def between(name):
        side, _, rest = name.partition("_")
        asked = (rest, side) if side in ("left", "right") else (name, None)
        return first.of(*asked) + (second.of(*asked) - first.of(*asked)) * share

    return pose(**{name: between(name) for name in names})


def seen(body, view="side-left", *, size=0.8, aspect=1.5, roll=0.0, visible=0.97):
    """Track coordinates (T, 33, 4) of bodies (T, 33, 3) as a camera in a view or yaw sees them."""
    turn = np.radians(YAW.get(view, view) if isinstance(view, str) else view)
    x, y, z = np.moveaxis(np.asarray(body, dtype=float), -1, 0)
    across, near = x * np.cos(turn) - z * np.sin(turn), x * np.sin(turn) + z * np.cos(turn)
    roll = np.radians(roll)
    points = np.empty((*across.shape, 4))
    flat = np.stack([size * across, size * y + 0.05 - 0.5], axis=-1)
    points[..., 0] = aspect / 2 + flat[..., 0] * np.cos(roll) - flat[..., 1] * np.sin(roll)
    points[..., 1] = 0.5 + flat[..., 0] * np.sin(roll) + flat[..., 1] * np.cos(roll)
    points[..., 2], points[..., 3] = size * near, visible
    return points


def still(figure, view="side-left", frames=1, fps=30.0, **camera):
    """A track of a figure that does not move."""
    body = np.repeat(figure.landmarks()[None], frames, axis=0)
    return track_of(seen(body, view, **camera), fps, camera.get("aspect", 1.5))


def moving(keys, view="side-left", fps=30.0, **camera):
    """A track through (time_s, figure) keys, from one to the next in a smooth step."""
    times = [time_s for time_s, _ in keys]
    body = [_at(keys, times, time_s) for time_s in np.arange(0.0, times[-1] + 1e-9, 1 / fps)]
    return track_of(seen(np.array(body), view, **camera), fps, camera.get("aspect", 1.5))


def track_of(points, fps=30.0, aspect=1.5):
    return Track(points, np.arange(len(points)) / fps, (round(1080 * aspect), 1080))


def _at(keys, times, time_s):
    after = min(int(np.searchsorted(times, time_s, side="right")), len(keys) - 1)
    start, stop = times[max(after - 1, 0)], times[after]
    share = np.clip((time_s - start) / (stop - start), 0, 1) if stop > start else 1.0
    share = share * share * (3 - 2 * share)
    return blended(keys[max(after - 1, 0)][1], keys[after][1], share).landmarks()


def _head_and_trunk(figure):
    trunk = _upwards(figure.of("trunk"), figure.of("trunk_side"))
    shoulders = trunk * LENGTHS["trunk"]
    turn = np.radians(figure.of("turn"))
    across = _about_x(figure.of("trunk")) @ [np.cos(turn), 0.0, -np.sin(turn)]
    across = _about_z(-figure.of("trunk_side")) @ across
    ears = shoulders + _upwards(figure.of("neck"), figure.of("neck_side")) * LENGTHS["neck"]
    chin = np.radians(figure.of("chin"))
    face = np.array([0.0, np.sin(chin), np.cos(chin)])
    drop = np.radians(figure.of("hip_drop"))
    hip = _about_y(figure.of("hip_turn")) @ [np.cos(drop), np.sin(drop), 0.0] * HIPS / 2
    at = {"nose": ears + face * FACE_M * 1.5}
    for side, sign in (("left", 1.0), ("right", -1.0)):
        at[f"{side}_hip"] = sign * hip
        raised = np.array([0.0, figure.of("shrug"), 0.0])
        at[f"{side}_shoulder"] = shoulders + sign * across * SHOULDERS / 2 + raised
        at[f"{side}_ear"] = ears + np.array([sign * 0.04, 0.0, 0.0])
        for part, out in (("eye_inner", 0.01), ("eye", 0.018), ("eye_outer", 0.026)):
            at[f"{side}_{part}"] = ears + face * FACE_M + [sign * out, 0.0, 0.0]
        at[f"mouth_{side}"] = ears + face * FACE_M + [sign * 0.014, -0.04, 0.0]
    return at


def _leg(figure, side, sign, hip):
    thigh, out = figure.of("thigh", side), figure.of("thigh_out", side)
    bent, inwards = figure.of("knee", side), figure.of("knee_in", side)
    turn, toes = _about_y(figure.of("hip_turn")), np.radians(figure.of("foot", side))
    knee = hip - turn @ _upwards(-thigh, -sign * out) * LENGTHS["thigh"]
    ankle = knee - turn @ _upwards(bent - thigh, -sign * (out + inwards)) * LENGTHS["shank"]
    forward = turn @ [0.0, np.sin(toes), np.cos(toes)]
    sole = ankle - np.array([0.0, LENGTHS["sole"], 0.0])
    return {
        f"{side}_knee": knee,
        f"{side}_ankle": ankle,
        f"{side}_heel": sole - forward * LENGTHS["heel"],
        f"{side}_foot_index": sole + forward * LENGTHS["foot"],
    }


def _arm(figure, side, sign, shoulder):
    raised, out = figure.of("arm", side), figure.of("arm_out", side)
    bent, inwards = figure.of("elbow", side), figure.of("elbow_in", side)
    elbow = shoulder - _upwards(-raised, -sign * out) * LENGTHS["arm"]
    along = -_upwards(-raised - bent, -sign * (out + inwards))
    wrist = elbow + along * LENGTHS["forearm"]
    at = {f"{side}_elbow": elbow, f"{side}_wrist": wrist}
    twist = np.radians(figure.of("twist", side))
    thumbwards = np.array([-sign * np.cos(twist), 0.0, np.sin(twist)])
    for finger, inner in (("pinky", -0.01), ("index", 0.005), ("thumb", 0.015)):
        at[f"{side}_{finger}"] = wrist + along * LENGTHS["hand"] + thumbwards * inner
    return at


def _upwards(forward, left):
    """A unit vector that leans forward and to the left; exact in either plane alone."""
    ahead, aside = np.radians(forward), np.radians(left)
    return np.array([np.sin(aside), np.cos(ahead) * np.cos(aside), np.sin(ahead) * np.cos(aside)])


def _about_x(degrees):
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])


def _about_y(degrees):
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])


def _about_z(degrees):
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
