"""Draw the sheet of letters that overlays are written with: python tools/build_lettering.py FONT.

Needs Pillow and DejaVu Sans Condensed Bold (DejaVuSansCondensed-Bold.ttf, version 2.37). OpenCV's
own letters know no degree sign and read badly on a phone; a sheet of pictures needs no font
engine when posecheck runs.
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

EM_PX = 60
MARGIN_PX = (
    8  # letters reach beyond their own width; none may reach into its neighbour on the sheet
)
LATIN = [chr(code) for code in (*range(0x20, 0x7F), *range(0xA1, 0x100)) if code != 0xAD]
MORE = list("–—‘’“”…≤≥✔✖▲●→")
OUT = Path(__file__).parents[1] / "posecheck" / "feedback" / "letters.npz"


def main(font_file: str) -> None:
    """Write the sheet: one row of letters, where each begins and how far it reaches."""
    font = ImageFont.truetype(font_file, EM_PX)
    ascent, descent = font.getmetrics()
    letters = LATIN + MORE
    advances = [round(font.getlength(letter)) for letter in letters]
    starts = np.concatenate([[0], np.cumsum([wide + 2 * MARGIN_PX for wide in advances])])
    sheet = Image.new("L", (int(starts[-1]), ascent + descent))
    draw = ImageDraw.Draw(sheet)
    for letter, start in zip(letters, starts, strict=False):
        draw.text((int(start) + MARGIN_PX, 0), letter, fill=255, font=font)
    np.savez_compressed(
        OUT,
        sheet=np.asarray(sheet),
        starts=starts.astype(np.int32),
        codes=np.array([ord(letter) for letter in letters], dtype=np.int32),
        margin=np.array(MARGIN_PX, dtype=np.int32),
    )


if __name__ == "__main__":
    main(sys.argv[1])
