"""A stick figure that runs, walks or stands on a belt, with the exact moment of every event.

While a foot is on the belt, its heel or its toe moves with the belt exactly; contact and toe-off
are where that begins and ends. Lengths are in leg lengths (hip to ankle) until they are drawn.
"""

from dataclasses import dataclass

import numpy as np

from posecheck.track import Track

FOOT = 0.26  # heel to toe
ANKLE_UP = 0.11  # ankle above the sole
VISIBILITY = 0.97


@dataclass(frozen=True)
class Runner:
    """How the figure moves: steps a minute, contact over stride, belt speed in legs a second."""

    cadence_spm: float = 168.0
    duty: float = 0.36
    speed: float = 3.0
    lift: float = 0.42  # of the heel in swing
    bounce: float = 0.09  # of the hip; running is lowest in mid-stance, walking highest
    asymmetry: float = 0.0  # share of a step by which the right foot lands late
    slow: float = 1.0  # recorded that many times slower than real

    @property
    def stride_s(self):
        return 120.0 / self.cadence_spm * self.slow

    def events(self, duration_s):
        """(time_s, side, kind) of all events within the clip, in order."""
        found = []
        for side, offset in (("left", 0.0), ("right", 0.5 + self.asymmetry / 2)):
            for stride in range(-1, int(duration_s / self.stride_s) + 2):
                contact = (stride + offset + 0.1) * self.stride_s
                found.append((contact, side, "contact"))
                found.append((contact + self.duty * self.stride_s, side, "toe-off"))
        return sorted(event for event in found if 0 <= event[0] <= duration_s)

    def foot(self, time_s, offset):
        """Heel and toe (T, 2) forward of the hip and above the belt."""
        phase = (time_s / self.stride_s - offset - 0.1) % 1.0
        stance = phase < self.duty
        share = np.where(stance, phase / self.duty, (phase - self.duty) / (1 - self.duty))
        travel = self.speed / self.slow * self.duty * self.stride_s
        landing = 0.42 * travel - 0.08  # heel ahead of the hip at contact
        pitch = _pitch(share, stance)
        heel_down = landing - travel * share
        toe_down = heel_down + FOOT
        heel = np.stack([heel_down, np.zeros_like(share)], axis=1)
        rolled = pitch < 0  # the heel rises over a toe that stays on the belt
        heel[rolled, 0] = (toe_down - FOOT * np.cos(pitch))[rolled]
        heel[rolled, 1] = (-FOOT * np.sin(pitch))[rolled]
        swing = self._swing(share, landing, travel)
        heel = np.where(stance[:, None], heel, swing)
        toe = heel + FOOT * np.stack([np.cos(pitch), np.sin(pitch)], axis=1)
        clear = np.where(stance, 0, 0.03 * np.sin(np.pi * share) ** 2)
        low = np.maximum(clear - toe[:, 1], 0)
        heel[:, 1] += low
        toe[:, 1] += low
        return heel, toe, pitch

    def _swing(self, share, landing, travel):
        span = (1 - self.duty) * self.stride_s
        last = np.array([landing - travel + FOOT * (1 - np.cos(PUSH)), FOOT * np.sin(PUSH)])
        speed = self.speed / self.slow
        knots = np.array([0.0, 0.35, 0.8, 1.0])
        x = np.array([last[0], landing - travel * 0.75, landing + 0.06, landing])
        y = np.array([last[1], self.lift, 0.12 * self.lift + 0.05, 0.0])
        slope_x = np.array([-speed * span, 2.2 * travel, 0.4 * travel, -0.5 * speed * span])
        slope_y = np.array([1.2 * self.lift, 0.0, -1.1 * self.lift, -FALL * span / self.slow])
        return np.stack(
            [_hermite(knots, x, slope_x, share), _hermite(knots, y, slope_y, share)], axis=1
        )

    def hip_height(self, time_s):
        middle = (0.1 + self.duty / 2) * self.stride_s
        turn = 4 * np.pi * (time_s - middle) / self.stride_s
        return 0.93 - self.bounce / 2 * np.cos(turn) * (1 if self.duty < 0.5 else -1)


FALL = 1.0  # legs a second at which the heel meets the belt
PUSH = np.radians(45)  # of the foot when it leaves the belt


