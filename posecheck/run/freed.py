"""What is freed goes back to the system, where the C library is glibc; elsewhere nothing is done.

What is allocated and freed together seldom lies together: among what stays, small pieces are left
of it that nothing large fits into, and the next landmarker or recording finds no room there.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

LARGE = 4 << 20  # bytes: more than a picture that the model is shown, less than a model
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # of mallopt, as glibc's malloc.h numbers them


def give_back() -> None:
    """Give what was freed back to the system: 5 ms."""
    with suppress(OSError, AttributeError, TypeError):  # another C library, or Windows
        ctypes.CDLL(None).malloc_trim(0)


def keep_large_apart() -> None:
    """Let large pieces lie by themselves, so that nothing is left of them when they are freed.

    The C library raises that limit by itself, to the largest piece that was freed. Then workers
    grew by 8 to 18 MB in their first four segments, and by 1 to 5 with this.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            library = ctypes.CDLL(None)
            library.mallopt(M_MMAP_THRESHOLD, LARGE)
            # What glibc takes itself; a smaller one would give back each picture's memory.
            library.mallopt(M_TRIM_THRESHOLD, 2 * LARGE)
