"""Blocks cover every frame once, in order, whatever the length of the recording."""

import numpy as np
import pytest

from posecheck.blocks import BLOCK, blocks, plain_rows


@pytest.mark.parametrize("frames", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK])
def test_every_frame_is_in_one_block_and_in_its_place(frames):
    every = np.arange(frames)
    assert [row for part in blocks(frames) for row in every[part].tolist()] == every.tolist()
    assert all(0 < len(every[part]) <= BLOCK for part in blocks(frames))


def test_rows_are_plain_numbers_in_their_order():
    values = np.arange(2.0 * (BLOCK + 3)).reshape(-1, 2)
    rows = list(plain_rows(values))
    assert rows == values.tolist()
    assert type(rows[-1][0]) is float
