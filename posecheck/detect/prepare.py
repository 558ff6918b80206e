"""From what was detected to what may be judged: the one place where a track is smoothed.

A recorded clip is repaired and filtered without delay, looking both ways in time; a live picture
is filtered from its past alone. Either way the result has as many frames as the track, smooth
coordinates, NaN where nobody was seen, and a channel `doubt` (T, 33) that says why a landmark may
not be used (see posecheck.detect.doubt). Doubted points keep their coordinates, for drawing.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Mapping
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from posecheck.blocks import blocks
from posecheck.body import LANDMARK_COUNT
from posecheck.detect.columns import Places, places_of
from posecheck.detect.doubt import (
    CHANNEL,
    SEEN,
    UNSEEN,
    Doubt,
    Doubts,
    enclosed,
    latch,
)
from posecheck.detect.ear import LiveEars, set_back
from posecheck.detect.filters import despiked, steady_and_quick
from posecheck.detect.gaps import BRIDGE_S, bridge, frame_s, spans
from posecheck.detect.invented import crowded, misshapen
from posecheck.detect.level import LiveLevel, level_clip
from posecheck.detect.lowpass import butterworth
from posecheck.detect.mistaken import mistaken, pass_over
from posecheck.detect.placed import LiveThumbs, place_thumbs
from posecheck.detect.swaps import repair_swaps
from posecheck.track import PELVIS, POSE_MODEL, THUMBS, Track

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Counts = NDArray[np.int8]

BODY_HZ = 6.0
LEG_HZ = 12.0  # knees to toes: 6 Hz would smear the moment a running foot meets the ground
LEGS_FROM = 25  # landmarks from here on are knees, ankles, heels and toes
AT_ONCE = 4  # landmarks filtered together: all of them would need kilobytes a frame
EARS = ", the model's ears set back"
FILTER_NAMES = {
    "clip": "clip: gaps<=0.15s, swaps, limbs of a level trunk taken for others left out, "
    f"Hampel 0.3s/3MAD, Butterworth zero-phase 6 Hz, legs 12 Hz{EARS}",
    "live": f"live: gaps<=0.15s held, one-euro 1.5 Hz + 10 Hz per body height/s{EARS}",
}
"""What is done to the pose model's points; those from elsewhere keep their ears (`filter_name`)."""
VISIBILITY_WINDOW_S = 0.15
LIVE_VISIBILITY_FRAMES = 5
_LIMITS = np.array([[UNSEEN], [SEEN]])
MAX_LIVE_FRAME_S = 0.1  # a camera slower than this is a gap


def filter_name(kind: Literal["clip", "live"], *, by_model: bool) -> str:
    """Name what is done to a track, whose points are the pose model's or from elsewhere."""
    return FILTER_NAMES[kind] if by_model else FILTER_NAMES[kind].removesuffix(EARS)


def prepare_clip(track: Track) -> Track:
    """Repair, filter and gate a recorded track; see the module's docstring.

    Never fails on bad data: an empty track, one frame or nobody at all come back with their
    doubts. Input channel `subject` (T,), where 0 says that the subject was lost, is honoured.
    """
    points = track.points.copy()
    somebody = np.isfinite(points[..., 0]).any(axis=1)
    lost = _lost(track)
    points[lost] = np.nan
    _bridge(points, track.time_s)
    repair_swaps(points, track.time_s)
    doubt = clip_doubt(points, track)
    wrong = mistaken(points, track.time_s)
    doubt[wrong & (doubt == Doubt.NONE)] = Doubt.INVENTED
    pass_over(points, wrong, track.time_s)
    doubt[~np.isfinite(points[..., 0])] = Doubt.NO_PERSON
    doubt[lost & somebody] = Doubt.SUBJECT_LOST
    smooth(points, track.time_s)
    points[..., 3] = np.nan_to_num(points[..., 3])
    seen = {}
    if THUMBS in track.channels:
        seen[THUMBS] = place_thumbs(points, track.channels[THUMBS], track.time_s)
    if PELVIS in track.channels:
        seen[PELVIS] = level_clip(track.channels[PELVIS], points, track.time_s)
    if track.by_model:
        set_back(points)
    name = filter_name("clip", by_model=track.by_model)
    return _judged(track, points, doubt, name, seen)