def _pitch(share, stance):
    on = np.interp(share, [0, 0.15, 0.55, 1], [np.radians(12), 0, 0, -PUSH])
    off = np.interp(share, [0, 0.3, 0.8, 1], [-PUSH, -1.4, 0.15, np.radians(12)])
    return np.where(stance, on, off)


def _hermite(knots, values, slopes, at):
    k = np.clip(np.searchsorted(knots, at, side="right") - 1, 0, len(knots) - 2)
    h = knots[k + 1] - knots[k]
    u = (at - knots[k]) / h
    return (
        (2 * u**3 - 3 * u**2 + 1) * values[k]
        + (u**3 - 2 * u**2 + u) * h * slopes[k]
        + (-2 * u**3 + 3 * u**2) * values[k + 1]
        + (u**3 - u**2) * h * slopes[k + 1]
    )


def skeleton(runner, time_s):
    """(T, 33, 3): forward, up and to the figure's left, in leg lengths; the hip is at 0 forward."""
    body = np.zeros((len(time_s), 33, 3))
    up = runner.hip_height(time_s)
    body[..., 1] = up[:, None]
    for side, sign, offset in ((0, 1, 0.0), (1, -1, 0.5 + runner.asymmetry / 2)):
        heel, toe, pitch = runner.foot(time_s, offset)
        ankle = heel + np.stack(
            [0.06 * np.cos(pitch) - ANKLE_UP * np.sin(pitch), ANKLE_UP * np.cos(pitch)], axis=1
        )
        hip = np.stack([np.zeros_like(up), up + ANKLE_UP], axis=1)
        body[:, 23 + side, :2] = hip
        body[:, 25 + side, :2] = _knee(hip, ankle)
        for landmark, at in ((27, ankle), (29, heel), (31, toe)):
            body[:, landmark + side, :2] = at
        body[:, [23 + side, 25 + side, 27 + side, 29 + side, 31 + side], 2] = 0.09 * sign
        swing = 0.25 * np.sin(2 * np.pi * (time_s / runner.stride_s - offset))
        body[:, 11 + side] = np.stack([0.06 + 0 * up, up + 0.7, 0.2 * sign + 0 * up], axis=1)
        body[:, 13 + side] = body[:, 11 + side] - np.stack([swing, 0.33 + 0 * up, 0 * up], axis=1)
        body[:, 15 + side : 23 : 2] = (
            body[:, 13 + side] + np.stack([0.25 + 0 * up, 0.1 + 0 * up, 0 * up], axis=1)
        )[:, None]
    body[:, :11] = np.array([0.12, 1.0, 0.0]) + np.stack([0 * up, up, 0 * up], axis=1)[:, None]
    return body


def _knee(hip, ankle):
    way = ankle - hip
    length = np.minimum(np.linalg.norm(way, axis=1), 0.999)
    half = np.sqrt(0.25 - length**2 / 4)
    ahead = np.stack([-way[:, 1], way[:, 0]], axis=1) / np.linalg.norm(way, axis=1)[:, None]
    return hip + way / 2 + half[:, None] * ahead


def draw(body, time_s, view="side-right", *, leg=0.4, noise=0.0, seed=0, drift=0.0):
    """Turn a (T, 33, 3) skeleton into a Track as a camera in that view would see it."""
    forward, up, left = np.moveaxis(body, 2, 0)
    across, near = {
        "side-right": (forward, -left),
        "side-left": (-forward, left),
        "front": (left, forward),
        "back": (-left, -forward),
    }[view]
    points = np.zeros((*body.shape[:2], 4))
    points[..., 0] = 0.5 + leg * across + drift * time_s[:, None]
    points[..., 1] = 0.1 + leg * up
    points[..., 2] = leg * near
    points[..., 3] = VISIBILITY
    points[..., :3] += np.random.default_rng(seed).normal(0, noise, points[..., :3].shape)
    return Track(points, time_s, (1000, 1000))


def run(duration_s=6.0, fps=120.0, view="side-right", runner=None, **drawing):
    """A Track of the runner and the true events."""
    runner = runner or Runner()
    time_s = np.arange(int(duration_s * fps)) / fps
    return draw(skeleton(runner, time_s), time_s, view, **drawing), runner.events(duration_s)


WALKER = Runner(cadence_spm=112.0, duty=0.62, speed=1.4, lift=0.34, bounce=0.04)
