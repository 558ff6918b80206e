"""The live screen as a picture: what stays is painted once, what moves with every frame."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from posecheck.feedback.arrangement import Size
from posecheck.feedback.canvas import Placer, blank, paint
from posecheck.feedback.layout import Place
from posecheck.feedback.screen import Composed, Showing, compose
from posecheck.feedback.shapes import Box, Shape

Pixels = NDArray[np.uint8]

NO_PICTURE: Size = (1280, 720)  # the shape of the dark picture before the first one came


class Screen:
    """Paints the window's content; carries what was painted before.

    size_px: width and height of the window. mirrored: whether the picture is shown as in a
    mirror; words never are. Both may be set between two frames.
    """

    def __init__(self, size_px: Size = (1280, 720), *, mirrored: bool = True) -> None:
        self.size_px = size_px
        self.mirrored = mirrored
        self._picture_px = NO_PICTURE
        self._canvas = np.zeros((0, 0, 3), dtype=np.uint8)
        self._painted: dict[Box, tuple[Shape, ...]] = {}
        self._place = Placer()
        self._places: Mapping[str, Place] = {}

    def paint(
        self, rgb: Pixels | None, showing: Showing, *, picture_px: Size | None = None
    ) -> Pixels:
        """Give the window's content in BGR, good until the next call; `rgb` stays as it is.

        rgb: the camera's picture, un-mirrored, of any size; None where there is none. picture_px:
        the size that the moment's points were found in, where the picture was shrunk since.
        """
        if rgb is not None:
            self._picture_px = picture_px or (rgb.shape[1], rgb.shape[0])
        composed = compose(
            showing, self.size_px, self._picture_px, mirrored=self.mirrored, before=self._places
        )
        self._places = composed.body.places
        self._prepare(composed)
        picture = _part(self._canvas, composed.picture)
        if rgb is None:
            blank(picture)
        else:
            self._place(rgb, picture, mirrored=self.mirrored)
        paint(picture, composed.body.shapes, live=True)
        for block in composed.blocks:
            if self._painted[block.box] != block.shapes:
                blank(_part(self._canvas, block.box))
                paint(self._canvas, block.shapes, live=True)
                self._painted[block.box] = block.shapes
        return self._canvas

    def _prepare(self, composed: Composed) -> None:
        """Begin with a dark window where its size or its parts changed."""
        wide, high = self.size_px
        boxes = [composed.picture, *(block.box for block in composed.blocks)]
        if self._canvas.shape[:2] == (high, wide) and boxes == list(self._painted):
            return
        self._canvas = np.empty((high, wide, 3), dtype=np.uint8)
        blank(self._canvas)
        self._painted = dict.fromkeys(boxes, ())


def _part(canvas: Pixels, box: Box) -> Pixels:
    left, top, right, bottom = (int(edge) for edge in box)
    return canvas[top:bottom, left:right]