class LivePreparer:
    """Repair, filter and gate a live picture frame by frame; carries what it remembers.

    Call it with tracks of one or more frames in order; any split gives the same result. model: name
    of what finds the points, where the tracks do not tell.
    """

    def __init__(self, model: str = "") -> None:
        self._by_model = POSE_MODEL in model
        self._filter = steady_and_quick()
        self._below: deque[Bools] = deque()
        self._times_below: Counts = np.zeros((2, LANDMARK_COUNT), dtype=np.int8)
        self._hidden: Bools | None = None
        self._height = 0.0
        self._time_s = -np.inf  # of the last frame with somebody in it
        self._last: tuple[Floats, Doubts] | None = None
        self._looks: dict[str, LiveLevel | LiveThumbs] = {PELVIS: LiveLevel(), THUMBS: LiveThumbs()}
        self._ears = LiveEars()

    def __call__(self, chunk: Track) -> Track:
        """Give the chunk back filtered, with its channel `doubt`."""
        points = chunk.points.copy()
        doubt = np.zeros(points.shape[:2], dtype=np.int8)
        lost, by_model = _lost(chunk), self._by_model or chunk.by_model
        looks = {
            name: chunk.channels[name].copy() for name in self._looks if name in chunk.channels
        }
        for row, time_s in enumerate(chunk.time_s.tolist()):
            # One sum tells a missing number in half the time: a track has no infinite ones.
            if lost[row] or not math.isfinite(np.add.reduce(points[row], axis=None)):
                self._hold(points[row], doubt[row], time_s, bool(lost[row]))
            else:
                self._step(points[row], doubt[row], time_s, chunk.aspect)
            for name, rows in looks.items():
                rows[row] = self._looks[name](rows[row], points[row], time_s)
            if by_model:
                self._ears(points[row : row + 1])
        return _judged(chunk, points, doubt, filter_name("live", by_model=by_model), looks)

    def _hold(self, points: Floats, doubt: Doubts, time_s: float, lost: bool) -> None:
        """Nobody there: repeat the last frame for a moment, then give up."""
        if self._last is not None and not lost and time_s - self._time_s <= BRIDGE_S + 1e-9:
            points[:], doubt[:] = self._last
            return
        doubt[:] = Doubt.SUBJECT_LOST if lost else Doubt.NO_PERSON
        points[:, :3], points[:, 3] = np.nan, 0.0
        self._forget()

    def _step(self, points: Floats, doubt: Doubts, time_s: float, aspect: float) -> None:
        if time_s - self._time_s > BRIDGE_S + MAX_LIVE_FRAME_S:
            self._forget()
        doubt[self._look_at_visibility(points[:, 3])] = Doubt.HIDDEN
        places = places_of(points)
        _look_at_shape(doubt, points, aspect, places)
        extent = max(max(places.x) - min(places.x), max(places.y) - min(places.y))
        self._height = extent if not self._height else self._height + 0.05 * (extent - self._height)
        # Numbers that lie side by side are filtered in two thirds of the time.
        place = np.ascontiguousarray(points[:, :3])
        points[:, :3] = self._filter(place, time_s - self._time_s, max(self._height, 0.05))
        self._time_s, self._last = time_s, (points.copy(), doubt.copy())

    def _look_at_visibility(self, visibility: Floats) -> Bools:
        """Tell which landmarks are hidden by the running median of their visibility; (33,).

        A median lies below a limit where most values do, and counting takes half the time.
        """
        if self._hidden is None:
            self._hidden = visibility < (SEEN + UNSEEN) / 2
        below = visibility < _LIMITS
        self._below.append(below)
        self._times_below += below
        if len(self._below) > LIVE_VISIBILITY_FRAMES:
            self._times_below -= self._below.popleft()
        unseen, faint = self._times_below > (len(self._below) - 1) // 2
        self._hidden = unseen | (self._hidden & faint)
        return self._hidden

    def _forget(self) -> None:
        self._filter.reset()
        self._below.clear()
        self._times_below[:] = 0
        self._hidden, self._last, self._height = None, None, 0.0
        for look in self._looks.values():
            look.reset()
        self._ears.reset()


def _judged(
    track: Track, points: Floats, doubt: Doubts, name: str, looks: Mapping[str, Floats]
) -> Track:
    channels = {**track.channels, **looks, CHANNEL: doubt.astype(np.float64)}
    return track.derived(points, channels, {**track.meta, "filter": name})


