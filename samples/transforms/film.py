"""Pictures of a piece of a sample, and other ways to film the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Any

import cv2
import numpy as np

from posecheck.capture.clip import probe
from posecheck.capture.reader import frames
from samples.catalog import SAMPLES
from samples.encode import Image
from samples.sweep.conditions import Light
from samples.sweep.film import lit
from samples.truth import HERE

Box = tuple[int, int, int, int]
TILT_DEG = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Footage:
    """Pictures (H, W, 3), blue-green-red. body: the box that holds the person all the time."""

    images: Sequence[Image]
    fps: Fraction
    body: Box = (0, 0, 0, 0)

    def each(self, change: Callable[[Image], Image]) -> Footage:
        """The same with every picture changed."""
        return replace(self, images=[change(image) for image in self.images])


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a shipped sample that shows something."""

    sample: str
    start_s: float
    end_s: float

    @property
    def check(self) -> str:
        """The check that the sample is made for."""
        return SAMPLES[self.sample].check

    def footage(self) -> Footage:
        """Read the pictures of this piece."""
        info = probe(HERE / f"{self.sample}.mp4")
        clip = frames(info, start_s=self.start_s, end_s=self.end_s)
        return Footage([frame.rgb[..., ::-1].copy() for frame in clip], Fraction(round(info.fps)))


PIECES = (
    Piece("running-side-upright", 2.4, 5.3),
    Piece("single-leg-landing-knee-in", 1.5, 4.4),
    Piece("wall-posture-head-forward", 1.0, 3.0),
    Piece("single-leg-stance-lean", 2.0, 5.0),
    Piece("running-rear-crossover", 2.4, 5.3),
    Piece("running-side-good", 2.4, 5.3),
    Piece("single-leg-landing-side-stiff", 2.0, 6.0),
    Piece("wall-posture-good", 1.0, 3.0),
    Piece("running-rear-good", 2.4, 5.3),
    Piece("single-leg-landing-good", 1.2, 5.7),
    Piece("wall-angel-thumbs-apart", 0.0, 7.2),
    Piece("wall-angel-side-good", 0.0, 7.2),
)


@dataclass(frozen=True, slots=True)
class Transform:
    """Another way to film the same; what it says of how the clip was made is told to posecheck."""

    change: Callable[[Footage], Footage] = lambda footage: footage
    crf: int = 18
    swaps_sides: bool = False
    mirrored: bool = False
    roll_deg: float | None = None
    time_scale: int = 1


def _flipped(footage: Footage) -> Footage:
    return footage.each(lambda image: np.ascontiguousarray(image[:, ::-1]))


def _cropped(footage: Footage) -> Footage:
    """Cut off what is not needed to hold the person."""
    left, top, right, bottom = footage.body
    return footage.each(lambda image: image[top:bottom, left:right])


def _padded(footage: Footage) -> Footage:
    height, width = footage.images[0].shape[:2]
    rows, columns = height // 8, width // 2
    return footage.each(lambda image: np.pad(image, [(rows, rows), (columns, columns), (0, 0)]))


def _lit(light: Light, footage: Footage) -> Footage:
    noise = np.random.default_rng(1)
    return footage.each(lambda image: lit(image, light, noise))


def _darkened(share: float, footage: Footage) -> Footage:
    return footage.each(lambda image: _image(image * share))


def _tilted(clockwise_deg: float, footage: Footage) -> Footage:
    height, width = footage.images[0].shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -clockwise_deg, 1.0)
    size = (width, height)
    return footage.each(
        lambda image: _image(cv2.warpAffine(image, turn, size, borderMode=cv2.BORDER_REPLICATE))
    )


def _resized(factor: float, footage: Footage) -> Footage:
    height, width = footage.images[0].shape[:2]
    size = (round(width * factor / 2) * 2, round(height * factor / 2) * 2)
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return footage.each(lambda image: _image(cv2.resize(image, size, interpolation=how)))


def _halved(footage: Footage) -> Footage:
    return replace(footage, images=footage.images[::2], fps=footage.fps / 2)


def _slowed(times: int, footage: Footage) -> Footage:
    return replace(footage, fps=footage.fps / times)


def _begun_late(footage: Footage) -> Footage:
    return replace(footage, images=footage.images[len(footage.images) * 2 // 5 :])


def _with_company(footage: Footage) -> Footage:
    """Somebody else beside them: a smaller mirror image that moves backwards in time."""
    height, width = footage.images[0].shape[:2]
    size = (width // 3 * 2, height // 3 * 2)
    images = []
    for image, shown in zip(footage.images, reversed(footage.images), strict=True):
        wide = np.pad(image, [(0, 0), (0, size[0]), (0, 0)], mode="edge")
        wide[height - size[1] :, width:] = cv2.resize(shown[:, ::-1], size)
        images.append(wide)
    return replace(footage, images=images)


def _image(pixels: Any) -> Image:  # noqa: ANN401  OpenCV says neither shape nor type
    return np.asarray(pixels, dtype=np.uint8)


TRANSFORMS: dict[str, Transform] = {
    "mirrored": Transform(_flipped, swaps_sides=True),
    "mirrored, told": Transform(_flipped, mirrored=True),
    "cropped": Transform(_cropped),
    "padded": Transform(_padded),
    "brighter": Transform(partial(_lit, "glaring")),
    "darker": Transform(partial(_darkened, 0.45)),
    "dark and noisy": Transform(partial(_lit, "dim")),
    "recompressed": Transform(crf=40),
    "tilted": Transform(partial(_tilted, TILT_DEG)),
    "tilted, told": Transform(partial(_tilted, -TILT_DEG), roll_deg=-TILT_DEG),
    "half the rate": Transform(_halved),
    "slow motion": Transform(partial(_slowed, 4), time_scale=4),
    "begun late": Transform(_begun_late),
    "with company": Transform(_with_company),
    "smaller": Transform(partial(_resized, 0.5)),
    "larger": Transform(partial(_resized, 1.5)),
}
