"""What the mannequin wears: colours as blue, green, red from 0 to 255."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

Colour: TypeAlias = tuple[int, int, int]

TUCKED_HEM_M = 0.062  # above the middle of the hips: the waistband's upper edge
HANGING_HEM_M = -0.075
PINK: Colour = (190, 40, 245)
LIME: Colour = (40, 240, 120)


@dataclass(frozen=True, slots=True)
class Outfit:
    """Colours of skin, hair and clothes; a hanging shirt (low hem) hides the waistband.

    `stickers`: the colour of four round stickers on the front and back of the pelvis, if any.
    """

    skin: Colour = (138, 168, 222)
    hair: Colour = (30, 42, 62)
    brow: Colour = (34, 46, 66)
    lip: Colour = (104, 104, 188)
    shirt: Colour = (158, 104, 46)
    stripe: Colour = (215, 205, 190)
    waistband: Colour = (70, 205, 238)
    shorts: Colour = (62, 54, 50)
    sock: Colour = (228, 228, 228)
    shoe: Colour = (226, 226, 232)
    sole: Colour = (70, 70, 76)
    lace: Colour = (90, 70, 200)
    hem_m: float = TUCKED_HEM_M
    stickers: Colour | None = None

    def hanging(self) -> Outfit:
        """The same with the shirt over the shorts."""
        return replace(self, hem_m=HANGING_HEM_M)

    def of_one_colour(self) -> Outfit:
        """The same with shirt, waistband and shorts alike, so that nothing tells them apart."""
        return replace(self, shirt=self.shorts, stripe=self.shorts, waistband=self.shorts)

    def bare(self) -> Outfit:
        """The same without a shirt, in shorts without a waistband of another colour."""
        return replace(self, shirt=self.skin, stripe=self.skin, waistband=self.shorts)

    def stickered(self, colour: Colour = PINK) -> Outfit:
        """The same with stickers on the pelvis."""
        return replace(self, stickers=colour)


BLUE = Outfit()
RED = Outfit(
    skin=(62, 84, 128),
    hair=(18, 20, 24),
    brow=(16, 18, 22),
    lip=(70, 66, 120),
    shirt=(52, 46, 172),
    waistband=(232, 232, 228),
    shorts=(96, 90, 84),
    shoe=(60, 58, 62),
)
GREEN = Outfit(
    skin=(160, 188, 232),
    hair=(70, 120, 168),
    brow=(60, 100, 140),
    shirt=(70, 120, 70),
    waistband=(60, 150, 245),
    shorts=(40, 36, 34),
    shoe=(205, 180, 120),
)
VIOLET = Outfit(
    skin=(150, 178, 228),
    hair=(20, 24, 34),
    shirt=(150, 70, 120),
    waistband=(90, 215, 180),
    shorts=(70, 62, 60),
)
OUTFITS: dict[str, Outfit] = {"blue": BLUE, "red": RED, "green": GREEN, "violet": VIOLET}