def clip_doubt(points: Floats, track: Track) -> Doubts:
    """Judge every landmark by the whole clip: (T, 33) of Doubt."""
    doubt = np.zeros(points.shape[:2], dtype=np.int8)
    doubt[hidden(points[..., 3], track.time_s)] = Doubt.HIDDEN
    for part in blocks(len(points)):
        _look_at_shape(doubt[part], points[part], track.aspect, places_of(points[part]))
    between = enclosed(doubt == Doubt.INVENTED, track.time_s)
    doubt[between & (doubt == Doubt.NONE)] = Doubt.INVENTED
    return doubt


def _look_at_shape(doubt: Doubts, points: Floats, aspect: float, places: Places) -> None:
    """Mark what is out of the picture or made up: it needs no memory, so live does the same."""
    doubt[misshapen(points, places)] = Doubt.INVENTED
    doubt[crowded(points, aspect, places)] = Doubt.OUT_OF_PICTURE


def hidden(visibility: Floats, time_s: Floats) -> Bools:
    """Tell which landmarks are hidden, from their un-smoothed visibility; (T, 33) both.

    A short running median keeps one blurred frame of a fast foot from hiding it.
    """
    if not len(visibility):
        return np.zeros(visibility.shape, dtype=np.bool_)
    step = frame_s(time_s)
    half = int(VISIBILITY_WINDOW_S / 2 / step + 0.5) if step else 0
    half = min(max(half, 1), 6, (len(visibility) - 1) // 2)
    start = _mostly_below(visibility[: 2 * half + 1], (SEEN + UNSEEN) / 2, half)[0]
    unseen, faint = (_mostly_below(visibility, limit, half) for limit in (UNSEEN, SEEN))
    return latch(unseen, ~faint, start)


def smooth(points: Floats, time_s: Floats) -> None:
    """Filter where points (T, 33, 4) are in place, every unbroken span of every landmark."""
    usable: Bools = np.asarray(np.isfinite(points[..., :3]).all(axis=-1))
    alike: defaultdict[bytes, list[int]] = defaultdict(list)
    for landmark, pattern in enumerate(usable.T):
        alike[pattern.tobytes()].append(landmark)
    for same in map(np.array, alike.values()):
        pattern, legs = usable[:, same[0]], same >= LEGS_FROM
        for chosen, cutoff in ((same[~legs], BODY_HZ), (same[legs], LEG_HZ)):
            for first in range(0, len(chosen), AT_ONCE):
                few = chosen[first : first + AT_ONCE]
                for span in spans(pattern, time_s):
                    points[span, few, :3] = _smooth(points[span, few, :3], time_s[span], cutoff)


def _smooth(places: Floats, time_s: Floats, cutoff_hz: float) -> Floats:
    """Filter where a few landmarks (T, n, 3) are in a span without a gap."""
    clean = places.reshape(len(places), -1)
    picture = np.arange(clean.shape[1]) % 3 < 2  # depth only says who is nearer
    clean[:, picture] = despiked(clean[:, picture], time_s)
    return butterworth(clean, time_s, cutoff_hz).reshape(places.shape)


def _lost(track: Track) -> Bools:
    subject = track.channels.get("subject")
    if subject is None:
        return np.zeros(len(track), dtype=np.bool_)
    lost: Bools = subject.reshape(len(track), -1)[:, 0] == 0
    return lost


def _bridge(points: Floats, time_s: Floats) -> None:
    """Fill short gaps in place; whatever is not wholly known is not known."""
    missing = ~np.isfinite(points[..., :3]).all(axis=-1)
    points[missing] = np.nan
    for landmark in np.flatnonzero(missing.any(axis=0)):
        points[:, landmark] = bridge(points[:, landmark], time_s)


def _mostly_below(values: Floats, limit: float, half: int) -> Bools:
    """Tell where the median of (T, K) and `half` frames before and after is below a limit.

    That is where most of them are, and counting takes a tenth of the time. NaN is below.
    """
    padded = np.pad(~(values >= limit), [(half, half), (0, 0)], mode="edge")
    below = np.zeros(values.shape, dtype=np.int8)
    for start in range(2 * half + 1):
        below += padded[start : start + len(values)]
    return below > half
