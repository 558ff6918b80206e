"""The landmark network without the silhouette that it paints besides, and that nobody asks for.

For every person the network also works out which pixels are theirs. That takes a third of its time,
and MediaPipe has it done even where no masks are wanted. Here the steps that lead to the silhouette
alone are taken off the list of what is to be done; the landmarks come out of the same steps as
before, the same to the last bit. This happens in memory: the bundle stays what it is, and so does
its SHA-256. What does not look like a network that paints a silhouette is left alone.

Read and written are two tables of TFLite's file format, a FlatBuffer: each table begins with the
distance to a list of where its fields lie, and each field that is no number with the distance to
what it holds. tensorflow/compiler/mlir/lite/schema/schema.fbs numbers the fields.
"""

from __future__ import annotations

import math
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from io import BytesIO

NETWORK = "pose_landmarks_detector.tflite"

_SUBGRAPHS = 2  # of a model
_TENSORS, _, _RESULTS, _STEPS = range(4)  # of a subgraph
_SHAPE = 0  # of a tensor
_TAKES, _GIVES = 1, 2  # of a step; both are numbers of tensors

_ZIP_LOCAL, _ZIP_CENTRAL = 30, 46  # bytes of a zip's entries, up to the name
_LOCAL_CRC, _LOCAL_NAME, _CENTRAL_CRC = 14, 26, 16


@lru_cache(maxsize=1)  # a process opens several landmarkers of one bundle
def without_mask(bundle: bytes) -> bytes:
    """Give a bundle whose landmark network paints no silhouette.

    The same bundle where there is none to leave out, or where it is not understood.
    """
    try:
        with zipfile.ZipFile(BytesIO(bundle)) as members:
            member = members.getinfo(NETWORK)
        start = _content_of(bundle, member)
        edits = _edits(bundle, start)
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, struct.error):
        return bundle
    if not edits:
        return bundle
    pruned = BytesIO(bundle)  # which makes one copy of it, bytes() of a bytearray would make two
    with pruned.getbuffer() as data:
        for place, number in edits:
            struct.pack_into("<I", data, place, number)
        crc = zlib.crc32(data[start : start + member.file_size])
        struct.pack_into("<I", data, member.header_offset + _LOCAL_CRC, crc)
        central = bundle.rindex(NETWORK.encode()) - _ZIP_CENTRAL
        struct.pack_into("<I", data, central + _CENTRAL_CRC, crc)
    return pruned.getvalue()


def _content_of(bundle: bytes, member: zipfile.ZipInfo) -> int:
    """Where the content of a zip's member begins; ValueError where it does not lie there as is."""
    if member.compress_type != zipfile.ZIP_STORED:
        raise ValueError
    name, extra = struct.unpack_from("<HH", bundle, member.header_offset + _LOCAL_NAME)
    return int(member.header_offset + _ZIP_LOCAL + name + extra)


def _edits(data: bytes, start: int) -> list[tuple[int, int]]:
    """The numbers to write and where, so that the network at `start` paints no silhouette."""
    (graph,) = _tables(data, _at(data, start), _SUBGRAPHS)
    tensors = _tables(data, graph, _TENSORS)
    results_at, _ = _vector(data, graph, _RESULTS)
    results, steps = _numbers(data, graph, _RESULTS), _tables(data, graph, _STEPS)
    shapes = {each: _numbers(data, tensors[each], _SHAPE) for each in results}
    masks = [row for row, each in enumerate(results) if _is_mask(shapes[each])]
    wanted = [each for each in results if not _is_mask(shapes[each])]
    if len(masks) != 1 or not wanted:
        return []
    # MediaPipe counts the results: in the mask's place stands another one, the smallest.
    instead = min(wanted, key=lambda each: math.prod(shapes[each]))
    needed = _leading_to(
        wanted, [(_numbers(data, s, _TAKES), _numbers(data, s, _GIVES)) for s in steps]
    )
    steps_at, _ = _vector(data, graph, _STEPS)
    places = range(steps_at, steps_at + 4 * len(needed), 4)
    return [
        (results_at + 4 * masks[0], instead),
        (steps_at - 4, len(needed)),
        *((place, steps[number] - place) for place, number in zip(places, needed, strict=True)),
    ]


def _is_mask(shape: Sequence[int]) -> bool:
    """Tell a picture of one channel, of whatever size: the models differ in it."""
    return len(shape) == 4 and shape[1] > 1 and shape[3] == 1


def _leading_to(
    wanted: Iterable[int], steps: Sequence[tuple[Sequence[int], Sequence[int]]]
) -> list[int]:
    """Which of the steps, in order, have a part in tensors; each step: what it takes and gives."""
    makers = {tensor: number for number, (_, gives) in enumerate(steps) for tensor in gives}
    needed: set[int] = set()
    open_ends = list(wanted)
    while open_ends:
        maker = makers.get(open_ends.pop())
        if maker is not None and maker not in needed:
            needed.add(maker)
            open_ends += steps[maker][0]
    return sorted(needed)


def _at(data: bytes, place: int) -> int:
    """Follow the distance that is written at a place."""
    (distance,) = struct.unpack_from("<I", data, place)
    return int(place + distance)


def _vector(data: bytes, table: int, field: int) -> tuple[int, int]:
    """Where a field's list begins, and how many it holds; ValueError where a table has none."""
    (back,) = struct.unpack_from("<i", data, table)
    fields = table - back
    (size,) = struct.unpack_from("<H", data, fields)
    place = 4 + 2 * field
    (offset,) = struct.unpack_from("<H", data, fields + place) if place < size else (0,)
    if not offset:
        raise ValueError
    vector = _at(data, table + offset)
    (count,) = struct.unpack_from("<I", data, vector)
    return vector + 4, count


def _tables(data: bytes, table: int, field: int) -> list[int]:
    start, count = _vector(data, table, field)
    return [_at(data, place) for place in range(start, start + 4 * count, 4)]


def _numbers(data: bytes, table: int, field: int) -> tuple[int, ...]:
    start, count = _vector(data, table, field)
    return struct.unpack_from(f"<{count}i", data, start)
